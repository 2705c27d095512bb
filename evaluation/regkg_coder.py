"""What gdelt-regkg finds in a text, as records that can be scored; run by `compare.py` with a Python that has it.

In: a report's text on stdin. Out: JSON: casualties (its counts of killed, wounded and arrested) and figures (its
amounts of money). Its themes, names and places need lexicons that it builds from GDELT's own downloads: they are not
asked for.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

OUTCOMES = {"KILL": "killed", "WOUND": "injured", "ARREST": "arrested", "KIDNAP": "abducted"}
CURRENCIES = {"dollars": "USD", "euros": "EUR", "pounds": "GBP", "rupees": "PKR", "yuan": "CNY"}
CLASSES = {
    "militant": ("militant", "terrorist", "rebel", "khwarij", "attacker"),
    "security": ("soldier", "police", "security", "troop", "personnel"),
    "civilian": ("civilian", "child", "worker", "resident", "labourer"),
}


def class_of(words: str) -> str:
    """Return the codebook's class for the words that gdelt-regkg counts."""
    return next((name for name, cues in CLASSES.items() if any(cue in words.lower() for cue in cues)), "unspecified")


def main() -> None:
    text = sys.stdin.read()
    counts: Any = import_module("gdelt_regkg.fields.counts").analyze_counts(text)
    amounts: Any = import_module("gdelt_regkg.fields.amounts").analyze_amounts(text)
    rows = [
        {"outcome": OUTCOMES[m.count_type], "class": class_of(m.object_type), "count": int(m.number)}
        for m in counts.mentions
        if m.count_type in OUTCOMES
    ]
    figures = [
        {"value": float(m.amount), "unit": unit}
        for m in amounts.mentions
        for name, unit in CURRENCIES.items()
        if m.object_type.lower().startswith(name)
    ]
    print(json.dumps({"incidents": [{"casualties": rows, "evidence": []}], "figures": figures}))


if __name__ == "__main__":
    main()
