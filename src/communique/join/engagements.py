"""The same engagement told by several reports.

What speaks for it: the same sides, the same days, the same kind, the same persons, the same place. Two contacts of the same
sides on the same day with different persons are two. A foreseen and a held contact are never the same: the second follows up
the first (`follow_ups.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from communique.join.names import compare_names, fold_name
from communique.join.times import block_days, days_apart, is_dated, iso_window
from communique.model.claim import Claim
from communique.model.link import Join, Link

FORESEEN = frozenset({"planned", "invited", "possible"})
# Kinds that different reports give to one contact: a meeting during a visit is told as either.
NEAR_KINDS = frozenset({("meeting", "visit"), ("conference", "meeting"), ("call", "meeting"), ("meeting", "other"),
                        ("meeting", "signing"), ("other", "visit"), ("conference", "visit")})


def status_group(status: str) -> str:
    """Return held, foreseen or cancelled."""
    return "foreseen" if status in FORESEEN else "cancelled" if status == "cancelled" else "held"


def sign_engagement(claim: Claim) -> str:
    """Every claim of a contact is a node of its own."""
    return f"{claim.source.id}@{claim.source.version}#{claim.record['id']}@{claim.key}"


def block_engagement(claim: Claim, around: int = 0) -> Iterator[str]:
    """Yield a key for every pair of sides and day of the contact, held, foreseen and cancelled ones apart."""
    group = status_group(claim.record["status"])
    for pair in combinations(sorted(claim.record["parties"])[:6], 2):
        for day in block_days(claim, around):
            yield f"{group} {'-'.join(pair)} {day}"


def meet_engagement(claim: Claim) -> Iterator[str]:
    """Yield the keys of the days around, too: reports of one contact may date it a day apart."""
    return block_engagement(claim, around=1)


def compare_engagements(a: Claim, b: Claim) -> Link | None:
    """Return a `same` link with its score when two claims may tell of one contact."""
    x, y = a.record, b.record
    if status_group(x["status"]) != status_group(y["status"]):
        return None
    kind = _kind_score(x["kind"], y["kind"])
    apart = days_apart(a, b)
    if kind == 0 or apart is None or apart > 1:
        return None
    sides = set(x["parties"]) & set(y["parties"]), set(x["parties"]) | set(y["parties"])
    people, said_people = _people_score(x, y)
    place, said_place = _place_score(x, y)
    score = 0.25 + 0.15 * kind + 0.2 * len(sides[0]) / len(sides[1]) + people + place
    if is_dated(a) and is_dated(b):
        score += 0.1 if apart == 0 else -0.1
    reasons = (
        f"sides {'+'.join(sorted(sides[0]))}", f"{x['kind']} / {y['kind']}",
        "days overlap" if apart == 0 else f"{apart} day apart", *filter(None, (said_people, said_place)),
    )
    return Link("same", a.key, b.key, round(min(1.0, max(0.0, score)), 3), reasons, "same.engagement")


def _kind_score(x: str, y: str) -> float:
    return 1.0 if x == y else 0.4 if (min(x, y), max(x, y)) in NEAR_KINDS else 0.0


def _people_score(x: object, y: object) -> tuple[float, str | None]:
    """Shared persons speak for, two lists without a common person against; unnamed participants tell nothing."""
    one, two = _names(x), _names(y)
    if not one or not two:
        return 0.05, None
    shared = [n for n in one if any(compare_names(n, m)[0] >= 0.5 for m in two)]
    if not shared:
        return -0.25, "no person in common"
    return 0.15 + 0.15 * len(shared) / min(len(one), len(two)), "both name " + ", ".join(shared[:3])


def _names(record: object) -> list[str]:
    participants = record["participants"]  # type: ignore[index]
    return [p["name"] for p in participants if p.get("person")]


def _place_score(x: object, y: object) -> tuple[float, str | None]:
    one, two = ((r["place"] or {}).get("name") for r in (x, y))  # type: ignore[index]
    if not one or not two:
        return 0.0, None
    return (0.1, f"both in {one}") if fold_name(one) == fold_name(two) else (-0.05, f"{one} / {two}")


JOIN = Join(
    "engagements", "engagements", sign_engagement, block_engagement, compare_engagements, iso_window, meet_engagement,
    one_a_report=True,
)
