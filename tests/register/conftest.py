"""Registers of invented claims, made without the coder: what is tested is keeping and joining."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from communique.model.report import Report
from communique.register import Added, Register
from communique.register.joining import join_claims
from tests.engines import Engine

Add = Callable[..., Added]


@pytest.fixture
def register(engine: Engine) -> Iterator[Register]:
    with Register(engine.empty()) as opened:
        yield opened


def make_record(kind: str, number: int, text: str, words: str, fields: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a record of the record format whose evidence is the first place of `words` in `text`."""
    start = text.index(words)
    base: dict[str, Any] = {
        "id": f"{kind[0]}{number}",
        "evidence": [[start, start + len(words)]],
        "confidence": 0.8,
        "rule": "test",
        "event_type": "CONSULT",
    }
    defaults: dict[str, dict[str, Any]] = {
        "engagements": {
            "kind": "meeting",
            "status": "held",
            "parties": ["CHN", "PAK"],
            "participants": [],
            "place": None,
            "when": None,
            "date": None,
            "topics": [],
        },
        "undertakings": {
            "act": "commit",
            "by": ["CHN"],
            "to": ["PAK"],
            "speaker": None,
            "matter": words,
            "amounts": [],
            "due": None,
            "engagement": None,
            "topics": [],
        },
        "incidents": {
            "kind": "attack",
            "name": None,
            "place": None,
            "when": None,
            "date": None,
            "perpetrator": None,
            "perpetrator_status": None,
            "casualties": [],
        },
        "actions": {
            "type": "aid",
            "by": ["CHN"],
            "to": ["PAK"],
            "matter": words,
            "place": None,
            "when": None,
            "date": None,
        },
        "people": {"name": words, "country": "PAK", "office": None},
    }
    record = base | defaults[kind] | (fields or {})
    if kind == "people":
        record["mentions"] = record.pop("evidence")
    return record


@pytest.fixture
def add(register: Register) -> Add:
    """Add a report of one record and join it: `add("r1", "China met Pakistan.", "engagements", "met", published=…)`."""

    def added(
        report_id: str,
        text: str,
        kind: str,
        words: str,
        published: str = "2025-03-01",
        outlet: str = "Margalla Wire",
        fields: dict[str, Any] | None = None,
        **more: Any,
    ) -> Added:
        report = Report(
            report_id, text, outlet=outlet, published=published, sha256=Report.hash_of(text), title=report_id
        )
        with register.transaction():
            result = register.add(
                report, {kind: [make_record(kind, 1, text, words, (fields or {}) | more)]}, [], "test 1"
            )
            join_claims(register, result.claims)
        return result

    return added


def add_one(register: Register, name: str, text: str, words: str, **fields: object) -> None:
    """Add a report of one engagement and join it."""
    report = Report(name, text, outlet=name, published="2025-03-01", sha256=Report.hash_of(text), title=name)
    with register.transaction():
        record = make_record("engagements", 1, text, words, dict(fields))
        join_claims(register, register.add(report, {"engagements": [record]}, [], "test 1").claims)
