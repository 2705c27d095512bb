"""Measure how often the date rules read gold's own time words as gold does: `measure_dates.py train`.

Only records whose gold has both `when` and `date` count. What the coders find is not measured here.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from communique.resolve.dates import read_when

SHARED = Path(__file__).resolve().parents[2] / "shared"


def published_dates(part: Path) -> dict[str, str | None]:
    """Return the publication date of each report of `part`."""
    listed = part / "reports.jsonl"
    return {r["id"]: r.get("published") for r in map(json.loads, listed.read_text(encoding="utf-8").splitlines())}


def main(part: str = "train") -> None:
    folder = SHARED / part
    published = published_dates(folder)
    equal = total = 0
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for kind in ("engagements", "incidents", "actions"):
            for record in gold.get(kind, ()):
                if not record.get("when") or not record.get("date"):
                    continue
                foreseen = record.get("status") in ("planned", "invited", "possible")
                when = read_when(record["when"], published[gold["report"]], foreseen)
                total += 1
                if when and when.date == record["date"]:
                    equal += 1
                else:
                    got = (when.date, when.rule) if when else None
                    print(f"{record['when']!r} of {published[gold['report']]}: gold {record['date']}, ours {got}")
    print(f"{equal} of {total} equal ({equal / total:.1%})")


if __name__ == "__main__":
    main(*sys.argv[1:])
