"""CSL-JSON: an item for each report that the rows of an answer rest on, for Zotero, pandoc and citeproc."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from communique.exports.placed import placed_file
from communique.exports.tables.exporter import TableExporter
from communique.exports.tables.ndjson import to_json
from communique.exports.tables.sources import CitedReport, holds, list_sources
from communique.model.table import Table


def write(table: Table, target: Path) -> str:
    """Write the sources of a table; return how many there are."""
    items = [_item(source) for source in list_sources(table)]
    with placed_file(target) as file:
        file.write("[" + ",".join("\n" + to_json(item) for item in items) + "\n]\n")
    return f"{len(items):,} reports."


def _item(source: CitedReport) -> dict[str, Any]:
    item: dict[str, Any] = {"id": source.key, "type": "article-newspaper", "title": source.title}
    if source.outlet:
        item["container-title"] = source.outlet
    if source.day:
        item["issued"] = {"date-parts": [[int(part) for part in source.day]]}
    if source.url:
        item["URL"] = source.url
    return item


EXPORTER = TableExporter("csl", ".csl.json", "the reports behind the rows, for Zotero and pandoc", write, holds)
