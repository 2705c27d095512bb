"""Casualties with the learned model's opinion: numbers it doubts, those it sees that no rule does, and their class.

In: the losses of one telling. Out: the same without the doubted ones, of the class that the model is sure of, and
further ones. How many, and with which qualifier, stays the rules' business. Without a model nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from communique.languages.quantities import Quantity
from communique.model.kind import Context
from communique.records.incident.losses import Loss
from communique.records.incident.numbers import find_numbers, spot_of_loss
from communique.records.limits import limits_of

# Doubt is asked only of numbers of this class: on 208 reports it drops the two wrong ones that it drops of all, and 42
# sentences more are encoded, not 90.
UNSPECIFIED = "unspecified"


def advised(
    first: int, end: int, losses: Sequence[Loss], quantities: Mapping[int, Quantity], context: Context
) -> Iterator[Loss]:
    """Yield the losses of a telling, of tokens `first` to `end`, that the model does not doubt or alone sees."""
    adviser, casualties, classes = context.adviser, limits_of("casualties"), limits_of("classes")
    asks = casualties.drop or casualties.adds or classes.relabels
    if adviser is None or not asks:
        yield from losses
        return
    for loss in losses:
        if loss.class_ != UNSPECIFIED and not classes.relabels:
            yield loss
            continue
        (opinion,) = adviser.opinions_of_places([spot_of_loss(loss)])
        if not casualties.is_doubted("casualties", opinion):
            yield replace(loss, class_=classes.label("classes", loss.class_, opinion))
    if not casualties.adds:
        return
    for quantity, noun, spot in find_numbers(context.reading.tokens[first:end], quantities, losses):
        (opinion,) = adviser.opinions_of_places([spot])
        if casualties.is_seen("casualties", opinion):
            outcome, class_ = opinion.best("casualties"), opinion.best("classes")
            count, run = int(quantity.value), (spot.words[0], spot.words[-1] + 1)
            yield Loss(outcome, class_, count, quantity.qualifier, noun.i, noun.i, *run)
