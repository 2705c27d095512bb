"""Deeds toward another side are found where they are told as done, and only there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.pipeline import CodedReport

Code = Callable[..., CodedReport]


def deeds(report: CodedReport) -> list[tuple[str, str, str]]:
    """Return type, doers and addressees of each action."""
    return [(r.type, "+".join(r.by), "+".join(r.to)) for r in report.records["actions"]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The United States imposed tariffs on Canada.", ("sanction", "USA", "CAN")),
        ("The EU adopted a new package of sanctions against Belarus.", ("sanction", "EU", "BLR")),
        ("Poland expelled three diplomats of Belarus.", ("sanction", "POL", "BLR")),
        ("Brazil has suspended the import of beef from Argentina.", ("sanction", "BRA", "ARG")),
        ("Turkey has halted all trade with Israel since May.", ("sanction", "TUR", "ISR")),
        ("Iran summoned the ambassador of Sweden.", ("protest", "IRN", "SWE")),
        ("Vietnam lodged a protest with China over the survey ship.", ("protest", "VNM", "CHN")),
        ("Qatar delivered 40 tonnes of medicine to Sudan.", ("aid", "QAT", "SDN")),
        ("Norway provided Ukraine with $85 million for gas purchases.", ("aid", "NOR", "UKR")),
        ("Uganda has granted asylum to nine Rwandan officers.", ("aid", "UGA", "RWA")),
        ("The World Bank approved a $300 million loan for Jordan.", ("aid", "WB", "JOR")),
        ("India released 12 prisoners of Pakistan.", ("concede", "IND", "PAK")),
        ("Washington eased sanctions on Syria in May.", ("concede", "USA", "SYR")),
        ("Saudi Arabia conferred a medal on the Jordanian general.", ("cooperate", "SAU", "JOR")),
        ("Zambia extradited a fugitive to South Africa.", ("cooperate", "ZMB", "ZAF")),
        ("Turkey deployed troops in Libya.", ("mobilize", "TUR", "LBY")),
        ("Russia has massed 100,000 troops near Ukraine.", ("mobilize", "RUS", "UKR")),
        ("Kenya closed the border with Somalia.", ("coerce", "KEN", "SOM")),
        ("The Sri Lankan navy arrested 14 Indian fishermen.", ("coerce", "LKA", "IND")),
        ("Iran seized a South Korean tanker in the Gulf.", ("coerce", "IRN", "KOR")),
        ("France withdrew its last soldiers from Ivory Coast.", ("withdraw", "FRA", "CIV")),
        ("Israel pulled its forces out of southern Lebanon.", ("withdraw", "ISR", "LBN")),
        ("Dutch prosecutors are investigating a Russian ship over cable damage.", ("investigate", "NLD", "RUS")),
    ],
)
def test_a_deed_has_its_doer_and_the_other_side(code: Code, sentence: str, expected: tuple[str, str, str]) -> None:
    assert deeds(code(sentence)) == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The 50 percent tariffs imposed by Washington on Indian goods hurt.", ("sanction", "USA", "IND")),
        ("Three Malian migrants were deported by Algeria.", ("coerce", "DZA", "MLI")),
        ("The Turkish ambassador was summoned to the ministry by Iraq.", ("protest", "IRQ", "TUR")),
        ("The recently imposed American tariffs on Kenya hurt traders.", ("sanction", "USA", "KEN")),
    ],
)
def test_a_passive_has_its_agent_or_owner_for_doer(code: Code, sentence: str, expected: tuple[str, str, str]) -> None:
    assert deeds(code(sentence)) == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("France condemned Russia's decision to suspend the grain deal with Ukraine.", ("sanction", "RUS")),
        ("The release of nine Palestinian prisoners by Israel was welcomed.", ("concede", "ISR")),
        ("The mass deportation of Malian migrants by Algeria continued.", ("coerce", "DZA")),
        ("Rwanda's deployment of troops in eastern Congo was condemned.", ("mobilize", "RWA")),
        ("The withdrawal of US troops from Afghanistan ended in 2021.", ("withdraw", "USA")),
        ("The envoy spoke of Ethiopia's suspension of the water treaty with Egypt.", ("sanction", "ETH")),
        ("Qatar's delivery of fuel to the Lebanese army was praised.", ("aid", "QAT")),
    ],
)
def test_a_noun_tells_a_deed(code: Code, sentence: str, expected: tuple[str, str]) -> None:
    assert [found[:2] for found in deeds(code(sentence))] == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Armenia and Azerbaijan exchanged 34 prisoners of war.", ("concede", "ARM+AZE", "")),
        ("Pakistan conducted a joint naval exercise with Turkey.", ("mobilize", "PAK+TUR", "")),
        ("India and Sri Lanka launched a ferry service.", ("cooperate", "IND+LKA", "")),
        ("Direct flights between Baghdad and Damascus resumed on Sunday.", ("cooperate", "IRQ+SYR", "")),
    ],
)
def test_a_joint_deed_has_both_for_doers(code: Code, sentence: str, expected: tuple[str, str, str]) -> None:
    assert deeds(code(sentence)) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "The United States will impose tariffs on Canada.",
        "The United States may impose tariffs on Canada.",
        "The United States did not impose tariffs on Canada.",
        "The United States wants to impose tariffs on Canada.",
        "If the United States imposed tariffs on Canada, prices would rise.",
        "Russia denied that it had deployed troops in Libya.",
        "Japan promised to provide $100 million to Kenya.",
        "France plans to deploy troops to Niger.",
        "The minister said Turkey would close its border with Syria.",
        "Cuba refused to extradite the man to the United States.",
        "The two sides agreed to exchange prisoners.",
    ],
)
def test_what_is_not_done_is_no_deed(code: Code, sentence: str) -> None:
    assert deeds(code(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Iran called for the release of Iranian prisoners held in Iraq.",
        "India and Nepal discussed the launch of direct flights.",
        "Oman expressed concern over the possible deployment of Israeli troops.",
        "Both sides stressed the importance of the release of prisoners.",
        "The deal provides for the withdrawal of Rwandan troops from Congo.",
    ],
)
def test_a_noun_wanted_or_talked_of_tells_no_deed(code: Code, sentence: str) -> None:
    assert deeds(code(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The government of Peru delivered food to Peruvian villages.",
        "Peru's police arrested three suspects in Lima.",
        "The army deployed soldiers in the capital.",
        "Ukraine set up a committee to study the reform.",
    ],
)
def test_deed_inside_one_country_is_not_coded(code: Code, sentence: str) -> None:
    assert deeds(code(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Brazil gave a warm welcome to the Chinese president.",
        "Chile held a meeting with the Peruvian minister.",
        "Kenya raised the issue of tariffs with the United States.",
        "The Kuwaiti emir sent a message of condolence to the Moroccan king.",
        "The Saudi delegation left Islamabad for Riyadh.",
        "Iran fired missiles at Israel.",
        "Trade between China and Brazil increased by 12 percent.",
    ],
)
def test_contact_words_and_violence_are_no_deeds(code: Code, sentence: str) -> None:
    assert deeds(code(sentence)) == []


def test_a_deed_in_return_turns_the_sides_round(code: Code) -> None:
    found = deeds(code("Chile eased visa rules for Peruvian nationals, and Peru has reciprocated."))
    assert found == [("concede", "CHL", "PER"), ("concede", "PER", "CHL")]


def test_thanks_for_a_deed_tell_it_as_the_thanked_sides(code: Code) -> None:
    assert ("aid", "KOR", "MOZ") in deeds(code("He thanked South Korea for sending doctors to Mozambique."))


def test_a_pronoun_stands_for_what_was_told_before(code: Code) -> None:
    found = deeds(code("Kenya closed the border with Somalia in May. Ghana said Kenya reopened it on Friday."))
    assert [row[:2] for row in found] == [("coerce", "KEN"), ("concede", "KEN")]


def test_the_same_deed_told_twice_is_one_record(code: Code) -> None:
    found = deeds(code("Turkey deployed troops in Libya. Turkey deployed troops in Libya, the report said."))
    assert found == [("mobilize", "TUR", "LBY")]


def test_time_and_evidence_are_the_deeds_own(code: Code) -> None:
    text = "Kenya closed the border with Somalia on Monday, and the minister flew to Rome on Tuesday."
    report = code(text)
    (record,) = report.records["actions"]
    assert record.when == "Monday"
    assert "closed the border" in text[slice(*record.evidence.hull)]
    assert "Rome" not in text[slice(*record.evidence.hull)]


def test_a_joint_exercise_is_cooperation_among_events(code: Code) -> None:
    (record,) = code("Pakistan conducted a joint naval exercise with Turkey.").records["actions"]
    assert (record.type, record.event_type) == ("mobilize", "COOPERATE")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hamas freed four Israeli soldiers in exchange for 90 Palestinian prisoners.", ("concede", "Hamas+ISR", "")),
        ("Kenya, along with Uganda, brokered a truce in Sudan.", ("cooperate", "KEN+UGA", "")),
    ],
)
def test_who_acts_beside_or_in_return_is_a_doer_too(code: Code, text: str, expected: tuple[str, str, str]) -> None:
    assert [(kind, by) for kind, by, _ in deeds(code(text))] == [expected[:2]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brussels has so far suspended payments of 12 million euros to Serbia.", ("sanction", "EU", "SRB")),
        ("Chile's decision to impose tariffs on Peru will hurt farmers.", ("sanction", "CHL", "PER")),
        ("The ban on Chilean airlines was extended until July, Peru said.", ("sanction", "PER", "CHL")),
        ("India cut import taxes on electric vehicles last year.", ("concede", "IND", "")),
    ],
)
def test_a_deed_is_found_where_the_grammar_hides_it(code: Code, text: str, expected: tuple[str, str, str]) -> None:
    assert deeds(code(text)) == [expected]


def test_an_arrest_of_nobody_foreign_is_no_deed(code: Code) -> None:
    assert deeds(code("The Kenyan police arrested two people for theft on Friday.")) == []


def test_what_was_before_something_else_is_told_as_done(code: Code) -> None:
    text = "The talks failed before US forces withdrew from Afghanistan in 2021."
    assert deeds(code(text)) == [("withdraw", "USA", "AFG")]


def test_credentials_received_are_no_deed(code: Code) -> None:
    assert not deeds(code("Chilean President Luis Rojas received credentials from the Ambassador of Cuba, Juan Rivas."))
