"""Find what every noun phrase stands for: names, posts alone, sides, pronouns, "both sides".

In: a `Reading`, its `Page`, the persons, bodies and offices, the home side. Out: `Reference`s by head token. The
report is read once from left to right with a `History` of what was spoken of; the first person in quotes is settled
last, when all speakers are known. `Reference.rule` is one of: `person`, `surname`, `body`; for a word that names a
side `country`, `adjective`, `people`, `capital`, `government`, `combining`, `organisation`, `forum`, `armed group`,
or `place` where a country or capital is only a place; `office-alone`, `counterpart`, `both-sides`, `both-persons`,
`institution`, `home-institution`, `organ`, `guest`; `pronoun-he`, `pronoun-it`, `pronoun-they`, `first-person`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from communique.identify.actor_words import ActorWords, load_actor_words
from communique.identify.history import History
from communique.identify.names import Name
from communique.identify.offices import Office
from communique.identify.page import Page
from communique.identify.parties import read_group, read_institution, read_two
from communique.identify.posts import read_counterpart, read_post
from communique.identify.pronouns import read_he, read_it, read_they, settle_first_persons
from communique.identify.sides import SideMention
from communique.identify.story import SUBJECTS, Story
from communique.languages import Language
from communique.model.cast import Actor, Reference
from communique.model.reading import Reading

NOUNS = ("NOUN", "PROPN", "ADJ", "VERB")
Run = tuple[int, int]


def find_references(
    reading: Reading, page: Page, people: Sequence[Actor], bodies: Sequence[Actor], offices: Sequence[Office],
    names: Sequence[Name], home: str | None, voice: str | None, language: Language,
) -> dict[int, Reference]:  # fmt: skip
    """Return the references of a report by head token."""
    words = load_actor_words(language)
    held, blocks = _held_offices(people, offices, names)
    story = Story(
        reading=reading, page=page, people={person.key: person for person in people}, home=home, voice=voice,
        words=words,
        genders={person.key: _gender(page, person, words) for person in people}, offices=held,
        covered=_direct(page, people, bodies, blocks), sentence_of=_sentences(page),
        history=History(Counter(mention.code for mention in page.mentions)),
    )  # fmt: skip
    at, count = 0, len(page.lower)
    while at < count:
        direct = story.covered.get(at)
        if direct is not None:
            story.enter(direct)
            at = max(direct.end, at + 1)
        else:
            _read_token(story, at)
            at += 1
    settle_first_persons(story)
    return dict(sorted(story.found.items()))


def _read_token(story: Story, at: int) -> None:
    """Enter what the phrase headed by a token stands for, by the kind of its noun or pronoun."""
    page, words = story.page, story.words
    word = page.lower[at]
    if word in words.third and (len(word) > 2 or not page.tokens[at].text.isupper()):
        # "HE" is His Excellency.
        read_he(story, at, words.third[word])
    elif word in words.they:
        read_they(story, at)
    elif word in words.it:
        read_it(story, at)
    elif word in words.post_heads and at + 2 < len(page.lower) and page.lower[at + 2] in words.of_state:
        read_post(story, at)
    elif word in words.both and page.tokens[at].dep_ in SUBJECTS:
        read_two(story, at)
    elif (
        word in words.skipped
        or (word in words.of_state and page.lower[at - 1] == "of" and page.lower[at - 2] in page.lexicon.heads)
        or page.tokens[at].pos_ not in NOUNS
    ):
        return
    elif word in words.counterparts:
        read_counterpart(story, at)
    elif word in words.both_sides or word in words.both_persons:
        read_group(story, at)
    elif word in page.lexicon.heads or word in words.synonyms or word in page.lexicon.abbreviations:
        if not read_post(story, at):
            read_institution(story, at)
    elif word in words.institutions or word in words.guests:
        read_institution(story, at)


def _sentences(page: Page) -> list[int]:
    """Return the number of the sentence that each token stands in."""
    numbers = [0] * len(page.lower)
    for number, sentence in enumerate(page.doc.sents):
        for index in range(sentence.start, sentence.end):
            numbers[index] = number
    return numbers


def _held_offices(
    people: Sequence[Actor], offices: Sequence[Office], names: Sequence[Name]
) -> tuple[dict[str, list[str]], dict[Run, Run]]:
    """Return each person's posts as said, lower case, and for each name the run of tokens with its posts."""
    keys = {mention: person.key for person in people for mention in person.mentions}
    held: dict[str, list[str]] = {}
    blocks: dict[Run, Run] = {}
    for office in offices:
        run = (names[office.name].first, names[office.name].end)
        if run in keys:
            held.setdefault(keys[run], []).append(office.text.lower())
            first, end = blocks.get(run, run)
            blocks[run] = (min(first, office.first), max(end, office.end))
    for person in people:
        if person.office and person.office.lower() not in held.get(person.key, ()):
            held.setdefault(person.key, []).append(person.office.lower())
    return held, blocks


def _direct(
    page: Page, people: Sequence[Actor], bodies: Sequence[Actor], blocks: Mapping[Run, Run]
) -> dict[int, Reference]:
    """Return the references that names and words for sides make by themselves, by every token they cover."""
    covered: dict[int, Reference] = {}

    def cover(reference: Reference) -> None:
        for index in range(reference.first, reference.end):
            covered[index] = reference

    for mention in page.mentions:
        cover(
            Reference(
                mention.first, mention.end, mention.end - 1, frozenset({mention.code}), (), None, _use(page, mention)
            )
        )
    for body in bodies:
        for first, end in body.mentions:
            known = covered.get(first)
            if known is not None and (known.first, known.end) == (first, end):
                cover(Reference(first, end, end - 1, known.sides, (body.key,), None, known.rule))
            elif body.sides or not _any_in(covered, range(first, end)):
                cover(Reference(first, end, end - 1, body.sides, (body.key,), None, "body"))
    for person in people:
        for run in person.mentions:
            first, end = blocks.get(run, run)
            rule = "person" if run[1] - run[0] > 1 else "surname"
            cover(Reference(first, end, run[1] - 1, person.sides, (person.key,), None, rule))
    return covered


def _any_in(covered: Mapping[int, Reference], indices: Iterable[int]) -> bool:
    return any(index in covered for index in indices)


def _use(page: Page, mention: SideMention) -> str:
    """Return the rule of a word for a side: how it is used where it stands."""
    token = page.tokens[mention.end - 1]
    if (
        mention.form in ("name", "capital")
        and token.dep_ == "pobj"
        and token.head.lower_ in page.lexicon.place_prepositions
    ):
        return "place"
    before_noun = token.dep_ in ("compound", "amod", "nmod") and 0 < token.head.i - token.i <= 4
    if mention.form == "name":
        return "adjective" if before_noun and not page.is_possessive(mention.end) else "country"
    return mention.form


def _gender(page: Page, person: Actor, words: ActorWords) -> str | None:
    """Return what titles beside a person's name and a first name tell."""
    for first, _ in person.mentions:
        for index in range(max(first - 3, 0), first):
            if page.lower[index] in words.female:
                return "female"
            if page.lower[index] in words.male:
                return "male"
    given = person.name.split()[0].lower()
    return "female" if given in words.female_given else "male" if given in page.lexicon.given else None
