"""One grammar of amounts in running text: qualifier, number, scale, and currency or percent.

In: text and a language. Out: `Quantity` values in text order with exact offsets. All words come from the language's
`quantities.toml`, currencies from `reference/currencies.toml`. Nothing is parsed: what is counted is the caller's to
find.

A number is `1,234.5`, `12,34,567`, `twenty-one`, `a dozen`, `half a million`, `dozens` (12); scales stack
(`2 lakh crore`); `10-15 billion` and `between 5 and 7` are one quantity with `high`. Deliberately missed: dates, times
of day, ordinals, fractions ("two-thirds"), numbers inside names (`F-16`, `ML-1`, `COVID-19`), and what has no number
("several", "hundreds").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from communique.languages.language import Language

QuantityKind = Literal["money", "percent", "count"]

# Characters left of a number that can hold a currency sign, or a qualifier with the spaces around it.
SIGN_CHARS = 6
QUALIFIER_CHARS = 32
# What a bare number of four digits may be before it is taken for a year.
FIRST_YEAR, LAST_YEAR = 1800, 2099


@dataclass(frozen=True, slots=True)
class Quantity:
    """`text[start:end]` is the whole amount with its qualifier, `text[number:end]` without.

    `value` is in full units, `scale` already in it (lower end of a range, `high` its upper end); `unit` is an ISO 4217
    code, `percent` or None. `compound` is what a hyphen joins on ("five-member": `member`), `is_year` says
    that it may well be a year.
    """

    start: int
    number: int
    end: int
    value: float
    kind: QuantityKind
    unit: str | None = None
    scale: float = 1.0
    qualifier: str | None = None
    high: float | None = None
    compound: str | None = None
    in_words: bool = False
    is_year: bool = False


def find_quantities(text: str, language: Language, sides: Sequence[str] = ()) -> list[Quantity]:
    """Return the quantities of `text` in order.

    `sides` are the countries of the report (ISO 3166-1 alpha-3), likeliest first: they decide whose rupee it is.
    """
    return _grammar(language).find(text, tuple(sides))


@lru_cache(maxsize=8)
def _grammar(language: Language) -> Grammar:
    return Grammar(language.table("quantities"), load_currencies())


@lru_cache(maxsize=1)
def load_currencies() -> dict[str, dict[str, Any]]:
    """Return the ISO 4217 table: code to `country` and `signs`."""
    file = resources.files("communique.reference").joinpath("currencies.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern of alternatives, longest first, spaces matching any run of white space."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


class Grammar:
    """The compiled grammar of one language."""

    def __init__(self, table: dict[str, Any], currencies: dict[str, dict[str, Any]]) -> None:
        self.numbers: dict[str, int] = table["numbers"]
        self.multipliers: dict[str, int] = table["multipliers"]
        self.vague: dict[str, int] = table["vague"]
        self.scales: dict[str, float] = table["scales"]
        self.letters: dict[str, float] = table["letter_scales"]
        self.money: dict[str, list[str]] = table["money"]
        self.money_sides: dict[str, str] = table["money_sides"]
        self.country = {code: entry["country"] for code, entry in currencies.items()}
        self.signs: dict[str, list[str]] = {}
        for code, entry in currencies.items():
            for sign in entry["signs"]:
                self.signs.setdefault(sign, []).append(code)
        self.qualifiers = {p: meaning for meaning, phrases in table["qualifiers"].items() for p in phrases}
        self.after = {p: meaning for meaning, phrases in table["qualifiers_after"].items() for p in phrases}
        self._compile(table)

    def _compile(self, table: dict[str, Any]) -> None:
        insensitive = re.IGNORECASE
        units, scales = _any_of(self.numbers), _any_of(self.scales)
        joined = _any_of([*self.multipliers, "hundred"])
        digits = r"\d{1,3}(?:[   ]\d{3})+|\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d+(?:\.\d+)?"
        words = (
            rf"\b(?:{units})\b(?:(?:[\s-]+|(?<=hundred)\s+and\s+)(?:{units}|{joined})\b)*(?:\s+and\s+a\s+half(?=\s+(?:{scales})))?"
            rf"|\b(?:half\s+|quarter\s+of\s+)?an?\s+(?:{joined})\b|\b(?:half\s+|quarter\s+of\s+)?an?(?=[\s-]+(?:{scales})\b)"
            rf"|\b(?:{_any_of(self.vague)})\b"
        )
        # Only with a capital: "may" and "march" are verbs.
        months = _any_of([w for m in table["calendar"]["months"] for w in (m.capitalize(), m.upper())])
        # Searched in lower case: that is faster than searching without regard to case.
        self.core = re.compile(rf"(?P<digits>{digits})|(?P<words>{words})")
        self.sign = re.compile(rf"(?:^|(?<![A-Za-z]))({_any_of(self.signs)})\s?\Z")
        total = r"(?:(?:a|an|the)\s+)?(?:total\s+of\s+)?"
        self.qualifier = re.compile(rf"\b({_any_of(self.qualifiers)})\s+{total}\Z", insensitive)
        self.behind = re.compile(rf"(?:\s+|(?=-))({_any_of(self.after)})\b", insensitive)
        self.letter = re.compile(rf"({_any_of(self.letters)})(?![A-Za-z0-9])", insensitive)
        self.metres = re.compile(rf"\s+(?:{_any_of(table['metres']['after'])})\b", insensitive)
        self.scale = re.compile(rf"(?:[\s-]+|(?<=\d))({scales})\b", insensitive)
        self.percent = re.compile(rf"[\s-]?({_any_of(table['percent']['words'])})(?![A-Za-z])", insensitive)
        sides = _any_of(self.money_sides)
        self.coin = re.compile(rf"[\s-]+(?:({sides})\s+)?({_any_of(self.money)})\b", insensitive)
        self.code = re.compile(rf"\s?({'|'.join(sorted(self.country))})\b")
        sign = rf"(?P<sign>(?:(?:{_any_of(self.signs)})\s?)?)"
        self.joint = re.compile(rf"(?:\s?[-–—]\s?|(?P<to>\s+to\s+)|(?P<and>\s+and\s+)){sign}", insensitive)
        self.compound = re.compile(r"[-‑]([A-Za-z]+)")
        self.ordinal = re.compile(r"(?:st|nd|rd|th)\b", insensitive)
        day = r"\d{1,2}(?:st|nd|rd|th)?"
        self.month_after = re.compile(rf"(?:\s*(?:[-–/,&]|to|and)\s*{day})?\s*(?:of\s+)?(?:{months})\b")
        self.month_before = re.compile(rf"\b(?:{months})\.?\s+(?:{day}\s*(?:[-–/,&]|to|and)\s*)?\Z")
        self.clock = re.compile(rf"(?:[:.]\d\d)?\s?(?:{_any_of(table['calendar']['clock'])})(?![a-z])|:\d", insensitive)
        self.date_tail = re.compile(r"/\d|[.:]\d|,\s?(?:19|20)\d\d\b(?!,)")
        self.score = re.compile(r"[-–]\d")
        self.inside_name = re.compile(r"\w[-‑./:’']\Z")
        self.fraction = re.compile(rf"[\s-]?(?:{_any_of(table['calendar']['fractions'])})\b", insensitive)
        self.between = re.compile(r"\b(?:between|from)\s+\S{0,5}\Z", insensitive)

    def find(self, text: str, sides: tuple[str, ...]) -> list[Quantity]:
        """Return the quantities of `text` in order, ranges joined."""
        found: list[Quantity] = []
        at = 0
        lower = _lower(text)
        while match := self.core.search(lower, at):
            quantity = self._read(text, match, sides, 0)
            if quantity is None:
                at = match.end()
                continue
            quantity = self._join_range(text, lower, quantity, sides)
            at = quantity.end
            # A number that still has digits behind a dash is a score or a code ("a 9-1 vote"), not an amount.
            if quantity.high is not None or not self.score.match(text, at) or quantity.is_year:
                found.append(self._qualify(text, quantity))
        return found

    def _read(self, text: str, match: re.Match[str], sides: tuple[str, ...], floor: int) -> Quantity | None:
        """Return one amount from its number outwards, or None where the number is no amount.

        Nothing before `floor` is looked at: there a range's first number ends.
        """
        start, end = match.span()
        codes: tuple[str, ...] = ()
        sign_start, in_words = start, match["words"] is not None
        value: float | None
        if in_words:
            value, end = self._value_of_words(text, start, end)
        elif re.match(r"0\d", match["digits"]):
            # A telephone number or a code.
            return None
        else:
            value = _value_of_digits(match["digits"])
            codes, sign_start = self._sign_before(text, start, floor)
        if value is None or not (codes or self._stands_alone(text, start, end, in_words, floor)):
            return None
        scale, end = self._scale(text, end, bool(codes), in_words)
        value = round(value * scale, 4)
        unit, kind, end = self._unit(text, end, codes, value, sides)
        if kind == "count" and not in_words and re.match(r"[A-Za-z](?![A-Za-z])", text[end:]):
            return None
        compound = self.compound.match(text, end)
        year = scale == 1 and kind == "count" and end - start == 4 and FIRST_YEAR <= value <= LAST_YEAR and not in_words
        return Quantity(
            sign_start,
            sign_start,
            end,
            value,
            kind,
            unit,
            scale=scale,
            compound=compound[1].lower() if compound else None,
            in_words=in_words,
            is_year=year,
        )

    def _value_of_words(self, text: str, start: int, end: int) -> tuple[float | None, int]:
        """Return the value of number words and where the longest sensible run of them ends ("five two" is 5)."""
        total: float = 0
        last = 0.0
        stop = start
        words = list(re.finditer(r"[A-Za-z]+", text[start:end]))
        for position, word in enumerate(words):
            w = word[0].lower()
            if w in self.vague:
                return float(self.vague[w]), end
            if w in ("and", "of"):
                continue
            if w in ("a", "an"):
                if position and words[position - 1][0].lower() == "and":
                    continue
                total = total or 1
            elif w == "half":
                total = total + 0.5 if total else 0.5
            elif w == "quarter":
                total = 0.25
            elif w in self.multipliers:
                total, last = (total or 1) * self.multipliers[w], 100
            else:
                number = self.numbers[w]
                if total and not (last >= 100 or (20 <= last < 100 and last % 10 == 0 and 0 < number < 10)):
                    break
                total, last = total + number, float(number)
            stop = start + word.end()
        return (total, stop) if stop > start else (None, end)

    def _sign_before(self, text: str, start: int, floor: int) -> tuple[tuple[str, ...], int]:
        """Return the currencies that the sign before a number may mean, and where it starts."""
        low = max(floor, start - SIGN_CHARS)
        sign = self.sign.search(text[low:start])
        if sign is None or (len(sign[1]) == 1 and sign[1].isalpha() and text[start - 1].isspace()):
            return (), start
        return tuple(self.signs[sign[1]]), low + sign.start(1)

    def _stands_alone(self, text: str, start: int, end: int, in_words: bool, floor: int) -> bool:
        """False for numbers inside names, dates, times of day, ordinals and fractions."""
        before, after = text[max(floor, start - 24) : start], text[end : end + 24]
        if before and (before[-1].isalnum() or before[-1] in "_#@" or self.inside_name.search(before)):
            return False
        if self.fraction.match(after) or self.ordinal.match(after):
            return False
        if in_words:
            return True
        if self.clock.match(after) or self.date_tail.match(after):
            return False
        is_day = end - start <= 2
        return not (is_day and (self.month_after.match(after) or self.month_before.search(before)))

    def _scale(self, text: str, end: int, signed: bool, in_words: bool) -> tuple[float, int]:
        """Return what the number is multiplied with, and where the scale ends."""
        factor = 1.0
        letter = None if in_words else self.letter.match(text, end)
        if letter and (signed or not (letter[1] in "mM" and self.metres.match(text, letter.end()))):
            factor, end = self.letters[letter[1].lower()], letter.end()
        while scale := self.scale.match(text, end):
            factor, end = factor * self.scales[scale[1].lower()], scale.end()
        return factor, end

    def _unit(
        self, text: str, end: int, codes: tuple[str, ...], value: float, sides: tuple[str, ...]
    ) -> tuple[str | None, QuantityKind, int]:
        if codes:
            doubled = self.coin.match(text, end)
            return self._choose(codes, sides), "money", doubled.end() if doubled else end
        if percent := self.percent.match(text, end):
            return "percent", "percent", percent.end()
        if coin := self.coin.match(text, end):
            side, name = (coin[1] or "").lower(), coin[2].lower()
            # "won" is a verb too, a "500-pound" bomb is no money.
            if not (name == "won" and value < 1000) and not (name == "pound" and text[end] == "-"):
                return self.money_sides.get(side) or self._choose(self.money[name], sides), "money", coin.end()
        if code := self.code.match(text, end):
            return code[1], "money", code.end()
        return None, "count", end

    def _choose(self, codes: Collection[str], sides: tuple[str, ...]) -> str:
        """Return the currency that a sign or name means in a report about `sides`."""
        for side in sides:
            for code in codes:
                # A dollar is the American one unless an adjective says otherwise.
                if self.country[code] == side and "USD" not in codes:
                    return code
        return next(iter(codes))

    def _join_range(self, text: str, lower: str, low: Quantity, sides: tuple[str, ...]) -> Quantity:
        """Return `low` widened to a range where a second number of the same unit follows it."""
        joint = self.joint.match(text, low.end)
        if joint is None or (joint["and"] and not self.between.search(text[max(0, low.start - 16) : low.start])):
            return low
        match = self.core.match(lower, joint.end())
        high = self._read(text, match, sides, joint.start("sign")) if match else None
        if high is None or (low.unit and high.unit and low.unit != high.unit):
            return low
        if low.unit and joint["to"] and not high.unit:
            return low
        if low.is_year:
            return low if joint["to"] or joint["and"] else replace(low, end=high.end)
        shared = high.scale if low.scale == 1 and low.value < high.value / high.scale else 1
        if not low.value * shared < high.value:
            return low
        return replace(
            low,
            end=high.end,
            value=low.value * shared,
            high=high.value,
            scale=high.scale,
            unit=low.unit or high.unit,
            kind=low.kind if low.unit else high.kind,
            compound=high.compound,
        )

    def _qualify(self, text: str, quantity: Quantity) -> Quantity:
        """Return the quantity with what is said before or behind the number."""
        low = max(0, quantity.start - QUALIFIER_CHARS)
        if before := self.qualifier.search(text[low : quantity.start]):
            meaning = self.qualifiers[" ".join(before[1].lower().split())]
            year = quantity.is_year and meaning == "about"
            return replace(quantity, start=low + before.start(1), qualifier=meaning, is_year=year)
        if behind := self.behind.match(text, quantity.end):
            meaning = self.after[" ".join(behind[1].lower().split())]
            return replace(quantity, end=behind.end(), qualifier=meaning, compound=None, is_year=False)
        return quantity


def _lower(text: str) -> str:
    """Return `text` in lower case, every character in its place (that of "İ" would be two)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _value_of_digits(digits: str) -> float | None:
    """Return the value of grouped digits: `1,234.5`, `12,34,567`, `1.234.567`."""
    plain = re.sub(r"[,\s]", "", digits)
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    return float(plain)
