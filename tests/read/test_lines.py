"""Promises of `find_lines`: the report's own words are body, everything a page adds is not."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.read.lines import find_lines

LEAD = "The transport ministers of two neighbours agreed on Saturday to build a rail link."
MORE = "They told reporters in the capital that the work would begin in June and end two years later."


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    """Return kind and words of each line."""
    return [(line.kind, text[line.span.start : line.span.end]) for line in find_lines(text, title)]


def kind_of(line: str) -> str:
    """Return the kind of a line that stands between two sentences of a report."""
    found = kinds(f"{LEAD}\n\n{line}\n\n{MORE}", "Some other title of a report")
    assert found[0] == ("body", LEAD)
    return next(kind for kind, words in found if words.startswith(line[:20]))


@pytest.mark.parametrize(
    "line",
    [
        "Follow us on Google News",
        "1 minute, 48 seconds Read",
        "3 min read",
        "Published in Daily Herald, April 10th, 2025",
        "No stories found.",
        "Read more: Ports deal put off again",
        "Also read: Ports deal put off again",
        "Share this article",
        "Facebook Twitter WhatsApp",
        "www.dailyherald.com",
        "dailyherald.com.pk",
        "newsroom@dailyherald.com",
        "pic.twitter.com/abcDEF",
        "— Ministry of Rail (@rail) May 3, 2025",
        "Updated 12:30 PM",
        "May 3, 2025",
        "Sat, 3 May 2025 10:15 GMT",
        "Tags: rail, ministers",
        "© 2025 Daily Herald. All rights reserved.",
        "We use cookies to improve your experience on this site.",
        "(WITH INPUT FROM XINHUA)",
        "With input from AFP",
        "#rail #ministers",
        "123 views",
        "* * *",
        "Advertisement",
    ],
)
def test_page_words_are_furniture(line: str) -> None:
    assert kind_of(line) == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "By Staff Reporter | Islamabad",
        "By Amina Noor and Tariq Bell",
        "Our Correspondent",
        "News Desk",
        "The writer is a former rail engineer.",
        "Amina Noor in Lahore also contributed to this report",
        "Reporting by Amina Noor; editing by Tariq Bell",
    ],
)
def test_bylines_are_bylines(line: str) -> None:
    assert kind_of(line) == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "Photo: AFP",
        "Transport Minister Li Wei shakes hands with his counterpart in Islamabad",
        "Ministers Li Wei (L) and Amina Noor (R) at the ceremony",
        "Workers lay rails outside the capital on May 2. — Reuters",
        "The new station, seen here in a file photo",
    ],
)
def test_words_about_a_picture_are_captions(line: str) -> None:
    assert kind_of(line) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "By signing the accord, both sides committed themselves to finish the link by 2027.",
        "Published in 2021, the study had warned of delays in the cross-border freight network.",
        "Donated rails worth two million dollars were handed over on Monday.",
        "Also on Saturday, the ministers opened a new station.",
        "Following the meeting, the ministers spoke to the press.",
        "Captain (R) Amina Noor, the minister's adviser, said the work would go on.",
        "“We will finish the link by 2027,” he said.",
        "The minister said in a statement:",
        "He was received on arrival by the railway chairman and will also visit the port",
        "QUESTION: Will the link be finished in time?",
    ],
)
def test_the_reports_own_sentences_are_body(line: str) -> None:
    assert kind_of(line) == "body"


@pytest.mark.parametrize("line", ["Rail cooperation", "• Ministers to meet again in June", "‘No delay’", "Background:"])
def test_section_labels_and_bullets_are_headings(line: str) -> None:
    assert kind_of(line) == "heading"


def test_title_line_is_title_and_its_repetition_is_furniture() -> None:
    text = f"Neighbours Agree On Rail Link\n{LEAD}\nNeighbours Agree On Rail Link\n{MORE}"
    assert [kind for kind, _ in kinds(text, "Neighbours agree on rail link")] == ["title", "body", "furniture", "body"]


def test_first_unstopped_line_is_title_where_none_is_given() -> None:
    assert kinds(f"Neighbours agree on new rail link\n\n{LEAD}")[0][0] == "title"


def test_headline_like_lead_with_a_full_stop_is_body() -> None:
    assert kinds(f"Neighbours agree on a rail link.\n\n{LEAD}")[0][0] == "body"


def test_everything_after_a_related_stories_marker_is_furniture() -> None:
    text = f"{LEAD}\n{MORE}\nRelated Stories\nPrime minister opens a port in the south.\nPolice hold two men."
    assert [kind for kind, _ in kinds(text)] == ["body", "body", "furniture", "furniture", "furniture"]


def test_a_related_box_inside_the_text_does_not_swallow_the_report() -> None:
    text = f"{LEAD}\nRelated Stories\nPort opened in the south by premier\n" + "\n".join(
        [f"{MORE} {word} said so." for word in ("He", "She", "They", "Both")]
    )
    found = kinds(text, "Other words")
    assert found[2][0] == "furniture"
    assert [kind for kind, _ in found[3:]] == ["body"] * 4


def test_repeated_captions_are_told_apart() -> None:
    text = f"{LEAD}\nTransport Minister Li Wei\nTransport Minister Li Wei\n{MORE}"
    assert [kind for kind, _ in kinds(text, "Other words")] == ["body", "caption", "furniture", "body"]


def test_furniture_glued_to_the_head_and_tail_of_a_sentence_is_cut_off() -> None:
    text = f"Follow us on Google News ISLAMABAD: {LEAD}\n{MORE} Published in Daily Herald, May 4th, 2025"
    assert kinds(text) == [
        ("furniture", "Follow us on Google News"),
        ("body", f"ISLAMABAD: {LEAD}"),
        ("body", MORE),
        ("furniture", "Published in Daily Herald, May 4th, 2025"),
    ]


def test_hard_wrapped_lines_are_one_line() -> None:
    text = "The transport ministers of two neighbours agreed on\nSaturday to build a rail link and told the\npress so."
    assert kinds(text) == [("body", text)]


def test_lines_of_their_own_are_not_joined() -> None:
    assert len(kinds("Rail cooperation\nthe ministers agreed on a link.\nPort talks\nThey met again.")) == 4


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400), st.none() | st.text(max_size=30))
def test_lines_are_ordered_non_empty_and_hold_every_visible_letter(text: str, title: str | None) -> None:
    lines = find_lines(text, title)
    spans = [line.span for line in lines]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    covered = {i for start, end in spans for i in range(start, end)}
    assert all(i in covered for i, char in enumerate(text) if char.isalpha())
