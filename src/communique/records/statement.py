"""Statements: a side's expressed position."""

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
class Statement:
    """`stance` as in the codebook; `about` the sides it is about; `matter` in the text's words."""

    id: str
    stance: str
    by: tuple[str, ...]
    about: tuple[str, ...]
    speaker: str | None
    matter: str
    evidence: Evidence
    confidence: float
    event_type: str
    rule: str


def find_statements(context: Context) -> Iterator[Statement]:
    """Yield the statements in text order."""
    for found in find_utterances(context):
        if found.kind == "statements":
            yield Statement(
                id="",
                stance=found.word,
                by=tuple(sorted(found.by)),
                about=tuple(sorted(found.to)),
                speaker=found.speaker,
                matter=matter_of(found, context),
                evidence=context.reading.evidence((found.first, found.end)),
                confidence=confidence(found.rule, found.share),
                event_type=event_type("statements", found.word),
                rule=found.rule,
            )


KIND = Kind(
    name="statements",
    singular="statement",
    prefix="s",
    record=Statement,
    find=find_statements,
    line=lambda r: f"{'+'.join(r.by)} {r.stance}{' ' + '+'.join(r.about) if r.about else ''}: {r.matter}",
    example="China praised Pakistan's efforts against terrorism.",
    counterexample="China borders Pakistan.",
)
