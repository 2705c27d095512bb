"""Where and when: the place and the time words that stand nearest to the word that tells a contact.

In: the scene and a token. Out: a `Place` (name and country; the gazetteer's coordinates come with `resolve`) and time
words as the text has them. Missed on purpose: places that only a building's name tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.model.place import Place
from communique.records.engagement.scene import Filler, Scene
from communique.reference.countries import COUNTRIES, find_naming
from communique.reference.places import find_places

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Words behind a trigger within which its place stands.
NEAR = 30
# Inhabitants from which on a town in an event's name is taken for its place: smaller ones bear names that are
# words too. Not measured on its own.
KNOWN_TOWN = 100_000
# Sentences that count as a report's opening: of the training reports' main contacts told without time words, those that
# take the day of the lead stand no later.
OPENING = 5


def country_of(scene: Scene, name: str) -> str | None:
    """Return the country that a place name stands for or lies in; of namesakes the one in a country of the report."""
    naming = find_naming(name)
    if naming is not None:
        return naming.country.acts_for
    rows = find_places(name)
    if not rows:
        return None
    best = max(rows, key=lambda row: (row.country in scene.countries, row.is_famous, row.population))
    return best.country or None


def _entity_at(scene: Scene, token: int) -> Place | None:
    """Return the place that begins at a token, articles and "the city of" aside."""
    doc = scene.context.reading.doc
    for entity in scene.context.reading.entities_in(token, token + 6):
        if entity.label_ in ("GPE", "LOC", "FAC") and entity.start >= token:
            if not all(
                t.pos_ in ("DET", "ADJ") or t.lower_ in scene.words.grammar["place_leads"]
                for t in doc[token : entity.start]
            ):
                return None
            name = entity.text.strip().removesuffix("'s").removesuffix("’s").strip()
            name = name[4:] if name.lower().startswith("the ") else name
            if entity.label_ == "LOC" and _has_article(doc, entity.start) and not _is_region(scene, name):
                # "the Pacific": no town of that name.
                return Place(name, None)
            return Place(name, country_of(scene, name) or _country_behind(scene, entity.end))
    named = _gazetteer_run(scene, token)
    if named is not None:
        return named
    reference = scene.at(token)
    if reference is not None and reference.first == token and not reference.actors and not reference.office:
        name = doc[reference.first : reference.end].text
        country = country_of(scene, name)
        return Place(name, country) if country and doc[reference.head].pos_ == "PROPN" else None
    return None


def _is_region(scene: Scene, name: str) -> bool:
    """True for a country, or for a region of a country that the report speaks of: "the West Bank"."""
    rows = find_places(name)
    return find_naming(name) is not None or any(
        row.kind in ("province", "region") and row.country in scene.countries for row in rows
    )


def _has_article(doc: Doc, start: int) -> bool:
    """True where "the" leads to a name, or is its first word."""
    return any(token.lower_ == "the" for token in doc[max(start - 1, 0) : start + 1])


def _gazetteer_run(scene: Scene, token: int) -> Place | None:
    """Return the place that a run of capitalised words names, where the parser saw none in it."""
    doc = scene.context.reading.doc
    end = token
    if (
        not 0 < token < len(doc)
        or doc[token - 1].lower_ not in scene.words.grammar["placing"]
        or doc[token].ent_type_ == "PERSON"
    ):
        return None
    if doc[token].lower_ in scene.words.grammar["months"]:
        return None
    while end < min(token + 4, len(doc)) and doc[end].pos_ == "PROPN" and doc[end].text[0].isupper():
        end += 1
    for stop in range(end, token, -1):
        name = doc[token:stop].text
        if find_places(name):
            return Place(name, country_of(scene, name))
    return None


def _country_behind(scene: Scene, token: int) -> str | None:
    """Return the country that follows a town's name: "Khankendi, Azerbaijan"."""
    doc = scene.context.reading.doc
    if token + 1 < len(doc) and doc[token].text == ",":
        for entity in scene.context.reading.entities_in(token + 1, token + 4):
            if entity.start == token + 1:
                return country_of(scene, entity.text)
    return None


def place_near(scene: Scene, trigger: int, limit: int, *, ahead_only: bool = False) -> Place | None:
    """Return the place of a contact: "in Riyadh", "here" (the dateline's city), behind the trigger, then before it."""
    doc = scene.context.reading.doc
    first, stop = scene.sentence(trigger)
    ahead = doc[trigger : min(limit if ahead_only else stop, trigger + NEAR)]
    unknown = None
    for token in ahead if ahead_only else [*ahead, *doc[first:trigger]]:
        if token.lower_ == "here" and scene.context.reading.report.dateline:
            return dateline_of(scene)
        if token.lower_ not in scene.words.grammar["inside"] or token.i + 1 >= len(doc):
            continue
        if _places_another(scene, token, trigger):
            continue
        place = _entity_at(scene, token.i + 1)
        if place is not None and _is_venue(scene, token.i + 1):
            unknown = unknown or place
            place = _town_of_venue(scene, token.i + 1)
        if place is not None and place.country and doc[token.i + 1].pos_ in ("PROPN", "DET", "ADJ", "NOUN"):
            return place
        town = _town_of_venue(scene, token.i + 1) if _is_venue(scene, token.i + 1) else None
        if town is not None:
            return town
        unknown = unknown or place
    return unknown


def _places_another(scene: Scene, preposition: Token, trigger: int) -> bool:
    """True where "in" says where something else is: "discussed the situation in", "condemned the blast in"."""
    noun = preposition.head
    if noun.i == trigger or noun.pos_ != "NOUN" or noun.ent_type_ in ("DATE", "TIME"):
        return False
    words = scene.words
    lemma = scene.lemmas[noun.i]
    is_contact = lemma in words.nouns or lemma in words.events or lemma in words.groups
    return not (is_contact or lemma in words.sidelines or lemma in words.classes["hosting"] | words.classes["venue"])


def town_before(scene: Scene, token: Token) -> Place | None:
    """Return the town that stands before a word of contact: "the Riyadh talks"; a country's name there is a party."""
    doc = scene.context.reading.doc
    for entity in scene.context.reading.entities_in(token.left_edge.i, token.i):
        behind = doc[entity.end]
        root = entity.root
        if (
            entity.label_ not in ("GPE", "LOC")
            or root.dep_ not in ("compound", "nmod")
            or behind.text in ("-", "–", "'s", "’s")
        ):
            continue
        naming = find_naming(entity.text)
        rows = find_places(entity.text)
        is_town = naming.use == "capital" if naming is not None else any(row.kind == "town" for row in rows)
        if is_town and root.head.i == token.i:
            return Place(entity.text, country_of(scene, entity.text))
    return None


def town_in_name(scene: Scene, name: str) -> Place | None:
    """Return the well-known town that an event is named after: "the Munich Security Conference"."""
    for word in name.split():
        if not word.isalpha() or find_naming(word.title()) is not None:
            continue
        rows = find_places(word)
        if rows and rows[0].kind == "town" and (rows[0].is_famous or rows[0].population > KNOWN_TOWN):
            return Place(word.title(), country_of(scene, word))
    return None


def _town_of_venue(scene: Scene, token: int) -> Place | None:
    """Return the town of a building: behind its comma ("at Naval Headquarters, Islamabad"), else the dateline's."""
    doc = scene.context.reading.doc
    comma = next((t.i for t in doc[token : token + 8] if t.text == "," or t.lower_ == "in"), None)
    town = _entity_at(scene, comma + 1) if comma is not None and comma + 1 < len(doc) else None
    return town if town is not None and town.country else dateline_of(scene)


def _is_venue(scene: Scene, token: int) -> bool:
    """True where a building of government stands, which is in the dateline's city: "at the Foreign Office"."""
    doc = scene.context.reading.doc
    return any(t.lemma_.lower() in scene.words.classes["venue"] for t in doc[token : token + 5])


def dateline_of(scene: Scene) -> Place | None:
    """Return the town in which a report was written."""
    dateline = scene.context.reading.report.dateline
    if not dateline:
        return None
    name = dateline.title() if dateline.isupper() else dateline
    return Place(name, country_of(scene, name))


def country_of_dateline(scene: Scene) -> str | None:
    """Return the country in which a report was written."""
    place = dateline_of(scene)
    return place.country if place is not None else None


def visited_places(
    scene: Scene, start: int, limit: int, slots: frozenset[str], objects: tuple[int, ...]
) -> list[tuple[Place, Filler]]:
    """Return where a trip leads, with the side that is visited there; more than one for "to France and Spain"."""
    doc = scene.context.reading.doc
    starts = [doc[o].left_edge.i for o in objects[:1]] if "object" in slots else []
    starts += [token.i + 1 for token in doc[start:limit] if token.lower_ in slots][:1]
    for at in starts:
        found: list[tuple[Place, Filler]] = []
        for token in (at, *(t.i for t in _next_in_row(scene, at, limit))):
            place = _entity_at(scene, token) or _homeland(scene, token)
            sides = _sides_of(scene, place, token)
            if place is not None and sides and not any(sides == filler.sides for _, filler in found):
                found.append((place, Filler(token, token + 1, sides)))
        if found:
            return found
    if "object" not in slots and any(token.lower_ == "here" for token in doc[start:limit]):
        place = dateline_of(scene)
        if place is not None and place.country:
            return [(place, Filler(start, start + 1, frozenset((place.country,))))]
    return []


def _homeland(scene: Scene, token: int) -> Place | None:
    """Return the country that "the country", "the Kingdom" means."""
    doc = scene.context.reading.doc
    head = next((t for t in doc[token : token + 2] if t.lower_ in scene.words.grammar["homeland"]), None)
    reference = scene.context.cast.references.get(head.i) if head is not None else None
    if reference is None or len(reference.sides) != 1:
        return None
    (code,) = reference.sides
    country = COUNTRIES.get(code)
    return country_in_words(scene, code) or (Place(country.name, code) if country else None)


def _next_in_row(scene: Scene, at: int, limit: int) -> Iterator[Token]:
    """Yield the tokens behind "," and "and" in a row of place names that begins at a token."""
    doc = scene.context.reading.doc
    for token in doc[at : min(limit, at + NEAR)]:
        if token.pos_ in ("VERB", "ADP", "SCONJ") and token.lower_ != "of":
            return
        if token.lower_ == "and" and token.i + 1 < len(doc):
            yield doc[token.i + 1]


def _sides_of(scene: Scene, place: Place | None, at: int) -> frozenset[str]:
    """Return whom one visits in a place: who visits Brussels visits the EU, though it lies in Belgium."""
    if place is None:
        return frozenset()
    reference = scene.at(at) or scene.at(min(at + 1, len(scene.context.reading.doc) - 1))
    if reference is not None and len(reference.sides) == 1 and not scene.filler(reference).human:
        return reference.sides
    return frozenset((place.country,)) if place.country else frozenset()


def time_near(scene: Scene, trigger: int) -> str | None:
    """Return the time words nearest to a trigger in its sentence; those of a reporting verb ("said on Friday") last."""
    doc = scene.context.reading.doc
    first, stop = scene.sentence(trigger)
    best: tuple[int, int, int] | None = None
    for start, end in scene.times(first, stop):
        if start <= trigger < end or _is_owned_by_another(doc, start, end, trigger):
            continue
        distance = start - trigger if start > trigger else trigger - end
        if _is_of_another(scene, start, end, trigger) or _is_of_a_noun(scene, start, end, trigger):
            distance += NEAR
        if any(
            token.lemma_ in scene.words.speech for token in doc[max(first, start - 2) : start] if token.i != trigger
        ):
            continue
        if best is None or distance < best[0]:
            best = (distance, start, end)
    return scene.context.reading.words(best[1], best[2]) if best and best[0] < 2 * NEAR else None


def _is_owned_by_another(doc: Doc, start: int, end: int, trigger: int) -> bool:
    """True when time words only say which other thing is meant: "rebuild after last year's floods"."""
    owner = doc[start:end].root
    return any(token.tag_ == "POS" for token in doc[start : end + 1]) and owner.head.i != trigger


def _is_of_a_noun(scene: Scene, start: int, end: int, trigger: int) -> bool:
    """True when time words hang on a noun of something else: "the first call since his inauguration last week"."""
    doc = scene.context.reading.doc
    at = doc[start:end].root
    at = at.head if at.head.pos_ == "ADP" else at
    noun = at.head
    if noun.pos_ != "NOUN" or noun.i == trigger or start <= noun.i < end:
        return False
    words = scene.words
    lemma = scene.lemmas[noun.i]
    return not (lemma in words.nouns or lemma in words.events or lemma in words.classes["hosting"])


def _is_of_another(scene: Scene, start: int, end: int, trigger: int) -> bool:
    """True when time words hang on a predicate that the trigger neither is nor hangs on: "lost men in May, and met"."""
    doc = scene.context.reading.doc
    at = doc[start:end].root
    while at.head.i != at.i and scene.clause_headed(at.i) is None:
        at = at.head
    if at.i == trigger or scene.clause_headed(at.i) is None:
        return False
    above = doc[trigger]
    while above.head.i != above.i:
        above = above.head
        if above.i == at.i:
            return False
    below = at
    while below.head.i != below.i:
        below = below.head
        if below.i == trigger:
            return below.dep_ == "relcl" or at.dep_ == "relcl"
    return True


def country_in_words(scene: Scene, code: str) -> Place | None:
    """Return a country as a place, in the report's own words for it, or None where it is never named so."""
    for reference in scene.references:
        if reference.sides == {code} and not reference.actors:
            words = scene.context.reading.doc[reference.first : reference.end].text
            naming = find_naming(words)
            if naming is not None and naming.use == "name":
                return Place(words.removeprefix("the "), code)
    return None


def day_of_lead(scene: Scene, trigger: int) -> str | None:
    """Return the day that a report's opening names before a contact ("The minister on Thursday urged … During a meeting
    with …"): the first bare day in the sentences up to the trigger's, if that is one of the first few."""
    reading = scene.context.reading
    for number, (first, end) in enumerate(reading.sentences()):
        if number >= OPENING or first > trigger:
            return None
        for start, stop in scene.times(first, end):
            words = {token.lower_ for token in reading.doc[start:stop]}
            if words & scene.words.classes["day"]:
                return reading.words(start, stop)
    return None
