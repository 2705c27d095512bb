"""The codebook's words that an answer can be narrowed by, and what to say of a word that is none of them."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType

from communique.errors import UsageError
from communique.languages import LANGUAGES

Choices = Mapping[str, tuple[str, ...]]

HELD = ("held", "ongoing")
"""Statuses of a contact that took place or does."""

WORDS: Mapping[str, Choices] = MappingProxyType({
    "engagements": {
        "kind": ("meeting", "call", "visit", "conference", "signing", "other"),
        "status": ("held", "ongoing", "planned", "invited", "possible", "cancelled"),
    },
    "undertakings": {
        "act": ("agree", "commit", "offer", "propose", "request", "invite", "accept", "decline", "threaten"),
    },
    "statements": {
        "stance": ("praise", "affirm", "welcome", "condemn", "condole", "criticise", "reject"),
    },
    "actions": {
        "type": (
            "aid", "cooperate", "concede", "sanction", "coerce", "mobilize", "withdraw", "investigate", "protest",
        ),
    },
    "incidents": {
        "kind": (
            "bombing", "suicide bombing", "armed attack", "ambush", "clash", "air strike", "drone strike", "shelling",
            "security operation", "kidnapping", "assassination", "attack", "conflict", "protest violence", "other",
        ),
    },
})  # fmt: skip
"""Kind of record → field → the words it may hold (`docs/answers.md`)."""


def check_words(kind: str, having: Choices) -> None:
    """Raise a UsageError for a word that no record of this kind can hold: an empty answer would say something else."""
    for field, given in having.items():
        valid = WORDS.get(kind, {}).get(field)
        for word in given:
            if valid is not None and word not in valid:
                raise UsageError(f"{field}-unknown", f"--{field} {word} is no {field}.", say_choices(word, valid))


def say_choices(word: str, valid: tuple[str, ...]) -> str:
    """Return a hint that names the nearest word, and all of them."""
    near = get_close_matches(word.casefold(), valid, n=1)
    return (f"Did you mean {near[0]}? " if near else "") + f"Choose of {', '.join(valid)}."


def check_topic(word: str) -> str:
    """Return a topic that records can bear, else raise a UsageError that lists them."""
    topics = tuple(sorted({topic for language in LANGUAGES.values() for topic in language.table("topics")}))
    if word not in topics:
        raise UsageError("topic-unknown", f"--topic {word} is no topic.", say_choices(word, topics))
    return word
