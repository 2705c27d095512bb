"""`communique read` killed with -9 in the middle, three times, and completed by running it again: the real coder,
the real command.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from communique.register import Register
from communique.register.fill import COMMIT_REPORTS
from tests.patience import PATIENCE_SECONDS

REPORTS = 4 * COMMIT_REPORTS + 4
TOWNS = ("Gwadar", "Karachi", "Quetta", "Lahore")


def write_reports(folder: Path) -> None:
    folder.mkdir()
    for number in range(REPORTS):
        town = TOWNS[number % len(TOWNS)]
        body = (
            f"The prime minister of Pakistan met the Chinese ambassador in {town} on Monday. "
            f"China promised to build {number + 2} schools in {town} within two years. "
            "Pakistan thanked China for its help. "
        )
        (folder / f"report-{number:03d}.txt").write_text(f"{town.upper()}: {body * 3}", encoding="utf-8")


def start(folder: Path, register: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-c",
        "from communique.cli import main; main()",
        "read",
        str(folder),
        "--register",
        str(register),
    ]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ))


def count_kept(path: Path) -> int:
    if not path.exists():
        return 0
    try:
        with sqlite3.connect(path, timeout=5) as db:
            return int(db.execute("SELECT count(*) FROM report").fetchone()[0])
    except sqlite3.OperationalError:  # the tables are not there yet
        return 0


@pytest.mark.slow
def test_a_killed_read_leaves_whole_reports_and_is_completed_by_running_it_again(tmp_path: Path) -> None:
    folder, path = tmp_path / "reports", tmp_path / "r.db"
    write_reports(folder)
    for kill in range(1, 4):
        process = start(folder, path)
        until = time.monotonic() + PATIENCE_SECONDS
        while count_kept(path) < kill * COMMIT_REPORTS and process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        with Register(path) as register:
            assert register.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            kept = register.connection.execute("SELECT count(*) FROM report").fetchone()[0]
            assert kept >= kill * COMMIT_REPORTS, "the read before was not completed from where it was killed"
            assert kept < REPORTS, "the kill came too late to prove anything"
            assert register.connection.execute("SELECT count(DISTINCT report) FROM coding").fetchone()[0] == kept
    assert start(folder, path).wait(PATIENCE_SECONDS) == 0
    with Register(path) as register:
        assert count_kept(path) == REPORTS
        texts = {c.source.id for c in register.claims("c.kind = 'undertakings'")}
        assert len(texts) == REPORTS, "every report was coded"
        before = register.connection.execute("SELECT count(*) FROM claim").fetchone()[0]
    assert start(folder, path).wait(PATIENCE_SECONDS) == 0
    with Register(path) as register:
        assert register.connection.execute("SELECT count(*) FROM claim").fetchone()[0] == before
