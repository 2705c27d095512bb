"""Incidents under ACLED's column names, for people whose scripts read that data set. Our data only.

One row an incident (case) of which a first day is known, as ACLED has no events without a day; the others are counted
in a note. The codebook's kinds become ACLED's types where one kind can only be one type (`reference/acled.toml`).
Columns that we have nothing for are there and empty; nothing of ACLED's is copied or guessed. Differences: `actor1` is
who the reports say did it, as they put it, never a name of ACLED's list; `fatalities` is empty where no report gives
a number (ACLED writes 0); `event_id_cnty` is the country and the number of the case in this register.

Column names and codes: ACLED Codebook (time_precision 1 to 3; geo_precision 1 a town, 3 a larger region).
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from communique.answers.citation import quote
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter
from communique.answers.incidents import check_rule, find_incidents, get_ranges, say_rule, tell_case
from communique.answers.other_data_sets import get_date_precision, get_where_precision, unfilled
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.model.table import Column, Table
from communique.reference.countries import COUNTRIES
from communique.register import Register

RULE = "acled-like"
TIME_PRECISIONS = ((1, 1), (7, 2), (31, 3))  # up to so many days, the code; ACLED codes nothing less exact than a month
GEO_PRECISIONS = {"town": 1, "country": 3}


COLUMNS = (
    Column("event_id_cnty", "country (ISO 3166-1 alpha-3) and number of the case in this register"),
    Column("event_date", "first day it may have been", "date"),
    Column("year", "year of that day", "number"),
    Column("time_precision", "1 the day, 2 the week, 3 the month; empty for longer", "number"),
    *unfilled("ACLED", "disorder_type"),
    Column("event_type", "ACLED's type where the codebook's kind can be only one (reference/acled.toml)"),
    Column("sub_event_type", "ACLED's sub-type, likewise"),
    Column("actor1", "who the reports say did it, as they put it", wide=True),
    *unfilled(
        "ACLED", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    ),
    Column("iso", "ISO 3166-1 numeric code of the country", "number", hidden=True),
    *unfilled("ACLED", "region"),
    Column("country", "English name of the country"),
    *unfilled("ACLED", "admin1", "admin2", "admin3"),
    Column("location", "place as the reports name it"),
    Column("latitude", "latitude of that town, WGS 84 degrees", "number", hidden=True),
    Column("longitude", "longitude of that town, WGS 84 degrees", "number", hidden=True),
    Column("geo_precision", "1 a town, 3 only the country; empty for provinces and places without a point", "number"),
    Column("source", "outlets that tell of it", "list", wide=True),
    *unfilled("ACLED", "source_scale"),
    Column("notes", "words of the first report that the record rests on", wide=True),
    Column("fatalities", "killed, by the rule named in the note; empty where no report gives a number", "number"),
    *unfilled("ACLED", "tags"),
    Column("timestamp", "last day of publication of its reports", "date", hidden=True),
    Column("kind", "the codebook's kind of incident (ours)", hidden=True),
    Column("country_iso", "ISO 3166-1 alpha-3 code of the country (ours)", hidden=True),
    Column("url", "link to the first report (ours)", hidden=True),
)  # fmt: skip


def list_acled(register: Register, wanted: Filter, rule: str = RULE) -> Table:
    """Return the incidents that pass the filter and have a day, under ACLED's column names, by day."""
    check_rule(rule)
    cases = find_incidents(register, wanted)
    rows = [row for case, members in cases if (row := _row(case, members, rule)) is not None]
    rows.sort(key=lambda row: (row["event_date"], row["event_id_cnty"]))
    left_out = f"{len(cases) - len(rows):,} incidents without a first day are left out."
    told = say_rule(rule, "in the view incidents")
    return Table("acled", COLUMNS, tuple(rows), (told, left_out, *get_notes(register, wanted)))


def _row(case: int, claims: Sequence[Claim], rule: str) -> dict[str, Any] | None:
    told = tell_case(case, claims, rule)
    first, _ = days_of(told["date"]) or (None, None)
    if first is None:
        return None
    country = COUNTRIES.get(told["country"] or "")
    type_ = _load_types().get(told["kind"], {})
    killed = [found for (outcome, _), found in get_ranges(claims, rule).items() if outcome == "killed"]
    return {
        **{column.name: None for column in COLUMNS},
        "event_id_cnty": f"{told['country'] or ''}{case}",
        "event_date": first,
        "year": int(first[:4]),
        "time_precision": get_date_precision(told["date"], TIME_PRECISIONS),
        "event_type": type_.get("event_type"),
        "sub_event_type": type_.get("sub_event_type"),
        "actor1": told["perpetrator"],
        "iso": int(country.numeric) if country and country.numeric else None,
        "country": country.name if country else None,
        "location": told["place"],
        "latitude": told["lat"],
        "longitude": told["lon"],
        "geo_precision": GEO_PRECISIONS.get(get_where_precision(told) or ""),
        "source": sorted({claim.source.outlet for claim in claims if claim.source.outlet}),
        "notes": quote(claims[0]),
        "fatalities": sum(found.best_or_low for found in killed) if killed else None,
        "timestamp": max((claim.source.published for claim in claims if claim.source.published), default=None),
        "kind": told["kind"],
        "country_iso": told["country"],
        "url": told["url"],
    }


@lru_cache(maxsize=1)
def _load_types() -> dict[str, dict[str, str]]:
    """Return kind of incident → ACLED's `event_type` and `sub_event_type`."""
    return tomllib.loads(resources.files("communique.reference").joinpath("acled.toml").read_text(encoding="utf-8"))
