"""What every exporter promises; a new one is under these tests by its one line in `EXPORTERS`."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.errors import SourceError
from communique.exports import EXPORTERS, Exporter
from communique.model.report import RawReport
from communique.pipeline import CodedReport, code_report
from communique.records import KINDS

every_exporter = pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)


@pytest.fixture(scope="module")
def coded() -> list[CodedReport]:
    """All examples as one report, and a report that could not be read."""
    text = "\n\n".join(kind.example for kind in KINDS)
    whole = RawReport(id='=all, "quoted"', text=text, where="x", title="+1\nand a line", published="2025-06-26")
    return [code_report(whole), code_report(RawReport(id="empty", text="", where="empty.txt"))]


@every_exporter
def test_every_record_comes_back_with_its_evidence(
    exporter: Exporter, coded: list[CodedReport], tmp_path: Path
) -> None:
    with exporter.open(tmp_path / "export") as add:
        for report in coded:
            add(report)
    written = {
        (report.report.id, kind, record.id, tuple(getattr(record, "evidence", None) or record.mentions))
        for report in coded
        for kind, records in report.records.items()
        for record in records
    }
    assert written
    assert {tuple(found) for found in exporter.read(tmp_path / "export")} == written


@every_exporter
def test_two_exports_are_the_same_bytes(exporter: Exporter, coded: list[CodedReport], tmp_path: Path) -> None:
    contents = []
    for name in ("first", "second"):
        with exporter.open(tmp_path / name) as add:
            for report in coded:
                add(report)
        files = sorted(p for p in (tmp_path / name, *(tmp_path / name).rglob("*")) if p.is_file())
        contents.append([file.read_bytes() for file in files])
    assert contents[0] == contents[1] != []


@every_exporter
def test_run_that_fails_leaves_no_half_file(exporter: Exporter, coded: list[CodedReport], tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), exporter.open(tmp_path / "export") as add:
        add(coded[0])
        raise RuntimeError
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@every_exporter
def test_place_that_cannot_be_written_is_told(exporter: Exporter, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SourceError) as caught, exporter.open(tmp_path / "file" / "export"):
        pass
    assert str(tmp_path / "file" / "export") in caught.value.message
    assert caught.value.hint
