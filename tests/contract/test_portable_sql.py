"""What is asked of a register is asked in words that both engines know (`register/engines/database.py`)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "communique"
# What only SQLite knows, and what both know but mean differently.
ONLY_SQLITE = re.compile(
    r"\b(?:INSERT OR|REPLACE INTO|PRAGMA|GLOB|WHERE 1|current = [01])\b"
    r"|\b(?:group_concat|bm25|snippet|ifnull|iif|strftime|json_set|json_array|json_object|json_group_array)\("
    r"|\browid\b(?!.*_words)(?<!_words\.rowid)"
    r"|\bsubstr\((?:\w+\.)?text, (?!1,)",  # of a text with U+0000 in it
    re.IGNORECASE,
)
MAY_BE_EMPTY = r"(?:published|outlet|title|url|first_day|last_day|confidence|undone_at|batch)"
SORTED_ANYHOW = re.compile(
    rf"(?<!IS NOT NULL )ORDER BY [^)]*?\b{MAY_BE_EMPTY}\b(?! DESC NULLS LAST| NULLS FIRST)", re.IGNORECASE
)
IS_SQL = re.compile(r"\b(?:SELECT .+ FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|ORDER BY)\b", re.DOTALL)


def statements(file: Path) -> Iterator[tuple[int, str]]:
    """Yield line and words of every string of SQL, what is filled in left out."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            said = node.value
        elif isinstance(node, ast.JoinedStr):
            said = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        else:
            continue
        if IS_SQL.search(said):
            yield node.lineno, said


def asking_files() -> list[Path]:
    """Return the files that hold SQL of the register: those that import it, and its own, but for the engines and what
    has a file of its own."""
    return [
        file
        for file in sorted(PACKAGE.rglob("*.py"))
        if "engines" not in file.parts
        and (file.parent.name == "register" or "communique.register" in file.read_text(encoding="utf-8"))
        and "sqlite3.connect(" not in file.read_text(encoding="utf-8")
    ]


def test_questions_are_in_words_that_both_engines_know() -> None:
    files = asking_files()
    found = [(file, line, sql) for file in files for line, sql in statements(file)]
    assert len(found) > 40, "this looks at the questions"
    bad = [
        f"{file.relative_to(PACKAGE)}:{line}: {match[0]}"
        for file, line, sql in found
        for match in (ONLY_SQLITE.search(sql), SORTED_ANYHOW.search(sql))
        if match
    ]
    assert bad == []


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT OR IGNORE INTO block VALUES (?)", "SELECT group_concat(code) FROM problem", "SELECT rowid FROM problem",
        "SELECT key FROM report ORDER BY published, id", "SELECT key FROM report WHERE current = 1",
        "SELECT substr(r.text, ?, ?) FROM report r",
    ],
)  # fmt: skip
def test_what_only_one_knows_is_seen(sql: str) -> None:
    assert ONLY_SQLITE.search(sql) or SORTED_ANYHOW.search(sql)
