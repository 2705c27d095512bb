"""The same incident told by several reports, with every report's numbers kept.

What speaks for it: the same place, the same days, the same kind of violence, the same numbers, the same name. Reports
give different tolls of one attack, so that different numbers hardly speak against it; an army's own count of one
operation does not vary, so that there they do. Places are compared as reports give them: one names the village,
another the district, and the village often stands in the other's words or headline. Deliberately missed: incidents
without number, place or name.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from communique.join.content_words import content_words
from communique.join.names import fold_name, skeleton, write_out
from communique.join.times import block_days, gap_of, is_dated, iso_window
from communique.join.words import load_mapping, load_words
from communique.model.claim import Claim
from communique.model.link import Join, Link
from communique.reference.countries import find_naming
from communique.reference.places import find_places

# Words of place names that do not tell places apart.
PLACE_FILLERS = load_words("place_fillers")
OPERATION = "security operation"
# Kinds that tell one event from two points of view.
NEAR_KINDS = frozenset(
    {
        "attack",
        "armed attack",
        "bombing",
        "suicide bombing",
        "ambush",
        "clash",
        "assassination",
        "air strike",
        "drone strike",
        "shelling",
        "conflict",
        "other",
    }
)
# An operation and the fight it led to are told as either.
OPERATION_KINDS = frozenset({"clash", "attack", "armed attack", "conflict", "ambush", "other"})
NEAR_KM = 40  # two points of one incident: a village and its district's town
FAR_KM = 120  # two incidents: farther than any two points of one that reports of corpus/pairs.jsonl give
# How much an equal number of killed speaks for one incident: small numbers are common.
NUMBER_WEIGHTS = ((10, 0.28), (5, 0.24), (3, 0.16), (2, 0.12), (1, 0.1))
TITLE_WORDS = 3  # telling words that headlines share at the least to be of one event
LARGE_TOLL = 10  # killed: such an incident is told again, undated, for many days
LARGE_TOLL_DAYS = 7
SPELLED_CHARS = 6  # letters from which on a place's name may be spelled in several ways (Noshki, Nushki)
# What an incident's name says beside the place or day it is called after.
NAME_FILLERS = load_words("incident_fillers")
NUMBER_WORDS = load_mapping("numbers")


def sign_incident(claim: Claim) -> str:
    """Every claim of an incident is a node of its own."""
    return f"{claim.source.id}@{claim.source.version}#{claim.record['id']}@{claim.key}"


def place_words(record: Any) -> frozenset[str]:
    """Return the words of an incident's place that tell it from others, long ones as consonants alone.

    A word in capitals that no gazetteer knows is an abbreviation that was taken for a place.
    """
    place = record.get("place") or {}
    name = place.get("name") or ""
    if name.isupper() and not place.get("country"):
        return frozenset()
    return _fold_places(name) - PLACE_FILLERS


@lru_cache(maxsize=65536)
def _fold_places(text: str) -> frozenset[str]:
    return frozenset(skeleton(word) if len(word) >= SPELLED_CHARS else word for word in write_out(fold_name(text)))


def name_words(record: Any) -> frozenset[str]:
    """Return what an incident is called after ("Pahalgam" of "the Pahalgam attack")."""
    return frozenset(fold_name(record.get("name") or "")) - NAME_FILLERS


def block_incident(claim: Claim, around: int = 0) -> Iterator[str]:
    """Yield a key for every word of place and name and every number of victims, with the day; a name alone for any
    day.
    """
    record = claim.record
    words = place_words(record) | name_words(record)
    numbers = {f"killed {n}" for _, n in _losses(record, "killed")} | {
        f"injured {n}" for _, n in _losses(record, "injured")
    }
    for day in _block_days(claim, around):
        for key in sorted(words | numbers):
            yield f"{day} {key}"
        if record.get("perpetrator"):
            yield f"{day} {record['kind']} by {' '.join(fold_name(record['perpetrator']))}"
    if name_words(record):
        yield "name " + " ".join(sorted(name_words(record)))


def _block_days(claim: Claim, around: int) -> list[str]:
    """Return the days under which an incident meets others: those of its window, for a vague date its month."""
    window = incident_window(claim)
    if window is None or claim.record.get("date"):
        return block_days(claim, around)
    first, last = (date.fromisoformat(day) for day in window)
    return [(first + timedelta(days=i)).isoformat() for i in range(-around, (last - first).days + 1 + around)]


def incident_window(claim: Claim) -> tuple[str, str] | None:
    """Return the days on which an incident may have happened; an undated large one is told long after."""
    window = iso_window(claim)
    large = any(count >= LARGE_TOLL for _, count in _losses(claim.record, "killed"))
    if window and large and not claim.record.get("date"):
        return (date.fromisoformat(window[1]) - timedelta(days=LARGE_TOLL_DAYS)).isoformat(), window[1]
    return window


def meet_incident(claim: Claim) -> Iterator[str]:
    """Yield the keys of the days around, too: reports of a night's attack give either day."""
    return block_incident(claim, around=1)


def compare_incidents(a: Claim, b: Claim) -> Link | None:
    """Return a `same` link with its score when two claims may tell of one incident."""
    x, y = a.record, b.record
    named = bool(name_words(x) & name_words(y))
    apart = gap_of(incident_window(a), incident_window(b))
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
        reasons.append("named after " + " ".join(sorted(name_words(x) & name_words(y))))
    if is_dated(a) and is_dated(b):
        score += 0.1 if apart == 0 else -0.03
    titles = _title_words(a) & _title_words(b)
    if len(titles) >= TITLE_WORDS and (place > 0 <= numbers or numbers > 0 >= place >= -0.03):
        score += min(0.2, 0.1 + 0.03 * (len(titles) - TITLE_WORDS))
        reasons.append("headlines share " + ", ".join(sorted(titles)[:5]))
    if x.get("perpetrator") and y.get("perpetrator"):
        score += _perpetrator_score(a, b)
    reasons.append("days overlap" if apart == 0 else "by name" if apart is None else f"{apart} days apart")
    return Link(
        "same", a.key, b.key, round(min(1.0, max(0.0, score)), 3), tuple(filter(None, reasons)), "same.incident"
    )


def _perpetrator_score(a: Claim, b: Claim) -> float:
    """Score one perpetrator; one and the same deed of one day by one perpetrator is seldom told of two."""
    x, y = a.record, b.record
    if fold_name(x["perpetrator"]) != fold_name(y["perpetrator"]):
        return -0.05
    return 0.15 if x["kind"] == y["kind"] and is_dated(a) and x["date"] == y["date"] else 0.05


def _title_words(claim: Claim) -> frozenset[str]:
    return _words_of_title(claim.source.title or "")


@lru_cache(maxsize=8192)
def _words_of_title(title: str) -> frozenset[str]:
    """Return the telling words of a headline, numbers as digits."""
    words = [NUMBER_WORDS.get(word, word) for word in title.casefold().split()]
    return content_words(" ".join(words)) | {word for word in words if word.isdigit()}


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
        return (0.15 if any(wide) else 0.2 + 0.1 * whole), "both in " + " ".join(sorted(one & two))
    told = (frozenset() if wide[0] else one & _told_words(b)) | (frozenset() if wide[1] else two & _told_words(a))
    if told:
        return 0.25, "both tell of " + " ".join(sorted(told))
    kilometres = _distance(a.record["place"], b.record["place"])
    if kilometres is not None and kilometres <= NEAR_KM:
        return 0.15, f"places {kilometres:.0f} km apart"
    if kilometres is not None and kilometres > FAR_KM:
        return -0.25, f"places {kilometres:.0f} km apart"
    # A district and a town in it look like two places, a province and a town in it too: hardly against.
    return (0.0, None) if any(wide) else (-0.03, "places differ")


@lru_cache(maxsize=8192)
def _is_wide(name: str) -> bool:
    """True for countries, provinces and regions."""
    naming = find_naming(name)
    if naming is not None and naming.use == "name":
        return True
    kinds = {row.kind for row in find_places(name)}
    return "province" in kinds or kinds == {"region"}


def _told_words(claim: Claim) -> frozenset[str]:
    """Return the folded words of a claim's evidence and of its report's headline."""
    return _fold_places(f"{' '.join(claim.words)} {claim.source.title or ''} {claim.record.get('name') or ''}")


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
    return max(
        (
            count
            for who, count in _losses(x, outcome)
            for other, same in _losses(y, outcome)
            if count == same and (who is None or other is None or who == other)
        ),
        default=0,
    )


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
    "incidents",
    "incidents",
    sign_incident,
    block_incident,
    compare_incidents,
    incident_window,
    meet_incident,
    one_a_report=True,
)
