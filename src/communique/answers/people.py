"""A person over all reports: offices as seen on which days, whom they met, when."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from communique.answers.coverage import get_notes
from communique.answers.filter import Filter, claim_condition
from communique.join.names import compare_names
from communique.model.claim import Claim, Source
from communique.model.days import days_of
from communique.model.table import Column, Table
from communique.register import Register
from communique.register.case_query import claims_of_case, group_cases
from communique.register.in_force import NOT_REJECTED, RECORD
from communique.register.parts import in_parts, marks_for
from communique.register.register import BY_DAY

NAME_LIKENESS = 0.5  # join/names.py: from here on one name may be the other (a surname alone included)

COLUMNS = (
    Column("name", "fullest form of the name in the reports"),
    Column("spellings", "other forms of it", "list", wide=True),
    Column("country", "side the person acts for, ISO 3166-1 alpha-3"),
    Column("offices", "each office as written, with the first and last publication that gives it", "list"),
    Column("reports", "how many reports name the person", "number"),
    Column("met", "with NAME: contacts the person took part in: day, kind, status, sides, other participants", "list"),
    Column("first", "first publication that names the person", "date", wide=True),
    Column("last", "last publication that names the person", "date", wide=True),
    Column("case", "number of the case in this register", "key", hidden=True),
)


def list_people(register: Register, wanted: Filter, name: str | None = None) -> Table:
    """Return the persons whose name fits `name` (all when None), most reported first."""
    claims = _find_named(register, wanted)
    if name:
        likely = {c.record["name"] for c in claims if compare_names(name, c.record["name"])[0] >= NAME_LIKENESS}
        claims = [c for c in claims if c.record["name"] in likely]
    rows = []
    for case, members in group_cases(register, "people", claims):
        told = members
        if name:
            told = claims_of_case(register, case) if case > 0 else register.claims_by_key([m.key for m in members])
        rows.append(tell_person(case, told) | {"met": _meetings(register, told) if name else []})
    rows.sort(key=lambda row: (-row["reports"], row["name"]))
    return Table("people", COLUMNS, tuple(rows), get_notes(register, wanted))


def _find_named(register: Register, wanted: Filter) -> list[Claim]:
    """Return the people's claims that pass the filter with what names them alone: no texts are read, no words cut."""
    condition, values = claim_condition("people", wanted)
    rows = register.connection.execute(
        f"SELECT c.key, json_extract({RECORD}, '$.name', '$.country', '$.office'), r.key, r.id, r.version, r.outlet,"
        " r.published, r.title, r.url FROM claim c JOIN report r ON r.key = c.report JOIN coding g ON g.key = c.coding"
        f" WHERE r.current AND g.current AND {NOT_REJECTED} AND ({condition}) ORDER BY {BY_DAY}",
        values,
    )
    named = ("name", "country", "office")
    return [
        Claim(key, "people", dict(zip(named, json.loads(told), strict=True)), (), Source(*source))
        for key, told, *source in rows
    ]


def tell_person(case: int, claims: Sequence[Claim]) -> dict[str, Any]:
    """Return the row of a person, of the claims that name them, without whom they met."""
    names = [c.record["name"] for c in claims]
    fullest = choose_name(names)
    days = sorted(c.source.published for c in claims if c.source.published)
    return {
        "name": fullest,
        "spellings": sorted(set(names) - {fullest}),
        "country": next((c.record["country"] for c in claims if c.record.get("country")), None),
        "offices": _offices(claims),
        "reports": len({c.source.id for c in claims}),
        "met": [],
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "case": case,
    }


def choose_name(names: Sequence[str]) -> str:
    """Return the fullest form of a name, of equally full ones the most frequent."""
    counts = Counter(names)
    return max(counts, key=lambda name: (len(name.split()), counts[name], name))


def _offices(claims: Sequence[Claim]) -> list[str]:
    """Return each office with the first and last day of publication that gives it, in order of the first."""
    return [
        f"{office} ({first or 'undated'}{' to ' + last if last != first else ''})"
        for office, first, last, _ in find_offices(claims)
    ]


def find_offices(claims: Sequence[Claim]) -> list[tuple[str, str, str, int]]:
    """Return (office as first written, first and last publication that gives it or "", reports), by the first."""
    seen: dict[str, list[str]] = defaultdict(list)
    forms: dict[str, str] = {}
    for claim in claims:
        if claim.record.get("office"):
            key = " ".join(claim.record["office"].casefold().split())
            forms.setdefault(key, claim.record["office"])
            seen[key].append(claim.source.published or "")
    by_first = sorted(seen.items(), key=lambda item: (min(item[1]), item[0]))
    return [(forms[key], min(days), max(days), len(days)) for key, days in by_first]


def find_contacts(register: Register, claims: Sequence[Claim]) -> list[tuple[int, list[Claim]]]:
    """Return the cases of engagements in which these claims' persons took part."""
    wanted = {(c.source.key, c.record["id"]) for c in claims}
    reports = sorted({key for key, _ in wanted})
    found: list[Claim] = []
    for part in in_parts(reports):
        found += register.claims(f"c.kind = 'engagements' AND c.report IN ({marks_for(part)})", part)
    part_of = [c for c in found if any((c.source.key, p.get("person")) in wanted for p in c.record["participants"])]
    return group_cases(register, "engagements", part_of)


def _meetings(register: Register, claims: Sequence[Claim]) -> list[str]:
    """Return the engagements in which these claims' persons took part, by date, one line a case."""
    own = {(c.source.key, c.record["id"]) for c in claims}
    return [line for _, line in sorted(_tell_meeting(members, own) for _, members in find_contacts(register, claims))]


def _tell_meeting(members: Sequence[Claim], own: set[tuple[int, str]]) -> tuple[str, str]:
    """Return the day to sort by, and one line: when, what, of which sides, with whom."""
    record = members[0].record
    date = next((m.record["date"] for m in members if m.record.get("date")), None)
    days = days_of(date)
    published = members[0].source.published
    others = dict.fromkeys(
        p["name"] for m in members for p in m.record["participants"] if (m.source.key, p.get("person")) not in own
    )
    status = "" if record["status"] == "held" else f" ({record['status']})"
    line = f"{date or 'reported ' + (published or 'undated')} {record['kind']}{status} {'–'.join(record['parties'])}"
    return ((days and days[0]) or published or "", line + (f": {', '.join(others)}" if others else ""))
