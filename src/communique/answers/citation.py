"""The columns that every row of an answer ends with: whose words, and which."""

from __future__ import annotations

from typing import Any

from communique.model.claim import Claim
from communique.model.table import Column

QUOTE_CHARS = 300  # a quotation in a table is cut here, with "…"; files and JSON carry the spans as well

SOURCE_COLUMNS = (
    Column("words", "the report's own words that the record rests on, verbatim; several runs parted by ' … '", wide=True),
    Column("outlet", "who published the report", wide=True),
    Column("published", "day of publication, as the report's metadata says", "date", hidden=True),
    Column("title", "title of the report", hidden=True),
    Column("url", "link to the report", hidden=True),
    Column("report", "the report's id"),
    Column("record", "the record's id in that report (`communique explain`)", hidden=True),
    Column("rule", "rule that made the record", hidden=True),
    Column("confidence", "share right of the rule's records when measured (docs/accuracy.md)", "share", hidden=True),
    Column("claim", "number of the claim in this register", "number", hidden=True),
)


def source_cells(claim: Claim) -> dict[str, Any]:
    """Return the cells of `SOURCE_COLUMNS` for a claim."""
    words = " … ".join(claim.words)
    return {
        "words": words if len(words) <= QUOTE_CHARS else words[:QUOTE_CHARS].rstrip() + "…",
        "outlet": claim.source.outlet,
        "published": claim.source.published,
        "title": claim.source.title,
        "url": claim.source.url,
        "report": claim.source.id,
        "record": claim.record.get("id"),
        "rule": claim.record.get("rule"),
        "confidence": claim.record.get("confidence"),
        "claim": claim.key,
    }
