"""An answer's table on a terminal: as many columns as there is room for, text wrapped, what bounds it below.

Hidden columns are never shown. Where the width does not do, wide columns go, the last first, and are named below the
table; where even the others do not fit, each row stands as a block of lines. Cells are reports' words: nothing in them
may command the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from communique.model.table import Column, Table
from communique.present.terminal import harmless, print_hanging

GAP = 2  # blanks between columns
LEAST_TEXT = 24  # narrower than this a column of running text is no pleasure to read
SOFT_HYPHEN = "\xad"
SHORT_ITEM = 8  # lists of items this short (codes) stand on one line


def print_table(console: Console, table: Table, limit: int | None = None) -> None:
    """Print a table with its notes; `limit` shows only so many rows and says so."""
    rows = table.rows if limit is None else table.rows[:limit]
    shown = [column for column in table.columns if not column.hidden]
    cells = {column.name: [to_text(column, row.get(column.name)) for row in rows] for column in shown}
    shown = [column for column in shown if column.name == shown[0].name or any(cells[column.name])]
    left_out: list[Column] = []
    while (widths := share_width(shown, cells, console.width)) is None and any(column.wide for column in shown):
        left_out.insert(0, next(column for column in reversed(shown) if column.wide))
        shown.remove(left_out[0])
    if rows and widths is not None:
        print_columns(console, shown, cells, widths, len(rows))
    elif rows:
        print_blocks(console, shown, cells, len(rows))
    print_notes(console, table, len(rows), left_out)


def to_text(column: Column, value: Any) -> str:
    """Return a cell's value as it stands in a table: lists of codes on one line, other lists an item a line.

    Soft hyphens, which some pages are full of, would shift a terminal's columns and are left out.
    """
    if isinstance(value, str):
        return harmless(value.replace(SOFT_HYPHEN, ""))
    if column.type == "key":
        return "" if value is None else str(value)
    if value is None or value == []:
        return ""
    if isinstance(value, (list, tuple)):
        items = [harmless(str(item).replace(SOFT_HYPHEN, "")) for item in value]
        return (", " if all(len(item) <= SHORT_ITEM for item in items) else "\n").join(items)
    if column.type == "share" and value is not None:
        return f"{value:.2f}"
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else harmless(str(value))


def heading(column: Column) -> str:
    return column.name.replace("_", " ")


def share_width(columns: Sequence[Column], cells: dict[str, list[str]], width: int) -> dict[str, int] | None:
    """Return the width of each column, or None where they do not fit: short ones whole, text shares the rest."""
    whole = {c.name: max(map(cell_len, [*heading(c).split(), *_lines(cells[c.name])])) for c in columns}
    running = [c.name for c in columns if whole[c.name] > LEAST_TEXT and c.type in ("text", "list")]
    room = width - GAP * (len(columns) - 1) - sum(whole[c.name] for c in columns if c.name not in running)
    if room < len(running) * LEAST_TEXT:
        return None
    widths = {c.name: whole[c.name] for c in columns if c.name not in running}
    # The shortest columns take what they need first; the longest share what is left.
    for taken, name in enumerate(sorted(running, key=lambda name: whole[name])):
        share = room // (len(running) - taken)
        widths[name] = min(whole[name], share)
        room -= widths[name]
    return widths


def _lines(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from text.split("\n")


def print_columns(
    console: Console, columns: Sequence[Column], cells: dict[str, list[str]], widths: dict[str, int], count: int
) -> None:
    is_wrapped = any(
        "\n" in text or cell_len(text) > widths[column.name] for column in columns for text in cells[column.name]
    )
    printed = RichTable(
        box=box.SIMPLE_HEAD if console.encoding.startswith("utf") else box.ASCII2,
        padding=(0, GAP - 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold", leading=int(is_wrapped),
        collapse_padding=False,
    )  # fmt: skip
    for column in columns:
        printed.add_column(
            Text(heading(column)), width=widths[column.name], overflow="fold",
            justify="right" if column.type in ("number", "key", "share") else "left",
        )  # fmt: skip
    for number in range(count):
        printed.add_row(*(Text(cells[column.name][number]) for column in columns))
    with console.capture() as captured:
        console.print(printed)
    console.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def print_blocks(console: Console, columns: Sequence[Column], cells: dict[str, list[str]], count: int) -> None:
    """Print each row as lines of `name  value`, for terminals too narrow for columns."""
    indent = max(len(heading(column)) for column in columns) + GAP
    for number in range(count):
        for column in columns:
            text = cells[column.name][number]
            if text:
                for line_number, part in enumerate(text.split("\n")):
                    label = heading(column) if line_number == 0 else ""
                    print_hanging(console, Text().append(f"{label:<{indent}}", "dim").append(part), 0, indent)
        console.print()


def print_notes(console: Console, table: Table, printed: int, left_out: Sequence[Column]) -> None:
    """Print how many rows there are and what bounds them: an empty table too says what was looked at."""
    count = len(table.rows)
    if not count:
        console.print(Text("Nothing found.", "bold"))
    else:
        rows = "1 row" if count == 1 else f"{count:,} rows"
        line = Text(f"{rows}." if printed == count else f"The first {printed:,} of {rows}.", "bold")
        console.print()
        console.print(line)
    for note in table.notes:
        print_hanging(console, Text(harmless(note)), 0)
    if left_out and count:
        names = ", ".join(heading(column) for column in left_out)
        print_hanging(console, Text(f"For want of width not shown: {names} (all in --json and --csv).", "dim"), 0)
