"""Make persons of grouped names: fullest name, post, side.

In: a `Page`, groups of names, offices beside names, the home side. Out: `Actor`s of kind `person` in text order.
A person's side is the one its post says; without a word about it, a post of state is the home side's. A person without
a post acts for nobody, unless a possessive or adjective beside the name says whose he is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from communique.identify.aliases import Group
from communique.identify.allegiance import side_of_body_behind, side_of_post
from communique.identify.names import Name
from communique.identify.offices import Office
from communique.identify.page import Page
from communique.model.cast import Actor

# How far before a name, in tokens, "a Chinese delegation led by" is looked for.
DELEGATION_REACH = 40
DELEGATIONS = frozenset(
    {"delegation", "team", "mission", "officials", "representatives", "group", "investors", "company", "side"}
)
FINITE = frozenset({"VBD", "VBZ", "VBP"})
LEADING = frozenset(
    {"led", "headed", "included", "includes", "including", "comprised", "comprising", "such", "members", "its"}
)
SUBSTITUTES = frozenset({"counterpart", "counterparts"})


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
    drafts = []
    for group in groups:
        held = [office for mention in group.mentions for office in by_name.get(mention, [])]
        drafts.append((group, held, _best_office(page, held), _side(page, group, held, home, body_sides, voice)))
    people = []
    spoken_of = _voice(drafts, outlet_office)
    for number, (group, _, best, side) in enumerate(drafts, 1):
        text = best.text if best else None
        if number - 1 == spoken_of and outlet_office:
            text, side = text or outlet_office[0], side or outlet_office[1]
        if text is None and _is_counterpart(page, group):
            text = next(
                (o.text for g, _, o, s in drafts if o and g is not group and s != side and _is_state(page, o)), None
            )
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


def _voice(
    drafts: Sequence[tuple[Group, list[Office], Office | None, str | None]], outlet: tuple[str, str] | None
) -> int | None:
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


def _before(page: Page, first: int) -> int:
    """Return the token before a name's titles."""
    at = first - 1
    lexicon = page.lexicon
    while at > 0 and (
        page.is_possessive(at) or page.lower[at] in lexicon.honorifics or page.lower[at] in lexicon.ranks
    ):
        at -= 1
    return at


def _is_counterpart(page: Page, group: Group) -> bool:
    return any(_counterpart_at(page, mention.first) is not None for mention in group.mentions)


def _counterpart_at(page: Page, first: int) -> int | None:
    """Return the token "counterpart" before a name, with or without a comma between."""
    at = _before(page, first)
    if page.tokens[at].text == ",":
        at = _before(page, at)
    return at if at >= 0 and page.lower[at] in SUBSTITUTES else None


def _best_office(page: Page, held: Sequence[Office]) -> Office | None:
    """Return the first post told, or a later one that says the same more fully; a full post before an abbreviation."""
    if not held:
        return None
    best: Office = held[0]
    for office in held[1:]:
        one, other = set(best.text.lower().split()), set(office.text.lower().split())
        weak = len(one) == 1 and (
            page.lower[best.head] in page.lexicon.abbreviations or page.lower[best.head] in page.lexicon.honorifics
        )
        if one < other or (weak and len(other) > 1):
            best = office
    return best


def _side(
    page: Page,
    group: Group,
    held: Sequence[Office],
    home: str | None,
    body_sides: Mapping[int, str],
    voice: str | None,
) -> str | None:
    """Return a person's side: as the post says, as stands beside the name, as all know, as the delegation's; else
    home's."""
    for office in held:
        if office.side:
            return office.side
    for mention in group.mentions:
        at = _counterpart_at(page, mention.first)
        beside = _beside(page, mention.first if at is None else at)
        if beside := beside or _of_side(page, mention.end):
            return beside
    known = _known_side(page, group)
    if known:
        return known
    for office in held:
        for index in range(office.first, office.end):
            if index in body_sides:
                return body_sides[index]
    posted = side_of_post(page, held, home) or side_of_body_behind(page, group.mentions, body_sides)
    if posted:
        return posted
    delegated = next((side for m in group.mentions[:1] if (side := _delegation_side(page, m.first, voice))), None)
    if delegated:
        return delegated
    if home and held and not all(page.lower[office.head] in page.lexicon.private for office in held):
        if (
            any(page.lower[office.head] in page.lexicon.royal for office in held)
            and home not in page.lexicon.monarchies
        ):
            return None
        return home
    if home and any(page.lower[m.first - 1] in page.lexicon.ranks for m in group.mentions if m.first):
        return home
    return None


def _beside(page: Page, first: int) -> str | None:
    """Return the side whose adjective or possessive stands before a name: "the Kremlin's Dmitry Peskov"."""
    at = _before(page, first)
    mention = page.sides.get(at)
    if mention and (mention.form == "adjective" or (at < first - 1 and page.is_possessive(at + 1))):
        return mention.code
    return None


def _of_side(page: Page, end: int) -> str | None:
    """Return the side that follows a name with "of": "King Abdullah II of Jordan"."""
    at = end + 1
    if end >= len(page.lower) or page.lower[end] != "of":
        return None
    while at < len(page.lower) and page.lower[at] == "the":
        at += 1
    mention = page.sides.get(at)
    return mention.code if mention and mention.form in ("name", "organisation") else None


def _known_side(page: Page, group: Group) -> str | None:
    lexicon = page.lexicon
    name = group.name.lower().replace("\n", " ")
    if name in lexicon.leaders:
        return lexicon.leaders[name]
    if len(group.words) > 2:
        last = group.words[-1]
        for short in (f"{group.words[-2]} {last}", f"{group.words[0]} {last}"):
            if short in lexicon.leaders:
                return lexicon.leaders[short]
    if len(group.words) == 1:
        return lexicon.leader_families.get(group.words[0])
    return None


def _delegation_side(page: Page, first: int, voice: str | None) -> str | None:
    """Return the side of the delegation that the words before a name say he leads or belongs to; an organisation's own
    page need not say whose "a mission led by" somebody is."""
    led = False
    for at in range(first - 1, max(first - DELEGATION_REACH, -1), -1):
        word = page.lower[at]
        led = led or word in LEADING
        if word in DELEGATIONS and led:
            for index in range(at + 8, max(at - 6, -1), -1):
                if index in page.sides and index < first:
                    return page.sides[index].code
            return voice
        stopped = page.tokens[at].tag_ in FINITE and word not in LEADING
        if stopped or (page.tokens[at].text == "." and not led):
            return None
    return None
