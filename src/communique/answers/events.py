"""PLOVER-style event rows: what happened between two sides, one row a dyad, for people who work with event data.

An engagement or incident is one event for each case, however many reports tell of it; an undertaking, statement or
action is one for each claim. How sides become dyads:

    parties of an engagement      every unordered pair, the first in the alphabet as source (contact has no direction);
                                  with more than `MOST_PARTIES` parties (a forum) one row a party with an empty target:
                                  twenty leaders at a summit did not hold 190 meetings
    by → to                       every source with every target that is not itself; `by` and `to` the same sides (both
                                  agreed): unordered pairs; with more than `MOST_DYADS` pairs, or nobody addressed, one
                                  row a source with an empty target
    incident                      who did it, where the words name a side, towards the country of the place

All sides stand in `sides` of every row, so that nothing is lost by the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from communique.answers.cases import find_cases, first_of
from communique.answers.citation import PLACE_COLUMNS, place_cells, quote
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter, find_claims
from communique.answers.incidents import check_rule, say_ranges
from communique.answers.sides import find_side
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.model.table import Column, Table
from communique.reference.countries import COUNTRIES
from communique.reference.plover import later_category
from communique.register import Register

MOST_PARTIES = 5  # ten pairs: a meeting of five is still one in which each meets each
MOST_DYADS = 12  # three sides towards four

COLUMNS = (
    Column(
        "event", "id of the event: record kind and number of its case or claim, and the number of the row within it"
    ),
    Column("day", "first day of the event; day of publication where the report does not say (see `dated_by`)", "date"),
    Column("date", "the event's own date (EDTF), empty where no report gives one", "date", hidden=True),
    Column("dated_by", "event: the report dates it; publication: `day` is that of publication"),
    Column("source", "side that acts: ISO 3166-1 alpha-3 or an organisation's code"),
    Column("target", "side acted towards; empty where none is addressed, or at a forum (see docs/table-exports.md)"),
    Column("source_cameo", "CAMEO country code of the source; empty for one that is no country", hidden=True),
    Column("target_cameo", "CAMEO country code of the target; empty for one that is no country", hidden=True),
    Column("event_type", "category of the PLOVER manual (reference/plover.toml)"),
    Column("event_type_later", "the same as one of the 16 categories of Halterman et al. (2023)", hidden=True),
    Column("mode", "the codebook's word: kind and status, act, stance or type"),
    Column("kind", "kind of record the event comes from", wide=True),
    Column("place", "place as the reports name it", wide=True),
    *PLACE_COLUMNS,
    Column("contexts", "PLOVER contexts that the words cue", "list", wide=True),
    Column("casualties", "of incidents: best (low–high) by the rule named in the note", "list", hidden=True),
    Column("sides", "every side of the record, in whatever role", "list", hidden=True),
    Column("words", "the report's own words that it rests on", wide=True),
    Column("reports", "how many reports tell of it", "number"),
    Column("outlet", "who published the (first) report", hidden=True),
    Column("published", "day of publication of the (first) report", "date", hidden=True),
    Column("url", "link to that report", hidden=True),
    Column("report", "that report's id", hidden=True),
    Column("record", "the record's id in that report", hidden=True),
    Column(
        "confidence",
        "share of the rule's records that were right when measured (docs/accuracy.md)",
        "share",
        hidden=True,
    ),
)

Dyad = tuple[str | None, str | None]


def list_events(register: Register, wanted: Filter, rule: str = "ucdp-like") -> Table:
    """Return everything that passes the filter as event rows, by day."""
    check_rule(rule)
    rows: list[dict[str, Any]] = []
    for case, claims in find_cases(register, "engagements", wanted):
        parties = sorted({side for claim in claims for side in claim.record["parties"]})
        latest = max(claims, key=lambda claim: (claim.source.published or "", claim.key))
        mode = f"{claims[0].record['kind']} {latest.record['status']}"
        rows += _rows(f"engagement-{case}", claims, pair_parties(parties), mode, parties, latest.record["event_type"])
    for kind, word in (("undertakings", "act"), ("statements", "stance"), ("actions", "type")):
        for claim in find_claims(register, kind, wanted):
            by, to = claim.record["by"], claim.record.get("to", claim.record.get("about")) or ()
            sides = sorted({*by, *to})
            name = f"{kind.removesuffix('s')}-{claim.key}"
            rows += _rows(name, [claim], pair_sides(by, to), claim.record[word], sides, claim.record["event_type"])
    for case, claims in find_cases(register, "incidents", wanted):
        dyad = _incident_dyad(claims)
        sides = sorted(side for side in dyad if side)
        extra = {"casualties": say_ranges(claims, rule)}
        record = claims[0].record
        rows += _rows(f"incident-{case}", claims, [dyad], record["kind"], sides, record["event_type"], extra)
    rows.sort(key=lambda row: (row["day"] or "", row["event"]))
    notes = (f"Casualties by the rule {rule} (docs/joining.md); dyads by the rule in docs/table-exports.md.",)
    return Table("events", COLUMNS, tuple(rows), (*notes, *get_notes(register, wanted)))


def pair_parties(parties: Sequence[str]) -> list[Dyad]:
    """Return the dyads of a contact.

    >>> pair_parties(["CHN", "PAK"])
    [('CHN', 'PAK')]
    >>> len(pair_parties(["AAA", "BBB", "CCC", "DDD", "EEE", "FFF"]))
    6
    """
    if len(parties) > MOST_PARTIES or len(parties) < 2:
        return [(party, None) for party in parties]
    return list(combinations(sorted(parties), 2))


def pair_sides(by: Sequence[str], to: Sequence[str]) -> list[Dyad]:
    """Return the dyads of something done or said by sides to others.

    >>> pair_sides(["CHN", "PAK"], ["CHN", "PAK"])
    [('CHN', 'PAK')]
    >>> pair_sides(["CHN"], [])
    [('CHN', None)]
    """
    if len(by) > 1 and (not to or set(by) == set(to)):
        return pair_parties(by)
    dyads: list[Dyad] = [(source, target) for source in sorted(by) for target in sorted(to) if source != target]
    if not dyads or len(dyads) > MOST_DYADS:
        return [(source, None) for source in sorted(by)]
    return dyads


def _incident_dyad(claims: Sequence[Claim]) -> Dyad:
    """Return who did it, where the words name a side, and the country where it was done."""
    words = first_of(claim.record.get("perpetrator") for claim in claims)
    country = first_of((claim.record.get("place") or {}).get("country") for claim in claims)
    source = find_side(words) if words else None
    return (source, country)


def _rows(
    name: str,
    claims: Sequence[Claim],
    dyads: Sequence[Dyad],
    mode: str,
    sides: Sequence[str],
    event_type: str,
    extra: Mapping[str, Any] | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield the rows of one event."""
    first = claims[0]
    date = first_of(claim.record.get("date") for claim in claims)
    days = days_of(date)
    day = (days[0] or days[1]) if days else None
    for number, (source, target) in enumerate(dyads, 1):
        yield {
            "event": f"{name}-{number}",
            "day": day or first.source.published,
            "date": date,
            "dated_by": "event" if day else "publication",
            "source": source,
            "target": target,
            "source_cameo": _cameo(source),
            "target_cameo": _cameo(target),
            "event_type": event_type,
            "event_type_later": later_category(event_type),
            "mode": mode,
            "kind": first.kind,
            **place_cells(claim.record.get("place") for claim in claims),
            "contexts": sorted({topic for claim in claims for topic in claim.record.get("topics") or ()}),
            "casualties": [],
            "sides": list(sides),
            "words": quote(first),
            "reports": len({claim.source.id for claim in claims}),
            "outlet": first.source.outlet,
            "published": first.source.published,
            "url": first.source.url,
            "report": first.source.id,
            "record": first.record["id"],
            "confidence": first.record.get("confidence"),
            **(extra or {}),
        }


def _cameo(side: str | None) -> str | None:
    return COUNTRIES[side].cameo if side is not None and side in COUNTRIES else None
