"""Money and figures between two sides: what they pledged each other, each pledge once, and what else is counted.

Sums follow the rule of `join/money.py`, which is printed with them. Another number counts only where it stands in the
words of a contact or deed of the pair, or in a sentence that names both sides and no third: a country's trade with the
world, or with somebody else, is not between the two. It is money where its sentence speaks of giving or lending, else a
figure (trade, shares, numbers of people).
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.answers.brief.pair import Pair
from communique.answers.brief.sections import tell
from communique.answers.brief.sides import names_side
from communique.answers.brief.wording import name_sides, quote, quote_claim, say_money, say_when, start
from communique.answers.sentences import sides_named
from communique.join.content_words import content_words
from communique.join.figures import Told, gather_same
from communique.join.money import RULE, RULE_SAYS, Amount, add_pledges, by_giver, is_currency
from communique.join.words import load_words
from communique.model.brief import Section, Sentence
from communique.model.claim import Claim
from communique.reference.countries import COUNTRIES

MOST_AMOUNTS = 4
# Stems by which a sentence speaks of giving or lending.
TRANSFERS = load_words("transfers")
FEW_WORDS = 6  # a shorter measure ("5,000 tons per day") does not say of what
MOST_PARTS = 4  # parts of a sum that are told, the largest


def write_money(pair: Pair) -> Section:
    """Write sums of pledges with their parts, what was left out of them, then other amounts between the two."""
    _, amounts = add_pledges(pair.undertaking_cases)
    sums = [_say_sum(*key, parts) for key, parts in by_giver(amounts).items()]
    left_out = {
        (amount.value, amount.currency): _say_left_out(amount)
        for amount in amounts
        if amount.reading in ("size", "price", "received")
    }
    shown = {(amount.value, amount.currency) for amount in amounts}
    named = [c for c in pair.figures if is_currency(c.record["unit"]) and _is_transfer(pair, c)]
    others = [*left_out.values(), *_say_others(pair, named, shown)]
    if not sums and not others:
        return Section("Money", (), "No amount between the two was found in the reports looked at.")
    note = f"Pledges are added up by the rule {RULE}: {RULE_SAYS}." if sums else "No pledge of money was found."
    return Section("Money", (*sums, *others[:MOST_AMOUNTS]), note)


def _say_sum(by: tuple[str, ...], to: tuple[str, ...], currency: str, amounts: Sequence[Amount]) -> Sentence:
    """Say a sum with its parts, those of one claim together."""
    parts: dict[int, list[Amount]] = {}
    for amount in amounts:
        parts.setdefault(amount.claim.key, []).append(amount)
    said = [_say_part(part) for part in list(parts.values())[:MOST_PARTS]]
    if len(parts) > MOST_PARTS:
        said.append(f"{len(parts) - MOST_PARTS} more (`communique ledger`)")
    towards = f" towards {name_sides(to)}" if to else ""
    total = say_money(sum(amount.counted for amount in amounts), currency)
    in_all = " in all" if len(amounts) > 1 else ""
    text = f"{start(name_sides(by))} pledged {total}{towards}{in_all}: {'; '.join(said)}."
    return Sentence(text, tuple(part[0].claim for part in list(parts.values())[:MOST_PARTS]))


def _say_part(part: Sequence[Amount]) -> str:
    sums = " + ".join(
        say_money(amount.counted, amount.currency) + (f" ({amount.why})" if amount.reading == "each" else "")
        for amount in part
    )
    return f"{sums}, {quote_claim(part[0].claim)} ({say_when(part[0].claim)})"


def _say_left_out(amount: Amount) -> Sentence:
    said = f"Not counted: {say_money(amount.value, amount.currency)}, {quote_claim(amount.claim)}: {amount.why}."
    return Sentence(said, (amount.claim,))


def write_figures(pair: Pair) -> Section:
    """Write the other numbers of what is between the two, the most reported first, then the largest."""
    others = [c for c in pair.figures if not (is_currency(c.record["unit"]) and _is_transfer(pair, c))]
    sentences = _say_others(pair, others, set())[:MOST_AMOUNTS]
    return Section("Figures", tuple(sentences), None if sentences else "None between the two was found.")


def _is_transfer(pair: Pair, claim: Claim) -> bool:
    return bool(content_words(pair.around.get(claim.key, "")) & TRANSFERS)


def _say_others(pair: Pair, claims: Sequence[Claim], shown: set[tuple[float, str]]) -> list[Sentence]:
    """Say each other number between the two once, the most reported first, then the largest."""
    told = [
        Told(claim, pair.around.get(claim.key, ""), frozenset(), None)
        for claim in claims
        if (claim.record["value"], claim.record["unit"]) not in shown and _is_between(pair, claim)
    ]
    groups = [[figure.claim for figure in same] for same in gather_same(told)]
    groups.sort(key=lambda group: (-len({c.source.id for c in group}), -group[0].record["value"]))
    return [_say_other(pair, group) for group in groups]


def _say_other(pair: Pair, claims: Sequence[Claim]) -> Sentence:
    """Say a number with what it measures; where that is said in few words, with its sentence."""
    first = claims[0]
    measure = str(first.record["measure"] or "")
    told = measure if len(measure.split()) >= FEW_WORDS else pair.around[first.key]
    value, unit = first.record["value"], first.record["unit"]
    number = say_money(value, unit) if is_currency(unit) else f"{value:,.12g} {unit}"
    return tell(f"{start(number)}: {quote(told)} ({say_when(first)}).", claims)


def _is_between(pair: Pair, claim: Claim) -> bool:
    around = pair.around.get(claim.key, "")
    is_theirs = _is_in_dealings(pair, claim) or all(
        names_side(around, side) if side in COUNTRIES else side in around for side in (pair.a, pair.b)
    )
    return is_theirs and not sides_named(around) - {pair.a, pair.b}  # the dear question last


def _is_in_dealings(pair: Pair, claim: Claim) -> bool:
    """True when a number stands in the words of a contact or deed of the pair."""
    spans = [tuple(span) for span in claim.record["evidence"]]
    return any(start < e and s < end for start, end in pair.dealings.get(claim.source.key, ()) for s, e in spans)
