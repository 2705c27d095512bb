"""What is suggested to follow up what, and what is not."""

from __future__ import annotations

from typing import Any

import pytest

from communique.join.follow_ups import compare_answered, compare_matter
from communique.join.foreseen import compare_contact
from communique.model.claim import Claim
from communique.model.link import Link
from tests.join.conftest import Make

HOSPITAL = "build a children's hospital in Gwadar for fishing families"
ZARDARI = {"person": "p1", "name": "Asif Ali Zardari", "country": "PAK"}
XI = {"person": "p2", "name": "Xi Jinping", "country": "CHN"}
LI = {"person": "p3", "name": "Li Qiang", "country": "CHN"}


def relation(link: Link | None) -> str | None:
    return link.relation if link else None


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("undertakings", {"act": "commit"}, "restates"),
        ("actions", {"type": "aid"}, "carries out"),
        ("undertakings", {"act": "threaten"}, None),
        ("actions", {"type": "sanction"}, None),
        ("actions", {"type": "aid", "to": []}, None),
        ("actions", {"type": "aid", "date": "2024-12-01"}, None),
        ("actions", {"type": "aid", "words": "must build a children's hospital for fishing families"}, None),
        ("undertakings", {"act": "commit", "by": ["IRN"]}, None),
        ("undertakings", {"act": "commit", "to": ["IRN"]}, None),
        ("undertakings", {"act": "request"}, None),
    ],
)
def test_a_later_word_or_deed_of_the_same_side_and_matter_follows_up(
    make: Make, kind: str, fields: dict[str, Any], expected: str | None
) -> None:
    promised = make("undertakings", "2025-01-01", matter=HOSPITAL)
    assert relation(compare_matter(promised, make(kind, "2025-04-01", matter=HOSPITAL, **fields))) == expected


BAN = "export ban on refined copper cable"


@pytest.mark.parametrize(
    ("act", "said", "deed", "done", "expected"),
    [
        ("threaten", "threatened an export ban on refined copper cable", "sanction", "imposed an", "carries out"),
        ("commit", "would impose an export ban on refined copper cable", "sanction", "imposed an", "carries out"),
        ("commit", "would lift the export ban on refined copper cable", "sanction", "imposed an", "contradicts"),
        ("commit", "would lift the export ban on refined copper cable", "concede", "lifted the", "carries out"),
        ("commit", "would never impose an export ban on refined copper cable", "sanction", "imposed an", None),
        ("threaten", "threatened an export ban on refined copper cable", "concede", "lifted the", None),
    ],
)
def test_a_deed_carries_out_what_points_its_way_and_contradicts_the_promise_of_relief(
    make: Make, act: str, said: str, deed: str, done: str, expected: str | None
) -> None:
    promised = make("undertakings", "2025-01-01", act=act, matter=BAN, words=said)
    later = make("actions", "2025-04-01", type=deed, matter=BAN, words=f"China {done} {BAN}")
    assert relation(compare_matter(promised, later)) == expected


@pytest.mark.parametrize(
    ("said", "left", "by", "expected"),
    [
        ("agreed on the river data exchange", "suspended the river data exchange", ["CHN"], "withdraws"),
        ("agreed on the river data exchange", "refused to discuss the river data exchange", ["CHN"], None),
        ("agreed on the river data exchange", "suspended the river data exchange", ["IRN"], None),
        ("would no longer join the river data exchange", "suspended the river data exchange", ["CHN"], None),
        ("agreed on a forest census", "suspended the river data exchange", ["CHN"], None),
    ],
)
def test_a_side_withdraws_only_from_what_it_had_taken_on(
    make: Make, said: str, left: str, by: list[str], expected: str | None
) -> None:
    what = said.split(" the ")[-1]
    agreed = make("undertakings", "2025-01-01", act="agree", by=["CHN", "PAK"], to=[], matter=what, words=said)
    later = make("undertakings", "2025-04-01", act="decline", by=by, to=[], matter="river data exchange", words=left)
    assert relation(compare_matter(agreed, later)) == expected


def test_what_is_told_of_the_same_days_is_not_said_again(make: Make) -> None:
    assert (
        compare_matter(
            make("undertakings", "2025-01-01", matter=HOSPITAL), make("undertakings", "2025-01-02", matter=HOSPITAL)
        )
        is None
    )


def test_a_vow_that_every_government_makes_is_no_matter_of_its_own(make: Make) -> None:
    vow = "eliminate the menace of terrorism completely and defend peace and security"
    a, b = (make("undertakings", day, matter=vow, to=[]) for day in ("2025-01-01", "2025-03-01"))
    assert compare_matter(a, b) is None


def test_an_answer_comes_from_the_side_that_was_asked(make: Make) -> None:
    asked = make("undertakings", "2025-01-01", act="request", by=["CHN"], to=["PAK"], matter=HOSPITAL)
    yes = make("undertakings", "2025-02-01", act="accept", by=["PAK"], to=["CHN"], matter=HOSPITAL)
    other = make("undertakings", "2025-02-01", act="accept", by=["IRN"], to=["CHN"], matter=HOSPITAL)
    late = make("undertakings", "2025-12-01", act="accept", by=["PAK"], to=["CHN"], matter=HOSPITAL)
    assert relation(compare_answered(asked, yes)) == "accepts"
    assert compare_answered(asked, other) is None
    assert compare_answered(asked, late) is None


def test_no_is_said_by_refusing_and_by_the_side_that_was_asked(make: Make) -> None:
    asked = make("undertakings", "2025-01-01", act="propose", by=["PAK"], to=["CHN"], matter="a joint glacier survey")
    no = {"act": "decline", "by": ["CHN"], "to": ["PAK"], "matter": "a joint glacier survey"}
    refused = make("undertakings", "2025-02-01", words="rejected a joint glacier survey", **no)
    ended = make("undertakings", "2025-02-01", words="ended a joint glacier survey", **no)
    demanded = make("undertakings", "2025-02-01", words="should reject a joint glacier survey", **no)
    assert relation(compare_answered(asked, refused)) == "declines"
    assert compare_answered(asked, ended) is None
    assert compare_answered(asked, demanded) is None


@pytest.mark.parametrize(
    ("day", "fields", "expected"),
    [
        ("2025-02-20", {"to": ["PAK"]}, "accepts"),
        ("2025-06-20", {"to": ["PAK"]}, None),
        ("2025-01-03", {"to": []}, "accepts"),
        ("2025-01-09", {"to": []}, None),
        ("2025-02-20", {"to": ["IRN"]}, None),
    ],
)
def test_an_invitation_is_accepted_by_words_alone_only_soon(
    make: Make, day: str, fields: dict[str, Any], expected: str | None
) -> None:
    invited = make("undertakings", "2025-01-01", act="invite", by=["PAK"], to=["CHN"], matter="the premier to visit")
    yes = make("undertakings", day, act="accept", by=["CHN"], matter="the invitation", **fields)
    assert relation(compare_answered(invited, yes)) == expected


def plan(make: Make, **fields: Any) -> Claim:
    return make(
        "engagements",
        "2025-02-01",
        **({"status": "planned", "kind": "meeting", "participants": [ZARDARI, XI]} | fields),
    )


def test_a_planned_meeting_of_the_same_persons_within_days_is_held(make: Make) -> None:
    assert (
        relation(compare_contact(plan(make), make("engagements", "2025-02-05", participants=[ZARDARI, XI]))) == "holds"
    )


@pytest.mark.parametrize(
    "held",
    [
        {"published": "2025-03-20", "participants": [ZARDARI, XI]},
        {"published": "2025-02-05", "participants": [ZARDARI, LI]},
        {"published": "2025-02-05", "participants": [ZARDARI, XI], "kind": "visit"},
        {"published": "2025-02-05", "participants": [ZARDARI, XI], "date": "2025-01-20"},
        {"published": "2025-02-05", "participants": []},
    ],
    ids=["weeks later", "another host", "another kind", "before it was announced", "nobody named"],
)
def test_what_may_be_another_contact_does_not_hold_the_plan(make: Make, held: dict[str, Any]) -> None:
    assert compare_contact(plan(make), make("engagements", **held)) is None


def test_a_contact_outside_the_foreseen_days_does_not_hold_the_plan(make: Make) -> None:
    dated = plan(make, date="2025-02-04/2025-02-08")
    on_day = make("engagements", "2025-02-06", participants=[ZARDARI, XI], date="2025-02-05")
    later = make("engagements", "2025-02-28", participants=[ZARDARI, XI], date="2025-02-27")
    assert relation(compare_contact(dated, on_day)) == "holds"
    assert compare_contact(dated, later) is None


def invitation(make: Make) -> Claim:
    return make(
        "undertakings",
        "2025-01-01",
        act="invite",
        by=["CHN"],
        to=["PAK"],
        matter="President Zardari to visit Beijing",
        words="China invited President Zardari to visit Beijing",
    )


def test_an_invitation_becomes_a_plan_when_the_invited_person_is_to_come(make: Make) -> None:
    asked = invitation(make)
    beijing = {"name": "Beijing", "country": "CHN"}
    visit = make("engagements", "2025-01-20", status="planned", kind="visit", participants=[ZARDARI], place=beijing)
    other = make("engagements", "2025-01-20", status="planned", kind="visit", participants=[], place=beijing)
    assert relation(compare_contact(asked, visit)) == "plans"
    assert compare_contact(asked, other) is None


def test_an_invitation_is_held_when_the_invited_person_came_later(make: Make) -> None:
    asked = invitation(make)
    beijing = {"name": "Beijing", "country": "CHN"}
    came: dict[str, Any] = {"kind": "visit", "participants": [ZARDARI], "place": beijing}
    assert relation(compare_contact(asked, make("engagements", "2025-03-20", date="2025-03-19", **came))) == "holds"
    assert compare_contact(asked, make("engagements", "2025-03-20", date="2024-11-19", **came)) is None
    assert compare_contact(asked, make("engagements", "2025-01-01", date="2025-01-01", **came)) is None
    assert compare_contact(asked, make("engagements", "2025-03-20", **came)) is None, "undated: perhaps years ago"
    yes = make(
        "undertakings", "2025-01-09", act="accept", by=["PAK"], to=["CHN"], matter="Zardari’s invitation to visit"
    )
    assert relation(compare_contact(yes, make("engagements", "2025-03-20", date="2025-03-19", **came))) == "holds"
