"""`/pairs`: which two sides the reports bring together most, and a way to any other two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.answers.coverage import get_coverage
from communique.answers.events import MOST_PARTIES
from communique.answers.paging import Picked
from communique.answers.sides import name_side, parse_side
from communique.answers.words import HELD
from communique.desk.address import Address
from communique.desk.desk import Desk, get_desk
from communique.desk.listings import ENGAGEMENTS, UNDERTAKINGS
from communique.desk.pages.page import Page
from communique.desk.pair import write_pair
from communique.reference.countries import COUNTRIES
from communique.reference.organisations import ORGANISATIONS
from communique.register import Register

MOST_PAIRS = 60  # shown, those that are told of most


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two sides, how many contacts and undertakings there are between them, and the day of the last contact held."""

    a: str
    b: str
    href: str
    engagements: int
    undertakings: int
    last: str | None


def show(request: Request) -> Response:
    """Answer with the pairs told of most, or lead to the two that were chosen."""
    desk = get_desk(request)
    address = Address.of(request)
    chosen = address.get("a"), address.get("b")
    if chosen[0] and chosen[1]:
        return RedirectResponse(f"/pair/{write_pair(parse_side(chosen[0]), parse_side(chosen[1]))}", 303)
    with desk.reading() as register:
        coverage = get_coverage(register).sentence()
        rows = desk.finder.remember("pairs", lambda: find_pairs(desk, register))
    sides = sorted(((name_side(code), code) for code in (*COUNTRIES, *ORGANISATIONS)), key=lambda side: side[0])
    return desk.render(request, "pairs.html", rows=rows, coverage=coverage, sides=sides)


def find_pairs(desk: Desk, register: Register) -> list[PairRow]:
    """Return the pairs of sides with most contacts and undertakings; a forum of many sides brings no two together."""
    engagements: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], str] = defaultdict(str)
    picked: Picked
    for picked in desk.finder.find(register, ENGAGEMENTS, {}).rows:
        sides = sorted({side for traits in picked.members for side in traits.sides})
        if len(sides) > MOST_PARTIES:
            continue
        day = max((traits.first or "" for traits in picked.members), default="")
        for pair in combinations(sides, 2):
            engagements[pair] += 1
            if any(status in HELD for status in picked.values("status")):
                last[pair] = max(last[pair], day)
    undertakings: Counter[tuple[str, str]] = Counter()
    for picked in desk.finder.find(register, UNDERTAKINGS, {}).rows:
        traits = picked.passing[0]
        undertakings.update(set(pairs_between(traits.by, traits.to)))
    told = engagements + undertakings
    most = sorted(told, key=lambda pair: (-told[pair], pair))[:MOST_PAIRS]
    return [
        PairRow(a, b, f"/pair/{write_pair(a, b)}", engagements[a, b], undertakings[a, b], last[a, b] or None)
        for a, b in most
    ]


def pairs_between(by: Sequence[str], to: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Return the pairs that an undertaking is between: each that binds itself with each that is addressed."""
    if not to and len(by) <= MOST_PARTIES:
        return combinations(sorted(by), 2)
    return ((min(a, b), max(a, b)) for a in by for b in to if a != b)


PAGE = Page("/pairs", "Pairs", show, "main")
