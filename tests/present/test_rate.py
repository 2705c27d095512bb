"""Long work tells how far it is, how fast it goes and how long it still takes."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from communique.present import rate
from communique.present.rate import Rate, show_rate, tell_time


def test_speed_is_that_of_this_run_and_what_was_known_is_done() -> None:
    told = Rate("coded", total=4000, done=460, known=820, began=0.0).tell(now=100.0)
    assert told == "1,280 of 4,000 reports coded, 4.6 a second, 10 min left"


def test_nothing_is_foretold_while_nobody_knows_how_many_there_are() -> None:
    assert Rate("merged", done=50, began=0.0).tell(now=10.0) == "50 reports merged, 5.0 a second"
    assert Rate("merged", total=50, known=50, began=0.0).tell(now=10.0) == "50 of 50 reports merged"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0 s"), (89, "89 s"), (90, "2 min"), (3600, "60 min"), (6000, "1 h 40 min"), (200_000, "2 d 8 h")],
)
def test_time_left_is_told_in_two_units_at_most(seconds: float, told: str) -> None:
    assert tell_time(seconds) == told


@pytest.mark.parametrize("is_terminal", [False, True])
def test_a_log_has_lines_and_a_terminal_a_bar_that_goes(is_terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "LINE_SECONDS", 0.0)
    out = io.StringIO()
    console = Console(file=out, force_terminal=is_terminal, width=100)
    with show_rate(console, "coded", lambda: None) as advance:
        advance(7, False)
    assert "7 reports coded" in out.getvalue()
    assert ("\x1b" in out.getvalue()) == is_terminal


def test_failing_count_leaves_the_work_alone() -> None:
    out = io.StringIO()
    with show_rate(Console(file=out), "coded", lambda: 1 // 0) as advance:
        advance(3, True)
