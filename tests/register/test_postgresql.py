"""What a register on PostgreSQL promises beyond what both engines do: writers, texts as they were, no password told."""

from __future__ import annotations

import json
import random
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from communique.answers import Filter, search_reports
from communique.cli import main
from communique.errors import CommuniqueError, RegisterError, UsageError
from communique.model.report import Report
from communique.register import PostgresAddress, Register
from communique.register.copying import TABLES
from communique.register.joining import COMPARED
from communique.register.migrate import list_migrations
from communique.register.place import file_beside, parse_address
from communique.register.register import ADD_PROBLEM
from communique.register.words import cut_words
from tests.engines import Engine, Files
from tests.forks import FORKS
from tests.patience import PATIENCE_SECONDS
from tests.postgres import PostgresServer
from tests.register.conftest import add_one, make_record

pytest.importorskip("psycopg", reason="not tested on PostgreSQL: the package psycopg is missing")
from communique.register.engines.postgresql import PostgresDatabase, to_postgresql
from communique.register.engines.postgresql.values import ESCAPE, NO_CHARACTER, escape, unescape

WRITERS = 3
REPORTS = 8
# Any text, and often the signs that PostgreSQL keeps in another way, or that JSON writes in another way.
SIGNS = f'\0{NO_CHARACTER}{ESCAPE}\\u0"'
TEXTS = st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from(SIGNS), max_size=40)


@pytest.fixture
def place(postgres: PostgresServer) -> Iterator[PostgresAddress]:
    made = postgres.make_database()
    yield made
    postgres.drop(made)


def write(place: PostgresAddress, writer: int) -> None:
    """Add reports that all tell of one meeting: each must be joined to what the other writers added."""
    with Register(place) as register:
        for number in range(REPORTS):
            text = f"Xi met Zardari in Beijing, says writer {writer} for the {number}. time."
            add_one(register, f"w{writer}-{number}", text, "met Zardari", date="2025-02-05", topics=["trade"])


def begin_to_write(place: PostgresAddress, writer: int, has_begun: Event) -> None:
    has_begun.set()
    write(place, writer)


def test_reports_of_several_writers_are_all_there_and_all_joined(place: PostgresAddress) -> None:
    threads = [threading.Thread(target=write, args=(place, writer)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Register(place, readonly=True) as register:
        assert register.count_reports() == WRITERS * REPORTS
        links = register.connection.execute("SELECT count(*) FROM same_link").fetchone()[0]
    # Each claim met all that came before it, as if one writer had added them: none was missed by two at once.
    assert links == sum(min(before, COMPARED) for before in range(WRITERS * REPORTS))


def test_a_killed_writer_leaves_whole_reports_and_stands_in_nobodys_way(place: PostgresAddress) -> None:
    Register(place).close()
    chance = random.Random(20250301)
    seen = []
    for writer in range(4):
        has_begun = FORKS.Event()
        process = FORKS.Process(target=begin_to_write, args=(place, writer, has_begun))
        process.start()
        assert has_begun.wait(PATIENCE_SECONDS)
        time.sleep(chance.uniform(0.0, 0.2))
        process.kill()
        process.join()
        with Register(place) as register:
            counts = [
                register.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("report", "coding", "claim", "claim_node", "report_words", "evidence_words")
            ]
            assert len(set(counts)) == 1, "half a report was kept"
            seen.append(counts[0])
    assert seen == sorted(seen) and seen[-1] < 4 * REPORTS, "the kills must fall inside the work"
    write(place, 9)
    with Register(place) as register:
        assert register.count_reports() == seen[-1] + REPORTS


def test_a_reader_cannot_write(place: PostgresAddress) -> None:
    Register(place).close()
    with Register(place, readonly=True) as register, pytest.raises(Exception, match="read-only"):
        register.connection.execute("DELETE FROM report")
    with Register(place) as register:  # the same connection, taken again to write
        assert register.connection.execute("DELETE FROM report").rowcount == 0


def test_a_connection_that_the_server_ended_is_made_again(place: PostgresAddress, postgres: PostgresServer) -> None:
    Register(place).close()
    postgres.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{place.name}'")
    with Register(place, readonly=True) as register:
        assert register.count_reports() == 0


def test_a_server_that_goes_away_while_writing_is_said_and_nothing_is_half_kept(
    place: PostgresAddress, postgres: PostgresServer
) -> None:
    lost = pytest.raises(RegisterError, match="does not answer any more")
    with Register(place) as register, lost, register.transaction():
        register.add(Report("r1", "text", sha256="1"), {}, [], "test 1")
        postgres.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{place.name}'")
        register.add(Report("r2", "text", sha256="2"), {}, [], "test 1")
    with Register(place) as register:
        assert register.count_reports() == 0


def test_another_programs_database_is_left_alone(place: PostgresAddress, postgres: PostgresServer) -> None:
    postgres.execute("CREATE TABLE mine (x INTEGER)", place.name)
    with pytest.raises(RegisterError, match="another program"):
        Register(place)


def test_a_database_without_a_register_is_not_made_one_by_looking(place: PostgresAddress) -> None:
    for how in ({"readonly": True}, {"create": False}):
        with pytest.raises(RegisterError, match="There is no register in"):
            Register(place, **how)
    database = PostgresDatabase(place)
    assert database.schema_version() == (False, 0, False)
    database.drop()


SECRET = "geheim%2Fwort"


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://amina:{}@127.0.0.1:1/press", "postgresql://amina:{}@127.0.0.1:x/press",
        "postgresql://amina:{}@127.0.0.1:1/", "postgresql://127.0.0.1:1/press?user=amina&password={}",
        "postgresql://amina:{}@127.0.0.1:1/press?colour=red", "postgresql://amina:{}%zz@127.0.0.1:1/press",
        "postgresql://amina:{}@[::1/press",
    ],
)  # fmt: skip
def test_a_password_is_never_told(address: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommuniqueError) as caught:
        Register(address.format(SECRET))
    told = [str(caught.value), repr(caught.value), *capfd.readouterr()]
    assert not any("geheim" in said for said in told)
    try:
        place = parse_address(address.format(SECRET))
    except UsageError:
        return
    assert "geheim" not in f"{place} {place!r} {place.name} {file_beside(place, '.accounts.json')}"


@settings(max_examples=300)
@given(text=TEXTS)
@example(f"{ESCAPE}\0{ESCAPE}{ESCAPE}{NO_CHARACTER}\0{NO_CHARACTER}{ESCAPE}")
def test_every_text_is_kept_without_its_null_and_given_back(text: str) -> None:
    assert "\0" not in escape(text)
    assert unescape(escape(text)) == text


@given(text=TEXTS)
def test_what_was_kept_before_the_escape_was_is_read_as_before(text: str) -> None:
    # A U+FDD0 was lost then; a U+FDD1 right before a U+0000, which nobody writes, is the one thing now read otherwise.
    before = re.sub(f"{NO_CHARACTER}|{ESCAPE}+(?=[\0{NO_CHARACTER}])", "", text)
    assert unescape(before.replace("\0", NO_CHARACTER)) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(text=TEXTS.filter(len))
def test_any_text_comes_back_as_it_was(place: PostgresAddress, text: str) -> None:
    with Register(place) as register:
        report = Report(f"r {text}", text, title=text, outlet=text, sha256=Report.hash_of(text))
        record = make_record("actions", 1, text, text[:1]) | {"matter": text}
        added = register.add(report, {"actions": [record]}, [("code", text, text)], "test 1")
        if added.change == "same":
            return
        (claim,) = register.claims_by_key(added.claims)
        register._kept.clear()
        (read,) = register.claims_by_key(added.claims)
        row = register.connection.execute("SELECT * FROM report WHERE key = ?", (added.key,)).fetchone()
    assert (read.record, read.words, read.source) == (claim.record, claim.words, claim.source)
    assert read.record["matter"] == text
    assert Report.hash_of(row["text"]) == row["sha256"]
    assert (row["text"], row["title"], row["outlet"]) == (text, text, text)


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(
        st.characters(max_codepoint=0x17E, exclude_characters="\0µ") | st.sampled_from("йЩжكسح中国— ’“₨"), max_size=60
    )
)
def test_words_are_cut_as_sqlite_cuts_them(text: str) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE told USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2')")
    database.execute("CREATE VIRTUAL TABLE cut USING fts5vocab (told, instance)")
    database.execute("INSERT INTO told VALUES (?)", (text,))
    assert cut_words(text) == [row[0] for row in database.execute("SELECT term FROM cut ORDER BY offset")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("hospital", ["a"]), ("HÔPITAL", ["b"]), ("hopital gwadar", ["b"]), ("five-year plan", ["c"]),
        ("year-five", []), ("hospital port", []), ("gwadar", ["a", "b"]), ('quote " and ( sign', []), ("—", []),
        ("gwadar —", ["a", "b"]), ("o'brien", ["c"]), ("it's", []), ("&|!:*", []), ("'gwadar'", ["a", "b"]),
    ],
)  # fmt: skip
def test_both_engines_find_the_same_reports(engine: Engine, asked: str, found: list[str]) -> None:
    texts = {
        "a": "A hospital for Gwadar was promised.",
        "b": "Un hôpital à Gwadar, a port's people say.",
        "c": "The five-year plan of O'Brien has no year named five.",
    }
    with Register(engine.empty()) as register:
        for name, text in texts.items():
            register.add(Report(name, text, sha256=Report.hash_of(text)), {}, [], "test 1")
        assert sorted(row["report"] for row in search_reports(register, Filter(), asked).rows) == found


def test_a_text_of_many_words_is_kept_and_found(place: PostgresAddress) -> None:
    text = "Gwadar " + " ".join(f"word{number}" for number in range(90_000)) + " " + "x" * 3_000
    with Register(place) as register:
        register.add(Report("long", text, sha256=Report.hash_of(text)), {}, [], "test 1")
        (row,) = search_reports(register, Filter(), "gwadar word17").rows
    assert row["found"].startswith("»Gwadar« word0")


def test_schemas_of_one_number_hold_the_same(engine: Engine, files: Files) -> None:
    assert list_migrations("sqlite")[-1][0] == list_migrations("postgresql")[-1][0]
    with Register(engine.empty()) as one, Register(files.empty()) as other:
        for table in TABLES:
            assert one.connection.columns(table) == other.connection.columns(table), table


def test_values_are_numbered_where_they_stand_and_quoted_marks_are_left() -> None:
    assert to_postgresql("SELECT ? + ?2, '?', \"?\" WHERE a = ?1") == "SELECT $1 + $2, '?', \"?\" WHERE a = $1"
    assert to_postgresql("report_words MATCH ? AND x = ?") == "report_words.words @@ $1 AND x = $2"


@pytest.mark.parametrize("rows", [0, 1, 250])
def test_rows_of_any_number_are_inserted_and_asked_for_alike(engine: Engine, rows: int) -> None:
    names = [f"{number % 100}\0 {{\"'\\,é" for number in range(rows)]
    with Register(engine.empty()) as register, register.transaction():
        db = register.connection
        report = register.add(Report("r", "text", sha256="1"), {}, [("x", "m", "p")] * rows, "test 1").key
        keys = db.insert_many(ADD_PROBLEM, [(report, name, str(place), "") for place, name in enumerate(names)])
        told = db.execute("SELECT key, code FROM problem WHERE code <> 'x' ORDER BY key").fetchall()
        assert [tuple(row) for row in told] == list(zip(keys, names, strict=True))
        assert len(db.execute("SELECT 1 FROM problem WHERE code = 'x'").fetchall()) == rows
        query = "SELECT code, key FROM problem WHERE code = ? AND key > ? ORDER BY key DESC LIMIT 2"
        found = sorted(tuple(row) for row in db.ask_each(query, [(name, keys[0]) for name in names[:3]]))
    own = [sorted((name, key) for key, one in zip(keys, names, strict=True) if one == name) for name in names[:3]]
    assert found == sorted(row for several in own for row in several[-2:] if row[1] > keys[0])


def test_commands_take_an_address_wherever_a_register_is_named(
    place: PostgresAddress, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def call(*arguments: str) -> str:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        told = capsys.readouterr()
        assert not ended.value.code, told.err
        return told.out

    report = tmp_path / "report.txt"
    report.write_text("BEIJING: China promised on Monday to build a hospital in Pakistan.", encoding="utf-8")
    assert f"{place}" in " ".join(call("read", str(report), "--register", place.connection, "--rules-only").split())
    monkeypatch.setenv("COMMUNIQUE_REGISTER", place.connection)
    assert "hospital" in call("ledger", "--by", "CHN")
    call(
        "judge",
        "reject",
        str(json.loads(call("ledger", "--json"))["rows"][0]["claim"]),
        "--why",
        "a test",
        "--who",
        "me",
    )
    assert "hospital" not in call("ledger")
    call("undo", "1")
    assert "hospital" in call("ledger")
    assert "a test" in call("judgements")
    assert "hospital" in call("search", "hospital")
    assert "1 report" in call("status")
