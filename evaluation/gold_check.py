"""Check golden records by themselves: no coder needed, so that an annotation slip is not blamed on the rules.

In: a golden report and its text. Out: complaints in words, none when all is well. It checks form (the codebook's
words, codes, dates) and that every `at` occurs exactly once in the text; whether the coding is right, only a reader
can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

WORDS = {
    "kind": {
        "engagements": {"meeting", "call", "visit", "conference", "signing", "other"},
        "incidents": {
            "bombing", "suicide bombing", "armed attack", "ambush", "clash", "air strike", "drone strike", "shelling",
            "security operation", "kidnapping", "assassination", "attack", "conflict", "protest violence", "other",
        },
    },
    "status": {"engagements": {"held", "ongoing", "planned", "invited", "possible", "cancelled"}},
    "act": {
        "undertakings": {
            "agree", "commit", "offer", "propose", "request", "invite", "accept", "decline", "threaten",
        }
    },
    "stance": {
        "statements": {"praise", "affirm", "welcome", "condemn", "condole", "criticise", "reject"},
    },
    "type": {
        "actions": {
            "aid", "cooperate", "concede", "sanction", "coerce", "mobilize", "withdraw", "investigate", "protest",
        }
    },
}  # fmt: skip
OUTCOMES = {"killed", "injured", "missing", "abducted", "arrested"}
CLASSES = {"civilian", "security", "militant", "foreign", "official", "unspecified"}
QUALIFIERS = {None, "at least", "about", "up to", "more than"}
LISTS = ("people", "bodies", "engagements", "undertakings", "statements", "actions", "incidents", "figures")
_SIDE = re.compile(r"[A-Z][A-Za-z0-9-]+(?: [A-Z][A-Za-z]+)*")
_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"
_EDTF = re.compile(f"{_DAY}(/{_DAY})?")


def complaints(gold: Mapping[str, Any], text: str) -> Iterator[str]:
    """Yield what is wrong with a golden report, each with its report's id."""
    for complaint in _complaints(gold, text):
        yield f"{gold.get('report')}: {complaint}"


def _complaints(gold: Mapping[str, Any], text: str) -> Iterator[str]:
    for kind in LISTS:
        if not isinstance(gold.get(kind), list):
            yield f"no list of {kind}"
            return
    flat = " ".join(text.replace("\xad", "").split())
    for name in [person["name"] for person in gold["people"]] + gold["bodies"]:
        if name not in flat:
            yield f"{name!r} is not in the text"
    for kind in LISTS[2:]:
        for record in gold[kind]:
            if (times := text.count(record["at"])) != 1:
                yield f"{kind}: {record['at']!r} occurs {times} times"
            yield from _wrong_words(kind, record)
            yield from _wrong_sides(kind, record)
            yield from _wrong_dates(kind, record)
    people = {person["name"] for person in gold["people"]}
    for engagement in gold["engagements"]:
        if len(set(engagement["parties"])) < 2:
            yield f"engagements: fewer than two parties at {engagement['at']!r}"
        for name in sorted(set(engagement["participants"]) - people):
            yield f"engagements: {name!r} is not among the people"
    for incident in gold["incidents"]:
        for row in incident["casualties"]:
            if row["outcome"] not in OUTCOMES or row["class"] not in CLASSES:
                yield f"incidents: no such casualty row {row}"
            if row.get("qualifier") not in QUALIFIERS or not isinstance(row["count"], int):
                yield f"incidents: bad count or qualifier in {row}"


def _wrong_words(kind: str, record: Mapping[str, Any]) -> Iterator[str]:
    for field, by_kind in WORDS.items():
        if kind in by_kind and record[field] not in by_kind[kind]:
            yield f"{kind}: {record[field]!r} is no {field}"


def _wrong_sides(kind: str, record: Mapping[str, Any]) -> Iterator[str]:
    for field in ("by", "to", "about", "parties"):
        value = record.get(field)
        codes = value if isinstance(value, list) else (value or "").split("+") if value else []
        if codes != sorted(codes):
            yield f"{kind}: sides are not in order: {value!r}"
        for code in codes:
            if not _SIDE.fullmatch(code):
                yield f"{kind}: {code!r} is no side"


def _wrong_dates(kind: str, record: Mapping[str, Any]) -> Iterator[str]:
    date = record.get("date")
    if date is not None and not _EDTF.fullmatch(date):
        yield f"{kind}: {date!r} is no date"
