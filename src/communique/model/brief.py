"""A brief as a value: sections of sentences of our own wording, each resting on numbered claims."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.model.claim import Claim


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is ours (words of a report only in quotation marks); `claims` are what it rests on, never none."""

    text: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """`note` says what was left out, or what was looked at where there is nothing to tell."""

    heading: str
    sentences: tuple[Sentence, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """`title`, a `coverage` line, sections in reading order; `sources` number claims as the text first cites them."""

    title: str
    coverage: str
    sections: tuple[Section, ...]
    sources: dict[int, Claim] = field(default_factory=dict)

    def numbers(self, sentence: Sentence) -> list[int]:
        """Return the source numbers of a sentence, ascending."""
        by_claim = {claim.key: number for number, claim in self.sources.items()}
        return sorted({by_claim[claim.key] for claim in sentence.claims})


def number_sources(sections: tuple[Section, ...]) -> dict[int, Claim]:
    """Number the claims of all sentences from 1, in the order the text first cites them."""
    cited: dict[int, Claim] = {}
    for section in sections:
        for sentence in section.sentences:
            for claim in sentence.claims:
                cited.setdefault(claim.key, claim)
    return dict(enumerate(cited.values(), 1))
