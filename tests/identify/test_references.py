"""What noun phrases stand for: posts alone, pronouns, both sides, institutions, capitals, quotes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.model.cast import Reference
from communique.model.report import RawReport
from communique.pipeline import trace_report

StandsFor = Callable[..., list[Reference]]

CALL = (
    "Egyptian Foreign Minister Badr Abdelatty met his Greek counterpart George Gerapetritis in Cairo on Monday. "
    "{} spoke of trade."
)


def sides(references: list[Reference]) -> list[str]:
    return ["+".join(sorted(reference.sides)) for reference in references]


@pytest.mark.parametrize(
    ("phrase", "word", "expected"),
    [
        ("Abdelatty", "Abdelatty", "EGY"),
        ("The Greek minister", "minister", "GRC"),
        ("Both sides", "sides", "EGY+GRC"),
        ("The two countries", "countries", "EGY+GRC"),
        ("The two ministers", "ministers", "EGY+GRC"),
        ("They", "They", "EGY+GRC"),
        ("He", "He", "EGY"),
        ("Athens", "Athens", "GRC"),
        ("The Egyptian side", "side", "EGY"),
        ("Officials of Greece", "Officials", "GRC"),
        ("The Greek delegation", "delegation", "GRC"),
    ],
)
def test_later_phrases_stand_for_the_sides_of_the_first(
    stands_for: StandsFor, phrase: str, word: str, expected: str
) -> None:
    assert sides(stands_for(CALL.format(phrase), word))[-1] == expected


PACT = "Ghana, Togo sign a fishing pact\n\nACCRA: Ghana and Togo signed a pact on fishing on Monday.\n\n"


@pytest.mark.parametrize(
    ("told", "word", "expected"),
    [
        # An organisation is none of two countries.
        (
            "Kenya told the United Nations that it had spoken to Malawi. Kenya thanked the United Nations. Trade "
            "between the two countries grew.",
            "countries",
            "KEN+MWI",
        ),
        # Far from any other two that were brought together, those that the report opens with are meant.
        (
            PACT + "President John Mahama also met Benin's President Patrice Talon. They had lunch.\n\nThe fish is "
            "smoked. It is sold on markets. Prices were stable.\n\nTrade between the two countries grew.",
            "countries",
            "GHA+TGO",
        ),
        # Countries in a row that only stand as examples are no pair.
        (
            PACT + "Traders in markets including those of Chad and Niger buy the fish. Officials of both countries "
            "hope for more.",
            "countries",
            "GHA+TGO",
        ),
    ],
)
def test_the_two_are_those_that_the_report_brings_together(
    stands_for: StandsFor, told: str, word: str, expected: str
) -> None:
    assert sides(stands_for(told, word))[-1] == expected


def test_counterpart_is_of_the_other_side(stands_for: StandsFor) -> None:
    (reference,) = stands_for("Kenyan President William Ruto phoned his Ugandan counterpart on Friday.", "counterpart")
    assert reference.sides == {"UGA"} and reference.office == "President" and reference.rule == "counterpart"


def test_a_bare_domestic_post_resolves_to_its_holder(stands_for: StandsFor) -> None:
    text = "ISLAMABAD: Interior Minister Mohsin Naqvi met the US envoy. The interior minister spoke. The envoy left."
    (reference,) = [r for r in stands_for(text, "minister", "Dawn") if r.rule == "office-alone"]
    assert reference.actors and reference.sides == {"PAK"}
    assert sides(stands_for(text, "envoy", "Dawn")) == ["USA", "USA"]


def test_head_of_state_is_the_home_sides(stands_for: StandsFor) -> None:
    text = "President of Latvia Edgars Rinkēvičs met Polish President Karol Nawrocki. The Head of State thanked him."
    assert sides(stands_for(text, "Head", "President of Latvia")) == ["LVA"]


def test_we_in_a_quote_is_the_speakers_side(stands_for: StandsFor) -> None:
    text = 'Turkish Foreign Minister Hakan Fidan said: "We will open the border to our neighbours."'
    assert sides(stands_for(text, "We")) == ["TUR"]


def test_capitals_and_governments_stand_for_their_country(stands_for: StandsFor) -> None:
    text = "Islamabad accepted the offer and Washington praised it, but the Kremlin did not."
    assert [sides(stands_for(text, word)) for word in ("Islamabad", "Washington", "Kremlin")] == [
        ["PAK"],
        ["USA"],
        ["RUS"],
    ]


def test_a_capital_where_something_happens_is_a_place(stands_for: StandsFor) -> None:
    (reference,) = stands_for("The two ministers met in Ankara.", "Ankara")
    assert reference.rule == "place"


def test_each_of_a_joint_subject_has_its_own_reference(stands_for: StandsFor) -> None:
    text = "Pakistan and China signed a deal."
    assert sides(stands_for(text, "Pakistan")) + sides(stands_for(text, "China")) == ["PAK", "CHN"]


def test_her_is_the_woman_not_the_man(stands_for: StandsFor) -> None:
    text = "President Bola Tinubu received Ms Amina Mohammed of the United Nations. She thanked him."
    (reference,) = stands_for(text, "She")
    assert reference.actors == ("p2",)


def test_a_provinces_government_acts_for_its_country(stands_for: StandsFor) -> None:
    text = "KARACHI: The Sindh government signed a contract with a Chinese company in Pakistan."
    assert sides(stands_for(text, "government", "Dawn")) == ["PAK"]
    assert sides(stands_for(text, "company", "Dawn")) == ["CHN"]


def test_an_organisation_is_a_side_of_its_own(stands_for: StandsFor) -> None:
    text = "The World Bank will lend Ghana $200 million. The lender praised Accra."
    assert sides(stands_for(text, "Bank")) == ["WB"] and sides(stands_for(text, "lender")) == ["WB"]


def test_references_are_in_token_order_and_inside_the_text(trace: Callable[..., object]) -> None:
    traced = trace(CALL.format("They"))
    references = traced.cast.references  # type: ignore[attr-defined]
    assert list(references) == sorted(references)
    assert all(r.first <= r.head < r.end or r.head == i for i, r in references.items())


WORDS = [
    *(
        "President",
        "Minister",
        "of",
        "the",
        "and",
        "-",
        ",",
        ".",
        "(",
        ")",
        "’s",
        "al",
        "Al",
        "bin",
        "Wang",
        "Xi",
        "Khan",
    ),
    *(
        "Sultan",
        "Pakistan",
        "US",
        "China",
        "Chinese",
        "Prime",
        "Foreign",
        "Ministry",
        "for",
        "both",
        "sides",
        "his",
        "A.",
    ),
    *(
        "counterpart",
        "they",
        "we",
        "it",
        "I",
        "said",
        "met",
        "Head",
        "State",
        "e",
        "Haq",
        "Marka",
        "PM",
        "DG",
        "ISPR",
        "\n",
    ),
    *("\u200b", "“", "”", "who", "is", "Mr", "Dr", "II"),
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_any_heap_of_words_gives_a_cast_inside_the_text(text: str) -> None:
    traced = trace_report(RawReport(id="heap", text=text, where="test", language="en"))
    if traced.cast is None or traced.reading is None:
        return
    count = len(traced.reading.doc)
    keys = {actor.key for actor in traced.cast.actors}
    assert len(keys) == len(traced.cast.actors)
    for reference in traced.cast.references.values():
        assert 0 <= reference.first < reference.end <= count and set(reference.actors) <= keys


def test_counterparts_of_two_countries_are_both_sides(stands_for: StandsFor) -> None:
    text = "Turkish Foreign Minister Hakan Fidan phoned his Spanish and French counterparts on Monday."
    assert sides(stands_for(text, "counterparts")) == ["ESP+FRA"]
    text = "Turkish Foreign Minister Hakan Fidan met counterparts from Qatar and Egypt in Rome."
    assert sides(stands_for(text, "counterparts")) == ["EGY+QAT"]


def test_the_state_of_a_secretary_is_no_country(stands_for: StandsFor) -> None:
    text = "KARACHI: US secretary of state Marco Rubio rang the minister. The secretary of state thanked him."
    assert stands_for(text, "state", "Dawn") == []


def test_we_is_who_it_says_behind_the_comma(stands_for: StandsFor) -> None:
    text = "The statement says: We, the leaders of Brazil, India and South Africa, reaffirm our support for the court."
    assert sides(stands_for(text, "We")) == ["BRA+IND+ZAF"]


def test_the_delegation_is_the_guests(stands_for: StandsFor) -> None:
    text = (
        "LAHORE: Governor Salim Raza received a Turkish delegation on Monday. China and Pakistan, he said, "
        "were building a port in Pakistan with China. The delegation praised Pakistan and China."
    )
    assert sides(stands_for(text, "delegation", "Dawn"))[-1] == "TUR"
