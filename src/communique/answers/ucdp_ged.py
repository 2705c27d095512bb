"""Incidents under the column names of UCDP-GED, for people whose scripts read that data set. Our data only.

One row an incident (case), as in `incidents`. Columns that we have nothing for (conflict, dyad, type of violence,
Gleditsch-Ward numbers, PRIO grid) are there and empty, so that a script finds them; nothing of UCDP's is copied or
guessed. Differences: incidents without deaths are rows too (GED starts at one); `deaths_a` and `deaths_b` are empty,
since the reports give classes of victims, not sides of a conflict: those stand in `killed_…` after GED's own columns.

Column names and precision codes: Högbladh, UCDP GED Codebook (date_prec 1 to 5, where_prec 1 and 6).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from communique.answers.citation import quote, say_source
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter
from communique.answers.incidents import RULE, Ranges, check_rule, find_incidents, get_ranges, say_rule, tell_case
from communique.answers.other_data_sets import get_date_precision, get_where_precision, unfilled
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.model.table import Column, Table
from communique.reference.countries import COUNTRIES
from communique.register import Register

CLASSES = ("security", "militant", "foreign", "official")  # beside GED's civilians and unknown
# Days that a date may mean, and GED's code for it: up to so many days, the code.
DATE_PRECISIONS = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
WHERE_PRECISIONS = {"town": 1, "country": 6}


COLUMNS = (
    Column("id", "number of the case in this register", "key"),
    *unfilled("GED", "relid"),
    Column("year", "year of the first day", "number"),
    *unfilled(
        "GED", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name",
        "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id",
    ),
    Column("side_a", "who the reports say did it, as they put it; empty where none does", wide=True),
    *unfilled("GED", "side_b_dset_id", "side_b_new_id", "side_b"),
    Column("number_of_sources", "reports that tell of it", "number"),
    Column("source_article", "outlet, day and title of each report", "list", hidden=True),
    Column("source_office", "outlets of these reports", "list", hidden=True),
    Column("source_date", "days of publication", "list", hidden=True),
    Column("source_headline", "title of the first report", hidden=True),
    Column("source_original", "who gave the numbers, where the reports say", "list", hidden=True),
    Column("where_prec", "1 a town, 6 only the country; empty for provinces and places without a point", "number"),
    Column("where_coordinates", "place as the reports name it", wide=True),
    *unfilled("GED", "where_description", "adm_1", "adm_2"),
    Column("latitude", "latitude of that town, WGS 84 degrees", "number", hidden=True),
    Column("longitude", "longitude of that town, WGS 84 degrees", "number", hidden=True),
    Column("geom_wkt", "the same as well-known text", hidden=True),
    *unfilled("GED", "priogrid_gid"),
    Column("country", "English name of the country"),
    *unfilled("GED", "country_id", "region", "event_clarity"),
    Column("date_prec", "1 a day, 2 two to six days, 3 a week, 4 up to a month, 5 up to a year", "number"),
    Column("date_start", "first day it may have been", "date"),
    Column("date_end", "last day it may have been", "date"),
    *unfilled("GED", "deaths_a", "deaths_b"),
    Column("deaths_civilians", "civilians killed, best by the rule named in the note", "number"),
    Column("deaths_unknown", "killed of whom the reports give no class, best by that rule", "number"),
    Column("best", "killed in all: sum of the best numbers of the classes", "number"),
    Column("high", "sum of the highest numbers", "number"),
    Column("low", "sum of the lowest numbers", "number"),
    *unfilled("GED", "gwnoa", "gwnob"),
    *(Column(f"killed_{name}", f"{name} killed, best by that rule (ours)", "number", hidden=True) for name in CLASSES),
    Column("kind", "the codebook's kind of incident (ours)", hidden=True),
    Column("country_iso", "ISO 3166-1 alpha-3 code of the country (ours)", hidden=True),
    Column("words", "words of the first report that the record rests on (ours)", hidden=True),
    Column("url", "link to that report (ours)", hidden=True),
)  # fmt: skip


def list_ucdp_ged(register: Register, wanted: Filter, rule: str = RULE) -> Table:
    """Return the incidents that pass the filter under GED's column names, by day."""
    check_rule(rule)
    rows = [_row(case, members, rule) for case, members in find_incidents(register, wanted)]
    rows.sort(key=lambda row: (row["date_start"] or "", row["id"]))
    told = say_rule(rule, "in the view incidents")
    return Table("ucdp-ged", COLUMNS, tuple(rows), (told, *get_notes(register, wanted)))


def _row(case: int, claims: Sequence[Claim], rule: str) -> dict[str, Any]:
    told = tell_case(case, claims, rule)
    first, last = days_of(told["date"]) or (None, None)
    where = get_where_precision(told)
    country = COUNTRIES.get(told["country"] or "")
    point = (told["lon"], told["lat"])
    sources = list({claim.source.id: claim.source for claim in claims}.values())
    named = sorted({row["source"] for claim in claims for row in claim.record["casualties"] if row.get("source")})
    return {
        **{column.name: None for column in COLUMNS},
        "id": case,
        "year": int(first[:4]) if first else None,
        "side_a": told["perpetrator"],
        "number_of_sources": told["reports"],
        "source_article": [_say_article(claim) for claim in {claim.source.id: claim for claim in claims}.values()],
        "source_office": sorted({source.outlet for source in sources if source.outlet}),
        "source_date": sorted({source.published for source in sources if source.published}),
        "source_headline": claims[0].source.title,
        "source_original": named,
        "where_prec": WHERE_PRECISIONS.get(where or ""),
        "where_coordinates": told["place"],
        "latitude": told["lat"],
        "longitude": told["lon"],
        "geom_wkt": f"POINT ({point[0]} {point[1]})" if where == "town" else None,
        "country": country.name if country else None,
        "date_prec": get_date_precision(told["date"], DATE_PRECISIONS),
        "date_start": first,
        "date_end": last,
        **_deaths(get_ranges(claims, rule)),
        "kind": told["kind"],
        "country_iso": told["country"],
        "words": quote(claims[0]),
        "url": told["url"],
    }


def _deaths(ranges: Ranges) -> dict[str, int | None]:
    """Return the killed by class; None where no report gives a number: not said is not none."""
    killed = {class_: found for (outcome, class_), found in ranges.items() if outcome == "killed"}
    best = {class_: found.best_or_low for class_, found in killed.items()}
    return {
        "deaths_civilians": best.get("civilian"),
        "deaths_unknown": best.get("unspecified"),
        **{f"killed_{class_}": best.get(class_) for class_ in CLASSES},
        "best": sum(best.values()) if killed else None,
        "high": sum(found.high for found in killed.values()) if killed else None,
        "low": sum(found.low for found in killed.values()) if killed else None,
    }


def _say_article(claim: Claim) -> str:
    return ", ".join(filter(None, (say_source(claim), claim.source.title)))
