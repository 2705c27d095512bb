"""How sure a record is: the measured share of right records among those its rule found.

`confidence.toml` holds, for every rule name, how many of its records were right and how many were found on the training
reports (`python evaluation/calibrate.py` measures it again). A rule's confidence is `(right + 2 k) / (found + 2)` with
`k` the share of its family (the rule's first dotted word), so that rules seen seldom are drawn to their family's share.
A rule never measured gets its family's share, and a family never measured 0.5.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

UNMEASURED = 0.5


@lru_cache(maxsize=1)
def _load_counts() -> dict[str, tuple[int, int]]:
    file = resources.files("communique.records").joinpath("confidence.toml")
    if not file.is_file():
        return {}
    rules = tomllib.loads(file.read_text(encoding="utf-8")).get("rules", {})
    return {name: (int(right), int(found)) for name, (right, found) in rules.items()}


@lru_cache(maxsize=None)
def confidence(rule: str) -> float:
    """Return the confidence of records made by `rule`: a share between 0.01 and 0.99, two decimals."""
    counts = _load_counts()
    family = rule.split(".")[0]
    members = [pair for name, pair in counts.items() if name.split(".")[0] == family]
    found_in_family = sum(found for _, found in members)
    share = sum(right for right, _ in members) / found_in_family if found_in_family else UNMEASURED
    right, found = counts.get(rule, (0, 0))
    return min(0.99, max(0.01, round((right + 2 * share) / (found + 2), 2)))
