"""Read tellings: what one sentence says of one incident.

In: a reading. Out: `Telling` values in text order, each with its kind, places, time words, perpetrator and losses; several
tellings make an incident (`merge`). A sentence that counts over several incidents or a period gives a telling marked
`total`: its numbers are figures.

Deliberately missed: what is threatened, feared, planned or denied, talk of terrorism in general, and figures of speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.languages import LANGUAGES
from communique.languages.quantities import Quantity, find_quantities
from communique.languages.when import find_when
from communique.model.reading import Reading
from communique.records.incident.losses import Loss, find_losses
from communique.records.incident.perpetrators import Perpetrator, find_perpetrator
from communique.records.incident.predicates import happened
from communique.records.incident.spots import WIDEST, Spot, find_spots
from communique.records.incident.words import Trigger, ViolenceWords, load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

# How many governors of a trigger are asked for "threat of", "plot to".
GOVERNORS = 3
# Words that turn a sentence to another incident or time stand among its first characters.
LEAD_CHARS = 70
# A year makes a time one that the report goes back to, where the incident is not of that year.
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# One or two victims in a year are one incident's.
FEW = 2
# Without a word for what happened so many dead are those of a war, not of an incident.
TOO_MANY = 1000
# Entity labels that tie a trigger to one incident.
ANCHORS = ("GPE", "LOC", "FAC", "NORP", "DATE", "TIME")


@dataclass(frozen=True, slots=True)
class Mark:
    """A trigger in the text: tokens `[first, end)`; `rule` says how it was found (`noun`, `verb`, `phrase`, `loss`)."""

    trigger: Trigger
    first: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Telling:
    """`mark` is the most telling trigger (None: only losses), `marks` all of them. `new` says that the sentence turns to
    another incident, `past` that it goes back in time, `total` that it counts over several."""

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
    definite: bool
    kind_by_verb: str | None
    verbal: bool

    @property
    def kind(self) -> str | None:
        return self.mark.trigger.kind if self.mark else self.kind_by_verb


def find_tellings(reading: Reading) -> Iterator[Telling]:
    """Yield what each sentence tells, in text order."""
    language = LANGUAGES[reading.report.language or "en"]
    words = load_words(language)
    before, total = "unspecified", False
    quantities = quantities_by_token(reading)
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
        total = is_total(tokens, marks, losses, quantities, words, total)
        if marks or losses:
            whole = _tell(reading, tokens, marks, losses, words)
            yield from (replace(part, total=total) for part in _split(whole, tokens, words))


def quantities_by_token(reading: Reading) -> dict[int, Quantity]:
    """Return the quantities of a report by the index of each of their tokens."""
    doc = reading.doc
    found: dict[int, Quantity] = {}
    for quantity in find_quantities(doc.text, LANGUAGES[reading.report.language or "en"]):
        for token in doc.char_span(quantity.number, quantity.end, alignment_mode="expand") or ():
            found[token.i] = quantity
    return found


def find_marks(tokens: Sequence[Token], words: ViolenceWords) -> tuple[Mark, ...]:
    """Return the triggers of a sentence that tell something that happened, in text order."""
    marks: list[Mark] = []
    index = 0
    while index < len(tokens):
        mark = _mark_at(tokens, index, words)
        if mark is not None and _is_real(tokens, index, mark, words):
            marks.append(mark)
            index += max(1, mark.end - mark.first)
        else:
            index += 1
    return tuple(marks)


def _mark_at(tokens: Sequence[Token], index: int, words: ViolenceWords) -> Mark | None:
    token = tokens[index]
    for phrase, trigger in words.trigger_phrases.get(token.lower_, ()):
        run = tokens[index : index + len(phrase)]
        if len(run) == len(phrase) and all(t.lower_ == w for t, w in zip(run, phrase, strict=True)):
            return Mark(trigger, token.i, run[-1].i + 1, "phrase")
    lemma = token.lemma_.lower()
    found = words.trigger_lemmas.get(lemma)
    if found is None and lemma in words.sets["operation"] and token.pos_ in ("NOUN", "PROPN"):
        # Bare "operations" are an organisation's, too.
        definite = any(c.dep_ in ("det", "poss", "nummod") for c in token.children)
        known = definite and _is_security(tokens, words)
        return Mark(words.trigger_lemmas["ibo"], token.i, token.i + 1, "operation") if known else None
    if found is None:
        return None
    if token.pos_ == "VERB":
        return Mark(found, token.i, token.i + 1, "verb")
    if token.pos_ in ("NOUN", "PROPN") and lemma not in words.sets["only_verbs"]:
        return Mark(found, token.i, token.i + 1, "noun")
    return None


def _is_security(tokens: Sequence[Token], words: ViolenceWords) -> bool:
    """True where security forces or militants stand in the sentence."""
    classes = {words.class_of.get(t.lemma_.lower()) or words.class_of.get(t.lower_) for t in tokens}
    return bool(classes & {"militant", "security"})


def _is_real(tokens: Sequence[Token], index: int, mark: Mark, words: ViolenceWords) -> bool:
    """False for figures of speech and for what is feared, planned, possible or general."""
    token = tokens[index]
    # "33 terrorists, including suicide bombers" tells of no bombing.
    if any(t.lower_ in words.sets["parts"] for t in tokens[max(0, index - 2) : index]) and words.is_human(
        tokens[index + mark.end - mark.first - 1].lemma_.lower()
    ):
        return False
    before = tokens[index - 1].lower_ if index else ""
    behind = [t.lower_ for t in tokens[index + (mark.end - mark.first) :][:3]]
    after = {" ".join(behind[:n]) for n in (1, 2, 3)}
    if mark.rule != "phrase" and (before in words.sets["harmless_before"] or after & words.sets["harmless_after"]):
        return False
    at = token
    for _ in range(GOVERNORS):
        if at.i != token.i and at.lemma_.lower() in words.sets["unreal"]:
            return False
        if at.pos_ in ("VERB", "AUX") and not happened(at, words):
            return False
        if at.pos_ == "VERB" or at.head.i == at.i:
            break
        at = at.head
    return token.lemma_.lower() not in words.sets["striking"] or mark.rule == "phrase" or _has_target(token, words)


def is_anchored(tokens: Sequence[Token], mark: Mark, words: ViolenceWords) -> bool:
    """True where a trigger's own words say where, on whom, when or by whom: it stands for one incident, not for violence."""
    head = next((t for t in reversed(tokens) if mark.first <= t.i < mark.end), tokens[0])
    if head.ent_type_ == "ORG" and mark.trigger.kind == "conflict":
        return False
    own = list(head.subtree) if head.pos_ != "VERB" else [*head.subtree, *head.lefts]
    names = [t for t in own if t.ent_type_ in ANCHORS or (t.pos_ == "PROPN" and t.text[:1].isupper())]
    if mark.trigger.kind == "conflict":
        names = [t for t in names if t.ent_type_ in ("GPE", "LOC", "NORP") or t.pos_ == "PROPN"]
        military = any(t.lower_ in words.sets["military"] for t in tokens if mark.first <= t.i < mark.end)
        return military or bool(names)
    # "the attack" with a place or a day in its sentence is one; "attacks" and "aggression" need their own.
    single = head.pos_ == "VERB" or any(c.dep_ in ("det", "poss") for c in head.children)
    return bool(names) or (single and head.tag_ != "NNS" and any(t.ent_type_ in ANCHORS for t in tokens))


def _has_target(token: Token, words: ViolenceWords) -> bool:
    """True for a strike on something or by some country, not one of workers."""
    if token.pos_ == "VERB":
        return any(c.dep_ == "dobj" for c in token.children) and any(c.dep_ == "nsubj" for c in token.children)
    near = {c.lower_ for c in token.children}
    return bool(near & words.sets["targeting"]) or any(c.ent_type_ in ("NORP", "GPE") for c in token.children)


def is_total(
    tokens: Sequence[Token], marks: Sequence[Mark], losses: Sequence[Loss], quantities: dict[int, Quantity],
    words: ViolenceWords, before: bool,
) -> bool:  # fmt: skip
    """True where the numbers of a sentence count over several incidents or a long time."""
    text = " ".join(t.lower_ for t in tokens)
    events = [t for t in tokens if t.lemma_.lower() in words.sets["plural_events"] and t.pos_ in ("NOUN", "PROPN")]
    several = [t for t in events if t.tag_ in ("NNS", "NNPS") and _is_several(t, quantities, words)]
    single = [t for t in events if t.tag_ in ("NN", "NNP") and any(c.dep_ in ("det", "nummod", "poss") for c in t.children)]
    riot = any(m.trigger.kind == "protest violence" for m in marks)
    if several and not riot:
        return True
    if riot or single or any(m.trigger.kind in ("suicide bombing", "bombing") for m in marks):
        return False
    counted = any(word in text for word in words.sets["counters"])
    if counted and losses and not marks:
        return True
    if losses and all(m.trigger.kind == "conflict" for m in marks) and (marks or losses[0].count >= TOO_MANY):
        return True
    many = any(loss.count > FEW for loss in losses)
    if words.period.search(text) and (many or events):
        return True
    if words.month.search(text) and (counted or any(t.tag_ in ("NNS", "NNPS") for t in events)):
        return True
    # "These included …", "Forces intensified operations, killing 40": still the total told before.
    carries_on = tokens[0].lower_ in words.sets["carrying_on"] or any(t.tag_ in ("NNS", "NNPS") for t in events)
    nouns = not marks and any(t.lemma_.lower() in words.nominal and t.tag_ == "NNS" for t in tokens)
    return before and (nouns or (carries_on and not any(t.ent_type_ in ("GPE", "LOC") for t in tokens)))


def _is_several(token: Token, quantities: dict[int, Quantity], words: ViolenceWords) -> bool:
    for child in token.lefts:
        quantity = quantities.get(child.i)
        if (quantity and quantity.value > 1) or child.lower_ in words.sets["many"]:
            return True
    follower = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    across = token.lemma_.lower() in words.sets["operation"] and follower in words.sets["across"]
    return across or (
        token.head.lower_ == "of" and token.head.head.lower_ in words.sets["many"]
    )


def _tell(
    reading: Reading, tokens: Sequence[Token], marks: tuple[Mark, ...], losses: tuple[Loss, ...], words: ViolenceWords
) -> Telling:
    """Return what a whole sentence tells."""
    start, stop = tokens[0].i, tokens[-1].i + 1
    text = reading.doc[start:stop].text
    low = text.lower()
    times = find_when(text, reading.report.language or "en")
    when = text[slice(*times[0])] if times else None
    past = any(cue in low[:LEAD_CHARS] for cue in words.sets["past"]) or bool(when and YEAR.search(when))
    mark = min(marks, key=lambda m: (m.trigger.rank, m.first), default=None)
    armed = any(t.lower_ in words.sets["posts"] for t in tokens)
    return Telling(
        start, stop, mark, marks, find_spots(tokens, words), when,
        find_perpetrator(tokens, [m.first for m in marks], losses, words), losses,
        any(low.startswith(cue) or f", {cue}" in low[:LEAD_CHARS] for cue in words.sets["new"]),
        past, False, armed,
        bool(mark and reading.doc[mark.first].lemma_.lower() in words.sets["striking"]),
        any(is_anchored(tokens, m, words) for m in marks),
        mark is not None and any(c.lower_ in words.sets["indefinite"] for c in reading.doc[mark.end - 1].lefts),
        mark is not None and any(c.lower_ in words.sets["definite"] for c in reading.doc[mark.end - 1].lefts),
        next((k for k in (words.kinds_by_verb.get(reading.doc[i.predicate].lemma_) for i in losses) if k), None),
        any(reading.doc[loss.predicate].pos_ == "VERB" for loss in losses),
    )  # fmt: skip


def _split(telling: Telling, tokens: Sequence[Token], words: ViolenceWords) -> Iterator[Telling]:
    """Yield the telling in parts where two losses of it have places of their own ("…in X, while another died in Y")."""
    predicates = sorted({loss.predicate for loss in telling.losses})
    if len(predicates) < 2:
        yield telling
        return
    edges = [telling.first, *(p for p in _boundaries(tokens, predicates, words)), telling.end]
    parts = []
    for first, end in zip(edges, edges[1:], strict=False):
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
