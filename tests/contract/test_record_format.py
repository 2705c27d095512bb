"""The record format is a public contract: these names, in this order; more may come after or between, none may go."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields

import pytest

from communique.exports.record_format import REPORT_FIELDS, to_line, to_record_format
from communique.model.place import Place
from communique.model.problem import Problem
from communique.model.report import RawReport
from communique.pipeline import CodedReport, code_report
from communique.records import KINDS
from communique.records.engagement import Participant
from communique.records.incident import Casualty
from communique.records.undertaking import Amount

CONTRACT = {
    "people": "id name country office mentions",
    "bodies": "id name acronym kind country mentions",
    "engagements": "id kind status parties participants place when date topics evidence confidence",
    "undertakings": "id act by to speaker matter amounts due engagement topics evidence confidence",
    "statements": "id stance by about speaker matter evidence confidence",
    "actions": "id type by to matter place when date evidence confidence",
    "incidents": "id kind name place when date perpetrator casualties evidence confidence",
    "figures": "id value unit measure period source evidence confidence",
}
PARTS = {
    Participant: "person name country role",
    Casualty: "outcome class count qualifier source evidence",
    Amount: "value currency",
    Place: "name country lat lon",
    Problem: "code message where",
}


def names_of(record: type) -> list[str]:
    return [field.name.rstrip("_") for field in fields(record)]


def in_order(names: str, record: type) -> bool:
    return [name for name in names_of(record) if name in names.split()] == names.split()


def test_kinds_stand_in_the_contract_order() -> None:
    assert [kind.name for kind in KINDS][: len(CONTRACT)] == list(CONTRACT)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_record_has_the_contract_fields_in_order(kind) -> None:
    assert in_order(CONTRACT.get(kind.name, ""), kind.record)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_parts_have_the_contract_fields_in_order(part: type) -> None:
    assert in_order(PARTS[part], part)


def test_line_is_an_object_of_report_kinds_and_problems(code: Callable[..., CodedReport]) -> None:
    value = to_record_format(code("Wang Yi met Ishaq Dar in Beijing on Thursday."))
    assert list(value) == ["report", *(kind.name for kind in KINDS), "problems"]
    assert tuple(value["report"]) == REPORT_FIELDS
    assert value["report"]["id"] == "test"


def test_text_is_printed_only_where_it_stands_in_no_file() -> None:
    raw = RawReport(id="page", text="The minister spoke.", where="page.html", text_is_extracted=True)
    assert to_record_format(code_report(raw))["report"]["text"] == "The minister spoke."


@pytest.mark.parametrize("sign", [*"\u2028\u2029\x85\x1c\n\r\x00\u202eé中", "\ud800"])
def test_line_is_one_line_of_utf8_whatever_the_title_holds(sign: str) -> None:
    raw = RawReport(id="odd", text="The minister spoke.", where="odd.txt", title=f"a{sign}b")
    line = to_line(code_report(raw))
    assert len(line.splitlines()) == 1
    assert json.loads(line.encode())["report"]["title"] in (f"a{sign}b", "a\ufffdb")


def test_same_report_gives_the_same_bytes(code: Callable[..., CodedReport]) -> None:
    text = "Xi Jinping and Vladimir Putin agreed in Beijing on Wednesday to build a pipeline worth $10 billion."
    assert to_line(code(text)) == to_line(code(text))
