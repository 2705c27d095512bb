"""What the encoder is asked: the tasks with their labels, and which of them share a hidden layer.

A task is a record kind (is this a record of it, and of which act, stance or type?) or a question about one place of a
record: who holds it, whether a number is a casualty and of which class, whether a name is a person's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from communique.model.opinion import NONE

UNKNOWN = -100

# The record format's field that holds a kind's label.
KINDS: dict[str, str] = {
    "undertakings": "act",
    "statements": "stance",
    "actions": "type",
    "engagements": "status",
    "incidents": "",
}
LABELS: dict[str, tuple[str, ...]] = {
    "undertakings": (
        NONE, "agree", "commit", "offer", "propose", "request", "invite", "accept", "decline", "threaten",
    ),
    "statements": (NONE, "praise", "affirm", "welcome", "condemn", "condole", "criticise", "reject"),
    "actions": (
        NONE, "aid", "cooperate", "concede", "sanction", "coerce", "mobilize", "withdraw", "investigate", "protest",
    ),
    "engagements": (NONE, "held", "ongoing", "planned", "invited", "possible", "cancelled"),
    "incidents": (NONE, "incident"),
    # The kind of an engagement, where there is one.
    "contacts": (NONE, "meeting", "call", "visit", "conference", "signing", "other"),
    # Of a cue and somebody who may hold its act or stance.
    "holders": (NONE, "holder"),
    # Of a number of people: what they suffered, and who they are.
    "casualties": (NONE, "killed", "injured", "missing", "abducted", "arrested"),
    "classes": (NONE, "civilian", "security", "militant", "foreign", "official", "unspecified"),
    # Of a name, and of a name with words that may be its post.
    "people": (NONE, "person"),
    "offices": (NONE, "office"),
}  # fmt: skip
# Each family has a hidden layer of its own, of so many units: its spots bring facts of their own.
FAMILIES: dict[str, tuple[int, tuple[str, ...]]] = {
    "clauses": (256, (*KINDS, "contacts")),
    "holders": (128, ("holders",)),
    "losses": (128, ("casualties", "classes")),
    "names": (128, ("people", "offices")),
}


@dataclass(frozen=True, slots=True)
class Label:
    """What the gold says of a spot for one task: an index of `LABELS`, or `UNKNOWN`; `optional` as in the codebook."""

    index: int
    optional: bool = False


NOT_ASKED = Label(UNKNOWN)


def label_for(task: str, name: str | None, optional: bool = False) -> Label:
    """Return a label by its name, `NONE` for None."""
    return Label(LABELS[task].index(name or NONE), optional)


def label_of_record(kind: str, record: dict[str, Any]) -> str:
    """Return the label of a gold record: its act, stance, type or status."""
    return "incident" if kind == "incidents" else str(record[KINDS[kind]])
