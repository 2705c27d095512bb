"""A register filled with the samples' golden records: what answers are tested on does not change with the coder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from communique.acquire import acquire
from communique.model.report import RawReport, Report
from communique.reference.plover import event_type, event_type_of_engagement
from communique.register import Register
from communique.register.joining import join_claims
from communique.resolve.places import get_place
from communique.samples import sample_folder

GOLDEN = Path(__file__).resolve().parents[1] / "evaluation" / "golden"
PREFIXES = {
    "engagements": "e", "undertakings": "u", "statements": "s", "actions": "a", "incidents": "i", "figures": "f",
}  # fmt: skip


def fill_golden(path: Path) -> Path:
    """Make a register of all samples with their golden records; return its path."""
    with Register(path) as register:
        for raw in acquire([str(sample_folder())]):
            file = GOLDEN / f"{raw.id}.json"
            if file.exists():
                add_golden(register, raw, json.loads(file.read_text(encoding="utf-8")))
    return path


def add_golden(register: Register, raw: RawReport, gold: Mapping[str, Any]) -> None:
    """Add one report with its golden records, joined to what is there."""
    report = Report(
        raw.id, raw.text, raw.title, raw.outlet, raw.published, raw.url, "en", None, Report.hash_of(raw.text)
    )
    people = to_people(raw.text, gold.get("people", ()))
    ids = {person["name"]: person for person in people}
    bodies = to_bodies(raw.text, gold.get("bodies", ()))
    records: dict[str, list[dict[str, Any]]] = {"people": people, "bodies": bodies}
    for kind, prefix in PREFIXES.items():
        rows = enumerate(gold.get(kind, ()), 1)
        records[kind] = [to_record(kind, f"{prefix}{number}", raw.text, row, ids) for number, row in rows]
    with register.transaction():
        added = register.add(report, records, [(p.code, p.message, p.where) for p in raw.problems], "golden 1")
        join_claims(register, added.claims)


def to_people(text: str, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    people = []
    for number, row in enumerate(rows, 1):
        start = max(text.find(row["name"]), 0)
        people.append({"id": f"p{number}", **row, "mentions": [[start, start + len(row["name"])]]})
    return people


def to_bodies(text: str, names: Iterable[str]) -> list[dict[str, Any]]:
    """Return bodies of which only the name is golden."""
    bodies = []
    for number, name in enumerate(names, 1):
        start = max(text.find(name), 0)
        fields = {"name": name, "acronym": None, "kind": "other", "country": None}
        bodies.append({"id": f"b{number}", **fields, "mentions": [[start, start + len(name)]]})
    return bodies


def to_record(kind: str, id: str, text: str, row: Mapping[str, Any], people: Mapping[str, Any]) -> dict[str, Any]:
    """Return a golden row as the record format would print it."""
    start = max(text.find(row["at"]), 0)
    evidence = [[start, start + len(row["at"])]]
    record: dict[str, Any] = {"id": id, "evidence": evidence, "confidence": 1.0, "rule": "golden", "topics": []}
    if kind == "engagements":
        record |= {
            "kind": row["kind"],
            "status": row["status"],
            "parties": sorted(row["parties"]),
            "participants": [to_participant(name, people) for name in row.get("participants", ())],
            "event_type": event_type_of_engagement(row["kind"], row["status"]),
        }
    elif kind == "incidents":
        casualties = [{"qualifier": None, "source": None, "evidence": [], **c} for c in row.get("casualties", ())]
        record |= {
            "kind": row["kind"],
            "name": row.get("name"),
            "perpetrator": row.get("perpetrator"),
            "casualties": casualties,
            "event_type": event_type("incidents", row["kind"]),
        }
    elif kind == "figures":
        record |= {name: row.get(name) for name in ("value", "unit", "measure", "period", "source")}
        record["measure"] = row.get("measure") or row["at"]
    else:
        word = {"undertakings": "act", "statements": "stance", "actions": "type"}[kind]
        other = "about" if kind == "statements" else "to"
        record |= {word: row[word], "by": sides(row["by"]), other: sides(row.get(other)), "matter": row["at"]}
        record |= {"speaker": None, "event_type": event_type(kind, row[word])}
    if kind == "undertakings":
        amounts = [row["amount"]] if row.get("amount") else []
        record |= {"amounts": amounts, "due": row.get("due"), "engagement": None}
    if kind in ("engagements", "incidents", "actions"):
        record |= {"place": to_place(row.get("place")), "when": row.get("when"), "date": row.get("date")}
    return record


def to_participant(name: str, people: Mapping[str, Any]) -> dict[str, Any]:
    person = people.get(name, {})
    return {"person": person.get("id"), "name": name, "country": person.get("country"), "role": None}


def to_place(name: str | None) -> dict[str, Any] | None:
    if name is None:
        return None
    found = get_place(name, ("PAK", "CHN"))
    return {"name": name, "country": found.country, "lat": found.lat, "lon": found.lon}


def sides(joined: str | None) -> list[str]:
    return sorted(joined.split("+")) if joined else []
