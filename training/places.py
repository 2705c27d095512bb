"""Places of records that the encoder is asked of, with their labels by the gold: holders, casualties, names, posts.

In: a report as the rules read it, and its gold. Out: `Asked`, a spot with the labels of the tasks that it is asked for.
Where the rules' own choice is a fact of the spot, the spot comes twice, with it and without: so the model can also
choose alone, which the ablation measures.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from communique.model.cast import Actor
from communique.model.kind import Context
from communique.model.opinion import Spot
from communique.records.cues import find_utterances
from communique.records.cues.candidates import find_candidates
from communique.records.cues.utterance import Utterance
from communique.records.incident.losses import Loss
from communique.records.incident.numbers import find_numbers, spot_of_loss
from communique.records.incident.tellings import find_tellings, quantities_by_token
from communique.records.name_spots import find_posts, spot_of_name
from training.labels import Label, label_for

# A post is the same where words make so much of both (twice the shared over all), as the scorer has it.
SAME_POST = 0.6
# A casualty of the gold: outcome, class, count, optional.
Row = tuple[str, str, int, bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """A spot with the finder that it is of, and the labels of the tasks that it is asked for."""

    source: str
    spot: Spot
    labels: dict[str, Label]


def ask_places(context: Context, gold: dict[str, Any]) -> Iterator[Asked]:
    """Yield the places of a report's records."""
    yield from ask_holders(context, gold)
    yield from ask_losses(context, gold)
    yield from ask_names(context, gold)


def ask_holders(context: Context, gold: dict[str, Any]) -> Iterator[Asked]:
    """Yield each candidate for each utterance of the rules that the gold has too."""
    for utterance, before, right in find_held(context, gold):
        for candidate in find_candidates(utterance, before, context):
            label = label_for("holders", "holder" if candidate.sides == right else None)
            for knows in (True, False):
                yield Asked("place", candidate.spot(utterance.cue, knows), {"holders": label})


def find_held(context: Context, gold: dict[str, Any]) -> Iterator[tuple[Utterance, frozenset[str], frozenset[str]]]:
    """Yield the utterances of the rules that the gold has too, with who held the one before and who holds it by the
    gold; those that touch records of several holders are left out."""
    before: frozenset[str] = frozenset()
    for utterance in find_utterances(context):
        start, end = context.reading.span(utterance.first, utterance.end)
        own = [r for r in gold.get(utterance.kind, ()) if overlaps(r, start, end, context.reading.report.text)]
        holders = {frozenset(r["by"].split("+")) for r in own if r.get("by")}
        if len(holders) == 1:
            yield utterance, before, holders.pop()
        before = utterance.by


def overlaps(record: dict[str, Any], start: int, end: int, text: str) -> bool:
    """True where a gold record's words touch characters of the text."""
    at = text.find(record["at"])
    return at < end and start < at + len(record["at"])


def ask_losses(context: Context, gold: dict[str, Any]) -> Iterator[Asked]:
    """Yield each number that the rules take for a casualty, and those in the same sentences that they do not."""
    rows = rows_of(gold)
    quantities = quantities_by_token(context)
    for telling in find_tellings(context):
        for loss in telling.losses:
            for knows in (True, False):
                yield Asked("place", spot_of_loss(loss, knows), labels_of_loss(rows_told(loss, rows)))
        tokens = context.reading.tokens[telling.first : telling.end]
        for quantity, _, spot in find_numbers(tokens, quantities, telling.losses):
            yield Asked("place", spot, labels_of_loss([row for row in rows if row[2] == quantity.value]))


def rows_of(gold: dict[str, Any]) -> list[Row]:
    """Return the casualties of the gold with a number: outcome, class, count, and whether they are optional."""
    return [
        (row["outcome"], row["class"], row["count"], bool(incident.get("optional")))
        for incident in gold.get("incidents", ())
        for row in incident.get("casualties") or ()
        if row.get("count") is not None
    ]


def rows_told(loss: Loss, rows: list[Row]) -> list[Row]:
    """Return the casualties of the gold that a loss may be: of its outcome and number, else of its number."""
    mine = [row for row in rows if (row[0], row[2]) == (loss.outcome, loss.count)]
    return mine or [row for row in rows if row[2] == loss.count]


def labels_of_loss(rows: list[Row]) -> dict[str, Label]:
    """Return the labels of a number by the casualties of the gold that it may be; none where they differ."""
    if not rows:
        return {"casualties": label_for("casualties", None)}
    labels = {}
    optional = all(row[3] for row in rows)
    if len({row[0] for row in rows}) == 1:
        labels["casualties"] = label_for("casualties", rows[0][0], optional)
    if len({row[1] for row in rows}) == 1:
        labels["classes"] = label_for("classes", rows[0][1], optional=True)
    return labels


def ask_names(context: Context, gold: dict[str, Any]) -> Iterator[Asked]:
    """Yield each name that the rules take for a person's, and the words that may be a person's post."""
    for actor, person in find_named(context, gold):
        label = label_for("people", "person" if person else None, bool(person and person.get("optional")))
        yield Asked("place", spot_of_name(actor, context), {"people": label})
        for post in find_posts(actor, context) if person else ():
            right = is_same_post(person.get("office"), post.text) if person else False
            yield Asked("place", post.spot, {"offices": label_for("offices", "office" if right else None)})


def find_named(context: Context, gold: dict[str, Any]) -> Iterator[tuple[Actor, dict[str, Any] | None]]:
    """Yield the persons of the cast, each with the gold's record of it, None where it has none."""
    for actor in context.cast.actors:
        if actor.kind == "person":
            yield actor, next((p for p in gold.get("people", ()) if is_same_name(p["name"], actor.name)), None)


def folded(words: str | None) -> list[str]:
    """Return words without case, accents and points."""
    plain = unicodedata.normalize("NFKD", words or "")
    return re.sub(r"[^\w ]+", " ", "".join(c for c in plain if not unicodedata.combining(c)).casefold()).split()


def is_same_name(one: str, other: str) -> bool:
    """True for two forms of one name: the same last word, and no word that the longer lacks."""
    a, b = folded(one), folded(other)
    return bool(a and b) and (a == b or (a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a))))


def is_same_post(one: str | None, other: str | None) -> bool:
    """True for two wordings of one post."""
    a, b = set(folded(one)), set(folded(other))
    return bool(a and b) and 2 * len(a & b) / (len(a) + len(b)) >= SAME_POST
