"""Find a report's home side: whose "interior minister" it means when it names no country.

In: a `Reading`, its `Page`. Out: a country code or None. A government's own page is at home there, whatever it speaks
of. Another outlet's country counts where the text itself speaks of it or stands under a dateline there; a foreign or
a world agency's report belongs to its dateline, else to the country that it names most, or in which most of its towns
lie.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from communique.identify.page import Page
from communique.identify.sides import find_sides_in, split
from communique.languages import Language
from communique.model.reading import Reading
from communique.reference.countries import COUNTRIES
from communique.reference.places import find_places

# A dateline is looked for in this many characters: town, province, agency and date.
DATELINE_CHARS = 60
# A report that names another country this often and the outlet's own never is a foreign one. Chosen on train/.
FOREIGN_MENTIONS = 3
# A town named without its country counts as so many namings of it: a report spells out countries for foreigners only.
# Chosen on train/ with the outlets' names taken away: 70 % of homes were found without towns, 79 % with this weight.
TOWN_WEIGHT = 3
# Top-level domains sold to anybody, which tell no country.
SOLD = frozenset({"AI", "CC", "CO", "FM", "GG", "IO", "LA", "LY", "ME", "NU", "TO", "TV", "VC", "WS"})


def find_home(reading: Reading, page: Page, language: Language) -> str | None:
    """Return the code of the report's home side."""
    counts = Counter(mention.code for mention in page.mentions if mention.is_country)
    if is_worldwide(reading.report.outlet, language):
        return dateline_side(reading.report.dateline or "", with_towns=True) or _most_named(page, counts)
    outlet = outlet_side(reading.report.outlet, reading.report.url, language)
    if outlet and is_states_own(reading.report.outlet, language):
        return outlet
    dateline = dateline_side(reading.report.dateline or reading.report.text[:DATELINE_CHARS])
    if outlet and (dateline == outlet or counts[outlet]):
        return outlet
    if dateline:
        return dateline
    top = min(counts, key=lambda code: (-counts[code], code)) if counts else None
    towns = _towns_without_country(page)
    if outlet and (top is None or counts[top] < FOREIGN_MENTIONS or _is_placed_in(towns, outlet)):
        return outlet
    return _most_named(page, counts) or outlet


def _most_named(page: Page, counts: Counter[str]) -> str | None:
    """Return the country that a report names most, by itself or by its towns."""
    weights = Counter(counts)
    for town in _towns_without_country(page):
        weights.update({row.country: TOWN_WEIGHT for row in find_places(town)[:1] if row.country})
    return min(weights, key=lambda code: (-weights[code], code)) if weights else None


def _towns_without_country(page: Page) -> list[str]:
    """Return the towns and provinces that the text names, each once, capitals that stand for their country aside."""
    spans = (s for s in page.doc.ents if s.label_ in ("GPE", "LOC", "FAC") and s.start not in page.sides)
    return list(dict.fromkeys(span.text for span in spans))


def _is_placed_in(towns: Sequence[str], country: str) -> bool:
    """True when two or more of the towns lie in a country."""
    return sum(any(row.country == country for row in find_places(town)[:2]) for town in towns) >= 2


def outlet_office(outlet: str | None, page: Page) -> tuple[str, str] | None:
    """Return the post and side that an outlet named after a post is the voice of: "President of Ukraine"."""
    words = split(outlet or "")
    heads = [word for word in words if word.lower() in page.lexicon.heads]
    sides = [mention.code for mention in find_sides_in(words) if mention.is_country]
    if heads and sides and words[0].lower() in page.lexicon.heads | page.lexicon.modifiers:
        post = outlet_post(words)
        return (post, sides[0]) if post else None
    return None


def outlet_post(words: Sequence[str]) -> str:
    """Return the words of an outlet's name before "of" or a possessive."""
    kept = []
    for word in words:
        if word.lower() in ("of", "'s", "office"):
            break
        kept.append(word)
    return " ".join(kept)


def dateline_side(opening: str, *, with_towns: bool = False) -> str | None:
    """Return the country of the dateline's town, where the report opens with a capital's name in capitals; on request
    of another town too."""
    for mention in find_sides_in(split(opening.split(":")[0])):
        words = split(opening)[mention.first : mention.end]
        if mention.form == "capital" and all(word.isupper() for word in words):
            return mention.code
    if with_towns and opening:
        return next((row.country for row in find_places(opening.title())[:1] if row.country), None)
    return None


def find_voice(outlet: str | None, language: Language) -> str | None:
    """Return the code of the international organisation that an outlet is the voice of: "UN News", "IMF"."""
    if outlet_side(outlet, None, language):
        return None
    return next((m.code for m in find_sides_in(split(outlet or "")) if m.form == "organisation"), None)


def is_worldwide(outlet: str | None, language: Language) -> bool:
    """True for an agency or paper that reports for the world, whose country says nothing of a report's."""
    return (outlet or "").lower().removeprefix("the ").strip() in language.table("outlets")["worldwide"]


def is_states_own(outlet: str | None, language: Language) -> bool:
    """True for the voice of a government: "U.S. Department of State", "President of Ukraine", "The Kremlin"."""
    words = split(outlet or "")
    if any(mention.form == "government" for mention in find_sides_in(words)):
        return True
    state: list[str] = language.table("outlets")["state_words"]
    return any(word.lower() in state for word in words)


def outlet_side(outlet: str | None, url: str | None, language: Language) -> str | None:
    """Return an outlet's home country: from the table of outlets, its name, or its address's top-level domain."""
    if outlet:
        known: dict[str, str] = language.table("outlets")["home"]
        name = outlet.lower().removeprefix("the ").strip()
        if name in known:
            return known[name]
        for mention in find_sides_in(split(outlet)):
            if mention.is_country:
                return mention.code
    ending = (urlsplit(url).hostname or "").rpartition(".")[2].upper() if url else ""
    return _top_level().get("GB" if ending == "UK" else "US" if ending in ("GOV", "MIL") else ending)


@lru_cache(maxsize=1)
def _top_level() -> dict[str, str]:
    return {country.alpha2: country.code for country in COUNTRIES.values() if country.alpha2 not in SOLD}
