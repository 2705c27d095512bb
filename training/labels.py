"""What the model is asked: its tasks with their labels, and which of them share a hidden layer.

Tasks of *kinds* ask of a clause, or of words that a rule found, whether they are a record of a kind and of which act,
stance or type: the encoder is trained for them. Tasks of *places* ask about one place of a record: who holds it, how
real a contact is, whether a number is a casualty and of which class, whether a name is a person's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from communique.model.opinion import NONE

UNKNOWN = -100

# The record format's field that holds a kind's label; what it is folded to stands in LABELS.
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
    "engagements": (NONE, "held", "foreseen", "cancelled"),
    "incidents": (NONE, "incident"),
}  # fmt: skip
STATUS_GROUPS = {"held": "held", "ongoing": "held", "cancelled": "cancelled"}
PLACES: dict[str, tuple[str, ...]] = {
    # Of the words of a contact, where there is one: its kind and its status.
    "contacts": (NONE, "meeting", "call", "visit", "conference", "signing", "other"),
    "statuses": (NONE, "held", "ongoing", "planned", "invited", "possible", "cancelled"),
    # Of a cue and somebody who may hold its act or stance.
    "holders": (NONE, "holder"),
    # Of a number of people: what they suffered, and who they are.
    "casualties": (NONE, "killed", "injured", "missing", "abducted", "arrested"),
    "classes": (NONE, "civilian", "security", "militant", "foreign", "official", "unspecified"),
    # Of a name, and of a name with words that may be its post.
    "people": (NONE, "person"),
    "offices": (NONE, "office"),
}
# Tasks of places that share a hidden layer: their spots bring the same facts of their own.
FAMILIES: dict[str, tuple[str, ...]] = {
    "contacts": ("contacts", "statuses"),
    "holders": ("holders",),
    "losses": ("casualties", "classes"),
    "names": ("people",),
    "posts": ("offices",),
}


@dataclass(frozen=True, slots=True)
class Label:
    """What the gold says of a spot for one task: an index of its labels, or `UNKNOWN`; `optional` as in the codebook.

    An optional label says which, not whether: of contacts and classes the model is asked where there is one.
    """

    index: int
    optional: bool = False


def label_for(task: str, name: str | None, optional: bool = False) -> Label:
    """Return a label by its name, `NONE` for None."""
    return Label((LABELS | PLACES)[task].index(name or NONE), optional)


def label_of_record(kind: str, record: dict[str, Any]) -> str:
    """Return the label of a gold record: its act, stance or type; an engagement's group of statuses."""
    if kind == "incidents":
        return "incident"
    value: str = record[KINDS[kind]]
    return STATUS_GROUPS.get(value, "foreseen") if kind == "engagements" else value
