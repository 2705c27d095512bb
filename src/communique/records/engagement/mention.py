"""One telling of a contact, as its own clause has it; `merge` joins the tellings of one contact."""

from __future__ import annotations

from dataclasses import dataclass

from communique.model.place import Place
from communique.records.engagement.scene import Filler
from communique.records.engagement.words import Frame


@dataclass(frozen=True, slots=True)
class Mention:
    """A telling: the word that tells (`trigger`), who is on the one side and on the other, and the words around it.

    `joint`     all stand together in one event ("between", "trilateral")
    `apart`     each of the others met alone ("separate meetings with")
    `back`      the words only point back ("the meeting")
    `name`      a named event's name, "" for a bare "the summit", None for what is no event
    `sidelines` an event beside which other contact took place
    `context`   sides missing here are the last contact's
    `definite`  the noun has "the" or a possessor
    `past`      words beside it set it before the report's own contact ("their previous meeting")
    `matter`    what was signed
    `bare`      nothing but "the" or a possessor stands with the noun
    `days`      how long a trip lasts from its time words' day, or, below zero, up to it
    `further`   one more than those told before ("also signed another")
    """

    frame: Frame
    kind: str
    status: str
    trigger: int
    first: int
    end: int
    ones: tuple[Filler, ...]
    others: tuple[Filler, ...]
    joint: bool = False
    apart: bool = False
    back: bool = False
    place: Place | None = None
    when: str | None = None
    name: str | None = None
    sidelines: bool = False
    context: bool = False
    definite: bool = False
    past: bool = False
    matter: str | None = None
    bare: bool = False
    further: bool = False
    days: int = 0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A telling cut to one contact: exactly these parties and these people. `visitor` are the sides that travel."""

    mention: Mention
    kind: str
    parties: frozenset[str]
    fillers: tuple[Filler, ...]
    visitor: frozenset[str] = frozenset()
