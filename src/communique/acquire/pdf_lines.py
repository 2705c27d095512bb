"""Put a document's text together from the lines of its pages.

In: for each page its lines in the order of the document, with where they stand. Out: one text, a paragraph a line.
Lines at the head and foot of pages that come again are running heads; what is left of them without digits is compared,
so that page numbers go with them. A paragraph ends where a line ends short, where the next stands apart or is
indented, and where the size of the letters changes. A word that is parted at the end of a line keeps its hyphen and
the break: whether the hyphen is the word's own is for those who know its language (`read/clean.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

# PDFium's sign for a hyphen that parts a word at the end of a line; it stands for the line's end as well.
_PARTED = "\x02"
_LINE = re.compile(rf"[^\r\n{_PARTED}]+{_PARTED}?")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:[^\W\d_]{1,8}\.?\s+)?#(?:\s*(?:/|[^\W\d_]{1,4})\s*#)?\W*")
_ENDED = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[•●▪■◦‣·*►▶➤–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")

# How many lines at the head and at the foot of a page may be running heads, and on which share of the pages they stand.
EDGE_LINES = 3
RUNNING_SHARE = 0.5
# In heights of a line. Lines of a paragraph stand 1.0 to 1.3 from each other (single-spaced), up to 2 (double-spaced):
# a gap this much over the document's usual one parts paragraphs.
GAP_OVER_USUAL = 0.35
# One that is larger, or upward, leads to another page or column; a smaller one than this to the next cell of a row.
MOST_GAP = 6.0
SAME_HEIGHT = 0.5
INDENT = 1.0
SIZE_CHANGE = 0.15
# Shares of the width of lines with the same left edge: a line that ends a sentence and fills less is a paragraph's
# last; one that ends none and fills less is a heading.
PARAGRAPH_SHARE = 0.88
HEADING_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page: its words; its left and right end, base and height, in points from the lower left corner;
    `part` is 0 at the head of the page and 1 at its foot."""

    words: str
    left: float
    right: float
    base: float
    height: float
    part: float


def read_lines(page: Any, page_height: float) -> list[PageLine]:
    """Return the lines of a page of PDFium's, in the order of the document; cells of a row are one line."""
    lines: list[PageLine] = []
    for line in _read_runs(page, page_height):
        if lines and abs(_gap(lines[-1], line)) < SAME_HEIGHT and not lines[-1].words.endswith(_PARTED):
            before = lines[-1]
            left, right = min(before.left, line.left), max(before.right, line.right)
            lines[-1] = replace(before, words=f"{before.words} {line.words}", left=left, right=right)
        else:
            lines.append(line)
    return lines


def _read_runs(page: Any, page_height: float) -> Iterator[PageLine]:
    """Yield what PDFium takes for lines: parts of one that stand far from each other are several."""
    from pypdfium2 import raw

    text = "".join(chr(raw.FPDFText_GetUnicode(page, i)) for i in range(page.count_chars()))
    for match in _LINE.finditer(text):
        if not match.group().strip():
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        end = match.start() + len(match.group().rstrip())
        # One sign may be of another font: a bullet, the number of a note.
        boxes = [page.get_charbox(i, loose=True) for i in {start + k * (end - 1 - start) // 4 for k in range(5)}]
        base = median(bottom for _, bottom, _, _ in boxes)
        words = text[start:end].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        yield PageLine(
            words,
            left=min(left for left, _, _, _ in boxes),
            right=max(right for _, _, right, _ in boxes),
            base=base,
            height=max(median(top - bottom for _, bottom, _, top in boxes), 1.0),
            part=1 - base / page_height if page_height else 0.5,
        )


def join_pages(pages: Sequence[Sequence[PageLine]]) -> str:
    """Return the text of a document."""
    kept = _without_running_heads(pages)
    lines = [line for page in kept for line in page]
    if not lines:
        return ""
    usual = _usual_gap(kept)
    right = _right_edges(lines)
    parts = [lines[0].words]
    for before, line in pairwise(lines):
        if _parts(before, line, usual, right):
            parts.append("\n")
        elif not before.words.endswith(_PARTED):
            parts.append(" ")
        parts.append(line.words)
    return "".join(parts).replace(_PARTED, "-\n")


def _without_running_heads(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """Return the pages without the lines at their head and foot that come again, and without page numbers there."""
    edges = [set(_edge_lines(page)) for page in pages]
    counts = Counter(key for page, edge in zip(pages, edges, strict=True) for key in {_key(page[i]) for i in edge})
    least = max(2, RUNNING_SHARE * sum(1 for page in pages if page))
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        running = {i for i in edge if counts[_key(page[i])] >= least or _PAGE_NUMBER.fullmatch(_key(page[i])[1])}
        rest = [line for i, line in enumerate(page) if i not in running]
        kept.append(rest if rest or len(pages) > 1 else list(page))
    return kept


def _edge_lines(page: Sequence[PageLine]) -> Iterator[int]:
    """Yield the places of the uppermost and lowest lines in the upper and lower fifth of a page."""
    by_height = sorted(range(len(page)), key=lambda i: page[i].part)
    yield from (i for i in by_height[:EDGE_LINES] if page[i].part < 0.2)
    yield from (i for i in by_height[-EDGE_LINES:] if page[i].part > 0.8)


def _key(line: PageLine) -> tuple[int, str]:
    """Return what a running head has in common on all pages: its height (in hundredths) and its words."""
    return round(100 * line.part), _DIGITS.sub("#", " ".join(line.words.casefold().split()))


def _gap(before: PageLine, line: PageLine) -> float:
    """Return how far a line stands below the one before, in heights of a line."""
    return (before.base - line.base) / max(before.height, line.height)


def _usual_gap(pages: Sequence[Sequence[PageLine]]) -> float:
    gaps = [_gap(before, line) for page in pages for before, line in pairwise(page)]
    return median([gap for gap in gaps if 0.5 < gap < 3] or [1.2])


def _right_edges(lines: Sequence[PageLine]) -> dict[int, float]:
    """Return for each left edge (to 20 points: a column) where its lines end."""
    ends: dict[int, list[float]] = {}
    for line in lines:
        ends.setdefault(round(line.left / 20), []).append(line.right)
    return {left: sorted(found)[int(0.9 * (len(found) - 1))] for left, found in ends.items()}


def _size_changes(before: PageLine, line: PageLine) -> bool:
    return abs(before.height - line.height) > SIZE_CHANGE * max(before.height, line.height)


def _parts(before: PageLine, line: PageLine, usual: float, right: dict[int, float]) -> bool:
    """True when a paragraph ends between two lines."""
    if before.words.endswith(_PARTED) or (before.words.endswith("-") and line.words[:1].islower()):
        return False
    if _size_changes(before, line) or _BULLET.match(line.words):
        return True
    ended = bool(_ENDED.search(before.words))
    width = max(right.get(round(before.left / 20), before.right) - before.left, 1.0)
    filled = (before.right - before.left) / width
    # A heading, an address: a line that ends well before the others, and the next does not go on in small letters.
    is_apart = filled < HEADING_SHARE and not line.words[:1].islower()
    gap = _gap(before, line)
    if not 0 <= gap < MOST_GAP:  # another page or column: a paragraph goes on there when its sentence does
        return ended or is_apart
    if gap > usual + GAP_OVER_USUAL or (gap < usual - GAP_OVER_USUAL and ended):
        return True
    if ended:
        return filled < PARAGRAPH_SHARE or line.left - before.left > INDENT * line.height
    return is_apart
