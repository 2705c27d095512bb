"""What every record kind promises; a new one is under these tests by its one line in `KINDS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, get_type_hints

import pytest

from communique.model.kind import Kind
from communique.model.span import Evidence
from communique.pipeline import CodedReport
from communique.records import KINDS
from communique.reference.plover import CATEGORIES

Code = Callable[..., CodedReport]
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@every_kind
def test_example_gives_exactly_one_record(kind: Kind, code: Code) -> None:
    found = code(kind.example).records[kind.name]
    assert len(found) == 1, [kind.line(record) for record in found]


@every_kind
def test_counterexample_gives_none(kind: Kind, code: Code) -> None:
    assert [kind.line(record) for record in code(kind.counterexample).records[kind.name]] == []


@every_kind
def test_record_says_what_it_was_coded_from_and_how_sure_it_is(kind: Kind, code: Code) -> None:
    coded = code(kind.example)
    for record in coded.records[kind.name]:
        assert record.id == f"{kind.prefix}1"
        runs = record.evidence if hasattr(record, "evidence") else record.mentions
        assert isinstance(runs, Evidence) and runs
        assert all(coded.report.text[start:end].strip() for start, end in runs)
        if hasattr(record, "rule"):
            assert record.rule
            assert 0 < record.confidence <= 1
        if hasattr(record, "event_type"):
            assert record.event_type in CATEGORIES


@every_kind
def test_kind_says_itself_in_one_line(kind: Kind, code: Code) -> None:
    for record in code(kind.example).records[kind.name]:
        line = kind.line(record)
        assert line.strip() == line != ""
        assert "\n" not in line and "None" not in line


def test_names_and_prefixes_are_unique() -> None:
    for names in ([k.name for k in KINDS], [k.prefix for k in KINDS], [k.singular for k in KINDS]):
        assert len(set(names)) == len(names)


@every_kind
def test_parts_of_records_with_the_same_name_have_the_same_fields(kind: Kind) -> None:
    """CSV keeps the parts of all kinds that bear one name in one file."""

    def parts(of: Kind) -> dict[str, Any]:
        return {field.name: get_type_hints(of.record)[field.name] for field in fields(of.record)}

    for other in KINDS:
        for name, hint in parts(kind).items():
            if "tuple" in str(hint) and name in parts(other):
                assert parts(other)[name] == hint
