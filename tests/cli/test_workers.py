"""Many reports: in order, in several processes, and whatever one of them does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from communique import workers
from communique.errors import UsageError
from communique.exports.record_format import to_line
from communique.languages import LANGUAGES
from communique.model.report import RawReport, Report
from communique.pipeline import CodedReport, code_report
from communique.workers import CHUNK_CHARS, CHUNK_REPORTS, code_many, cut_chunks

SENTENCE = "Chinese Foreign Minister Wang Yi met Pakistani Foreign Minister Ishaq Dar in Beijing on Thursday."
DEADLY = "kill this process"


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


def deadly_start() -> None:
    """Make a worker that codes nothing and dies of one report."""

    def die_or_pass(chunk: tuple[RawReport, ...], _rules_only: bool) -> list[CodedReport]:
        if any(raw.text == DEADLY for raw in chunk):
            os._exit(9)
        return [CodedReport(Report(id=raw.id, text=raw.text), {}, ()) for raw in chunk]

    workers.code_chunk = die_or_pass


def test_process_that_dies_costs_one_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_start_worker", deadly_start)
    given = list(raws(9))
    given[5] = RawReport(id="r5", text=DEADLY, where="r5.txt")
    coded = list(code_many(given, jobs=2))
    assert [report.report.id for report in coded] == [raw.id for raw in given]
    assert [report.report.id for report in coded if not report.is_coded] == ["r5"]
    assert [problem.code for problem in coded[5].problems] == ["worker-died"]


def test_consumer_may_stop_early() -> None:
    results = code_many(raws(200), jobs=2)
    assert next(results).report.id == "r0"
    results.close()


def test_no_process_at_all_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        next(code_many(raws(1), jobs=0))


def test_words_never_seen_before_are_forgotten_again() -> None:
    """What keeps memory flat over many reports."""
    workers.warm_up()
    strings = LANGUAGES["en"].load_parser().vocab.strings
    known = len(strings)
    novel = [RawReport(id=f"n{n}", text=f"Minister Quarv{n}ly Zynth{n}or met envoys.", where="n") for n in range(20)]
    assert all(report.is_coded for report in code_many(novel))
    assert len(strings) <= known + 5
