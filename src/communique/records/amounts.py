"""The amounts of a report, which several kinds ask for: read once.

In: a report's context. Out: its quantities in text order, foreign currencies settled by the countries it names.
"""

from __future__ import annotations

from collections import Counter

from communique.languages import LANGUAGES
from communique.languages.quantities import Quantity, find_quantities
from communique.model.kind import Context, once
from communique.model.reading import Reading
from communique.reference.countries import find_naming


@once
def find_amounts(context: Context) -> tuple[Quantity, ...]:
    """Return the quantities of the clean text in order."""
    reading = context.reading
    language = LANGUAGES[reading.report.language or "en"]
    return tuple(find_quantities(reading.doc.text, language, find_sides(reading)))


def find_sides(reading: Reading) -> tuple[str, ...]:
    """Return the countries of a report, the most often named first: they decide whose rupee it is."""
    counts = Counter(
        naming.country.code
        for ent in reading.entities
        if ent.label_ in ("GPE", "NORP") and (naming := find_naming(ent.text))
    )
    return tuple(code for code, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
