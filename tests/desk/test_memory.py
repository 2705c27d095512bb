"""What lists found is remembered exactly as long as it is true, or as long as it was said to be."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.desk.memory import MOST_KEPT, ROUND, Memory
from communique.register import Place, Register
from tests.engines import Engine

SLOW = 0.05  # seconds that an answer takes to make here


class Clock:
    """Seconds that pass only where a test says so: what a machine does besides changes nothing."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(engine: Engine) -> Place:
    place = engine.empty()
    Register(place).close()
    return place


def write(path: Place) -> None:
    with Register(path) as register:
        statement = "INSERT INTO report (id, version, sha256, text, added_at) VALUES (?, 1, '', '', '')"
        register.connection.execute(statement, (str(time.monotonic_ns()),))


def counter(clock: Clock | None = None) -> Callable[[], int]:
    """Return a slow function that says how often it was called."""
    calls: list[int] = []

    def make() -> int:
        calls.append(1)
        if clock is None:
            time.sleep(SLOW)
        else:
            clock.seconds += SLOW
        return len(calls)

    return make


def test_answer_is_made_once_until_somebody_writes(path: Place) -> None:
    memory, make = Memory(path), counter()
    assert [memory.get("q", make) for _ in range(3)] == [1, 1, 1]
    write(path)
    assert [memory.get("q", make) for _ in range(3)] == [2, 2, 2]


def test_another_file_of_the_same_name_is_another_register(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    Register(path).close()
    memory, make = Memory(path, patience=1000), counter()
    assert memory.get("q", make) == 1
    Register(tmp_path / "other.db").close()
    (tmp_path / "other.db").replace(path)
    assert memory.get("q", make) == 2


def test_patience_gives_the_last_answer_for_as_long_as_it_was_worth(path: Place) -> None:
    memory, make = Memory(path, patience=1000), counter()
    assert memory.get("q", make) == 1
    write(path)
    assert memory.get("q", make) == 1
    memory.forget()
    assert memory.get("q", make) == 2


def test_patience_ends(path: Place, clock: Clock) -> None:
    memory, make = Memory(path, patience=0.5, clock=clock), counter(clock)
    assert memory.get("q", make) == 1
    write(path)
    clock.seconds += 3 * SLOW
    assert memory.get("q", make) == 2


def test_of_many_questions_each_waits_for_a_round_of_all(path: Place, clock: Clock) -> None:
    memory = Memory(path, patience=0.5, clock=clock)
    makes = {question: counter(clock) for question in range(8)}
    assert [memory.get(question, make) for question, make in makes.items()] == [1] * 8
    write(path)
    clock.seconds += 3 * SLOW  # longer than one answer may wait for itself
    assert memory.get(7, makes[7]) == 1
    clock.seconds += ROUND * 8 * SLOW
    assert memory.get(7, makes[7]) == 2


def test_many_who_ask_the_same_wait_for_one_answer(path: Place) -> None:
    memory, make = Memory(path), counter()
    answers: list[int] = []
    readers = [threading.Thread(target=lambda: answers.append(memory.get("q", make))) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert answers == [1] * 8


def test_failure_is_not_remembered(path: Place) -> None:
    memory = Memory(path)

    def fail() -> int:
        raise ValueError("no answer")

    with pytest.raises(ValueError, match="no answer"):
        memory.get("q", fail)
    assert memory.get("q", lambda: 7) == 7


def test_no_more_is_kept_than_fits(path: Place) -> None:
    memory = Memory(path)
    for number in range(2 * MOST_KEPT):
        memory.get(number, lambda: 0)
    assert memory.get(2 * MOST_KEPT - 1, lambda: 1) == 0
    assert memory.get(0, lambda: 1) == 1
