"""Quote a record: the sentence around its evidence, cut short where it is long.

Takes a text and evidence, gives spans to show, each a sentence or a piece of one (`model/sentences.py`).
"""

from __future__ import annotations

from communique.model.sentences import sentence_around
from communique.model.span import Evidence, Span


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


def is_cut(text: str, start: int) -> bool:
    """True where a quotation that starts here leaves out the beginning of its sentence."""
    before = text[:start].rstrip(" ") if start < 200 else text[start - 200 : start].rstrip(" ")
    return bool(before) and before[-1] not in ".!?\"'”’)]\n"
