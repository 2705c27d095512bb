"""The same incident told by several reports, with every report's numbers kept.

What speaks for it: the same place, the same days, the same kind of violence, the same numbers, the same name. Reports give
different tolls of one attack, so that different numbers hardly speak against it; an army's own count of one operation does
not vary, so that there they do. Places are compared as reports give them: one names the village, another the district, and
the village often stands in the other's words or headline. Deliberately missed: incidents without number, place or name.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from communique.join.content_words import content_words
from communique.join.names import fold_name
from communique.join.times import block_days, days_apart, is_dated, iso_window
from communique.model.claim import Claim
from communique.model.link import Join, Link
from communique.reference.countries import find_naming
from communique.reference.places import find_places

# Words of place names that do not tell places apart.
PLACE_FILLERS = frozenset("area district province city town general the of region tehsil division near".split())
OPERATION = "security operation"
# Kinds that tell one event from two points of view.
NEAR_KINDS = frozenset({
    "attack", "armed attack", "bombing", "suicide bombing", "ambush", "clash", "assassination", "air strike", "drone strike",
    "shelling", "conflict", "other",
})
# An operation and the fight it led to are told as either.
OPERATION_KINDS = frozenset({"clash", "attack", "armed attack", "conflict", "ambush", "other"})
NEAR_KM = 40  # two points of one incident: a village and its district's town
FAR_KM = 120  # two incidents: farther than any two points of one that reports of corpus/pairs.jsonl give
# How much an equal number of killed speaks for one incident: small numbers are common.
NUMBER_WEIGHTS = ((10, 0.28), (5, 0.24), (3, 0.16), (2, 0.12), (1, 0.08))
TITLE_WORDS = 3  # telling words that headlines share at the least to be of one event


def sign_incident(claim: Claim) -> str:
    """Every claim of an incident is a node of its own."""
    return f"{claim.source.id}@{claim.source.version}#{claim.record['id']}@{claim.key}"


def place_words(record: Any) -> frozenset[str]:
    """Return the words of an incident's place that tell it from others."""
    return frozenset(fold_name((record.get("place") or {}).get("name") or "")) - PLACE_FILLERS


def block_incident(claim: Claim, around: int = 0) -> Iterator[str]:
    """Yield a key for every word of the place and number of killed, with the day; a named incident meets its name any day."""
    for day in block_days(claim, around):
        for word in sorted(place_words(claim.record)):
            yield f"{word} {day}"
        for killed in sorted({count for _, count in _losses(claim.record, "killed")}):
            yield f"killed {killed} {day}"
    if claim.record.get("name"):
        yield "name " + " ".join(fold_name(claim.record["name"]))


def meet_incident(claim: Claim) -> Iterator[str]:
    """Yield the keys of the days around, too: reports of a night's attack give either day."""
    return block_incident(claim, around=1)


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
    place, said_place = _place_score(a, b)
    numbers, said_numbers = _number_score(x, y)
    score, reasons = 0.2 + kind + place + numbers, [f"{x['kind']} / {y['kind']}", said_place, said_numbers]
    if named:
        score += 0.3
        reasons.append(f"both call it {x['name']}")
    if is_dated(a) and is_dated(b):
        score += 0.1 if apart == 0 else -0.1
    titles = content_words(a.source.title or "") & content_words(b.source.title or "")
    if len(titles) >= TITLE_WORDS and min(place, numbers) >= 0 and max(place, numbers) > 0:
        score += 0.1
        reasons.append("headlines share " + ", ".join(sorted(titles)[:5]))
    if x.get("perpetrator") and y.get("perpetrator"):
        score += 0.05 if fold_name(x["perpetrator"]) == fold_name(y["perpetrator"]) else -0.05
    reasons.append("days overlap" if apart == 0 else "by name" if apart is None else f"{apart} days apart")
    return Link("same", a.key, b.key, round(min(1.0, max(0.0, score)), 3), tuple(filter(None, reasons)), "same.incident")


def _kind_score(x: str, y: str) -> float | None:
    if x == y:
        return 0.15
    if OPERATION in (x, y):
        return 0.08 if {x, y} & OPERATION_KINDS else None
    return 0.08 if {x, y} <= NEAR_KINDS else None


def _place_score(a: Claim, b: Claim) -> tuple[float, str | None]:
    """Score equal places, places near each other, and a place that the other's words or headline name."""
    one, two = place_words(a.record), place_words(b.record)
    if not one or not two:
        return 0.0, None
    wide = _is_wide(a.record["place"]["name"]), _is_wide(b.record["place"]["name"])
    if one & two:
        whole = len(one & two) / max(len(one), len(two))
        # A country or province says little: much happens in it in a day.
        return (0.1 if any(wide) else 0.2 + 0.1 * whole), "both in " + " ".join(sorted(one & two))
    told = (frozenset() if wide[0] else one & _told_words(b)) | (frozenset() if wide[1] else two & _told_words(a))
    if told:
        return 0.25, "both tell of " + " ".join(sorted(told))
    kilometres = _distance(a.record["place"], b.record["place"])
    if kilometres is not None and kilometres <= NEAR_KM:
        return 0.15, f"places {kilometres:.0f} km apart"
    if kilometres is not None and kilometres > FAR_KM:
        return -0.25, f"places {kilometres:.0f} km apart"
    # A district and a town in it look like two places, a province and a town in it too: hardly against.
    return (0.0, None) if any(wide) else (-0.05, "places differ")


@lru_cache(maxsize=8192)
def _is_wide(name: str) -> bool:
    """True for countries, provinces and regions."""
    naming = find_naming(name)
    if naming is not None and naming.use == "name":
        return True
    return any(row.kind in ("province", "region") for row in find_places(name))


def _told_words(claim: Claim) -> frozenset[str]:
    """Return the folded words of a claim's evidence and of its report's headline."""
    return frozenset(fold_name(" ".join(claim.words))) | frozenset(fold_name(claim.source.title or ""))


def _distance(x: Any, y: Any) -> float | None:
    """Return the kilometres between two places, None where one has no point."""
    if x.get("lat") is None or y.get("lat") is None:
        return None
    lat1, lat2 = math.radians(x["lat"]), math.radians(y["lat"])
    east = math.radians(y["lon"] - x["lon"]) * math.cos((lat1 + lat2) / 2)
    return 6371 * math.hypot(east, lat2 - lat1)


def _losses(record: Any, outcome: str) -> set[tuple[bool | None, int]]:
    """Return (are they militants? None where not said, count) of an outcome."""
    return {
        (None if row["class"] == "unspecified" else row["class"] == "militant", row["count"])
        for row in record.get("casualties") or ()
        if row["outcome"] == outcome and row["count"]
    }


def _equal(x: Any, y: Any, outcome: str) -> int:
    """Return the largest number that both give for people who may be the same, 0 where there is none."""
    return max((
        count for who, count in _losses(x, outcome) for other, same in _losses(y, outcome)
        if count == same and (who is None or other is None or who == other)
    ), default=0)


def _number_score(x: Any, y: Any) -> tuple[float, str | None]:
    """Equal numbers speak for it, the more the larger they are; other numbers against it where they are official."""
    killed, injured = _equal(x, y, "killed"), max(_equal(x, y, "injured"), _equal(x, y, "arrested"))
    if killed:
        weight = next(w for least, w in NUMBER_WEIGHTS if killed >= least)
        said = f"both give {killed} killed" + (f" and {injured} injured or arrested" if injured else "")
        return weight + (0.1 if injured else 0.0), said
    one, two = _losses(x, "killed"), _losses(y, "killed")
    if not one or not two:
        return (0.1, f"both give {injured} injured or arrested") if injured else (0.0, None)
    largest, other = max(count for _, count in one), max(count for _, count in two)
    low, high = sorted((largest, other))
    if OPERATION in (x["kind"], y["kind"]) or high > 2 * low + 2:
        return -0.2, f"{low} / {high} killed"
    return 0.0, f"{low} / {high} killed"


JOIN = Join(
    "incidents", "incidents", sign_incident, block_incident, compare_incidents, iso_window, meet_incident, one_a_report=True
)
