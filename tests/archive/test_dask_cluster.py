"""On a real scheduler with two worker processes: the bytes of the local engine, whatever dies meanwhile."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.archive import ArchiveFolder, Done
from communique.archive.engines.dask_cluster import DaskEngine, find_killers
from communique.archive.engines.local import LocalEngine
from communique.archive.tables import read_uncoded
from communique.errors import SourceError, UsageError
from communique.worker import CODER
from tests.archive.conftest import SETTINGS, Cluster, CodeInto, read_bytes
from tests.archive.fakes import DEADLIER, DEADLY, ENDLESS, SLOW, make_raws
from tests.patience import PATIENCE_SECONDS


def wait_for_worker(begun: Path, run: Future[list[Done]]) -> int:
    """Return the process of the worker that has a slow report under way, as its coder tells it."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not (begun.exists() and begun.read_text()) and not run.done() and time.monotonic() < until:
        time.sleep(0.02)
    assert begun.exists(), run.exception() if run.done() else "nothing was coded"
    return int(begun.read_text())


@pytest.mark.slow
def test_the_bytes_are_those_of_the_local_engine_and_a_poisoned_report_costs_no_other(
    cluster: Cluster, code_into: CodeInto, tmp_path: Path
) -> None:
    """One report kills the process that codes it, one never ends; both engines tell the same of them."""
    raws = [*make_raws(5, r2=DEADLY, r4=ENDLESS), *make_raws(2)]
    settings = replace(SETTINGS, seconds=1, shard_reports=2)
    code_into(tmp_path / "local", raws, LocalEngine(2), settings)
    code_into(tmp_path / "dask", raws, DaskEngine(cluster.address), settings)
    assert read_bytes(tmp_path / "local") == read_bytes(tmp_path / "dask")
    manifest = ArchiveFolder(tmp_path / "dask").manifest()
    assert (manifest["reports"], manifest["coded"], manifest["left_out"]) == (5, 3, 2)
    assert read_uncoded(tmp_path / "dask/shards/000001")[0][0] == "r2"
    assert "longer than 1 seconds" in read_uncoded(tmp_path / "dask/shards/000002")[0][1]


@pytest.mark.slow
def test_a_worker_killed_while_it_works_costs_nothing(cluster: Cluster, code_into: CodeInto, tmp_path: Path) -> None:
    gate, begun = tmp_path / "gate", tmp_path / "gate.begun"
    gate.touch()
    raws = make_raws(14, r3=f"{SLOW} {gate}")
    with ThreadPoolExecutor(1) as threads:
        run = threads.submit(code_into, tmp_path / "dask", raws, DaskEngine(cluster.address))
        os.kill(wait_for_worker(begun, run), signal.SIGKILL)
        gate.unlink()
        assert [done.is_new for done in run.result(PATIENCE_SECONDS)] == [True] * 4
    code_into(tmp_path / "inline", raws)
    assert read_bytes(tmp_path / "dask") == read_bytes(tmp_path / "inline")


@pytest.mark.slow
def test_a_report_that_kills_every_worker_is_found_and_given_up(
    cluster: Cluster, code_into: CodeInto, tmp_path: Path
) -> None:
    cluster.wait()
    raws = make_raws(3, r1=DEADLIER)
    code_into(tmp_path / "dask", raws, DaskEngine(cluster.address), replace(SETTINGS, shard_reports=1))
    folder = ArchiveFolder(tmp_path / "dask")
    assert [receipt.coded for receipt in folder.receipts()] == [1, 0, 1]
    ((report, reason),) = read_uncoded(folder.folder_of(1))
    assert report == "r1" and "Every machine's worker that tried this report died" in reason


@given(st.sets(st.integers(0, 40), min_size=1), st.integers(1, 41))
def test_halving_finds_the_deadly_reports_and_no_others(deadly: set[int], count: int) -> None:
    there = deadly & set(range(count)) or {0}
    found = list(find_killers(range(count), lambda places: bool(there & set(places))))
    assert found == sorted(there)


@pytest.mark.slow
def test_a_scheduler_that_is_restarted_is_waited_for(
    cluster: Cluster, code_into: CodeInto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.archive.engines.dask_cluster.PATIENCE_SECONDS", PATIENCE_SECONDS)
    cluster.wait()
    gate, begun = tmp_path / "gate", tmp_path / "gate.begun"
    gate.touch()
    raws = make_raws(14, r3=f"{SLOW} {gate}")
    with ThreadPoolExecutor(1) as threads:
        run = threads.submit(code_into, tmp_path / "dask", raws, DaskEngine(cluster.address))
        wait_for_worker(begun, run)
        cluster.processes["scheduler"].kill()
        cluster.processes["scheduler"].wait()
        gate.unlink()
        while not run.done():
            cluster.keep()
            time.sleep(0.1)
        run.result()
    code_into(tmp_path / "inline", raws)
    assert read_bytes(tmp_path / "dask") == read_bytes(tmp_path / "inline")


@pytest.mark.slow
def test_a_cluster_with_another_coder_is_told(cluster: Cluster, code_into: CodeInto, tmp_path: Path) -> None:
    cluster.wait()
    with pytest.raises(UsageError, match="A worker has communique"):
        code_into(tmp_path / "dask", make_raws(1), DaskEngine(cluster.address), replace(SETTINGS, coder=CODER))


def test_a_scheduler_that_is_not_there_is_told(
    code_into: CodeInto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.archive.engines.dask_cluster.CONNECT_SECONDS", 0.5)
    with pytest.raises(SourceError, match="No scheduler answers"):
        code_into(tmp_path / "dask", make_raws(1), DaskEngine("tcp://127.0.0.1:1"))
