"""Incidents: what happened to how many of whom, where, by whom; one record for each however often it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from communique.pipeline import CodedReport

Code = Callable[..., CodedReport]
Row = tuple[str, str, int, str | None]


def incidents(code: Code, text: str) -> tuple[Any, ...]:
    return code(text).records["incidents"]


def rows(code: Code, text: str) -> list[Row]:
    return [(c.outcome, c.class_, c.count, c.qualifier) for i in incidents(code, text) for c in i.casualties]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army killed 12 terrorists in a raid near Turbat.", [("killed", "militant", 12, None)]),
        ("Nine khwarij were sent to hell in an operation in Bannu.", [("killed", "militant", 9, None)]),
        ("Four militants were neutralised in an operation in Tank.", [("killed", "militant", 4, None)]),
        ("Six soldiers embraced martyrdom in an ambush in Kurram.", [("killed", "security", 6, None)]),
        ("Two policemen were martyred in a gun attack in Swabi.", [("killed", "security", 2, None)]),
        ("A dozen soldiers lost their lives in a blast in Mali.", [("killed", "security", 12, None)]),
        ("A policeman was killed in a blast in Quetta.", [("killed", "security", 1, None)]),
        ("The blast in Kano claimed 25 lives.", [("killed", "unspecified", 25, None)]),
        ("Gunmen took the lives of 21 hostages in an attack in Sibi.", [("killed", "civilian", 21, None)]),
        ("Gunmen shot dead four labourers in Kech.", [("killed", "civilian", 4, None)]),
        ("An ambush in Niger resulted in the death of nine gendarmes.", [("killed", "unspecified", 9, None)]),
        ("Rebels kidnapped 12 students in Kaduna.", [("abducted", "civilian", 12, None)]),
    ],
)
def test_every_way_of_dying_is_understood(code: Code, text: str, expected: list[Row]) -> None:
    got = rows(code, text)
    assert [(o, n, q) for o, _, n, q in got] == [(o, n, q) for o, _, n, q in expected]
    assert all(c == e or e == "unspecified" for (_, c, _, _), (_, e, _, _) in zip(got, expected, strict=True))


def test_elided_nouns_carry_the_class_on(code: Code) -> None:
    text = "Five terrorists were killed and two others injured while eight were captured in an operation in Dir."
    assert rows(code, text) == [
        ("killed", "militant", 5, None), ("injured", "militant", 2, None), ("arrested", "militant", 8, None),
    ]  # fmt: skip


def test_killed_and_others_injured_are_two_rows(code: Code) -> None:
    text = "At least 31 people were killed and 169 others injured in a suicide attack on a mosque in Balkh."
    assert rows(code, text) == [("killed", "unspecified", 31, "at least"), ("injured", "unspecified", 169, None)]


def test_coordinated_classes_are_counted_apart(code: Code) -> None:
    text = "36 civilians and 22 security personnel were killed in the attack in Gao on Monday."
    assert rows(code, text) == [("killed", "civilian", 36, None), ("killed", "security", 22, None)]


def test_parts_are_not_added_to_their_whole(code: Code) -> None:
    text = "The blast in Kabul killed 25 people, including 5 soldiers."
    assert rows(code, text) == [("killed", "unspecified", 25, None), ("killed", "security", 5, None)]


def test_parts_of_the_same_class_are_no_row(code: Code) -> None:
    assert rows(code, "An operation in Zhob killed six terrorists, including two suicide bombers.") == [
        ("killed", "militant", 6, None)
    ]


def test_killed_or_wounded_is_not_killed(code: Code) -> None:
    assert rows(code, "About 20 people were killed or wounded in the blast in Homs.") == []


def test_people_killed_with_others_are_one_number(code: Code) -> None:
    text = "The commander Nek Khan was killed along with his 10 companions when a drone strike hit Idlib."
    assert [(o, n) for o, _, n, _ in rows(code, text)] == [("killed", 11)]


def test_foreigners_are_those_of_another_country_than_the_scene(code: Code) -> None:
    text = "The attack in Karachi killed nine Chinese workers and four Pakistanis."
    assert [(c, n) for _, c, n, _ in rows(code, text)] == [("foreign", 9), ("unspecified", 4)]


def test_people_in_a_terrorist_attack_are_no_terrorists(code: Code) -> None:
    assert [c for _, c, _, _ in rows(code, "Five people were killed in a terrorist attack in Lahore.")] == [
        "unspecified"
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A suicide bomber killed five soldiers in Quetta.", "suicide bombing"),
        ("A roadside bomb killed a policeman in Bajaur.", "bombing"),
        ("A US drone strike killed three militants in Idlib.", "drone strike"),
        ("Israeli air strikes killed 12 people in Gaza.", "air strike"),
        ("Russian shelling killed two women in Kherson.", "shelling"),
        ("Militants ambushed a patrol in Burkina Faso, killing 11 soldiers.", "ambush"),
        ("Gunmen opened fire on a bus in Punjgur, killing six passengers.", "armed attack"),
        ("Terrorists attacked a checkpost in Tank and killed two policemen.", "armed attack"),
        ("Four terrorists were killed during an intelligence-based operation in Kech.", "security operation"),
        ("Three soldiers were killed in a clash with rebels in Goma.", "clash"),
        ("Gunmen kidnapped seven workers near Lakki.", "kidnapping"),
        ("Violent protests in Dhaka killed 30 people.", "protest violence"),
    ],
)
def test_kind_is_the_most_telling_word(code: Code, text: str, kind: str) -> None:
    assert [i.kind for i in incidents(code, text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "He suffered a heart attack in London on Monday.",
        "Workers in Paris went on strike on Monday.",
        "The two sides could strike a deal in Geneva on Monday.",
        "He called the bill an attack on democracy in India.",
        "The group threatened to attack Karachi on Monday.",
        "No one was killed in Quetta on Monday.",
        "A missile could kill 20 people in Kyiv.",
        "They reaffirmed their resolve against terrorism in Beijing.",
        "The two sides discussed projects and operations in Islamabad.",
    ],
)
def test_figures_of_speech_and_fears_are_no_incidents(code: Code, text: str) -> None:
    assert incidents(code, text) == ()


def test_lead_and_detail_are_one_incident(code: Code) -> None:
    text = (
        "A blast in a market in Khuzdar killed seven people on Monday, police said.\n"
        "Seven people were killed and 16 others were injured in the explosion, a doctor told reporters.\n"
        "No group claimed responsibility for the attack."
    )
    (incident,) = incidents(code, text)
    assert [(c.outcome, c.count) for c in incident.casualties] == [("killed", 7), ("injured", 16)]
    assert len(incident.evidence) == 3


def test_another_operation_is_another_incident(code: Code) -> None:
    text = (
        "Troops carried out an intelligence-based operation in the Maddi area of Dera Ismail Khan, "
        "in which three terrorists were killed.\n"
        "Another operation was conducted in the general area of Mir Ali.\n"
        "In the ensuing fire exchange, four terrorists were killed."
    )
    assert [(i.place.name, [c.count for c in i.casualties]) for i in incidents(code, text)] == [
        ("Maddi", [3]),
        ("Mir Ali", [4]),
    ]


def test_an_earlier_attack_told_as_background_is_its_own_incident(code: Code) -> None:
    text = (
        "A bomb killed three people in Quetta on Thursday.\n"
        "Last week, a policeman was martyred and six others were injured when a roadside bomb hit a van in Mastung."
    )
    assert len(incidents(code, text)) == 2


def test_totals_over_several_operations_are_no_casualties(code: Code) -> None:
    assert rows(code, "Security forces killed seven terrorists in two separate operations in Balochistan.") == []


def test_place_is_the_most_precise_one_named(code: Code) -> None:
    text = "Two soldiers were killed in a blast in the Datta Khel area of North Waziristan district on Sunday."
    (incident,) = incidents(code, text)
    assert (incident.place.name, incident.when) == ("Datta Khel", "Sunday")


def test_place_is_not_who_struck(code: Code) -> None:
    (incident,) = incidents(code, "Israeli strikes killed 12 people in Tyre on Friday.")
    assert (incident.place.name, incident.perpetrator) == ("Tyre", "Israel")


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [
        ("The TTP claimed responsibility for the attack in Swat that killed two policemen.", "TTP", "claimed"),
        ("India blamed Lashkar-e-Taiba for the attack in Pahalgam.", "Lashkar-e-Taiba", "accused"),
        ("Russia launched an attack on Kharkiv on Friday.", "Russia", "stated"),
        ("Terrorists attacked a police post in Swat on Friday.", None, None),
        ("Security forces killed four terrorists in an operation in Swat.", None, None),
        ("No group claimed responsibility for the attack in Swat.", None, None),
    ],
)
def test_perpetrator_is_named_as_the_text_puts_it(code: Code, text: str, name: str | None, status: str | None) -> None:
    (incident,) = incidents(code, text)
    assert ((incident.perpetrator or "").removeprefix("The ") or None, incident.perpetrator_status) == (name, status)


def test_source_is_who_says_so(code: Code) -> None:
    (incident,) = incidents(code, "The army said that 15 rebels were killed in a clash in Ituri.")
    assert incident.casualties[0].source == "The army"


def test_evidence_holds_the_words_of_each_row(code: Code) -> None:
    coded = code("A bomb killed at least nine soldiers in Gao on Monday, and wounded 20 others.")
    (incident,) = coded.records["incidents"]
    words = [coded.report.text[slice(*c.evidence[0])] for c in incident.casualties]
    assert "killed at least nine soldiers" in words[0] and "20 others" in words[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A blast in Kano hurt 24 people, among them six children.",
            [("injured", "unspecified", 24, None), ("injured", "civilian", 6, None)],
        ),
        ("An ambush in Mopti killed ten soldiers, among them two majors.", [("killed", "security", 10, None)]),
        ("Rebels killed dozens of Malian soldiers in a raid near Kidal.", [("killed", "security", 12, None)]),
        ("Nine people, all foreign nationals, were killed in a blast in Aden.", [("killed", "foreign", 9, None)]),
        ("Two children and a woman were hurt in a blast in Kano.", [("injured", "civilian", 3, None)]),
        ("The two sides will exchange prisoners and hand over 23 badly wounded soldiers.", []),
    ],
)
def test_whole_parts_and_companions_are_counted_as_told(code: Code, text: str, expected: list[Row]) -> None:
    assert rows(code, text) == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "A bomb killed nine guards in Gao on Monday. In a clearance operation that followed, troops shot dead "
            "four militants.",
            ["bombing", "security operation"],
        ),
        (
            "Gunmen shot dead six soldiers in Maradi on Sunday. In March, two soldiers died in a similar attack.",
            ["armed attack", "attack"],
        ),
        (
            "A suicide bomber killed five soldiers in Bannu on Friday. In raids following the attack, troops killed 12 "
            "rebels near Jhang.",
            ["suicide bombing", "security operation"],
        ),
    ],
)
def test_what_answers_or_resembles_an_attack_is_another_incident(code: Code, text: str, kinds: list[str]) -> None:
    assert [i.kind for i in incidents(code, text)] == kinds


def test_two_strikes_with_numbers_of_their_own_are_two(code: Code) -> None:
    text = (
        "A strike on a car in Sidon killed one man and wounded another person. "
        "Later on Saturday a strike on a lorry in Tyre killed two people and wounded one."
    )
    assert [[c.count for c in i.casualties] for i in incidents(code, text)] == [[1, 1], [2, 1]]


def test_town_told_later_lies_in_the_district_told_first(code: Code) -> None:
    text = (
        "Seven soldiers were killed when a suicide bomber struck a convoy in North Waziristan on Sunday. "
        "Four villagers were injured in the blast, which damaged a school in Miranshah."
    )
    (incident,) = incidents(code, text)
    assert incident.place.name == "Miranshah" and len(incident.casualties) == 2


def test_claim_in_a_sentence_of_its_own_names_the_doer(code: Code) -> None:
    text = "A bomb killed nine guards in Gao on Monday. The Azawad Liberation Front claimed responsibility."
    (incident,) = incidents(code, text)
    assert "Liberation Front" in incident.perpetrator and incident.perpetrator_status == "claimed"


def test_monthly_count_is_no_incident(code: Code) -> None:
    text = (
        "Militant attacks killed 236 people across the country in July, the institute said in its report. "
        "Another 119 people were injured. Suicide bombings rose as well."
    )
    assert incidents(code, text) == ()


def test_scene_is_not_who_condemned_it(code: Code) -> None:
    text = "A blast killed nine people in Herat. China and Turkiye condemned the blast."
    (incident,) = incidents(code, text)
    assert incident.place.name == "Herat"


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Missiles hit a market in Aden on Monday, killing six people.", "air strike", "Aden"),
        ("Troops struck the village with rockets on Friday, wounding four children near Idlib.", "shelling", "Idlib"),
        ("France spoke about the Pahalgam attack, in which 26 tourists were killed.", "attack", "Pahalgam"),
        ("Gunmen took nine passengers off a bus near Zhob and shot them dead.", "armed attack", "Zhob"),
    ],
)
def test_weapons_and_names_tell_kind_and_place(code: Code, text: str, kind: str, place: str) -> None:
    (incident,) = incidents(code, text)
    assert (incident.kind, incident.place.name) == (kind, place) and incident.casualties


def test_incidents_of_two_days_are_two(code: Code) -> None:
    text = (
        "Four aid workers were killed when an airstrike hit a car in Rafah on 18 August. "
        "On 20 August, 12 people were killed in Jenin."
    )
    assert len(incidents(code, text)) == 2


def test_speaker_of_two_rows_is_the_source_of_both(code: Code) -> None:
    text = "Two boys were killed and three girls were injured in the blast in Swat on Tuesday, according to the police."
    (incident,) = incidents(code, text)
    assert len({c.source for c in incident.casualties}) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rebels fired 12 rockets at a barracks in Goma.", "shelling"),
        ("Russia launched 80 drones against Ukraine overnight.", "drone strike"),
        ("The rebels captured Aleppo in December.", "conflict"),
    ],
)
def test_weapons_used_and_places_taken_are_incidents(code: Code, text: str, kind: str) -> None:
    assert [i.kind for i in incidents(code, text)] == [kind]


def test_a_missile_fired_at_nobody_is_no_incident(code: Code) -> None:
    assert incidents(code, "The navy launched three missiles and a satellite.") == ()


def test_the_killing_of_several_is_an_incident_where_it_is_only_named(code: Code) -> None:
    text = "The senate on Friday condemned the killing of seven bus passengers in the Zamfara region of Nigeria."
    assert rows(code, text) == [("killed", "civilian", 7, None)]


def test_a_raid_of_an_armed_group_is_no_operation_of_the_state(code: Code) -> None:
    (raid,) = incidents(code, "Al-Shabaab militants raided an army base in Galgaduud, killing 10 soldiers.")
    assert (raid.kind, raid.perpetrator) == ("armed attack", "Al-Shabaab")


def test_those_whom_a_foreign_army_hits_at_home_are_no_foreigners(code: Code) -> None:
    text = "Israeli airstrikes on Khan Younis killed 34 Palestinians, the health ministry said."
    assert [class_ for _, class_, *_ in rows(code, text)] == ["unspecified"]
