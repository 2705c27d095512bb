"""What every record kind promises on the desk: its records are shown, in a report and beside another one's."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.desk.conftest import open_desk

from communique.model.kind import Kind
from communique.model.report import RawReport
from communique.pipeline import code_report
from communique.records import KINDS
from communique.register import Register
from communique.register.fill import add_coded


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_record_of_every_kind_is_shown_in_its_report_and_beside_another(kind: Kind, tmp_path: Path) -> None:
    with Register(tmp_path / "register.db") as register:
        for name, text in (("one", kind.example), ("two", kind.counterexample)):
            add_coded(register, code_report(RawReport(name, text, name, published="2025-06-26")))
    desk = open_desk(tmp_path / "register.db")
    for page, shown in (("/reports/one", 'id="record-{}1"'), ("/compare?a=one&b=two", 'record={}1"')):
        answer = desk.get(page)
        assert answer.status_code == 200
        assert shown.format(kind.prefix) in answer.text
