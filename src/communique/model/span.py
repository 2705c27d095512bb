"""Half-open runs of characters `[start, end)` of a report's text, and evidence made of them."""

from __future__ import annotations

from typing import NamedTuple

from communique.errors import BrokenPromise


class Span(NamedTuple):
    """Characters `text[start:end]`; indices are Python `str` indices (code points) of the text as given."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class Evidence(tuple[Span, ...]):
    """One or more spans, sorted, each inside the text. The only way to make one is `Evidence.at`.

    A record without evidence cannot be built: an empty list of spans raises `BrokenPromise`.
    """

    __slots__ = ()

    @classmethod
    def at(cls, text: str, *spans: Span) -> Evidence:
        """Return evidence for `spans` of `text`, each non-empty and inside it, else raise `BrokenPromise`."""
        if not spans:
            raise BrokenPromise("evidence-empty", "a record was built without evidence")
        for start, end in spans:
            if not 0 <= start < end <= len(text):
                raise BrokenPromise(
                    "evidence-outside", f"evidence [{start}, {end}) lies outside a text of {len(text)} characters"
                )
        return cls(sorted({Span(start, end) for start, end in spans}))

    @property
    def hull(self) -> Span:
        """The smallest span that holds all of them."""
        return Span(self[0].start, max(span.end for span in self))
