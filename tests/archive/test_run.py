"""A run goes on where one was killed, does nothing twice, and says what has changed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from communique.archive import ArchiveFolder
from communique.archive.coding import Settings
from communique.archive.engines import open_engine
from communique.archive.shard import Shard
from communique.archive.tables import Packed
from communique.errors import CommuniqueError, SourceError, UsageError
from tests.archive.conftest import ROOT, SETTINGS, CodeInto, Inline, read_bytes
from tests.archive.fakes import make_raws
from tests.patience import PATIENCE_SECONDS


class Stopped(Exception):
    pass


class Backwards(Inline):
    """An engine whose shards get done in the opposite order, and which stops after some."""

    def __init__(self, most: int = 99) -> None:
        super().__init__()
        self.most = most

    def code(self, shards: Iterator[Shard], settings: Settings) -> Generator[tuple[Shard, Packed]]:
        yield from list(super().code(shards, settings))[::-1][: self.most]
        if self.coded > self.most:
            raise Stopped


def test_order_in_which_shards_get_done_changes_no_byte(code_into: CodeInto, tmp_path: Path) -> None:
    code_into(tmp_path / "a", make_raws(14))
    code_into(tmp_path / "b", make_raws(14), Backwards())
    assert read_bytes(tmp_path / "a") == read_bytes(tmp_path / "b")


def test_stopped_run_goes_on_with_what_is_missing(code_into: CodeInto, tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        code_into(tmp_path / "a", make_raws(14), Backwards(most=2))
    assert not ArchiveFolder(tmp_path / "a").manifest()["is_complete"]
    engine = Inline()
    done = code_into(tmp_path / "a", make_raws(14), engine)
    assert engine.coded == 2 and {one.receipt.number for one in done if one.is_new} == {0, 1}
    code_into(tmp_path / "b", make_raws(14))
    assert read_bytes(tmp_path / "a") == read_bytes(tmp_path / "b")


def test_finished_run_does_nothing(code_into: CodeInto, tmp_path: Path) -> None:
    code_into(tmp_path / "a", make_raws(9))
    times = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.*") if file.is_file()}
    engine = Inline()
    done = code_into(tmp_path / "a", make_raws(9), engine)
    assert engine.coded == 0 and [one.is_new for one in done] == [False] * 3
    assert {file: file.stat().st_mtime_ns for file in times} == times


def test_manifest_has_the_totals_and_a_hash_of_every_shard(code_into: CodeInto, tmp_path: Path) -> None:
    code_into(tmp_path / "a", [*make_raws(9, r4=""), *make_raws(1)])
    told = ArchiveFolder(tmp_path / "a").manifest()
    assert (told["coder"], told["is_complete"]) == ("fake 1", True)
    assert (told["reports"], told["coded"], told["left_out"]) == (9, 8, 1)
    assert told["rows"]["statements"] == 8 and told["rows"]["problems"] == 1
    assert len(set(told["shards"])) == 3


def test_changed_report_is_told_and_coded_anew_only_when_asked(code_into: CodeInto, tmp_path: Path) -> None:
    code_into(tmp_path / "a", make_raws(14))
    before = read_bytes(tmp_path / "a")
    changed = make_raws(14, r6="It is another text.")
    with pytest.raises(UsageError, match=r"reports have changed .* number 4 \(r4\) .* shard 1"):
        code_into(tmp_path / "a", changed)
    assert read_bytes(tmp_path / "a") == before
    engine = Inline()
    code_into(tmp_path / "a", changed, engine, again=True)
    code_into(tmp_path / "b", changed)
    assert engine.coded == 1 and read_bytes(tmp_path / "a") == read_bytes(tmp_path / "b")


@pytest.mark.parametrize("count", [6, 8, 20])
def test_more_and_fewer_reports_are_told_and_taken_when_asked(code_into: CodeInto, tmp_path: Path, count: int) -> None:
    code_into(tmp_path / "a", make_raws(14))
    with pytest.raises(UsageError, match="reports have"):
        code_into(tmp_path / "a", make_raws(count))
    code_into(tmp_path / "a", make_raws(count), again=True)
    code_into(tmp_path / "b", make_raws(count))
    assert read_bytes(tmp_path / "a") == read_bytes(tmp_path / "b")


@pytest.mark.parametrize("other", [replace(SETTINGS, coder_name="fake 2"), replace(SETTINGS, rules_only=True)])
def test_another_coder_is_told_and_codes_all_anew_when_asked(
    code_into: CodeInto, tmp_path: Path, other: Settings
) -> None:
    code_into(tmp_path / "a", make_raws(9))
    with pytest.raises(UsageError, match=r"was coded by fake 1; this is fake") as caught:
        code_into(tmp_path / "a", make_raws(9), settings=other)
    assert "--again" in str(caught.value)
    engine = Inline()
    code_into(tmp_path / "a", make_raws(9), engine, other, again=True)
    assert engine.coded == 3 and ArchiveFolder(tmp_path / "a").manifest()["coder"] == other.coder_name


def test_shard_that_lost_a_file_is_coded_anew(code_into: CodeInto, tmp_path: Path) -> None:
    code_into(tmp_path / "a", make_raws(9))
    before = read_bytes(tmp_path / "a")
    (tmp_path / "a/shards/000001/statements.parquet").write_bytes(b"cut")
    engine = Inline()
    code_into(tmp_path / "a", make_raws(9), engine)
    assert engine.coded == 1 and read_bytes(tmp_path / "a") == before


def test_folder_of_other_things_is_left_alone(code_into: CodeInto, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(UsageError, match="other things than an archive"):
        code_into(tmp_path, make_raws(1))
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_two_runs_into_one_folder_are_refused(code_into: CodeInto, tmp_path: Path) -> None:
    folder = ArchiveFolder(tmp_path / "a")
    with folder.begin(SETTINGS), pytest.raises(UsageError, match="Another run"):
        code_into(tmp_path / "a", make_raws(1))


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="There is no archive"):
        ArchiveFolder(tmp_path).manifest()
    (tmp_path / "manifest.json").write_text("[]")
    with pytest.raises(SourceError, match="cannot be read"):
        ArchiveFolder(tmp_path).manifest()
    (tmp_path / "manifest.json").write_text('{"format": 99}')
    with pytest.raises(SourceError, match="format 99"):
        ArchiveFolder(tmp_path).manifest()


def test_no_report_at_all_makes_an_empty_archive(code_into: CodeInto, tmp_path: Path) -> None:
    assert code_into(tmp_path / "a", []) == []
    assert ArchiveFolder(tmp_path / "a").manifest()["is_complete"]


@pytest.mark.parametrize(
    ("name", "workers", "scheduler"), [("spark", None, None), ("local", None, "tcp://a:1"), ("dask", 2, "tcp://a:1")]
)
def test_engines_that_cannot_be_are_refused(name: str, workers: int | None, scheduler: str | None) -> None:
    with pytest.raises(CommuniqueError):
        open_engine(name, workers, scheduler)


KILLED = """
from pathlib import Path
from communique.archive import ArchiveFolder, Run
from tests.archive.conftest import SETTINGS, Inline
from tests.archive.fakes import make_raws

folder = ArchiveFolder(Path({path!r}))
with folder.begin(SETTINGS):
    for _ in Run(folder, SETTINGS).steps(iter(make_raws(2000)), Inline()):
        pass
"""


def test_killed_run_leaves_whole_shards_and_is_completed_by_running_it_again(
    code_into: CodeInto, tmp_path: Path
) -> None:
    """Killed with -9 somewhere in its work, twice."""
    path = tmp_path / "a"
    shards = path / "shards"
    for kill in (1, 2):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED.format(path=str(path))], env=os.environ | {"PYTHONPATH": str(ROOT)}
        )
        until = time.monotonic() + PATIENCE_SECONDS
        while process.poll() is None and time.monotonic() < until:
            if shards.exists() and len(list(shards.glob("[0-9]*"))) >= 3 * kill:
                break
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
        kept = sorted(shards.glob("[0-9]*"))
        assert 3 * kill <= len(kept) < 500, "killed in the middle, later than the time before"
        folder = ArchiveFolder(path)
        receipts = [folder.receipt(int(shard.name)) for shard in kept]
        for receipt in receipts:
            assert receipt is not None
            folder.check(receipt)
    for shard in shards.glob("[0-9]*"):  # what is left of 2,000 reports would take long: the first shards tell enough
        if int(shard.name) >= 6:
            for file in shard.iterdir():
                file.unlink()
            shard.rmdir()
    engine = Inline()
    code_into(path, make_raws(40), engine)
    assert engine.coded == 4
    code_into(tmp_path / "b", make_raws(40))
    assert read_bytes(path) == read_bytes(tmp_path / "b")
