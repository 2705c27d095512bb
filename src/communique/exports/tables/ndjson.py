"""NDJSON: one object per row and line; and a whole table as one JSON object, as `--json` prints it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from communique.exports.placed import placed_file
from communique.exports.tables.exporter import TableExporter
from communique.model.table import Table
from communique.record_format import LINE_ENDS


def write(table: Table, target: Path) -> None:
    """Write the rows of a table, one object a line."""
    with placed_file(target) as file:
        for row in table.rows:
            print(to_json({column.name: row.get(column.name) for column in table.columns}), file=file)


def to_object(table: Table) -> dict[str, Any]:
    """Return a table as one JSON value: name, columns with their meaning, rows, notes."""
    return {
        "name": table.name,
        "columns": [{"name": c.name, "type": c.type, "help": c.help} for c in table.columns],
        "rows": [{c.name: row.get(c.name) for c in table.columns} for row in table.rows],
        "notes": list(table.notes),
    }


def to_json(value: Any) -> str:
    """Return JSON on one line that UTF-8 can hold, whatever the reports held."""
    line = json.dumps(value, ensure_ascii=False)
    for char, escape in LINE_ENDS.items():
        line = line.replace(char, escape)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return line


EXPORTER = TableExporter("ndjson", ".ndjson", "one JSON object per row and line, for programs", write)
