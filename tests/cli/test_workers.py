"""Many reports: in order, in several processes, and whatever one of them does."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partialmethod
from pathlib import Path
from typing import Any

import pytest

from communique.chunks import CHUNK_CHARS, CHUNK_REPORTS, cut_chunks, warm_up
from communique.errors import SourceError, UsageError
from communique.exports.record_format import to_line
from communique.languages import LANGUAGES
from communique.model.report import RawReport, Report
from communique.pipeline import CodedReport, code_report
from communique.worker import Coder, Worker
from communique.workers import code_many

SENTENCE = "Chinese Foreign Minister Wang Yi met Pakistani Foreign Minister Ishaq Dar in Beijing on Thursday."
DEADLY, ENDLESS = "kill this process", "never end"


def raws(count: int) -> Iterator[RawReport]:
    for number in range(count):
        yield RawReport(id=f"r{number}", text=f"{SENTENCE} They spoke for {number + 2} hours.", where=f"r{number}.txt")


def test_batch_gives_the_same_bytes_as_one_by_one() -> None:
    assert [*map(to_line, code_many(raws(9)))] == [to_line(code_report(raw)) for raw in raws(9)]


def test_chunks_keep_every_report_in_order_and_stay_small() -> None:
    given = [*raws(100), RawReport(id="long", text="x" * CHUNK_CHARS, where="long"), *raws(3)]
    chunks = list(cut_chunks(given))
    assert [raw for chunk in chunks for raw in chunk] == given
    assert len(chunks[0]) < 8, "the first reports are soon seen"
    assert max(map(len, chunks)) == CHUNK_REPORTS
    assert all(len(chunk) == 1 or sum(len(raw.text) for raw in chunk) <= CHUNK_CHARS for chunk in chunks)


def test_input_is_never_read_as_a_whole() -> None:
    read = 0

    def counted() -> Iterator[RawReport]:
        nonlocal read
        for raw in raws(1000):
            read += 1
            yield raw

    results = code_many(counted())
    next(results)
    assert read < 10
    results.close()


def test_defect_in_a_rule_is_a_problem_of_its_report_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import communique.pipeline as pipeline

    def code_or_fail(raw: RawReport, *given: Any) -> CodedReport:
        if raw.id == "r1":
            raise ZeroDivisionError("a defect")
        return code_report(raw, *given)

    monkeypatch.setattr(pipeline, "code_report", code_or_fail)
    first, second, third = code_many(raws(3))
    assert first.is_coded and third.is_coded and not second.is_coded
    (problem,) = second.problems
    assert problem.code == "coder-failed" and problem.where == "r1.txt"
    assert "ZeroDivisionError: a defect" in problem.message and "test_workers.py" in problem.message
    assert second.report.id == "r1" and not any(second.records.values())


def pass_by() -> None:
    """Warm up nothing."""


def die_or_pass(chunk: Sequence[RawReport], _rules_only: bool) -> list[CodedReport]:
    """Code nothing; die of one report and never be done with another."""
    if any(raw.text == DEADLY for raw in chunk):
        os._exit(9)
    while any(raw.text == ENDLESS for raw in chunk):
        pass
    return [CodedReport(Report(id=raw.id, text=raw.text), {}, ()) for raw in chunk]


def test_report_that_kills_its_process_or_never_ends_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = partialmethod(Worker.code_chunk, seconds=1, coder=Coder(pass_by, die_or_pass))
    monkeypatch.setattr(Worker, "code_chunk", fake)
    given = list(raws(9))
    given[2] = RawReport(id="r2", text=ENDLESS, where="r2.txt")
    given[5] = RawReport(id="r5", text=DEADLY, where="r5.txt")
    coded = list(code_many(given, jobs=2))
    assert [report.report.id for report in coded] == [raw.id for raw in given]
    problems = {report.report.id: report.problems[0].code for report in coded if not report.is_coded}
    assert problems == {"r2": "coding-too-slow", "r5": "worker-died"}


def die_once(chunk: Sequence[RawReport], _rules_only: bool) -> list[CodedReport]:
    """Die, but only the first time."""
    first = Path(chunk[0].text)
    if first.exists():
        first.unlink()
        os._exit(9)
    return die_or_pass(chunk, False)


def test_report_whose_process_was_killed_from_outside_is_coded_again(tmp_path: Path) -> None:
    mark = tmp_path / "first"
    mark.touch()
    worker = Worker()
    (coded,) = worker.code_chunk([RawReport(id="r", text=str(mark), where="r")], coder=Coder(pass_by, die_once))
    worker.close()
    assert coded.is_coded and not mark.exists()


def never_ready() -> None:
    os._exit(9)


def test_process_that_never_gets_ready_is_not_blamed_on_the_reports() -> None:
    worker = Worker()
    with pytest.raises(SourceError, match="could not be made ready"):
        worker.code_chunk(list(raws(2)), coder=Coder(never_ready, die_or_pass))
    worker.close()


def refuse(chunk: Sequence[RawReport], _rules_only: bool) -> list[CodedReport]:
    raise UsageError("parser-missing", "There is no parser.", "Install it.")


def test_error_for_the_caller_comes_whole_out_of_the_process() -> None:
    worker = Worker()
    with pytest.raises(UsageError) as caught:
        worker.code_chunk(list(raws(2)), coder=Coder(pass_by, refuse))
    worker.close()
    assert (caught.value.code, str(caught.value)) == ("parser-missing", "There is no parser. Install it.")


def test_consumer_may_stop_early() -> None:
    results = code_many(raws(200), jobs=2)
    assert next(results).report.id == "r0"
    results.close()


def test_no_process_at_all_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        next(code_many(raws(1), jobs=0))


def test_words_never_seen_before_are_forgotten_again() -> None:
    """What keeps memory flat over many reports."""
    warm_up()
    strings = LANGUAGES["en"].load_parser().vocab.strings
    known = len(strings)
    novel = [RawReport(id=f"n{n}", text=f"Minister Quarv{n}ly Zynth{n}or met envoys.", where="n") for n in range(20)]
    assert all(report.is_coded for report in code_many(novel))
    assert len(strings) <= known + 5
