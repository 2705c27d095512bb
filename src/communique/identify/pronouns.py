"""Find whom pronouns stand for: he, she, it, they; and in quotes I, we, our.

In: a `Story` and the pronoun's token. Out: a reference entered in the story. A third person is the nearest sentence's
subject that fits; the first person is who says the clause, settled when the whole report is read. Deliberately
missed: "it" of weather and of clauses ("it is important that"), "you".
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from communique.identify.history import Entry, History
from communique.identify.story import NOBODY, SUBJECTS, Story
from communique.model.cast import Reference
from communique.model.reading import Clause

# A quote without a speaker of its own belongs to a speaker at most so many sentences before.
SPEECH_REACH = 4
# "It" can stand for what was named by these rules.
THINGS = frozenset({
    "country", "capital", "government", "organisation", "institution", "home-institution",
    "forum", "armed group", "body",
})  # fmt: skip


def read_he(story: Story, at: int, gender: str) -> None:
    """Enter he, she, his, her: the last person who may be meant. A known woman goes before one of unknown gender."""
    sentence = story.sentence_of[at]
    verb = story.page.tokens[at].head.i if story.page.tokens[at].dep_ in SUBJECTS else None

    def may_be(entry: Entry) -> bool:
        if not entry.person or verb is None:
            return entry.person
        return not _is_fronted(story, entry.group, verb) and not _is_told_of(story, entry, at, verb)

    entry = story.history.last(sentence, lambda e: may_be(e) and e.gender == gender, 1) if gender == "female" else None
    entry = entry or story.history.last(sentence, lambda e: may_be(e) and e.gender in (None, gender))
    if entry:
        story.put_token(at, "pronoun-he", entry.reference, person=True)


def _is_told_of(story: Story, entry: Entry, at: int, verb: int) -> bool:
    """True for somebody in the words that a pronoun's verb reports: in "the king is late, he said", he is not the
    king."""
    if entry.sentence != story.sentence_of[at]:
        return False
    token = story.page.tokens[entry.reference.head]
    while token.head.i != token.i:
        if token.dep_ == "ccomp" and token.head.i == verb:
            return token.i < verb
        token = token.head
    return False


def _is_fronted(story: Story, at: int, verb: int) -> bool:
    """True for somebody in a phrase that a verb is told with: in "After a call with the king he left", he is not the
    king."""
    token = story.page.tokens[at]
    if token.dep_ != "pobj":
        return False
    while token.dep_ in ("pobj", "prep", "pcomp") or token.pos_ in ("NOUN", "PROPN"):
        if token.head.i == verb:
            return token.dep_ == "prep"
        if token.head.i == token.i:
            return False
        token = token.head
    return False


def read_they(story: Story, at: int) -> None:
    """Enter they, their: the last group, else those joined by "and" or two persons brought together in a sentence."""
    for batch in story.history.back(story.sentence_of[at]):
        groups = Counter(entry.group for entry in batch)
        several = [entry for entry in batch if len(entry.reference.sides) > 1 or entry.plural]
        chosen = several[-1:] or [e for e in batch if groups[e.group] > 1 and (e.subject or e.person)]
        if not chosen and len(frozenset().union(*(e.reference.sides for e in batch if e.person))) == 2:
            chosen = [entry for entry in batch if entry.person]
        if chosen:
            sides = NOBODY.union(*(entry.reference.sides for entry in chosen))
            actors = tuple(dict.fromkeys(key for entry in chosen for key in entry.reference.actors))
            story.put_token(at, "pronoun-they", Reference(at, at + 1, at, sides, actors), person=False, plural=True)
            return


def read_it(story: Story, at: int) -> None:
    """Enter it, its: the side that was the last subject."""
    token = story.page.tokens[at]
    if token.dep_ == "expl" or (
        token.dep_ in SUBJECTS
        and token.head.lemma_ == "be"
        and any(child.dep_ in ("acomp", "ccomp") for child in token.head.children)
        and not any(child.lower_ in story.words.minded for child in token.head.children)
    ):
        return

    def is_thing(entry: Entry) -> bool:
        return entry.reference.rule in THINGS and entry.subject and len(entry.reference.sides) == 1

    entry = story.history.last(story.sentence_of[at], is_thing, 1)
    if entry:
        story.put_token(at, "pronoun-it", entry.reference, person=False)


def settle_first_persons(story: Story) -> None:
    """Enter "I" and "we" by who says the clause, else by who spoke last; then "our country"."""
    page, words = story.page, story.words
    places = [
        at
        for at, word in enumerate(page.lower)
        if word in words.i or (word in words.we and not page.tokens[at].text.isupper())
    ]
    heads = {clause.head: clause for clause in story.reading.clauses} if places else {}
    for at in places:
        clause = _clause_of(story, at, heads)
        speaker = story.found.get(clause.speaker) if clause and clause.speaker is not None else None
        unnamed = speaker is None and _is_said_by_noun(story, clause)
        speaker = speaker or _last_speaker(story, story.sentence_of[at])
        told = _told_behind(story, at)
        if unnamed and not told and (speaker is None or len(_our_sides(story, at, clause, speaker)) < 2):
            continue  # a text, or somebody unnamed: no other speaker's "we"
        if speaker is None:
            speaker = Reference(at, at + 1, at, story.voice_sides, (), None, "first-person")
        elif not speaker.sides and story.voice:
            speaker = replace(speaker, sides=story.voice_sides)
        if told:
            reference = Reference(at, at + 1, at, told, (), None, "first-person")
        elif page.lower[at] in words.i:
            reference = Reference(at, at + 1, at, speaker.sides, speaker.actors, speaker.office, "first-person")
        else:
            reference = Reference(at, at + 1, at, _our_sides(story, at, clause, speaker), (), None, "first-person")
        story.found.setdefault(at, reference)
    for phrase in story.pending:
        owner = story.found.get(phrase.owner) if phrase.owner is not None else None
        sides = owner.sides if owner else story.home_sides
        if sides:
            story.found[phrase.head] = Reference(phrase.first, phrase.end, phrase.head, sides, (), None, "institution")


def _told_behind(story: Story, at: int) -> frozenset[str]:
    """Return the sides that stand behind "we" and a comma: "We, the leaders of Brazil and India, reaffirm"."""
    if story.page.lower[at] != "we" or story.page.lower[at + 1 : at + 3] != (",", "the"):
        return NOBODY
    behind = (story.found.get(index) for index in range(at + 3, min(at + 9, len(story.page.lower))))
    return next((reference.sides for reference in behind if reference and reference.sides), NOBODY)


def _is_said_by_noun(story: Story, clause: Clause | None) -> bool:
    """True for words of a text or of somebody unnamed: "the statement added"."""
    return clause is not None and clause.speaker is not None and story.page.tokens[clause.speaker].pos_ == "NOUN"


def _clause_of(story: Story, at: int, heads: dict[int, Clause]) -> Clause | None:
    token = story.page.tokens[at]
    while token.i not in heads and token.head.i != token.i:
        token = token.head
    return heads.get(token.i)


def _our_sides(story: Story, at: int, clause: Clause | None, speaker: Reference) -> frozenset[str]:
    """Return the sides of "we": the speaker's, or both when it tells what two did together ("we reaffirmed")."""
    if clause is None or at not in clause.subject:
        return speaker.sides
    verb = story.page.tokens[clause.head]
    if verb.lemma_.lower() not in story.words.joint_verbs or verb.tag_ != "VBD":
        return speaker.sides
    sentence = story.sentence_of[at]
    before = [entry for entry in story.history.entries if entry.sentence < sentence]
    pair = frozenset(History(story.history.totals, before).nearest_pair(sentence))
    return pair if speaker.sides & pair else speaker.sides


def _last_speaker(story: Story, sentence: int) -> Reference | None:
    """Return the last person who was a subject in the sentences before."""
    for entry in reversed(story.history.entries):
        if entry.sentence < sentence and entry.person and entry.subject:
            return entry.reference if sentence - entry.sentence <= SPEECH_REACH else None
    return None
