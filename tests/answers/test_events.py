"""Event rows: who counts as towards whom."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from communique.answers import Filter, list_engagements, list_events
from communique.answers.events import MOST_DYADS, MOST_PARTIES, pair_parties, pair_sides
from communique.reference.countries import COUNTRIES
from communique.reference.plover import CATEGORIES
from communique.register import Register
from tests.engines import Engine

codes = st.lists(st.sampled_from(sorted(COUNTRIES)), min_size=1, max_size=25, unique=True)


def test_meeting_of_two_is_one_row() -> None:
    assert pair_parties(["CHN", "PAK"]) == [("CHN", "PAK")]


def test_forum_is_never_hundreds_of_rows() -> None:
    parties = sorted(COUNTRIES)[:20]
    assert pair_parties(parties) == [(party, None) for party in parties]


@given(codes)
def test_every_party_stands_in_some_row(parties: list[str]) -> None:
    dyads = pair_parties(sorted(parties))
    assert {side for dyad in dyads for side in dyad if side} == set(parties)
    assert len(dyads) <= max(len(parties), MOST_PARTIES * (MOST_PARTIES - 1) // 2)
    assert all(source != target for source, target in dyads)


@given(codes, st.lists(st.sampled_from(sorted(COUNTRIES)), max_size=25, unique=True))
def test_sources_are_those_that_did_it(by: list[str], to: list[str]) -> None:
    dyads = pair_sides(by, to)
    assert dyads and len(dyads) <= max(MOST_DYADS, len(by))
    assert all(source != target for source, target in dyads)
    assert {side for dyad in dyads for side in dyad if side} <= {*by, *to}


def test_one_that_addresses_itself_has_no_target() -> None:
    assert pair_sides(["PAK"], ["PAK"]) == [("PAK", None)]


def test_row_has_category_codes_and_a_day(engine: Engine) -> None:
    with Register(engine.golden(is_own=False), readonly=True) as register:
        rows = list_events(register, Filter()).rows
        contacts = {row["case"] for row in list_engagements(register, Filter()).rows}
    assert all(row["event_type"] in CATEGORIES for row in rows)
    assert all(row["day"] and len(row["day"]) == 10 for row in rows)
    assert all((row["source_cameo"] is not None) == (row["source"] in COUNTRIES) for row in rows)
    assert len({row["event"] for row in rows}) == len(rows)
    told = {row["event"].rsplit("-", 1)[0] for row in rows if row["kind"] == "engagements"}
    assert told == {f"engagement-{case}" for case in contacts}
