"""A claim: one record as one report makes it, as the register keeps it. Claims are never rewritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """The report behind a claim: enough to cite it. `key` is the register's number of this version of the report."""

    key: int
    id: str
    version: int
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """`kind` is the plural name of the record kind, `record` the record as the record format prints it, `words` the
    evidence verbatim, one string a span. `key` is the register's number of the claim. `is_edited` where the record is
    a reviewer's reading that stands beside what was coded."""

    key: int
    kind: str
    record: Mapping[str, Any]
    words: tuple[str, ...]
    source: Source
    is_edited: bool = False

    @property
    def sides(self) -> frozenset[str]:
        """Every side the record names, in whatever role."""
        record = self.record
        named = [*record.get("parties", ()), *record.get("by", ()), *record.get("to", ()), *record.get("about", ())]
        return frozenset(named + ([record["country"]] if record.get("country") else []))
