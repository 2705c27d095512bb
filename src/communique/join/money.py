"""Money counted once: what undertakings pledge in all, with every amount that was left out and why.

In: undertakings, grouped by case (one pledge told by several reports is one). Out: what each pledges and the total by
currency, by the rule that `RULE` names. "Each" of two banks is twice; the size of a programme, a facility, a target or
of trade is no pledge, nor is a price ("13 rupees a litre") or what the undertaking side itself is to receive; an amount
told again is counted once. Deliberately missed: amounts in two currencies are never converted, and "each" of a number
that the claim's own words do not give stays single.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from communique.join.content_words import overlap_share
from communique.join.undertakings import matter_words
from communique.join.words import load_mapping, load_words
from communique.languages import LANGUAGES
from communique.languages.quantities import Quantity, find_quantities, load_currencies
from communique.model.claim import Claim

RULE = "pledges-once"
RULE_SAYS = (
    "each pledge once however often told, “each” of several as often, no sizes of programmes or trade, no prices, "
    "nothing asked for or received; currencies are not converted"
)
# Acts that give or promise; a request names what is wanted, a threat what is to be lost.
PLEDGING = frozenset({"commit", "agree", "offer", "accept"})
# What an amount measures when it stands right before (or, with "of" or "worth", after) such a word.
SIZE_NOUNS = "|".join(sorted(load_words("size_nouns")))
SIZE_AFTER = re.compile(rf"[\s,-]+(?:[\w’'()-]+\s+){{0,4}}?(?:{SIZE_NOUNS})\b", re.IGNORECASE)
SIZE_BEFORE = re.compile(
    rf"\b(?:{SIZE_NOUNS})\b[^\d.;]{{0,60}}?\b(?:of|to|at|worth|reach|from|by|target)\s+(?:about|around|over|nearly)?\s*$",
    re.IGNORECASE,
)
PRICE_AFTER = re.compile(
    r"\s*(?:-?\s*(?:to|–|-)\s*[\d.,]+\s*)?(?:per\b|for\s+(?:every|each)\b|an?\s+(?!year\b)[a-z]+\b)", re.I
)
RECEIVED_BEFORE = re.compile(
    rf"\b(?:{'|'.join(sorted(load_words('receiving')))})\s+(?:[\w’'-]+\s+){{0,3}}?$", re.IGNORECASE
)
COUNTED = re.compile(
    r"\b(both|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2})\s+(?!million|billion|trillion|years|months|days|per\b)"
    r"(?:[a-z-]+\s+){0,2}?[a-z-]+s\b",
    re.IGNORECASE,
)
NUMBERS = load_mapping("numbers") | {"both": "2"}
# Share of telling words that two pledges of one amount and side have in common when they are one pledge told twice.
SAME_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount of an undertaking: `counted` is what it adds to the total, `why` says so where that is not `value`."""

    claim: Claim
    value: float
    currency: str
    counted: float
    reading: Literal["pledge", "each", "size", "price", "received", "told again"]
    why: str | None = None


def by_giver(amounts: Iterable[Amount]) -> dict[tuple[tuple[str, ...], tuple[str, ...], str], list[Amount]]:
    """Return what is counted by sides that give, sides addressed and currency, the largest first."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...], str], list[Amount]] = {}
    for amount in sorted(amounts, key=lambda amount: -amount.counted):
        if amount.counted:
            record = amount.claim.record
            key = tuple(record["by"]), tuple(side for side in record["to"] if side not in record["by"]), amount.currency
            groups.setdefault(key, []).append(amount)
    return groups


def add_pledges(cases: Iterable[Sequence[Claim]]) -> tuple[dict[str, float], list[Amount]]:
    """Return the money pledged by currency, and every amount with how it was read. `cases` are undertakings by case."""
    amounts: list[Amount] = []
    for case in cases:
        for claim in case:
            if claim.record["act"] in PLEDGING:
                amounts += [_tell_again(amount, amounts) for amount in read_amounts(claim)]
    totals: dict[str, float] = {}
    for amount in amounts:
        if amount.counted:
            totals[amount.currency] = totals.get(amount.currency, 0.0) + amount.counted
    return dict(sorted(totals.items())), amounts


def read_amounts(claim: Claim) -> list[Amount]:
    """Return an undertaking's amounts: a pledge, one for each of several, or what is none, with why."""
    text = " ".join(" ".join(claim.words).split())
    sides = (*claim.record["by"], *claim.record["to"])
    found = [q for q in find_quantities(text, LANGUAGES["en"], sides) if q.kind == "money"]
    times = count_each(text)
    amounts = []
    for row in claim.record.get("amounts") or ():
        value, currency = float(row["value"]), row["currency"]
        place = next((q for q in found if q.value == value and q.unit == currency), None)
        none = why_none(text, place) if place is not None else None
        if none is not None:
            amounts.append(Amount(claim, value, currency, 0.0, *none))
        elif times > 1:
            amounts.append(Amount(claim, value, currency, value * times, "each", f"each of {times}"))
        else:
            amounts.append(Amount(claim, value, currency, value, "pledge"))
    return amounts


def why_none(text: str, amount: Quantity) -> tuple[Literal["size", "price", "received"], str] | None:
    """Return what an amount is where it is no pledge, with why; None for a pledge."""
    before = text[: amount.start]
    if SIZE_AFTER.match(text, amount.end) or SIZE_BEFORE.search(before):
        return "size", "the size of something, not a pledge"
    if PRICE_AFTER.match(text, amount.end):
        return "price", "a price or rate, not a sum"
    if RECEIVED_BEFORE.search(before):
        return "received", "to be received, not given"
    return None


def is_currency(unit: str) -> bool:
    """True for an ISO 4217 code: the unit of money ("MW" is none)."""
    return unit in load_currencies()


def count_each(text: str) -> int:
    """Return of how many "each" is said ("two banks will each lend"), 1 where it is not.

    >>> count_each("two banks would each lend 500 million dollars")
    2
    """
    if not re.search(r"\beach\b", text, re.IGNORECASE):
        return 1
    found = COUNTED.search(text)
    if found is None:
        return 1
    said = found[1].casefold()
    return int(NUMBERS.get(said, said))


def _tell_again(amount: Amount, before: Sequence[Amount]) -> Amount:
    """Count an amount once that was counted before: the same money of the same side for the same matter."""
    for other in before:
        if not other.counted or (other.value, other.currency) != (amount.value, amount.currency):
            continue
        if other.claim.record["by"] != amount.claim.record["by"]:
            continue
        if overlap_share(matter_words(other.claim), matter_words(amount.claim)) >= SAME_SHARE:
            return Amount(
                amount.claim,
                amount.value,
                amount.currency,
                0.0,
                "told again",
                f"told before by {other.claim.source.id}",
            )
    return amount
