"""Where two incidents happened: how far their places agree, as reports give them.

In: two claims of incidents. Out: a score with the reason in words, and whether they are too far apart to be one. One
report names the village, another the district, and the village often stands in the other's words or headline.
Deliberately missed: which district a village lies in, where neither report says it.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from communique.join.names import fold_name, skeleton, write_out
from communique.join.words import load_words
from communique.model.claim import Claim
from communique.reference.countries import find_naming
from communique.reference.places import find_places

# Words of place names that do not tell places apart.
PLACE_FILLERS = load_words("place_fillers")
# What an incident's name says beside the place or day it is called after.
NAME_FILLERS = load_words("incident_fillers")
NEAR_KM = 40  # two points of one incident: a village and its district's town
FAR_KM = 120  # two incidents: farther than any two points of one that reports of corpus/pairs.jsonl give
FAR = -0.25  # how much places so far apart, or in two countries, speak against one incident
SPELLED_CHARS = 6  # letters from which on a place's name may be spelled in several ways (Noshki, Nushki)


def place_words(record: Any) -> frozenset[str]:
    """Return the words of an incident's place that tell it from others, long ones as consonants alone.

    A word in capitals that no gazetteer knows is an abbreviation that was taken for a place.
    """
    place = record.get("place") or {}
    name = place.get("name") or ""
    if name.isupper() and not place.get("country"):
        return frozenset()
    return fold_places(name) - PLACE_FILLERS


@lru_cache(maxsize=65536)
def fold_places(text: str) -> frozenset[str]:
    """Return the words of a text as places are compared: abbreviations written out, long ones as consonants."""
    return frozenset(skeleton(word) if len(word) >= SPELLED_CHARS else word for word in write_out(fold_name(text)))


def name_words(record: Any) -> frozenset[str]:
    """Return what an incident is called after ("Pahalgam" of "the Pahalgam attack").

    Nothing where it is called after a place other than its own: a strike that answers the Pahalgam attack, told in one
    sentence with it, is not that attack.
    """
    words = frozenset(fold_name(record.get("name") or "")) - NAME_FILLERS
    return frozenset() if words and _is_called_after_another(record, " ".join(sorted(words))) else words


def _is_called_after_another(record: Any, name: str) -> bool:
    own = place_words(record)
    if not own or _is_wide(record["place"]["name"]) or own & fold_places(name):
        return False
    return bool(find_places(name))


def compare_places(a: Claim, b: Claim) -> tuple[float, str | None]:
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
        return FAR, f"places {kilometres:.0f} km apart"
    countries = {claim.record["place"].get("country") for claim in (a, b)} - {None}
    # A village is easily looked for in the wrong country, a country or province is not.
    if any(wide) and kilometres is None and len(countries) > 1:
        return FAR, f"places in {' and '.join(sorted(countries))}"
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
    return fold_places(f"{' '.join(claim.words)} {claim.source.title or ''} {claim.record.get('name') or ''}")


def _distance(x: Any, y: Any) -> float | None:
    """Return the kilometres between two places, None where one has no point."""
    if x.get("lat") is None or y.get("lat") is None:
        return None
    lat1, lat2 = math.radians(x["lat"]), math.radians(y["lat"])
    east = math.radians(y["lon"] - x["lon"]) * math.cos((lat1 + lat2) / 2)
    return 6371 * math.hypot(east, lat2 - lat1)
