"""Freeze a raw report: hash its text, identify its language, say what is wrong with it.

In: a `RawReport`, the languages that can be coded. Out: a `Report` and all its problems. The text is as given, but for
one thing: halves of surrogate pairs, which no UTF-8 output can hold, become U+FFFD, one for one, so that offsets stay.
"""

from __future__ import annotations

import re

from communique.model.problem import Problem
from communique.model.report import RawReport, Report
from communique.read.language import identify_language, language_names, normalise

# Characters of one report's text. The longest of 4,000 press reports had 15,780; the parser takes about 1 GB of memory
# for this many (150,000 took 0.5 GB).
TEXT_CHARACTERS = 300_000

_SURROGATE = re.compile("[\ud800-\udfff]")


def open_report(raw: RawReport, codable: tuple[str, ...]) -> tuple[Report, tuple[Problem, ...]]:
    """Return the frozen report and its problems; one in a language that is not `codable` gets a problem."""
    text = raw.text
    problems = list(raw.problems)
    lone = _SURROGATE.search(text)
    if lone:
        text = _SURROGATE.sub("\ufffd", text)
        message = "halves of surrogate pairs, which are no characters, were replaced with U+FFFD"
        problems.append(Problem("characters-replaced", message, f"{raw.where}, character {lone.start()}"))
    if "\0" in text:
        message = f"the text holds {text.count(chr(0)):,} NUL characters; they stay and are passed over in reading"
        problems.append(Problem("nul-characters", message, f"{raw.where}, character {text.index(chr(0))}"))
    language = None
    if not text.strip():
        if not problems:
            problems.append(Problem("text-missing", "the report has no text; nothing was coded", raw.where))
    elif len(text) > TEXT_CHARACTERS:
        message = f"the text has {len(text):,} characters, over the limit of {TEXT_CHARACTERS:,}; split it"
        problems.append(Problem("text-too-long", message, raw.where))
    else:
        language = identify_language(text, raw.language)
        problems.extend(_language_problems(raw, language, codable))
    report = Report(
        id=_whole(raw.id) or "",
        text=text,
        title=_whole(raw.title),
        outlet=_whole(raw.outlet),
        published=raw.published,
        url=_whole(raw.url),
        language=language,
        sha256=Report.hash_of(text),
        text_is_extracted=raw.text_is_extracted,
        original_sha256=raw.original_sha256,
    )
    return report, tuple(problems)


def _language_problems(raw: RawReport, language: str | None, codable: tuple[str, ...]) -> list[Problem]:
    """Say when a report cannot be coded for its language, and when its own `language` is plainly wrong."""
    names = language_names()
    if language is None:
        return [Problem("language-unknown", "the text has no words; nothing was coded", raw.where)]
    known = ", ".join(f"{names.get(code, code)} ({code})" for code in codable)
    if language not in codable:
        name = names.get(language, language)
        message = f"the report is in {name} ({language}), which cannot be coded yet; known: {known}"
        return [Problem("language-not-coded", message, raw.where)]
    stated = normalise(raw.language)
    if stated and stated != language:
        name = names.get(language, language)
        message = f"the article says its language is {raw.language!r}, but the text reads as {name}; coded as that"
        return [Problem("language-differs", message, raw.where)]
    return []


def _whole(words: str | None) -> str | None:
    """Return `words` without halves of surrogate pairs."""
    return None if words is None else _SURROGATE.sub("\ufffd", words)
