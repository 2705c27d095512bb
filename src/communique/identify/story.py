"""A report while its references are found: who is known, what was spoken of, what is entered.

In and out: the other modules of reference finding read it and enter references through `put`, `put_token` and
`enter`. A phrase is entered at every token whose syntactic head lies outside it, so that a parser's slip inside a
title costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from communique.identify.actor_words import ActorWords
from communique.identify.history import Entry, History
from communique.identify.page import Page
from communique.identify.phrases import Phrase
from communique.model.cast import Actor, Reference
from communique.model.reading import Reading
from communique.reference.places import find_places

SUBJECTS = ("nsubj", "nsubjpass")
MODIFYING = ("compound", "amod")
NOBODY: frozenset[str] = frozenset()
# References by these rules are no persons, though they may stand for one actor.
IMPERSONAL = frozenset({"organ", "institution", "home-institution", "guest"})


@dataclass(slots=True)
class Story:
    """`people` by key; `voice` the organisation whose own page it is; `offices` the posts of each as said, lower case;
    `genders` what is known of each; `covered` the references that names and words for sides make by themselves, by
    token; `found` what is entered, by head token; `pending` the phrases with "our", which wait for the speaker."""

    reading: Reading
    page: Page
    people: Mapping[str, Actor]
    home: str | None
    voice: str | None
    words: ActorWords
    genders: Mapping[str, str | None]
    offices: Mapping[str, Sequence[str]]
    covered: Mapping[int, Reference]
    sentence_of: Sequence[int]
    history: History
    found: dict[int, Reference] = field(default_factory=dict)
    pending: list[Phrase] = field(default_factory=list)

    @property
    def home_sides(self) -> frozenset[str]:
        return frozenset({self.home}) if self.home else NOBODY

    @property
    def voice_sides(self) -> frozenset[str]:
        """The sides of a "we" without a speaker: those of the organisation or state whose page it is."""
        return frozenset({self.voice}) if self.voice else self.home_sides

    def put(
        self, phrase: Phrase, rule: str, sides: frozenset[str], actors: tuple[str, ...] = (), office: str | None = None,
        plural: bool = False,
    ) -> None:  # fmt: skip
        """Enter a noun phrase."""
        reference = Reference(phrase.first, phrase.end, phrase.head, sides, actors, office, rule)
        doc = self.page.tokens
        for index in range(phrase.head + 1, phrase.end):
            if not phrase.first <= doc[index].head.i < phrase.end and index not in self.covered:
                self.found[index] = replace(reference, head=index)
        self.found[phrase.head] = reference
        person = not plural and rule not in IMPERSONAL and (len(actors) == 1 or office is not None)
        self.remember(reference, person, plural)

    def put_token(self, at: int, rule: str, like: Reference, person: bool, plural: bool = False) -> None:
        """Enter a pronoun that stands for what `like` stands for; only subjects are remembered."""
        reference = Reference(at, at + 1, at, like.sides, like.actors, like.office, rule)
        self.found[at] = reference
        if self.page.tokens[at].dep_ in SUBJECTS:
            self.remember(reference, person, plural)

    def enter(self, reference: Reference) -> None:
        """Enter a name or a word for a side."""
        doc = self.page.tokens
        for index in range(reference.first, reference.end):
            head = doc[index].head.i
            if head == index or not reference.first <= head < reference.end:
                self.found[index] = replace(reference, head=index)
        # Of "Deputy Prime Minister and Foreign Minister" + name the parser may make the name hang on the first post.
        self.found.setdefault(reference.head, reference)
        self.remember(reference, reference.rule in ("person", "surname"), False)

    def remember(self, reference: Reference, person: bool, plural: bool) -> None:
        """Add a reference to the history."""
        doc = self.page.tokens
        group = doc[reference.head]
        while group.dep_ == "conj" and group.head.i != group.i:
            group = group.head
        run = range(reference.first, reference.end)
        subject = group.dep_ in SUBJECTS or any(doc[i].dep_ in SUBJECTS and doc[i].head.i not in run for i in run)
        gender = self.genders.get(reference.actors[0]) if person and len(reference.actors) == 1 else None
        self.history.add(Entry(reference, self.sentence_of[reference.head], person, subject, gender, group.i, plural))

    def owner_sides(self, phrase: Phrase) -> frozenset[str]:
        """Return the sides of a possessor or namesake: "its army", "Zelenskyy's office", "the Sánchez government"."""
        if phrase.owner is None:
            namesake = self.covered.get(phrase.head - 1) if phrase.first < phrase.head else None
            return namesake.sides if namesake and namesake.rule in ("person", "surname") else NOBODY
        reference = self.found.get(phrase.owner) or self.covered.get(phrase.owner)
        return reference.sides if reference else NOBODY

    def place_side(self, phrase: Phrase) -> frozenset[str]:
        """Return the side of the province or town in front of a noun: "the Sindh government"."""
        page = self.page
        named = [i for i in range(phrase.first, phrase.head) if page.capital[i] and page.lower[i] != "the"]
        if not named or page.lower[named[0]] in page.lexicon.modifiers or page.lower[named[0]] in self.words.directions:
            return NOBODY
        rows = find_places(page.words(named[0], named[-1] + 1))
        countries = [row.country for row in rows if row.kind != "town" or row.population]
        return self.home_sides if self.home in countries else frozenset(countries[:1])

    def is_modifier(self, at: int) -> bool:
        """True for a word that only modifies the next one ("president house", "the chief | minister", "an official
        visit")."""
        after = at + 1
        if after < len(self.page.lower) and self.page.lower[after] == "general":
            # "The Secretary General" is a post, not a kind of general.
            return False
        if after >= len(self.page.lower) or self.page.tokens[at].dep_ not in MODIFYING or after in self.covered:
            return False
        return self.page.tokens[after].pos_ in ("NOUN", "PROPN")
