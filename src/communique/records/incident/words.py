"""The words of violence of one language (`violence.toml`), as sets and tables ready for look-up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from communique.languages import Language

OUTCOMES = ("killed", "injured", "missing", "abducted", "arrested")
CLASSES = ("militant", "security", "official", "foreign", "civilian")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A kind of incident with its rank: of several in one sentence the lowest rank is the most telling."""

    kind: str
    rank: int


@dataclass(frozen=True, slots=True)
class ViolenceWords:
    """Look-up tables. `class_of` maps a noun's lemma to its class, `unspecified` for human beings of no class."""

    class_of: dict[str, str]
    collective: frozenset[str]
    former: frozenset[str]
    animals: frozenset[str]
    transitive: dict[str, str]
    intransitive: dict[str, str]
    nominal: dict[str, str]
    adjectival: dict[str, str]
    light: dict[str, dict[str, str]]
    takes: dict[str, frozenset[str]]
    particles: dict[str, dict[str, str]]
    outcome_signals: frozenset[str]
    trigger_lemmas: dict[str, Trigger]
    trigger_phrases: dict[str, tuple[tuple[tuple[str, ...], Trigger], ...]]
    sets: dict[str, frozenset[str]]
    kinds_by_verb: dict[str, str]
    weapons: dict[str, Trigger]
    period: re.Pattern[str]
    month: re.Pattern[str]

    def is_human(self, lemma: str) -> bool:
        """True for nouns of people that the table knows."""
        return lemma in self.class_of


@lru_cache(maxsize=8)
def load_words(language: Language) -> ViolenceWords:
    """Return the words of violence of `language`; built once in a process."""
    table = language.table("violence")
    outcomes = {name: table["outcomes"][name] for name in OUTCOMES}
    class_of: dict[str, str] = {}
    for name in ("unspecified", *reversed(CLASSES)):
        class_of.update(dict.fromkeys(table["persons"][name], name))
    light: dict[str, dict[str, str]] = {}
    particles: dict[str, dict[str, str]] = {}
    takes: dict[str, frozenset[str]] = {}
    for outcome, entry in outcomes.items():
        for verb, objects in entry["light"].items():
            light.setdefault(verb, {}).update(dict.fromkeys(objects, outcome))
        for verb, words in entry["particles"].items():
            particles.setdefault(verb, {}).update(dict.fromkeys(words, outcome))
        takes |= {verb: frozenset(words) for verb, words in entry["takes"].items()}
    transitive = _by_word(outcomes, "transitive")
    intransitive = _by_word(outcomes, "intransitive")
    nominal = _by_word(outcomes, "nouns")
    adjectival = _by_word(outcomes, "adjectives")
    lemmas, phrases = _triggers(table)
    ranks = {entry["kind"]: rank for rank, entry in enumerate(table["kinds"])}
    return ViolenceWords(
        class_of,
        frozenset(table["persons"]["collective"]),
        frozenset(table["persons"]["former"]),
        frozenset(table["persons"]["animals"]),
        transitive,
        intransitive,
        nominal,
        adjectival,
        light,
        takes,
        particles,
        frozenset(
            [
                *transitive,
                *intransitive,
                *nominal,
                *adjectival,
                *light,
                *takes,
                *particles,
                *table["casualties"]["toll"],
            ]
        ),
        lemmas,
        phrases,
        _sets(table),
        table["kinds_by_verb"],
        {weapon: Trigger(kind, ranks[kind]) for weapon, kind in table["weapons"].items()},
        re.compile("|".join(table["periods"]["patterns"]), re.I),
        re.compile("|".join(table["periods"]["months"]), re.I),
    )


def _sets(table: Any) -> dict[str, frozenset[str]]:
    """Return the plain word lists of the other sections by their key, which is unique in the table."""
    sections = ("casualties", "triggers", "periods", "telling", "perpetrators", "places")
    return {
        key: frozenset(words)
        for section in sections
        for key, words in table[section].items()
        if key != "patterns" and section + key != "periodsmonths"
    }


def _by_word(outcomes: dict[str, Any], part: str) -> dict[str, str]:
    return {word: outcome for outcome, entry in outcomes.items() for word in entry[part]}


def _triggers(table: Any) -> tuple[dict[str, Trigger], dict[str, tuple[tuple[tuple[str, ...], Trigger], ...]]]:
    """Return triggers by lemma, and by the first word of their phrase."""
    lemmas: dict[str, Trigger] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Trigger]]] = {}
    for rank, entry in enumerate(table["kinds"]):
        trigger = Trigger(entry["kind"], rank)
        for lemma in entry["lemmas"]:
            lemmas.setdefault(lemma, trigger)
        for phrase in entry["phrases"]:
            words = split_words(phrase)
            phrases.setdefault(words[0], []).append((words, trigger))
    return lemmas, {first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in phrases.items()}


def split_words(phrase: str) -> tuple[str, ...]:
    """Split as the parser does: hyphens and quotation marks are words of their own."""
    return tuple(re.findall(r"[^\W_]+(?:'s)?|[^\w\s]", phrase))
