"""Developments: what happens inside one country, or is done and said by those who act for no side.

In: a report, and its actions before. Out: demonstrations, resignations, curfews and their lifting, arrests and trials
at home, and the acts and stances of rebels, oppositions and unions. The codebook leaves these out of all other kinds,
event data does not: each bears its PLOVER category. What an action tells is none. Deliberately missed: daily business
of a government, and what private persons say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from communique.languages import LANGUAGES, Language
from communique.languages.when import find_when
from communique.model.kind import Context, Kind
from communique.model.place import Place
from communique.model.reading import Clause, Reading
from communique.model.span import Evidence
from communique.records.confidence import confidence
from communique.records.cues import Utterance, find_unsided
from communique.records.cues.frames import noun_meant
from communique.records.cues.grammar import objects_of, phrases_of, run_of
from communique.records.cues.matter import matter_of, when_of
from communique.records.named_place import find_named_place
from communique.reference.plover import event_type

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs under which an infinitive is done all the same: "began to march".
CARRYING = ("begin", "start", "continue", "proceed", "go", "manage")
# Kinds of bodies that act for themselves; a ship or a plan asks for nothing.
ACTING = ("armed group", "organisation")
# Markers under which a clause is not told as a fact: "until demands are met".
OPEN_MARKS = ("if", "unless", "until", "whether", "before", "once")
# Modals under which nothing is told as done.
MODALS = ("should", "must", "ought", "shall", "will", "would", "may", "might", "could", "can")


@dataclass(frozen=True, slots=True)
class Development:
    """`kind` is the act, stance or turn of events, `by` the side inside which it happens, `doer` who did it.

    `doer` and `matter` are the text's words; `date` is EDTF (filled by `resolve`).
    """

    id: str
    kind: str
    by: tuple[str, ...]
    doer: str | None
    matter: str
    place: Place | None
    when: str | None
    date: str | None
    evidence: Evidence
    confidence: float
    event_type: str
    rule: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One way to tell a development; `languages/en/developments.toml` says what the fields ask for."""

    kind: str
    things: frozenset[str]
    says: frozenset[str]
    through: frozenset[str]
    particle: str | None
    bare: bool
    turns: bool
    people: bool
    state: bool
    not_object: bool


@dataclass(frozen=True, slots=True)
class TurnWords:
    """The turns of a language by the lemma of their verb, and the nouns for groups without a side."""

    turns: Mapping[str, tuple[Turn, ...]]
    doers: frozenset[str]
    crowd: frozenset[str]


@lru_cache(maxsize=4)
def load_words(language: Language) -> TurnWords:
    """Load the turns of a language, in the order of the file."""
    table = language.table("developments")
    turns: dict[str, tuple[Turn, ...]] = {}
    for entry in table["turn"]:
        turn = _turn(entry, table["things"])
        for lemma in entry["lemmas"]:
            turns[lemma] = (*turns.get(lemma, ()), turn)
    return TurnWords(turns, frozenset(table["doers"]["people"]), frozenset(table["doers"]["crowd"]))


def _turn(entry: Mapping[str, Any], things: Mapping[str, list[str]]) -> Turn:
    return Turn(
        kind=entry["kind"],
        things=frozenset(word for name in entry.get("things", ()) for word in things[name]),
        says=frozenset(entry.get("says", ())),
        through=frozenset(entry.get("through", ())),
        particle=entry.get("particle"),
        bare=entry.get("bare", False),
        turns=entry.get("turns", False),
        people=entry.get("people", False),
        state=entry.get("state", False),
        not_object=entry.get("not_object", False),
    )


def find_developments(context: Context) -> Iterator[Development]:
    """Yield the developments of a report: deeds first, then words."""
    reading = context.reading
    words = load_words(LANGUAGES[reading.report.language or "en"])
    told = {
        i for action in context.found.get("actions", ()) for first, end in action.evidence for i in range(first, end)
    }
    for clause in reading.clauses:
        verb = reading.tokens[clause.head]
        lemma = reading.lemmas[clause.head]
        if lemma in words.turns and reading.offsets[verb.idx] not in told and is_told(verb, clause, reading):
            yield from deeds_of(verb, clause, words, context)
    for utterance in find_unsided(context):
        doer = doer_of(reading.clauses[utterance.clause], words, context)
        if doer is not None:
            yield of_words(utterance, doer, context)


def is_told(verb: Token, clause: Clause, reading: Reading) -> bool:
    """True when a clause of running text tells what happened or happens."""
    if clause.future or clause.possible or clause.conditional or clause.negated:
        return False
    if reading.line_of(verb.i).kind != "body" or any(c.dep_ == "aux" and c.lower_ in MODALS for c in verb.children):
        return False
    if any(c.dep_ == "mark" and c.lower_ in OPEN_MARKS for c in verb.children):
        return False
    if any(c.tag_ == "TO" for c in verb.children):
        return verb.dep_ == "xcomp" and verb.head.lemma_ in CARRYING
    return verb.tag_ != "VB" and verb.dep_ not in ("pcomp", "csubj")


def deeds_of(verb: Token, clause: Clause, words: TurnWords, context: Context) -> Iterator[Development]:
    """Yield the development that a verb tells, by the first of its turns that is there."""
    for turn in words.turns[context.reading.lemmas[verb.i]]:
        if not has_frame(verb, clause, turn) or not is_doer(verb, clause, turn, words, context):
            continue
        reading, rule = context.reading, f"development.{turn.kind.replace(' ', '-')}.{verb.lemma_.lower()}"
        own = [s for s in clause.subject if clause.first <= s < clause.head]
        begin = reading.tokens[own[0]].left_edge.i if own else verb.i
        first, end = run_of(verb, min(begin, verb.i))
        heads = clause.agents if clause.passive else clause.subject
        yield Development(
            id="",
            kind=turn.kind,
            by=tuple(sorted(context.cast.sides_at(*heads))),
            doer=words_of_doer(heads[0], reading) if heads else None,
            matter=" ".join(reading.words(first, end).split()),
            place=first_place(reading, first, end),
            when=first_time(verb, reading),
            date=None,
            evidence=reading.evidence((first, end)),
            confidence=confidence(rule),
            event_type=event_type("developments", turn.kind),
            rule=rule,
        )
        return


def has_frame(verb: Token, clause: Clause, turn: Turn) -> bool:
    """True when a verb has the object, particle or words that a turn asks for."""
    phrases = phrases_of(verb)
    if turn.particle and turn.particle not in phrases and not any(c.lower_ == turn.particle for c in verb.children):
        return False
    if turn.says and not any(t.lower_ in turn.says for t in verb.sent):
        return False
    objects = [noun_meant(o) for o in objects_of(verb, clause.passive)]
    if turn.bare:
        return not (turn.not_object and objects and not clause.passive)
    governed = [n for name in turn.through for n in phrases.get(name, ())]
    if turn.turns:
        governed += [verb.doc[i] for i in clause.subject]
    elif not turn.through or turn.people:
        governed += objects
    if turn.through and not turn.things:
        return bool(governed)
    return any(is_one_of(noun, turn.things) for noun in governed)


def is_one_of(noun: Token, things: frozenset[str]) -> bool:
    """True for a noun, its compound or what it measures: "hunger strike", "state of emergency", "52 members"."""
    near = [noun, *(c for c in noun.children if c.dep_ == "compound")]
    near += [n for c in noun.children if c.lower_ == "of" for n in c.children if n.dep_ == "pobj"]
    return any(t.lemma_.lower() in things for t in near)


def is_doer(verb: Token, clause: Clause, turn: Turn, words: TurnWords, context: Context) -> bool:
    """True when who does it may: a crowd takes to the streets, a state imposes; nobody does it to another side."""
    tokens, cast = context.reading.tokens, context.cast
    heads = clause.agents if clause.passive else clause.subject
    own = cast.sides_at(*heads)
    if turn.people:
        return bool(heads) and any(is_group(tokens[h], words.crowd, context) for h in heads)
    if turn.state and not own and not (clause.passive and not heads):
        return any(is_group(tokens[h], words.doers, context) for h in heads)
    return bool(heads) or clause.passive


def is_group(noun: Token, groups: frozenset[str], context: Context) -> bool:
    """True for a noun of a group, "thousands of workers", or a body or people named without a side."""
    if is_one_of(noun, groups):
        return True
    reference = context.cast.references.get(noun.i)
    return reference is not None and (reference.rule == "people" or bool(reference.actors and not reference.sides))


def doer_of(clause: Clause, words: TurnWords, context: Context) -> int | None:
    """Return the head of who says or does something, where it is a group or a body without a side."""
    for head in clause.subject:
        noun = context.reading.tokens[head]
        if noun.lemma_.lower() in words.doers or any(c.lemma_.lower() in words.doers for c in noun.children):
            return head
        reference = context.cast.references.get(head)
        if reference is not None and any(context.cast.actor(key).body_kind in ACTING for key in reference.actors):
            return head
    return None


def of_words(utterance: Utterance, doer: int, context: Context) -> Development:
    """Return the development of an act or stance that nobody with a side holds."""
    rule = f"development.{utterance.word}.{utterance.rule.rsplit('.', 1)[-1]}"
    return Development(
        id="",
        kind=utterance.word,
        by=(),
        doer=words_of_doer(doer, context.reading),
        matter=matter_of(utterance, context),
        place=find_named_place(context.reading, utterance.cue, utterance.end),
        when=when_of(utterance, context),
        date=None,
        evidence=context.reading.evidence((utterance.first, utterance.end)),
        confidence=confidence(rule),
        event_type=event_type(utterance.kind, utterance.word),
        rule=rule,
    )


def words_of_doer(head: int, reading: Reading) -> str:
    """Return the report's words for who did it, without what only describes him."""
    noun = reading.tokens[head]
    inside = [t.i for t in noun.subtree if t.dep_ not in ("relcl", "appos", "punct") and t.i <= head]
    # The doer may itself stand in apposition to what the parser took for the subject.
    return " ".join(reading.words(min(inside, default=head), head + 1).split())


def first_place(reading: Reading, first: int, end: int) -> Place | None:
    """Return the first place named in a run of tokens with "in", "at" or "near"."""
    for token in reading.tokens[first:end]:
        if token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "near") and token.ent_type_ in ("GPE", "LOC"):
            return Place(" ".join(reading.words(token.left_edge.i, token.i + 1).split()))
    return None


def first_time(verb: Token, reading: Reading) -> str | None:
    """Return the first time words of a verb's sentence."""
    text = verb.sent.text
    for first, end in find_when(text, reading.report.language or "en"):
        return " ".join(text[first:end].split())
    return None


KIND = Kind(
    name="developments",
    singular="development",
    prefix="d",
    record=Development,
    find=find_developments,
    line=lambda r: f"{r.doer or '+'.join(r.by) or 'somebody'}: {r.kind}: {r.matter}",
    example="Thousands of students staged a rally in Jakarta on Saturday.",
    counterexample="Students may stage a rally in Jakarta on Saturday.",
)
