"""Which time words are a contact's own."""

from __future__ import annotations

from collections.abc import Callable

from communique.pipeline import CodedReport


def test_time_that_only_tells_which_other_thing_is_meant_is_no_time_of_the_contact(
    code: Callable[..., CodedReport],
) -> None:
    text = "Foreign Minister Wang Yi told Foreign Minister Ishaq Dar that China would help after last year's floods."
    coded = code(text)
    assert [contact.when for contact in coded.records["engagements"]] in ([], [None])


def test_time_that_tells_which_contact_is_meant_is_its_time(code: Callable[..., CodedReport]) -> None:
    coded = code("Foreign Ministers Wang Yi of China and Ishaq Dar of Pakistan spoke at Monday's meeting in Beijing.")
    assert {contact.when for contact in coded.records["engagements"]} == {"Monday"}
