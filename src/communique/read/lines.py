"""Tell a report's lines apart: its own words from headings, captions, bylines and site furniture.

In: the text as given, its title where known, the language's `furniture` table. Out: the non-empty lines in order, each
with its kind and the name of the rule that gave it. Lines of one hard-wrapped paragraph are one `Line` (line breaks
inside); a line with furniture glued to its head or tail is two.

How it decides, first match wins: what a page says on every report (whole lines, beginnings, sections after which
nothing belongs to the report); credits and bylines; the title and repeated lines; then form: a line that ends like a
sentence is `body`, one that does not is a caption, a heading (`bullet`, `deck`: a clause of its own; `label`: a few
words) or, when it is long or has a sentence's verb, body that lost its full stop.

Deliberately missed: furniture in full sentences without any set phrase (a teaser of another story reads like a report).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from communique.languages import LANGUAGES, Language
from communique.model.reading import Line, LineKind
from communique.model.span import Span
from communique.read.furniture import Furniture, bare, load_furniture

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_STOPPED = re.compile(r"[.!?…:;,۔。؟\u2014-][\"'”’»)\]>*+\s]*$|[.!?][\"'”’)]*\s?\[?\d*\]?$")
_ENDED = re.compile(r"[.!?…۔。؟][\"'”’»)\]>*+\s]*$")
_AGENCY_TAIL = re.compile(r"[.!?…][\"'”’]?\s*\([^()/:]{2,30}\)$")
_BULLET = re.compile(r"[•●▪■◦‣·*►▶➤–—-]\s+\S")
_BAR = re.compile(r"\s\|\s|\|\s*\d\d?[./-]\d")
_WORD = re.compile(r"[^\W_](?:[\w'.-]*\w)?")

# A label of a section has at most so many words; longer unstopped lines are mostly clauses (press reports, by eye).
LABEL_WORDS = 5
# Unstopped lines of more words are body that lost its full stop; bullets and decks of press reports have 5 to 25.
HEADING_WORDS = 26
# A sentence of a report has at least so many words (captions with an agency's name have fewer or point: "seen here").
SENTENCE_WORDS = 12
# A hard-wrapped paragraph breaks its lines between these widths in characters (e-mail about 70, wire services 80).
WRAP_WIDTHS = (45, 110)


@dataclass(slots=True)
class _Draft:
    """A line while it is being judged."""

    span: Span
    words: str
    gap: bool
    kind: LineKind | None = None
    rule: str = ""

    def judge(self, kind: LineKind, rule: str) -> None:
        self.kind, self.rule = kind, rule


def find_lines(text: str, title: str | None = None, language: Language | None = None) -> tuple[Line, ...]:
    """Return the non-empty lines of `text` in order, each with its kind and the rule that gave it."""
    furniture = load_furniture(language or LANGUAGES["en"])
    drafts = _join_wrapped(list(_split(text)), furniture)
    drafts = [part for draft in drafts for part in _part_glued(text, draft, furniture)]
    _judge_furniture(drafts, furniture)
    _judge_agency_tails(drafts, furniture)
    _judge_titles(drafts, title)
    _judge_repeats(drafts)
    for draft in drafts:
        if draft.kind is None:
            draft.judge(*_judge_form(draft, furniture))
    _judge_names_on_top(drafts)
    _judge_sections(drafts, furniture)
    return tuple(Line(d.span, d.kind or "body", d.rule) for d in drafts)


def _split(text: str) -> Iterator[_Draft]:
    """Yield the non-empty lines without outer white space; `gap` tells that an empty line stands before."""
    end = 0
    for match in _LINE.finditer(text):
        line = match.group()
        words = line.strip()
        if not bare(words) and not any(c.isprintable() and not c.isspace() for c in words[:200]):
            continue
        start = match.start() + len(line) - len(line.lstrip())
        between = text[end:start]
        gap = between.count("\n") > 1 or between.count("\r") > 1 + between.count("\n") or "\u2029" in between
        yield _Draft(Span(start, start + len(words)), words, gap)
        end = start + len(words)


def _join_wrapped(drafts: list[_Draft], furniture: Furniture) -> list[_Draft]:
    """Join the lines of hard-wrapped paragraphs: no empty line between, no full stop, and either the next line goes on
    in lower case or the lines are as wide as a wrapped paragraph's and break off inside a phrase."""
    joined: list[_Draft] = []
    last: list[str] = []
    for draft in drafts:
        if joined and not draft.gap and _goes_on(last[-1], draft.words, furniture):
            before = joined[-1]
            last.append(draft.words)
            joined[-1] = replace(before, span=Span(before.span.start, draft.span.end), rule="wrapped")
        else:
            _settle(joined, last)
            joined.append(draft)
            last = [draft.words]
    _settle(joined, last)
    return joined


def _settle(joined: list[_Draft], parts: Sequence[str]) -> None:
    """Give a joined line its words, once (joining at every step would be quadratic)."""
    if len(parts) > 1:
        joined[-1].words = " ".join(parts)


def _goes_on(line: str, following: str, furniture: Furniture) -> bool:
    """True when `following` continues the sentence that `line` breaks off."""
    if _ENDED.search(line[-20:]) or _BULLET.match(following) or furniture.whole_line(line):
        return False
    if furniture.rule_of(following) or furniture.rule_of(line):
        return False
    first = following.lstrip("\"'“‘(")[:1]
    if first.islower():
        return len(line) >= 20 or line.endswith(("-", ","))
    low, high = WRAP_WIDTHS
    if not low <= len(line) <= high or not first.isalnum() or len(following) > high + 10:
        return False
    # A capital or a digit begins the next line: wrapped only where the line breaks off inside a phrase.
    return line[-1:] in ",-" or line.rsplit(None, 1)[-1].casefold() in furniture.joints


def _part_glued(text: str, draft: _Draft, furniture: Furniture) -> Iterator[_Draft]:
    """Cut furniture off the head and the tail of a line that also carries the report's words."""
    start, end = draft.span
    head = furniture.glued_head(text[start : min(end, start + 200)])
    if head and start + head < end:
        words = text[start : start + head].rstrip()
        yield _Draft(Span(start, start + len(words)), words, draft.gap, "furniture", "glued-head")
        start += head
    tail_from = max(start, end - 300)
    tail = furniture.glued_tail(text[tail_from:end])
    if tail is not None and tail_from + tail > start:
        cut = end - len(text[tail_from + tail : end].lstrip())
        body = text[start:cut].rstrip()
        yield _Draft(Span(start, start + len(body)), body, draft.gap)
        yield _Draft(Span(cut, end), text[cut:end], False, "furniture", "glued-tail")
    elif start != draft.span.start:
        yield _Draft(Span(start, end), text[start:end], False)
    else:
        yield draft


def _judge_furniture(drafts: Sequence[_Draft], furniture: Furniture) -> None:
    """Judge lines by what they say: page furniture, credits, bylines."""
    for draft in drafts:
        if draft.kind is None:
            verdict = furniture.rule_of(draft.words, stopped=bool(_ENDED.search(draft.words[-20:])))
            if verdict:
                draft.judge(*verdict)
    # "Read more" alone introduces one headline of another story; a tweet's signature ends a tweet.
    for before, draft in pairwise(drafts):
        if before.rule == "pointer" and draft.kind is None and not _ENDED.search(draft.words[-20:]):
            draft.judge("furniture", "pointed-at")


def _judge_agency_tails(drafts: Sequence[_Draft], furniture: Furniture) -> None:
    """A full sentence that an agency's name in brackets ends is no caption where the report's text has begun: "(ANI)"
    closes a report."""
    begun = False
    for draft in drafts:
        full = len(draft.words.split()) >= SENTENCE_WORDS
        if draft.kind is None and full and _ENDED.search(draft.words[-20:]):
            begun = True
            continue
        closes = draft.rule == "credit-tail" and begun and full and _AGENCY_TAIL.search(draft.words[-40:])
        if closes and not furniture.points_into_picture(draft.words):
            draft.judge("body", "agency-tail")


def _judge_titles(drafts: Sequence[_Draft], title: str | None) -> None:
    """Find the title: the line that says what the article's `title` says, else an unstopped line at the top."""
    wanted = frozenset(_tokens(title)) if title else frozenset()
    found = False
    for draft in drafts[:12]:
        if draft.kind is None and wanted and len(draft.words) < 400 and _alike(wanted, draft.words):
            draft.judge(*(("furniture", "title-repeated") if found else ("title", "title-given")))
            found = True
    if found or title:
        return
    for index, draft in enumerate(drafts[:4]):
        if draft.kind is not None:
            continue
        words = len(draft.words.split())
        rest = drafts[index + 1 :]
        unstopped = not _STOPPED.search(draft.words[-20:]) and not _BULLET.match(draft.words)
        longer = any(len(later.words) > len(draft.words) for later in rest)
        if 3 <= words <= HEADING_WORDS and unstopped and longer:
            draft.judge("title", "title-first")
            return
        if words >= 3 or not unstopped:
            return


def _alike(wanted: frozenset[str], words: str) -> bool:
    """True when a line has nearly the title's words: eight of ten both ways."""
    tokens = frozenset(_tokens(words))
    common = len(tokens & wanted)
    return bool(common) and common >= 0.8 * len(wanted) and common >= 0.8 * len(tokens)


def _tokens(words: str) -> list[str]:
    return _WORD.findall(words.replace("’", "'").casefold())


def _judge_repeats(drafts: Sequence[_Draft]) -> None:
    """A line that came before, word for word, is furniture; an unstopped one is a caption where it stands first."""
    seen: dict[str, _Draft] = {}
    for draft in drafts:
        if draft.kind not in (None, "title"):
            continue
        key = bare(draft.words)
        first = seen.setdefault(key, draft)
        if first is draft or len(key) < 12:
            continue
        draft.judge("furniture", "repeated")
        if first.kind is None and not _STOPPED.search(first.words[-20:]):
            first.judge("caption", "caption-repeated")


def _judge_form(draft: _Draft, furniture: Furniture) -> tuple[LineKind, str]:
    """Judge a line by its form."""
    words, count = draft.words, len(draft.words.split())
    if furniture.is_caption(words):
        return "caption", "caption-cue"
    if _BULLET.match(words) and count <= HEADING_WORDS and not _ENDED.search(words[-20:]):
        return ("body", "list-item") if words[-1] in ";," else ("heading", "bullet")
    if _BAR.search(words) and count <= HEADING_WORDS and not _ENDED.search(words[-20:]):
        return "furniture", "bar"
    if words.endswith(":") and count <= LABEL_WORDS:
        return "heading", "label"
    if _STOPPED.search(words[-20:]):
        return "body", draft.rule or "sentence"
    if count > HEADING_WORDS or re.search(r"[a-z]{2}[.!?][”\"’']?\s+[A-Z“\"]", words[:2000]):
        return "body", draft.rule or "unstopped-paragraph"
    if count <= LABEL_WORDS:
        return "heading", "label"
    if furniture.has_sentence_verb(words) and count >= 8 and not furniture.in_title_case(words):
        return "body", draft.rule or "unstopped-sentence"
    return "heading", "deck"


def _judge_names_on_top(drafts: Sequence[_Draft]) -> None:
    """A label of two to four capitalised words between the title and the first sentence is the writer's name."""
    titled = False
    for draft in drafts:
        if draft.kind == "body":
            return
        names = draft.words.split()
        named = all(name[:1].isupper() and (len(name) < 3 or name[1:].islower()) for name in names)
        if titled and named and draft.rule == "label" and 2 <= len(names) <= 4:
            draft.judge("byline", "name-on-top")
        titled = titled or draft.kind == "title"


def _judge_sections(drafts: Sequence[_Draft], furniture: Furniture) -> None:
    """From a marker such as "Related Stories" on all is furniture; where most of the report's sentences stand behind it
    (a box inside the text), only the unstopped lines that follow at once."""
    sizes = [len(d.words) if d.kind == "body" else 0 for d in drafts]
    before, total = 0, sum(sizes)
    box = False
    for index, draft in enumerate(drafts):
        if furniture.is_section(draft.words):
            draft.judge("furniture", "section-marker")
            box = True
            if before >= 0.5 * total:
                for later in drafts[index + 1 :]:
                    later.judge("furniture", "after-section-marker")
                return
        elif box and draft.kind in ("heading", "caption"):
            draft.judge("furniture", "in-section")
        elif draft.kind == "body":
            box = False
        before += sizes[index]
