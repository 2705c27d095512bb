"""A copied register is the same register: rows, numbers, decisions, answers, and what is added next."""

from __future__ import annotations

import json

import pytest

from communique.answers import Filter, get_brief, search_reports
from communique.answers.views import VIEWS
from communique.cli import main
from communique.errors import RegisterError, UsageError
from communique.register import Place, Register
from communique.register.copying import TABLES, copy_register
from communique.register.engines.database import Database
from communique.register.follow_query import assess
from communique.register.judgements import judge, list_judgements, undo
from tests.engines import Engine, Files
from tests.register.conftest import add_one


def decide(place: Place) -> None:
    """Put a version, decisions in force and undone, a status and an edit into a register."""
    with Register(place) as register:
        add_one(register, "twice", "Xi met Zardari in Beijing.", "met Zardari", date="2025-02-05")
        add_one(register, "twice", "Xi met Zardari in Beijing on Wednesday.", "met Zardari", date="2025-02-05")
        promised = register.claims("c.kind = 'undertakings'")
        first, second = promised[0].key, promised[1].key
        edited = json.dumps(dict(promised[1].record) | {"matter": "a \0 sign, “quoted”"}, ensure_ascii=False)
        judge(register, "claim", first, None, "rejected", "amina", "no promise")
        undo(register, judge(register, "claim", second, None, "rejected", "amina", "in error"))
        judge(register, "claim", second, None, "confirmed", "amina", "edited\0", edited, "batch 1")
        assess(register, second, "in progress", "2025-04-01", None, "amina", "ground was broken")


def answer(place: Place) -> list[object]:
    with Register(place, readonly=True) as register:
        told: list[object] = [
            view.make(register, Filter()).rows for view in VIEWS if view.name not in ("search", "status")
        ]
        found = sorted(row["report"] for row in search_reports(register, Filter(), "beijing").rows)
        return [*told, found, get_brief(register, "CHN", "PAK"), list_judgements(register)]


@pytest.mark.parametrize("to_files", [True, False], ids=["to a file", "to the other engine"])
def test_a_copy_answers_as_the_register_did_and_goes_on_as_it_would(
    engine: Engine, files: Files, to_files: bool
) -> None:
    source = engine.golden() if to_files else files.golden()
    target = files.empty() if to_files else engine.empty()
    decide(source)
    copied = copy_register(source, target)
    assert {one.table for one in copied if not one.rows} <= {"problem"}
    assert answer(target) == answer(source)
    keys = []
    for place in (source, target):
        with Register(place) as register:
            add_one(register, "next", "Xi met Zardari in Beijing again.", "met Zardari", date="2025-02-05")
            rows = register.connection.execute("SELECT max(key) FROM claim UNION ALL SELECT max(key) FROM node")
            keys.append([row[0] for row in rows])
    assert keys[0] == keys[1]
    assert answer(target) == answer(source)


def test_a_register_that_holds_something_is_never_copied_over(engine: Engine) -> None:
    source, target = engine.golden(is_own=False), engine.golden()
    before = answer(target)
    with pytest.raises(UsageError, match="already"):
        copy_register(source, target)
    assert answer(target) == before


def test_what_is_not_there_is_not_copied(files: Files) -> None:
    target = files.empty()
    with pytest.raises(RegisterError, match="There is no register"):
        copy_register(files.empty(), target)
    assert not target.exists()


def test_a_copy_that_fails_leaves_nothing(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = engine.golden(is_own=False), engine.empty()

    def fail(database: Database) -> None:
        raise OSError("no room")

    monkeypatch.setattr("communique.register.copying._index_words", fail)
    with pytest.raises(OSError, match="no room"):
        copy_register(source, target)
    with Register(target) as register:
        for table in TABLES:
            assert register.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0


def test_every_table_is_copied(engine: Engine) -> None:
    with Register(engine.empty()) as register:
        if engine.name == "sqlite":
            query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        else:
            query = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()"
        names = {row[0] for row in register.connection.execute(query)}
    made_anew = {name for name in names if name.startswith(("report_words", "evidence_words", "sqlite_"))}
    assert names - made_anew - {"register_schema"} == set(TABLES)


def test_the_command_prints_rows_and_hashes(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = files.golden(), files.empty()
    with pytest.raises(SystemExit) as ended:
        main(["copy", str(source), str(target)])
    out = capsys.readouterr().out
    assert ended.value.code == 0
    assert "claim_side" in out and "the same on both sides" in " ".join(out.split())
    with pytest.raises(SystemExit) as ended:
        main(["copy", str(source), str(target)])
    assert ended.value.code == 2
