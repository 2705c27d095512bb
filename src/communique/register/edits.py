"""A reviewer's reading of a record: the fields that may be set, held to the codebook and to the text.

In: a claim and what the reviewer says of it, by field, as text. Out: the record as the record format prints it, with
exact evidence, kept beside the claim by a judgement. What is not given stays as it was coded.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from communique.errors import UsageError
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.register.in_force import texts_of
from communique.register.judgements import judge
from communique.register.register import Register

_CODE = re.compile(r"[A-Z][A-Za-z0-9-]{1,20}")
_BY_KIND = {
    "engagements": ("kind", "status", "parties", "date"),
    "undertakings": ("act", "by", "to", "due"),
    "statements": ("stance", "by", "about"),
    "actions": ("type", "by", "to", "date"),
    "incidents": ("kind", "name", "perpetrator", "date"),
    "figures": ("value", "unit", "measure"),
}


def editable(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind that a reviewer may set; `words` is the evidence."""
    return (*_BY_KIND.get(kind, ()), "words")


def edit(
    register: Register,
    claim: Claim,
    given: Mapping[str, str],
    choices: Mapping[str, tuple[str, ...]],
    who: str,
    why: str,
) -> int:
    """Keep a reviewer's reading of a claim, which confirms it; return the judgement's number.

    `choices` are the words that the kind's fields may hold (`answers/words.py`). Raises `UsageError` for a field that
    cannot be set, a word of no codebook, a side that is no code, words that are not exactly once in the text.
    """
    (text,) = texts_of(register.connection, [claim.key]).values()
    record = dict(claim.record)
    for field, said in given.items():
        if field not in editable(claim.kind):
            raise UsageError("field-fixed", f"{field} of {claim.kind} cannot be edited.", "Reject the record instead.")
        if field == "words":
            record["evidence"] = [find_words(text, said, record["evidence"])]
            continue
        if field in choices and said not in choices[field]:
            raise UsageError(f"{field}-unknown", f"“{said}” is no {field}.", f"Choose of {', '.join(choices[field])}.")
        record[field] = _READERS.get(field, _text)(said)
    for field in ("by", "parties"):
        least = 2 if field == "parties" else 1
        if field in record and len(record[field]) < least:
            raise UsageError("sides-missing", f"{field} needs {least} or more sides.", "Write codes: CHN PAK.")
    if record == dict(claim.record):
        raise UsageError("edit-empty", "Nothing was changed.", "Confirm the record instead.")
    return judge(
        register, "claim", claim.key, None, "confirmed", who, why or "edited", json.dumps(record, ensure_ascii=False)
    )


def find_words(text: str, said: str, was: list[list[int]]) -> list[int]:
    """Return where words stand: they must be the text's own, and stand once, or where the evidence was."""
    start = text.find(said) if said else -1
    if start < 0:
        raise UsageError("words-missing", "These words are not in the text.", "Copy them from it, exactly.")
    places = [match.start() for match in re.finditer(re.escape(said), text)]
    if len(places) > 1:
        near = [place for place in places if any(place < end and begin < place + len(said) for begin, end in was)]
        if len(near) != 1:
            message = f"These words stand {len(places)} times in the text."
            raise UsageError("words-unclear", message, "Take more of them.")
        start = near[0]
    return [start, start + len(said)]


def _text(said: str) -> str | None:
    return said.strip() or None


def _sides(said: str) -> list[str]:
    codes = [code for code in re.split(r"[\s,+]+", said.strip()) if code]
    for code in codes:
        if not _CODE.fullmatch(code):
            raise UsageError("side-unknown", f"“{code}” is no code of a side.", "Write CHN, PAK, UN, EU …")
    return sorted(set(codes))


def _date(said: str) -> str | None:
    if said.strip() and days_of(said.strip()) is None:
        raise UsageError("date-invalid", f"“{said}” is no date.", "Write 2025, 2025-06, 2025-06-26 or two with /.")
    return said.strip() or None


def _number(said: str) -> float | int:
    try:
        value = float(said.replace(",", ""))
    except ValueError as error:
        raise UsageError("value-invalid", f"“{said}” is no number.", "Write it in full: 350000000000.") from error
    if not math.isfinite(value):
        raise UsageError("value-invalid", f"“{said}” is no number.", "Write it in full: 350000000000.")
    return int(value) if value.is_integer() else value


_READERS: Mapping[str, Callable[[str], Any]] = {
    "by": _sides, "to": _sides, "about": _sides, "parties": _sides, "date": _date, "value": _number,
}  # fmt: skip
