"""Compare names of persons and bodies over spellings: scores with the reason in words. Proposes; callers decide.

Spelling varies where names are romanised (Anwar / Anwaar, Shehbaz / Shahbaz), so vowels weigh less than consonants. A
short vowel change in a *short* name is another name (Yi / Ye), which is why very short parts must be equal.
Deliberately missed: names in other scripts, and nicknames (Bill / William).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler, Levenshtein

from communique.join.words import load_mapping, load_words

# Parts that join names and are written or left out at will: they never tell two persons apart.
PARTICLES = load_words("particles")
# Written or left out at will, and borne by too many to tell them apart.
TITLES = load_words("titles")
# Parts before which a particle is often glued to the part before it.
AFTER_PARTICLE = load_words("after_particle")
CHILD = load_words("child_of")
GLUED_CHARS = 5
_GLUED = re.compile("(?:ur|ul|ud)$")
# Abbreviations of places and organisations that are parts of other names ("KP Police").
WRITTEN_OUT = load_mapping("written_out")
_DOUBLED, _UNSOUNDED = re.compile(r"(.)\1+"), re.compile("[aeiouyhw]")
_E_SOUNDS, _O_SOUNDS = re.compile("ee|ie|ei|ea|y"), re.compile("oo|ou|o")
# Least Jaro-Winkler likeness of two parts to be one spelled twice. Measured on the spelling pairs and unlike pairs of
# tests/join/test_names.py: variants score 0.86 and more, different names of the same report less.
SPELLING_LIKENESS = 0.86
SHORT_PART_CHARS = 3  # parts this short must be equal: Yi is not Ye
LONG_PART_CHARS = 7  # only parts this long may differ in a consonant: Qian is not Qiang


@lru_cache(maxsize=65536)
def fold_name(name: str) -> tuple[str, ...]:
    """Return a name's parts in lower case without accents, signs and possessives."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"[’']s\b", "", plain)
    return tuple(re.sub(r"[^\w\s]+", " ", plain.replace("-", " ").replace("'", "").replace("’", "")).split())


def write_out(words: Iterable[str]) -> list[str]:
    """Return folded words with abbreviations written out (KP, Khyber Pakhtunkhwa)."""
    return " ".join(WRITTEN_OUT.get(word, word) for word in words).split()


@lru_cache(maxsize=65536)
def bare_parts(name: str) -> tuple[str, ...]:
    """Return the parts that tell persons apart: without particles, and without titles unless too little is left.

    "Abdul" is no name without the next part, of which it makes one ("Abdul Qadir", "Abdulqadir"). What stands last is
    a name, whatever it is before one ("Malik Riaz", "Riaz Malik").
    """
    parts: list[str] = []
    for part in fold_name(name):
        if parts and parts[-1] == "abdul":
            parts[-1] += part
        elif part not in PARTICLES:
            if parts and part in AFTER_PARTICLE and len(parts[-1]) >= GLUED_CHARS:
                parts[-1] = _GLUED.sub("", parts[-1])  # "Naeemur Rehman", "Naeem ur Rehman"
            parts.append(part)
    bare = tuple(part for part in parts[:-1] if part not in TITLES) + tuple(parts[-1:])
    return bare if len(bare) > 1 or len(parts) < 2 else tuple(parts)


@lru_cache(maxsize=65536)
def same_part(a: str, b: str) -> bool:
    """True when two parts are one, an initial of the other, or the same spelled twice."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    if min(len(a), len(b)) <= SHORT_PART_CHARS:
        return False
    if _vowels_alike(a, "a") == _vowels_alike(b, "a") or _vowels_alike(a, "i") == _vowels_alike(b, "i"):
        return True
    if min(len(a), len(b)) < LONG_PART_CHARS or a[0] != b[0]:
        return False
    one, two = skeleton(a), skeleton(b)
    # A consonant more or less is another spelling; another consonant is another name (Mansoor, Manzoor).
    added = abs(len(one) - len(two)) == 1 and Levenshtein.distance(one, two) == 1
    return one == two or (added and JaroWinkler.similarity(a, b) >= SPELLING_LIKENESS)


@lru_cache(maxsize=65536)
def skeleton(part: str) -> str:
    """Return a part's consonants with doubled and like-sounding ones made one: what romanising seldom changes."""
    part = _consonants_alike(part)
    return _vowels_alike(part[:1], "a") + _UNSOUNDED.sub("", part[1:])


def _consonants_alike(part: str) -> str:
    part = (
        part.replace("kh", "k")
        .replace("gh", "g")
        .replace("ph", "f")
        .replace("sh", "s")
        .replace("que", "k")
        .replace("q", "k")
    )
    return _DOUBLED.sub(r"\1", part)


@lru_cache(maxsize=131072)
def _vowels_alike(part: str, e: str) -> str:
    """Return a part with vowels that romanising mixes up made one; a single e is sounded like `e` (Ahmed, Tareq)."""
    part = _O_SOUNDS.sub("u", _E_SOUNDS.sub("i", part)).replace("e", e)
    part = _consonants_alike(part)
    return part[:1] + part[1:].rstrip("h")


def compare_names(a: str, b: str) -> tuple[float, str]:
    """Return how likely two names are one person's, 0 to 1, and why.

    >>> compare_names("Anwar-ul-Haq Kakar", "Anwaar ul Haq Kakar")[0] > 0.8
    True
    >>> compare_names("Shehbaz Sharif", "Nawaz Sharif")[0] < 0.5
    True
    """
    x, y = bare_parts(a), bare_parts(b)
    if x and y and x != y and _is_child_of(a, b):
        return 0.1, "one is called a child of the other"
    if x == y:
        if bool(CHILD & set(fold_name(a))) != bool(CHILD & set(fold_name(b))):
            return 0.5, "one is called a child of somebody"
        return 1.0, "same name"
    if not x or not y:
        return 0.0, "no name"
    if sorted(x) == sorted(y):
        return 0.8, "same parts in another order"
    short, long = sorted((x, y), key=len)
    left, by_initial, order = list(long), False, []
    for part in short:
        hit = next((other for other in left if same_part(part, other)), None)
        if hit is None:
            return 0.1, "parts of the names differ"
        by_initial |= min(len(part), len(hit)) == 1
        order.append(long.index(hit))
        left.remove(hit)
    if left and order != sorted(order):
        return 0.3, "one name has parts of the other in another order"
    if len(short) == 1:
        return 0.5, "one name is only a part of the other"
    if len(short) == len(long):
        return 0.95, "same parts, spelled or initialled differently"
    if by_initial or (long[0] in left and not same_part(long[0], short[0])):
        # "Nawaz Sharif" is not a shorter form of "Maryam Nawaz Sharif", nor "S. Shah" one of "Samir Ali Shah" for sure.
        return 0.5, "one name may be a shorter form"
    return 0.85, "one name is a shorter form"


def _is_child_of(a: str, b: str) -> bool:
    """True for "Khaled bin Mohamed bin Zayed" and "Mohamed bin Zayed": what follows the first "bin" is the other."""
    for child, other in ((fold_name(a), bare_parts(b)), (fold_name(b), bare_parts(a))):
        if len(child) > 2 and child[1] in CHILD and not same_part(child[0], other[0]):
            parent = bare_parts(" ".join(child[2:]))
            if parent and same_part(parent[0], other[0]):
                return True
    return False
