"""How sure a record is: the measured share of right records among those its rule found.

`confidence.toml` holds counts `[right, found]` (`python evaluation/calibrate.py` measures them again): of every rule on
the training reports, and of every family (the rule's first dotted word) on reports that the rules were not written on.
A rule's confidence is `(right + w k) / (found + w)` with `k` the share of its family and `w` = `FAMILY_WEIGHT`: the
training reports flatter the rules that were written on them, and a rule seen seldom says little. A family never
measured gets 0.5.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib import resources

UNMEASURED = 0.5
# How many records of its family a rule's own count is weighed against. Chosen of 8, 16, 32 and 64 so that stated and
# measured shares lie near each other on the held third of dev/ (`python evaluation/calibrate.py --check held`).
FAMILY_WEIGHT = 32

Counts = dict[str, tuple[int, int]]


@lru_cache(maxsize=1)
def _load_counts() -> tuple[Counts, Counts]:
    """Return the counts of rules and of families; both empty where nothing was measured yet."""
    file = resources.files("communique.records").joinpath("confidence.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    rules, families = (
        {name: (int(right), int(found)) for name, (right, found) in table.get(part, {}).items()}
        for part in ("rules", "families")
    )
    return rules, families


@cache
def confidence(rule: str) -> float:
    """Return the confidence of records made by `rule`: a share between 0.01 and 0.99, two decimals."""
    rules, families = _load_counts()
    right_of_family, found_in_family = families.get(rule.split(".")[0], (0, 0))
    share = right_of_family / found_in_family if found_in_family else UNMEASURED
    right, found = rules.get(rule, (0, 0))
    return min(0.99, max(0.01, round((right + FAMILY_WEIGHT * share) / (found + FAMILY_WEIGHT), 2)))
