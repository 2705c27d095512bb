"""Lists show what the command line answers: the same rows, narrowed by the same words, a page at a time."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from communique.answers import Filter, list_ledger
from communique.answers.traits import TraitStore
from communique.answers.words import WORDS
from communique.desk.address import Address
from communique.desk.facets import make_panel
from communique.desk.listing import Finder, Listing, ask, find
from communique.desk.listings import LISTINGS, UNDERTAKINGS
from communique.errors import UsageError
from communique.register import Register
from communique.register.edits import edit
from communique.register.judgements import judge, undo

faceted = pytest.mark.parametrize("listing", [one for one in LISTINGS if one.facets], ids=lambda listing: listing.name)


def total(answer: str) -> int:
    """Return the number of rows that a page says its list has."""
    found = re.search(r'role="status"><b>([\d,]+) ', answer)
    assert found, answer[:2000]
    return int(found[1].replace(",", ""))


@faceted
def test_each_choice_of_a_facet_leaves_as_many_rows_as_it_says(listing: Listing, golden_register: Path) -> None:
    """Every facet is counted over the whole list; a click on any choice must give just that many rows."""
    empty = Address(f"/{listing.name}", ())
    with Register(golden_register, readonly=True) as register:
        found = find(register, TraitStore(), ask(listing, {}))
        for facet in listing.facets:
            for choice in make_panel(facet, empty, found.count(facet.name)).choices:
                address = empty.adding(facet.name, choice.value)
                assert len(ask(listing, address.given()).put(register).rows) == choice.count, address


NARROWED: tuple[dict[str, list[str]], ...] = (
    {},
    {"side": ["CHN"]},
    {"by": ["PAK"], "outlet": ["Margalla Wire"]},
    {"month": ["2025-10"]},
    {"since": ["2025-03"], "until": ["2025-07-15"]},
    {"outlet": ["Khyber Gazette"]},
    {"status": ["planned"]},
    {"kind": ["meeting", "clash"]},
    {"status": ["done"]},
    {"topic": ["economic"]},
    {"text": ["Pakistan"]},
    {"rule": ["majority"]},
    {"name": ["Dar"]},
)


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing.name)
def test_rows_of_a_page_are_those_of_the_whole_answer_in_its_order(listing: Listing, golden_register: Path) -> None:
    """Pages are picked by traits and told in parts; the command line answers whole. Both must say the same."""
    store = TraitStore()
    asked = 0
    with Register(golden_register, readonly=True) as register:
        for given in NARROWED:
            if listing.name == "search":
                given = given | {"words": ["trade"]}
            try:
                question = ask(listing, given)
                whole = question.put(register)
            except UsageError:
                continue  # this list cannot be narrowed so
            asked += 1
            found = find(register, store, question)
            assert tuple(found.tell(register, found.rows)) == whole.rows, given
            assert tuple(found.tell(register, found.rows[3:5])) == whole.rows[3:5], given
            assert found.notes == whole.notes
    assert asked >= 3


def test_rows_of_a_page_follow_what_a_reviewer_edits_rejects_and_takes_back(own_desk: TestClient) -> None:
    finder: Finder = own_desk.app.state.desk.finder  # type: ignore[attr-defined]
    path = own_desk.app.state.desk.settings.register  # type: ignore[attr-defined]

    def check() -> list[dict[str, object]]:
        with Register(path, readonly=True) as register:
            for given in ({}, {"act": ["offer"]}, {"act": ["threaten"]}):
                whole = ask(UNDERTAKINGS, given).put(register)
                found = finder.find(register, UNDERTAKINGS, given)
                assert tuple(found.tell(register, found.rows)) == whole.rows
                assert sum(found.count("act").values()) == len(whole.rows)
            return [dict(row) for row in found.tell(register, found.rows)]

    before = check()
    with Register(path) as register:
        rows = ask(UNDERTAKINGS, {"act": ["offer"]}).put(register).rows
        (claim,) = register.claims_by_key([rows[0]["claim"]])
        edited = edit(register, claim, {"act": "threaten"}, WORDS["undertakings"], "tester", "read it")
        assert len(check()) == len(before) + 1
        rejected = judge(register, "claim", rows[1]["claim"], None, "rejected", "tester", "satire")
        check()
        for number in (edited, rejected):
            undo(register, number)
        assert check() == before


def test_traits_follow_what_is_added_and_another_file_of_the_name(tmp_path: Path, golden_register: Path) -> None:
    store, path = TraitStore(), tmp_path / "register.db"
    Register(path).close()
    with Register(path, readonly=True) as register:
        assert not find(register, store, ask(UNDERTAKINGS, {})).rows
    path.unlink()
    shutil.copy(golden_register, path)
    with Register(path, readonly=True) as register:
        found = find(register, store, ask(UNDERTAKINGS, {}))
        assert len(found.rows) == len(ask(UNDERTAKINGS, {}).put(register).rows) > 0


@faceted
def test_page_says_how_many_rows_and_what_was_looked_at(listing: Listing, desk: TestClient) -> None:
    answer = desk.get(f"/{listing.name}").text
    with Register(desk.app.state.desk.settings.register, readonly=True) as register:  # type: ignore[attr-defined]
        table = ask(listing, {}).put(register)
    assert total(answer) == len(table.rows)
    assert html.escape(table.notes[-1]) in answer


@faceted
def test_empty_list_says_what_was_looked_at_and_until_when(listing: Listing, desk: TestClient) -> None:
    answer = desk.get(f"/{listing.name}?since=1999&until=1999").text
    said = "Nothing went wrong" if listing.name == "problems" else "That is not to say that nothing happened"
    assert said in answer
    assert "Asked for: since 1999, until 1999" in answer


def test_pages_of_a_list_give_every_row_once(desk: TestClient) -> None:
    first = desk.get("/undertakings").text
    (pages,) = re.findall(r"Page 1 of (\d+)", first)
    texts = [desk.get(f"/undertakings?page={number}").text for number in range(1, int(pages) + 1)]
    cited = re.compile(r'<cite.*?href="(/reports/[^"]+record=[^"]+)"', re.DOTALL)
    seen = [href for text in texts for href in cited.findall(text)]
    assert len(seen) == len(set(seen)) == total(first)


def test_newest_come_first_and_oldest_when_asked_for(desk: TestClient) -> None:
    newest = re.findall(r'class="when"[^>]*><time datetime="([^"]+)"', desk.get("/undertakings").text)
    oldest = re.findall(r'class="when"[^>]*><time datetime="([^"]+)"', desk.get("/undertakings?order=oldest").text)
    assert newest == sorted(newest, reverse=True) and oldest == sorted(oldest)
    assert newest[0] > oldest[0]


@pytest.mark.parametrize(
    "query",
    ["by=Atlantis", "since=yesterday", "act=sing", "page=0", "page=99999", "page=x", "order=best", "colour=red",
     "topic=none", "topic=economic&topic=military", "month=2025-13"],
)  # fmt: skip
def test_words_that_mean_nothing_are_refused_with_a_hint(query: str, desk: TestClient) -> None:
    answer = desk.get(f"/undertakings?{query}")
    assert answer.status_code == 400 and 'role="alert"' in answer.text


def test_sides_are_understood_by_name(desk: TestClient) -> None:
    assert total(desk.get("/undertakings?by=Chinese").text) == total(desk.get("/undertakings?by=CHN").text) > 0


def test_empty_fields_of_a_form_narrow_nothing(desk: TestClient) -> None:
    assert total(desk.get("/undertakings?text=&since=&until=").text) == total(desk.get("/undertakings").text)


def test_chosen_facets_stand_above_the_list_and_can_be_dropped(desk: TestClient) -> None:
    answer = desk.get("/undertakings?by=CHN&act=offer&act=commit").text
    assert 'href="/undertakings?by=CHN&amp;act=commit"' in answer
    assert 'href="/undertakings">Show all' in answer


def test_files_hold_what_the_page_shows_with_its_filter(desk: TestClient) -> None:
    query = "by=CHN&act=offer&act=commit"
    with Register(desk.app.state.desk.settings.register, readonly=True) as register:  # type: ignore[attr-defined]
        wanted = Filter(by=("CHN",), having={"act": ("offer", "commit")})
        expected = [row["matter"] for row in list_ledger(register, wanted).rows]
    assert total(desk.get(f"/undertakings?{query}").text) == len(expected) > 0
    rows = csv.DictReader(io.StringIO(desk.get(f"/undertakings.csv?{query}").content.decode("utf-8-sig"), newline=""))
    assert [row["matter"] for row in rows] == expected
    lines = desk.get(f"/undertakings.ndjson?{query}").text.splitlines()
    assert [json.loads(line)["matter"] for line in lines] == expected
    book = openpyxl.load_workbook(io.BytesIO(desk.get(f"/undertakings.xlsx?{query}").content))
    heading, *cells = book["ledger"].iter_rows(values_only=True)
    assert [row[heading.index("matter")] for row in cells] == expected


def test_planned_engagements_and_due_dates_go_into_a_calendar(desk: TestClient) -> None:
    planned = Calendar.from_ical(desk.get("/engagements.ics").content)
    summaries = [str(event["summary"]) for event in planned.events]
    assert summaries and all(re.search(r"\((planned|invited|possible)\)", summary) for summary in summaries)
    due = Calendar.from_ical(desk.get("/undertakings.ics").content)
    assert due.events and all(str(event["summary"]).startswith("Due: ") for event in due.events)


def test_map_file_has_points_only_of_towns(desk: TestClient) -> None:
    places = desk.get("/incidents.geojson").json()["features"]
    assert places and all(len(place["geometry"]["coordinates"]) == 2 for place in places)


def test_formats_that_cannot_hold_a_list_are_not_offered(desk: TestClient) -> None:
    page = desk.get("/statements").text
    assert "/statements.csv" in page and "/statements.geojson" not in page and "/statements.ics" not in page
    assert desk.get("/statements.geojson").status_code == 400


def test_undertakings_show_candidate_and_confirmed_apart(own_desk: TestClient) -> None:
    with Register(own_desk.app.state.desk.settings.register) as register:  # type: ignore[attr-defined]
        claim = list_ledger(register, Filter()).rows[-1]["claim"]
        before = own_desk.get("/undertakings").text
        judge(register, "claim", claim, None, "confirmed", "tester", "read it")
    after = own_desk.get("/undertakings").text
    assert "tone-confirmed" not in before
    assert after.count("tone-confirmed") == 1
    assert after.count("tone-candidate") == before.count("tone-candidate") - 1


def test_listing_names_are_the_record_formats_words() -> None:
    assert UNDERTAKINGS.name == "undertakings"
    assert len({listing.name for listing in LISTINGS}) == len(LISTINGS)
