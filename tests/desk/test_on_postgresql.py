"""The desk over a register in PostgreSQL: the same pages, decisions and additions as over a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique.desk.additions import Additions, Sent
from communique.desk.desk import Desk
from communique.desk.pages import PAGES
from communique.desk.settings import Settings
from communique.register import Place, Register, file_beside
from communique.register.judgements import list_judgements
from tests.desk.conftest import open_desk
from tests.engines import Databases
from tests.postgres import PostgresServer

FURTHER = (
    "/undertakings?by=CHN&to=PAK&status=not+yet+assessed", "/incidents?country=PAK", "/undertakings?text=trade",
    "/reports.csv", "/review?side=CHN", "/api/undertakings?limit=7&topic=military",
)  # fmt: skip
# What a page says of its moment, not of the register.
OF_A_MOMENT = re.compile(r'name="form_token" value="\w+"|nonce[=-]"?[\w-]+"?|Register <b>[^<]*</b>|Register: \S+')


@pytest.fixture
def place(postgres: PostgresServer, golden_register: Place) -> Iterator[Place]:
    assert not isinstance(golden_register, str)
    with Databases(postgres, golden_register).tidied() as databases:  # type: ignore[arg-type]
        yield databases.golden()


def test_every_page_is_the_same_as_over_a_file(place: Place, desk: TestClient) -> None:
    other = open_desk(place)
    differ = []
    for href in (*(page.href for page in PAGES), *FURTHER):
        told = [OF_A_MOMENT.sub("", client.get(href).text) for client in (desk, other)]
        if told[0] != told[1] and not href.startswith("/search"):  # its order is each engine's own
            differ.append(href)
    assert differ == []


def test_a_decision_at_the_desk_is_kept_and_seen_at_once(place: Place) -> None:
    desk = open_desk(place)
    with Register(place, readonly=True) as register:
        claim = register.claims("c.kind = 'undertakings'")[0].key
    before = desk.get("/undertakings").text
    answer = desk.post("/review/decide", data={"claim": claim, "verdict": "rejected", "why": "no", "back": "/review"})
    assert answer.status_code == 303
    assert desk.get("/undertakings").text != before
    with Register(place, readonly=True) as register:
        assert [(judged.a, judged.verdict) for judged in list_judgements(register)] == [(claim, "rejected")]
    desk.post("/review/undo", data={"back": "/review"})
    assert OF_A_MOMENT.sub("", desk.get("/undertakings").text) == OF_A_MOMENT.sub("", before)


def test_what_another_program_adds_is_seen(place: Place) -> None:
    desk = open_desk(place)
    assert "added by another" not in desk.get("/reports").text
    with Register(place) as register:
        register.connection.execute("UPDATE report SET title = 'added by another' WHERE key = 1")
    assert "added by another" in desk.get("/reports").text


def test_what_is_sent_is_kept_on_the_desks_own_machine(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "not there yet"))
    additions = Additions(Desk(Settings(place)))
    monkeypatch.setattr(Additions, "_queue", lambda self, addition: addition)
    addition = additions.put("amina", [Sent("text", "a text", {"text": "words"})])
    (kept,) = (tmp_path / "not there yet").rglob("*.json")
    assert kept.stem == addition.name
    assert kept.parent == file_beside(place, ".inbox")
