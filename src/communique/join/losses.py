"""How many two reports say were killed and injured: how far the numbers speak for one incident.

Reports give different tolls of one attack, so that different numbers hardly speak against it; an army's own count of
one operation does not vary, so that there they do. Soldiers, militants and civilians are told apart: thirteen soldiers
are not thirteen villagers.
"""

from __future__ import annotations

from typing import Any

# How much an equal number of killed speaks for one incident: small numbers are common.
NUMBER_WEIGHTS = ((10, 0.28), (5, 0.24), (3, 0.16), (2, 0.12), (1, 0.1))
LARGE_TOLL = 10  # killed: such an incident is told again, undated, for many days
OTHERS = "others"  # neither militants nor soldiers; of what kind, reports of one attack differ


def losses(record: Any, outcome: str) -> set[tuple[str | None, int]]:
    """Return (of whom; None where not said, count) of an outcome."""
    return {
        (_side(row["class"]), row["count"])
        for row in record.get("casualties") or ()
        if row["outcome"] == outcome and row["count"]
    }


def _side(class_: str) -> str | None:
    return None if class_ == "unspecified" else class_ if class_ in ("militant", "security") else OTHERS


def equal_loss(x: Any, y: Any, outcome: str) -> int:
    """Return the largest number that both give for people who may be the same, 0 where there is none."""
    return max(
        (
            count
            for who, count in losses(x, outcome)
            for other, same in losses(y, outcome)
            if count == same and (who is None or other is None or who == other)
        ),
        default=0,
    )


def compare_losses(x: Any, y: Any, is_official: bool) -> tuple[float, str | None]:
    """Equal numbers speak for it, the more the larger they are; others against it where they are an army's count."""
    killed, injured = equal_loss(x, y, "killed"), max(equal_loss(x, y, "injured"), equal_loss(x, y, "arrested"))
    if killed:
        weight = next(w for least, w in NUMBER_WEIGHTS if killed >= least)
        said = f"both give {killed} killed" + (f" and {injured} injured or arrested" if injured else "")
        return weight + (0.1 if injured else 0.0), said
    one, two = losses(x, "killed"), losses(y, "killed")
    if not one or not two:
        return (0.1, f"both give {injured} injured or arrested") if injured else (0.0, None)
    largest, other = max(count for _, count in one), max(count for _, count in two)
    low, high = sorted((largest, other))
    if is_official or high > 2 * low + 2:
        return -0.2, f"{low} / {high} killed"
    return 0.0, f"{low} / {high} killed"
