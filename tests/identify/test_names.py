"""Names: which capitalised words are one person's, which are a title's, a place's, a label's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.model.cast import Cast

Casts = Callable[..., Cast]


def names(cast: Cast) -> list[str]:
    return [a.name for a in cast.actors if a.kind == "person"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vice Premier He Lifeng landed in Geneva. He thanked the hosts.", ["He Lifeng"]),
        ("A Chinese Defence Minister, Admiral Dong Jun, was in Qingdao.", ["Dong Jun"]),
        ("Chinese special envoy Zhai Jun arrived in Cairo.", ["Zhai Jun"]),
        ("The visitors saw H E Wang Yi and H.E. Li Qiang.", ["Wang Yi", "Li Qiang"]),
        ("Senators Bill Hagerty and John Cornyn left early.", ["Bill Hagerty", "John Cornyn"]),
        ("After lunch President Donald Trump spoke to reporters.", ["Donald Trump"]),
        ("President Emomali Rahmon Rahmon Emomali of Tajikistan opened it.", ["Emomali Rahmon"]),
        ("Abdullah Abdullah spoke in Kabul on Monday.", ["Abdullah Abdullah"]),
    ],
)
def test_titles_labels_and_pronouns_are_told_from_names(cast: Casts, text: str, found: list[str]) -> None:
    assert names(cast(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "Police killed two men near the road. Mir Ali has been under curfew since.",
        "Traders from Dera Ismail Khan wrote to the court.",
        "The Tezgam Express stopped.",
    ],
)
def test_places_trains_and_cars_are_no_persons(cast: Casts, text: str) -> None:
    assert names(cast(text)) == []


def test_a_person_called_like_a_town_is_a_person_when_he_speaks(cast: Casts) -> None:
    assert names(cast("Shah Alam said on Monday that he had seen nothing.")) == ["Shah Alam"]


def test_the_post_before_a_name_takes_no_word_of_the_sentence(cast: Casts) -> None:
    (person,) = cast("Before lunch President Donald Trump spoke.").actors
    assert person.office == "President"


def test_under_belongs_to_the_secretary(cast: Casts) -> None:
    (person,) = [a for a in cast("US Under Secretary Allison Hooker spoke.").actors if a.kind == "person"]
    assert person.office == "Under Secretary" and person.sides == {"USA"}


def test_a_report_may_end_in_a_headline_that_names_somebody_with_a_short_name(cast: Casts) -> None:
    text = "Sheikh Mohammed bin Rashid bin Saeed Al-Maktoum received Minister Qorvin Zelt in Dubai on Monday."
    found = cast(f"{text}\n\nTalks in Dubai on Trade With German Minister Qorvin Zelt")
    assert names(found) == ["Mohammed bin Rashid bin Saeed Al-Maktoum", "Qorvin Zelt"]
