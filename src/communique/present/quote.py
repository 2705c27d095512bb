"""Quote a record: the sentence around its evidence, cut short where it is long.

Takes a text and evidence, gives spans to show. Sentences are told apart by punctuation alone, since a coded report no
longer has its parse; an abbreviation's full stop may so cut a quotation short, which costs context, never evidence.
"""

from __future__ import annotations

import re

from communique.model.span import Evidence, Span

SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z])|\n")
# How far a quotation reaches beyond the evidence on either side: about two lines of a terminal.
REACH_CHARS = 160


def quotations(text: str, evidence: Evidence) -> list[Span]:
    """Return the spans to quote, each a sentence or a piece of one, joined where they touch."""
    quoted: list[Span] = []
    for run in evidence:
        around = sentence_around(text, run)
        if quoted and around.start <= quoted[-1].end:
            quoted[-1] = Span(quoted[-1].start, max(quoted[-1].end, around.end))
        else:
            quoted.append(around)
    return quoted


def sentence_around(text: str, run: Span) -> Span:
    """Return the sentence that holds `run`, or as much of it as `REACH_CHARS` allows, cut between words."""
    low, high = max(0, run.start - REACH_CHARS), min(len(text), run.end + REACH_CHARS)
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


def is_cut(text: str, start: int) -> bool:
    """True where a quotation that starts here leaves out the beginning of its sentence."""
    before = text[:start].rstrip(" ") if start < 200 else text[start - 200 : start].rstrip(" ")
    return bool(before) and before[-1] not in ".!?\"'”’)]\n"
