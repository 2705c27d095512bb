"""Find who is meant by a post without a name: "the interior minister", "the Chinese premier", "his counterpart".

In: a `Story` and the token of the post's noun. Out: a reference entered in the story: to the person who holds that
post, else to the post itself (`Reference.office`) with the side it belongs to. Deliberately missed: posts of nobody
in particular ("a minister"), which only get the side that stands beside them.
"""

from __future__ import annotations

from dataclasses import replace

from communique.identify.phrases import Phrase, read_phrase
from communique.identify.story import NOBODY, Story
from communique.model.cast import Actor, Reference

# "The ambassador" may take up an unnamed one spoken of so many sentences before.
OFFICE_REACH = 6
VAGUE = frozenset({"a", "an", "some", "any", "no", "each", "every", "all"})
INSIDE = frozenset({"of", "for", "and", "the", "&", "on"})


def read_post(story: Story, at: int) -> bool:
    """Enter what a post without a name stands for; return whether the noun was one."""
    page, words = story.page, story.words
    word = page.lower[at]
    if story.is_modifier(at) or _is_part_of_next(story, at):
        return True
    phrase = _with_subject(story, read_phrase(page, at))
    definite = phrase.determiner not in VAGUE
    asked = _asked(story, phrase)
    sides = frozenset(phrase.sides[:1]) or story.owner_sides(phrase)
    if definite:
        person = find_holder(story, asked, sides, at)
        if person is not None:
            story.put(phrase, "office-alone", person.sides, (person.key,))
            return True
    if word in words.institutions and not sides and word not in words.state_posts:
        return False
    if not sides and definite and (earlier := _same_post_before(story, at)):
        story.put(phrase, "office-alone", earlier.sides, earlier.actors, earlier.office)
        return True
    sides = sides or story.place_side(phrase) or _default_sides(story, at)
    if sides:
        text = page.words(at - len(phrase.core), at + 1)
        story.put(phrase, "office-alone", sides, (), text)
    return True


def _is_part_of_next(story: Story, at: int) -> bool:
    """True for the first of two heads that make one post: "chief | minister"."""
    after = at + 1
    page = story.page
    return (
        after < len(page.lower)
        and not page.starts[after]
        and page.lower[after] in page.lexicon.heads
        and page.lower[after] != "general"
    )


def _asked(story: Story, phrase: Phrase) -> tuple[str, ...]:
    """Return the words of the post that a phrase asks for."""
    lexicon, lower = story.page.lexicon, story.page.lower
    head = lower[phrase.head]
    behind = lower[phrase.head + 1 : phrase.head + 3]
    if head in story.words.post_heads and len(behind) == 2 and behind[0] == "of":
        return (head, *behind)
    core = [w for w in phrase.core if w in lexicon.modifiers or w in lexicon.portfolios or w in lexicon.heads]
    return (*core, head)


def _with_subject(story: Story, phrase: Phrase) -> Phrase:
    """Take in what the post is for: "the Minister of Defence Industry of Azerbaijan", "the Consul General"."""
    page, end, sides = story.page, phrase.end, list(phrase.sides)
    portfolios = page.lexicon.portfolios
    at = phrase.head + 1
    while at + 1 < len(page.lower) and not page.starts[at]:
        word, after = page.lower[at], page.lower[at + 1]
        mention = page.sides.get(at)
        if mention:
            if page.lower[at - 1] in ("of", "the", "for") and mention.is_country and not sides:
                sides.append(mention.code)
            at = end = mention.end
        elif word == "general" or (
            word in portfolios and (page.capital[at] or page.lower[at - 1] in ("for", "of", "and"))
        ):
            at = end = at + 1
        elif word in INSIDE and (after in portfolios or after == "the" or (at + 1 in page.sides and word != "and")):
            at += 1
        else:
            break
    return replace(phrase, end=max(end, phrase.end), sides=tuple(sides))


def _same_post_before(story: Story, at: int) -> Reference | None:
    """Return the last reference to an unnamed holder of the same post."""
    word = story.page.lower[at]
    entry = story.history.last(
        story.sentence_of[at], lambda e: word in (e.reference.office or "").lower().split(), OFFICE_REACH
    )
    return entry.reference if entry else None


def _default_sides(story: Story, at: int) -> frozenset[str]:
    """Return the side of a bare post: envoys are guests, posts of state are at home."""
    word = story.page.lower[at]
    long = story.page.lexicon.abbreviations.get(word, word)
    head = long.split(" of ")[0].split(" to ")[0].split()[-1]
    if head in story.words.envoys:
        others = [code for code in story.history.top_sides(story.sentence_of[at], 3) if code != story.home]
        return frozenset(others[:1])
    if head in story.page.lexicon.royal and story.home not in story.page.lexicon.monarchies:
        spoken_of = story.history.top_sides(story.sentence_of[at], 6)
        return frozenset([code for code in spoken_of if code in story.page.lexicon.monarchies][:1])
    return story.home_sides if head in story.words.state_posts else NOBODY


def find_holder(story: Story, asked: tuple[str, ...], sides: frozenset[str], at: int) -> Actor | None:
    """Return the person who holds the post asked for, of the side asked for: whoever bears it literally, else the last
    spoken of whose post holds the words; a person named only later counts when more than a bare noun is asked for."""
    spellings = find_spellings(story, asked)
    recent = [
        e.reference.actors[0]
        for e in story.history.recent_persons(story.sentence_of[at])
        if len(e.reference.actors) == 1
    ]
    later = [key for key, person in story.people.items() if key not in recent and person.mentions[0][0] > at]
    if not sides and (len(asked) > 1 or (story.page.capital[at] and not story.page.opens[at])):
        # "The Secretary" of a readout is its own, "the prime minister" of a paper its country's.
        recent.sort(key=lambda key: not story.home_sides & story.people[key].sides)
    head_of_state = len(asked) == 3 and asked[0] in story.words.post_heads
    fitting: Actor | None = None
    for key in (*recent, *(later if sides or len(asked) > 1 else ())):
        actor = story.people[key]
        if (sides and not sides & actor.sides) or (head_of_state and not sides and story.home not in actor.sides):
            continue
        held = story.offices.get(key, ())
        if any(tuple(office.split()) == asked for office in held):
            return actor
        if fitting is None and any(matches(spelling, office) for office in held for spelling in spellings):
            fitting = actor
    if fitting is None and sides and asked[-1] in story.words.leaders:
        return next(
            (story.people[k] for k in recent if sides & story.people[k].sides and not story.offices.get(k)), None
        )
    return fitting


def find_spellings(story: Story, asked: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return all ways to say the post asked for, each as its words."""
    for start in range(len(asked)):
        found = story.words.synonyms.get(" ".join(asked[start:]))
        if found:
            return (asked, *(tuple(spelling.split()) for spelling in found))
    long = story.page.lexicon.abbreviations.get(asked[-1])
    return (asked, tuple(word for word in long.split() if word not in story.words.small)) if long else (asked,)


def matches(asked: tuple[str, ...], office: str) -> bool:
    """True when a post's words hold all words asked for."""
    words = office.replace("-", " ").replace("/", " ").split()
    return all(word in words or any(w.removesuffix("s") == word for w in words) for word in asked)


def read_counterpart(story: Story, at: int) -> None:
    """Enter "his Chinese counterpart": the same post on the other side."""
    phrase = read_phrase(story.page, at)
    sentence = story.sentence_of[at]
    owner = story.found.get(phrase.owner) if phrase.owner is not None else None
    if owner is None:
        subject = story.history.last(sentence, lambda e: e.person)
        owner = subject.reference if subject else None
    if len(phrase.sides) > 1 and story.page.tokens[at].tag_ == "NNS":
        story.put(phrase, "counterpart", frozenset(phrase.sides), plural=True)
        return
    plural = story.page.tokens[at].tag_ in ("NNS", "NNPS")
    sides = frozenset(phrase.sides if plural else phrase.sides[:1])
    if not sides:
        own = owner.sides if owner else story.home_sides
        other = _other_person(story, own, sentence)
        if other is not None:
            story.put(phrase, "counterpart", other.sides, other.actors)
            return
        sides = frozenset([code for code in story.history.top_sides(sentence, 3) if code not in own][:1])
    office = _office_of(story, owner)
    alone = office is not None and len(sides) == 1
    person = find_holder(story, tuple((office or "").lower().split()), sides, at) if alone else None
    if person:
        story.put(phrase, "counterpart", person.sides, (person.key,))
    elif sides:
        story.put(phrase, "counterpart", sides, (), office, plural=plural and len(sides) > 1)


def _other_person(story: Story, own: frozenset[str], sentence: int) -> Reference | None:
    """Return the last named person of another side."""
    references = (entry.reference for entry in story.history.recent_persons(sentence))
    return next((r for r in references if r.sides and r.actors and not r.sides & own), None)


def _office_of(story: Story, reference: Reference | None) -> str | None:
    if reference is None:
        return None
    # A body may own a counterpart too ("the army's Indian counterpart"); it holds no office.
    person = story.people.get(reference.actors[0]) if reference.actors else None
    return person.office if person else reference.office
