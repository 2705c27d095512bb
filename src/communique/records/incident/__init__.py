"""Incidents: violence or a security operation, with casualty rows as each source gives them.

`words` loads the language's table; `predicates`, `groups` and `losses` read who suffered what, `spots` where,
`perpetrators` who did it, `marks` what kind it was, `totals` what counts over several; `tellings` is what each sentence
tells, `merge` joins tellings into incidents. Here they become records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.model.kind import Context, Kind
from communique.model.place import Place
from communique.model.reading import Reading
from communique.model.span import Evidence
from communique.records.confidence import confidence
from communique.records.incident.losses import Loss
from communique.records.incident.merge import Draft, lies_in, merge
from communique.records.incident.spots import WIDE, WIDEST, Spot, best_spot
from communique.records.incident.tellings import Telling, find_tellings
from communique.reference.countries import find_naming
from communique.reference.places import find_places
from communique.reference.plover import event_type

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Casualty:
    """One outcome of one class: `count` persons as the text says, `qualifier` only when said."""

    outcome: str
    class_: str
    count: int
    qualifier: str | None
    source: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Incident:
    """`kind` as in the codebook; `perpetrator` as the text puts it; `date` EDTF (filled by `resolve`)."""

    id: str
    kind: str
    name: str | None
    place: Place | None
    when: str | None
    date: str | None
    perpetrator: str | None
    perpetrator_status: str | None
    casualties: tuple[Casualty, ...]
    evidence: Evidence
    confidence: float
    event_type: str
    rule: str


def find_incidents(context: Context) -> Iterator[Incident]:
    """Yield each incident once, in the order of its first telling."""
    for draft in merge(find_tellings(context)):
        yield make_incident(draft, context.reading)


def make_incident(draft: Draft, reading: Reading) -> Incident:
    """Return the record of a finished draft."""
    kind = draft.kind or "other"
    if kind == "security operation" and _is_raid_of_armed_men(draft):
        kind = "armed attack"
    spot = scene_of(draft)
    homes = homes_of(spot, draft, reading)
    # Operations of the state's own forces and attackers without a name have no perpetrator.
    doer = draft.perpetrator if kind != "security operation" else None
    rule = f"incident.{kind.replace(' ', '-')}.{draft.rule or 'loss'}"
    return Incident(
        id="",
        kind=kind,
        name=find_name(draft, reading),
        place=Place(spot.name, spot.country) if spot else None,
        when=draft.when,
        date=None,
        perpetrator=doer.name if doer else None,
        perpetrator_status=doer.status if doer else None,
        casualties=tuple(told_once([make_casualty(loss, homes, reading) for loss in draft.losses])),
        evidence=reading.evidence(*(run_of(telling) for telling in draft.tellings)),
        confidence=confidence(rule),
        event_type=event_type("incidents", kind),
        rule=rule,
    )


def _is_raid_of_armed_men(draft: Draft) -> bool:
    """True for a "raid" by an armed group in which others than its men were killed."""
    doer = draft.perpetrator
    killed = [loss.class_ for loss in draft.losses if loss.outcome == "killed"]
    return doer is not None and not doer.state and doer.status == "stated" and killed[:1] not in ([], ["militant"])


def scene_of(draft: Draft) -> Spot | None:
    """Return the place that the first telling gives, or the town told later that lies in its district."""
    first, any_spot = best_spot(draft.tellings[0].spots), best_spot(draft.spots)
    if first is None or any_spot is None:
        return first or any_spot
    return any_spot if first.precision == WIDE and lies_in([first], [any_spot]) else first


def find_name(draft: Draft, reading: Reading) -> str | None:
    """Return the name that an incident goes by, "Jaffar Express attack": proper nouns right before its trigger."""
    for telling in draft.tellings:
        for mark in telling.marks:
            first = mark.first
            while first > telling.first and is_naming_word(reading.doc[first - 1]):
                first -= 1
            if first < mark.first and mark.rule == "noun" and reading.doc[mark.first].is_lower:
                return reading.words(first, mark.end)
    return None


def is_naming_word(token: Token) -> bool:
    """True for a proper noun that names an incident; a country before "strike" is who struck."""
    is_name = token.pos_ == "PROPN" and token.text[:1].isupper() and token.dep_ == "compound"
    return is_name and find_naming(token.text) is None


def run_of(telling: Telling) -> tuple[int, int]:
    """Return the token run of a telling's evidence: from the first to the last of its triggers, losses and place."""
    runs = [(m.first, m.end) for m in telling.marks] + [(loss.first, loss.end) for loss in telling.losses]
    if not runs and telling.perpetrator is not None:
        # "The group claimed responsibility."
        return telling.perpetrator.token, telling.end
    spot = best_spot(telling.spots)
    if spot is not None:
        runs.append((spot.first, spot.end))
    return min(first for first, _ in runs), max(end for _, end in runs)


def homes_of(spot: Spot | None, draft: Draft, reading: Reading) -> frozenset[str]:
    """Return the countries in which an incident may have been: those that have its place, else the one that the report
    names most, the attacker's aside. Who is of one of them is no foreigner there."""
    scenes = [s for s in draft.spots if not s.is_doer]
    # A district or province is known for sure where a village's name may be borne elsewhere, too.
    for place in (*(s for s in scenes if s.precision in (WIDE, WIDEST)), spot, *scenes):
        if place is not None:
            found = {place.country} if place.country else {row.country for row in find_places(place.name)}
            if found:
                return frozenset(code for code in found if code)
    named = Counter(
        naming.country.code for e in reading.entities if e.label_ in ("GPE", "NORP") and (naming := find_naming(e.text))
    )
    attacker = find_naming(draft.perpetrator.name) if draft.perpetrator and draft.perpetrator.state else None
    if attacker is not None and len(named) > 1:
        del named[attacker.country.code]
    return frozenset(code for code, count in named.items() if count == max(named.values()))


def make_casualty(loss: Loss, homes: frozenset[str], reading: Reading) -> Casualty:
    """Return the row of one loss, with who says so. People of another country than the scene's are foreign."""
    foreign = loss.nation is not None and loss.nation not in homes and loss.class_ in ("civilian", "unspecified")
    return Casualty(
        loss.outcome, "foreign" if foreign else loss.class_, loss.count, loss.qualifier, find_source(loss, reading),
        reading.evidence((loss.first, loss.end)),
    )  # fmt: skip


def told_once(rows: list[Casualty]) -> list[Casualty]:
    """Return rows without those that tell a number again and leave open of whom: "13 soldiers … the 13 dead"."""
    known = {(row.outcome, row.count) for row in rows if row.class_ != "unspecified" and row.count > 1}
    return [row for row in rows if row.class_ != "unspecified" or (row.outcome, row.count) not in known]


def find_source(loss: Loss, reading: Reading) -> str | None:
    """Return the words for who says that a loss happened, or None where the report says it itself."""
    clause = reading.clause_of(loss.predicate)
    if clause is not None and clause.speaker is None:
        # "Two were killed and three hurt, police said": the second clause bears the speaker of both.
        beside = [c.i for c in reading.doc[clause.head].children if c.dep_ == "conj"]
        clause = next((c for i in beside if (c := reading.clause_of(i)) and c.speaker is not None), clause)
    return reading.words_of_speaker(clause)


KIND = Kind(
    name="incidents",
    singular="incident",
    prefix="i",
    record=Incident,
    find=find_incidents,
    line=lambda r: ", ".join(
        [
            r.name or r.kind,
            *filter(None, (r.place.name if r.place else None, r.date or r.when)),
            *(f"{c.qualifier + ' ' if c.qualifier else ''}{c.count} {c.class_} {c.outcome}" for c in r.casualties),
        ]
    ),
    example="A suicide bomber killed five soldiers in Quetta on Monday.",
    counterexample="The minister spoke about security in Quetta on Monday.",
)
