"""Find the places that a sentence names, the most precise first.

In: a parsed sentence. Out: `Spot` values. Which place a name means is decided later (`resolve`); here it counts what
kind of place a noun beside the name says it is ("the X area of Y district"), and whether the name is a province's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.records.incident.words import ViolenceWords
from communique.reference.countries import find_naming
from communique.reference.organisations import find_organisation
from communique.reference.places import find_places

if TYPE_CHECKING:
    from spacy.tokens import Token

# Precision of a place by the noun beside its name; a bare name is between a town and a district.
PRECISE, MIDDLE, BARE, WIDE, WIDEST, COUNTRY = range(6)
# What joins the words of a name: "Deir al Balah", "Koh-e-Sabz".
JOINTS = ("-", "al", "el", "ul", "as", "ash", "ez")
# Entity labels of the parser that name no place.
OTHER_NAMES = ("PERSON", "ORG", "DATE", "TIME", "NORP", "EVENT", "LAW", "WORK_OF_ART", "MONEY", "PERCENT", "PRODUCT")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place's name with the tokens `[first, end)` of the name and its precision (0 is the most precise)."""

    name: str
    precision: int
    first: int
    end: int
    country: str | None = None
    is_doer: bool = False


def find_spots(sentence: Sequence[Token], words: ViolenceWords) -> tuple[Spot, ...]:
    """Return the places of a sentence in text order."""
    spots: list[Spot] = []
    index = 0
    while index < len(sentence):
        run = _capital_run(sentence, index)
        if run == index:
            index += 1
            continue
        spot = _read_spot(sentence, index, run, words)
        if spot is not None:
            spots.append(spot)
        index = run
    return tuple(spots)


def _capital_run(sentence: Sequence[Token], index: int) -> int:
    """Return the index behind the run of capitalised name words that begins at `index`."""
    end = index
    while (end < len(sentence) and _is_name_word(sentence[end])) or (
        index < end < len(sentence) - 1 and sentence[end].lower_ in JOINTS and _is_name_word(sentence[end + 1])
    ):
        end += 1
    return end


def _is_name_word(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ") and token.text[1:2] != "."


def _read_spot(sentence: Sequence[Token], start: int, end: int, words: ViolenceWords) -> Spot | None:
    """Return the place that a run of name words names, or None for persons, bodies, days."""
    if start and sentence[start - 1].text == "-" and not sentence[start - 1].whitespace_:
        # The rest of a name that a hyphen joins on ("Tehreek-i-…").
        return None
    run = sentence[start:end]
    labels = {t.ent_type_ for t in run}
    before = sentence[start - 1].lower_ if start else ""
    before2 = sentence[start - 2].lower_ if start > 1 else ""
    after = sentence[end].lower_ if end < len(sentence) else ""
    # "the X area of Y": the area is X's, Y is what it lies in.
    owned = start > 2 and before == "of" and sentence[start - 3].text[:1].isupper()
    beside = "" if owned else before2 if before == "of" else before
    precision, noun_inside = _precision(run, beside, after, words)
    if run[-1].lower_ in words.sets["not_scenes"] or after in words.sets["not_scenes"] or len(run[0]) < 2:
        return None
    if any(t.lemma_.lower() in words.class_of for t in run) or "DATE" in labels:
        return None
    # A town that the parser takes for a person or a body: "in" and the gazetteer know better.
    struck = run[-1].dep_ == "dobj" and run[-1].head.lemma_.lower() in words.sets["hitting"]
    # "the Pahalgam attack": the name of a town right before what happened there.
    head = run[-1].head
    struck = struck or (run[-1].dep_ == "compound" and head.i == run[-1].i + 1 and head.lemma_ in words.trigger_lemmas)
    located = (struck or before in words.sets["locative"]) and bool(find_places(" ".join(t.text for t in run)))
    if precision == BARE and "PERSON" in labels and not located:
        return None
    acronym = len(run) == 1 and run[0].text.isupper() and not find_naming(run[0].text)
    if acronym and not find_places(run[0].text):
        return None
    if find_organisation(" ".join(t.text for t in run)):
        return None
    is_place = located or bool(labels & {"GPE", "LOC", "FAC"})
    naming = find_naming(" ".join(t.text for t in run))
    # Aden is a seat of government and a town: "in Aden" is the town.
    elsewise = ("adjective", "people", "combining") if located else ("adjective", "people", "combining", "government")
    if naming and naming.use in elsewise:
        return None
    if naming and naming.use == "name":
        precision, is_place = COUNTRY, True
    elif precision == BARE and (wide := _known_as_wide(" ".join(t.text for t in run))):
        precision, is_place = wide, True
    elif precision == BARE and (after in ("'s", "’s") or (run[0].text.isupper() and len(run) == 1)):
        # "Balochistan's Kech district": the owner is the wider place; "KP" is a province.
        precision = WIDEST
    if not is_place and precision == BARE and (before not in words.sets["prepositions"] or labels & set(OTHER_NAMES)):
        return None
    loose = precision == BARE and run[-1].dep_ != "pobj" and not struck
    if not is_place and (loose or labels & {"NORP", "TIME", "PERCENT", "MONEY"}):
        return None
    name_end = end - 1 if noun_inside and end - start > 1 else end
    name = " ".join(t.text_with_ws.strip() for t in sentence[start:name_end]).replace(" - ", "-")
    country = naming.country.code if naming and naming.use == "name" else None
    return Spot(
        name,
        precision,
        sentence[start].i,
        sentence[end - 1].i + 1,
        country,
        precision in (BARE, COUNTRY) and _is_doer(run[-1], words),
    )


def _is_doer(token: Token, words: ViolenceWords) -> bool:
    """True for a place that acts or owns: "Israel's raids", "US strikes", "Kyiv said"."""
    while token.dep_ == "conj":
        token = token.head
    if token.dep_ in ("nsubj", "nsubjpass", "agent"):
        return True
    if token.dep_ == "compound" and token.head.lemma_.lower() in words.trigger_lemmas and not find_naming(token.text):
        # "the Pahalgam attack" was there; "the US strike" was not.
        return False
    return token.dep_ in ("poss", "compound", "amod", "nmod") and token.head.ent_type_ not in ("GPE", "LOC", "FAC")


def _known_as_wide(name: str) -> int | None:
    """Return the precision of a name that the gazetteer knows first as a province or district, else None."""
    rows = find_places(name)
    return {"province": WIDEST, "region": WIDEST, "district": WIDE}.get(rows[0].kind) if rows else None


def _precision(run: Sequence[Token], before: str, after: str, words: ViolenceWords) -> tuple[int, bool]:
    """Return how precise a place is, and whether the noun that says so is the last word of the name."""
    for precision, key in ((PRECISE, "precise"), (MIDDLE, "middle"), (WIDE, "wide"), (WIDEST, "widest")):
        nouns = words.sets[key]
        if run[-1].lower_ in nouns and len(run) > 1:
            # "Barech Market" is a name whole; "Bannu District" is Bannu.
            return precision, precision in (WIDE, WIDEST)
        if after in nouns or before in nouns:
            return precision, False
    return BARE, False


def best_spot(spots: Sequence[Spot]) -> Spot | None:
    """Return the most precise place, the first of several; a place that only acts or owns is where nothing else is."""
    scenes = [s for s in spots if not s.is_doer] or [s for s in spots if s.precision != COUNTRY]
    return min(scenes, key=lambda s: (s.precision, s.first), default=None)
