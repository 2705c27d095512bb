"""Two sides in an address: `CHN-PAK`, in whatever order and wording; one order is the link that lasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from communique.answers import Filter
from communique.answers.question import make_filter
from communique.answers.sides import find_side, parse_side
from communique.errors import NotFound, UsageError

NARROWED_BY = ("since", "until", "outlet")


def parse_pair(words: str) -> tuple[str, str]:
    """Return the codes of two sides in order; a side's own name may have hyphens.

    >>> parse_pair("PAK-CHN"), parse_pair("china-pakistan")
    (('CHN', 'PAK'), ('CHN', 'PAK'))
    """
    parts = words.split("-")
    for at in range(1, len(parts)):
        named = "-".join(parts[:at]), "-".join(parts[at:])
        found = [find_side(side) for side in named]
        if found[0] and found[1]:
            if found[0] == found[1]:
                raise NotFound("pair-same", f"{named[0]} and {named[1]} are one side.", "Name two sides.")
            a, b = sorted((found[0], found[1]))
            return a, b
    if len(parts) == 2 and all(parts):
        for side in parts:
            parse_side(side)  # says which one is not known, and what is near
    raise NotFound("pair-unknown", f"“{words[:80]}” are no two sides.", "Write two codes or names, such as CHN-PAK.")


def write_pair(a: str, b: str) -> str:
    """Return the two sides as their address has them."""
    return "-".join(sorted((a, b)))


def read_period(given: Mapping[str, Sequence[str]]) -> Filter:
    """Return the filter of a dossier: a period and an outlet, nothing else."""
    for name, words in given.items():
        if name not in NARROWED_BY:
            raise UsageError(
                "filter-unknown", f"A pair cannot be narrowed by {name}.", "It can by since, until, outlet."
            )
        if len(words) > 1:
            raise UsageError("given-twice", f"{name} is given {len(words)} times.", "It can be given once.")
    return make_filter(**{name: words[0] for name, words in given.items()})
