"""A report's tokens seen as names and offices see them: lower-cased words, capitals, sides, lines that are headlines.

In: a `Doc`, its side mentions, the lexicon. Out: a `Page`, built once for a report so that no later rule asks spaCy
twice for the same thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.identify.lexicon import Lexicon
from communique.identify.sides import SideMention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# A line where at least this share of the words of four letters or more begin with a capital is a headline in title
# case: capitals there say nothing. Measured on train/: ordinary sentences of readouts stay below 0.62.
TITLE_CASE_SHARE = 0.75
TITLE_CASE_WORDS = 5
# Tokens of the longest headline; a longer line is a sentence that lost its full stop.
LONGEST_HEADLINE = 28
CLOSING = (".", "?", "!", "”", '"', ":", ";")
APOSTROPHES = ("'s", "’s", "'", "’", "‘s")


@dataclass(frozen=True, slots=True)
class Page:
    """`lower[i]` is token i's word without a final full stop; `capital[i]` whether it begins with a capital;
    `opens[i]` whether it may begin a sentence; `starts[i]` whether it surely does (the parser says so and a stop or a
    line break is before it); `sides[i]` the side mention that covers it; `headline[i]` whether it stands in a line of
    title case; `entity[i]` what spaCy's entities say of it."""

    doc: Doc
    tokens: tuple[Token, ...]
    lexicon: Lexicon
    lower: tuple[str, ...]
    capital: tuple[bool, ...]
    opens: tuple[bool, ...]
    starts: tuple[bool, ...]
    headline: tuple[bool, ...]
    entity: tuple[str, ...]
    sides: dict[int, SideMention]
    mentions: tuple[SideMention, ...]

    def is_joined(self, index: int) -> bool:
        """True for a hyphen written without spaces between two words."""
        if not 0 < index < len(self.lower) - 1 or self.tokens[index].text not in ("-", "–", "‑"):
            return False
        return not self.tokens[index].whitespace_ and not self.tokens[index - 1].whitespace_

    def words(self, first: int, end: int) -> str:
        """Return tokens `first` to `end` as they stand in the clean text, white space made single."""
        return " ".join(self.doc[first:end].text.split())

    def is_possessive(self, index: int) -> bool:
        """True for the mark of a possessive."""
        return index < len(self.lower) and self.tokens[index].text in APOSTROPHES


def open_page(doc: Doc, lexicon: Lexicon, sides: tuple[SideMention, ...]) -> Page:
    """Return the page of a parsed report."""
    tokens = tuple(doc)
    lower = tuple(_read_amir([lexicon.short.get(t.lower_) or _plain(t.lower_) for t in tokens], lexicon))
    capital = tuple(token.text[:1].isupper() for token in tokens)
    entity = [""] * len(tokens)
    for span in doc.ents:
        for index in range(span.start, span.end):
            entity[index] = span.label_
    covered = {index: side for side in sides for index in range(side.first, side.end)}
    return Page(
        doc,
        tokens,
        lexicon,
        lower,
        capital,
        tuple(_openings(tokens)),
        tuple(_starts(tokens)),
        tuple(_headlines(tokens)),
        tuple(entity),
        covered,
        sides,
    )


def _plain(word: str) -> str:
    return word.rstrip(".") if len(word) > 1 else word


def _read_amir(words: list[str], lexicon: Lexicon) -> list[str]:
    """Return the words with "amir" read as "emir" where it is the title: "the Amir of Kuwait", "Amir Sheikh Tamim"."""
    for at, word in enumerate(words):
        if word == "amir":
            before, after = (words[at - 1] if at else ""), (words[at + 1] if at + 1 < len(words) else "")
            if after in lexicon.honorifics or after == "of" or before in ("the", "hh", "highness", "deputy"):
                words[at] = "emir"
    return words


def _openings(tokens: Sequence[Token]) -> list[bool]:
    """A token opens a sentence after a full stop, a line break, or a quotation mark or dash that follows one."""
    opens = [False] * len(tokens)
    fresh = True
    for token in tokens:
        if token.is_sent_start or fresh:
            opens[token.i] = True
        fresh = (
            token.is_space or (opens[token.i] and (token.is_punct or token.is_quote)) or token.text in (":", "“", "‘")
        )
    return opens


def _starts(tokens: Sequence[Token]) -> list[bool]:
    starts = [False] * len(tokens)
    before = ""
    for token in tokens:
        if token.is_sent_start:
            starts[token.i] = (
                not before or "\n" in before or not (before[-1].isalnum() or before in ("(", ")", ",", "-"))
            )
        before = token.text
    return starts


def _headlines(tokens: Sequence[Token]) -> list[bool]:
    headline = [False] * len(tokens)
    first = 0
    for token in tokens:
        last = token.i == len(tokens) - 1
        if last or (token.is_space and "\n" in token.text):
            line = tokens[first : token.i + 1]
            if _is_headline([t for t in line if not t.is_space]):
                for index in range(first, token.i + 1):
                    headline[index] = True
            first = token.i + 1
    return headline


def _is_headline(line: Sequence[Token]) -> bool:
    if not TITLE_CASE_WORDS <= len(line) <= LONGEST_HEADLINE or line[-1].text in CLOSING:
        return False
    words = [token for token in line if token.is_alpha and len(token) > 3]
    return len(words) >= TITLE_CASE_WORDS and sum(t.text[0].isupper() for t in words) >= TITLE_CASE_SHARE * len(words)
