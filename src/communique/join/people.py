"""The same person in several reports and spellings.

A node is one spelling of a name with a side and an office: claims that agree in all three are one for certain. Two
nodes join when their names are one name and neither side nor office speaks against it. Two persons of one name in one
country stay apart where both hold offices that no one person holds (a police superintendent and a foreign minister of
the same weeks).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from communique.join.names import bare_parts, compare_names, fold_name, skeleton
from communique.join.times import days_apart
from communique.join.words import load_mapping, load_words
from communique.model.claim import Claim
from communique.model.link import Join, Link

# Words of an office that say little about which office it is.
OFFICE_FILLERS = load_words("office_fillers")
# Words that name a rank in many offices: two ministers are not one for being ministers.
RANKS = load_words("ranks")
# What one may be beside any office: the leader or founder of a party, a member of parliament.
PARTY_ROLES = load_words("party_roles")
OFFICES_SHORT = load_mapping("offices_short")
# Parts that very many bear: a name of nothing else ("Nazir Ahmed", "Wang Li") does not tell who it is.
COMMON_PARTS = load_words("common_parts")
YEAR_DAYS = 365
# Where names are romanised by a fixed system (Pinyin and its like) another vowel is another name: Jinping is not
# Jinpeng.
FIXED_SPELLING = frozenset({"CHN", "TWN", "HKG", "MAC", "SGP", "VNM", "PRK", "KOR"})


def sign_person(claim: Claim) -> str:
    """Return name, side and office folded: claims of the same signature are the same person."""
    record = claim.record
    office = " ".join(sorted(office_words(record.get("office"))))
    return f"{' '.join(fold_name(record['name']))}|{record.get('country') or ''}|{office}"


@lru_cache(maxsize=65536)
def office_words(office: str | None) -> frozenset[str]:
    """Return the words of an office that tell which it is, abbreviations written out."""
    words = " ".join(OFFICES_SHORT.get(word, word) for word in fold_name(office or "")).split()
    return frozenset(words) - OFFICE_FILLERS


def block_person(claim: Claim) -> Iterator[str]:
    """Yield every two parts of a name as skeletons, and its ends with each other's initial.

    Two names of one person share two parts at the least, or one part and an initial ("S. Jaishankar").
    """
    parts = bare_parts(claim.record["name"])
    if len(parts) < 2:
        return
    for one, two in combinations(sorted({skeleton(part) for part in parts if len(part) > 1}), 2):
        yield f"{one} {two}"
    kind = "initial" if _has_initial(parts) else "full"
    for key in _initial_keys(parts):
        yield f"{kind} {key}"


def meet_person(claim: Claim) -> Iterator[str]:
    """Yield the keys of other spellings: full names meet initialled ones by an end and an initial, but not each
    other.
    """
    yield from (key for key in block_person(claim) if not key.startswith("full "))
    parts = bare_parts(claim.record["name"])
    for key in _initial_keys(parts) if len(parts) > 1 else ():
        yield f"initial {key}"
        if _has_initial(parts):
            yield f"full {key}"


def _has_initial(parts: tuple[str, ...]) -> bool:
    return any(len(part) == 1 for part in parts)


def _initial_keys(parts: tuple[str, ...]) -> Iterator[str]:
    if len(parts[-1]) > 1:
        yield f"{skeleton(parts[-1])} {parts[0][0]}."


def compare_people(a: Claim, b: Claim) -> Link | None:
    """Return a `same` link with its score when two claims may be of one person."""
    x, y = a.record, b.record
    likeness, said = compare_names(x["name"], y["name"])
    if likeness < 0.5:
        return None
    if FIXED_SPELLING & {x.get("country"), y.get("country")} and said.startswith("same parts"):
        likeness, said = 0.5, "spelled differently where spelling does not vary"
    score, reasons = likeness * 0.6, [said]
    if likeness >= 0.95 and min(len(bare_parts(x["name"])), len(bare_parts(y["name"]))) >= 3:
        score += 0.15  # a name of three parts hardly has two bearers in the news
    if x.get("country") and y.get("country"):
        if x["country"] != y["country"]:
            return None
        score += 0.2
        reasons.append(f"both act for {x['country']}")
    one, two = office_words(x.get("office")), office_words(y.get("office"))
    agree = _offices_agree(one, two) if one and two else None
    if likeness < 1.0 and agree is not True:
        score -= _doubt(x["name"], y["name"])
    if one and two:
        said = f"offices {x['office']} / {y['office']}"
        if agree is False and _are_near(a, b):
            # Offices change over the years, and one person holds two; but of a name that many bear they tell two apart.
            if _is_common(x["name"]) or _is_common(y["name"]):
                return Link("different", a.key, b.key, 0.0, (*reasons, f"{said} of a common name"), "different.person")
            # A whole name of three parts or more hardly has two bearers; a name spelled differently has.
            if likeness < 1.0:
                score -= 0.3
            elif len(bare_parts(x["name"])) < 3:
                score -= 0.15
        elif agree:
            score += 0.2
        reasons.append(said)
    elif not (x.get("country") and y.get("country")) and (not (one or two) or _is_common(x["name"])):
        # Private persons of one name, or one that many bear: nothing but the name speaks for it.
        score -= 0.1
    return Link("same", a.key, b.key, round(min(1.0, max(0.0, score)), 3), tuple(reasons), "same.person")


def _doubt(a: str, b: str) -> float:
    """Return how much it takes from two names that are not written alike that one is made of parts many bear.

    "Aftab Khan" is short for every Aftab something Khan: only an office in common tells that it is this one.
    """
    short, long = sorted((bare_parts(a), bare_parts(b)), key=len)
    if len(short) > 2 or not COMMON_PARTS & set(short):
        return 0.0
    return 0.3 if len(short) < len(long) else 0.2


def _offices_agree(one: frozenset[str], two: frozenset[str]) -> bool | None:
    """Return whether two offices may be one: True where they share what tells them apart or one is a bare rank of the
    other, None where they share a rank alone or one is a role beside offices, False where nothing."""
    if (one & two) - RANKS or one <= two or two <= one:
        return True
    if (one | two) & PARTY_ROLES:
        return None
    return None if one & two else False


def _are_near(a: Claim, b: Claim) -> bool:
    apart = days_apart(a, b)
    return apart is not None and apart < YEAR_DAYS


def _is_common(name: str) -> bool:
    return all(part in COMMON_PARTS or len(part) == 1 for part in bare_parts(name))


JOIN = Join("people", "people", sign_person, block_person, compare_people, meets=meet_person)
