"""What contact is coded, of which kind, between whom, and how real it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from communique.pipeline import CodedReport
from communique.records.engagement import Engagement

Code = Callable[..., CodedReport]


def engagements(code: Code, text: str, **metadata: Any) -> tuple[Engagement, ...]:
    return code(text, **metadata).records["engagements"]


def brief(found: tuple[Engagement, ...]) -> set[tuple[str, str, str]]:
    return {(e.kind, e.status, "-".join(e.parties)) for e in found}


CONTACTS = {
    "Kenyan President William Ruto met Ugandan President Yoweri Museveni in Entebbe.": "meeting held KEN-UGA",
    "The Omani foreign minister met his Iranian counterpart on Saturday.": "meeting held IRN-OMN",
    "Brazil's Foreign Minister Mauro Vieira paid a courtesy call on Chile's President Gabriel Boric.": (
        "meeting held BRA-CHL"
    ),
    "Polish President Andrzej Duda spoke by phone with Finnish President Alexander Stubb.": "call held FIN-POL",
    "Canadian Prime Minister Mark Carney and Mexican President Claudia Sheinbaum spoke on the phone.": (
        "call held CAN-MEX"
    ),
    "Turkish Foreign Minister Hakan Fidan will visit Moscow next week.": "visit planned RUS-TUR",
    "The Philippine Foreign Secretary Enrique Manalo is on a working visit to Hanoi.": "visit ongoing PHL-VNM",
    "Kenya and Uganda signed an agreement on fuel imports in Nairobi.": "signing held KEN-UGA",
    "Talks between Israeli and Lebanese officials will begin in Naqoura next week.": "meeting planned ISR-LBN",
    "The leaders of Russia, Turkey and Iran held a trilateral summit in Tehran.": "conference held IRN-RUS-TUR",
    "Malaysian Prime Minister Anwar Ibrahim may meet Thai Prime Minister Srettha Thavisin.": (
        "meeting possible MYS-THA"
    ),
    "German Chancellor Olaf Scholz cancelled a planned visit to Poland.": "visit cancelled DEU-POL",
    "South Korea, Japan and the United States conducted a joint naval exercise.": "other held JPN-KOR-USA",
    "US President Donald Trump invited Indian Prime Minister Narendra Modi to visit Washington.": (
        "visit invited IND-USA"
    ),
    "The Ambassador of Brazil, Maria Silva, presented her credentials to Nigerian President Bola Tinubu.": (
        "meeting held BRA-NGA"
    ),
}


@pytest.mark.parametrize(("text", "contact"), CONTACTS.items())
def test_contact_is_coded_with_kind_status_and_sides(code: Code, text: str, contact: str) -> None:
    assert brief(engagements(code, text)) == {tuple(contact.split())}


@pytest.mark.parametrize(
    "text",
    [
        "The Iranian foreign minister refused to meet the American envoy in Geneva.",
        "The French foreign minister did not meet his Algerian counterpart in Paris.",
        "If Moscow agreed, Ukrainian President Volodymyr Zelenskyy would meet Russian President Vladimir Putin.",
        "There were no talks between India and China on the border.",
        "Pakistani Foreign Minister Ishaq Dar should meet his Afghan counterpart.",
    ],
)
def test_denied_or_hypothetical_contact_is_not_held(code: Code, text: str) -> None:
    assert not [e for e in engagements(code, text) if e.status in ("held", "ongoing", "planned")]


@pytest.mark.parametrize(
    "text",
    [
        "Pakistan's interior minister met the chief minister of Punjab in Lahore.",
        "The French president met the French prime minister in Paris.",
        "India called on Pakistan to act against terrorism.",
        "The minister held a press conference in Islamabad.",
        "Sweden's prime minister spoke about a housing project that meets the demands of Swedish families.",
    ],
)
def test_contact_within_one_country_or_none_is_not_coded(code: Code, text: str) -> None:
    assert not engagements(code, text)


def test_one_contact_told_often_is_one_record(code: Code) -> None:
    text = (
        "Egyptian Foreign Minister Badr Abdelatty met Jordanian Foreign Minister Ayman Safadi in Amman on Monday. "
        "During the meeting, the two ministers discussed trade. The meeting lasted two hours. "
        "Abdelatty told Safadi that Egypt valued the talks."
    )
    (meeting,) = engagements(code, text)
    assert [p.name for p in meeting.participants] == ["Badr Abdelatty", "Ayman Safadi"]
    assert meeting.place is not None and meeting.place.name == "Amman"
    assert len(meeting.evidence) > 1


def test_visit_and_the_meeting_in_it_are_two_records(code: Code) -> None:
    text = (
        "During his visit to Ankara, Georgian Prime Minister Irakli Kobakhidze held talks with Turkish President "
        "Recep Tayyip Erdogan."
    )
    assert brief(engagements(code, text)) == {("visit", "held", "GEO-TUR"), ("meeting", "held", "GEO-TUR")}


def test_separate_meetings_are_separate_records(code: Code) -> None:
    text = (
        "Norwegian Foreign Minister Espen Barth Eide held separate meetings with Egyptian Foreign Minister Badr "
        "Abdelatty and Jordanian Foreign Minister Ayman Safadi in Oslo."
    )
    assert brief(engagements(code, text)) == {("meeting", "held", "EGY-NOR"), ("meeting", "held", "JOR-NOR")}


def test_two_countries_visited_are_two_visits(code: Code) -> None:
    text = "Indian Prime Minister Narendra Modi will visit France and Italy next month."
    assert brief(engagements(code, text)) == {("visit", "planned", "FRA-IND"), ("visit", "planned", "IND-ITA")}


def test_last_years_meeting_is_not_this_years(code: Code) -> None:
    text = (
        "Chinese Foreign Minister Wang Yi met Nepali Foreign Minister Arzu Rana Deuba in Kathmandu on Thursday. "
        "China's foreign minister had met the Nepali foreign minister in Chengdu in December 2024."
    )
    assert len(engagements(code, text)) == 2


def test_here_is_the_city_of_the_dateline(code: Code) -> None:
    text = "ASTANA: Kazakh Foreign Minister Murat Nurtleu met Uzbek Foreign Minister Bakhtiyor Saidov here on Friday."
    (meeting,) = engagements(code, text)
    assert meeting.place is not None and (meeting.place.name, meeting.place.country) == ("Astana", "KAZ")
    assert meeting.when is not None and "Friday" in meeting.when


def test_evidence_lies_in_the_text_and_every_record_has_two_sides(code: Code) -> None:
    text = "Ghana's president received the Ivorian foreign minister in Accra. The talks were described as warm."
    for record in engagements(code, text):
        assert len(record.parties) >= 2
        assert all(0 <= span.start < span.end <= len(text) for span in record.evidence)


def test_a_building_of_government_stands_in_the_dateline_s_city(code: Code) -> None:
    text = "WASHINGTON: The US secretary of state met the Qatari prime minister at the State Department on Friday."
    (meeting,) = engagements(code, text)
    assert meeting.place is not None and meeting.place.name == "Washington"


def test_separate_callers_are_separate_meetings(code: Code) -> None:
    text = "The ambassadors of France and Spain separately called on Pakistani Foreign Secretary Amna Baloch."
    assert brief(engagements(code, text)) == {("meeting", "held", "FRA-PAK"), ("meeting", "held", "ESP-PAK")}


def test_a_forum_is_no_party_of_itself(code: Code) -> None:
    text = "Pakistani Prime Minister Shehbaz Sharif will attend the ECO summit in Khankendi, Azerbaijan, next week."
    (summit,) = engagements(code, text)
    assert (summit.kind, summit.parties) == ("conference", ("AZE", "PAK"))


def test_those_who_attended_are_participants(code: Code) -> None:
    text = (
        "Emirati President Sheikh Mohamed bin Zayed Al Nahyan received Botswana's President Duma Boko in Abu Dhabi. "
        "The meeting was attended by Emirati Foreign Minister Sheikh Abdullah bin Zayed Al Nahyan."
    )
    (meeting,) = engagements(code, text)
    assert "Abdullah bin Zayed Al Nahyan" in [p.name for p in meeting.participants]


def test_topics_are_those_the_words_cue() -> None:
    from communique.languages import LANGUAGES
    from communique.languages.topics import find_topics

    assert find_topics("They discussed trade, counter-terrorism and floods.", LANGUAGES["en"]) == (
        "disaster", "economic", "terrorism",
    )  # fmt: skip
    assert find_topics("They reviewed the progress made.", LANGUAGES["en"]) == ()


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("Iranian officials held talks with diplomats from Britain, France and Germany in Geneva.",
         "conference held DEU-FRA-GBR-IRN"),
        ("Kenya's President William Ruto looks forward to the visit of Ugandan President Yoweri Museveni to Nairobi.",
         "visit planned KEN-UGA"),
        ("Chile's Foreign Minister Alberto van Klaveren called for talks with Bolivia.", "meeting possible BOL-CHL"),
        ("Kenya's President William Ruto will attend the Kenya-Uganda-Tanzania summit.",
         "conference planned KEN-TZA-UGA"),
        ("Omani Foreign Minister Badr Albusaidi told his Iranian counterpart in a call on Friday that Oman would help.",
         "call held IRN-OMN"),
        ("Kenya sent a delegation to Uganda on Monday.", "visit held KEN-UGA"),
    ],
)  # fmt: skip
def test_contact_is_coded_where_a_word_beside_it_decides(code: Code, text: str, contact: str) -> None:
    assert brief(engagements(code, text)) == {tuple(contact.split())}


def test_a_call_has_no_place(code: Code) -> None:
    text = "Kenyan President William Ruto spoke by phone with Ugandan President Yoweri Museveni about the war in Sudan."
    assert [e.place for e in engagements(code, text)] == [None]


def test_what_else_is_somewhere_is_no_place_of_a_contact(code: Code) -> None:
    text = "Kenyan President William Ruto met Ugandan President Yoweri Museveni and discussed the situation in Sudan."
    assert [e.place for e in engagements(code, text)] == [None]


def test_a_day_of_saying_is_no_day_of_meeting(code: Code) -> None:
    text = "Kenyan President William Ruto will meet Ugandan President Yoweri Museveni, his office said on Friday."
    assert [e.when for e in engagements(code, text)] == [None]


def test_a_senators_office_before_his_comma_is_his_own(code: Code) -> None:
    text = "Foreign Minister, Senator Ishaq Dar on Monday met with Foreign Minister of Malaysia Mohamad Hasan."
    assert ("meeting", "held", "MYS-PAK") in brief(engagements(code, text, outlet="Dawn"))
