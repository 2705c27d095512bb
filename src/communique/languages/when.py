"""Find time words in running text: "earlier this week", "from 19 March to 22 March", "Thursday", "two years ago".

In: a stretch of text. Out: the runs of characters that say when, left to right, without overlap, each with the shape it
matched (`TimeWords`); what the words mean is `resolve.dates`' business. The words and shapes are `dates.toml` of the
language. Deliberately missed: bare years and month names without a preposition ("Expo 2025", "May"), clock times, and
vague words ("recently", "in the coming days").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from communique.languages import LANGUAGES

__all__ = ["Grammar", "TimeWords", "find_time_words", "find_when", "grammar_of", "read_bare"]

_PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::(\d))?\}")
_GROUP_NAME = re.compile(r"\(\?P<\w+>")
_YEAR = r"(?:1[89]|20)\d\d(?!\d|,\d|\.\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_DASH = r"\s*[-–—]\s*"
_LONGEST_ABBREVIATION = 4
# Lists whose words only mark the shape: their part tells nothing.
_NAMELESS = ("month_lead", "year_lead", "fiscal", "ago")


@dataclass(frozen=True, slots=True)
class TimeWords:
    """One time expression: characters `[start, end)`, the shape's name, its parts in lower case.

    `limit` is the word before it that makes it a limit ("by June 29", "since Monday"), which belongs to it.
    """

    start: int
    end: int
    shape: str
    parts: Mapping[str, str]
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The shapes of one language: joined in `anywhere`, each with named groups in `shapes` (regular expressions).

    `triggers` finds, in lower case, the words without which no shape can match.
    """

    anywhere: re.Pattern[str]
    shapes: Mapping[str, str]
    bare: Mapping[str, re.Pattern[str]]
    triggers: re.Pattern[str]
    table: Mapping[str, Any]


@lru_cache(maxsize=256)
def find_when(text: str, language: str = "en") -> tuple[tuple[int, int], ...]:
    """Return the character runs `[start, end)` of the time expressions in `text`.

    Several record kinds ask this of the same sentences, hence the memory.
    """
    return tuple((found.start, found.end) for found in find_time_words(text, language))


def find_time_words(text: str, language: str = "en") -> Iterator[TimeWords]:
    """Yield the time expressions of `text` in order, each with its shape and parts."""
    grammar = grammar_of(language)
    if not grammar.triggers.search(text.lower()):
        return
    for match in grammar.anywhere.finditer(text):
        shape = match.lastgroup or ""
        parts = _shape(language, shape).fullmatch(match.group(shape))
        if parts is not None:
            limit = " ".join((match.group("limit") or "").lower().split())
            yield TimeWords(match.start(), match.end(), shape, _parts(parts), limit)


def read_bare(text: str, language: str = "en") -> TimeWords | None:
    """Return what the whole of `text` is, if only a month, a year or an ordinal day stands there."""
    for shape, pattern in grammar_of(language).bare.items():
        match = pattern.fullmatch(text)
        if match:
            return TimeWords(0, len(text), shape, _parts(match))
    return None


def _parts(match: re.Match[str]) -> dict[str, str]:
    return {
        name: " ".join(words.lower().replace("’", "'").split())
        for name, words in match.groupdict().items()
        if words is not None
    }


@cache
def _shape(language: str, name: str) -> re.Pattern[str]:
    """Return one shape with its groups named; compiled on first need, most reports use a handful."""
    return re.compile(grammar_of(language).shapes[name], re.IGNORECASE)


@cache
def grammar_of(language: str) -> Grammar:
    """Return the grammar of a language, built once in a process (a few milliseconds)."""
    table = LANGUAGES[language].table("dates")
    classes = _classes(table)
    shapes = [(name, _fill(shape, classes)) for name, shape in table["shapes"].items()]
    bare = [(name, _fill(shape, classes)) for name, shape in table["bare"].items()]
    union = "|".join(f"(?P<{name}>{_GROUP_NAME.sub('(?:', pattern)})" for name, pattern in shapes)
    cues = (
        *table["months"], *table["weekdays"], *table["seasons"], *table["units"], *table["days"], *table["told_days"],
        *table["nights"]["words"], *table["weekends"]["words"], *table["holidays"],
    )  # fmt: skip
    # "Day" alone finds "the same day", too. In lower case the search is six times as fast as with IGNORECASE.
    lower = list(dict.fromkeys(cue.lower() for cue in cues))
    triggers = [cue for cue in lower if not any(other in cue for other in lower if other != cue)]
    return Grammar(
        anywhere=re.compile(
            rf"(?<![\w$€£-])(?:(?P<limit>{_any(table['limits'])})\s+)?(?:{union})(?!\w)", re.IGNORECASE
        ),
        shapes=dict(shapes),
        bare={name: re.compile(pattern, re.IGNORECASE) for name, pattern in bare},
        triggers=re.compile(rf"{_any(triggers)}|\d{{4}}"),
        table=table,
    )


def _classes(table: Mapping[str, Any]) -> dict[str, str]:
    words = table["words"]
    names = {
        "third": table["thirds"], "which": table["which"], "number": table["numbers"], "ordinal": table["ordinals"],
        "unit": table["units"], "side": table["sides_of_now"], "relative_day": table["days"],
        "told_day": table["told_days"], "holiday": table["holidays"], "night": table["nights"]["words"],
        "weekend": table["weekends"]["words"], "day_part": words["day_parts"], "opener": words["openers"],
        "month_lead": words["month_leads"], "year_lead": words["year_leads"], "fiscal": words["fiscal"],
        "ago": words["ago"], "season": table["seasons"],
    }  # fmt: skip
    classes = {name: _any(members) for name, members in names.items()}
    classes["number"] = rf"(?:\d{{1,3}}|{classes['number']})"
    classes["year"] = _YEAR
    classes["day"] = _DAY
    classes["joiner"] = rf"(?:{_DASH}|\s+(?:{_any([*words['joiners'], *words['pairs']])})\s+)"
    classes["until"] = rf"(?:{_DASH}|\s+{_any(words['joiners'])}\s+)"
    # Names of months and days are told from verbs and nouns by their capital: "march", "may", "sun" are not times.
    for name, members in (("month", table["months"]), ("weekday", table["weekdays"])):
        short = [member for member in members if len(member) <= _LONGEST_ABBREVIATION and member != "May"]
        full = [member for member in members if member not in short]
        abbreviations = rf"|{_both_cases(short)}\.?" if short else ""
        classes[name] = rf"(?-i:{_both_cases(full)}{abbreviations})(?!\w)"
    return classes


def _any(members: Iterable[str]) -> str:
    """Return an alternation of `members`, the longest first, with any white space and apostrophe."""
    longest_first = sorted(members, key=len, reverse=True)
    patterns = (re.escape(member).replace(r"\ ", r"\s+").replace("'", "['’]") for member in longest_first)
    return rf"(?:{'|'.join(dict.fromkeys(patterns))})"


def _both_cases(names: list[str]) -> str:
    return _any([*names, *(name.upper() for name in names)])


def _fill(shape: str, classes: Mapping[str, str]) -> str:
    """Return the regular expression of a shape; every placeholder becomes a named group."""

    def group(match: re.Match[str]) -> str:
        name, number = match.group(1), match.group(2) or ""
        if name in _NAMELESS:
            return classes[name]
        return f"(?P<{name}{number}>{classes[name]})"

    return _PLACEHOLDER.sub(group, shape.replace(" ", r"\s+"))
