"""Tell whose side a person is on.

In: a `Page`, a person's names and posts, the sides of bodies by token, the home side. Out: a side or None. What is told
comes first: the country in the post, an adjective or possessive beside the name, a well-known name, the body or the
town of the post ("Mayor of Istanbul", "Knesset Speaker"), a post that one state alone has ("Taoiseach", "Pope"), the
delegation. A companion is on the side of whom he accompanies; else a post of state is the home side's.
Deliberately missed: companies that no table knows, private persons (they act for nobody).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from communique.identify.aliases import Group
from communique.identify.names import Name
from communique.identify.offices import Office
from communique.identify.page import Page
from communique.reference.places import find_places

# Posts of organisations in a country: never the country's own.
SECONDED = frozenset({("country", "director"), ("country", "representative"), ("resident", "representative"),
                      ("resident", "coordinator"), ("country", "manager"), ("mission", "chief")})  # fmt: skip
# Organisations have presidents, secretaries and commanders too, but none of these.
OF_STATES = frozenset({"minister", "premier", "governor", "mayor", "king", "queen", "emir", "sultan", "ambassador",
                       "justice", "judge", "senator", "prince", "princess", "lawmaker"})  # fmt: skip
# What stands behind these is a place, whatever it looks like.
PLACE_POSTS = frozenset({"governor", "mayor", "emir", "prince", "ruler"})
PLACED = frozenset({"GPE", "LOC", "FAC"})
# How far before a post, in tokens, the organisation that sent its holder is looked for.
SENDER_REACH = 60
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


def told_side(
    page: Page,
    group: Group,
    held: Sequence[Office],
    home: str | None,
    body_sides: Mapping[int, str],
    voice: str | None,
) -> str | None:
    """Return the side that a person's post says, that stands beside the name, that all know, or the delegation's."""
    for office in held:
        if office.side:
            return office.side
    for mention in group.mentions:
        at = counterpart_at(page, mention.first)
        beside = _beside(page, mention.first if at is None else at)
        if beside := beside or _of_side(page, mention.end):
            return beside
    known = _known_side(page, group)
    if known:
        return known
    sides = [body_sides[i] for office in held for i in range(office.first, office.end) if i in body_sides]
    # A body without a country counts as the home side's: a weak word, which whatever else is told outdoes.
    owner = next((side for side in sides if side != home), None) or _owner_of_post(page, held)
    if owner:
        return owner
    posted = _side_of_post(page, held, home) or _side_of_body_behind(page, group.mentions, body_sides)
    if posted:
        return posted
    delegated = next((side for m in group.mentions[:1] if (side := _delegation_side(page, m.first, voice))), None)
    return delegated or (home if sides else None)


def _owner_of_post(page: Page, held: Sequence[Office]) -> str | None:
    """Return the side of the well-known person whose envoy or aide somebody is: "Putin's investment envoy"."""
    for office in held:
        at = office.first - 1
        if at > 0 and page.is_possessive(at) and page.lower[at - 1] in page.lexicon.leader_families:
            return page.lexicon.leader_families[page.lower[at - 1]]
    return None


def home_side(page: Page, group: Group, held: Sequence[Office], home: str | None, voice: str | None) -> str | None:
    """Return the home side for the holder of a post of state or of a rank that no word gives to another side. On the
    page of an organisation a post is the organisation's, where it is not one that only states have."""
    if held and voice and not any(page.lower[office.head] in OF_STATES for office in held):
        return voice
    if home and held and not all(page.lower[office.head] in page.lexicon.private for office in held):
        is_royal = any(page.lower[office.head] in page.lexicon.royal for office in held)
        return None if is_royal and home not in page.lexicon.monarchies else home
    if home and any(page.lower[m.first - 1] in page.lexicon.ranks for m in group.mentions if m.first):
        return home
    return None


def companion_side(page: Page, group: Group, told: Mapping[int, str | None]) -> str | None:
    """Return the side of the person whom somebody accompanies: "X was accompanied by the Minister of Trade" + name.
    `told` holds the sides of persons by the first token of each mention."""
    for mention in group.mentions:
        opening = mention.first - 1
        while opening > 0 and not page.starts[opening]:
            opening -= 1
        at = next((i for i in range(opening, mention.first) if page.lower[i : i + 2] == ("accompanied", "by")), None)
        before = [first for first in told if at is not None and opening <= first < at]
        if before:
            return told[max(before)]
    return None


def _before(page: Page, first: int) -> int:
    """Return the token before a name's titles."""
    at = first - 1
    lexicon = page.lexicon
    while at > 0 and (
        page.is_possessive(at) or page.lower[at] in lexicon.honorifics or page.lower[at] in lexicon.ranks
    ):
        at -= 1
    return at


def counterpart_at(page: Page, first: int) -> int | None:
    """Return the token "counterpart" before a name, with or without a comma between."""
    at = _before(page, first)
    if page.tokens[at].text == ",":
        at = _before(page, at)
    return at if at >= 0 and page.lower[at] in SUBSTITUTES else None


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
    name = group.name.lower().replace("\n", " ").replace(".", "")
    if name in lexicon.leaders:
        return lexicon.leaders[name]
    if len(group.words) > 2:
        last = group.words[-1]
        for short in (f"{group.words[-2]} {last}", f"{group.words[0]} {last}", " ".join(group.words[:2])):
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
        # "The Italian delegation was headed by": the auxiliary does not end the search.
        passive = word in ("was", "is") and page.lower[at + 1] in LEADING
        stopped = page.tokens[at].tag_ in FINITE and word not in LEADING and not passive
        if stopped or (page.tokens[at].text == "." and not led):
            return None
    return None


def _side_of_post(page: Page, offices: Sequence[Office], home: str | None) -> str | None:
    """Return the side of posts that name a town or province, or that an organisation sends somebody to."""
    for office in offices:
        side = (
            _side_of_organ(page, office)
            or _side_of_place(page, office, home)
            or _side_of_place_before(page, office, home)
            or _sender(page, office)
        )
        if side:
            return side
    return None


def _side_of_body_behind(page: Page, names: Sequence[Name], body_sides: Mapping[int, str]) -> str | None:
    """Return the side of the body that follows a name with "of" or "from": "Major General Li of the PLA"."""
    for name in names:
        at = name.end
        if at + 2 < len(page.lower) and page.lower[at] in ("of", "from"):
            at += 1 + (page.lower[at + 1] == "the")
            if at in body_sides:
                return body_sides[at]
    return None


def _side_of_organ(page: Page, office: Office) -> str | None:
    """Return the state that alone has such a post or organ: "Taoiseach", "Pope", "Knesset Speaker"."""
    words = page.lower[office.first : office.end]
    for length in (4, 3, 2, 1):
        for at in range(len(words) - length + 1):
            phrase = " ".join(words[at : at + length]).replace("’", "'").replace(" 's", "'s")
            side = page.lexicon.post_sides.get(phrase) or page.lexicon.national.get(phrase)
            if side:
                return side
    return None


def _side_of_place_before(page: Page, office: Office, home: str | None) -> str | None:
    """Return the country of the place before a post's noun: "Jenin governor", "Lower Saxony's premier"."""
    at = first = next((i for i in range(office.first, office.head + 1) if page.capital[i]), office.head)
    while at < office.head and page.capital[at] and page.lower[at] not in page.lexicon.modifiers:
        at += 1
    if at == first or any(index in page.sides for index in range(first, at)):
        return None
    placed = all(page.entity[index] in PLACED for index in range(first, at))
    rows = [row for row in find_places(page.words(first, at)) if row.country]
    countries = [
        row.country
        for row in rows
        if row.kind in ("province", "region") or (placed and (row.population or row.kind != "town"))
    ]
    return home if home in {row.country for row in rows} else next(iter(countries), None)


def _side_of_place(page: Page, office: Office, home: str | None) -> str | None:
    """Return the country of the place that a post governs: "Governor of Kherson", "Governor Makkah"."""
    at, end = office.head + 1, office.end
    while at < end and (page.lower[at] in page.lexicon.heads or page.lower[at] == "of"):
        at += 1
    if at < end and not page.capital[at]:
        # "mayor of the western city of | Rivne".
        at = next((i for i in range(at, end) if page.capital[i] and page.lower[i - 1] == "of"), end)
    if end - 1 > at and page.lower[end - 1] in ("state", "province") and not page.capital[end - 1]:
        end -= 1
    if at >= end or not page.capital[at]:
        return None
    town = page.sides.get(at)
    if town:
        return town.code if town.form == "capital" else None
    if page.entity[at] not in PLACED and page.lower[office.head] not in PLACE_POSTS:
        return None
    rows = [row for row in find_places(page.words(at, end)) if row.country]
    countries = [row.country for row in rows if row.kind != "town" or row.population]
    return home if home in countries else next(iter(countries), None)


def _sender(page: Page, office: Office) -> str | None:
    """Return the organisation named before a "country director" or a "resident representative"."""
    if (page.lower[office.head - 1], page.lower[office.head]) not in SECONDED:
        return None
    for at in range(office.first - 1, max(office.first - SENDER_REACH, -1), -1):
        mention = page.sides.get(at)
        if mention and mention.form == "organisation":
            return mention.code
    return None
