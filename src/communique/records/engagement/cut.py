"""Cut a telling to single contacts: five bilateral meetings told in one sentence are five.

In: a `Mention`. Out: `Meeting`s, each with exactly the parties and people of one contact; none where fewer than two
sides take part. Whether several others were met together or one by one, the mention's `joint` and `apart` say; where
neither speaks, each foreign side was met alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from communique.records.engagement.mention import Meeting, Mention
from communique.records.engagement.scene import Filler


def cut(mention: Mention) -> Iterator[Meeting]:
    """Yield the single contacts that a telling tells; none where fewer than two sides take part."""
    ones, others = mention.ones, mention.others
    home = sides_of(ones)
    if mention.kind == "visit":
        yield from _cut_visit(mention)
        return
    if mention.kind == "conference" and mention.name is not None:
        yield Meeting(mention, "conference", home | sides_of(others), ones)
        return
    foreign = [filler for filler in others if filler.sides - home]
    if not foreign:
        if len(home) > 1:
            yield _meeting(mention, home, (*ones, *others))
        return
    if not home:
        sides = sides_of(foreign)
        if len(sides) > 1:
            yield _meeting(mention, sides, tuple(foreign))
        return
    same = [filler for filler in others if not filler.sides - home]
    if len(home) > 1 and mention.apart and len(sides_of(foreign)) == 1:
        for filler in ones:
            for code in sorted(filler.sides):
                yield _meeting(mention, sides_of(foreign) | {code}, (filler, *foreign))
        return
    if mention.joint or (len(foreign) == 1 and len(foreign[0].sides - home) == 1):
        yield _meeting(mention, home | sides_of(foreign), (*ones, *others))
        return
    groups: dict[tuple[frozenset[str], int], list[Filler]] = {}
    for number, filler in enumerate(foreign):
        for code in sorted(filler.sides - home):
            alone = number if mention.apart and filler.people else 0
            groups.setdefault((frozenset((code,)), alone), []).append(filler)
    for (side, _), fillers in groups.items():
        yield _meeting(mention, home | side, (*ones, *same, *fillers))


def _cut_visit(mention: Mention) -> Iterator[Meeting]:
    """Yield one trip for each visiting side."""
    hosts = mention.others
    visiting: dict[tuple[frozenset[str], int], list[Filler]] = {}
    for number, filler in enumerate(mention.ones):
        for code in sorted(filler.sides):
            alone = number if mention.apart and filler.people else 0
            visiting.setdefault((frozenset((code,)), alone), []).append(filler)
    for (visitor, _), fillers in visiting.items():
        for number, host in enumerate(hosts):
            if host.sides and not visitor & host.sides:
                told = mention if number == 0 else replace(mention, place=None)
                yield Meeting(told, "visit", visitor | host.sides, tuple(fillers), visitor=visitor)


def _meeting(mention: Mention, parties: frozenset[str], fillers: tuple[Filler, ...]) -> Meeting:
    kind = mention.kind
    if kind == "meeting" and len(parties) > 2:
        kind = "conference"
    return Meeting(mention, kind, parties, fillers)


def sides_of(fillers: Iterable[Filler]) -> frozenset[str]:
    """Return the sides of some fillers, joined."""
    return frozenset().union(*(filler.sides for filler in fillers))
