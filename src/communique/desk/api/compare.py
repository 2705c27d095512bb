"""`GET /api/compare?a=ID&b=ID`: what two reports both tell of, and what one has and the other lacks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from communique.answers.citation import PUBLISHED, SOURCE_COLUMNS, source_cells
from communique.answers.compare import compare_reports
from communique.desk.api.answering import FAILURES, respond_list
from communique.desk.api.models import make_list_model
from communique.desk.desk import get_desk
from communique.model.claim import Claim
from communique.model.table import Column

ROUTER = APIRouter(tags=["reports"])
COLUMNS = (
    Column("told_by", "both, where the other report tells of the same case; a or b, where it does not; apart, where "
           "records of this kind are not joined across reports"),
    Column("case", "number of the case that both tell of", "key"),
    Column("kind", "kind of the record"),
    PUBLISHED,
    *SOURCE_COLUMNS,
)  # fmt: skip
ReportId = Annotated[str, Query(min_length=1, description="the id of a report")]


@ROUTER.get("/compare", response_model=make_list_model("comparison", COLUMNS), responses=FAILURES)
def get_comparison(request: Request, a: ReportId, b: ReportId) -> Response:
    """Return the records of two reports, those of one case after each other."""
    with get_desk(request).reading() as register:
        found = compare_reports(register, a, b)
    rows = [row for shared in found.shared for row in _rows("both", shared.case, (*shared.a, *shared.b))]
    rows += [*_rows("a", None, found.only_a), *_rows("b", None, found.only_b)]
    rows += _rows("apart", None, (*found.apart_a, *found.apart_b))
    notes = [f"{len(found.shared)} cases are told by both; two records are of one case where they were joined."]
    return respond_list(request, rows, notes)


def _rows(told_by: str, case: int | None, claims: Iterable[Claim]) -> list[dict[str, Any]]:
    return [{"told_by": told_by, "case": case, "kind": claim.kind, **source_cells(claim)} for claim in claims]
