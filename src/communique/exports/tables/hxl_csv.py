"""CSV with an HXL tag row under the headings, for humanitarian data tools: which tag a column has stands in `hxl.toml`.

Columns without a tag stay, with an empty one, as HXL allows.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from pathlib import Path

from communique.exports.placed import placed_file
from communique.exports.tables.csv_table import write_rows
from communique.exports.tables.exporter import TableExporter
from communique.model.table import Table


def write(table: Table, target: Path) -> None:
    """Write headings, tags and rows."""
    with placed_file(target, "utf-8-sig", newline="") as file:
        write_rows(table, file, tags_of(table))


def tags_of(table: Table) -> dict[str, str]:
    """Return name of a column of a table → its HXL hashtag with attributes."""
    tags = load_tags()
    told = tags["every"] | tags.get(table.name, {})
    return {column.name: told[column.name] for column in table.columns if told.get(column.name)}


@lru_cache(maxsize=1)
def load_tags() -> dict[str, dict[str, str]]:
    """Return view, or `every`, → name of a column → its hashtag; none where it is empty."""
    return tomllib.loads(resources.files("communique.exports.tables").joinpath("hxl.toml").read_text(encoding="utf-8"))


def holds(table: Table) -> bool:
    """True for tables of which a column has a tag: a file without any is no HXL."""
    return bool(tags_of(table))


EXPORTER = TableExporter("hxl", ".hxl.csv", "CSV with an HXL tag row, for humanitarian data tools", write, holds)
