"""Figures: one row a claim; checks of parts against totals and warnings where a total may be counted twice.

Published totals are never added to incidents. The checks are those of `join/figures.py`; here the register gives each
figure its sentence, its countries (named in the sentence, else the outlet's) and the days of its period.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from communique.answers.citation import PUBLISHED, SOURCE_COLUMNS, source_cells
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter, find_claims
from communique.answers.sentences import get_sentence, sides_named
from communique.identify.home import outlet_side
from communique.join.figures import Told, count_of, find_same, find_sums, harm_of, is_of_class, is_part, is_total
from communique.languages import LANGUAGES
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.model.table import Column, Table
from communique.register import Register
from communique.register.case_query import group_cases
from communique.resolve.dates import resolve_when

MOST_OVER = 1.5  # incidents that count more than so many times a total are not its parts: it is of a narrower place

COLUMNS = (
    Column("value", "in full units", "number"),
    Column("unit", "ISO 4217, percent, or the thing counted"),
    Column("measure", "what it measures, in the report's words"),
    replace(PUBLISHED, wide=True),
    Column("period", "period it is given for, in the report's words", wide=True),
    Column("source", "who gives it, as the report says", wide=True),
    *SOURCE_COLUMNS,
)

CHECK_COLUMNS = (
    Column(
        "check",
        "sum (parts make the total), same figure (told by several reports) or counted twice (incidents in a total)",
    ),
    Column("finding", "what was found, with the numbers"),
    Column("reports", "the reports it rests on", "list"),
    Column("claims", "numbers of the claims in this register", "list", hidden=True),
)


def list_figures(register: Register, wanted: Filter) -> Table:
    """Return the figures that pass the filter, by publication."""
    rows = tell_figures(register, find_claims(register, "figures", wanted))
    return Table("figures", COLUMNS, tuple(rows), get_notes(register, wanted))


def tell_figures(register: Register, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Return a row for each figure, in their order."""
    names = ("value", "unit", "measure", "period", "source")
    return [{name: c.record.get(name) for name in names} | source_cells(c) for c in claims]


def check_figures(register: Register, wanted: Filter) -> Table:
    """Return what the figures that pass the filter say about each other and about incidents."""
    claims = find_claims(register, "figures", wanted)
    rows = [*_tell_sums(register, claims), *_tell_same(register, claims), *_tell_counted_twice(register, claims)]
    return Table("figure checks", CHECK_COLUMNS, tuple(rows), get_notes(register, wanted))


def read_figure(register: Register, claim: Claim) -> Told:
    """Return a figure with its sentence, its countries and the days of its period."""
    sentence = get_sentence(register, claim)
    home = outlet_side(claim.source.outlet, claim.source.url, LANGUAGES["en"])
    countries = sides_named(sentence) or frozenset(filter(None, (home,)))
    days = days_of(resolve_when(claim.record.get("period") or "", claim.source.published))
    whole = (days[0], days[1]) if days and days[0] and days[1] else None
    return Told(claim, sentence, countries, whole)


def _tell_sums(register: Register, claims: Sequence[Claim]) -> Iterable[dict[str, Any]]:
    """Tell each sum once, however many reports give the same parts."""
    sums: dict[str, list[Claim]] = {}
    bare = (Told(claim, "", frozenset(), None) for claim in claims)
    told = [replace(f, sentence=get_sentence(register, f.claim)) if is_of_class(f) else f for f in bare]
    for parts, total in find_sums(told):
        said = " + ".join(f"{part.record['value']:,.12g}" for part in parts)
        found = f"{said} = {total.record['value']:,.12g} {total.record['unit']}"
        sums.setdefault(found, []).extend([*parts, total])
    return [_finding("sum", found, members) for found, members in sums.items()]


def _tell_same(register: Register, claims: Sequence[Claim]) -> Iterable[dict[str, Any]]:
    """Tell figures that several reports give, so that they are counted once."""
    numbers: dict[tuple[float, str], set[str]] = {}
    for claim in claims:
        numbers.setdefault((claim.record["value"], claim.record["unit"]), set()).add(claim.source.id)
    told = [
        read_figure(register, claim)
        for claim in claims
        if len(numbers[claim.record["value"], claim.record["unit"]]) > 1
    ]
    for same in find_same(told):
        first = same[0].claim.record
        said = f"{first['value']:,.12g} {first['unit']}: {first['measure']}; to be counted once"
        yield _finding("same figure", said, [figure.claim for figure in same])


def _tell_counted_twice(register: Register, claims: Sequence[Claim]) -> Iterable[dict[str, Any]]:
    """Tell totals of harm over a period, each once, with the incidents that may be part of them."""
    read = (read_figure(register, claim) for claim in claims if claim.record.get("period"))
    totals: dict[tuple[Any, ...], list[Told]] = {}
    for total in filter(is_total, read):
        totals.setdefault((total.value, total.days, total.countries, harm_of(total)), []).append(total)
    if not totals:
        return
    cases = group_cases(register, "incidents", find_claims(register, "incidents", Filter()))
    for told in totals.values():
        inside = [part for _, case in cases if (part := next((c for c in case if is_part(c, told[0])), None))]
        counted = sum(count_of(incident, told[0]) for incident in inside)
        if inside and counted <= MOST_OVER * told[0].value:
            yield _finding("counted twice", _say_total(told[0], inside, counted), [t.claim for t in told] + inside)


def _say_total(total: Told, inside: Sequence[Claim], counted: int) -> str:
    outcome, classes = harm_of(total)
    what = f"{total.value:,.12g} {total.unit} ({total.claim.record['period']}, {', '.join(sorted(total.countries))})"
    incidents = "1 incident" if len(inside) == 1 else f"{len(inside)} incidents"
    of_class = f"{' or '.join(sorted(classes))} " if classes else ""
    own = "" if outcome == "incident" else f" with {counted} {of_class}{outcome}"
    over = "; more than the total: not all of them are" if counted > total.value else ""
    return f"{what} may contain {incidents}{own} of the same days and country: do not add them{over}"


def _finding(check: str, finding: str, claims: Sequence[Claim]) -> dict[str, Any]:
    return {
        "check": check,
        "finding": finding,
        "reports": sorted({c.source.id for c in claims}),
        "claims": sorted({str(c.key) for c in claims}),
    }
