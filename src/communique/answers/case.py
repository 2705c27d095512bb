"""One case in full: what each report says of the same thing, side by side, and why they were joined."""

from __future__ import annotations

import json

from communique.answers.citation import quote
from communique.answers.engagements import tell as tell_engagement
from communique.answers.incidents import tell as tell_incident
from communique.errors import NotFound
from communique.model.claim import Claim
from communique.model.table import Column, Table
from communique.register import Register
from communique.register.case_query import claims_of_case

COLUMNS = (
    Column("published", "day of publication, as the report's metadata says", "date"),
    Column("outlet", "who published the report"),
    Column("says", "what the report says of it: kind, sides, people, place, time, numbers"),
    Column("words", "the report's own words that the record rests on", wide=True),
    Column("title", "title of the report", hidden=True),
    Column("url", "link to the report", hidden=True),
    Column("report", "the report's id", hidden=True),
    Column("record", "the record's id in that report (`communique explain`)", hidden=True),
    Column("claim", "number of the claim in this register", "key"),
)


def get_case(register: Register, case: int) -> Table:
    """Return the claims of a case, by publication; a negative number is a claim that was joined with nothing."""
    claims = find_claims_of(register, case)
    rows = [
        {
            "published": claim.source.published,
            "outlet": claim.source.outlet,
            "says": _tell(claim),
            "words": quote(claim),
            "title": claim.source.title,
            "url": claim.source.url,
            "report": claim.source.id,
            "record": claim.record["id"],
            "claim": claim.key,
        }
        for claim in claims
    ]
    reports = len({claim.source.id for claim in claims})
    notes = [f"Case {case}: {len(claims)} claims of {reports} report{'' if reports == 1 else 's'}."]
    return Table("case", COLUMNS, tuple(rows), (*notes, *_links(register, case)))


def find_claims_of(register: Register, case: int, kind: str | None = None) -> list[Claim]:
    """Return the claims of a case, by publication; it must be of that kind where one is given."""
    claims = claims_of_case(register, case) if case > 0 else register.claims("c.key = ?", (-case,))
    if not claims or (kind is not None and claims[0].kind != kind):
        of_kind = f" of {kind}" if kind else ""
        hint = "The column case of an answer has the numbers."
        raise NotFound("case-missing", f"There is no case {case}{of_kind}.", hint)
    return sorted(claims, key=lambda claim: (claim.source.published or "", claim.key))


def _tell(claim: Claim) -> str:
    """Return one report's version without its source, which has columns of its own."""
    if claim.kind == "engagements":
        return tell_engagement(claim).split(": ", 1)[1]
    if claim.kind == "incidents":
        return tell_incident(claim).split(": ", 1)[1]
    record = claim.record
    said = [record.get("name") or record.get("matter") or quote(claim), record.get("office"), record.get("country")]
    return "; ".join(filter(None, said))


def _links(register: Register, case: int) -> list[str]:
    """Say for each link that holds the case together which claims it joins, how strongly and why."""
    rows = register.connection.execute(
        "SELECT a.claim AS one, b.claim AS two, s.score, s.reasons FROM same_link s JOIN node a ON a.key = s.a"
        ' JOIN node b ON b.key = s.b WHERE a."case" = ? AND b."case" = ? ORDER BY s.score DESC, s.a, s.b',
        (case, case),
    )
    return [f"{r['one']} ~ {r['two']} ({r['score']:.2f}): {', '.join(json.loads(r['reasons']))}" for r in rows]
