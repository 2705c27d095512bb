"""The same engagement told by several reports.

What speaks for it: the same sides, days and kind, the same persons, the same place, headlines alike. Two sides often
meet several times in a day, so that persons decide: a side whose named persons have none in common tells of two
contacts, and where nobody is named, days, place and headlines must agree. A foreseen and a held contact are never the
same: the second follows up the first (`foreseen.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from communique.join.content_words import as_written, content_words
from communique.join.names import bare_parts, compare_names, fold_name
from communique.join.times import block_days, days_apart, days_between, is_dated, iso_window
from communique.model.claim import Claim
from communique.model.link import Join, Link

FORESEEN = frozenset({"planned", "invited", "possible"})
# Kinds that reports give to one contact, where persons of both sides agree; a visit and the meetings in it are two.
NEAR_KINDS = frozenset({("conference", "meeting"), ("call", "meeting"), ("meeting", "other")})
TALKS = frozenset({"meeting", "call"})
TITLE_WORDS = 3  # telling words that headlines share at the least to be of one event
BY_PERSONS = 0.35  # persons of two sides in common: hardly two contacts of one day
BY_PERSON = 0.2
OTHER_PERSONS = -0.35
# Day, place and headline: two of them and the same sides and kind make one contact where nobody is named.
HINT = 0.06
# Undated tellings of one contact come out within so many days of each other (corpus/pairs.jsonl: 126 of 129 pairs).
TELLING_DAYS = 2


def status_group(status: str) -> str:
    """Return held, foreseen or cancelled."""
    return "foreseen" if status in FORESEEN else "cancelled" if status == "cancelled" else "held"


def sign_engagement(claim: Claim) -> str:
    """Every claim of a contact is a node of its own."""
    return f"{claim.source.id}@{claim.source.version}#{claim.record['id']}@{claim.key}"


def block_engagement(claim: Claim) -> Iterator[str]:
    """Yield a key for every pair of sides and day of the contact, held, foreseen and cancelled ones apart, and one
    for the month; a contact of vague date is kept under its months alone.
    """
    yield from _keys(claim, 0)
    yield from (f"{month} {'some day ' if _is_vague(claim) else ''}{key}" for month, key in _monthly(claim))


def meet_engagement(claim: Claim) -> Iterator[str]:
    """Yield the keys of the days around, too: reports of one contact may date it a day apart. One of vague date looks
    through its months, others there only for vague ones.
    """
    yield from _keys(claim, 1)
    for month, key in _monthly(claim):
        yield f"{month} some day {key}"
        if _is_vague(claim):
            yield f"{month} {key}"


def _keys(claim: Claim, around: int) -> Iterator[str]:
    if not _is_vague(claim):
        yield from (f"{day} {pair}" for day in block_days(claim, around) for pair in _pairs(claim))


def _monthly(claim: Claim) -> Iterator[tuple[str, str]]:
    for month in sorted({day[:7] for day in iso_window(claim) or ()}):
        yield from ((month, pair) for pair in _pairs(claim))


def _pairs(claim: Claim) -> list[str]:
    """Return pairs of sides, each with whether the contact was held, is foreseen or cancelled."""
    group = status_group(claim.record["status"])
    return [f"{group} {'-'.join(pair)}" for pair in combinations(sorted(claim.record["parties"])[:6], 2)]


def _is_vague(claim: Claim) -> bool:
    return bool(claim.record.get("date")) and not is_dated(claim)


def compare_engagements(a: Claim, b: Claim) -> Link | None:
    """Return a `same` link with its score when two claims may tell of one contact, `different` where none can."""
    x, y = a.record, b.record
    if status_group(x["status"]) != status_group(y["status"]):
        return None
    near = (min(x["kind"], y["kind"]), max(x["kind"], y["kind"])) in NEAR_KINDS
    apart = days_apart(a, b)
    if (x["kind"] != y["kind"] and not near) or apart is None or apart > 1:
        return None
    people, said_people = people_score(x, y)
    if people < 0 and {x["kind"], y["kind"]} <= TALKS and _share_a_person(x, y):
        # One person meets several of another side on a day, in turn: no third report makes one meeting of these.
        return Link("different", a.key, b.key, 0.0, (said_people or "",), "different.engagement")
    if near and people < BY_PERSONS:
        return None
    shared, sides = set(x["parties"]) & set(y["parties"]), set(x["parties"]) | set(y["parties"])
    score = 0.2 + (0.05 if near else 0.15) + 0.15 * len(shared) / len(sides) + people
    place, said_place = _place_score(x, y)
    score += place
    if x["kind"] in ("visit", "conference"):
        score += HINT  # rarer than meetings
    if is_dated(a) and is_dated(b):
        score += HINT if apart == 0 else -HINT
    elif abs(days_between(a, b) or 0) > TELLING_DAYS:
        if _is_vague(a) or _is_vague(b):
            return None  # weeks of contacts: which one is meant only reports of the same days tell
        score -= 2 * HINT
    titles = content_words(a.source.title or "") & content_words(b.source.title or "")
    if len(titles) >= TITLE_WORDS:
        score += HINT
    reasons = (
        f"sides {'+'.join(sorted(shared))}",
        f"{x['kind']} / {y['kind']}",
        said_people,
        "days overlap" if apart == 0 else f"{apart} day apart",
        said_place,
        "headlines share " + ", ".join(as_written(titles, b.source.title or "")[:5])
        if len(titles) >= TITLE_WORDS
        else None,
    )
    return Link(
        "same", a.key, b.key, round(min(1.0, max(0.0, score)), 3), tuple(filter(None, reasons)), "same.engagement"
    )


def people_score(x: Any, y: Any) -> tuple[float, str | None]:
    """Score persons in common by the sides they act for; a side with no person in common speaks against it."""
    one, two = _names_by_side(x), _names_by_side(y)
    agreeing: list[str] = []
    for side in sorted(one.keys() & two.keys()):
        common = [n for n in one[side] if any(compare_names(n, m)[0] >= 0.5 for m in two[side])]
        if common:
            agreeing.append(common[0])
        elif side and all(len(bare_parts(n)) > 1 for n in (*one[side], *two[side])):
            # Names of one part ("Secretary", "Khan") may stand for anybody.
            return OTHER_PERSONS, f"other persons of {side}: {one[side][0]} / {two[side][0]}"
    if not agreeing:
        return 0.0, None
    return (BY_PERSONS if len(agreeing) > 1 else BY_PERSON), "both name " + ", ".join(sorted(agreeing)[:3])


def _share_a_person(x: Any, y: Any) -> bool:
    one, two = _names_by_side(x), _names_by_side(y)
    return any(compare_names(n, m)[0] >= 0.8 for side in one.keys() & two.keys() for n in one[side] for m in two[side])


def _names_by_side(record: Any) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for participant in record["participants"]:
        if participant.get("person"):
            names.setdefault(participant.get("country") or "", []).append(participant["name"])
    return names


def _place_score(x: Any, y: Any) -> tuple[float, str | None]:
    one, two = (r["place"] or {} for r in (x, y))
    if not one or not two:
        return 0.0, None
    if fold_name(one["name"]) == fold_name(two["name"]):
        return HINT, f"both in {one['name']}"
    if one.get("country") and two.get("country") and one["country"] != two["country"]:
        return -2 * HINT, f"{one['name']} / {two['name']}"
    return 0.0, None


JOIN = Join(
    "engagements",
    "engagements",
    sign_engagement,
    block_engagement,
    compare_engagements,
    iso_window,
    meet_engagement,
    one_a_report=True,
)
