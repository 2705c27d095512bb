"""The numbers of people that may be casualties: those that the rules take for one, and those beside them.

In: the tellings of a report. Out: spots for the learned model, with what the rules make of each number. Deliberately
missed: numbers in sentences that tell of no violence, and losses without a number.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from communique.languages.quantities import Quantity
from communique.model.opinion import Spot
from communique.records.incident.losses import Loss

if TYPE_CHECKING:
    from spacy.tokens import Token

# The facts of a number, in the order of the model's input; the rules' choice is all from "found" on.
FACTS = (
    "size", "part", "found", "killed", "injured", "civilian", "security", "militant", "foreign", "unspecified",
    "nation",
)  # fmt: skip
KNOWN = FACTS.index("found")
# The decimal digits of a number that counts as great: more are no casualties of one incident.
DIGITS = 4


def spot_of_loss(loss: Loss, knows_choice: bool = True) -> Spot:
    """Return the spot of a number that the rules take for a casualty."""
    told = {"found", loss.outcome, loss.class_} | ({"nation"} if loss.nation else set())
    row = [size_of(loss.count), float(loss.part), *(float(fact in told) for fact in FACTS[KNOWN:])]
    return Spot(loss.head, tuple(range(loss.first, loss.end)), tuple(row[: len(FACTS) if knows_choice else KNOWN]))


def find_numbers(
    tokens: Sequence[Token], quantities: Mapping[int, Quantity], losses: Sequence[Loss]
) -> Iterator[tuple[Quantity, Token, Spot]]:
    """Yield the counted numbers of a sentence that the rules pass over, with the noun of each and its spot."""
    taken = {i for loss in losses for i in (loss.head, *range(loss.first, loss.end))}
    done: set[int] = set()
    for token in tokens:
        quantity = quantities.get(token.i)
        if quantity is None or quantity.number in done or quantity.kind != "count" or quantity.unit is not None:
            continue
        done.add(quantity.number)
        noun = token.head if token.dep_ in ("nummod", "quantmod", "compound", "amod") else token
        if quantity.compound or quantity.is_year or quantity.value != int(quantity.value) or quantity.high is not None:
            continue
        if noun.i in taken or token.i in taken:
            continue
        first, end = min(token.i, noun.i), max(token.i, noun.i) + 1
        yield quantity, noun, Spot(noun.i, tuple(range(first, end)), (size_of(quantity.value), 0.0))


def size_of(count: float) -> float:
    """Return how great a number is, between 0 and 1, by its digits."""
    return min(math.log10(max(count, 1)) / DIGITS, 1.0)
