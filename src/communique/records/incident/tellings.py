"""Read tellings: what one sentence says of one incident.

In: a reading. Out: `Telling` values in text order, each with its kind, places, time words, perpetrator and losses;
several tellings make an incident (`merge`). A sentence that counts over several incidents or a period gives a telling
marked `total`: its numbers are figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from communique.languages import LANGUAGES
from communique.languages.quantities import Quantity
from communique.languages.when import find_when
from communique.model.kind import Context, once
from communique.model.reading import Reading
from communique.records.amounts import find_amounts
from communique.records.incident.advised import advised
from communique.records.incident.losses import Loss, find_losses
from communique.records.incident.marks import Mark, find_marks, is_anchored, is_background
from communique.records.incident.perpetrators import Perpetrator, find_claim, find_perpetrator
from communique.records.incident.spots import WIDEST, Spot, find_spots
from communique.records.incident.totals import is_total
from communique.records.incident.words import ViolenceWords, load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

# Words that turn a sentence to another incident or time stand among its first characters.
LEAD_CHARS = 70
# A year makes a time one that the report goes back to, where the incident is not of that year.
YEAR = re.compile(r"\b(?:19|20)\d\d\b")

# Whose killing is no private crime.
OF_STATE = ("security", "official", "foreign")


@dataclass(frozen=True, slots=True)
class Telling:
    """`mark` is the most telling trigger (None: only losses), `marks` all of them.

    `new` says that the sentence turns to another incident, `past` that it goes back in time, `total` that it counts
    over several. `armed`: a post, patrol or convoy is named; `strike`: the trigger is "strike"; `anchored`: a trigger
    has its own place, time or doer; `crowd`: protesters are there; `doers`: classes of who killed or hurt;
    `fresh`, `definite`: it stands with "a" or "the"; `verbal`: a verb tells a loss; `deliberate`: "the killing of"
    several people, or of somebody of the state.
    """

    first: int
    end: int
    mark: Mark | None
    marks: tuple[Mark, ...]
    spots: tuple[Spot, ...]
    when: str | None
    perpetrator: Perpetrator | None
    losses: tuple[Loss, ...]
    new: bool
    past: bool
    total: bool
    armed: bool
    strike: bool
    anchored: bool
    fresh: bool
    crowd: bool
    doers: frozenset[str]
    definite: bool
    kind_by_verb: str | None
    verbal: bool
    deliberate: bool

    @property
    def kind(self) -> str | None:
        return self.mark.trigger.kind if self.mark else self.kind_by_verb


@once
def find_tellings(context: Context) -> tuple[Telling, ...]:
    """Return what each sentence tells, in text order."""
    armed = {
        first: actor.name
        for actor in context.cast.actors
        if actor.body_kind == "armed group"
        for first, _ in actor.mentions
    }
    quantities = quantities_by_token(context)
    tellings = read_tellings(context.reading, quantities, armed)
    judged = ((t, tuple(advised(t.first, t.end, t.losses, quantities, context))) for t in tellings)
    # What told nothing but losses that the model doubts tells nothing.
    return tuple(replace(t, losses=losses) for t, losses in judged if losses or t.marks or not t.losses)


def read_tellings(reading: Reading, quantities: dict[int, Quantity], armed: Mapping[int, str]) -> Iterator[Telling]:
    """Yield what each sentence tells, in text order; `armed` are names of armed groups by their first token."""
    language = LANGUAGES[reading.report.language or "en"]
    words = load_words(language)
    before, total = "unspecified", False
    for sentence in reading.doc.sents:
        tokens = [t for t in sentence if not t.is_space]
        if not tokens or reading.line_of(tokens[0].i).kind in ("byline", "furniture"):
            continue
        marks = find_marks(tokens, words)
        signals = any(t.lemma_.lower() in words.outcome_signals or t.lower_ in words.outcome_signals for t in tokens)
        if not marks and not signals:
            total = False
            continue
        losses = tuple(find_losses(tokens, quantities, words, before)) if signals else ()
        if losses:
            before = losses[-1].class_
        if losses and all(loss.class_ == "militant" for loss in losses):
            marks = tuple(m for m in marks if not is_background(reading.doc[m.end - 1], words))
        total = is_total(tokens, marks, losses, quantities, words, total)
        if marks or losses:
            whole = _tell(reading, tokens, marks, losses, words, armed)
            yield from (replace(part, total=total) for part in _split(whole, tokens, words))
        elif find_claim(tokens, words, armed) is not None:
            # "The group claimed responsibility."
            yield _tell(reading, tokens, (), (), words, armed)


def quantities_by_token(context: Context) -> dict[int, Quantity]:
    """Return the quantities of a report by the index of each of their tokens."""
    doc = context.reading.doc
    found: dict[int, Quantity] = {}
    for quantity in find_amounts(context):
        for token in doc.char_span(quantity.number, quantity.end, alignment_mode="expand") or ():
            found[token.i] = quantity
    return found


def _tell(
    reading: Reading, tokens: Sequence[Token], marks: tuple[Mark, ...], losses: tuple[Loss, ...], words: ViolenceWords,
    armed: Mapping[int, str],
) -> Telling:  # fmt: skip
    """Return what a whole sentence tells."""
    start, stop = tokens[0].i, tokens[-1].i + 1
    text = reading.doc[start:stop].text
    low = text.lower()
    times = find_when(text, reading.report.language or "en")
    when = text[slice(*times[0])] if times else None
    past = any(cue in low[:LEAD_CHARS] for cue in words.sets["past"]) or bool(when and YEAR.search(when))
    mark = min(marks, key=lambda m: (m.trigger.rank, m.first), default=None)
    articles = {c.lower_ for c in reading.doc[mark.end - 1].lefts} if mark else set()
    further = bool(articles & words.sets["further"]) and mark is not None and mark.rule != "verb"
    fresh = bool(articles & words.sets["indefinite"])
    spots = find_spots(tokens, words)
    predicates = [reading.doc[loss.predicate] for loss in losses]
    return Telling(
        first=start,
        end=stop,
        mark=mark,
        marks=marks,
        spots=spots,
        when=when,
        perpetrator=find_perpetrator(tokens, [m.first for m in marks], losses, words, armed),
        losses=losses,
        new=further or any(low.startswith(cue) or f", {cue}" in low[:LEAD_CHARS] for cue in words.sets["new"]),
        past=past,
        total=False,
        armed=any(t.lower_ in words.sets["posts"] for t in tokens),
        strike=mark is not None and reading.doc[mark.first].lemma_.lower() in words.sets["striking"],
        anchored=any(is_anchored(tokens, m, words) for m in marks) or (fresh and any(not s.is_doer for s in spots)),
        fresh=fresh,
        crowd=any(t.lemma_.lower() in words.sets["crowds"] for t in tokens),
        doers=_doers(reading, losses, words),
        definite=bool(articles & words.sets["definite"]),
        kind_by_verb=next((k for p in predicates if (k := words.kinds_by_verb.get(p.lemma_))), None),
        verbal=any(p.pos_ == "VERB" for p in predicates),
        deliberate=any(
            predicate.lemma_.lower() in words.sets["deliberate"] and (loss.count > 1 or loss.class_ in OF_STATE)
            for predicate, loss in zip(predicates, losses, strict=True)
        ),
    )


def _doers(reading: Reading, losses: tuple[Loss, ...], words: ViolenceWords) -> frozenset[str]:
    """Return the classes of those who a sentence says did the killing: "militiamen killed 58 villagers"."""
    heads = [reading.doc[i] for loss in losses for i in loss.agents]
    found = (words.class_of.get(h.lemma_.lower()) or words.class_of.get(h.lower_) for h in heads)
    return frozenset(class_ for class_ in found if class_ in ("militant", "security"))


def _split(telling: Telling, tokens: Sequence[Token], words: ViolenceWords) -> Iterator[Telling]:
    """Yield the telling in parts where two losses of it have places of their own ("…in X, while another died in Y")."""
    predicates = sorted({loss.predicate for loss in telling.losses})
    if len(predicates) < 2:
        yield telling
        return
    edges = [telling.first, *(p for p in _boundaries(tokens, predicates, words)), telling.end]
    parts = []
    for first, end in pairwise(edges):
        marks = tuple(m for m in telling.marks if first <= m.first < end)
        spots = tuple(s for s in telling.spots if first <= s.first < end)
        losses = tuple(loss for loss in telling.losses if first <= loss.head < end)
        mark = min(marks, key=lambda m: (m.trigger.rank, m.first), default=telling.mark)
        parts.append(replace(telling, first=first, end=end, marks=marks, mark=mark, spots=spots, losses=losses))
    apart = all(p.losses and any(s.precision < WIDEST for s in p.spots) for p in parts)
    names = {s.name for s in parts[0].spots} if parts else set()
    if len(parts) == 2 and apart and not names & {s.name for s in parts[1].spots}:
        yield parts[0]
        yield replace(parts[1], new=True)
    else:
        yield telling


def _boundaries(tokens: Sequence[Token], predicates: Sequence[int], words: ViolenceWords) -> Iterator[int]:
    for token in tokens:
        if token.lower_ in words.sets["turning"] and predicates[0] < token.i < predicates[-1]:
            yield token.i
            return
