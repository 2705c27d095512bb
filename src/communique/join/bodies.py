"""The same body in several reports: full name, acronym, spelling (FIA / Federal Investigation Agency)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from communique.join.names import fold_name, same_part, skeleton, write_out
from communique.join.words import load_words
from communique.model.claim import Claim
from communique.model.link import Join, Link
from communique.reference.places import find_places

FILLERS = load_words("body_fillers")


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """Return a body's words without fillers, American spelling made British (organization / organisation)."""
    return tuple(
        w.replace("ization", "isation").replace("center", "centre").replace("defense", "defence")
        for w in write_out(fold_name(name))
        if w not in FILLERS
    )


def acronym_of(name: str) -> str:
    """Return the initials of a name of two words or more, else nothing."""
    words = words_of(name)
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def own_acronym(claim: Claim) -> str:
    """Return the acronym of a body, folded; none where it stands for a body within the name ("Press Wing of the
    WHO").
    """
    record = claim.record
    acronym = (record.get("acronym") or "").casefold()
    parts = re.split(r"\b(?:of the|of|and)\b", record["name"], flags=re.IGNORECASE)
    tails = [" ".join(parts[i:]) for i in range(1, len(parts))]
    if acronym and acronym_of(record["name"]) != acronym and acronym in map(acronym_of, tails):
        return ""
    return acronym.removesuffix("s") if len(acronym) > 3 else acronym


def sign_body(claim: Claim) -> str:
    """Return the name folded, with the country: claims of the same signature are the same body."""
    return f"{' '.join(words_of(claim.record['name']))}|{claim.record.get('country') or ''}"


def block_body(claim: Claim) -> Iterator[str]:
    """Yield the keys a body is kept under: its name, what it is or may be called, how its words sound."""
    words = words_of(claim.record["name"])
    country = claim.record.get("country") or ""
    yield f"name {' '.join(words)}"
    for alias in sorted(_aliases(claim)):
        yield f"{'alias' if len(words) < 2 else 'given'} {alias}"
    if len(words) < 2:
        yield f"alias {country} {' '.join(words)}"
    else:
        yield f"initials {country} {acronym_of(claim.record['name'])}"
        yield from _sounds(words)


def meet_body(claim: Claim) -> Iterator[str]:
    """Yield the keys of other ways to call it. Initials that nobody gave are looked up by bare acronyms of one
    country alone: two full names of equal initials tell nothing about each other.
    """
    words = words_of(claim.record["name"])
    country = claim.record.get("country") or ""
    yield f"name {' '.join(words)}"
    yield from (f"given {alias}" for alias in sorted(_aliases(claim)))
    if own_acronym(claim):
        yield f"alias {own_acronym(claim)}"
    if len(words) > 1:
        yield from _sounds(words)
    if len(words) > 1 and country:
        yield f"alias {country} {acronym_of(claim.record['name'])}"
    elif country and claim.record["name"].isupper():
        yield f"initials {country} {' '.join(words)}"


def _aliases(claim: Claim) -> set[str]:
    """Return the acronym of a body, and what a name of one word may stand for."""
    return (_bare_forms(claim) | {own_acronym(claim)}) - {""}


def _bare_forms(claim: Claim) -> set[str]:
    """Return what a name of one word may be the acronym of: of "PDMAs" many a PDMA, of "PAS" no PA."""
    words = words_of(claim.record["name"])
    if len(words) != 1:
        return set()
    return {words[0], words[0].removesuffix("s") if claim.record["name"].endswith("s") else words[0]}


def _sounds(words: tuple[str, ...]) -> Iterator[str]:
    """Yield the initials with how the first and the last word sound: of a name spelled twice one of them agrees."""
    initials = "".join(word[0] for word in words)
    yield f"sounds {initials} {skeleton(words[0])} …"
    yield f"sounds {initials} … {skeleton(words[-1])}"


def compare_bodies(a: Claim, b: Claim) -> Link | None:
    """Return a `same` link when the names are one or one is the other's acronym, and no country speaks against it.

    Two full names that share an acronym are different bodies, and whatever bears the acronym alone joins one of them.
    """
    x, y = a.record, b.record
    one, two = words_of(x["name"]), words_of(y["name"])
    if x.get("country") and y.get("country") and x["country"] != y["country"]:
        if len(one) > 1 and len(two) > 1 and own_acronym(a) and own_acronym(a) == own_acronym(b):
            said = f"{x['acronym']} of {x['country']} and of {y['country']}"
            return Link("different", a.key, b.key, 0.0, (said,), "different.body.country")
        return None
    if one == two:
        return Link("same", a.key, b.key, 0.9, ("same name",), "same.body.name")
    same_country = bool(x.get("country")) and x.get("country") == y.get("country")
    if len(one) > 1 and len(two) > 1:
        if _spelled_alike(one, two):
            return Link("same", a.key, b.key, 0.8, ("same name, spelled differently",), "same.body.spelling")
        if own_acronym(a) and own_acronym(a) == own_acronym(b):
            # A name within the other ("Habib Bank", "Habib Bank Limited") is not told apart by one acronym.
            if (set(one) <= set(two) or set(two) <= set(one)) and not _is_branch(set(one) ^ set(two)):
                return Link(
                    "same",
                    a.key,
                    b.key,
                    0.75,
                    (f"both called {x['acronym']}, one name in the other",),
                    "same.body.acronym",
                )
            return Link("different", a.key, b.key, 0.0, (f"two names for {x['acronym']}",), "different.body.acronym")
        return None
    short, long = (a, b) if len(one) <= len(two) else (b, a)
    bare = " ".join(words_of(short.record["name"]))
    if own_acronym(long) and own_acronym(long) in _aliases(short):
        said = f"acronym {long.record['acronym']} given"
        return Link("same", a.key, b.key, 0.85 if same_country else 0.75, (said,), "same.body.acronym")
    if same_country and short.record["name"].isupper() and bare == acronym_of(long.record["name"]):
        # Initials alone fit many names: they join only within one country.
        said = f"{short.record['name']} are the initials"
        return Link("same", a.key, b.key, 0.7, (said,), "same.body.initials")
    return None


def _is_branch(words: set[str]) -> bool:
    """True when all that one name has beside the other is a province: its body is the other's counterpart there."""
    return bool(words) and all(any(row.kind == "province" for row in find_places(word)) for word in words)


def _spelled_alike(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """True when all words agree, or one of long words is another spelling (Pashtunkhwa, Pashtoonkhwa)."""
    return len(one) == len(two) > 1 and all(
        x == y or (min(len(x), len(y)) > 6 and same_part(x, y)) for x, y in zip(one, two, strict=True)
    )


JOIN = Join("bodies", "bodies", sign_body, block_body, compare_bodies, meets=meet_body)
