"""Find datelines: "ISLAMABAD, Jun 26 (APP):", "Kyiv, 12 May 2022 /Ukrinform/", "GENEVA (5 May 2025) –", "Belgrade -".

In: the text and the line that may begin with one. Out: a `Dateline` with the spans of its place, date and agency words.
It is masked from the parse, because the parser takes "ISLAMABAD:" for the subject of what follows.

A place alone, in capital letters, needs a colon or a dash behind it; one in small letters also needs a date or an
agency, or a spaced dash, because "Putin: …" is a speaker; a lone hyphen or a line of its own must name a known capital.
Deliberately missed: small-letter places before a bare colon ("Karachi: A lorry …" stays in the text).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from communique.languages import Language
from communique.model.reading import Line
from communique.model.span import Span
from communique.read.furniture import load_furniture
from communique.reference.countries import find_naming

# Longer than any dateline (the longest in 1,000 press reports had 43 characters).
HEAD_CHARACTERS = 140
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069"


@dataclass(frozen=True, slots=True)
class Dateline:
    """`span` is all of it up to the report's first word; `place`, `date`, `agency` the spans of their words. Some
    agencies leave the place out ("Feb 11 (Reuters) -")."""

    span: Span
    place: Span | None
    date: Span | None
    agency: Span | None


@lru_cache(maxsize=4)
def _patterns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """Compile the patterns for places in capital and in small letters and for no place, and the words that are none."""
    table = language.table("furniture")["dateline"]
    skip = f"[{_INVISIBLE}]*"
    month = "(?:" + "|".join(sorted(table["months"], key=len, reverse=True)) + r")\b\.?"
    weekday = "(?:" + "|".join(sorted(table["weekdays"], key=len, reverse=True)) + r")\b\.?"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    year = r"(?:19|20)\d\d"
    forms = rf"{month}\s+{day}(?:,?\s+{year})?|{day}\s+{month}(?:,?\s+{year})?|{year}-\d\d-\d\d"
    date = rf"(?i:(?:{weekday},?\s+)?(?:{forms}))"
    agency = r"[A-Z][\w .,'’&/-]{0,60}?"
    capital = rf"[A-Z](?:[A-Z{_INVISIBLE}'’.-])+"
    small = r"(?:[A-Z][\w'’.-]*[\w.]|(?:de|da|do|dos|el|al|ul|la|las|los|of|the|and|upon|i)\b)"
    capitals = rf"{capital}(?:\s{{1,2}}(?:{capital}|(?:and|de|of|AND)\b)){{0,4}}"
    smalls = rf"[A-Z][\w'’.-]*\w(?:\s{small}){{0,3}}"
    known = "|".join(re.escape(agency) for agency in language.table("furniture")["agencies"])
    region = (
        rf"(?:,\s(?!(?i:{month}|{weekday}))[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){{0,2}}"
        rf"|\s\((?!(?i:{known})\))[A-Z][\w .'’-]{{2,30}}\)|\s\[(?!(?i:{known})\])[A-Z][\w .'’-]{{2,30}}\])"
    )
    rest = (
        rf"(?:{skip}[,.]?{skip}\s*(?:(?:,|\(|–|—|-|\|)\s*)?(?P<date>{date})\)?)?"
        rf"(?:\s*[,.]?\s*(?:\((?P<a1>{agency})\)|/(?P<a2>{agency})/|\[(?P<a3>{agency})\]))?"
    )
    mark = rf"{skip}\s*(?P<mark>:|--+|[–—―]|-(?=\s)|\.\s?[–—-]+|\.(?=\s))?{skip}\s*"
    several = rf"(?:{capitals})(?:\s?/\s?(?:{capitals})|,\s(?:{capitals})(?=[/:,])| & {capitals})*"
    upper = rf"{skip}(?P<place>{several}(?:{region}(?!\S*\s+\d))?)"
    lower = rf"{skip}(?P<place>{smalls}(?:\s?/\s?{smalls})?(?:{region})?)"
    askers = frozenset(language.table("furniture")["agencies"])
    no_place = frozenset(table["no_place"]) | frozenset(table["months"]) | frozenset(table["weekdays"]) | askers
    bare = rf"{skip}(?P<date>{date})\s+\((?P<a1>(?i:{known}))\)\s*(?:[–—-]+|:)\s*"
    return re.compile(upper + rest + mark), re.compile(lower + rest + mark), re.compile(bare), no_place


def find_dateline(text: str, line: Line, language: Language, *, first: bool = True) -> Dateline | None:
    """Return the dateline at the head of `line`, or None. Only a report's `first` body line may go without a colon."""
    head = text[line.span.start : min(line.span.end, line.span.start + HEAD_CHARACTERS)]
    upper, lower, bare, no_place = _patterns(language)
    if unplaced := bare.match(head):
        start = line.span.start
        spans = (Span(start + unplaced.start(name), start + unplaced.end(name)) for name in ("date", "a1"))
        return Dateline(Span(start, start + unplaced.end()), None, *spans)
    for pattern, in_capitals in ((upper, True), (lower, False)):
        match = pattern.match(head)
        if match and _holds(match, head, in_capitals, first, no_place):
            return _dateline(match, line.span.start, load_furniture(language).agencies)
    return None


def _holds(match: re.Match[str], head: str, in_capitals: bool, first: bool, no_place: frozenset[str]) -> bool:
    """Tell a dateline from a speaker, a label or a sentence that begins with capitals."""
    place = _visible(match["place"])
    if place.casefold() in no_place or match.end() >= len(head):
        return False
    agency = match["a1"] or match["a2"] or match["a3"]
    mark, dated = match["mark"], match["date"] is not None
    following = head[match.end()]
    if not (following.isupper() or following.isdigit() or following in "\"'“‘«[(") and not dated:
        return False
    if in_capitals:
        if mark:
            apart = mark[-1] in "—–" or head[match.end("mark") : match.end("mark") + 1].isspace()
            return mark == ":" or dated or bool(agency) or (first and apart and mark != "." and len(place) > 2)
        # "MINSK, Apr 10 (APP) The prime minister": the agency closes it; "ISPR (Army) said" has no date.
        return bool(agency) and dated
    if dated and (mark or agency):
        return True
    if agency and mark:
        return mark != "-" or agency.isupper() or first
    spaced = mark is not None and mark not in ":." and head[match.end("place") : match.start("mark")].isspace()
    if mark == "-" and find_naming(place) is None:
        return False
    return first and spaced and len(place.split()) <= 3


def _dateline(match: re.Match[str], start: int, agencies: frozenset[str]) -> Dateline:
    def span(name: str) -> Span | None:
        return None if match[name] is None else Span(start + match.start(name), start + match.end(name))

    place = span("place")
    assert place is not None  # the pattern cannot match without it
    agency = span("a1") or span("a2") or span("a3")
    # "Riyadh, SPA --": what stands behind the comma is no region.
    town, comma, last = match["place"].rpartition(", ")
    if comma and agency is None and last.casefold() in agencies:
        agency = Span(place.end - len(last), place.end)
        place = Span(place.start, place.start + len(town))
    return Dateline(Span(start, start + match.end()), place, span("date"), agency)


def find_datelines(text: str, lines: Sequence[Line], language: Language) -> tuple[Dateline, ...]:
    """Return the datelines of all body lines in text order (a page may hold several short reports)."""
    found: list[Dateline] = []
    first = True
    for before, line in pairwise((None, *lines)):
        if line is None or line.kind != "body":
            continue
        if first and before and before.rule == "label" and _is_capital(text[before.span.start : before.span.end]):
            found.append(Dateline(before.span, before.span, None, None))
        dateline = find_dateline(text, line, language, first=first)
        first = False
        if dateline:
            found.append(dateline)
    return tuple(found)


def _is_capital(words: str) -> bool:
    """True for a line that is a capital's name in capitals: "ANKARA"."""
    naming = find_naming(words) if words.isupper() else None
    return naming is not None and naming.use == "capital"


def place_words(text: str, dateline: Dateline) -> str | None:
    """Return the place as written, without invisible characters."""
    if dateline.place is None:
        return None
    return _visible(text[dateline.place.start : dateline.place.end]).strip()


def _visible(words: str) -> str:
    return re.sub(f"[{_INVISIBLE}]", "", words)
