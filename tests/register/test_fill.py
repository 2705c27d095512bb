"""What filling a register promises beyond what the register itself does."""

from __future__ import annotations

from communique.model.problem import Problem
from communique.model.report import RawReport, Report
from communique.pipeline import CodedReport, uncoded
from communique.register import Register
from communique.register.fill import drop_known, fill_register, get_coder

TEXT = "China promised to support Pakistan."


def raw(report_id: str = "r1", **fields: str) -> RawReport:
    return RawReport(id=report_id, text=fields.pop("text", TEXT), where="here", **fields)


def coded(raw_report: RawReport, is_coded: bool = True) -> CodedReport:
    report = Report(
        raw_report.id,
        raw_report.text,
        outlet=raw_report.outlet,
        url=raw_report.url,
        sha256=Report.hash_of(raw_report.text),
    )
    problems = () if is_coded else (Problem("worker-died", "The process died.", "here"),)
    empty = uncoded(report, problems)
    return CodedReport(report, empty.records, problems, is_coded)


def test_a_known_report_is_not_coded_again(register: Register) -> None:
    list(fill_register(register, [coded(raw())]))
    assert list(drop_known(register, [raw()])) == []
    assert len(list(drop_known(register, [raw(text=TEXT + " Again.")]))) == 1


def test_a_report_that_could_not_be_coded_is_tried_again_and_then_loses_its_problem(register: Register) -> None:
    list(fill_register(register, [coded(raw(), is_coded=False)]))
    assert len(list(drop_known(register, [raw()]))) == 1
    (filled,) = fill_register(register, [coded(raw())])
    assert filled.added.change == "recoded"
    assert register.connection.execute("SELECT count(*) FROM problem").fetchone()[0] == 0
    assert list(drop_known(register, [raw()])) == []


def test_two_reports_of_one_file_name_and_different_outlets_are_two_reports(register: Register) -> None:
    reports = [raw(outlet="Margalla Wire"), raw(outlet="Gulf Ledger", text="Another text.")]
    changes = [filled.added.change for filled in fill_register(register, map(coded, reports))]
    assert changes == ["new", "new"]
    assert register.connection.execute("SELECT count(*) FROM report WHERE current").fetchone()[0] == 2


def test_the_coders_name_tells_its_rules_apart() -> None:
    assert get_coder().startswith("communique ")
    assert len(get_coder().rpartition("+")[2]) == 8
