"""Write docs/columns.md: what each column of each answer means, from the columns' own help.

python tools/columns.py            write the page
python tools/columns.py --check    end with 1 where the page is not what the columns say (a test runs this)
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from communique.answers import case, judgements, suggestions
from communique.answers.views import VIEWS, View
from communique.model.table import Column

PAGE = Path(__file__).resolve().parents[1] / "docs" / "columns.md"
TYPES = {
    "text": "words",
    "number": "a number",
    "key": "a whole number that names something in the register",
    "date": "a date (EDTF: 2025, 2025-06, 2025-06-25/2025-06-26) or words",
    "list": "a list; in CSV and xlsx sides are joined with `+`, other items with `; `",
    "share": "a share between 0 and 1",
}
SHOWN = {(False, False): "yes", (True, False): "where there is room", (False, True): "no", (True, True): "no"}


def write_page() -> str:
    """Return the page."""
    lines = [
        "# What the columns mean",
        "",
        "The codebook of every answer and export. This page is written by `python tools/columns.py` from the help that",
        "each column carries in the program; `communique columns VIEW` prints the same. What the filters do and how to",
        "ask: [answers.md](answers.md); the files: [table-exports.md](table-exports.md).",
        "",
        "Types:",
        "",
        *(f"- *{name}*: {meaning}" for name, meaning in TYPES.items()),
        "",
        "“Shown” says whether a terminal shows the column; files and JSON have all of them.",
        "",
    ]
    for name, help, columns in list_tables():
        lines += [
            f"## {name}",
            "",
            f"{help[:1].upper()}{help[1:]}.",
            "",
            "| column | type | shown | meaning |",
            "|---|---|---|---|",
        ]
        lines += [row_of(column) for column in columns]
        lines.append("")
    return "\n".join(lines)


def list_tables() -> Iterator[tuple[str, str, tuple[Column, ...]]]:
    """Yield name, help and columns of every table that is answered with."""
    view: View
    for view in VIEWS:
        yield view.name, view.help, view.columns
    yield "case", "one event as each report tells it (`communique case`)", case.COLUMNS
    yield "suggestions", "what waits for a person's decision (`communique suggestions`)", suggestions.COLUMNS
    yield "judgements", "what people decided (`communique judgements`)", judgements.COLUMNS


def row_of(column: Column) -> str:
    meaning = column.help.replace("|", "\\|")
    return f"| `{column.name}` | {column.type} | {SHOWN[column.wide, column.hidden]} | {meaning} |"


if __name__ == "__main__":
    page = write_page()
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page else "docs/columns.md is out of date.")
    PAGE.write_text(page, encoding="utf-8")
