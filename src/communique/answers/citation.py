"""The columns that rows of an answer end with: whose words, and which; and where it was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from communique.model.claim import Claim
from communique.model.table import Column

QUOTE_CHARS = 300  # a quotation in a table is cut here, with "…"; files and JSON name the claim, which has all of it
GAP = " … "

PUBLISHED = Column("published", "day of publication of the (first) report, as its metadata say", "date")

_REPORT_COLUMNS = (
    Column("title", "title of the (first) report", hidden=True),
    Column("url", "link to that report", hidden=True),
    Column("report", "that report's id", hidden=True),
    Column("record", "the record's id in that report (`communique explain`)", hidden=True),
    Column("rule", "rule that made the record", hidden=True),
    Column(
        "confidence",
        "share of the rule's records that were right when measured (docs/accuracy.md)",
        "share",
        hidden=True,
    ),
)

# For rows of one claim.
SOURCE_COLUMNS = (
    Column("outlet", "who published the report", wide=True),
    Column("words", f"the report's own words that the record rests on; several runs parted by '{GAP}'", wide=True),
    *_REPORT_COLUMNS,
    Column("claim", "number of the claim in this register (for `communique judge` and `assess`)", "key"),
)

# For rows of one case: what is of one report is of the first to tell it.
CASE_COLUMNS = (
    Column("outlet", "who published the first report", hidden=True),
    Column("words", f"its own words that the record rests on; several runs parted by '{GAP}'", hidden=True),
    *_REPORT_COLUMNS,
    Column("claim", "number in this register of the first claim of the case", "key", hidden=True),
    Column(
        "tellings", "what each report says of it: outlet, day and its own version, side by side", "list", hidden=True
    ),
    Column("reports", "how many reports tell of it", "number"),
    Column("case", "number of the case in this register (`communique case` shows what each report says)", "key"),
)

PLACE_COLUMNS = (
    Column("country", "country of that place, ISO 3166-1 alpha-3", wide=True),
    Column(
        "lat", "latitude of that place where it is a town, WGS 84 degrees (from the gazetteer)", "number", hidden=True
    ),
    Column(
        "lon", "longitude of that place where it is a town, WGS 84 degrees (from the gazetteer)", "number", hidden=True
    ),
)


def source_cells(claim: Claim) -> dict[str, Any]:
    """Return the cells of `PUBLISHED` and `SOURCE_COLUMNS` for a claim."""
    return {
        "outlet": claim.source.outlet,
        "words": quote(claim),
        "published": claim.source.published,
        "title": claim.source.title,
        "url": claim.source.url,
        "report": claim.source.id,
        "record": claim.record.get("id"),
        "rule": claim.record.get("rule"),
        "confidence": claim.record.get("confidence"),
        "claim": claim.key,
    }


def place_cells(places: Iterable[Any]) -> dict[str, Any]:
    """Return place, country and coordinates of the first place that has a point, else of the first that is there."""
    named = [place for place in places if place]
    best = next((place for place in named if place.get("lat") is not None), named[0] if named else {})
    return {"place": best.get("name"), "country": best.get("country"), "lat": best.get("lat"), "lon": best.get("lon")}


def quote(claim: Claim) -> str:
    """Return the words of a claim on one line, cut after `QUOTE_CHARS`."""
    words = " ".join(GAP.join(claim.words).split())
    return words if len(words) <= QUOTE_CHARS else words[:QUOTE_CHARS].rsplit(" ", 1)[0] + "…"


def say_source(claim: Claim) -> str:
    """Return outlet and day of a claim's report: "Margalla Wire, 2025-03-01"."""
    return ", ".join(filter(None, (claim.source.outlet or claim.source.id, claim.source.published)))


def say_amounts(claim: Claim) -> list[str]:
    """Return the money that a record names: "CNY 350,000,000,000"."""
    return [f"{a['currency']} {a['value']:,.0f}" for a in claim.record.get("amounts") or ()]
