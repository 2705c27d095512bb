"""What people decided: judgements on links and claims, and the statuses they gave undertakings; undone ones too."""

from __future__ import annotations

from typing import Any

from communique.answers.citation import quote, say_source
from communique.model.claim import Claim
from communique.model.table import Column, Table
from communique.register import Register
from communique.register.judgements import list_judgements as read_judgements

COLUMNS = (
    Column("number", "what `communique undo` takes; a status begins with s"),
    Column("day", "when it was decided (UTC)", "date"),
    Column("verdict", "same, different, unsure, confirmed, rejected, or the status given"),
    Column("about", "the claims it is about, with their sources", "list"),
    Column("who", "who decided it"),
    Column("why", "why"),
    Column("undone", "when it was taken back (UTC); empty while it is in force", "date"),
    Column("subject", "same (two cases), follow-up, claim or status", hidden=True),
    Column("claims", "numbers of the claims it is about", "list", hidden=True),
)


def list_judgements(register: Register) -> Table:
    """Return all judgements and given statuses in the order of their time, undone ones too."""
    rows = [*_judgements(register), *_statuses(register)]
    rows.sort(key=lambda row: (row["at"], row["number"]))
    for row in rows:
        row["day"] = row.pop("at")[:10]
    force = sum(row["undone"] is None for row in rows)
    note = f"{len(rows):,} decided, {force:,} in force. Take one back with `communique undo NUMBER`."
    return Table("judgements", COLUMNS, tuple(rows), (note,))


def _judgements(register: Register) -> list[dict[str, Any]]:
    rows = []
    for judged in read_judgements(register):
        ends = [judged.a] if judged.b is None else [judged.a, judged.b]
        keys = _claims_of_nodes(register, ends) if judged.subject == "same" else ends
        claims = {claim.key: claim for claim in register.claims_by_key(keys)}
        rows.append(
            {
                "number": str(judged.key),
                "at": judged.at,
                "verdict": judged.verdict,
                "about": [_say(claims[key]) for key in keys if key in claims],
                "who": judged.who,
                "why": judged.why,
                "undone": judged.undone_at[:10] if judged.undone_at else None,
                "subject": judged.subject,
                "claims": [str(key) for key in keys],
            }
        )
    return rows


def _statuses(register: Register) -> list[dict[str, Any]]:
    rows = []
    for given in register.connection.execute("SELECT * FROM assessment ORDER BY key"):
        keys = [key for key in (given["undertaking"], given["evidence"]) if key is not None]
        rows.append(
            {
                "number": f"s{given['key']}",
                "at": given["at"],
                "verdict": f"{given['status']} ({given['day']})",
                "about": [_say(claim) for claim in register.claims_by_key(keys)],
                "who": given["who"],
                "why": given["why"],
                "undone": given["undone_at"][:10] if given["undone_at"] else None,
                "subject": "status",
                "claims": [str(key) for key in keys],
            }
        )
    return rows


def _claims_of_nodes(register: Register, nodes: list[int]) -> list[int]:
    """Return for each node the claim that speaks for it."""
    found = [register.connection.execute("SELECT claim FROM node WHERE key = ?", (node,)).fetchone() for node in nodes]
    return [int(row["claim"]) for row in found if row]


def _say(claim: Claim) -> str:
    return f"{claim.key}: “{quote(claim)}” ({say_source(claim)})"
