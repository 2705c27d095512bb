"""A watch killed with -9 between any two steps reads what it would have read, once: not less, not twice."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from communique.fetch import Pages
from communique.fetch.clock import Clock
from communique.register import Register
from communique.watch import State, reading
from tests.forks import FORKS
from tests.misbehaving import Server
from tests.patience import PATIENCE_SECONDS
from tests.watch.conftest import Desk, item

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes that are forked")
TEXTS = {"a": "The ministers met on Sunday.", "b": "They agreed on trade."}


class Killer:
    """Kills this process at its n-th place between two steps; `passed` counts them."""

    def __init__(self, at: int | None) -> None:
        self._at = at
        self.passed = 0

    def between(self) -> None:
        if self.passed == self._at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.passed += 1

    def around(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def with_kills(*args: Any, **named: Any) -> Any:
            self.between()
            result = step(*args, **named)
            self.between()
            return result

        return with_kills

    def arm(self, patch: pytest.MonkeyPatch) -> None:
        """Stand before and after everything that a watch writes."""
        step = State._step

        @contextmanager
        def with_kills(state: State) -> Iterator[sqlite3.Connection]:
            self.between()
            with step(state) as db:
                yield db
                self.between()  # all is written and nothing committed
            self.between()

        patch.setattr(State, "_step", with_kills)
        patch.setattr(Pages, "keep", self.around(Pages.keep))
        patch.setattr(reading, "add_coded", self.around(reading.add_coded))


def make_desk(server: Server, folder: Path, empty: Path) -> Desk:
    """Return a watch on a feed of `TEXTS`, with a copy of an empty register."""
    folder.mkdir()
    desk = Desk(server, folder)
    shutil.copy(empty, folder / "r.db")
    desk.feed(*map(item, TEXTS))
    for name, text in TEXTS.items():
        desk.article(f"/{name}", text)
    return desk


def run_killed(desk: Desk, at: int) -> bool:
    """Run a watch in a process of its own that is killed at a place; return whether it got that far."""
    process = FORKS.Process(target=run_to_kill, args=(desk.server.port, desk.places.register.parent, at))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL), "it failed for another reason"
    return process.exitcode != 0


def run_to_kill(port: int, folder: Path, at: int) -> None:
    """Run a watch on what a server at a port of this machine has, and kill this process at a place."""
    with pytest.MonkeyPatch.context() as patch:
        Killer(at).arm(patch)
        Desk(cast(Server, SimpleNamespace(port=port)), folder).run()


def test_a_watch_killed_between_any_two_steps_loses_nothing_and_reads_nothing_twice(
    server: Server, tmp_path: Path
) -> None:
    at = 0
    Register(tmp_path / "empty.db").close()
    while True:
        desk = make_desk(server, tmp_path / str(at), tmp_path / "empty.db")
        was_killed = run_killed(desk, at)
        desk.run(later=timedelta(hours=1))
        assert sorted(text for _, _, text in desk.reports()) == sorted(TEXTS.values()), at
        assert {version for _, version, _ in desk.reports()} == {1}, at
        assert [state for state, _ in desk.items()] == ["read"] * len(TEXTS), at
        with sqlite3.connect(desk.places.register) as db:
            assert db.execute("SELECT count(*) FROM coding").fetchone()[0] == len(TEXTS), at
        if not was_killed:
            break
        at += 1
    assert at > 20, "the places where it can be killed are not passed any more"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_a_watch_cleanly_and_soon(tmp_path: Path, number: signal.Signals) -> None:
    """The real command. Its feed is on this machine, which it refuses to ask: so it waits for the next poll."""
    feeds = tmp_path / "feeds.toml"
    feeds.write_text('[[feed]]\nurl = "http://localhost/rss"\n', encoding="utf-8")
    command = [sys.executable, "-c", "from communique.cli import main; main()", "watch", str(feeds)]
    process = subprocess.Popen([*command, "--register", str(tmp_path / "r.db")], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert "is not an address of the open web" in process.stderr.readline()
    process.send_signal(number)  # the next poll would be in half an hour
    assert process.wait(PATIENCE_SECONDS) == 0, process.stderr.read()
    with State(tmp_path / "r.watch.db") as state:
        assert state.get_course("http://localhost/rss", Clock().now()).failures == 1
