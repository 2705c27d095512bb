"""Recognise by their words the lines that a web page adds to a report: furniture, credits, bylines.

In: one line. Out: its kind and the rule, or None. The words are the language's `furniture` table; the forms (addresses,
reading times, social embeds) are the same everywhere and stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from communique.languages import Language
from communique.model.reading import LineKind

# Lines longer than this are never furniture by their words (the longest notice in 1,000 press reports had 370).
LONGEST_FURNITURE = 400

_INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff]")
_OUTER = " \t\xa0\"'“”‘’«».,:;!?…|•·*#>→»-–—_=~+()[]<▶►"
_DOMAINS = "com|org|net|gov|int|info|edu|tv|news|co|io|eu"
_READ = r"(?:of\s+)?read(?:ing)?(?:\s+time)?$|(?:reading|read) time\b"
_COUNTED = (
    "views?|shares?|likes?|comments?|reads?|hits|followers|retweets|words|photos?|"
    "seconds?|minutes?|hours?|days?|weeks?|months?"
)
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("rule", re.compile(r"[\W_]+$")),
    ("address", re.compile(r"(?:https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+)$", re.I)),
    ("address", re.compile(rf"(?:[a-z0-9-]+\.)+(?:{_DOMAINS}|[a-z]{{2}})(?:\.[a-z]{{2}})?(?:/\S*)?$", re.I)),
    ("reading-time", re.compile(rf"(?:\d+\s+minutes?,?\s+\d+\s+seconds?|\d+[\s-]*min(?:ute)?s?)\s*{_READ}", re.I)),
    ("count", re.compile(rf"[\d.,]+\s?[km]?\s*(?:{_COUNTED})(?:\s+ago)?$", re.I)),
    ("page-number", re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?$", re.I)),
    ("social-embed", re.compile(r"pic\.(?:twitter|x)\.com/|https?://t\.co/\w+$|^(?:—|–|-)\s*.{2,80}\(@\w+\)", re.I)),
    ("sign-off", re.compile(r"[—–-]*\s*[A-Z]{2,5}/[a-z]+(?:[-/][a-z]+)*$")),
    ("hashtags", re.compile(r"(?:[#@]\w+[\s,]*)+$")),
    ("copyright", re.compile(r"(?:copyright\b|©|\(c\)\s*(?:19|20)\d\d).{0,200}$", re.I)),
)
_CREDIT_TAIL = re.compile(r"(?:[—–|]\s?|--?\s|[(\[]|(?<=\.\s)(?=[A-Z]{2,9}/))\s*([^—–|()\[\]]{2,60})[)\]]?\s*\.?$")


# Agencies end a caption with the picture's day: "… in Beijing, May 20, 2025".
_DATED_END = re.compile(r"[a-z]{3,9}\.? \d{1,2}, \d{4}$")


def bare(words: str) -> str:
    """Return `words` for comparison: small letters, no invisible characters, no outer punctuation, single spaces."""
    return " ".join(_INVISIBLE.sub("", words).replace("’", "'").casefold().strip(_OUTER).split())


# The table's lists by how they are asked: "is it one of", and "does the line begin, or end, with one of".
_SETS = (
    "whole", "sections", "agencies", "byline_whole", "byline_words", "byline_joints", "sentence_words", "joints",
    "hyphen_keepers",
)  # fmt: skip
_RUNS = ("credit_starts", "caption_cues", "input_starts", "byline_starts", "byline_ends")


@dataclass(frozen=True)
class Furniture:
    """The table, ready to ask."""

    whole: frozenset[str]
    start: re.Pattern[str]
    start_words_max: int
    sections: frozenset[str]
    agencies: frozenset[str]
    credit_starts: tuple[str, ...]
    caption_cues: tuple[str, ...]
    input_starts: tuple[str, ...]
    byline_starts: tuple[str, ...]
    byline_whole: frozenset[str]
    byline_ends: tuple[str, ...]
    byline_words: frozenset[str]
    byline_joints: frozenset[str]
    sentence_words: frozenset[str]
    joints: frozenset[str]
    hyphen_keepers: frozenset[str]
    head: re.Pattern[str]
    tail: re.Pattern[str]
    when: re.Pattern[str]

    def whole_line(self, words: str) -> bool:
        """True for a line that is nothing but a set phrase."""
        return len(words) < 80 and bare(words) in self.whole

    def rule_of(self, words: str, stopped: bool = False) -> tuple[LineKind, str] | None:
        """Return kind and rule of a line that its words give away, else None."""
        if len(words) > LONGEST_FURNITURE:
            return None
        key = bare(words)
        if key in self.sections:
            return None
        if key in self.byline_whole:
            return "byline", "byline-phrase"
        if not stopped and key and all(word in self.whole for word in key.split()[:12]):
            return "furniture", "menu"
        if key in self.whole:
            return "furniture", "pointer" if key.startswith(("read", "also", "see")) else "phrase"
        for rule, form in _FORMS:
            if (form.search if rule == "social-embed" else form.match)(words):
                return "furniture", rule
        if self.when.match(key):
            return "furniture", "timestamp"
        low = _INVISIBLE.sub("", words).casefold().lstrip(" \t\"'“‘([{*•>|-–—_")
        if low.startswith(self.input_starts):
            return "furniture", "input-credit"
        if low.startswith(self.credit_starts):
            return "caption", "credit"
        start = self.start.match(low)
        if start and not (stopped and (start["unstopped"] or len(key.split()) > self.start_words_max)):
            return "furniture", "pointer" if low.startswith(("read more", "also read", "read also")) else "start"
        return self._byline(words, low, key) or self._credit(words, key)

    def _byline(self, words: str, low: str, key: str) -> tuple[LineKind, str] | None:
        """Judge bylines: "By Amina Noor | Lahore", "Our Correspondent", "… contributed to this report"."""
        if key.endswith(self.byline_ends):
            return "byline", "byline-end"
        count = len(key.split())
        if count > 40 or not low.startswith(self.byline_starts):
            if count > 8 or words.endswith(".") or any(w[:1].islower() for w in words.split()):
                return None
            marked = any(word in self.byline_words for word in re.findall(r"[a-z]+", key))
            return ("byline", "byline-word") if marked else None
        if low.startswith("by ") and not low.startswith("by:"):
            # "By Amina Noor" has only names; "By signing the accord, both sides …" has small words.
            small = [w for w in words.split()[1:] if w[:1].islower() and w not in self.byline_joints]
            if count > 14 or small or words.rstrip().endswith("."):
                return None
        return "byline", "byline-start"

    def _credit(self, words: str, key: str) -> tuple[LineKind, str] | None:
        """Judge lines that end in a picture's or a text's credit: "(WITH INPUT FROM XINHUA)", "… in Beijing. — AFP"."""
        match = _CREDIT_TAIL.search(words[-70:]) if len(words) > 3 else None
        if match is None:
            return None
        sources = [bare(part).removesuffix(" photo") for part in re.split(r"[/,:&]| and ", match.group(1))]
        if not any(source in self.agencies for source in sources) and not match.group(1).casefold().startswith(
            self.credit_starts + self.input_starts
        ):
            return None
        rest = words[: len(words) - (len(words[-70:]) - match.start())].strip()
        if len(rest.split()) <= 2:
            return "furniture", "credit-only"
        # A bracketed acronym at the end of a heading ("Gwadar Port (AP)") is no credit without a name or a full stop.
        plain = match.group()[0] in "([" and not re.search(r"[/:]", match.group(1)) and not rest.endswith(".")
        return ("caption", "credit-tail") if len(rest.split()) <= 45 and not plain else None

    def is_section(self, words: str) -> bool:
        """True for a line after which a page lists other things than the report."""
        return len(words) < 60 and bare(words) in self.sections

    def is_caption(self, words: str) -> bool:
        """True for a short line that points into a picture."""
        if len(words) > LONGEST_FURNITURE or re.search(r"[.!?…][\"'”’)]*$", words[-6:]):
            return False
        dated = _DATED_END.search(words.casefold()[-24:]) is not None and len(words.split()) >= 8
        return dated or self.points_into_picture(words)

    def points_into_picture(self, words: str) -> bool:
        """True for words that tell what a picture shows: "left", "seen here", "(L)"."""
        low = words.casefold()
        return any(cue in low for cue in self.caption_cues) or ("(L)" in words and "(R)" in words)

    def has_sentence_verb(self, words: str) -> bool:
        """True when a line has a verb that headings leave out."""
        return any(word in self.sentence_words for word in words.split())

    def in_title_case(self, words: str) -> bool:
        """True when nearly all longer words begin with a capital."""
        longer = [word for word in words.split() if len(word) > 3 and word[0].isalpha()]
        return bool(longer) and sum(word[0].isupper() for word in longer) >= 0.8 * len(longer)

    def glued_head(self, words: str) -> int | None:
        """Return where the report's words begin behind furniture glued to the head of a line, or None."""
        match = self.head.match(words)
        return match.end() if match and match.end() < len(words) else None

    def glued_tail(self, words: str) -> int | None:
        """Return where furniture glued to the tail of a line begins, or None."""
        match = self.tail.search(words)
        return match.start() if match else None


@lru_cache(maxsize=4)
def load_furniture(language: Language) -> Furniture:
    """Read the table of a language, once in a process."""
    table = language.table("furniture")

    def any_of(words: Iterable[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    # "Follow us on Google News ISLAMABAD: …" and "… he said. Read more: …": page words on the report's own line.
    services, glued = any_of(table["services"]), table["glued"]
    head = (
        rf"(?i:(?:(?:{any_of(glued['follow'])}) (?:our )?(?:{services})(?:\s*(?:,|and|&)\s*(?:{services}))*"
        rf"|\d+ minutes?, \d+ seconds? read|\d+ min read|{any_of(glued['head'])})[\s.:|–—-]+)(?=[A-Z“\"])"
    )
    ordinal = r"\d{1,2}(?:st|nd|rd|th)?"
    tail = (
        r"(?<=[.!?”\"’')])\s*(?:[Pp]ublished in [A-Z][\w’' ]{2,40}, (?:[A-Z][\w ]+, )?[A-Z][a-z]+ "
        rf"{ordinal},? \d{{4}}|(?i:{any_of(glued['pointers'])})\s*[:|–-]\s.{{5,200}}"
        rf"|(?:{any_of(w[0].upper() + w[1:] for w in glued['follow'])}) .{{3,120}}"
        rf"|(?:{any_of(w.title() for w in table['sections'] if ' ' in w)})\b.{{0,200}}|(?:Copyright|©)\s.{{3,150}})$"
    )
    months, days = any_of(table["dateline"]["months"]), any_of(table["dateline"]["weekdays"])
    clock = r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?"
    when = (
        rf"(?:(?:{any_of(glued['stamps'])})[:\s]*)*(?:(?:{days}),?\s+)?"
        rf"(?:(?:{months})\.?\s+{ordinal}(?:,?\s+\d{{4}})?|{ordinal}\s+(?:{months})\.?,?(?:\s+\d{{4}})?"
        rf"|\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}|{clock})(?:[\s,|·•@–-]*(?:at\s+)?{clock})?"
        rf"(?:\s*\(?(?:{any_of(glued['zones'])})[+\d:]*\)?)?(?:[\s,|·•–-]+(?:{any_of(glued['stamps'])})\b.{{0,30}})?$"
    )
    start = rf"(?:(?P<unstopped>{any_of(table['unstopped_starts'])})|(?:{any_of(table['starts'])}))(?!\w)"
    sets: dict[str, frozenset[str]] = {name: frozenset(table[name]) for name in _SETS}
    runs: dict[str, tuple[str, ...]] = {name: tuple(table[name]) for name in _RUNS}
    return Furniture(
        start=re.compile(start),
        start_words_max=table["start_words_max"],
        head=re.compile(head),
        tail=re.compile(tail),
        when=re.compile(when),
        **sets,  # type: ignore[arg-type]  # mypy takes each for every field
        **runs,  # type: ignore[arg-type]
    )
