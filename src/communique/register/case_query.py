"""Read cases back: claims that tell of the same thing, together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.model.claim import Claim
from communique.register.parts import in_parts, marks_for
from communique.register.register import Register


def get_cases(register: Register, keys: Iterable[int]) -> dict[int, int]:
    """Return claim key -> case number; a claim that was never joined is missing."""
    found: dict[int, int] = {}
    wanted = sorted(set(keys))
    for part in in_parts(wanted):
        rows = register.connection.execute(
            'SELECT cn.claim, n."case" FROM claim_node cn JOIN node n ON n.key = cn.node'
            f" WHERE cn.claim IN ({marks_for(part)})",
            part,
        )
        found.update((row[0], row[1]) for row in rows)
    return found


def group_cases(register: Register, kind: str, claims: Sequence[Claim]) -> list[tuple[int, list[Claim]]]:
    """Return (case number, its claims in the given order); an unjoined claim is a case of its own, numbered `-key`."""
    cases = get_cases(register, (claim.key for claim in claims if claim.kind == kind))
    grouped: dict[int, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(cases.get(claim.key, -claim.key), []).append(claim)
    return sorted(grouped.items(), key=lambda item: item[1][0].key)


def claims_of_case(register: Register, case: int) -> list[Claim]:
    """Return all current claims of a case, in order of their keys."""
    return register.claims(
        'c.key IN (SELECT cn.claim FROM claim_node cn JOIN node n ON n.key = cn.node WHERE n."case" = ?)',
        (case,),
        "c.key",
    )
