"""What the register holds: reports, coverage by outlet and month, problems; and search over words."""

from __future__ import annotations

from collections.abc import Sequence

from communique.answers.coverage import get_notes
from communique.answers.filter import Filter, match_words, period_condition
from communique.model.table import Column, Table
from communique.register import Register

REPORT_COLUMNS = (
    Column("published", "day of publication, as the report's metadata says", "date"),
    Column("outlet", "who published it"),
    Column("title", "title of the report"),
    Column("records", "records coded from it", "number"),
    Column("problems", "codes of what went wrong with it", "list", wide=True),
    Column("version", "version of its text, counted from 1", "number", hidden=True),
    Column("url", "link to the report", hidden=True),
    Column("sha256", "SHA-256 of its text", hidden=True),
    Column("report", "the report's id"),
)

STATUS_COLUMNS = (
    Column("outlet", "who published the reports"),
    Column("month", "month of publication; 'undated' where unknown", "date"),
    Column("reports", "number of reports", "number"),
    Column("records", "records coded from them", "number"),
    Column("problems", "reports with a problem", "number"),
)

SEARCH_COLUMNS = (
    Column("published", "day of publication", "date"),
    Column("outlet", "who published it"),
    Column("title", "title of the report"),
    Column("found", "the words found, in their place (between » and «)"),
    Column("url", "link to the report", hidden=True),
    Column("report", "the report's id"),
)

SEARCH_LIMIT = 50  # results of one search, best first (bm25)
LONG_CHARACTERS = 300_000  # of a text; longer ones are not coded either (`read/open.py`)
EXCERPT_CHARACTERS = 160


def list_reports(register: Register, wanted: Filter) -> Table:
    """Return the current reports in the filter's period, by publication."""
    conditions, values = period_condition(wanted)
    rows = register.connection.execute(
        "SELECT r.published, r.outlet, r.title, r.version, r.url, r.sha256, r.id AS report,"
        " (SELECT count(*) FROM claim c JOIN coding g ON g.key = c.coding WHERE c.report = r.key AND g.current) AS"
        " records,"
        " (SELECT group_concat(p.code, ' ') FROM problem p WHERE p.report = r.key) AS problems"
        f" FROM report r WHERE {conditions} ORDER BY r.published, r.id",
        values,
    )
    table = [dict(row) | {"problems": sorted(set((row["problems"] or "").split()))} for row in rows]
    return Table("reports", REPORT_COLUMNS, tuple(table), get_notes(register, wanted))


def get_status(register: Register, wanted: Filter) -> Table:
    """Return the coverage by outlet and month."""
    conditions, values = period_condition(wanted)
    rows = register.connection.execute(
        "SELECT coalesce(r.outlet, 'unnamed') AS outlet, coalesce(substr(r.published, 1, 7), 'undated') AS month,"
        " count(*) AS reports, sum((SELECT count(*) FROM claim c JOIN coding g ON g.key = c.coding"
        " WHERE c.report = r.key AND g.current)) AS records,"
        " sum(EXISTS (SELECT 1 FROM problem p WHERE p.report = r.key)) AS problems"
        f" FROM report r WHERE {conditions} GROUP BY 1, 2 ORDER BY 1, 2",
        values,
    )
    notes = [*get_notes(register, wanted), f"Register: {register.place}"]
    return Table("status", STATUS_COLUMNS, tuple(dict(row) for row in rows), tuple(notes))


def search_reports(register: Register, wanted: Filter, words: str) -> Table:
    """Return the reports whose title or text has all the words, best first, at most `SEARCH_LIMIT`."""
    conditions, values = period_condition(wanted)
    asked = match_words(words)
    keys = [
        row[0]
        for row in register.connection.execute(
            "SELECT r.key FROM report_words JOIN report r ON r.key = report_words.rowid"
            f" WHERE report_words MATCH ? AND {conditions} ORDER BY bm25(report_words) LIMIT {SEARCH_LIMIT}",
            (asked, *values),
        )
    ]
    found = _find_places(register, asked, keys)
    rows = register.connection.execute(
        f"SELECT key, published, outlet, title, url, id AS report FROM report WHERE key IN ({_marks(keys)})", keys
    )
    by_key = {row["key"]: {name: row[name] for name in row.keys() if name != "key"} for row in rows}  # noqa: SIM118
    table = [by_key[key] | {"found": " ".join(found.get(key, "").split())} for key in keys]
    notes = list(get_notes(register, wanted))
    if len(table) == SEARCH_LIMIT:
        notes.append(f"Only the best {SEARCH_LIMIT} are shown: add words, or narrow with --since and --until.")
    return Table("search", SEARCH_COLUMNS, tuple(table), tuple(notes))


def _find_places(register: Register, asked: str, keys: Sequence[int]) -> dict[int, str]:
    """Return report → the words found in their place; of a very long text only how it begins.

    SQLite looks for the best place by comparing every hit with every other: ten megabytes of text took it minutes.
    """
    rows = register.connection.execute(
        "SELECT rowid, snippet(report_words, 1, '»', '«', ' … ', 24) FROM report_words WHERE report_words MATCH ?"
        f" AND rowid IN (SELECT key FROM report WHERE key IN ({_marks(keys)}) AND length(text) <= {LONG_CHARACTERS})",
        (asked, *keys),
    )
    found = {row[0]: row[1] or "" for row in rows}
    rest = [key for key in keys if key not in found]
    rows = register.connection.execute(
        f"SELECT key, substr(text, 1, {EXCERPT_CHARACTERS}) || ' …' FROM report WHERE key IN ({_marks(rest)})", rest
    )
    return found | {row[0]: row[1] for row in rows}


def _marks(keys: Sequence[int]) -> str:
    return ",".join("?" * len(keys))
