"""The same incident told by several reports, with every report's numbers kept.

What speaks for it: the same place, the same days, the same kind of violence, the same or near numbers, the same name or
perpetrator. Reports give different numbers of one attack; equal numbers speak for, different ones hardly against.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from communique.join.names import fold_name
from communique.join.times import block_days, days_apart, is_dated, iso_window
from communique.model.claim import Claim
from communique.model.link import Join, Link

# Words of place names that do not tell places apart.
PLACE_FILLERS = frozenset("area district province city town general the of region tehsil division near".split())
OPERATION = "security operation"
# Kinds that tell one event from two points of view.
NEAR_KINDS = frozenset({
    "attack", "armed attack", "bombing", "suicide bombing", "ambush", "clash", "assassination", "air strike", "drone strike",
    "shelling", "conflict", "other",
})


def sign_incident(claim: Claim) -> str:
    """Every claim of an incident is a node of its own."""
    return f"{claim.source.id}@{claim.source.version}#{claim.record['id']}@{claim.key}"


def place_words(record: Any) -> frozenset[str]:
    """Return the words of an incident's place that tell it from others."""
    return frozenset(fold_name((record.get("place") or {}).get("name") or "")) - PLACE_FILLERS


def block_incident(claim: Claim) -> Iterator[str]:
    """Yield a key for every word of the place and day; a named incident meets others of its name on any day."""
    for day in block_days(claim):
        for word in sorted(place_words(claim.record)):
            yield f"{word} {day}"
        for killed in sorted(_counts(claim.record, "killed"))[-1:]:
            yield f"killed {killed} {day}"
    if claim.record.get("name"):
        yield "name " + " ".join(fold_name(claim.record["name"]))


def compare_incidents(a: Claim, b: Claim) -> Link | None:
    """Return a `same` link with its score when two claims may tell of one incident."""
    x, y = a.record, b.record
    named = bool(x.get("name")) and fold_name(x["name"]) == fold_name(y.get("name") or "")
    apart = days_apart(a, b)
    if not named and (apart is None or apart > 1):
        return None
    kind = _kind_score(x["kind"], y["kind"])
    if kind is None:
        return None
    one, two = place_words(x), place_words(y)
    shared = one & two
    score, reasons = 0.2 + kind, [f"{x['kind']} / {y['kind']}"]
    if shared:
        score += 0.2 + 0.1 * len(shared) / max(len(one), len(two))
        reasons.append("both in " + " ".join(sorted(shared)))
    elif one and two:
        score -= 0.15
        reasons.append("places differ")
    if named:
        score += 0.3
        reasons.append(f"both call it {x['name']}")
    numbers, said = _number_score(x, y)
    score += numbers
    reasons += [said] if said else []
    if is_dated(a) and is_dated(b):
        score += 0.1 if apart == 0 else -0.1
    if x.get("perpetrator") and y.get("perpetrator"):
        score += 0.05 if fold_name(x["perpetrator"]) == fold_name(y["perpetrator"]) else -0.05
    reasons.append("days overlap" if apart == 0 else "by name" if apart is None else f"{apart} days apart")
    return Link("same", a.key, b.key, round(min(1.0, max(0.0, score)), 3), tuple(reasons), "same.incident")


def _kind_score(x: str, y: str) -> float | None:
    if x == y:
        return 0.15
    if OPERATION in (x, y):
        # An operation and the clash or attack it answered are told as either; anything else is another event.
        return 0.05 if {x, y} & {"clash", "attack", "armed attack", "conflict"} else None
    return 0.08 if {x, y} <= NEAR_KINDS else None


def _counts(record: Any, outcome: str) -> set[int]:
    return {row["count"] for row in record.get("casualties") or () if row["outcome"] == outcome}


def _number_score(x: Any, y: Any) -> tuple[float, str | None]:
    """Equal numbers of killed speak for it; far ones against, near ones (a toll that rose) neither way."""
    one, two = _counts(x, "killed"), _counts(y, "killed")
    if not one or not two:
        return 0.0, None
    if one & two:
        return (0.2 if max(one & two) > 1 else 0.1), f"both give {max(one & two)} killed"
    high, low = max(max(one), max(two)), min(max(one), max(two))
    return (-0.15, f"{low} / {high} killed") if high > 2 * low + 2 else (0.0, f"{low} / {high} killed")


JOIN = Join("incidents", "incidents", sign_incident, block_incident, compare_incidents, iso_window)
