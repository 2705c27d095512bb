"""A register filled from an archive is the register that `communique read` would have filled."""

from __future__ import annotations

import re
import shutil
import sqlite3
from dataclasses import replace
from datetime import datetime, tzinfo
from itertools import islice
from pathlib import Path

import pytest

from communique.archive import ArchiveFolder, Merge
from communique.cli import main
from communique.errors import SourceError
from communique.model.report import RawReport
from communique.register import PostgresAddress, Register
from communique.register.copying import copy_register
from communique.register.fill import Filled, fill_register
from communique.samples import sample_folder
from tests.archive.conftest import SETTINGS, CodeInto
from tests.archive.fakes import code_cheaply, make_raws
from tests.engines import Engine

TIME = re.compile(r"'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00'")
INDEX = re.compile(r'INSERT INTO "\w+_words_(data|idx)"')
# Reports that tell of the same things, so that there is something to join.
JOINED = ("*mir-ali*", "*ceasefire*")


def dump(path: Path) -> list[str]:
    """Return all that a register holds, but not when it was added, nor how its index of words is cut into pieces."""
    with sqlite3.connect(path) as db:
        return [TIME.sub("'then'", line) for line in db.iterdump() if not INDEX.match(line)]


def merge(archive: Path, register: Path) -> list[Filled]:
    with Register(register) as opened:
        return list(Merge(ArchiveFolder(archive)).fill(opened))


def read(raws: list[RawReport], register: Path) -> None:
    with Register(register) as opened:
        list(fill_register(opened, code_cheaply(raws, False), "fake 1"))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what a command prints, on standard output and standard error."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    printed = capsys.readouterr()
    assert ended.value.code == 0, printed.err
    return printed.out + printed.err


@pytest.mark.slow
def test_code_and_merge_give_the_register_that_read_gives(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The commands themselves, with the real coder: same claims, same joins, same keys."""
    reports, archive = tmp_path / "reports", str(tmp_path / "archive")
    reports.mkdir()
    for file in {file for pattern in JOINED for file in sample_folder().glob(pattern)}:
        shutil.copy(file, reports)
    (reports / "again").mkdir()
    shutil.copy(next(reports.glob("*.txt")), reports / "again")  # the same report a second time
    said = run(capsys, "code", str(reports), "--out", archive, "--workers", "1")
    assert "given twice" in said and "in 1 shard" in said
    assert "Nothing to do" in run(capsys, "code", str(reports), "--out", archive, "--workers", "1")
    merged, known = tmp_path / "merged.db", tmp_path / "read.db"
    assert "new" in run(capsys, "merge", archive, "--register", str(merged))
    assert "Nothing to merge" in run(capsys, "merge", archive, "--register", str(merged))
    run(capsys, "read", str(reports), "--register", str(known))
    assert dump(merged) == dump(known)
    with Register(merged, readonly=True) as register:
        assert len(register.claims()) > 20


def test_duplicates_versions_and_uncoded_reports_end_as_read_leaves_them(code_into: CodeInto, tmp_path: Path) -> None:
    raws = [*make_raws(9, r4=""), *make_raws(4, r2="A later version."), *make_raws(2)]
    code_into(tmp_path / "a", raws)
    merge(tmp_path / "a", tmp_path / "merged.db")
    read(raws, tmp_path / "read.db")
    assert dump(tmp_path / "merged.db") == dump(tmp_path / "read.db")


@pytest.fixture
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all that is added be added at one time, which a register keeps too."""

    class Then(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Then:
            return cls(2026, 1, 1, tzinfo=tz)

    monkeypatch.setattr("communique.register.register.datetime", Then)


def test_the_command_fills_a_register_of_either_engine_alike_stopped_or_not(
    code_into: CodeInto, engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str], standing_clock: None
) -> None:
    raws = [*make_raws(20, r4="", r7="With \0 and \ufdd0 in it."), *make_raws(4, r2="A later version.")]
    archive, place = tmp_path / "a", engine.empty()
    code_into(archive, raws, settings=replace(SETTINGS, shard_reports=16))
    with Register(place) as register:
        stopped = Merge(ArchiveFolder(archive)).fill(register)
        assert len(list(islice(stopped, 5))) == 5
        stopped.close()
    named = place.connection if isinstance(place, PostgresAddress) else str(place)
    assert "new" in run(capsys, "merge", str(archive), "--register", named)
    assert "Nothing to merge" in run(capsys, "merge", str(archive), "--register", named)
    read(raws, tmp_path / "read.db")
    merged, known = (
        copy_register(one, tmp_path / f"{number}.db") for number, one in enumerate((place, tmp_path / "read.db"))
    )
    assert merged == known  # for each table how many rows, and their hash
    assert {one.table: one.rows for one in merged}["report"] == 21


def test_merging_again_adds_nothing(code_into: CodeInto, tmp_path: Path) -> None:
    code_into(tmp_path / "a", make_raws(9, r4=""))
    assert len(merge(tmp_path / "a", tmp_path / "r.db")) == 9
    before = dump(tmp_path / "r.db")
    assert merge(tmp_path / "a", tmp_path / "r.db") == []
    assert dump(tmp_path / "r.db") == before


def test_stopped_merge_goes_on_where_it_was(code_into: CodeInto, tmp_path: Path) -> None:
    raws = make_raws(60)
    code_into(tmp_path / "a", raws)
    with Register(tmp_path / "r.db") as register:
        stopped = Merge(ArchiveFolder(tmp_path / "a")).fill(register)
        assert len(list(islice(stopped, 5))) == 5
        stopped.close()
        kept = register.count_reports()
    assert 5 <= kept < 60
    assert len(merge(tmp_path / "a", tmp_path / "r.db")) == 60 - kept
    read(raws, tmp_path / "read.db")
    assert dump(tmp_path / "r.db") == dump(tmp_path / "read.db")


def test_archive_that_is_not_complete_is_merged_up_to_the_gap_and_later_whole(
    code_into: CodeInto, tmp_path: Path
) -> None:
    code_into(tmp_path / "a", make_raws(14))
    shutil.rmtree(tmp_path / "a/shards/000002")
    assert len(merge(tmp_path / "a", tmp_path / "r.db")) == 8
    code_into(tmp_path / "a", make_raws(14))
    assert len(merge(tmp_path / "a", tmp_path / "r.db")) == 6
    read(make_raws(14), tmp_path / "read.db")
    assert dump(tmp_path / "r.db") == dump(tmp_path / "read.db")


def test_damaged_file_is_told_and_nothing_of_its_shard_is_merged(code_into: CodeInto, tmp_path: Path) -> None:
    code_into(tmp_path / "a", make_raws(6))
    file = tmp_path / "a/shards/000001/statements.parquet"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    with pytest.raises(SourceError, match="not as it was written"):
        merge(tmp_path / "a", tmp_path / "r.db")
    with Register(tmp_path / "r.db") as register:
        assert register.count_reports() in (0, 4)


def test_coding_keeps_the_name_of_the_coder_that_made_it(code_into: CodeInto, tmp_path: Path) -> None:
    code_into(tmp_path / "a", make_raws(5, r4=""))
    merge(tmp_path / "a", tmp_path / "r.db")
    with sqlite3.connect(tmp_path / "r.db") as db:
        assert db.execute("SELECT DISTINCT coder FROM coding ORDER BY coder").fetchall() == [
            ("fake 1",),
            ("fake 1 failed",),
        ]
