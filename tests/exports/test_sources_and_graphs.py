"""Sources for bibliographies, the graph of who meets whom, HXL, and incidents under other data sets' column names."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import bibtexparser
import networkx
import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from communique.answers import Filter
from communique.answers.views import get_view
from communique.errors import UsageError
from communique.exports.tables.hxl_csv import load_tags
from communique.model.table import Column, Table
from communique.register import Register
from tests.exports.writing import write_table

HOSTILE = {
    "outlet": "Wire & Co_{x}", "published": "2025-03", "title": r"50% of #1 \input{secret} } @misc{y, $x$~^",
    "url": "javascript:alert(1)", "report": "r1",
}  # fmt: skip


def ask(register_file: Path, view: str, **options: Any) -> Table:
    with Register(register_file, readonly=True) as register:
        return get_view(view).make(register, Filter(), **options)


def sources(*rows: dict[str, Any]) -> Table:
    return Table("reports", tuple(Column(name, "of a report") for name in HOSTILE), rows)


def test_bibliography_is_read_back_with_a_source_for_each_report(golden_register: Path, tmp_path: Path) -> None:
    table = ask(golden_register, "ledger")
    write_table(table, tmp_path / "x.bib")
    library = bibtexparser.parse_file(str(tmp_path / "x.bib"))
    assert not library.failed_blocks
    assert len(library.entries) == len({row["report"] for row in table.rows}) > 1
    by_url = {entry["url"]: entry for entry in library.entries if "url" in entry.fields_dict}
    for row in table.rows:
        if row["url"]:
            assert by_url[row["url"]]["date"] == row["published"]


def test_bibliography_runs_nothing_of_a_title(tmp_path: Path) -> None:
    write_table(sources(HOSTILE), tmp_path / "x.bib")
    library = bibtexparser.parse_file(str(tmp_path / "x.bib"))
    assert not library.failed_blocks and len(library.entries) == 1
    entry = library.entries[0]
    assert set(entry.fields_dict) == {"title", "howpublished", "date", "year"}  # the link is none of the web
    unescaped = re.sub(r"\\(?:[{}$&%#_]|textbackslash\{\}|textasciitilde\{\}|textasciicircum\{\})", "", entry["title"])
    assert not re.search(r"[\\$&%#_~^]", unescaped)


def test_citeproc_cites_each_source(golden_register: Path, tmp_path: Path) -> None:
    table = ask(golden_register, "reports")
    write_table(table, tmp_path / "x.csl.json")
    items = json.loads((tmp_path / "x.csl.json").read_text(encoding="utf-8"))
    source = CiteProcJSON(items)
    assert set(source) == {item["id"] for item in items} and len(items) == len(table.rows)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    printed = "\n".join(str(entry) for entry in bibliography.bibliography())
    assert all(item["issued"]["date-parts"][0][0] > 2000 for item in items)
    assert items[0]["container-title"] in printed


def test_sources_come_once_and_keep_their_key_in_any_answer(golden_register: Path, tmp_path: Path) -> None:
    for view in ("ledger", "reports"):
        write_table(ask(golden_register, view), tmp_path / view, "csl")
    ledger, reports = (json.loads((tmp_path / view).read_text(encoding="utf-8")) for view in ("ledger", "reports"))
    keys = [item["id"] for item in ledger]
    assert len(set(keys)) == len(keys) and set(keys) <= {item["id"] for item in reports}


@pytest.mark.parametrize("format", ["bibtex", "csl"])
def test_rows_without_reports_are_refused(format: str, golden_register: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name no reports"):
        write_table(ask(golden_register, "monthly"), tmp_path / "x", format)


def test_networkx_reads_back_the_graph_of_who_meets_whom(golden_register: Path, tmp_path: Path) -> None:
    table = ask(golden_register, "network")
    write_table(table, tmp_path / "x.gexf")
    graph = networkx.read_gexf(tmp_path / "x.gexf")
    assert graph.number_of_edges() == len(table.rows) > 0
    for row in table.rows:
        edge = graph.edges[str(row["a"]), str(row["b"])]
        assert edge["weight"] == row["contacts"] and edge.get("first") == row["first"]
        assert graph.nodes[str(row["a"])]["label"] == row["a_name"]
        assert graph.nodes[str(row["b"])].get("country") == row["b_country"]


def test_graph_of_what_is_no_pair_is_refused(golden_register: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="are no pairs"):
        write_table(ask(golden_register, "reports"), tmp_path / "x", "gexf")


def test_every_hxl_tag_is_well_formed_and_of_a_core_hashtag() -> None:
    core = {
        "activity", "affected", "cause", "contact", "country", "date", "description", "event", "geo", "indicator",
        "loc", "meta", "org", "status", "value",
    }  # fmt: skip
    for tag in filter(None, (tag for tags in load_tags().values() for tag in tags.values())):
        match = re.fullmatch(r"#([a-z][a-z0-9_]*)((?:\+[a-z][a-z0-9_]*)*)", tag)
        assert match and match[1] in core, tag


def test_hxl_row_stands_between_headings_and_rows(golden_register: Path, tmp_path: Path) -> None:
    table = ask(golden_register, "ucdp-ged")
    for format in ("hxl", "csv"):
        write_table(table, tmp_path / format, format)
    tagged, plain = (
        list(csv.reader((tmp_path / name).open(encoding="utf-8-sig", newline=""))) for name in ("hxl", "csv")
    )
    assert [tagged[0], *tagged[2:]] == plain
    tags = dict(zip(tagged[0], tagged[1], strict=True))
    assert tags["best"] == "#affected+killed+best" and tags["relid"] == ""
    assert tags["country"] == "#country+name" and tags["country_iso"] == "#country+code"


def test_ged_rows_are_the_incidents_with_their_sums_and_precision(golden_register: Path) -> None:
    rows = ask(golden_register, "ucdp-ged").rows
    assert len(rows) == len(ask(golden_register, "incidents").rows) > 0
    for row in rows:
        if row["best"] is not None:
            parts = ("deaths_civilians", "deaths_unknown", "killed_security", "killed_militant", "killed_foreign")
            assert row["best"] == sum(row[part] or 0 for part in (*parts, "killed_official"))
            assert row["low"] <= row["best"] <= row["high"]
        if row["date_prec"] == 1:
            assert row["date_start"] == row["date_end"]
        if row["where_prec"] == 1:
            assert row["geom_wkt"] == f"POINT ({row['longitude']} {row['latitude']})"
        assert row["type_of_violence"] is None and row["deaths_a"] is None  # never guessed
    assert any(row["best"] for row in rows) and any(row["date_prec"] == 1 for row in rows)


def test_acled_rows_are_the_incidents_that_have_a_day(golden_register: Path) -> None:
    table = ask(golden_register, "acled")
    ged = {row["id"]: row for row in ask(golden_register, "ucdp-ged", rule="acled-like").rows}
    dated = [row for row in ged.values() if row["date_start"]]
    assert len(table.rows) == len(dated) > 0
    assert f"{len(ged) - len(dated)} incidents without a first day are left out." in table.notes
    for row in table.rows:
        same = ged[int(re.sub(r"^[A-Z]+", "", row["event_id_cnty"]))]
        assert (row["event_date"], row["fatalities"], row["country"]) == (
            same["date_start"], same["best"], same["country"],
        )  # fmt: skip
        assert (row["event_type"] is None) == (row["kind"] in ("attack", "armed attack", "ambush", "conflict", "other",
            "assassination", "security operation"))  # fmt: skip
    assert any(row["iso"] for row in table.rows)
