"""Undocumented means failing: every problem code in the sources stands in docs/problems.md, and the other way round."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CODE = r"[a-z]+(?:-[a-z]+)+"


def test_every_problem_code_is_documented_and_every_documented_code_exists() -> None:
    made: set[str] = set()
    raised: set[str] = set()  # by what a report's problem is made of, at another place
    for file in sorted((ROOT / "src" / "communique").rglob("*.py")):
        source = file.read_text(encoding="utf-8")
        made.update(re.findall(rf'(?:Problem|unread|failed)\((?:raw, )?\s*"({CODE})"', source))
        raised.update(re.findall(rf'(?:SourceError\(|failure = )\s*"({CODE})"', source))
    page = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    documented = set(re.findall(rf"^\| `({CODE})` \|", page, flags=re.M))
    assert made <= documented <= made | raised
