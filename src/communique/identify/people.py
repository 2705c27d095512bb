"""Make persons of grouped names: fullest name, post, side.

In: a `Page`, groups of names, offices beside names, the home side. Out: `Actor`s of kind `person` in text order.
A person's side is the one its post says; without a word about it, a post of state is the home side's. A person without
a post acts for nobody, unless a possessive or adjective beside the name says whose he is.
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.identify.aliases import Group
from communique.identify.names import Name
from communique.identify.offices import Office
from communique.identify.page import Page
from communique.model.cast import Actor


def make_people(
    page: Page, groups: Sequence[Group], names: Sequence[Name], offices: Sequence[Office], home: str | None
) -> list[Actor]:
    """Return the persons of a report."""
    by_name: dict[Name, list[Office]] = {}
    for office in offices:
        by_name.setdefault(names[office.name], []).append(office)
    people = []
    for number, group in enumerate(groups, 1):
        held = [office for mention in group.mentions for office in by_name.get(mention, [])]
        best = _best_office(held)
        side = _side(page, group, held, home)
        people.append(
            Actor(
                key=f"p{number}", kind="person", name=group.name,
                sides=frozenset({side}) if side else frozenset(), office=best.text if best else None,
                mentions=tuple((m.first, m.end) for m in group.mentions),
            )
        )
    return people


def _best_office(held: Sequence[Office]) -> Office | None:
    """Return the first post told, or a later one that says the same more fully."""
    if not held:
        return None
    best = held[0]
    for office in held[1:]:
        if set(best.text.lower().split()) < set(office.text.lower().split()):
            best = office
    return best


def _side(page: Page, group: Group, held: Sequence[Office], home: str | None) -> str | None:
    for office in held:
        if office.side:
            return office.side
    for mention in group.mentions:
        before = mention.first - 1
        while before > 0 and (page.is_possessive(before) or page.lower[before] in page.lexicon.honorifics):
            before -= 1
        if before in page.sides:
            return page.sides[before].code
    if held and home:
        return home
    return None
