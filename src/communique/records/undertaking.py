"""Undertakings: what a side binds itself to, or asks of another, about future or continuing action."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.model.kind import Context, Kind
from communique.model.span import Evidence
from communique.records.confidence import confidence
from communique.records.cues import find_utterances
from communique.records.cues.matter import matter_of
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
    for u in find_utterances(context):
        if u.kind == "undertakings":
            yield Undertaking(
                "", u.word, tuple(sorted(u.by)), tuple(sorted(u.to)), u.speaker, matter_of(u, context), (), None, None, (),
                context.reading.evidence((u.first, u.end)), confidence(u.rule), event_type("undertakings", u.word), u.rule,
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
