"""Make the text that is parsed, with the way back to every character of the text as given.

In: the text as given, its typed lines, the spans to leave out. Out: the clean text and, for each of its characters, the
index in the text as given. A mask, never a rewrite: invisible characters go, white space becomes one space, hyphenated
line ends are joined, glued sentences parted, curly quotes straightened, overlong sentences cut.

No Unicode normalisation across characters: it would lose the offsets. Two words glued without a sign between them
("IslamabadThe") stay glued; a part of a name cannot be told from them ("McDonald").
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from communique.model.reading import Line
from communique.model.span import Span

_HYPHENS = "-\u2010\u00ad"
PARSED = frozenset(("title", "body", "heading", "caption"))

# Characters of one sentence. The longest in 4,000 press reports had 1,592; rules slow down with the length.
SENTENCE_CHARACTERS = 2_500

_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
_CONTROL = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# Runs of characters that are not taken over as they are; a plain space is, so the runs are few.
_SPECIAL = re.compile(rf"[^\S ]+|[{_INVISIBLE}{_CONTROL}]+|[{''.join(_LIGATURES)}]")
_SPACE = re.compile(rf"[\s{_CONTROL}]")
_GO_ON = re.compile(rf"[\s{_INVISIBLE}]{{0,40}}[a-zà-ÿ]")
_STRAIGHT = str.maketrans(
    {**dict.fromkeys("‘’‚‛′ʼ＇`´", "'"), **dict.fromkeys("“”„‟″«»＂", '"'), **dict.fromkeys("\u2010\u2011\u2212", "-")}
)
# Where two words or sentences may be glued (quick, on every line) and are (the space is missing where it ends).
_PERHAPS_GLUED = re.compile(r"[.!?,;:)”][A-Za-z“]|[.!?,][”’)\"][A-Za-z“]|\d[A-Z]|[a-z][(]|[\w.,:;]“")
_GLUED = re.compile(r"[.!?,;:)”\d’“(][A-Za-z“‘(”’)\"]|[\w:](?=[“(])")
_GLUED = re.compile(
    r"(?:(?<=[a-z]{2})|(?<=\b[A-Z][a-z])(?=\.[A-Z][a-z])|(?<=\b[ap]\.m)|(?<=[\d%][)\]])|(?<=\d\d)|(?<=[A-Z]{2})|(?<=[A-Za-z][)\]”\"’']))[.!?][”\"’)]?(?=[A-Z][a-z’']|[A-Z]\s|[“‘])"
    r"|(?<=[.!?,])[”’](?=[A-Za-z])|(?<=\w)”(?=\w)"  # said.”He
    r"|[\w,.:;](?=“\w)"  # that“we
    r"|(?<=\b(?:19|20)\d)\d(?=[A-Z][a-z]{2})"  # 2025The
    r"|(?<=[a-z])(?:[,;](?=[A-Za-z])|:(?=[A-Z][a-z]))"  # Khan,the
    r"|[a-z](?=\([A-Z]{2})|(?<=[A-Za-z0-9])\)(?=[A-Za-z][a-z])"  # Corridor(CPEC)
)
_ADDRESS = re.compile(r"://|www\.|@|\.(?:com|org|net|gov|int|info|edu)\b")
_STOP = re.compile(r"[.!?…。؟][\"'”’)\]]*(?=\s)|\n")


def clean(
    text: str, lines: Sequence[Line], masked: Sequence[Span] = (), hyphen_keepers: Iterable[str] = ()
) -> tuple[str, array[int]]:
    """Return the clean text of the parsed lines, joined by newlines, and for each of its characters (and its end) the
    index in `text`: never falling. Characters in `masked` (datelines) are left out. `hyphen_keepers` are words that
    keep their hyphen when a line breaks behind it ("long-" / "term")."""
    keepers = frozenset(hyphen_keepers)
    parts: list[str] = []
    offsets: array[int] = array("l")
    masks = iter(sorted(masked))
    mask = next(masks, None)
    last_end = 0
    for line in lines:
        if line.kind not in PARSED:
            continue
        runs: list[Span] = []
        start = line.span.start
        while mask is not None and mask.start < line.span.end:
            if mask.end > start:
                runs.append(Span(start, max(start, mask.start)))
                start = min(mask.end, line.span.end)
            if mask.end > line.span.end:
                break
            mask = next(masks, None)
        runs.append(Span(start, line.span.end))
        words, places = _clean_line(text, runs, keepers)
        if not words:
            continue
        if parts:
            parts.append("\n")
            offsets.append(min(last_end, places[0]))
        parts.append(words)
        offsets.extend(places)
        last_end = line.span.end
    offsets.append(len(text))
    return "".join(parts), offsets


def _clean_line(text: str, runs: Sequence[Span], keepers: frozenset[str]) -> tuple[str, array[int]]:
    """Return the clean words of one line, given as the runs of it that are not masked."""
    words, places = _flatten(chain.from_iterable(_pieces(text, run, keepers) for run in runs))
    if "  " in words:
        kept = [(m.start(), m.end()) for m in re.finditer(r"[^ ]+ ?", words)]
        words, places = _flatten((words[start:end], places[start:end]) for start, end in kept)
    words, places = _insert(words, places, _glue_points(words), " ")
    kept_from = len(words) - len(words.lstrip())
    kept_to = len(words.rstrip())
    return words[kept_from:kept_to].translate(_STRAIGHT), places[kept_from:kept_to]


def _flatten(pieces: Iterable[tuple[str, Iterable[int]]]) -> tuple[str, array[int]]:
    words: list[str] = []
    places: array[int] = array("l")
    for piece, indices in pieces:
        words.append(piece)
        places.extend(indices)
    return "".join(words), places


def _pieces(text: str, run: Span, keepers: frozenset[str]) -> Iterator[tuple[str, Iterable[int]]]:
    """Yield the pieces of a run with their indices: plain words as they are, special characters replaced."""
    done = run.start
    for match in _SPECIAL.finditer(text, run.start, run.end):
        at, end = match.span()
        if at < done:
            continue
        special = match.group()
        if special in _LIGATURES:
            yield text[done:at], range(done, at)
            letters = _LIGATURES[special]
            yield letters, (at,) * len(letters)
        elif "\n" in special or "\r" in special:
            joined = _joined_until(text, run, at, end, keepers)
            stop = at if joined is None or text[at - 1] not in _HYPHENS or joined < 0 else at - 1
            yield text[done:stop], range(done, stop)
            if joined is None:
                yield " ", (at,)
            else:
                end = abs(joined)
        else:
            yield text[done:at], range(done, at)
            if _SPACE.search(special):
                yield " ", (at,)
        done = end
    yield text[done : run.end], range(done, run.end)


def _joined_until(text: str, run: Span, at: int, end: int, keepers: frozenset[str]) -> int | None:
    """For a line break at `[at, end)` inside a hyphenated word, return where the word goes on (negative when its hyphen
    stays: "long-" / "term"), else None."""
    if at - 2 < run.start or text[at - 1] not in _HYPHENS or not text[at - 2].islower():
        return None
    onward = _GO_ON.match(text, end, run.end)
    if onward is None:
        return None
    keeps = text[at - 1] != "\u00ad" and _word_before(text, at - 1) in keepers
    return -(onward.end() - 1) if keeps else onward.end() - 1


def _word_before(text: str, end: int) -> str:
    """Return the letters and hyphens that end at `end`, lower case (40 characters at most)."""
    match = re.search(r"[^\W\d_][\w-]*$", text[max(0, end - 40) : end])
    return match.group().casefold() if match else ""


def _glue_points(words: str) -> list[int]:
    """Return where a space is missing between two words, outside web and mail addresses."""
    points = [match.end() for match in _GLUED.finditer(words)] if _PERHAPS_GLUED.search(words) else []
    quotes = [match.start() for match in re.finditer('"', words)] if '"' in words else []
    for order, at in enumerate(quotes):
        before, after = words[at - 1 : at], words[at + 1 : at + 2]
        if order % 2 == 0 and before and (before.isalpha() or before in ".,:;") and after.isalnum():
            points.append(at)
        elif order % 2 == 1 and after.isalpha() and (before.isalpha() or before in ".,!?"):
            points.append(at + 1)
    if not points:
        return points
    return [point for point in sorted(set(points)) if not _in_address(words, point)]


def _in_address(words: str, point: int) -> bool:
    """True when the run between spaces that holds `point` is a web or mail address (200 characters each way)."""
    start = max(words.rfind(" ", max(0, point - 200), point) + 1, point - 200, 0)
    end = words.find(" ", point, point + 200)
    return _ADDRESS.search(words[start : end if end >= 0 else point + 200]) is not None


def _insert(words: str, places: array[int], points: Sequence[int], sign: str) -> tuple[str, array[int]]:
    """Insert `sign` at `points` (rising); each maps to the character before it."""
    if not points:
        return words, places
    parts: list[str] = []
    indices: array[int] = array("l")
    for start, end in pairwise([0, *points, len(words)]):
        if start:
            parts.append(sign)
            indices.append(places[start - 1])
        parts.append(words[start:end])
        indices.extend(places[start:end])
    return "".join(parts), indices


def cut_long_sentences(words: str, offsets: array[int]) -> tuple[str, array[int], tuple[Span, ...]]:
    """Cut sentences over `SENTENCE_CHARACTERS` with newlines, at clause punctuation or a space where there is one.

    Returns the new clean text, its offsets and where in the text as given the overlong sentences are.
    """
    cuts: list[int] = []
    long: list[Span] = []
    stops = chain((m.end() for m in _STOP.finditer(words)), (len(words),))
    start = 0
    for stop in stops:
        if stop - start > SENTENCE_CHARACTERS:
            long.append(Span(offsets[start], offsets[stop - 1] + 1))
            while stop - start > SENTENCE_CHARACTERS:
                start = _cut_point(words, start, start + SENTENCE_CHARACTERS)
                cuts.append(start)
        start = stop
    if not cuts:
        return words, offsets, ()
    cut_words, cut_offsets = _insert(words, offsets, cuts, "\n")
    cut_offsets.append(offsets[-1])
    return cut_words, cut_offsets, tuple(long)


def _cut_point(words: str, start: int, limit: int) -> int:
    """Return where to cut before `limit`: behind clause punctuation in the last half, else a space, else at `limit`."""
    middle = start + (limit - start) // 2
    for sign in ("; ", ": ", ", ", " "):
        at = words.rfind(sign, middle, limit)
        if at >= 0:
            return at + len(sign)
    return limit
