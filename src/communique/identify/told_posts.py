"""Give persons the post that the text tells elsewhere: "Donald Trump left. … The US president said".

In: a `Page`, the persons, the references. Out: the same persons, some with a post. A post without a name that names its
country and was taken for a person of that country is his post, where he is the only one of his side without one.
Deliberately missed: posts that need not be one person's ("the Russian official", "a minister").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from communique.identify.page import Page
from communique.model.cast import Actor, Reference

# Heads of posts that only one person of a side holds at a time.
SINGLE = frozenset({"president", "premier", "chancellor", "king", "queen", "emir", "sultan", "emperor", "elect"})


def fill_posts(page: Page, people: Sequence[Actor], references: Mapping[int, Reference]) -> list[Actor]:
    """Return the persons with the posts that references to them tell."""
    free = Counter(side for person in people if person.office is None for side in person.sides)
    told: dict[str, str] = {}
    for reference in references.values():
        if reference.rule == "office-alone" and len(reference.actors) == 1:
            post = _post(page, reference)
            if post:
                told.setdefault(reference.actors[0], post)
    return [
        replace(person, office=told[person.key])
        if person.office is None and person.key in told and all(free[side] == 1 for side in person.sides)
        else person
        for person in people
    ]


def _post(page: Page, reference: Reference) -> str | None:
    """Return the words of a post that stands behind its country: the "president" of "the US president"."""
    at = reference.head
    is_premier = page.lower[at - 1 : at + 1] == ("prime", "minister")
    if page.lower[at] not in SINGLE and not is_premier:
        return None
    first = at
    while first > reference.first and (page.lower[first - 1] in page.lexicon.modifiers or page.is_joined(first - 1)):
        first -= 1
    before = first - 2 if page.is_possessive(first - 1) else first - 1
    mention = page.sides.get(before)
    return page.words(first, at + 1) if mention and mention.code in reference.sides else None
