"""xlsx: a workbook of three sheets: the rows, what each column means, and the notes that bound the answer.

Text is always text (no cell is a formula); dates stay EDTF text, since a spreadsheet's date cannot say "June 2025".
The same table gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from communique.exports.placed import placed_path
from communique.exports.tables.csv_table import join_items
from communique.exports.tables.exporter import TableExporter, import_extra
from communique.model.table import Column, Table

MOST_CHARS = 32_767  # what a cell of the format can hold
MADE_AT = datetime(2000, 1, 1)  # a workbook says when it was made; a fixed day keeps its bytes the same
SAVED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
WIDTHS = {"text": 40, "list": 30, "date": 12, "number": 10, "key": 10, "share": 10}


def write(table: Table, target: Path) -> str | None:
    """Write a table into a workbook."""
    openpyxl = import_extra("openpyxl", "xlsx")
    book = openpyxl.Workbook(write_only=True)
    book.properties.created = book.properties.modified = MADE_AT
    book.properties.creator = "communique"
    cut = _add_rows(openpyxl, book.create_sheet(table.name[:31]), table)
    meanings = book.create_sheet("columns")
    meanings.column_dimensions["A"].width, meanings.column_dimensions["C"].width = 16, 100
    for row in (
        ("column", "type", "what it means and where it comes from"),
        *((c.name, c.type, c.help) for c in table.columns),
    ):
        meanings.append([_text_cell(openpyxl, meanings, value) for value in row])
    notes = book.create_sheet("notes")
    notes.column_dimensions["A"].width = 120
    for note in table.notes:
        notes.append([_text_cell(openpyxl, notes, note)])
    buffer = BytesIO()
    book.save(buffer)
    with placed_path(target) as part:
        part.write_bytes(_undated(buffer.getvalue()))
    return f"{cut} cells were cut after {MOST_CHARS:,} characters, the most that the format holds." if cut else None


def _add_rows(openpyxl: Any, sheet: Any, table: Table) -> int:
    """Write heading and rows; return how many cells were too long."""
    sheet.freeze_panes = "A2"
    letters = [openpyxl.utils.get_column_letter(number) for number in range(1, len(table.columns) + 1)]
    for letter, column in zip(letters, table.columns, strict=True):
        sheet.column_dimensions[letter].width = WIDTHS[column.type]
    sheet.auto_filter.ref = f"A1:{letters[-1]}{len(table.rows) + 1}"
    bold = openpyxl.styles.Font(bold=True)
    head = [_text_cell(openpyxl, sheet, column.name) for column in table.columns]
    for cell in head:
        cell.font = bold
    sheet.append(head)
    cut = 0
    for row in table.rows:
        values = [_value(column, row.get(column.name)) for column in table.columns]
        cut += sum(isinstance(value, str) and len(value) > MOST_CHARS for value in values)
        sheet.append([_text_cell(openpyxl, sheet, v) if isinstance(v, str) else v for v in values])
    return cut


def _value(column: Column, value: Any) -> Any:
    """Return lists joined as in CSV, other values as they are: text cells need no apostrophe."""
    if isinstance(value, list):
        return join_items(column.name, value) if value else None
    return value


def _text_cell(openpyxl: Any, sheet: Any, text: str) -> Any:
    cell = openpyxl.cell.WriteOnlyCell(
        sheet, value=openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("�", text)[:MOST_CHARS]
    )
    cell.data_type = "s"
    return cell


def _undated(book: bytes) -> bytes:
    """Pack a workbook anew with one date on all its parts, and in the part that says when it was saved."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, MADE_AT.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            content = old.read(name)
            new.writestr(info, SAVED.sub(rb"\g<1>" + MADE_AT.isoformat().encode() + rb"Z\2", content))
    return packed.getvalue()


EXPORTER = TableExporter("xlsx", ".xlsx", "a workbook: rows, meaning of the columns, notes", write)
