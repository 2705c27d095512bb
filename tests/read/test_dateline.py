"""Promises of `find_dateline`: place, date and agency of any house style, and no speaker or label taken for one."""

from __future__ import annotations

import pytest

from communique.languages import LANGUAGES
from communique.model.report import RawReport
from communique.pipeline import trace_report
from communique.read.dateline import find_datelines, place_words
from communique.read.lines import find_lines

ENGLISH = LANGUAGES["en"]


@pytest.mark.parametrize(
    ("text", "place", "date", "agency"),
    [
        ("ISLAMABAD, Jun 26 (APP): The sides met.", "ISLAMABAD", "Jun 26", "APP"),
        ("ISLAMABAD, Mar 01 (APP):The sides met.", "ISLAMABAD", "Mar 01", "APP"),
        ("RAWALPINDI: Troops moved.", "RAWALPINDI", None, None),
        ("BEIJING, June 5 (Xinhua) -- China said so.", "BEIJING", "June 5", "Xinhua"),
        ("WASHINGTON (AP) — The sides met.", "WASHINGTON", None, "AP"),
        ("ISLAMABAD (Reuters) - Pakistan said so.", "ISLAMABAD", None, "Reuters"),
        ("UNITED NATIONS, Feb 3: The council met.", "UNITED NATIONS", "Feb 3", None),
        ("Kyiv, 12 May 2022 /Ukrinform/. The sides met.", "Kyiv", "12 May 2022", "Ukrinform"),
        ("MOSCOW/ISLAMABAD: Two ministers met.", "MOSCOW/ISLAMABAD", None, None),
        ("LAKKI MAR\u00adWAT: Police said so.", "LAKKI MARWAT", None, None),
        ("GENEVA (5 May 2025) – Experts said so.", "GENEVA", "5 May 2025", None),
        ("KABUL, Afghanistan (AP) — Officials met.", "KABUL, Afghanistan", None, "AP"),
        ("Jeddah, Saudi Arabia, Mar 20 (APP): The premier spoke.", "Jeddah, Saudi Arabia", "Mar 20", "APP"),
        ("Riyadh, SPA -- The prince spoke.", "Riyadh", None, "SPA"),
        ("London, May 5 - The minister said so.", "London", "May 5", None),
        ("Geneva – Officials met today.", "Geneva", None, None),
        ("LAHORE:Police held two.", "LAHORE", None, None),
    ],
)
def test_datelines_of_many_house_styles(text: str, place: str, date: str | None, agency: str | None) -> None:
    (found,) = find_datelines(text, find_lines(text, "A title"), ENGLISH)
    assert place_words(text, found) == place
    assert (text[slice(*found.date)] if found.date else None) == date
    assert (text[slice(*found.agency)] if found.agency else None) == agency
    assert text[found.span.end :][:1].isupper()


@pytest.mark.parametrize(
    "text",
    [
        "Putin: Mr Rahmon, welcome.",
        "President of Russia Vladimir Putin: Welcome.",
        "QUESTION: Will they meet?",
        "UPDATE: The sides met.",
        "UN Secretary-General met him.",
        "PTI – the main opposition party – said so.",
        "Mr Dar – who is also deputy premier – said so.",
        "AS recent events show, it is so.",
        "May 5, 2025: The minister spoke.",
    ],
)
def test_speakers_and_labels_are_no_datelines(text: str) -> None:
    assert find_datelines(text, find_lines(text, "A title"), ENGLISH) == ()


def test_a_report_carries_its_dateline_and_the_parse_does_not() -> None:
    text = "Ministers agree on rail link\n\nISLAMABAD, Jun 26 (APP): The ministers agreed on a rail link on Thursday."
    trace = trace_report(RawReport("x", text, "x"))
    assert trace.coded.report.dateline == "ISLAMABAD"
    assert trace.reading is not None
    assert "ISLAMABAD" not in trace.reading.doc.text
