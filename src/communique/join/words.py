"""The word lists of joining, from the language's `joining.toml`."""

from __future__ import annotations

from communique.languages import LANGUAGES


def load_words(name: str) -> frozenset[str]:
    """Return one list of words of `joining.toml`."""
    return frozenset(LANGUAGES["en"].table("joining")[name].split())


def load_mapping(name: str) -> dict[str, str]:
    """Return one table of `joining.toml`: a word and what stands for it."""
    return {word: str(other) for word, other in LANGUAGES["en"].table("joining")[name].items()}
