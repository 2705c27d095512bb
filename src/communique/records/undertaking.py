"""Undertakings: what a side binds itself to, or asks of another, about future or continuing action."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.model.kind import Context, Kind
from communique.model.span import Evidence
from communique.records.confidence import confidence
from communique.records.cues import Utterance, find_utterances
from communique.records.cues.matter import due_of, matter_of, money_of, occasion_of, topics_of
from communique.reference.plover import event_type


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in full units; `currency` is ISO 4217."""

    value: float
    currency: str


@dataclass(frozen=True, slots=True)
class Undertaking:
    """`act` as in the codebook; `matter` in the text's words; `due` EDTF or words; `engagement` an engagement's id."""

    id: str
    act: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    speaker: str | None
    matter: str
    amounts: tuple[Amount, ...]
    due: str | None
    engagement: str | None
    topics: tuple[str, ...]
    evidence: Evidence
    confidence: float
    event_type: str
    rule: str


def find_undertakings(context: Context) -> Iterator[Undertaking]:
    """Yield the undertakings in text order."""
    for found in find_utterances(context):
        if found.kind == "undertakings":
            yield undertaking_of(found, context)


def undertaking_of(found: Utterance, context: Context) -> Undertaking:
    """Make the record of an utterance."""
    money = [(q.value, q.unit) for q in money_of(found, context)]
    return Undertaking(
        id="",
        act=found.word,
        by=tuple(sorted(found.by)),
        to=tuple(sorted(found.to)),
        speaker=found.speaker,
        matter=matter_of(found, context),
        amounts=tuple(Amount(value, unit) for value, unit in money if unit),
        due=due_of(found, context),
        engagement=occasion_of(found, context),
        topics=topics_of(found, context),
        evidence=context.reading.evidence((found.first, found.end)),
        confidence=confidence(found.rule, found.share),
        event_type=event_type("undertakings", found.word),
        rule=found.rule,
    )


KIND = Kind(
    name="undertakings",
    singular="undertaking",
    prefix="u",
    record=Undertaking,
    find=find_undertakings,
    line=lambda r: f"{'+'.join(r.by)} {r.act}{' → ' + '+'.join(r.to) if r.to else ''}: {r.matter}",
    example="China promised to support Pakistan.",
    counterexample="China did not promise to support Pakistan.",
)
