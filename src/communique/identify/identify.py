"""Make the cast of a report, step by step: sides, names, posts, persons, bodies, and then every reference to them."""

from __future__ import annotations

from communique.identify.aliases import group_names
from communique.identify.bodies import find_body_names
from communique.identify.home import find_home, find_voice, outlet_office
from communique.identify.institutions import make_bodies
from communique.identify.lexicon import load_lexicon
from communique.identify.names import find_names
from communique.identify.offices import find_offices
from communique.identify.page import open_page
from communique.identify.people import make_people
from communique.identify.place_names import drop_places
from communique.identify.references import find_references
from communique.identify.sides import find_sides
from communique.identify.told_posts import fill_posts
from communique.languages import Language
from communique.model.cast import Cast
from communique.model.reading import Reading


def identify(reading: Reading, language: Language) -> Cast:
    """Return the cast of a report."""
    if not len(reading.doc):
        return Cast(())
    sides = find_sides(reading.doc)
    page = open_page(reading.doc, load_lexicon(language), sides)
    home = find_home(reading, page, language)
    voice = find_voice(reading.report.outlet, language)
    names = find_names(page)
    offices = find_offices(page, names)
    groups = drop_places(page, group_names(page, names), frozenset(names[office.name] for office in offices))
    taken = frozenset(index for group in groups for name in group.mentions for index in range(name.first, name.end))
    posts = frozenset(index for office in offices for index in range(office.first, office.end))
    bodies = make_bodies(page, find_body_names(page, taken, posts, language), home, voice, reading.report.outlet)
    body_sides = {i: min(b.sides) for b in bodies for first, end in b.mentions for i in range(first, end) if b.sides}
    people = make_people(
        page, groups, names, offices, home, outlet_office(reading.report.outlet, page), body_sides, voice
    )
    references = find_references(reading, page, people, bodies, offices, names, home, voice, language)
    return Cast((*fill_posts(page, people, references), *bodies), references)
