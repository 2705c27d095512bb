"""What the register promises of reports and claims."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from communique.answers.sentences import get_sentence
from communique.errors import RegisterError
from communique.model.report import Report
from communique.register import Register
from communique.register.engines.sqlite import APPLICATION_ID
from communique.register.joining import join_missing
from communique.register.migrate import list_migrations
from tests.engines import Engine
from tests.register.conftest import Add, make_record

TEXT = "China promised to build a hospital in Gwadar. Pakistan thanked China."


def test_reading_the_same_report_again_adds_nothing(register: Register, add: Add) -> None:
    first = add("r1", TEXT, "undertakings", "promised to build a hospital")
    second = add("r1", TEXT, "undertakings", "promised to build a hospital")
    assert (first.change, second.change) == ("new", "same")
    assert len(register.claims()) == 1


def test_a_changed_text_is_a_new_version_and_the_old_evidence_stays_with_the_old_text(
    register: Register, add: Add
) -> None:
    old = add("r1", TEXT, "undertakings", "promised to build a hospital")
    new = add("r1", TEXT.replace("hospital", "clinic"), "undertakings", "promised to build a clinic")
    assert new.change == "new version"
    (current,) = register.claims()
    assert current.words == ("promised to build a clinic",)
    (kept,) = register.claims_by_key(old.claims)
    assert kept.words == ("promised to build a hospital",)
    fate = register.connection.execute("SELECT claim, fate FROM evidence_fate").fetchall()
    assert [tuple(row) for row in fate] == [(old.claims[0], "orphaned")]


def test_evidence_that_stands_once_in_the_new_text_is_exact(register: Register, add: Add) -> None:
    add("r1", TEXT, "undertakings", "promised to build a hospital")
    add("r1", "KARACHI: " + TEXT, "undertakings", "promised to build a hospital")
    assert register.connection.execute("SELECT fate FROM evidence_fate").fetchone()[0] == "exact"


def test_evidence_that_stands_twice_in_the_new_text_is_never_guessed(register: Register, add: Add) -> None:
    add("r1", TEXT, "undertakings", "promised to build a hospital")
    add("r1", TEXT + " " + TEXT, "undertakings", "promised to build a hospital")
    assert register.connection.execute("SELECT fate FROM evidence_fate").fetchone()[0] == "orphaned"


@pytest.mark.parametrize("signs", ["\0", "\ufdd0", "\ufdd1\ufdd0\0\ufdd1"], ids=["null", "no character", "both"])
def test_places_in_a_text_are_right_behind_signs_that_a_database_keeps_in_another_way(
    register: Register, add: Add, signs: str
) -> None:
    add("r1", f"{signs} {TEXT}", "undertakings", "promised to build a hospital")
    (claim,) = register.claims()
    assert claim.words == ("promised to build a hospital",)
    assert get_sentence(register, claim) == f"{signs} China promised to build a hospital in Gwadar."
    add("r1", f"{signs}{signs} {TEXT}", "undertakings", "promised to build a hospital")
    assert register.connection.execute("SELECT fate FROM evidence_fate").fetchone()[0] == "exact"


def test_a_transaction_that_fails_leaves_nothing_of_its_reports(register: Register) -> None:
    report = Report("r1", TEXT, sha256=Report.hash_of(TEXT))
    broken = [{"id": "u1", "evidence": [[0, "x"]]}]
    with pytest.raises(ValueError, match="x"):
        register.add(report, {"undertakings": broken}, [], "test 1")
    assert register.connection.execute("SELECT count(*) FROM report").fetchone()[0] == 0
    assert register.connection.execute("SELECT count(*) FROM claim").fetchone()[0] == 0


def test_words_are_found_in_reports_and_evidence(register: Register, add: Add) -> None:
    add("r1", TEXT, "undertakings", "promised to build a hospital")
    found = register.connection.execute("SELECT rowid FROM report_words WHERE report_words MATCH 'gwadar'").fetchall()
    assert len(found) == 1
    found = register.connection.execute(
        "SELECT rowid FROM evidence_words WHERE evidence_words MATCH 'hospital'"
    ).fetchall()
    assert len(found) == 1


def test_a_newer_register_says_what_to_do(engine: Engine) -> None:
    place = engine.empty()
    Register(place).close()
    engine.set_version(place, 9999)
    with pytest.raises(RegisterError, match="newer communique"):
        Register(place)


def test_a_file_that_is_no_register_is_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "notes.txt", tmp_path / "other.db"
    text.write_text("not a database at all, just words" * 40, encoding="utf-8")
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE mine (x)")
    before = other.read_bytes()
    for path in (text, other):
        with pytest.raises(RegisterError, match=r"not a communique register|another program"):
            Register(path)
    assert other.read_bytes() == before


def test_a_missing_register_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="There is no register"):
        Register(tmp_path / "none.db", readonly=True)
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("version", range(1, len(list_migrations())))
def test_a_stored_older_register_is_brought_up_without_losing_a_claim(tmp_path: Path, version: int) -> None:
    old = Path(__file__).parent / "old_registers" / f"schema_{version}.sql"
    path = tmp_path / "r.db"
    db = sqlite3.connect(path)
    db.executescript(old.read_text(encoding="utf-8"))
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {version}")
    db.commit()
    db.close()
    with Register(path) as register:
        assert register.connection.execute("PRAGMA user_version").fetchone()[0] == len(list_migrations())
        (claim,) = register.claims()
        assert claim.words == ("promised to build a hospital",)
        assert join_missing(register) == 1
        assert join_missing(register) == 0
        assert register.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_keys_that_a_migration_emptied_are_made_again_as_they_were(register: Register, add: Add) -> None:
    for number, day in enumerate(("2025-03-01", "2025-03-02", "2025-05-01")):
        text = f"China promised trains and a harbour railway to Gwadar, report {number} says."
        add(f"r{number}", text, "undertakings", "trains and a harbour railway to Gwadar", published=day)
    db = register.connection

    def dump() -> list[list[tuple[object, ...]]]:
        tables = ("block", "waiting", "node", "same_link", "follow_link")
        return [[tuple(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3")] for table in tables]

    before = dump()
    assert all(before), "nothing in a table proves nothing"
    db.execute("DELETE FROM block")
    db.execute("DELETE FROM waiting")
    join_missing(register)
    assert dump() == before


def test_a_reader_leaves_an_older_register_alone_and_says_how_to_bring_it_up(engine: Engine) -> None:
    place = engine.empty()
    Register(place).close()
    engine.set_version(place, 1)
    with pytest.raises(RegisterError, match="communique read --register"):
        Register(place, readonly=True)
    assert engine.get_version(place) == 1


def test_a_second_writer_is_told_who_is_in_the_way(engine: Engine) -> None:
    place = engine.empty()
    with Register(place) as first, Register(place) as second:
        engine.lose_patience(second)
        with (
            first.transaction(),
            pytest.raises(RegisterError, match="Another program is writing"),
            second.transaction(),
        ):
            pass
        second.add(Report("r1", TEXT, sha256="1"), {}, [], "test 1")  # once the other is done
        assert first.count_reports() == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    Register(path).close()
    path.chmod(0o400)
    with pytest.raises(RegisterError, match=r"cannot be opened|could not be written"), Register(path) as register:
        register.add(Report("r1", TEXT, sha256="1"), {}, [], "test 1")


FILLER = """
import resource, sys
from pathlib import Path
from communique.errors import RegisterError
from communique.model.report import Report
from communique.register import Register

path = Path(sys.argv[1])
with Register(path) as register:
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    try:
        for number in range(1000):
            text = f"{number} " + "China promised Pakistan a hospital. " * 100
            register.add(Report(f"r{number}", text, sha256=str(number)), {}, [], "test 1")
    except RegisterError as error:
        print(error)
"""


def test_a_full_disk_is_said_and_leaves_what_was_kept_whole(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    run = subprocess.run([sys.executable, "-c", FILLER, str(path)], capture_output=True, text=True, check=True)
    assert "could not be written" in run.stdout
    assert "Make room" in run.stdout
    with Register(path) as register:
        assert register.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        kept = register.connection.execute("SELECT count(*) FROM report").fetchone()[0]
        assert register.connection.execute("SELECT count(*) FROM coding").fetchone()[0] == kept > 0


def test_readers_read_while_one_writes(engine: Engine) -> None:
    path = engine.empty()
    errors: list[Exception] = []
    with Register(path) as writer:
        writer.add(Report("r0", TEXT, sha256="0"), {}, [], "test 1")
        is_done = threading.Event()

        def look() -> None:
            try:
                with Register(path, readonly=True) as reader:
                    while not is_done.is_set():
                        assert reader.connection.execute("SELECT count(*) FROM report").fetchone()[0] >= 1
            except Exception as error:
                errors.append(error)

        readers = [threading.Thread(target=look) for _ in range(4)]
        for thread in readers:
            thread.start()
        for number in range(1, 60):
            text = f"{TEXT} {number}"
            record = make_record("undertakings", 1, text, "promised to build")
            writer.add(Report(f"r{number}", text, sha256=str(number)), {"undertakings": [record]}, [], "test 1")
        is_done.set()
        for thread in readers:
            thread.join()
    assert errors == []
