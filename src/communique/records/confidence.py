"""How sure a record is: the measured share of right records among those like it.

`confidence.toml` holds what was measured (`python evaluation/calibrate.py` measures it again), on reports that neither
the rules were written on nor the measured model trained on:

- counts `[right, found]` of every rule, and of every family (the rule's first dotted word). A rule's share is
  `(right + w k) / (found + w)` with `k` the share of its family and `w` = `FAMILY_WEIGHT`: a rule seen seldom says
  little. A family never measured gets 0.5.
- for families of which the learned model is asked, weights `[a, b, c]`: a record's confidence is the logistic function
  of `a + b logit(rule's share) + c logit(model's share)`, where the model's share is the probability that it gives to
  the record's label.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

UNMEASURED = 0.5
# How many records of its family a rule's own count is weighed against. Chosen of 4, 8, 16 and 32 so that stated and
# measured shares lie near each other (`python evaluation/calibrate.py --check held`).
FAMILY_WEIGHT = 8
LOWEST, HIGHEST = 0.01, 0.99

Counts = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What `confidence.toml` holds; everything is empty where nothing was measured yet."""

    rules: Counts
    families: Counts
    weights: dict[str, tuple[float, float, float]]


@lru_cache(maxsize=1)
def load_measured() -> Measured:
    """Return what was measured."""
    file = resources.files("communique.records").joinpath("confidence.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    rules, families = (
        {name: (int(right), int(found)) for name, (right, found) in table.get(part, {}).items()}
        for part in ("rules", "families")
    )
    return Measured(rules, families, {name: (a, b, c) for name, (a, b, c) in table.get("model", {}).items()})


@cache
def confidence(rule: str, share: float | None = None) -> float:
    """Return the confidence of records made by `rule`: a share between 0.01 and 0.99, two decimals.

    `share` is the probability that the learned model gives to the record's label, None where it was not asked.
    """
    measured = load_measured()
    family = rule.split(".")[0]
    of_rule = share_of_rule(rule, measured)
    weights = measured.weights.get(family)
    if share is None or weights is None:
        return round(within(of_rule), 2)
    a, b, c = weights
    return round(within(1 / (1 + math.exp(-(a + b * logit(of_rule) + c * logit(share))))), 2)


def share_of_rule(rule: str, measured: Measured) -> float:
    """Return the share of right records among those of a rule, drawn to its family's."""
    right_of_family, found_in_family = measured.families.get(rule.split(".")[0], (0, 0))
    share = right_of_family / found_in_family if found_in_family else UNMEASURED
    right, found = measured.rules.get(rule, (0, 0))
    return (right + FAMILY_WEIGHT * share) / (found + FAMILY_WEIGHT)


def within(share: float) -> float:
    """Return a share kept off 0 and 1: nothing is measured on enough records to be sure."""
    return min(HIGHEST, max(LOWEST, share))


def logit(share: float) -> float:
    """Return the log odds of a share."""
    share = within(share)
    return math.log(share / (1 - share))
