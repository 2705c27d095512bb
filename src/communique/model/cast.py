"""Who is who in one report: what the `identify` stage hands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ActorKind = Literal["person", "body", "side"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a body, or a side (a country or an organisation that acts as one) of one report.

    `sides` are the codes it acts for: ISO 3166-1 alpha-3, or an organisation's usual abbreviation (`SCO`, `TTP`).
    `mentions` are token runs `(first, end)` in text order; the first is the fullest. `key` is unique in the report.
    """

    key: str
    kind: ActorKind
    name: str
    sides: frozenset[str] = frozenset()
    office: str | None = None
    acronym: str | None = None
    body_kind: str | None = None
    mentions: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """What one noun phrase stands for, decided by `rule`: one or more actors, or sides alone ("the Chinese side").

    `office` is the office as written where the phrase names nobody ("the interior minister" before he is named).
    """

    first: int
    end: int
    head: int
    sides: frozenset[str]
    actors: tuple[str, ...] = ()
    office: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """All actors of a report, and for every noun phrase that refers to one its `Reference`, by head token."""

    actors: tuple[Actor, ...]
    references: Mapping[int, Reference] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        for actor in self.actors:
            if actor.key == key:
                return actor
        raise KeyError(key)

    def people_at(self, token: int) -> tuple[Actor, ...]:
        """Return the persons that the noun phrase headed by `token` stands for (none where it names none)."""
        reference = self.references.get(token)
        if reference is None:
            return ()
        return tuple(a for a in map(self.actor, reference.actors) if a.kind == "person")

    def sides_at(self, *tokens: int) -> frozenset[str]:
        """Return the sides that the noun phrases headed by `tokens` stand for, joined."""
        return frozenset().union(*(self.references[t].sides for t in tokens if t in self.references))
