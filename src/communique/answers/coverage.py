"""What was looked at: the sentence that keeps "no report found" from reading as "nothing happened"."""

from __future__ import annotations

from dataclasses import dataclass

from communique.answers.filter import Filter, period_condition
from communique.register import Register


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many current reports of how many outlets, from the first to the last day of publication known."""

    reports: int
    outlets: int
    first: str | None
    last: str | None
    undated: int

    def sentence(self) -> str:
        if not self.reports:
            return "The register holds no reports for this period: nothing can be said about it."
        span = f", published {self.first} to {self.last}" if self.first else ""
        undated = f" ({self.undated} without a date)" if self.undated else ""
        reports = "1 report" if self.reports == 1 else f"{self.reports:,} reports"
        outlets = "1 outlet" if self.outlets == 1 else f"{self.outlets} outlets"
        return f"Looked at {reports} of {outlets}{span}{undated}."


def get_coverage(register: Register, wanted: Filter | None = None) -> Coverage:
    """Return what the register holds in the filter's period (undated reports are counted apart)."""
    wanted = wanted or Filter()
    condition, values = period_condition(wanted, with_undated=True)
    row = register.connection.execute(
        "SELECT count(*), count(DISTINCT outlet), min(published), max(published), count(*) - count(published)"
        f" FROM report r WHERE {condition}",
        values,
    ).fetchone()
    return Coverage(row[0], row[1], row[2], row[3], row[4])


def get_notes(register: Register, wanted: Filter) -> tuple[str, ...]:
    """Return the notes every answer bears: what was asked for, and what was looked at."""
    asked = wanted.describe()
    return (*([f"Asked for: {asked}."] if asked else []), get_coverage(register, wanted).sentence())
