"""Tell whose a post is that names no country: by its town, by the body it belongs to, by the organisation that sent it.

In: a `Page`, an `Office` or a name, the sides of bodies by token. Out: a side or None. "Mayor of Istanbul" is Turkey's,
"Crown Prince of Abu Dhabi" the Emirates', "General Li of the People's Liberation Army" China's, a "country director"
the organisation's named before. Deliberately missed: companies that no table knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from communique.identify.names import Name
from communique.identify.offices import Office
from communique.identify.page import Page
from communique.reference.places import find_places

# Posts of organisations in a country: never the country's own.
SECONDED = frozenset({("country", "director"), ("country", "representative"), ("resident", "representative"),
                      ("resident", "coordinator"), ("country", "manager"), ("mission", "chief")})  # fmt: skip
# What stands behind these is a place, whatever it looks like.
PLACE_POSTS = frozenset({"governor", "mayor", "emir", "prince", "ruler"})
# How far before a post, in tokens, the organisation that sent its holder is looked for.
SENDER_REACH = 60


def side_of_post(page: Page, offices: Sequence[Office], home: str | None) -> str | None:
    """Return the side of posts that name a town or province, or that an organisation sends somebody to."""
    for office in offices:
        side = _side_of_place(page, office, home) or _sender(page, office)
        if side:
            return side
    return None


def side_of_body_behind(page: Page, names: Sequence[Name], body_sides: Mapping[int, str]) -> str | None:
    """Return the side of the body that follows a name with "of" or "from": "Major General Li of the PLA"."""
    for name in names:
        at = name.end
        if at + 2 < len(page.lower) and page.lower[at] in ("of", "from"):
            at += 1 + (page.lower[at + 1] == "the")
            if at in body_sides:
                return body_sides[at]
    return None


def _side_of_place(page: Page, office: Office, home: str | None) -> str | None:
    """Return the country of the place that a post governs: "Governor of Kherson", "Governor Makkah"."""
    at = office.head + 1
    if at < office.end and page.lower[at] == "of":
        at += 1
    if at >= office.end or not page.capital[at]:
        return None
    town = page.sides.get(at)
    if town:
        return town.code if town.form == "capital" else None
    if page.entity[at] not in ("GPE", "LOC", "FAC") and page.lower[office.head] not in PLACE_POSTS:
        return None
    rows = [row for row in find_places(page.words(at, office.end)) if row.country]
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
