"""The cue tables of a language, indexed by lemma: one dictionary look-up tells what a verb, noun or adjective may mean.

In: `undertakings.toml`, `statements.toml`, `speech.toml` of a language. Out: a `CueTable`, loaded once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from communique.languages import Language

KINDS = ("undertakings", "statements")


@dataclass(frozen=True, slots=True)
class VerbCue:
    """A verb that names an act, and the frame in which it does.

    `takes`: what must follow, any of "that", "infinitive", "gerund", "object", or a preposition; "on_gerund" asks for
    the preposition and that form; empty when the bare verb is enough. `objects`: the nouns that its object (or the
    preposition's) must be, `excluded`: those it must not be. `alone`: the act when fewer than two sides hold it.
    `reported`: only in what somebody is reported to say. `side_subject`: the subject must be a side.
    `other_subject`: what is meant must be another side's doing. `other_holder`: the preposition must lead to a side.
    `own`: the subject must be of the reported speaker's side. `current`: not in the report's own past tense.
    `lasting`: not of the future ("will share"). `active`: not as a passive.
    `completed`: the object must be completed ("an agreement to").
    `emphatic`: yields to what the content itself shows.
    `particle`: must be there. `adverbs`: one of them must stand by the verb ("positively assessed").
    `objectless`: nothing may be its object ("called it a source of pride for all" calls for nothing).
    `meant`, `not_meant`: the verbs that the content's first predicate must, or must not, be.
    `unreal`: the content must not be told as a fact ("suggested that he was late"). `finite`: not as a bare participle
    ("disputed waters"). `weighty`: the content must speak of ties, of worth or of what will come of them.
    """

    kind: str
    act: str
    rule: str
    takes: frozenset[str]
    objects: frozenset[str]
    excluded: frozenset[str]
    alone: str | None = None
    reported: bool = False
    side_subject: bool = False
    other_subject: bool = False
    other_holder: bool = False
    own: bool = False
    current: bool = False
    active: bool = False
    lasting: bool = False
    completed: bool = False
    emphatic: bool = False
    particle: str | None = None
    adverbs: frozenset[str] = frozenset()
    objectless: bool = False
    meant: frozenset[str] = frozenset()
    not_meant: frozenset[str] = frozenset()
    unreal: bool = False
    finite: bool = False
    weighty: bool = False


@dataclass(frozen=True, slots=True)
class WordCue:
    """A noun or adjective that names an act.

    `verbs`: the verbs that utter the noun; empty for every light verb. `prepositions`: one of them, or an infinitive,
    must follow; empty for none needed. `needs_help`: only where help is held out ("glad to assist").
    """

    kind: str
    act: str
    rule: str
    verbs: frozenset[str]
    prepositions: frozenset[str]
    needs_help: bool = False


@dataclass(frozen=True, slots=True)
class CueTable:
    """All cues of a language by lemma.

    `words` are the lists that rules use, by table section and name ("future.contact").
    """

    verbs: dict[str, tuple[VerbCue, ...]]
    nouns: dict[str, WordCue]
    adjectives: dict[str, WordCue]
    owned: dict[str, WordCue]
    light: frozenset[str]
    words: dict[str, frozenset[str]]


@lru_cache(maxsize=4)
def load_cues(language: Language) -> CueTable:
    """Load the cue tables of a language; the order of `KINDS` and of the files decides between cues of one verb."""
    verbs: dict[str, list[VerbCue]] = {}
    nouns: dict[str, WordCue] = {}
    adjectives: dict[str, WordCue] = {}
    owned: dict[str, WordCue] = {}
    words: dict[str, frozenset[str]] = {}
    for kind in KINDS:
        table = language.table(kind)
        for entry in table.get("verb", ()):
            cue = _verb_cue(kind, entry)
            for lemma in entry["lemmas"]:
                verbs.setdefault(lemma, []).append(cue)
        for section, index in (("noun", nouns), ("adjective", adjectives), ("owned", owned)):
            for entry in table.get(section, ()):
                cue_ = _word_cue(kind, entry)
                for lemma in entry["lemmas"]:
                    index.setdefault(lemma, cue_)
        for section, lists in table.items():
            if isinstance(lists, dict):
                words.update((f"{section}.{name}", frozenset(values)) for name, values in lists.items())
    speech = language.table("speech")
    words.update((f"speech.{name}", frozenset(values)) for name, values in speech.items())
    return CueTable(_frozen(verbs), nouns, adjectives, owned, frozenset(speech["light"]), words)


def _frozen(index: dict[str, list[VerbCue]]) -> dict[str, tuple[VerbCue, ...]]:
    return {lemma: tuple(cues) for lemma, cues in index.items()}


def _verb_cue(kind: str, entry: dict[str, Any]) -> VerbCue:
    return VerbCue(
        kind=kind,
        act=entry["act"],
        rule=_rule(kind, entry),
        takes=frozenset(entry.get("takes", ())),
        objects=frozenset(entry.get("object", ())),
        excluded=frozenset(entry.get("not_object", ())),
        alone=entry.get("alone"),
        reported=entry.get("reported", False),
        side_subject=entry.get("subject") == "side",
        other_subject=entry.get("other_subject", False),
        other_holder=entry.get("other_holder", False),
        own=entry.get("own", False),
        current=entry.get("current", False),
        active=entry.get("active", False),
        lasting=entry.get("lasting", False),
        completed=entry.get("completed", False),
        emphatic=entry.get("emphatic", False),
        particle=entry.get("particle"),
        adverbs=frozenset(entry.get("adverb", ())),
        objectless=entry.get("objectless", False),
        meant=frozenset(entry.get("meant", ())),
        not_meant=frozenset(entry.get("not_meant", ())),
        unreal=entry.get("unreal", False),
        finite=entry.get("finite", False),
        weighty=entry.get("weighty", False),
    )


def _word_cue(kind: str, entry: dict[str, Any]) -> WordCue:
    return WordCue(
        kind=kind,
        act=entry["act"],
        rule=_rule(kind, entry),
        verbs=frozenset(entry.get("verbs", ())),
        prepositions=frozenset(entry.get("with", ())),
        needs_help=entry.get("help", False),
    )


def _rule(kind: str, entry: dict[str, Any]) -> str:
    return f"{kind.removesuffix('s')}.{entry['act']}.{entry['rule'].replace(' ', '-')}"
