"""Answers in files, read back with the libraries that their users use."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from communique.answers import Filter
from communique.answers.views import VIEWS, View, get_view
from communique.cli import main
from communique.errors import SourceError, UsageError
from communique.exports.csv_files import as_given
from communique.exports.tables import TABLE_EXPORTERS, TableExporter, geojson, parquet, xlsx
from communique.exports.tables.csv_table import join_items
from communique.model.table import Column, Table
from communique.register import Register
from tests.exports.writing import write_table

every_exporter = pytest.mark.parametrize("exporter", TABLE_EXPORTERS, ids=lambda exporter: exporter.name)
every_view = pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)

COLUMNS = (
    Column("date", "a day or month", "date"),
    Column("by", "sides", "list"),
    Column("matter", "words; they're verbatim"),
    Column("due", "when it is due", "date"),
    Column("value", "an amount", "number"),
    Column("lat", "latitude", "number", hidden=True),
    Column("lon", "longitude", "number", hidden=True),
    Column("claim", "its number", "key"),
)
ROWS: tuple[dict[str, Any], ...] = (
    {
        "date": "2025-06",
        "by": ["CHN", "PAK"],
        "matter": "=1+1",
        "due": "2025-07",
        "value": 350000000000,
        "lat": 35.7,
        "lon": 71.5,
    },
    {"date": None, "by": [], "matter": "“quoted”, with; signs\nand a line \x1b[2J", "value": 0.5, "claim": 2},
    {
        "date": "2025-06-25/2025-06-26",
        "by": ["UN"],
        "matter": "'+@ 中文 پاکستان é",
        "lat": -1.5,
        "lon": 0.0,
        "claim": 3,
    },
)
TABLE = Table("ledger", COLUMNS, ROWS, ("Looked at 3 reports.",))


REPORTS = Table(
    "reports",
    tuple(Column(name, "of a report") for name in ("outlet", "published", "title", "url", "report")),
    (
        {
            "outlet": "Margalla Wire",
            "published": "2025-03-01",
            "title": "A & B",
            "url": "https://x.test/1",
            "report": "r1",
        },
    ),
    (),
)
PAIRS = Table(
    "network", get_view("network").columns,
    ({"a": 1, "a_name": "Ann", "a_country": "PAK", "b": 2, "b_name": "Bo", "b_country": "CHN", "contacts": 3,
      "first": "2025-03-01", "last": None},), (),
)  # fmt: skip


def table_for(exporter: TableExporter) -> Table:
    """Return a table that the format can hold."""
    return next(table for table in (TABLE, REPORTS, PAIRS) if exporter.holds(table))


@pytest.fixture(params=[view for view in VIEWS], ids=lambda view: view.name)
def answered(request: pytest.FixtureRequest, golden_register: Path) -> Table:
    """Return the answer of each view."""
    view: View = request.param
    with Register(golden_register, readonly=True) as register:
        return view.make(register, Filter(), **({"words": "trade"} if view.name == "search" else {}))


def whole(table: Table) -> list[dict[str, Any]]:
    return [{column.name: row.get(column.name) for column in table.columns} for row in table.rows]


def as_text(table: Table) -> list[dict[str, str]]:
    """Return the rows as joined text, for formats without lists."""
    rows = []
    for row in whole(table):
        joined = {name: join_items(name, value) if isinstance(value, list) else value for name, value in row.items()}
        rows.append({name: "" if value is None else value for name, value in joined.items()})
    return rows


def test_csv_is_read_back_by_csv(answered: Table, tmp_path: Path) -> None:
    for number, table in enumerate((answered, TABLE)):
        file = tmp_path / f"{number}.csv"
        assert write_table(table, file) is None
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = [{name: as_given(cell) for name, cell in row.items()} for row in csv.DictReader(lines)]
        expected = [
            {name: str(int(v)) if isinstance(v, float) and v.is_integer() else str(v) for name, v in row.items()}
            for row in as_text(table)
        ]
        assert rows == expected


def test_ndjson_is_read_back_line_by_line(answered: Table, tmp_path: Path) -> None:
    for table in (answered, TABLE):
        write_table(table, tmp_path / "x.ndjson")
        lines = (tmp_path / "x.ndjson").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line) for line in lines] == whole(table)


def test_xlsx_is_read_back_by_openpyxl(answered: Table, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    write_table(answered, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    names = [column.name for column in answered.columns]
    assert list(head) == names
    found = [{n: "" if v is None else v for n, v in zip(names, row, strict=True)} for row in rows]
    assert found == as_text(answered)
    meanings = {row[0]: row[2] for row in book["columns"].iter_rows(min_row=2, values_only=True)}
    assert meanings == {column.name: column.help for column in answered.columns}
    assert [row[0] for row in book["notes"].iter_rows(values_only=True)] == list(answered.notes)


def test_xlsx_runs_nothing(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    xlsx.write(TABLE, tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["ledger"]
    assert sheet["C2"].value == "=1+1" and sheet["C2"].data_type == "s"
    assert sheet["C3"].value == "“quoted”, with; signs\nand a line �[2J"
    assert sheet["E2"].value == 350000000000


def test_xlsx_says_what_it_cut(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    long = Table("ledger", COLUMNS, ({"matter": "x" * 40_000},), ())
    assert "1 cells were cut" in str(xlsx.write(long, tmp_path / "x.xlsx"))


def test_parquet_is_read_back_by_duckdb(answered: Table, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    for table in (answered, TABLE):
        file = tmp_path / "it's.parquet"
        parquet.write(table, file)
        names = [column.name for column in table.columns]
        quoted = str(file).replace("'", "''")
        rows = duckdb.execute(f"SELECT * FROM '{quoted}'").fetchall()
        assert [dict(zip(names, row, strict=True)) for row in rows] == whole(table)
        kept = dict(duckdb.execute(f"SELECT key, value FROM parquet_kv_metadata('{quoted}')").fetchall())
        assert json.loads(kept[b"columns"]) == {column.name: column.help for column in table.columns}
        assert json.loads(kept[b"notes"]) == list(table.notes)


def test_calendar_has_what_is_due_on_a_date_and_counts_the_rest(tmp_path: Path) -> None:
    said = write_table(TABLE, tmp_path / "x.ics")
    assert said == "1 of 3 rows are planned or due on a date; the others are left out."
    (event,) = Calendar.from_ical((tmp_path / "x.ics").read_bytes()).events
    assert (event.start.isoformat(), event.end.isoformat()) == ("2025-07-01", "2025-08-01")
    assert str(event["summary"]) == "Due: CHN+PAK: =1+1"


def test_calendar_holds_no_sign_that_commands_and_no_link_but_to_the_web(tmp_path: Path) -> None:
    row = {**ROWS[0], "matter": "one\r\nBEGIN:VEVENT\x1b[2J", "url": "javascript:alert(1)", "words": "w\u2028w"}
    write_table(Table("ledger", COLUMNS, (row,), ()), tmp_path / "x.ics")
    (event,) = Calendar.from_ical((tmp_path / "x.ics").read_bytes()).events
    assert str(event["summary"]) == "Due: CHN+PAK: one BEGIN:VEVENT[2J" and "url" not in event


def test_geojson_has_the_points_and_counts_the_rest(tmp_path: Path) -> None:
    said = geojson.write(TABLE, tmp_path / "x.geojson")
    assert said == "2 of 3 rows have a town with coordinates; the others are left out."
    map_ = json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"))
    assert map_["type"] == "FeatureCollection" and said in map_["notes"]
    assert [f["geometry"]["coordinates"] for f in map_["features"]] == [[71.5, 35.7], [0.0, -1.5]]
    assert map_["features"][0]["properties"]["by"] == ["CHN", "PAK"]


def test_geojson_of_what_has_no_places_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no places"):
        geojson.write(Table("reports", COLUMNS[:3], (), ()), tmp_path / "x.geojson")


@every_exporter
def test_empty_answer_is_a_whole_file(exporter: TableExporter, tmp_path: Path) -> None:
    file = tmp_path / f"x{exporter.suffix}"
    table = table_for(exporter)
    exporter.write(Table(table.name, table.columns, (), ("Looked at 3 reports.",)), file)
    assert file.exists()


@every_exporter
def test_same_table_gives_the_same_bytes(exporter: TableExporter, tmp_path: Path) -> None:
    for name in ("a", "b"):
        exporter.write(table_for(exporter), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@every_exporter
def test_place_that_cannot_be_written_is_told(exporter: TableExporter, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SourceError, match="cannot be written"):
        exporter.write(table_for(exporter), tmp_path / "file" / "x")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(("exporter", "library"), [(xlsx.EXPORTER, "openpyxl"), (parquet.EXPORTER, "duckdb")])
def test_missing_library_names_the_extra(
    exporter: TableExporter, library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError) as caught:
        exporter.write(TABLE, tmp_path / "x")
    assert library in caught.value.message and "communique[export]" in caught.value.hint
    assert not (tmp_path / "x").exists()


def test_unknown_format_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        write_table(TABLE, tmp_path / "x.csv", "dta")
    assert "parquet" in caught.value.hint


def test_command_writes_the_file_and_says_what_bounds_it(
    golden_register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "met.ndjson"
    arguments = [
        "export",
        "engagements",
        "-o",
        str(file),
        "--register",
        str(golden_register),
        "--having",
        "kind=meeting",
    ]
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--status", "held", "--side", "Pakistan"])
    assert not ended.value.code
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert rows and all(
        row["kind"] == "meeting" and row["status"] == "held" and "PAK" in row["parties"] for row in rows
    )
    out, err = capsys.readouterr()
    assert out == "" and f"{len(rows)} rows of engagements" in err and "Looked at" in err


def test_page_of_columns_is_what_the_columns_say() -> None:
    import importlib.util

    place = Path(__file__).resolve().parents[2] / "tools" / "columns.py"
    spec = importlib.util.spec_from_file_location("columns_tool", place)
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.PAGE.read_text(encoding="utf-8") == tool.write_page(), "run: python tools/columns.py"
