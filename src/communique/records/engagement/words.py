"""The language's words of contact (`engagements.toml`), as sets and frames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from communique.languages import Language


@dataclass(frozen=True, slots=True)
class Frame:
    """What a verb or noun of contact tells: its kind, and where the other side stands; flags as in the table."""

    word: str
    kind: str
    others: frozenset[str]
    mutual: bool = False
    human: bool = False
    place: bool = False
    weak: bool = False
    apart: bool = False
    again: bool = False
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class ContactWords:
    """All tables of contact of one language. `governing` and `beside` map a word to the status it gives."""

    verbs: Mapping[str, Frame]
    verbs_too: Mapping[str, Frame]
    nouns: Mapping[str, Frame]
    events: Mapping[str, Frame]
    giving: frozenset[str]
    company: frozenset[str]
    holding: frozenset[str]
    attending: frozenset[str]
    governing: Mapping[str, str]
    beside: Mapping[str, str]
    many: frozenset[str]
    joint: frozenset[str]
    past: frozenset[str]
    classes: Mapping[str, frozenset[str]]
    groups: frozenset[str]
    glue: frozenset[str]
    back: frozenset[str]
    sidelines: frozenset[str]
    speech: frozenset[str]
    numbers: Mapping[str, int]
    grammar: Mapping[str, frozenset[str]]


def _frames(table: Mapping[str, Mapping[str, Any]]) -> dict[str, Frame]:
    return {word: Frame(word=word, **{**entry, "others": frozenset(entry["others"])}) for word, entry in table.items()}


def _by_word(table: Mapping[str, list[str]], statuses: tuple[str, ...]) -> dict[str, str]:
    return {word: status for status in statuses for word in table[status]}


@lru_cache(maxsize=8)
def load_words(language: Language) -> ContactWords:
    """Return the words of contact of a language; read once in a process."""
    t = language.table("engagements")
    classes = {
        name: frozenset(words)
        for name, words in t["classes"].items()
        if name not in ("groups", "glue", "back", "sidelines")
    }
    return ContactWords(
        verbs=_frames(t["verbs"]),
        verbs_too=_frames(t["verbs_too"]),
        nouns=_frames(t["nouns"]),
        events=_frames(t["events"]),
        giving=frozenset(t["holding"]["giving"]),
        company=frozenset(t["holding"]["company"]),
        holding=frozenset(t["holding"]["verbs"]),
        attending=frozenset(t["holding"]["attending"]),
        governing=_by_word(t["governing"], ("planned", "possible", "invited", "cancelled", "denied")),
        beside=_by_word(t["beside"], ("planned", "possible", "cancelled", "ongoing")),
        many=frozenset(t["beside"]["many"]),
        joint=frozenset(t["beside"]["joint"]),
        past=frozenset(t["beside"]["past"]),
        classes=classes,
        groups=frozenset(t["classes"]["groups"]),
        glue=frozenset(t["classes"]["glue"]),
        back=frozenset(t["classes"]["back"]),
        sidelines=frozenset(t["classes"]["sidelines"]),
        grammar={name: frozenset(words) for name, words in t["grammar"].items()},
        speech=frozenset(language.table("speech")["verbs"]),
        numbers=t["numbers"],
    )
