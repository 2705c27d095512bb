"""Ways of telling that other outlets and other countries use: what each sentence must come to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.pipeline import CodedReport

Code = Callable[..., CodedReport]


@pytest.mark.parametrize(
    ("text", "kind", "status", "parties"),
    [
        ("The president of Chile received at the palace the Greek foreign minister.", "meeting", "held", "CHL GRC"),
        ("Peru signed a contract on Monday to buy ten ships from Norway.", "signing", "held", "NOR PER"),
        (
            "The accord was signed by Prime Minister Ana Brandt of Austria and President Ivan Horvat of Croatia.",
            "signing",
            "held",
            "AUT HRV",
        ),
        (
            "The fifth round of the Kenya-Norway Political Consultations was held in Oslo on 3 June.",
            "meeting",
            "held",
            "KEN NOR",
        ),
        ("Canadian special envoy Jane Miller is expected in Hanoi this week.", "visit", "planned", "CAN VNM"),
        (
            "Chilean President Ana Rojas and Greek Prime Minister Kostas Petrou held a summit in Athens.",
            "meeting",
            "held",
            "CHL GRC",
        ),
        ("Norway's foreign minister called off a trip to Lima planned for Friday.", "visit", "cancelled", "NOR PER"),
        (
            "President Ana Rojas of Chile will host the leaders of Peru and Bolivia in Santiago.",
            "conference",
            "planned",
            "BOL CHL PER",
        ),
    ],
)
def test_contact_is_told_in_many_ways(code: Code, text: str, kind: str, status: str, parties: str) -> None:
    found = [(e.kind, e.status, " ".join(e.parties)) for e in code(text).records["engagements"]]
    assert found == [(kind, status, parties)]


@pytest.mark.parametrize(
    ("text", "stance", "by"),
    [
        ("Chile's president sent Greece a congratulatory message on its national day.", "welcome", "CHL"),
        (
            '"The accusations are groundless," the Greek foreign ministry said about the report from Chile.',
            "reject",
            "GRC",
        ),
        ("The Greek minister noted with satisfaction the growing trade with Chile.", "praise", "GRC"),
        ("Greece protested against the visit of Chilean officers to the island.", "reject", "GRC"),
    ],
)
def test_stances_are_told_in_many_ways(code: Code, text: str, stance: str, by: str) -> None:
    assert [(s.stance, "+".join(s.by)) for s in code(text).records["statements"]] == [(stance, by)]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Greece stands ready to take countermeasures against Chile.", "threaten"),
        ("Greece remains ready to resume negotiations with Chile.", "offer"),
        ("Greece remains ready to deepen its ties with Chile.", "commit"),
        ("Greece vetoed a loan for Chile.", "decline"),
    ],
)
def test_what_one_is_ready_for_decides_the_act(code: Code, text: str, act: str) -> None:
    assert [u.act for u in code(text).records["undertakings"]] == [act]


def test_a_source_is_not_blamed(code: Code) -> None:
    text = "Shelling of a camp in Norway killed 30 people, according to the Greek ministry of health."
    assert not code(text, outlet="UN News").records["statements"]


def test_a_future_is_no_lasting_stand(code: Code) -> None:
    text = 'President Ana Rojas of Chile met the Greek president. "Chile will share its technology," Rojas said.'
    assert not code(text).records["statements"]
