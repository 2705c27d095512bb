"""What came into the register since a moment: reports, and how many records of each kind they gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from communique.register import Register

NEWEST = 10  # reports that are named


@dataclass(frozen=True, slots=True)
class News:
    """`reports` were added since then, `newest` are the last of them, `records` count by kind what they gave."""

    since: str | None
    reports: int
    newest: tuple[Mapping[str, Any], ...]
    records: Mapping[str, int]


def find_news(register: Register, since: str | None) -> News:
    """Return what was added after a UTC time (ISO 8601); all there is when None."""
    moment = since or ""
    db = register.connection
    count = db.execute("SELECT count(*) FROM report WHERE current AND added_at > ?", (moment,)).fetchone()[0]
    newest = db.execute(
        "SELECT id AS report, outlet, published, title, url, added_at FROM report WHERE current AND added_at > ?"
        f" ORDER BY added_at DESC, key DESC LIMIT {NEWEST}",
        (moment,),
    )
    records = db.execute(
        "SELECT c.kind, count(*) FROM report r JOIN claim c ON c.report = r.key JOIN coding g ON g.key = c.coding"
        " WHERE r.current AND g.current AND r.added_at > ? GROUP BY c.kind ORDER BY c.kind",
        (moment,),
    )
    return News(since, int(count), tuple(dict(row) for row in newest), {row[0]: int(row[1]) for row in records})
