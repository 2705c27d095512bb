"""What every record kind promises on the desk: its records are shown, in a report and beside another one's."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique.desk.app import create_app
from communique.desk.settings import Settings
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
    desk = TestClient(create_app(Settings(tmp_path / "register.db")), base_url="http://localhost:8420")
    for page in (f"/reports/one?record={kind.prefix}1", "/compare?a=one&b=two"):
        answer = desk.get(page)
        assert answer.status_code == 200
        assert f"{kind.prefix}1" in answer.text
