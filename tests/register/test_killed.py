"""A run killed at any moment leaves a whole register: twenty processes, each killed at another point of its work."""

from __future__ import annotations

import random
import sqlite3
import time
from multiprocessing.synchronize import Event
from pathlib import Path

from communique.model.report import Report
from communique.register import Register
from communique.register.joining import join_claims
from tests.forks import FORKS
from tests.patience import PATIENCE_SECONDS

KILLS = 20
REPORTS = 160
CLAIMS = 2  # of each report: a half-kept report must show


def write(path: Path, is_ready: Event) -> None:
    """Add the reports that are not there yet, two in a transaction, as `communique read` does."""
    with Register(path) as register:
        is_ready.set()
        for number in range(0, REPORTS, 2):
            with register.transaction():
                for one in (number, number + 1):
                    report, records = make_report(one)
                    join_claims(register, register.add(report, {"undertakings": records}, [], "test 1").claims)


def make_report(number: int) -> tuple[Report, list[dict[str, object]]]:
    town = "".join(chr(ord("b") + int(digit)) for digit in f"{number:04d}") + "pur"
    text = (
        f"China promised Pakistan a clinic in {town}. It also promised a road to {town} harbour. "
        + "It said no more. " * 40
    )
    day = f"2025-03-{1 + number % 28:02d}"
    records = [
        {
            "id": f"u{i}",
            "act": "commit",
            "by": ["CHN"],
            "to": ["PAK"],
            "speaker": None,
            "matter": matter,
            "amounts": [],
            "due": None,
            "engagement": None,
            "topics": [],
            "evidence": [[20 * i, 20 * i + 20]],
            "confidence": 0.5,
            "event_type": "AGREE",
            "rule": "test",
        }
        for i, matter in enumerate((f"a clinic in {town}", f"a road to {town} harbour"))
    ]
    return Report(f"r{number}", text, published=day, sha256=Report.hash_of(text)), records


def test_twenty_kills_leave_every_report_whole_or_absent_and_running_again_completes(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    pause = random.Random(20250301)
    seen = []
    for _ in range(KILLS):
        is_ready = FORKS.Event()
        process = FORKS.Process(target=write, args=(path, is_ready))
        process.start()
        assert is_ready.wait(PATIENCE_SECONDS)
        time.sleep(pause.uniform(0.0, 0.12))
        process.kill()
        process.join()
        seen.append(_check(path))
    assert seen == sorted(seen), "a committed report was lost"
    assert 0 < seen[0] < REPORTS or len(set(seen)) > 1, "the kills must fall inside the work, else this proves nothing"
    write(path, FORKS.Event())
    assert _check(path) == REPORTS


def _check(path: Path) -> int:
    """Return how many reports the register holds, after checking that each is whole."""
    with Register(path) as register:
        db = register.connection
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        reports = int(db.execute("SELECT count(*) FROM report").fetchone()[0])
        assert reports % 2 == 0, "half a transaction was kept"
        assert db.execute("SELECT count(*) FROM coding").fetchone()[0] == reports
        for table in ("claim", "claim_node", "evidence_words"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == CLAIMS * reports, table
    assert sqlite3.connect(path).execute("PRAGMA foreign_key_check").fetchall() == []
    return reports
