"""What a shard's files hold is what was coded, nothing less and nothing else."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.archive.shard import Duplicate
from communique.archive.tables import TABLES, Packed, pack, read_coded, read_duplicates, read_reports
from communique.model.problem import Problem
from communique.model.report import Report
from communique.pipeline import CodedReport
from communique.record_format import to_record_format
from communique.records import KINDS
from tests.archive.fakes import code_cheaply, make_raws

NOTHING: dict[str, tuple[Any, ...]] = {kind.name: () for kind in KINDS}
GOLDEN = Path(__file__).resolve().parents[1] / "golden/expected"


def unpacked(packed: Packed, folder: Path) -> list[CodedReport]:
    for name, data in packed.files.items():
        (folder / f"{name}.parquet").write_bytes(data)
    return read_coded(folder)


def golden_reports() -> list[CodedReport]:
    """Return the samples as the coder is expected to code them, records as plain values."""
    reports = []
    for file in sorted(GOLDEN.glob("*.ndjson")):
        told = json.loads(file.read_text(encoding="utf-8"))
        report = Report(**{"text": "", **told["report"]})
        reports.append(CodedReport(report, {kind.name: tuple(told.get(kind.name, ())) for kind in KINDS}, ()))
    return reports


def test_every_record_of_the_samples_is_read_back_as_it_was_coded(tmp_path: Path) -> None:
    """The same JSON, byte for byte: the register keeps a record as its JSON."""
    coded = golden_reports()
    back = unpacked(pack(0, coded, (), "test"), tmp_path)
    assert sum(len(records) for one in coded for records in one.records.values()) > 50
    for before, after in zip(coded, back, strict=True):
        assert json.dumps(to_record_format(after)) == json.dumps(to_record_format(before))


@settings(max_examples=5, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), min_size=9, max_size=40))
def test_any_text_is_read_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    coded = [
        CodedReport(Report(f"r{n}", text, text[::-1]), NOTHING, (Problem("x", text, "here"),), is_coded=bool(n))
        for n, text in enumerate(texts)
    ]
    back = unpacked(pack(7, coded, (), "test"), tmp_path_factory.mktemp("shard"))
    assert [(one.report, one.problems, one.is_coded) for one in back] == [
        (one.report, one.problems, one.is_coded) for one in coded
    ]


def test_half_a_surrogate_pair_becomes_a_replacement_character(tmp_path: Path) -> None:
    (back,) = unpacked(pack(0, [CodedReport(Report("r\ud800", "a\udfffb\0c"), NOTHING, ())], (), "test"), tmp_path)
    assert (back.report.id, back.report.text) == ("r\ufffd", "a\ufffdb\0c")


def test_same_reports_are_packed_into_the_same_bytes() -> None:
    coded = code_cheaply(make_raws(5), False)
    assert pack(3, coded, (), "test") == pack(3, coded, (), "test")


def test_rows_bear_their_reports_number_and_duplicates_are_kept(tmp_path: Path) -> None:
    import duckdb

    told = (Duplicate("r9", "f.jsonl:9", 3, "text"),)
    packed = pack(40, code_cheaply(make_raws(3), False), told, "test 1")
    assert [one.report.id for one in unpacked(packed, tmp_path)] == ["r0", "r1", "r2"]
    assert read_duplicates(tmp_path) == list(told)
    assert [asdict(one.report) for one in read_reports(tmp_path)] == [
        asdict(one.report) for one in read_coded(tmp_path)
    ]
    with duckdb.connect() as db:
        file = str(tmp_path / "statements.parquet")
        assert db.execute("SELECT report, evidence FROM read_parquet(?)", [file]).fetchall() == [
            (40, [[0, 6]]),
            (41, [[0, 6]]),
            (42, [[0, 6]]),
        ]
        held = db.execute("SELECT value FROM parquet_kv_metadata(?) WHERE key = 'coder'", [file]).fetchall()
        assert held == [(b"test 1",)]


def test_there_is_a_table_for_every_kind() -> None:
    assert set(TABLES) == {"reports", "problems", "duplicates", *(kind.name for kind in KINDS)}
