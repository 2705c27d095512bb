"""Reports in the forms of the world's governments, agencies and papers give their persons and the records told."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from communique.exports.record_format import to_line
from communique.model.report import RawReport
from communique.pipeline import code_report

FORMS = tomllib.loads(Path(__file__).with_name("forms.toml").read_text(encoding="utf-8"))["form"]
LISTS = {"engagements": "kind", "undertakings": "act", "statements": "stance", "actions": "type"}


@pytest.fixture(scope="module")
def coded() -> dict[str, dict[str, Any]]:
    """Return each form coded, by id, as the record format has it."""
    return {form["id"]: _code(form) for form in FORMS}


def _code(form: dict[str, Any]) -> dict[str, Any]:
    raw = RawReport(form["id"], form["text"], "forms", form["title"], form["outlet"], form["published"])
    line: dict[str, Any] = json.loads(to_line(code_report(raw)))
    return line


def _people(line: dict[str, Any]) -> list[str]:
    return [
        f"{p['name']} / {p['country'] or ''} / {p['office'] or ''}".replace("  ", " ").strip() for p in line["people"]
    ]


def _records(line: dict[str, Any]) -> set[str]:
    found = set()
    for kind, what in LISTS.items():
        for record in line[kind]:
            if kind == "engagements":
                found.add(f"engagement {record[what]} {record['status']} {'+'.join(record['parties'])}")
            else:
                toward = record.get("about") if kind == "statements" else record["to"]
                found.add(f"{kind[:-1]} {record[what]} {'+'.join(record['by'])} > {'+'.join(toward)}".strip())
    return found


@pytest.mark.parametrize("form", FORMS, ids=[form["id"] for form in FORMS])
def test_every_form_gives_its_persons(form: dict[str, Any], coded: dict[str, dict[str, Any]]) -> None:
    assert _people(coded[form["id"]]) == form["people"]


@pytest.mark.parametrize("form", FORMS, ids=[form["id"] for form in FORMS])
def test_every_form_gives_its_records(form: dict[str, Any], coded: dict[str, dict[str, Any]]) -> None:
    line = coded[form["id"]]
    assert not line["problems"]
    assert set(form["records"]) <= _records(line)
    assert (line["report"]["dateline"] or "") == form.get("dateline", "")


def test_evidence_of_every_form_is_in_its_text(coded: dict[str, dict[str, Any]]) -> None:
    for form in FORMS:
        for record in (r for kind in LISTS for r in coded[form["id"]][kind]):
            assert record["evidence"]
            assert all(0 <= first < end <= len(form["text"]) for first, end in record["evidence"])


def test_a_question_and_a_credit_make_no_body_of_the_agency(coded: dict[str, dict[str, Any]]) -> None:
    named = {body["name"] for line in coded.values() for body in line["bodies"]}
    assert not named & {"AFP", "ANI", "Bloomberg", "Reuters"}
