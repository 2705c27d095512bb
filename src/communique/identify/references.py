"""Find what every noun phrase stands for: names, offices, sides, pronouns, "both sides".

In: a `Reading`, the `Page`, persons, offices, home side. Out: `Reference`s by head token. A phrase whose parts are
spread over several tokens is entered at its syntactic head and at its last word, so that a parser's slip costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.identify.names import Name
from communique.identify.offices import Office
from communique.identify.page import Page
from communique.languages import Language
from communique.model.cast import Actor, Reference
from communique.model.reading import Reading


def find_references(
    reading: Reading, page: Page, people: Sequence[Actor], offices: Sequence[Office], names: Sequence[Name],
    home: str | None, language: Language,
) -> dict[int, Reference]:
    """Return the references of a report by head token."""
    found: dict[int, Reference] = {}
    for mention in page.mentions:
        _enter(page, found, mention.first, mention.end, frozenset({mention.code}), (), mention.form)
    blocks: dict[int, tuple[int, int]] = {}
    for office in offices:
        name = names[office.name]
        first, end = min(name.first, office.first), max(name.end, office.end)
        blocks[name.first] = (min(first, blocks.get(name.first, (first, end))[0]), max(end, blocks.get(name.first, (first, end))[1]))
    for person in people:
        for first, end in person.mentions:
            whole = blocks.get(first, (first, end))
            _enter(page, found, *whole, person.sides, (person.key,), "name")
            _enter(page, found, first, end, person.sides, (person.key,), "name")
    return dict(sorted(found.items()))


def _enter(
    page: Page, found: dict[int, Reference], first: int, end: int, sides: frozenset[str], actors: tuple[str, ...], rule: str
) -> None:
    for index in range(first, end):
        head = page.doc[index].head.i
        if not first <= head < end or head == index:
            found[index] = Reference(first, end, index, sides, actors, None, rule)
