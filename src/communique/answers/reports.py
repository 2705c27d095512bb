"""What the register holds: reports, coverage by outlet and month, problems; and search over words."""

from __future__ import annotations

from communique.answers.coverage import get_notes
from communique.answers.excerpt import cut_excerpt
from communique.answers.filter import Filter, match_words, period_condition
from communique.model.table import Column, Table
from communique.register import Register
from communique.register.parts import marks_for

REPORT_COLUMNS = (
    Column("published", "day of publication, as the report's metadata says", "date"),
    Column("outlet", "who published it"),
    Column("title", "title of the report"),
    Column("records", "records coded from it", "number"),
    Column("problems", "codes of what went wrong with it", "list", wide=True),
    Column("version", "version of its text, counted from 1", "number", hidden=True),
    Column("url", "link to the report", hidden=True),
    Column("sha256", "SHA-256 of its text", hidden=True),
    Column("original_sha256", "SHA-256 of the page or document that its text was taken out of, if any", hidden=True),
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

SEARCH_LIMIT = 50  # results of one search, best first
LONG_CHARACTERS = 300_000  # of a text, for the place of the words; longer ones are not coded either (`read/open.py`)


def list_reports(register: Register, wanted: Filter) -> Table:
    """Return the current reports in the filter's period, by publication."""
    conditions, values = period_condition(wanted)
    rows = register.connection.execute(
        "SELECT r.published, r.outlet, r.title, r.version, r.url, r.sha256, r.original_sha256, r.id AS report,"
        " (SELECT count(*) FROM claim c JOIN coding g ON g.key = c.coding WHERE c.report = r.key AND g.current) AS"
        " records, r.key"
        f" FROM report r WHERE {conditions} ORDER BY r.published NULLS FIRST, r.id",
        values,
    ).fetchall()
    problems: dict[int, set[str]] = {}
    for row in register.connection.execute(
        f"SELECT p.report, p.code FROM problem p JOIN report r ON r.key = p.report WHERE {conditions}", values
    ):
        problems.setdefault(row["report"], set()).add(row["code"])
    names = [column.name for column in REPORT_COLUMNS if column.name != "problems"]
    table = [{name: row[name] for name in names} | {"problems": sorted(problems.get(row["key"], ()))} for row in rows]
    return Table("reports", REPORT_COLUMNS, tuple(table), get_notes(register, wanted))


def get_status(register: Register, wanted: Filter) -> Table:
    """Return the coverage by outlet and month."""
    conditions, values = period_condition(wanted)
    rows = register.connection.execute(
        "SELECT coalesce(r.outlet, 'unnamed') AS outlet, coalesce(substr(r.published, 1, 7), 'undated') AS month,"
        " count(*) AS reports, CAST(sum((SELECT count(*) FROM claim c JOIN coding g ON g.key = c.coding"
        " WHERE c.report = r.key AND g.current)) AS BIGINT) AS records,"
        " sum(CASE WHEN EXISTS (SELECT 1 FROM problem p WHERE p.report = r.key) THEN 1 ELSE 0 END) AS problems"
        f" FROM report r WHERE {conditions} GROUP BY 1, 2 ORDER BY 1, 2",
        values,
    )
    notes = [*get_notes(register, wanted), f"Register: {register.place}"]
    return Table("status", STATUS_COLUMNS, tuple(dict(row) for row in rows), tuple(notes))


def search_reports(register: Register, wanted: Filter, words: str) -> Table:
    """Return the reports whose title or text has all the words, best first, at most `SEARCH_LIMIT`."""
    conditions, values = period_condition(wanted)
    asked = match_words(words)
    db = register.connection
    keys = [
        row[0]
        for row in db.execute(
            "SELECT r.key FROM report_words JOIN report r ON r.key = report_words.rowid"
            f" WHERE report_words MATCH ? AND {conditions} ORDER BY {db.best_first}, r.key LIMIT {SEARCH_LIMIT}",
            (asked, *values),
        )
    ]
    rows = (
        db.execute(
            f"SELECT key, published, outlet, title, url, id AS report, substr(text, 1, {LONG_CHARACTERS}) AS found"
            f" FROM report WHERE key IN ({marks_for(keys)})",
            keys,
        )
        if keys
        else ()
    )
    by_key = {row["key"]: dict(row) | {"found": cut_excerpt(row["found"], asked)} for row in rows}
    table = [{column.name: by_key[key][column.name] for column in SEARCH_COLUMNS} for key in keys]
    notes = list(get_notes(register, wanted))
    if len(table) == SEARCH_LIMIT:
        notes.append(f"Only the best {SEARCH_LIMIT} are shown: add words, or narrow with --since and --until.")
    return Table("search", SEARCH_COLUMNS, tuple(table), tuple(notes))
