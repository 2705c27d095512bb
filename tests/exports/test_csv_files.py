"""CSV tables: tidy, and harmless in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.exports.csv_files import as_given, harmless, open_folder, read_table
from communique.pipeline import CodedReport
from communique.records import KINDS

FORMULA_SIGNS = "=+-@\t\r＝＋－＠"


@given(st.text())
def test_cell_reads_back_as_given_and_never_begins_a_formula(text: str) -> None:
    assert as_given(harmless(text)) == text
    assert harmless(text)[:1] not in tuple(FORMULA_SIGNS)


@pytest.fixture
def folder(code: Callable[..., CodedReport], tmp_path: Path) -> Path:
    text = "Chinese Foreign Minister Wang Yi met Pakistani Foreign Minister Ishaq Dar in Beijing on Thursday."
    with open_folder(tmp_path) as add:
        add(code(text, title='=HYPERLINK("http://x")', outlet="@outlet", url="-1"))
    return tmp_path


def test_every_kind_and_list_has_its_table(folder: Path) -> None:
    tables = {path.stem for path in folder.glob("*.csv")}
    assert tables >= {"reports", "problems", "mentions", "participants", "casualties", "amounts"}
    assert tables >= {kind.name for kind in KINDS}


def test_no_cell_begins_a_formula(folder: Path) -> None:
    for file in folder.glob("*.csv"):
        for line in file.read_text(encoding="utf-8-sig").splitlines():
            assert not any(cell.strip('"').startswith(tuple(FORMULA_SIGNS)) for cell in line.split(",") if cell), line


def test_row_has_words_offsets_and_source(folder: Path) -> None:
    (row,) = read_table(folder / "engagements.csv")
    assert row["parties"] == "CHN+PAK"
    assert row["title"] == '=HYPERLINK("http://x")' and row["outlet"] == "@outlet"
    assert row["words"] and row["offsets"]


def test_participants_point_at_their_record_and_person(folder: Path) -> None:
    people = {row["id"]: row["name"] for row in read_table(folder / "people.csv")}
    for row in read_table(folder / "participants.csv"):
        assert (row["kind"], row["record_id"]) == ("engagements", "e1")
        assert people[row["person"]] == row["name"]


def test_mentions_stand_one_a_row(folder: Path) -> None:
    words = [row["words"] for row in read_table(folder / "mentions.csv") if row["kind"] == "people"]
    assert words == ["Wang Yi", "Ishaq Dar"]


def test_excel_takes_the_file_for_utf8(folder: Path) -> None:
    assert (folder / "reports.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in (folder / "reports.csv").read_bytes()
