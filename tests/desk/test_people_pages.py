"""Promises of a person's page, a body's page and the network: what is counted, and what is left out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from communique.answers import Filter, network
from communique.answers.body import KINDS, get_body
from communique.answers.case import find_claims_of
from communique.answers.network import list_network
from communique.answers.people import list_people
from communique.answers.person import get_person
from communique.register import Register
from communique.register.case_query import group_cases

LI = "/people/dispatch-2025-09-05-sharif-li:p1"


def find_case(register: Register, name: str) -> int:
    """Return the case of the person most reported under a name."""
    return int(list_people(register, Filter(), name).rows[0]["case"])


@pytest.fixture
def register(golden_register: Path) -> Any:
    with Register(golden_register, readonly=True) as opened:
        yield opened


def test_a_persons_contacts_are_those_that_name_the_person(register: Register) -> None:
    person = get_person(register, find_case(register, "Shehbaz Sharif"))
    assert len(person.contacts) > 5
    assert all(any("Sharif" in name for name in row["participants"]) for row in person.contacts)
    days = [row["date"] or row["published"] for row in person.contacts]
    assert days == sorted(days, reverse=True)


def test_met_are_persons_of_other_sides_in_contacts_told_as_held(register: Register) -> None:
    person = get_person(register, find_case(register, "Shehbaz Sharif"))
    assert person.met
    assert all(one.country != "PAK" for one in person.met)
    assert [one.contacts for one in person.met] == sorted((one.contacts for one in person.met), reverse=True)
    held = [row for row in person.contacts if row["status"] in ("held", "ongoing")]
    assert max(one.contacts for one in person.met) <= len(held)


def test_an_office_is_told_with_the_days_that_give_it(register: Register) -> None:
    person = get_person(register, find_case(register, "Shehbaz Sharif"))
    office = next(one for one in person.offices if one.office == "Prime Minister")
    assert office.first and office.last and office.first <= office.last


def test_the_page_of_a_person_draws_what_its_tables_tell(desk: TestClient) -> None:
    html = desk.get(LI).text
    number = re.findall(r'data-from="/api/people/(-?\d+)"', html)[0]
    rows = desk.get(f"/api/people/{number}").json()["rows"]
    assert {row["kind"] for row in rows} == {"offices", "engagements"}
    for row in rows:
        assert (row["word"] if row["kind"] == "offices" else f"/engagements/{row['case']}") in html


def test_nobody_of_a_persons_own_side_is_met_in_the_network(register: Register) -> None:
    rows = list_network(register, Filter()).rows
    assert len(rows) > 20
    assert all(row["a_country"] != row["b_country"] and row["a"] != row["b"] for row in rows)
    assert len({(row["a"], row["b"]) for row in rows}) == len(rows)


def test_the_network_agrees_with_the_page_of_each_person(register: Register) -> None:
    case = find_case(register, "Shehbaz Sharif")
    rows = [row for row in list_network(register, Filter()).rows if case in (row["a"], row["b"])]
    met = {one.case: one.contacts for one in get_person(register, case).met}
    assert rows
    for row in rows:
        other = row["b"] if row["a"] == case else row["a"]
        assert row["contacts"] <= met[other]


def test_a_crowd_is_left_out_of_the_network_and_said_to_be(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = {(row["a"], row["b"]) for row in list_network(register, Filter()).rows}
    monkeypatch.setattr(network, "LARGEST", 2)
    table = list_network(register, Filter())
    assert set() < {(row["a"], row["b"]) for row in table.rows} < everything
    assert any("more than 2 persons named" in note for note in table.notes)


def test_the_network_is_narrowed_by_side_and_period(desk: TestClient) -> None:
    everything = desk.get("/api/network").json()["rows"]
    chinese = desk.get("/api/network?side=CHN&since=2025").json()["rows"]
    assert 0 < len(chinese) < len(everything)
    assert all(row["last"] >= "2025" for row in chinese)
    assert desk.get("/network?act=offer").status_code == desk.get("/api/network?act=offer").status_code == 400


def test_a_body_page_lists_every_report_that_names_it(desk: TestClient) -> None:
    row = desk.get("/api/bodies?limit=1").json()["rows"][0]
    html = desk.get(f"/bodies/{row['case']}").text
    assert len(set(re.findall(r'href="/reports/([^?"]+)\?record=b\d+"', html))) == row["reports"] > 1


def test_a_body_page_shows_just_the_records_whose_words_name_it(desk: TestClient, register: Register) -> None:
    named = 0
    for row in desk.get("/api/bodies?limit=30").json()["rows"]:
        claims = find_claims_of(register, row["case"], "bodies")
        body = get_body(register, row["case"], claims)
        spans = [(claim.source.key, *span) for claim in claims for span in claim.record["mentions"]]
        for kind in KINDS:
            told = [
                claim
                for claim in register.claims("c.kind = ?", (kind,))
                if any(
                    report == claim.source.key and start < last and first < end
                    for report, start, end in spans
                    for first, last in claim.record["evidence"]
                )
            ]
            cases = group_cases(register, kind, told) if kind in ("engagements", "incidents") else told
            assert (body.named[kind].total if kind in body.named else 0) == len(cases), (row["name"], kind)
            named += len(cases)
        page = desk.get(f"/bodies/{row['case']}").text
        assert all(f'id="{kind}"' in page for kind in body.named)
    assert named > 10


def test_an_empty_register_has_no_network_and_says_so(empty_desk: TestClient) -> None:
    assert "That is not to say that nothing happened" in empty_desk.get("/network").text
    assert empty_desk.get("/people/1").status_code == empty_desk.get("/bodies/1").status_code == 404
