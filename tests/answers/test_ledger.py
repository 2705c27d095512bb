"""The ledger: a status is a series that a person decides and can take back exactly; money is counted once."""

from __future__ import annotations

from typing import Any

import pytest

from communique.answers import Filter, list_ledger
from communique.answers.brief import get_brief
from communique.present.brief import to_markdown
from communique.register import Register
from communique.register.verdicts import assess_undertaking, judge_claims, undo_number
from tests.register.conftest import Add, add, register

__all__ = ["add", "register"]

WORDS = "promised to lay a fibre cable between Kashgar and Gilgit villages"


@pytest.fixture
def promised(register: Register, add: Add) -> tuple[int, int]:
    """Add a promise, the deed that carries it out, and two reports of other things; return both claims."""
    first = add("r1", f"China {WORDS}.", "undertakings", WORDS, "2025-01-01", due="2025-03").claims[0]
    deed = "laid a fibre cable between Kashgar and Gilgit villages"
    second = add("r2", f"China {deed}.", "actions", deed, "2025-04-01", date="2025-03-28").claims[0]
    add("r3", "China met Pakistan.", "engagements", "met", "2025-05-01")
    return first, second


def ask(register: Register) -> list[dict[str, Any]]:
    return [dict(row) for row in list_ledger(register, Filter()).rows]


def test_a_suggestion_waits_and_does_not_change_the_status(register: Register, promised: tuple[int, int]) -> None:
    (row,) = ask(register)
    assert (row["status"], row["suggested"], row["statuses"]) == ("not yet assessed", "in progress", [])
    assert row["follow_ups"] == ["carries out 2025-04-01 (Margalla Wire) ?"]


def test_confirming_enters_the_series_with_evidence_and_undoing_restores_it(
    register: Register, promised: tuple[int, int]
) -> None:
    before = ask(register)
    number = judge_claims(register, "confirm", *promised, "amina", "the same cable")
    (row,) = ask(register)
    assert row["status"] == "in progress" and row["suggested"] is None
    assert row["statuses"] == [f"2025-04-01 in progress (amina: carries out: the same cable; claim {promised[1]})"]
    assert row["follow_ups"] == ["carries out 2025-04-01 (Margalla Wire)"]
    undo_number(register, str(number))
    assert ask(register) == before


def test_refusing_leaves_nothing_found_and_undoing_restores_it(register: Register, promised: tuple[int, int]) -> None:
    before = ask(register)
    number = judge_claims(register, "reject", *promised, "amina", "another cable")
    (row,) = ask(register)
    assert (row["status"], row["follow_ups"]) == ("not yet assessed", [])
    assert row["found_since"] == "nothing found in 3 reports published from then until 2025-05-01"
    assert row["suggested"] == "expired with nothing found", "it was due in March"
    undo_number(register, str(number))
    assert ask(register) == before


def test_a_given_status_is_added_to_the_series_and_undone_exactly(
    register: Register, promised: tuple[int, int]
) -> None:
    judge_claims(register, "confirm", *promised, "amina", "the same cable")
    before = ask(register)
    number = assess_undertaking(register, promised[0], "stalled", "2025-05-01", None, "bilal", "no work since")
    (row,) = ask(register)
    assert row["status"] == "stalled"
    assert [line.split(" (")[0] for line in row["statuses"]] == ["2025-04-01 in progress", "2025-05-01 stalled"]
    undo_number(register, f"s{number}")
    assert ask(register) == before


def test_nothing_found_says_in_how_many_reports_from_its_own_day_on(register: Register, add: Add) -> None:
    add("r0", "China met Pakistan.", "engagements", "met", "2024-12-01")
    add("r1", f"China {WORDS}.", "undertakings", WORDS, "2025-01-01")
    add("r2", "China met Pakistan again.", "engagements", "met", "2025-02-01")
    (row,) = ask(register)
    assert row["found_since"] == "nothing found in 2 reports published from then until 2025-02-01"


def test_money_is_counted_once_with_how_each_amount_was_read(register: Register, add: Add) -> None:
    lent = "would each lend $500 million for a tidal power barrage"
    money = {"amounts": [{"value": 5e8, "currency": "USD"}], "by": ["CHN"]}
    add("r1", f"Two banks of China {lent}.", "undertakings", f"Two banks of China {lent}", "2025-01-01", **money)
    add("r2", f"Later, two banks of China {lent}.", "undertakings", f"two banks of China {lent}", "2025-02-01", **money)
    size = "would review its $7 billion harbour programme"
    more = {"amounts": [{"value": 7e9, "currency": "USD"}]}
    add("r3", f"China {size}.", "undertakings", size, "2025-02-02", **more)
    table = list_ledger(register, Filter())
    assert "by the rule pledges-once: USD 1,000,000,000 (" in table.notes[0]
    assert [row["pledged"] for row in table.rows] == [
        ["USD 500,000,000: each, USD 1,000,000,000 (each of 2)"],
        ["USD 500,000,000: told again (told before by r1)"],
        ["USD 7,000,000,000: size (the size of something, not a pledge)"],
    ]
    brief = to_markdown(get_brief(register, "CHN", "PAK"))
    assert "China pledged USD 1 billion towards Pakistan: USD 1 billion (each of 2), “" in brief
    assert "Not counted: USD 7 billion" in brief and "rule pledges-once" in brief


def test_a_brief_tells_what_came_of_a_promise_with_both_ends(register: Register, promised: tuple[int, int]) -> None:
    brief = get_brief(register, "CHN", "PAK")
    (sentence,) = next(s.sentences for s in brief.sections if s.heading.startswith("What came of"))
    assert "Carried out (suggested, not confirmed): “laid a fibre cable" in sentence.text
    assert [claim.key for claim in sentence.claims] == list(promised)
    judge_claims(register, "confirm", *promised, "amina", "the same cable")
    assert "Carried out: “laid" in to_markdown(get_brief(register, "CHN", "PAK"))


def test_what_is_done_is_no_longer_open(register: Register, promised: tuple[int, int]) -> None:
    def open_ones() -> list[str]:
        sections = get_brief(register, "CHN", "PAK").sections
        return [t.text for s in sections if s.heading == "What China undertook towards Pakistan" for t in s.sentences]

    assert len(open_ones()) == 1
    assess_undertaking(register, promised[0], "in progress", "2025-05-01", None, "amina", "half of it")
    assert "Status: in progress." in open_ones()[0]
    assess_undertaking(register, promised[0], "done", "2025-06-01", None, "amina", "it works")
    assert open_ones() == []
