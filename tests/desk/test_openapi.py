"""The API against its own description: whatever is asked within or beside it, nothing ends in a defect of ours."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy

from communique.chunks import failed
from communique.desk.app import create_app
from communique.desk.settings import Settings
from communique.worker import Worker

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")

EXAMPLES = 6  # of each operation, and as many that its description forbids: some hundred requests in all
BASE = "http://localhost:8420"


@pytest.fixture(scope="module")
def described(golden_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description of a desk over its own register, which codes nothing: that what is sent is coded without a
    defect is tested where reports are coded."""
    copy = tmp_path_factory.mktemp("openapi") / "register.db"
    shutil.copy(golden_register, copy)
    app = create_app(Settings(copy))
    found = schemathesis.openapi.from_dict(app.openapi())
    found.app = app
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "code", lambda self, raw: failed(raw, "not-coded", "Nothing is coded here."))
        yield found


def test_nothing_that_is_asked_is_a_defect(described: Any) -> None:
    """Neither what the description allows nor what it forbids."""
    asked = set()
    for found in described.get_all_operations():
        operation = found.ok()
        for mode in schemathesis.GenerationMode:
            ask(operation.as_strategy(generation_mode=mode))
        asked.add((operation.method, operation.path))
    assert ("post", "/api/reports") in asked and len(asked) > 12


def ask(cases: SearchStrategy[Any]) -> None:
    """Ask what the strategy gives and hold each answer against what every answer must be."""

    @given(cases)
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
        phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def ask_one(case: Any) -> None:
        answer = case.call(base_url=BASE)
        assert answer.status_code < 500, (case.as_curl_command(), answer.text[:500])
        if answer.status_code >= 400 and "application/json" in str(answer.headers.get("content-type")):
            assert set(answer.json()["error"]) == {"code", "message", "hint", "where"}

    with suppress(Unsatisfiable):  # an operation that takes nothing has nothing that is forbidden
        ask_one()
