"""Records come out with ids in text order, links that lead somewhere, dates and places."""

from __future__ import annotations

from typing import Any

from communique.model.place import Place
from communique.model.report import Report
from communique.model.span import Evidence, Span
from communique.records import KINDS
from communique.records.engagement import Engagement, Participant
from communique.records.person import Person
from communique.records.undertaking import Undertaking
from communique.resolve import resolve

TEXT = "x" * 1000
REPORT = Report(id="r", text=TEXT, published="2025-06-26", dateline="ISLAMABAD")


def at(start: int) -> Evidence:
    return Evidence.at(TEXT, Span(start, start + 5))


def engagement(start: int, **changes: Any) -> Engagement:
    fields: dict[str, Any] = dict(
        id="", kind="meeting", status="held", parties=("CHN", "PAK"), participants=(), place=None, when=None, date=None,
        topics=(), evidence=at(start), confidence=1.0, event_type="", rule="",
    )  # fmt: skip
    return Engagement(**(fields | changes))


def undertaking(start: int, **changes: Any) -> Undertaking:
    fields: dict[str, Any] = dict(
        id="", act="agree", by=("CHN",), to=(), speaker=None, matter="", amounts=(), due=None, engagement=None,
        topics=(), evidence=at(start), confidence=1.0, event_type="", rule="",
    )  # fmt: skip
    return Undertaking(**(fields | changes))


def resolved(**found: tuple[Any, ...]) -> dict[str, tuple[Any, ...]]:
    return resolve({kind.name: found.get(kind.name, ()) for kind in KINDS}, REPORT, KINDS)


def test_ids_follow_the_text_and_links_follow_the_ids() -> None:
    records = resolved(
        people=(Person("wang", "Wang Yi", "CHN", None, at(50)), Person("dar", "Ishaq Dar", "PAK", None, at(10))),
        engagements=(
            engagement(300, participants=(Participant("wang", "Wang Yi", "CHN"), Participant("gone", "X", None))),
            engagement(100),
        ),
        undertakings=(undertaking(200, speaker="dar", engagement="engagement:0"),),
    )
    assert [(p.id, p.name) for p in records["people"]] == [("p1", "Ishaq Dar"), ("p2", "Wang Yi")]
    assert [e.evidence[0].start for e in records["engagements"]] == [100, 300]
    assert [p.person for p in records["engagements"][1].participants] == ["p2", None]
    assert (records["undertakings"][0].speaker, records["undertakings"][0].engagement) == ("p1", "e2")


def test_dates_follow_the_status_and_the_last_day_told() -> None:
    records = resolved(
        engagements=(
            engagement(100, when="Tuesday"),
            engagement(200, when="a day earlier"),
            engagement(300, when="Monday", status="planned"),
            engagement(400, when="recently"),
            engagement(500),
        )
    )
    assert [e.date for e in records["engagements"]] == ["2025-06-24", "2025-06-23", "2025-06-30", None, None]


def test_due_becomes_a_date_only_where_it_is_one() -> None:
    records = resolved(undertakings=(undertaking(100, due="by July 4"), undertaking(200, due="within thirty days")))
    assert [u.due for u in records["undertakings"]] == ["2025-07-04", "within thirty days"]


def test_nothing_is_due_before_it_is_reported() -> None:
    assert resolved(undertakings=(undertaking(100, due="last year"),))["undertakings"][0].due is None


def test_place_is_that_of_the_reports_country() -> None:
    records = resolved(engagements=(engagement(100, place=Place("Hyderabad"), parties=("CHN", "IND")),))
    assert records["engagements"][0].place.country == "PAK"


def test_undated_meeting_takes_the_date_of_its_visit() -> None:
    guest = (Participant(None, "Wang Yi", "CHN"),)
    visit = engagement(100, kind="visit", when="from June 23 to 25", participants=guest)
    records = resolved(
        engagements=(
            visit,
            engagement(200, participants=guest),
            engagement(300, participants=guest, when="during his visit"),
            engagement(400, participants=guest, when="during his previous visit"),
            engagement(500),
            engagement(600, participants=guest, status="planned"),
        )
    )
    interval = "2025-06-23/2025-06-25"
    assert [e.date for e in records["engagements"]] == [interval, interval, interval, None, None, None]


def test_what_is_told_as_held_is_never_dated_after_its_report() -> None:
    held, planned = engagement(100, when="in 2027"), engagement(200, when="in 2027", status="planned")
    assert [e.date for e in resolved(engagements=(held, planned))["engagements"]] == [None, "2027"]
