"""What somebody follows: pairs of sides, people, places; and which claims are of each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.answers.brief.harm import touches
from communique.answers.brief.pair import concerns
from communique.answers.brief.wording import name_side, start
from communique.answers.sides import parse_side
from communique.errors import SourceError, UsageError
from communique.join.names import compare_names
from communique.model.claim import Claim
from communique.reference.countries import COUNTRIES, NAMINGS
from communique.register import Register
from communique.register.parts import in_parts, marks_for

SAME_NAME = 0.9  # join/names.py: from here on one name is only spelled in two ways
KNOWN = ("name", "pairs", "people", "places")


@dataclass(frozen=True, slots=True)
class Follow:
    """What one follows. `pairs` are codes of two sides; `name` tells one follower's digests from another's."""

    pairs: tuple[tuple[str, str], ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    name: str = ""

    @property
    def key(self) -> str:
        """The name under which it is remembered how far its digests have come."""
        pairs = [",".join(pair) for pair in self.pairs]
        return self.name or "; ".join([*pairs, *self.people, *self.places])


@dataclass(frozen=True, slots=True)
class Subject:
    """One of the followed; `fits` says whether a claim is of it."""

    heading: str
    fits: Callable[[Claim], bool]


def read_follow(path: Path) -> Follow:
    """Return what a `follow.toml` names."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        raise SourceError("follow-unreadable", message, "docs/digest.md shows one.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("follow-invalid", f"{path} is no TOML: {error}.", "Correct that line.") from error
    for name in given:
        if name not in KNOWN:
            raise UsageError("follow-invalid", f"{path}: “{name}” is no setting.", f"Known are {', '.join(KNOWN)}.")
    pairs = given.get("pairs", [])
    if not isinstance(pairs, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        raise UsageError("follow-invalid", f"{path}: pairs should be lists of two sides.", 'Write [["PAK", "CHN"]].')
    lists = {name: _read_names(given, name, path) for name in ("people", "places")}
    sides = [_read_names({"pairs": pair}, "pairs", path) for pair in pairs]
    return make_follow(sides, lists["people"], lists["places"], str(given.get("name", "") or path.stem))


def make_follow(pairs: Iterable[Sequence[str]], people: Iterable[str], places: Iterable[str], name: str = "") -> Follow:
    """Return what one follows, sides by code or name; something must be followed."""
    parsed = []
    for pair in pairs:
        if len(pair) != 2 or parse_side(pair[0]) == parse_side(pair[1]):
            raise UsageError("pair-invalid", f"“{','.join(pair)}” is no pair of two sides.", "Write PAK,CHN.")
        parsed.append((parse_side(pair[0]), parse_side(pair[1])))
    follow = Follow(tuple(parsed), tuple(people), tuple(places), name)
    if not (follow.pairs or follow.people or follow.places):
        hint = "Add --pair, --person or --place, or name a follow.toml with --follow."
        raise UsageError("follow-nothing", "Nothing is followed.", hint)
    return follow


def _read_names(given: Mapping[str, Any], name: str, path: Path) -> list[str]:
    names = given.get(name, [])
    if not isinstance(names, list) or not all(isinstance(one, str) and one.strip() for one in names):
        raise UsageError("follow-invalid", f"{path}: {name} should be a list of names in quotes.", "Correct that line.")
    return [one.strip() for one in names]


def find_subjects(register: Register, follow: Follow) -> list[Subject]:
    """Return what one follows, in its order: pairs, people, places."""
    return [
        *(follow_pair(a, b) for a, b in follow.pairs),
        *(follow_person(register, name) for name in follow.people),
        *(follow_place(name) for name in follow.places),
    ]


def follow_pair(a: str, b: str) -> Subject:
    """Return two sides: what they did and said with or of each other, and what struck one's people at the other's."""

    def fits(claim: Claim) -> bool:
        if claim.kind == "incidents":
            return touches((claim,), a, b) or touches((claim,), b, a)
        return {a, b} <= claim.sides and (claim.kind != "undertakings" or concerns(claim, a, b))

    return Subject(f"{start(name_side(a))} – {name_side(b)}", fits)


def follow_place(name: str) -> Subject:
    """Return a place: what took place where a report names it so; a country means all places in it."""
    country = find_country_named(name)
    pattern = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)

    def fits(claim: Claim) -> bool:
        place = claim.record.get("place") or {}
        return bool(country and place.get("country") == country) or bool(pattern.search(place.get("name") or ""))

    return Subject(start(name_side(country) if country else name), fits)


def find_country_named(name: str) -> str | None:
    """Return the country of that name or code; a capital is a town here, whatever government it stands for.

    >>> find_country_named("the united states"), find_country_named("Islamabad")
    ('USA', None)
    """
    wanted = name.casefold().removeprefix("the ")
    for code in COUNTRIES:
        if code.casefold() == wanted:
            return code
    named = (naming for words, naming in NAMINGS.items() if words.casefold().removeprefix("the ") == wanted)
    return next((naming.country.code for naming in named if naming.use == "name"), None)


def follow_person(register: Register, name: str) -> Subject:
    """Return a person: contacts the person took part in, and what the person undertook and said."""
    known = find_namesakes(register, name)

    def fits(claim: Claim) -> bool:
        named = [claim.record.get("speaker"), *(one.get("person") for one in claim.record.get("participants", ()))]
        return any((claim.source.key, one) in known for one in named if one)

    return Subject(name, fits)


def find_namesakes(register: Register, name: str) -> frozenset[tuple[int, str]]:
    """Return (report, id in it) of whoever bears this name, and of whom the register joined with them."""
    db = register.connection
    rows = db.execute(
        "SELECT c.key, json_extract(c.record, '$.name'), n.\"case\" FROM claim c LEFT JOIN claim_node cn"
        " ON cn.claim = c.key LEFT JOIN node n ON n.key = cn.node WHERE c.kind = 'people'"
    ).fetchall()
    same = {said for said in {row[1] for row in rows} if compare_names(name, said)[0] >= SAME_NAME}
    cases = {row[2] for row in rows if row[1] in same} - {None}
    keys = [row[0] for row in rows if row[1] in same or row[2] in cases]
    found: set[tuple[int, str]] = set()
    for part in in_parts(keys):
        marks = marks_for(part)
        found |= {(row[0], row[1]) for row in db.execute(f"SELECT report, id FROM claim WHERE key IN ({marks})", part)}
    return frozenset(found)
