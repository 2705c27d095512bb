"""Find a report's home side: whose "interior minister" it means when it names no country.

In: a `Reading`, its `Page`. Out: a country code or None. The outlet's country counts where the text itself speaks of it
or stands under a dateline there; a foreign wire report belongs to its dateline; else the country named most.
"""

from __future__ import annotations

from collections import Counter

from communique.identify.page import Page
from communique.identify.sides import split
from communique.languages import Language
from communique.model.reading import Reading

DATELINE_TOKENS = 8


def find_home(reading: Reading, page: Page, language: Language) -> str | None:
    """Return the code of the report's home side."""
    counts = Counter(mention.code for mention in page.mentions)
    outlet = outlet_side(reading.report.outlet, reading.report.url, language)
    dateline = _dateline_side(reading, page, language)
    if dateline and dateline == outlet:
        return outlet
    if outlet and (counts[outlet] or not dateline):
        return outlet
    if dateline:
        return dateline
    return min(counts, key=lambda code: (-counts[code], code)) if counts else outlet


def _dateline_side(reading: Reading, page: Page, language: Language) -> str | None:
    """Return the country of the dateline's town, where the report opens with one in capitals."""
    from communique.identify.sides import _phrases

    words = split((reading.report.dateline or reading.report.text[:80]).split(":")[0])[:DATELINE_TOKENS]
    for at, word in enumerate(words):
        if word.isupper():
            for phrase, code, form in _phrases(language).get(word, ()):
                if form == "capitals" and words[at : at + len(phrase)] == phrase:
                    return code
    return None


def outlet_side(outlet: str | None, url: str | None, language: Language) -> str | None:
    """Return an outlet's home country: from its name, the table of outlets, or its address's top-level domain."""
    from communique.identify.sides import _phrases

    if outlet:
        known: dict[str, str] = language.table("outlets")["home"]
        name = outlet.lower().removeprefix("the ").strip()
        if name in known:
            return known[name]
        words = split(outlet)
        for at in range(len(words)):
            for phrase, code, form in _phrases(language).get(words[at], ()):
                if code and words[at : at + len(phrase)] == phrase:
                    return code
    return None
