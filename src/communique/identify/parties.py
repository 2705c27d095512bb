"""Find the sides that groups and institutions stand for: "both sides", "the two leaders", "the Pakistani army", "the
agency".

In: a `Story` and the token of the noun. Out: a reference entered in the story. Deliberately missed: institutions of
nobody in particular ("a company"), and bare ones that need not be the home side's ("the company").
"""

from __future__ import annotations

from communique.identify.history import Entry
from communique.identify.phrases import Phrase, read_phrase
from communique.identify.posts import VAGUE, find_spellings, matches
from communique.identify.story import NOBODY, SUBJECTS, Story
from communique.model.cast import Reference
from communique.reference.countries import COUNTRIES

# "The agency" may take up an organisation named so many sentences before.
ORGAN_REACH = 6
# "The army" is that of the country whose army was spoken of so many sentences before, else the home side's.
SAME_REACH = 2
# "The delegation" is the one whose country was told so many sentences before.
GUEST_REACH = 8


def read_group(story: Story, at: int) -> None:
    """Enter "both sides", "the two countries", "the two leaders", "the sides"."""
    phrase = read_phrase(story.page, at)
    word, words = story.page.lower[at], story.words
    if _is_others(story, phrase):
        return
    if phrase.sides:
        story.put(phrase, "institution", frozenset(phrase.sides), plural=True)
        return
    counted = phrase.determiner in words.both or any(w in words.both for w in phrase.core)
    if not counted and not (word in words.open and phrase.determiner in ("the", "")):
        if word in words.institutions:
            read_institution(story, at)
        return
    if (not counted and phrase.core) or any(w in words.more for w in (phrase.determiner, *phrase.core)):
        return  # "the three sides" are no pair: who met may tell them
    sentence = story.sentence_of[at]
    doer = _doer_sides(story, at)
    pair = _persons(story, word, sentence, doer) if word in words.both_persons else []
    if len(pair) == 2:
        actors = tuple(key for reference in pair for key in reference.actors)
        story.put(phrase, "both-persons", pair[0].sides | pair[1].sides, actors, plural=True)
        return
    if doer:
        others = [c for c in story.history.top_sides(sentence, 4) if c not in doer and c in COUNTRIES][:2]
        if len(others) == 2:
            story.put(phrase, "both-sides", frozenset(others), plural=True)
        return
    sides = story.history.nearest_persons(sentence) if word in words.personal and not counted else []
    sides = sides or story.history.nearest_pair(sentence, states=word in words.both_states)
    if len(sides) == 2:
        story.put(phrase, "both-sides", frozenset(sides), plural=True)


def read_two(story: Story, at: int) -> None:
    """Enter "the two" and "both" that stand alone: "The two agreed to meet again"."""
    sentence = story.sentence_of[at]
    sides = story.history.nearest_persons(sentence) or story.history.nearest_pair(sentence)
    if len(sides) == 2:
        story.put(read_phrase(story.page, at), "both-sides", frozenset(sides), plural=True)


def _doer_sides(story: Story, at: int) -> frozenset[str]:
    """Return the sides of whoever does something to a group: in "he spoke to both leaders", he is none of them."""
    token = story.page.tokens[at]
    verb = token.head.head if token.dep_ == "pobj" else token.head
    if token.dep_ not in ("pobj", "dobj") or verb.lemma_ not in story.words.dealing:
        return NOBODY
    while verb.dep_ in ("conj", "xcomp") and not any(child.dep_ in SUBJECTS for child in verb.children):
        verb = verb.head
    doers = (story.found.get(child.i) for child in verb.children if child.dep_ == "nsubj")
    return NOBODY.union(*(reference.sides for reference in doers if reference is not None))


def _persons(story: Story, word: str, sentence: int, doer: frozenset[str]) -> list[Reference]:
    """Return the two persons of different sides spoken of last, with the post that the noun asks for; not the doer."""
    single = word.removesuffix("s")
    spellings = find_spellings(story, (single,))
    asks = (single in story.page.lexicon.heads or single in story.words.synonyms) and single not in (
        "leader",
        "official",
        "diplomat",
    )
    chosen: list[Reference] = []
    for entry in story.history.recent_persons(sentence):
        reference = entry.reference
        held = story.offices.get(reference.actors[0], ()) if reference.actors else ((reference.office or "").lower(),)
        if asks and not any(matches(spelling, office) for office in held for spelling in spellings):
            continue
        if (
            reference.sides
            and not reference.sides & doer
            and all(not reference.sides & other.sides for other in chosen)
        ):
            chosen.append(reference)
        if len(chosen) == 2:
            break
    return chosen


def read_institution(story: Story, at: int) -> None:
    """Enter "the Pakistani side", "officials of Iran", "the government"."""
    if story.is_modifier(at) and story.page.lower[at] != "side":
        return
    phrase = read_phrase(story.page, at)
    words = story.words
    if _is_others(story, phrase):
        return
    plural = story.page.tokens[at].tag_ in ("NNS", "NNPS")
    if phrase.owner is not None and story.page.lower[phrase.owner] in words.we and not phrase.sides:
        story.pending.append(phrase)
        return
    sides = frozenset(phrase.sides) or story.owner_sides(phrase)
    if sides:
        story.put(phrase, "institution", sides, plural=plural)
    elif story.page.lower[at] in words.organs or story.page.lower[at] in words.formal_organs:
        _read_organ(story, phrase)
    elif phrase.determiner not in VAGUE:
        _read_bare(story, phrase, plural)


def _is_others(story: Story, phrase: Phrase) -> bool:
    """True for those who stand in a relation to a side and so are others: "Peru's allies", "its European partners"."""
    if story.page.lower[phrase.head] not in story.words.related:
        return False
    if phrase.owner is not None:
        return story.page.lower[phrase.owner] not in story.words.we
    return any(story.page.is_possessive(at) for at in range(phrase.first, phrase.head)) or (
        story.page.lower[phrase.head + 1 : phrase.head + 2] == ("of",) and bool(phrase.sides)
    )


def _read_bare(story: Story, phrase: Phrase, plural: bool) -> None:
    """Enter an institution without a country: a guest's, a province's, the home side's."""
    word, words = story.page.lower[phrase.head], story.words
    if word in words.guests:
        sentence = story.sentence_of[phrase.head]
        guests = story.history.last(sentence, lambda e: _is_delegation(story, e), GUEST_REACH)
        if guests and phrase.determiner == "the":
            story.put(phrase, "guest", guests.reference.sides, plural=True)
            return
        others = [code for code in story.history.top_sides(sentence, 3) if code != story.home]
        if others:
            story.put(phrase, "guest", frozenset(others[:1]), plural=True)
        return
    placed = story.place_side(phrase)
    if placed:
        story.put(phrase, "institution", placed, plural=plural)
    elif story.home and _is_home_word(story, phrase):
        earlier = _same_before(story, phrase.head) or _foreign_doer(story, phrase.head)
        story.put(phrase, "home-institution", earlier.sides if earlier else story.home_sides, plural=plural)


def _is_delegation(story: Story, entry: Entry) -> bool:
    """True for a reference to guests of one side: "a Turkish delegation"."""
    reference = entry.reference
    named = reference.rule in ("institution", "guest") and len(reference.sides) == 1
    return named and story.page.lower[reference.head] in story.words.guests


def _is_home_word(story: Story, phrase: Phrase) -> bool:
    """True for an institution that is the home side's when it stands bare: "the government", "the Foreign Office"."""
    word, words = story.page.lower[phrase.head], story.words
    if not phrase.core:
        return word in words.bare
    return f"{phrase.core[-1]} {word}" in words.bare_phrases or (
        word in words.bare and phrase.core[-1] in story.page.lexicon.modifiers
    )


def _foreign_doer(story: Story, at: int) -> Reference | None:
    """Return who of another country is the subject before a bare "government" that is one too: "the Danish minister
    spoke after the government had decided"."""
    if story.page.tokens[at].dep_ not in SUBJECTS:
        return None

    def acts(entry: Entry) -> bool:
        sides = entry.reference.sides
        return entry.subject and len(sides) == 1 and sides <= COUNTRIES.keys() and not sides & story.home_sides

    entry = story.history.last(story.sentence_of[at], acts, 0)
    return entry.reference if entry else None


def _same_before(story: Story, at: int) -> Reference | None:
    """Return the last reference to the same institution of a country just spoken of."""
    lower = story.page.lower

    def is_same(entry: Entry) -> bool:
        reference = entry.reference
        if len(reference.sides) != 1:
            return False
        if reference.rule == "body":
            return lower[at] in lower[reference.first : reference.end]
        return reference.rule == "institution" and lower[reference.head] == lower[at]

    entry = story.history.last(story.sentence_of[at], is_same, SAME_REACH)
    return entry.reference if entry else None


def _read_organ(story: Story, phrase: Phrase) -> None:
    """Enter "the agency": the organisation spoken of last; "the Council": the one whose page it is."""
    if story.page.lower[phrase.head] in story.words.formal_organs:
        if not story.page.capital[phrase.head] or phrase.core:
            return
        if story.voice and phrase.determiner == "the":
            story.put(phrase, "organ", story.voice_sides)
            return
    if phrase.determiner == "the" and len(phrase.core) <= 1:
        entry = story.history.last(story.sentence_of[phrase.head], _is_organisation, ORGAN_REACH)
        if entry:
            story.put(phrase, "organ", entry.reference.sides, entry.reference.actors)


def _is_organisation(entry: Entry) -> bool:
    """True for a reference to an international organisation, or to somebody who acts for one."""
    return len(entry.reference.sides) == 1 and not entry.reference.sides & COUNTRIES.keys()
