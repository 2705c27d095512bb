"""Money between two sides: amounts of their undertakings, actions and agreements, each once.

An amount counts here when it stands in the words of a dealing of the pair, or beside words that name both sides; the
size of a programme or a country's trade with the world is not money between two.
"""

from __future__ import annotations

from communique.answers.brief.pair import Pair
from communique.answers.brief.sides import names_side
from communique.answers.brief.wording import quote, say_money, say_when
from communique.model.brief import Section, Sentence
from communique.model.claim import Claim

MOST_AMOUNTS = 6


def write_money(pair: Pair) -> Section:
    """Write the largest amounts first, each amount once however many reports give it."""
    amounts: dict[tuple[float, str], list[Claim]] = {}
    for claim in pair.figures:
        if claim.record["unit"].isupper() and _is_between(pair, claim):
            amounts.setdefault((claim.record["value"], claim.record["unit"]), []).append(claim)
    sentences = []
    for (value, unit), claims in sorted(amounts.items(), key=lambda item: (-len(item[1]), -item[0][0]))[:MOST_AMOUNTS]:
        first = claims[0]
        period = f", {first.record['period']}" if first.record.get("period") else ""
        sentences.append(
            Sentence(
                f"{say_money(value, unit)}{period}: {quote(first.record['measure'])} ({say_when(first)}).",
                tuple(claims[:3]),
            )
        )
    note = None if sentences else "No amount between the two was found in the reports looked at."
    return Section("Money", tuple(sentences), note)


def _is_between(pair: Pair, claim: Claim) -> bool:
    spans = [tuple(span) for span in claim.record["evidence"]]
    for start, end in pair.dealings.get(claim.source.key, ()):
        if any(start < e and s < end for s, e in spans):
            return True
    around = pair.around.get(claim.key, "")
    return names_side(around, pair.a) and names_side(around, pair.b)
