"""One body in full: the records whose own words name it, by kind.

In: a case of bodies. Out: its row, and of every kind the newest records in whose evidence one of its mentions stands.
The record format ties people to what they did, bodies to nothing: that the words of a record name a body is what can
be shown, not what part it had. Deliberately missed: records of the same report that say "the ministry" elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique.answers import actions, bodies, engagements, incidents
from communique.answers.ledger import tell_undertakings
from communique.model.claim import Claim
from communique.register import Register
from communique.register.case_query import group_cases
from communique.register.parts import in_parts, marks_for

MOST_ROWS = 10  # of each kind, the newest
KINDS = ("engagements", "undertakings", "statements", "actions", "incidents")


@dataclass(frozen=True, slots=True)
class Named:
    """The newest rows of a kind whose words name the body, and how many there are in all."""

    rows: Sequence[Mapping[str, Any]]
    total: int


@dataclass(frozen=True, slots=True)
class Body:
    """`row` tells the body as the list of bodies does; `named` has every kind of `KINDS` that names it."""

    row: Mapping[str, Any]
    named: Mapping[str, Named]


def get_body(register: Register, case: int, claims: Sequence[Claim]) -> Body:
    """Return a body; `claims` are those of its case."""
    keys = _find_naming(register, [claim.key for claim in claims])
    found: dict[str, list[Claim]] = {kind: [] for kind in KINDS}
    for claim in _read_current(register, keys):
        found[claim.kind].append(claim)
    named = {kind: _tell(register, kind, members) for kind, members in found.items() if members}
    return Body(bodies.tell_case(case, claims), named)


def _find_naming(register: Register, claims: Sequence[int]) -> list[int]:
    """Return the claims of the same codings whose evidence holds a mention of these claims."""
    mentions: dict[int, list[tuple[int, int]]] = {}
    for part in in_parts(claims):
        for coding, start, end in register.connection.execute(
            'SELECT b.coding, m.start, m."end" FROM claim b JOIN evidence m ON m.claim = b.key'
            f" WHERE b.key IN ({marks_for(part)})",
            part,
        ):
            mentions.setdefault(coding, []).append((start, end))
    found: set[int] = set()
    for part in in_parts(sorted(mentions)):
        for coding, key, start, end in register.connection.execute(
            'SELECT c.coding, c.key, e.start, e."end" FROM claim c JOIN evidence e ON e.claim = c.key'
            f" WHERE c.coding IN ({marks_for(part)}) AND c.kind IN ({marks_for(KINDS)})",
            (*part, *KINDS),
        ):
            if any(start < last and first < end for first, last in mentions[coding]):
                found.add(key)
    return sorted(found)


def _read_current(register: Register, keys: Sequence[int]) -> Iterable[Claim]:
    for part in in_parts(keys):
        yield from register.claims(f"c.key IN ({marks_for(part)})", part)


def _tell(register: Register, kind: str, claims: Sequence[Claim]) -> Named:
    """Return the newest of a kind as the rows of its list; contacts and incidents one a case."""
    if kind in ("engagements", "incidents"):
        cases = group_cases(register, kind, claims)
        cases.sort(key=lambda case: _published(case[1][0]), reverse=True)
        tell_case = engagements.tell_case if kind == "engagements" else incidents.tell_case
        return Named([tell_case(number, members) for number, members in cases[:MOST_ROWS]], len(cases))
    newest = sorted(claims, key=_published, reverse=True)[:MOST_ROWS]
    if kind == "undertakings":
        return Named(tell_undertakings(register, newest), len(claims))
    tell = actions.tell_statements if kind == "statements" else actions.tell_actions
    return Named(tell(register, newest), len(claims))


def _published(claim: Claim) -> tuple[str, int]:
    return claim.source.published or "", claim.key
