"""A run killed at any moment leaves a whole register: twenty processes, each killed at another point of its work."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from communique.register import Register

WRITER = """
import sys
from pathlib import Path
from communique.model.report import Report
from communique.register import Register
from communique.register.joining import join_claims

def record(number, text):
    return {"id": "u1", "act": "commit", "by": ["CHN"], "to": ["PAK"], "speaker": None, "matter": text[:40], "amounts": [], "due": None,
            "engagement": None, "topics": [], "evidence": [[0, 20]], "confidence": 0.5, "event_type": "AGREE", "rule": "test"}

with Register(Path(sys.argv[1])) as register:
    print("ready", flush=True)
    for number in range(400):
        text = f"China promised Pakistan hospital number {number} in Gwadar. " * 30
        report = Report(f"r{number}", text, published="2025-03-01", sha256=Report.hash_of(text))
        with register.transaction():
            added = register.add(report, {"undertakings": [record(number, text)]}, [], "test 1")
            join_claims(register, added.claims)
"""
KILLS = 20


def test_twenty_kills_leave_every_report_whole_or_absent_and_running_again_completes(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    pause = random.Random(20250301)
    seen = []
    for _ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, env=dict(os.environ)
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(pause.uniform(0.0, 0.12))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        seen.append(_check(path))
    assert seen == sorted(seen), "a committed report was lost"
    assert 0 < seen[0] < 400 or len(set(seen)) > 1, "the kills must fall inside the work, else this proves nothing"
    subprocess.run([sys.executable, "-c", WRITER, str(path)], check=True, stdout=subprocess.DEVNULL)
    assert _check(path) == 400


def _check(path: Path) -> int:
    """Return how many reports the register holds, after checking that each is whole."""
    with Register(path) as register:
        db = register.connection
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        reports = int(db.execute("SELECT count(*) FROM report").fetchone()[0])
        for table, column in (("coding", "report"), ("claim", "report")):
            whole = db.execute(f"SELECT count(DISTINCT {column}) FROM {table}").fetchone()[0]
            assert whole == reports, table
        assert db.execute("SELECT count(*) FROM claim_node").fetchone()[0] == reports
        assert db.execute("SELECT count(*) FROM evidence_words").fetchone()[0] == reports
    assert sqlite3.connect(path).execute("PRAGMA foreign_key_check").fetchall() == []
    return reports
