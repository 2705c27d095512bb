"""What an utterance is about: its matter in the text's words, its money, its due date, when, its occasion.

In: an `Utterance` and the report. Out: words and values for the record kinds. A time belongs to what is undertaken only
where it does not hang on the verb that utters it: "promised on Monday to pay by June" is due by June.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from communique.languages import LANGUAGES
from communique.languages.quantities import Quantity, find_quantities
from communique.languages.topics import find_topics
from communique.languages.when import find_when
from communique.model.kind import Context, once
from communique.records.cues.utterance import Utterance

# Statuses of engagements at which something can have been said.
TOLD = ("held", "ongoing")
# Ends of the names of rules that read the words themselves: their cue is no word about the matter, but its predicate.
OWN_WORDS = (
    ".future", ".passive", ".course", ".course-of-action", ".duty", ".world", ".harm", ".outcome", ".assertion",
    ".blame", ".denial", ".own-stand", ".outrage",
    ".duty-done", ".unless", ".answer", ".none", ".contact", ".right", ".restraint", ".only-way", ".brief",
)  # fmt: skip


def matter_of(utterance: Utterance, context: Context) -> str:
    """Return the words that say what is undertaken or held, in the text's order and to the end of the evidence.

    Behind a cue; with the cue where it is itself the deed ("will build") or shares what follows ("thanks and praise
    for"); the whole evidence where nothing follows, or where a thing done is its subject ("flights will resume").
    """
    start = matter_start(utterance, context)
    return " ".join(context.reading.words(start, utterance.end).split())


def matter_start(utterance: Utterance, context: Context) -> int:
    """Return the token that the matter begins with."""
    doc = context.reading.doc
    cue = doc[utterance.cue]
    clause = context.reading.clauses[utterance.clause]
    if utterance.rule.endswith(OWN_WORDS):
        own = context.cast.sides_at(*clause.subject) & utterance.by
        if not own or clause.passive or not utterance.rule.startswith("undertaking"):
            return utterance.first
        return min([cue.i, *(c.i for c in cue.children if c.dep_ == "neg")])
    leads = LANGUAGES[context.reading.report.language or "en"].table("speech")["leads"]
    start = behind_owner(utterance, context)
    while start < utterance.end and (
        doc[start].is_punct or doc[start].is_space or doc[start].lower_ in leads or doc[start].dep_ == "prt"
    ):
        start += 1
    if start < utterance.end and doc[start].dep_ == "cc":
        start = cue.left_edge.i if cue.pos_ == "NOUN" else cue.i
    bare = clause.passive and clause.head == cue.i and doc[cue.i + 1 : cue.i + 2].text.lower() not in leads
    return utterance.first if start >= utterance.end or bare else start


def behind_owner(utterance: Utterance, context: Context) -> int:
    """Return the token behind a cue and its owner: "the commitment of both nations | to peace"."""
    doc = context.reading.doc
    for child in doc[utterance.cue].children:
        if child.i == utterance.cue + 1 and child.lower_ in ("of", "by"):
            owners = [c for c in child.children if c.dep_ == "pobj"]
            sides = context.cast.sides_at(*(o.i for o in owners))
            end = child.right_edge.i + 1
            if sides and sides <= utterance.by and end < utterance.end:
                return end
    return utterance.cue + 1


def money_of(utterance: Utterance, context: Context) -> Iterator[Quantity]:
    """Yield the amounts of money in the evidence."""
    doc = context.reading.doc
    words = doc[utterance.first : utterance.end].text
    if any(character.isdigit() for character in words) or "illion" in words:
        language = LANGUAGES[context.reading.report.language or "en"]
        yield from (
            q for q in find_quantities(words, language, sorted(utterance.by | utterance.to)) if q.kind == "money"
        )


def due_of(utterance: Utterance, context: Context) -> str | None:
    """Return the time words of what is undertaken, None where the evidence has none or they tell when it was said."""
    doc = context.reading.doc
    start = doc[utterance.cue].idx
    words = doc[utterance.cue : utterance.end].text
    for first, end in find_when(words, context.reading.report.language or "en"):
        span = doc.char_span(start + first, start + end, alignment_mode="expand")
        if span is None:
            continue
        above = span.root.head
        while above.pos_ in ("ADP", "NOUN", "PROPN", "NUM") and above.head.i != above.i:
            above = above.head
        uttering = context.reading.clauses[utterance.clause].head
        if above.i != uttering or any(c.dep_ == "aux" and c.tag_ == "MD" for c in above.children):
            return " ".join(words[first:end].split())
    return None


def topics_of(utterance: Utterance, context: Context) -> tuple[str, ...]:
    """Return the topics that the matter's words cue."""
    reading = context.reading
    return find_topics(reading.words(utterance.cue, utterance.end), LANGUAGES[reading.report.language or "en"])


def occasion_of(utterance: Utterance, context: Context) -> str | None:
    """Return the provisional id of the engagement it was said at: the last one told before that `by` took part in."""
    engagement = occasion_before(context, utterance.cue, utterance.by)
    return None if engagement is None else str(engagement.id) or None


def occasion_before(context: Context, token: int, by: frozenset[str] = frozenset()) -> Any:
    """Return the engagement told up to the sentence of a token whose parties include `by`, else None.

    The last one of named people if there is one: talks of others are often only what they speak about.
    """
    reading = context.reading
    last = reading.doc[token].sent[-1]
    at = reading.offsets[last.idx]
    spoken_of = engagements_spoken_of(context)
    best: tuple[tuple[bool, bool, int], Any] | None = None
    for engagement in context.found.get("engagements", ()):
        if engagement.status in TOLD and by <= set(engagement.parties):
            starts = [span.start for span in engagement.evidence if span.start <= at]
            is_topic = engagement.id in spoken_of
            order = (not is_topic, len(engagement.participants) > 1, max(starts, default=-1))
            if starts and (best is None or order >= best[0]):
                best = (order, engagement)
    return best[1] if best else None


@once
def engagements_spoken_of(context: Context) -> frozenset[str]:
    """Return the provisional ids of engagements that a report only has people speak about: "about his call with"."""
    reading = context.reading
    found = set()
    for engagement in context.found.get("engagements", ()):
        for start, end in engagement.evidence[:1]:
            first, stop = bisect_left(reading.offsets, start), bisect_left(reading.offsets, end)
            span = reading.doc.char_span(first, stop, alignment_mode="contract")
            nouns = [t for t in span or () if t.dep_ == "pobj" and t.head.lower_ == "about"]
            if any(t.lemma_.lower() in ("conversation", "call", "meeting", "talk", "visit", "contact") for t in nouns):
                found.add(str(engagement.id))
    return frozenset(found)


def when_of(utterance: Utterance, context: Context) -> str | None:
    """Return the first time words of the sentence that the evidence stands in, None where it has none."""
    sentence = context.reading.doc[utterance.cue].sent
    for first, end in find_when(sentence.text, context.reading.report.language or "en"):
        return " ".join(sentence.text[first:end].split())
    return None
