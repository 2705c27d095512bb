"""Make persons of grouped names: fullest name, post, side.

In: a `Page`, groups of names, offices beside names, the home side. Out: `Actor`s of kind `person` in text order.
A person's side is the one its post says; without a word about it, a post of state is the home side's. A person without
a post acts for nobody, unless a possessive or adjective beside the name says whose he is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set

from communique.identify.aliases import Group
from communique.identify.allegiance import companion_side, counterpart_at, home_side, told_side
from communique.identify.names import Name
from communique.identify.offices import Office
from communique.identify.page import Page
from communique.identify.post_words import ADDED
from communique.model.cast import Actor

# A name's mentions, the posts beside it, the best of them, its side.
Draft = tuple[Group, list[Office], Office | None, str | None]


def make_people(
    page: Page,
    groups: Sequence[Group],
    names: Sequence[Name],
    offices: Sequence[Office],
    home: str | None,
    outlet_office: tuple[str, str] | None,
    body_sides: Mapping[int, str],
    voice: str | None,
) -> list[Actor]:
    """Return the persons of a report. `outlet_office` is the post and side that the outlet is the voice of,
    `body_sides` the sides of the bodies by the tokens that name them, `voice` the organisation whose page it is."""
    by_name: dict[Name, list[Office]] = {}
    for office in offices:
        by_name.setdefault(names[office.name], []).append(office)
    drafts: list[Draft] = []
    for group in groups:
        # Headlines shorten and mix posts: only what the text itself does not tell is taken from them.
        mentions = sorted(group.mentions, key=lambda mention: mention.rule == "headline")
        held = [office for mention in mentions for office in by_name.get(mention, [])]
        told = told_side(page, group, held, home, body_sides, voice)
        drafts.append((group, held, _best_office(page, held), told))
    taken = {(post, side) for _, _, best, side in drafts if best and side for post in _single_posts(page, best)}
    told_sides = {mention.first: side for group, _, _, side in drafts for mention in group.mentions}
    drafts = [
        (
            group,
            held,
            best,
            side
            or companion_side(page, group, told_sides)
            or _default_side(page, group, held, best, taken, home, voice),
        )
        for group, held, best, side in drafts
    ]
    people = []
    spoken_of = _voice(drafts, outlet_office)
    for number, (group, _, best, side) in enumerate(drafts, 1):
        text = best.text if best else None
        if number - 1 == spoken_of and outlet_office:
            text, side = text or outlet_office[0], side or outlet_office[1]
        if text is None and side:
            text = _counterpart_post(page, group, side, drafts)
        people.append(
            Actor(
                key=f"p{number}",
                kind="person",
                name=group.name,
                sides=frozenset({side}) if side else frozenset(),
                office=text,
                mentions=tuple((m.first, m.end) for m in group.mentions),
            )
        )
    return people


def _default_side(
    page: Page,
    group: Group,
    held: Sequence[Office],
    best: Office | None,
    taken: Set[tuple[str, str]],
    home: str | None,
    voice: str | None,
) -> str | None:
    """Return the side of somebody for whom no word tells one: the home side, unless another is told to hold the same
    post there; then the other country that the report names most."""
    side = home_side(page, group, held, home, voice)
    posts = _single_posts(page, best) if best and side and side == home else ()
    if not any((post, side) in taken for post in posts):
        return side
    counts = Counter(m.code for m in page.mentions if m.is_country and m.code != home)
    return min(counts, key=lambda code: (-counts[code], code)) if counts else side


def _single_posts(page: Page, office: Office) -> Iterator[str]:
    """Yield the posts in an office's words that a state has but one of: "foreign minister", but no deputy or former."""
    words = office.text.lower().replace("/", " / ").split()
    for at in range(len(words)):
        for post in (" ".join(words[at : at + length]) for length in (1, 2, 4)):
            if post in page.lexicon.single and (not at or words[at - 1] not in ("deputy", "vice", "former", "ex")):
                yield post


def _voice(drafts: Sequence[Draft], outlet: tuple[str, str] | None) -> int | None:
    """Return the person without a post whom a head of state's own outlet speaks of most."""
    if outlet is None or any(o and o.text.lower() == outlet[0].lower() and s == outlet[1] for _, _, o, s in drafts):
        return None
    free = [n for n, (_, _, office, side) in enumerate(drafts) if office is None and side in (None, outlet[1])]
    voice = min(free, key=lambda n: (-len(drafts[n][0].mentions), n)) if free else None
    return voice if voice is not None and len(drafts[voice][0].mentions) > 1 else None


def _is_state(page: Page, office: Office) -> bool:
    return page.lower[office.head] in (
        "president",
        "minister",
        "king",
        "premier",
        "secretary",
        "chancellor",
        "chief",
        "emir",
        "speaker",
    )


def _counterpart_post(page: Page, group: Group, side: str, drafts: Sequence[Draft]) -> str | None:
    """Return the post of the person of another side whose "counterpart" somebody is called, the last named before."""
    for mention in group.mentions:
        at = counterpart_at(page, mention.first)
        if at is None:
            continue
        owners = [
            (max(m.first for m in g.mentions if m.first < at), office)
            for g, _, office, owner in drafts
            if g is not group and owner != side and g.mentions[0].first < at
        ]
        office = max(owners, key=lambda pair: pair[0])[1] if owners else None
        if office and _is_state(page, office):
            return office.text
    return None


def _best_office(page: Page, held: Sequence[Office]) -> Office | None:
    """Return the first post told, or a later one that says the same more fully; a full post before an abbreviation."""
    if not held:
        return None
    best: Office = held[0]
    for office in held[1:]:
        one, other = set(best.text.lower().split()), set(office.text.lower().split())
        weak = len(one) == 1 and (
            page.lower[best.head] in page.lexicon.abbreviations
            or page.lower[best.head] in page.lexicon.honorifics
            or page.lower[best.head] in ADDED
        )
        if one < other or (weak and len(other) > 1):
            best = office
    return best
