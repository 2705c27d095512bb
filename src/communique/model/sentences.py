"""The sentence around a span of a report's text, told by punctuation alone: a coded report no longer has its parse.

An abbreviation's full stop may so cut a sentence short, which costs context, never evidence.
"""

from __future__ import annotations

import re

from communique.model.span import Span

SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z])|\n")
# How far a quotation reaches beyond the evidence on either side: about two lines of a terminal.
REACH_CHARS = 160


def sentence_around(text: str, run: Span, reach: int = REACH_CHARS) -> Span:
    """Return the sentence that holds `run`, or as much of it as `reach` characters allow, cut between words."""
    low, high = max(0, run.start - reach), min(len(text), run.end + reach)
    start, end = low, high
    for match in SENTENCE_END.finditer(text, low, run.start + 1):
        start = match.end() if match.end() <= run.start else start
    if start == low > 0 and not text[low - 1].isspace():
        cut = text.find(" ", low, run.start)
        start = cut + 1 if cut >= 0 else run.start
    after = SENTENCE_END.search(text, max(run.start, run.end - 1), high)
    if after:
        end = after.start() + len(after.group().rstrip())
    elif high < len(text) and not text[high].isspace():
        cut = text.rfind(" ", run.end, high)
        end = cut if cut >= 0 else run.end
    return Span(min(start, run.start), max(end, run.end))
