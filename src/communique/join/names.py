"""Compare names of persons and bodies over spellings: scores with the reason in words. Proposes; callers decide.

Spelling varies where names are romanised (Anwar / Anwaar, Shehbaz / Shahbaz), so vowels weigh less than consonants. A short
vowel change in a *short* name is another name (Yi / Ye), which is why very short parts must be equal. Deliberately missed:
names in other scripts, and nicknames (Bill / William).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

# Parts that join names and are written or left out at will: they never tell two persons apart.
PARTICLES = frozenset("al el ul ur ud us uz un bin bint ibn abu abd de da di del della der den van von la le y".split())
TITLES = frozenset("mr mrs ms dr sir syed sayed sayyid muhammad mohammad mohammed mohamed md mian sheikh shaikh haji h e".split())
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


def bare_parts(name: str) -> tuple[str, ...]:
    """Return the parts that tell persons apart: without particles and titles, unless nothing else is left."""
    parts = tuple(part for part in fold_name(name) if part not in PARTICLES and part not in TITLES)
    return parts or fold_name(name)


@lru_cache(maxsize=65536)
def same_part(a: str, b: str) -> bool:
    """True when two parts are one, an initial of the other, or the same spelled twice."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    if min(len(a), len(b)) <= SHORT_PART_CHARS:
        return False
    if skeleton(a) == skeleton(b):
        return True
    is_long = min(len(a), len(b)) >= LONG_PART_CHARS
    return is_long and a[0] == b[0] and JaroWinkler.similarity(a, b) >= SPELLING_LIKENESS


@lru_cache(maxsize=65536)
def skeleton(part: str) -> str:
    """Return a part's consonants with doubled and like-sounding ones made one: what romanising seldom changes."""
    part = part.replace("kh", "k").replace("gh", "g").replace("ph", "f").replace("sh", "s").replace("q", "k").replace("z", "s")
    part = re.sub(r"(.)\1+", r"\1", part)
    return part[:1] + re.sub(r"[aeiouyhw]", "", part[1:])


def compare_names(a: str, b: str) -> tuple[float, str]:
    """Return how likely two names are one person's, 0 to 1, and why.

    >>> compare_names("Anwar-ul-Haq Kakar", "Anwaar ul Haq Kakar")[0] > 0.8
    True
    >>> compare_names("Shehbaz Sharif", "Nawaz Sharif")[0] < 0.5
    True
    """
    x, y = bare_parts(a), bare_parts(b)
    if x == y:
        return 1.0, "same name"
    if not x or not y:
        return 0.0, "no name"
    short, long = sorted((x, y), key=len)
    matched, rest = 0, list(long)
    for part in short:
        hit = next((other for other in rest if same_part(part, other)), None)
        if hit is not None:
            matched += 1
            rest.remove(hit)
    if matched < len(short):
        return 0.2 * matched / len(short), "parts of the names differ"
    if len(short) == 1:
        return 0.5, "one name is only a part of the other"
    return (0.95, "same parts, spelled or initialled differently") if len(short) == len(long) else (0.85, "one name is a shorter form")
