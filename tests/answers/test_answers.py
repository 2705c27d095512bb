"""What every answer promises, on a register of the samples' golden records."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from communique import answers
from communique.answers import Filter
from communique.answers.views import VIEWS, View, get_view
from communique.errors import NotFound, UsageError
from communique.model.days import days_of
from communique.model.table import Table
from communique.register import Register
from tests.engines import Engine

every_view = pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)


@pytest.fixture
def register(engine: Engine) -> Iterator[Register]:
    with Register(engine.golden(is_own=False), readonly=True) as opened:
        yield opened


def ask(register: Register, view: View, wanted: Filter | None = None) -> Table:
    options = {"words": "trade"} if view.name == "search" else {}
    return view.make(register, wanted or Filter(), **options)


@every_view
def test_rows_hold_plain_values_of_the_named_columns(view: View, register: Register) -> None:
    table = ask(register, view)
    assert table.rows or view.name == "problems", "the samples have something of every kind, and no problem"
    assert table.columns == view.columns
    names = {column.name for column in table.columns}
    lists = {column.name for column in table.columns if column.type == "list"}
    for row in table.rows:
        assert set(row) <= names
        json.dumps(row)
        assert {name for name, value in row.items() if isinstance(value, list)} <= lists


@every_view
def test_columns_say_what_they_mean(view: View, register: Register) -> None:
    assert all(len(column.help) > 8 for column in view.columns)
    names = [column.name for column in view.columns]
    assert len(names) == len(set(names))


@every_view
def test_every_column_is_filled_somewhere(view: View, register: Register) -> None:
    """A column that is always empty is a defect, but for what golden records do not have."""
    unfilled = {
        "topics", "contexts", "due", "statuses", "problems", "url", "suggested", "follow_ups", "met", "place",
        "amounts", "spellings", "lat", "lon", "country", "period", "source", "acronym",
        "latitude", "longitude", "geom_wkt", "iso", "country_iso", "source_original", "sub_event_type",
        "killed_official", "original_sha256",
    }  # fmt: skip
    # Columns that stand there for the scripts of another data set, and say so.
    unfilled |= {column.name for column in view.columns if "the register has nothing for it" in column.help}
    rows = ask(register, view).rows
    if view.name == "problems":
        return
    empty = {c.name for c in view.columns if all(row.get(c.name) in (None, [], "") for row in rows)}
    assert empty <= unfilled


@every_view
def test_empty_answer_says_what_was_looked_at(view: View, register: Register) -> None:
    table = ask(register, view, Filter(since="2024", until="2024-12", outlet="Nobody's Paper"))
    assert table.rows == ()
    assert any("nothing can be said" in note for note in table.notes)
    table = ask(register, view, Filter(until="2023-04-13"))
    assert any("Looked at 1 report of 1 outlet, published 2023-04-13 to 2023-04-13." in note for note in table.notes)
    assert any("until 2023-04-13" in note for note in table.notes)


@every_view
def test_two_answers_are_equal(view: View, register: Register) -> None:
    assert ask(register, view) == ask(register, view)


def test_names_of_the_package_are_there() -> None:
    assert all(getattr(answers, name) for name in answers.__all__)
    with pytest.raises(AttributeError):
        answers.list_nothing  # noqa: B018


def test_unknown_view_is_told() -> None:
    with pytest.raises(UsageError, match="no view ledgers"):
        get_view("ledgers")


def test_sides_are_heeded_in_their_roles(register: Register) -> None:
    rows = answers.list_ledger(register, Filter(by=("CHN",), to=("PAK",))).rows
    assert rows and all("CHN" in row["by"] and "PAK" in row["to"] for row in rows)
    rows = answers.list_engagements(register, Filter(sides=("CHN", "PAK"))).rows
    assert rows and all({"CHN", "PAK"} <= set(row["parties"]) for row in rows)


def test_words_of_the_codebook_are_heeded(register: Register) -> None:
    wanted = Filter(having={"kind": ("meeting", "call"), "status": ("held",)})
    rows = answers.list_engagements(register, wanted).rows
    assert {(row["kind"], row["status"]) for row in rows} <= {("meeting", "held"), ("call", "held")} and rows


@pytest.mark.parametrize(
    ("view", "field", "word", "hint"),
    [
        ("ledger", "act", "comit", "commit"),
        ("engagements", "kind", "summit", "conference"),
        ("actions", "type", "aids", "aid"),
    ],
)
def test_word_that_is_none_is_an_error_not_an_empty_answer(
    view: str, field: str, word: str, hint: str, register: Register
) -> None:
    with pytest.raises(UsageError) as caught:
        ask(register, get_view(view), Filter(having={field: (word,)}))
    assert hint in caught.value.hint


def test_period_is_that_of_the_record_not_of_the_report(register: Register) -> None:
    rows = answers.list_engagements(register, Filter(since="2025-07", until="2025-07")).rows
    assert rows
    for row in rows:
        days = days_of(row["date"] or row["published"])
        assert days and days[0] and days[1] and days[0] <= "2025-07-31" and days[1] >= "2025-07-01"


@pytest.mark.parametrize("since", ["yesterday", "2025-13", "25-06-2025"])
def test_date_that_is_none_is_an_error(since: str) -> None:
    with pytest.raises(UsageError, match="is not a date"):
        Filter(since=since)


def test_ledger_says_how_long_was_looked(register: Register) -> None:
    rows = answers.list_ledger(register, Filter()).rows
    assert {row["status"] for row in rows} == {"not yet assessed"}
    newest = max(rows, key=lambda row: row["published"])
    assert "published from then until 2025-10-20" in newest["found_since"] or newest["follow_ups"]
    with pytest.raises(UsageError, match="is no status"):
        answers.list_ledger(register, Filter(), "finished")


def test_month_adds_up_its_incidents(register: Register) -> None:
    rows = answers.list_monthly(register, Filter()).rows
    for row in rows:
        if row.get("outcome"):
            assert row["low"] <= row["best"] <= row["high"]
    incidents = answers.list_incidents(register, Filter()).rows
    months = {row["month"]: row["incidents"] for row in rows}
    assert sum(months.values()) == len(incidents)


def test_rule_is_printed_with_what_it_makes(register: Register) -> None:
    for rule in ("ucdp-like", "acled-like", "majority"):
        assert rule in answers.list_incidents(register, Filter(), rule).notes[0]
    with pytest.raises(UsageError, match="is no rule"):
        answers.list_monthly(register, Filter(), "middle")


def test_incident_told_twice_is_one_row_with_both_tellings(register: Register) -> None:
    rows = answers.list_incidents(register, Filter()).rows
    told = max(rows, key=lambda row: row["reports"])
    assert told["reports"] >= 2 and len(told["tellings"]) >= 2
    table = answers.get_case(register, told["case"])
    assert len({row["report"] for row in table.rows}) == told["reports"]
    assert any("~" in note for note in table.notes), "why they were joined"


def test_rows_of_one_report_add_up(register: Register) -> None:
    """A Pakistani soldier and three Afghan guards are four of security, not one to three."""
    (row,) = [r for r in answers.list_incidents(register, Filter()).rows if r["report"].startswith("indus-2025-03-20")]
    assert "4 security killed" in row["casualties"]


def test_outlet_shows_only_what_it_tells(register: Register) -> None:
    outlet = "Khyber Gazette"
    for row in answers.list_incidents(register, Filter(outlet=outlet)).rows:
        assert row["outlet"] == outlet and all(outlet in telling for telling in row["tellings"])


def test_case_that_is_none_is_told(register: Register) -> None:
    with pytest.raises(NotFound):
        answers.get_case(register, 10**9)


def test_people_are_found_by_part_of_a_name_and_say_whom_they_met(register: Register) -> None:
    (dar,) = answers.list_people(register, Filter(), "Ishaq Dar").rows
    assert dar["country"] == "PAK" and any("Foreign Minister" in office for office in dar["offices"])
    assert any("meeting" in line for line in dar["met"])
    assert answers.list_people(register, Filter(), "Zzyzx Qqq").rows == ()


def test_search_shows_the_words_in_their_place(register: Register) -> None:
    rows = answers.search_reports(register, Filter(), "border").rows
    assert rows and all("»" in row["found"] for row in rows)
    assert answers.search_reports(register, Filter(), 'quote " and ( sign AND').rows == ()
