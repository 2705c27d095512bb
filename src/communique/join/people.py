"""The same person in several reports and spellings.

A node is one spelling of a name with a side and an office: claims that agree in all three are one for certain. Two nodes join
when their names are one name and neither side nor office speaks against it. Two persons of one name in one country stay apart
where both hold offices that no one person holds (a police superintendent and a foreign minister of the same weeks).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from communique.join.names import bare_parts, compare_names, fold_name, skeleton
from communique.join.times import days_apart
from communique.model.claim import Claim
from communique.model.link import Join, Link

# Words of an office that say little about which office it is.
OFFICE_FILLERS = frozenset("of the for and to in on federal former acting caretaker interim deputy vice senior chief state".split())
YEAR_DAYS = 365
# Where names are romanised by a fixed system (Pinyin and its like) another vowel is another name: Jinping is not Jinpeng.
FIXED_SPELLING = frozenset({"CHN", "TWN", "HKG", "MAC", "SGP", "VNM", "PRK", "KOR"})


def sign_person(claim: Claim) -> str:
    """Return name, side and office folded: claims of the same signature are the same person."""
    record = claim.record
    office = " ".join(sorted(office_words(record.get("office"))))
    return f"{' '.join(fold_name(record['name']))}|{record.get('country') or ''}|{office}"


def office_words(office: str | None) -> frozenset[str]:
    return frozenset(fold_name(office or "")) - OFFICE_FILLERS


def block_person(claim: Claim) -> Iterator[str]:
    """Yield every two parts of a name as skeletons, and its last and its first part with the other's initial.

    Two names of one person share two parts at the least; the initials serve shortened names and longer misspellings.
    """
    parts = bare_parts(claim.record["name"])
    if len(parts) < 2:
        return
    skeletons = [skeleton(part) for part in parts]
    for one, two in combinations(sorted(set(skeletons)), 2):
        yield f"{one} {two}"
    yield f"{skeletons[-1]} {parts[0][0]}."
    yield f"{skeletons[0]} {parts[-1][0]}."


def compare_people(a: Claim, b: Claim) -> Link | None:
    """Return a `same` link with its score when two claims may be of one person."""
    x, y = a.record, b.record
    likeness, said = compare_names(x["name"], y["name"])
    if likeness < 0.5:
        return None
    if FIXED_SPELLING & {x.get("country"), y.get("country")} and said.startswith("same parts"):
        likeness, said = 0.5, "spelled differently where spelling does not vary"
    score, reasons = likeness * 0.6, [said]
    if x.get("country") and y.get("country"):
        if x["country"] != y["country"]:
            return None
        score += 0.2
        reasons.append(f"both act for {x['country']}")
    one, two = office_words(x.get("office")), office_words(y.get("office"))
    if one and two:
        if one & two:
            score += 0.2
            reasons.append("offices agree")
        else:
            apart = days_apart(a, b)
            near = apart is not None and apart < YEAR_DAYS
            # Offices change over the years; two unlike offices within one year speak for two persons unless the whole
            # name, of three parts or more, is the same.
            whole = likeness == 1.0 and len(bare_parts(x["name"])) >= 3
            score -= 0.0 if whole or not near else 0.25
            reasons.append(f"offices differ: {x['office']} / {y['office']}")
    elif not one and not two and not (x.get("country") and y.get("country")):
        # Private persons of one name: nothing but the name speaks for it.
        score -= 0.1
    return Link("same", a.key, b.key, round(min(1.0, max(0.0, score)), 3), tuple(reasons), "same.person")


JOIN = Join("people", "people", sign_person, block_person, compare_people)
