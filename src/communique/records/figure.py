"""Figures: reported statistics and amounts.

In: the report's quantities and its tellings of incidents. Out: `Figure` records. Money and percentages always count;
a counted noun does when the number is a statistic's: not time, age, rank, or how many sides, meetings and points a
visit had, and not the casualties of one incident. Losses over several incidents or a period are figures (`deaths`,
`injured`, `arrests`). The same value of the same unit is one figure however often it is told.

Deliberately missed: small numbers in words ("two projects"), vague ones ("dozens"), and years.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from communique.languages import LANGUAGES, Language
from communique.languages.quantities import Quantity
from communique.languages.when import find_when
from communique.model.kind import Context, Kind
from communique.model.reading import Reading
from communique.model.span import Evidence
from communique.records.amounts import find_amounts
from communique.records.confidence import confidence
from communique.records.incident.tellings import find_tellings

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

# How far before a bare number "ranked" may stand.
RANK_REACH = 6
# How far behind "million-strong" its noun may stand.
COMPOUND_REACH = 5
# How many words of the measure are kept.
MEASURE_WORDS = 14
# Numbers from here on are written in groups or with a scale; one that is not is a telephone number or a code.
LONGEST_UNGROUPED = 1e7


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in full units; `unit` is ISO 4217, `percent`, or the noun of the thing counted."""

    id: str
    value: float
    unit: str
    measure: str
    period: str | None
    source: str | None
    evidence: Evidence
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure before it is a record: tokens `[first, end)` of the amount, `noun` the head of what is counted."""

    value: float
    unit: str
    first: int
    end: int
    noun: Token | None
    rule: str


def find_figures(context: Context) -> Iterator[Figure]:
    """Yield the figures in text order, each value of a unit once."""
    reading = context.reading
    language = LANGUAGES[reading.report.language or "en"]
    losses = Losses(context)
    seen: set[tuple[float, str]] = set()
    for draft in find_drafts(context, language, losses):
        key = (draft.value, draft.unit if draft.rule in ("money", "percent") else "count")
        if key not in seen:
            seen.add(key)
            yield make_figure(draft, reading)


class Losses:
    """The losses of a report by the token of their number's noun: which are an incident's, which a total's."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @cached_property
    def outcome(self) -> dict[int, tuple[str, bool]]:
        """Outcome by token, and whether it is a total's; read only when a report counts something."""
        found: dict[int, tuple[str, bool]] = {}
        for telling in find_tellings(self.context):
            for loss in telling.losses:
                found[loss.head] = (loss.outcome, telling.total)
                for index in range(loss.first, loss.end):
                    found.setdefault(index, (loss.outcome, telling.total))
        return found

    def at(self, *tokens: Token) -> tuple[str, bool] | None:
        """Return the outcome told of one of `tokens`, and whether it is a total's."""
        return next((self.outcome[t.i] for t in tokens if t.i in self.outcome), None)


def find_drafts(context: Context, language: Language, losses: Losses) -> Iterator[Draft]:
    """Yield the figures of a report in text order; both ends of a range are figures."""
    reading, doc = context.reading, context.reading.doc
    for quantity in find_amounts(context):
        run = doc.char_span(quantity.number, quantity.end, alignment_mode="expand")
        if run is None or reading.line_of(run.start).kind in ("byline", "furniture", "caption"):
            continue
        draft = read_draft(quantity, run, language, losses)
        if draft is None:
            continue
        yield draft
        if quantity.high is not None:
            yield Draft(quantity.high, draft.unit, draft.first, draft.end, draft.noun, draft.rule)


def read_draft(quantity: Quantity, run: Sentence, language: Language, losses: Losses) -> Draft | None:
    """Return the figure that an amount is, or None."""
    noun = find_noun(run, quantity)
    if quantity.compound:
        # "a 2.7 million-strong diaspora": the noun stands behind what the hyphen joins on.
        noun = next((t for t in run.doc[run.end : run.end + COMPOUND_REACH] if t.pos_ in ("NOUN", "PROPN")), None)
    if quantity.unit is not None:
        return Draft(quantity.value, quantity.unit, run.start, run.end, noun, quantity.kind)
    if quantity.is_year or (quantity.compound and quantity.compound != "strong"):
        return None
    loss = losses.at(*run, *([noun] if noun is not None else []))
    if loss:
        outcome, total = loss
        # "Dozens" is 12 in a casualty row; as a statistic it is none.
        if quantity.in_words and run.text.lower() in language.table("quantities")["vague"]:
            return None
        unit = load_words(language).losses[outcome]
        return Draft(quantity.value, unit, run.start, run.end, noun, "total") if total else None
    if not is_statistic(quantity, run, noun, load_words(language)):
        return None
    unit = unit_of(noun, run.end) if noun is not None else unit_without_noun(quantity, run)
    return Draft(quantity.value, unit, run.start, run.end, noun, "count" if noun is not None else "bare")


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The words of statistics of one language."""

    time: frozenset[str]
    diplomacy: frozenset[str]
    numbered: frozenset[str]
    units: frozenset[str]
    losses: dict[str, str]
    age_before: frozenset[str]
    age_after: frozenset[str]
    rank: frozenset[str]
    smallest_in_words: int
    smallest_in_digits: int


@lru_cache(maxsize=8)
def load_words(language: Language) -> FigureWords:
    """Return the words of statistics of `language`; built once in a process."""
    table: dict[str, Any] = language.table("figures")
    return FigureWords(
        frozenset(table["not_counted"]["time"]), frozenset(table["not_counted"]["diplomacy"]),
        frozenset(table["not_counted"]["numbered"]), frozenset(table["always"]["units"]), table["losses"],
        frozenset(table["age"]["before"]), frozenset(table["age"]["after"]),
        frozenset(table["rank"]["before"]),
        table["limits"]["smallest_in_words"], table["limits"]["smallest_in_digits"],
    )  # fmt: skip


def find_noun(run: Sentence, quantity: Quantity) -> Token | None:
    """Return the head of the noun phrase that an amount counts or belongs to."""
    inside = set(range(run.start, run.end))
    for token in run:
        at = token
        while at.i in inside and at.head.i != at.i:
            at = at.head
        if at.i not in inside and at.pos_ in ("NOUN", "PROPN") and at.i >= run.start:
            return at
    return None


def is_statistic(quantity: Quantity, run: Sentence, noun: Token | None, words: FigureWords) -> bool:
    """False for time, age, rank, numbered names and the counting of diplomacy."""
    before = run.doc[run.start - 1] if run.start else None
    after = run.doc[run.end] if run.end < len(run.doc) else None
    lemma = noun.lemma_.lower() if noun is not None else ""
    if quantity.value >= LONGEST_UNGROUPED and quantity.scale == 1 and "," not in run.text:
        return False
    if lemma in words.time or (after is not None and after.lemma_.lower() in words.time):
        return False
    if before is not None and (before.lower_ in words.numbered or before.lower_ in words.age_before):
        return False
    if after is not None and after.lower_ in words.age_after:
        return False
    if noun is None and any(
        t.lemma_.lower() in words.rank for t in run.doc[max(0, run.start - RANK_REACH) : run.start]
    ):
        return False
    if lemma in words.units:
        return True
    floor = words.smallest_in_words if quantity.in_words else words.smallest_in_digits
    if quantity.value < floor or (lemma in words.diplomacy and quantity.value < 10 * floor):
        return False
    if noun is not None:
        return True
    # Without a noun only large or grouped numbers are statistics.
    return quantity.value >= 100 and (before is None or before.text not in (",",))


def unit_without_noun(quantity: Quantity, run: Sentence) -> str:
    """Return what a bare number counts: the letters behind it ("1,600MW"), or the subject of its verb ("attacks rose to
    40"), else `units`."""
    beyond = quantity.end - quantity.number
    attached = run.text[beyond:]
    if attached.isalpha():
        return attached
    at = run.root
    while at.head.i != at.i and at.pos_ not in ("VERB", "AUX"):
        at = at.head
    for child in at.children:
        if child.dep_ in ("nsubj", "nsubjpass") and child.pos_ in ("NOUN", "PROPN"):
            inner = [
                o for p in child.rights if p.dep_ == "prep" and p.lower_ == "of" for o in p.children if o.dep_ == "pobj"
            ]
            return (inner[0] if inner and inner[0].tag_ == "NNS" else child).text
    return "units"


def unit_of(noun: Token, floor: int) -> str:
    """Return the noun that is counted, with the nouns behind `floor` that make it one word ("bank accounts")."""
    first = noun.i
    while (
        first > floor
        and noun.nbor(first - noun.i - 1).dep_ == "compound"
        and noun.nbor(first - noun.i - 1).head.i == noun.i
    ):
        first -= 1
    return str(noun.doc[first : noun.i + 1].text)


def make_figure(draft: Draft, reading: Reading) -> Figure:
    """Return the record of a draft with its measure, period and source."""
    rule = f"figure.{draft.rule}"
    sentence = reading.doc[draft.first].sent
    times = find_when(sentence.text, reading.report.language or "en")
    return Figure(
        id="", value=draft.value, unit=draft.unit, measure=find_measure(draft, sentence, reading),
        period=sentence.text[slice(*times[0])].rstrip(" .,;:") if times else None, source=find_source(draft, reading),
        evidence=reading.evidence((draft.first, max(draft.end, draft.noun.i + 1 if draft.noun is not None else 0))),
        confidence=confidence(rule), rule=rule,
    )  # fmt: skip


def find_measure(draft: Draft, sentence: Sentence, reading: Reading) -> str:
    """Return the words around an amount that say what it measures: its noun phrase, else its clause."""
    if draft.noun is not None:
        inside = [t.i for t in draft.noun.subtree if t.dep_ not in ("punct",)]
        first, end = min(inside), max(inside) + 1
    else:
        first, end = sentence.start, sentence.end
        clause = reading.clause_of(draft.first)
        if clause is not None:
            first, end = clause.first, clause.end
    first = max(first, draft.first - MEASURE_WORDS)
    return reading.words(first, max(min(end, first + 2 * MEASURE_WORDS), draft.end))


def find_source(draft: Draft, reading: Reading) -> str | None:
    """Return the words for who gives a figure, or None where the report gives it itself."""
    return reading.words_of_speaker(reading.clause_of(draft.first))


KIND = Kind(
    name="figures",
    singular="figure",
    prefix="f",
    record=Figure,
    find=find_figures,
    line=lambda r: f"{r.value:,g} {r.unit}: {r.measure}",
    example="Exports rose to $2.3 billion in 2024.",
    counterexample="He is 43 years old.",
)
