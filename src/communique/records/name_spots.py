"""The names of a report and the words that may be their posts, as the learned model is asked of them.

In: the cast. Out: spots: for each person one of its name, and one for each run of words of the same sentence that may
tell its post. Deliberately missed: posts told in another sentence than the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.model.cast import Actor
from communique.model.kind import Context
from communique.model.opinion import Spot

# Mentions from which a name counts as told often.
OFTEN = 4
# Words between a name and its post beyond which they are far from each other.
FAR = 20


@dataclass(frozen=True, slots=True)
class Post:
    """Words that may be a person's post, and the spot that asks."""

    text: str
    spot: Spot


def spot_of_name(actor: Actor, context: Context) -> Spot:
    """Return the spot of a person's first mention in running text, which is the fullest."""
    reading = context.reading
    first, end = mention_of(actor, context)
    labels = {reading.tokens[i].ent_type_ for i in range(first, end)}
    facts = (
        end - first == 1, bool(actor.office), bool(actor.sides), labels == {"PERSON"}, "PERSON" in labels,
        bool(labels & {"GPE", "LOC", "FAC"}), "ORG" in labels, "" in labels, first == reading.tokens[first].sent.start,
    )  # fmt: skip
    often = min(len(actor.mentions), OFTEN) / OFTEN
    return Spot(end - 1, tuple(range(first, end)), (*map(float, facts), often))


def mention_of(actor: Actor, context: Context) -> tuple[int, int]:
    """Return a person's first mention in running text, else the first at all."""
    lines = ((run, context.reading.line_of(run[0]).kind) for run in actor.mentions)
    return next((run for run, kind in lines if kind == "body"), actor.mentions[0])


def find_posts(actor: Actor, context: Context) -> Iterator[Post]:
    """Yield the words that may be a person's post: the rules' own, and other posts named beside a mention."""
    reading, seen = context.reading, set[str]()
    for first, end in actor.mentions:
        sentence = reading.tokens[first].sent
        own = run_of_words(actor.office, sentence.start, sentence.end, context) if actor.office else None
        posts = [(actor.office or "", own)] if own else []
        posts += [
            (r.office, (r.first, r.end))
            for head in range(sentence.start, sentence.end)
            if (r := context.cast.references.get(head)) and r.office
        ]
        for text, run in posts:
            if text.lower() not in seen:
                seen.add(text.lower())
                gap = first - run[1] if run[0] < first else run[0] - end
                same = any(r.sides == actor.sides for h in range(*run) if (r := context.cast.references.get(h)))
                facts = (text == actor.office, run[0] < first, 1.0 - min(max(gap, 0), FAR) / FAR, same)
                yield Post(text, Spot(end - 1, tuple(range(*run)), tuple(map(float, facts))))


def run_of_words(words: str, start: int, stop: int, context: Context) -> tuple[int, int] | None:
    """Return the tokens of a sentence that words stand at, None where it has them not."""
    reading = context.reading
    sentence = reading.doc[start:stop]
    at = sentence.text.find(words)
    run = sentence.char_span(at, at + len(words), alignment_mode="expand") if at >= 0 else None
    return (run.start, run.end) if run is not None else None
