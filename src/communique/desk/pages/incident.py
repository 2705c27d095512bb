"""`/incidents/NUMBER`: one incident: each source's numbers side by side, what the rules make of them, every account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from communique.answers.counts import get_counts
from communique.answers.coverage import get_coverage
from communique.desk.case_number import read_case_number
from communique.desk.desk import get_desk
from communique.desk.pages.page import Page
from communique.desk.rows import to_rows
from communique.desk.verdicts import find_verdicts


def show(request: Request) -> Response:
    """Answer with the incident."""
    desk = get_desk(request)
    with desk.reading() as register:
        number = read_case_number(request, register)
        counts = get_counts(register, number)
        rows = to_rows(counts.claims)
        verdicts = find_verdicts(register, rows)
        coverage = get_coverage(register)
    return desk.render(
        request, "incident.html", number=number, counts=counts, sources=gather(counts.rows), rows=rows,
        verdicts=verdicts, coverage=coverage.sentence(),
    )  # fmt: skip


def gather(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return one row for each source of each report, with its numbers by outcome and class, in the report's order.

    Several numbers of one outcome and class stand beside each other ("4 + 1"): the rules add them up, we only show.
    """
    found: dict[tuple[int, str], dict[str, Any]] = {}
    for row in rows:
        source = found.setdefault((row["claim"], row["source"]), {**row, "numbers": {}})
        said = f"{row['qualifier']} {row['count']:,}" if row["qualifier"] else f"{row['count']:,}"
        source["numbers"].setdefault((row["outcome"], row["class"]), []).append(said)
    return list(found.values())


PAGE = Page(
    "/incidents/{number:path}", "Incident", show, example="/incidents/khyber-2025-06-28-mir-ali-convoy:i1"
)  # fmt: skip
