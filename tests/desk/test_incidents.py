"""Promises of the incident pages: charts tell what the list holds, no invented point, every source's number stands."""

from __future__ import annotations

import json
import re

import pytest
from fastapi.testclient import TestClient

from communique.desk.desk import STATIC
from communique.desk.pages.incident import gather
from communique.reference.provinces import find_province

INCIDENT = "/incidents/khyber-2025-06-28-mir-ali-convoy:i1"
ENGAGEMENT = "/engagements/dispatch-2025-09-05-sharif-li:e1"


@pytest.mark.parametrize("narrowed", ["", "?country=PAK", "?kind=air%20strike", "?since=2025-01&until=2025-06"])
def test_the_map_counts_every_incident_of_the_list_once(desk: TestClient, narrowed: str) -> None:
    listed = desk.get(f"/api/incidents{narrowed}").json()
    places = desk.get(f"/api/incident-places{narrowed}").json()["rows"]
    assert sum(row["incidents"] for row in places) == listed["total"] > 0
    cases = [int(case) for row in places for case in row["cases"]]
    assert sorted(cases) == sorted(row["case"] for row in listed["rows"])


def test_only_a_place_with_coordinates_of_its_own_is_a_point(desk: TestClient) -> None:
    listed = {row["case"]: row for row in desk.get("/api/incidents").json()["rows"]}
    for row in desk.get("/api/incident-places").json()["rows"]:
        for case in row["cases"]:
            assert listed[int(case)]["lat"] == row["lat"]
        assert (row["lat"] is None) == (row["lon"] is None)


def test_areas_without_a_point_are_counted_beside_the_map(desk: TestClient) -> None:
    areas = [row for row in desk.get("/api/incident-places").json()["rows"] if row["lat"] is None]
    beside = desk.get("/incidents").text.split("Told without a town")[1].split("The map's towns")[0]
    assert len(areas) > 3
    for row in areas:
        assert (row["place"] or "no place given").replace("'", "&#39;") in beside
    assert f"{sum(row['incidents'] for row in areas)} incidents" in beside


def test_a_province_is_told_of_areas_alone_and_by_a_name_that_the_map_has(desk: TestClient) -> None:
    shapes = json.loads((STATIC / "vendor" / "provinces.json").read_text(encoding="utf-8"))
    known = {shape["id"] for shape in shapes["objects"]["provinces"]["geometries"]}
    rows = desk.get("/api/incident-places").json()["rows"]
    told = {f"{row['country']}:{row['province']}" for row in rows if row["province"]}
    assert told and told <= known
    assert all(row["lat"] is None for row in rows if row["province"])
    assert all(row["province"] is None for row in rows if row["place"] in (None, "Pakistan"))


@pytest.mark.parametrize(
    ("name", "country", "province"),
    [
        ("Awaran", "PAK", "Balochistan"),
        ("North Waziristan", "PAK", "Khyber Pakhtunkhwa"),
        ("KP", "PAK", "Khyber Pakhtunkhwa"),
        ("Donetsk region", "UKR", "Donetska oblast"),
        ("Punjab", "PAK", "Punjab"),
        ("Punjab", "IND", "Punjab"),
        ("Pakistan", "PAK", None),
        ("Kashmir", "PAK", None),
        ("Middle East", "PAK", None),
    ],
)
def test_an_area_is_shaded_by_the_province_it_lies_in(name: str, country: str, province: str | None) -> None:
    assert find_province(name, country) == province


def test_months_are_offered_in_which_reports_were_published(desk: TestClient) -> None:
    reports = {row["published"][:7] for row in desk.get("/api/reports?limit=500").json()["rows"] if row["published"]}
    offered = set(re.findall(r'href="/incidents\?month=(\d{4}-\d\d)"', desk.get("/incidents").text))
    assert offered and min(reports) <= min(offered) and max(offered) <= max(reports)


def test_months_add_up_to_the_list(desk: TestClient) -> None:
    months = desk.get("/api/monthly").json()["rows"]
    incidents = {row["month"]: row["incidents"] for row in months}
    assert sum(incidents.values()) == desk.get("/api/incidents").json()["total"]
    assert all(row["low"] <= row["best"] <= row["high"] for row in months if row.get("outcome"))


def test_charts_are_narrowed_as_the_list_is(desk: TestClient) -> None:
    html = desk.get("/incidents?country=PAK&order=oldest&month=2025-06").text
    for resource in ("monthly", "incident-places"):
        (address,) = re.findall(rf'data-from="(/api/{resource}[^"]*)"', html)
        assert address == f"/api/{resource}?country=PAK&amp;month=2025-06"
        assert desk.get(address.replace("&amp;", "&")).status_code == 200
    assert desk.get("/api/monthly?topic=economic").status_code == 400


def test_a_register_without_incidents_draws_no_chart(empty_desk: TestClient) -> None:
    html = empty_desk.get("/incidents").text
    assert "data-chart" not in html and "That is not to say that nothing happened" in html
    assert empty_desk.get("/api/monthly").json()["rows"] == []
    assert empty_desk.get("/api/incident-places").json()["total"] == 0


def test_every_number_of_every_source_stands_on_the_page(desk: TestClient) -> None:
    case = int(re.findall(r'href="/cases/(-?\d+)"', desk.get(INCIDENT).text)[0])
    counts = desk.get(f"/api/incidents/{case}").json()
    html = desk.get(INCIDENT).text
    assert counts["total"] >= 5
    assert len({row["outlet"] for row in counts["rows"]}) == 2
    for row in counts["rows"]:
        said = f"{row['qualifier']} {row['count']:,}" if row["qualifier"] else f"{row['count']:,}"
        assert re.search(rf'data-label="{row["outcome"]} {row["class"]}">[^<]*\b{said}\b', html), row
    for rule in ("ucdp-like", "acled-like", "majority"):
        assert f"by the rule {rule}" in html


def test_numbers_of_one_source_stand_side_by_side_and_are_not_added_up() -> None:
    row = {"claim": 1, "source": "police", "outcome": "killed", "class": "security", "qualifier": None}
    (told,) = gather([{**row, "count": 4}, {**row, "count": 1, "qualifier": "at least"}])
    assert told["numbers"] == {("killed", "security"): ["4", "at least 1"]}


@pytest.mark.parametrize("address", [INCIDENT, ENGAGEMENT])
def test_the_link_that_lasts_and_the_number_show_the_same_case(desk: TestClient, address: str) -> None:
    html = desk.get(address).text
    number = re.findall(r'href="/cases/(-?\d+)"', html)[0]
    assert desk.get(f"/{address.split('/')[1]}/{number}").text == html


def test_a_case_of_another_kind_is_not_shown_as_an_incident(desk: TestClient) -> None:
    engagement = re.findall(r'href="/cases/(-?\d+)"', desk.get(ENGAGEMENT).text)[0]
    for path in (f"/incidents/{engagement}", f"/api/incidents/{engagement}", "/incidents/x:i1", "/engagements/nothing"):
        assert desk.get(path).status_code == 404, path


def test_every_account_of_an_engagement_stands_with_its_words(desk: TestClient) -> None:
    html = desk.get(ENGAGEMENT).text
    case = re.findall(r'href="/cases/(-?\d+)"', html)[0]
    told = desk.get(f"/api/cases/{case}").json()["rows"]
    assert len(told) == 2
    for row in told:
        assert row["words"] in html and f"/reports/{row['report']}?record={row['record']}" in html


def test_rows_of_the_lists_lead_to_the_pages_of_their_case(desk: TestClient) -> None:
    for kind in ("incidents", "engagements"):
        hrefs = set(re.findall(rf'href="(/{kind}/-?\d+)"', desk.get(f"/{kind}").text))
        assert len(hrefs) > 10
        for href in sorted(hrefs)[:12]:
            assert desk.get(href).status_code == 200, href
