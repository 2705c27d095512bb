"""The gazetteer holds together, however it was built and wherever it is read."""

from __future__ import annotations

import multiprocessing
import threading
import tomllib
from pathlib import Path

import pytest

from communique.reference import places_build
from communique.reference.places import find_places


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("N’Djamena", "ndjamena"), ("Khyber-Pakhtunkhwa", "khyber pakhtunkhwa"), ("The Hague", "hague"),
        ("São Paulo", "sao paulo"), ("Diyarbakır", "diyarbakir"), ("Łódź", "lodz"), ("ISLAMABAD", "islamabad"),
    ],
)  # fmt: skip
def test_spelling_variants_fold_together(name: str, folded: str) -> None:
    assert places_build.fold(name) == folded


def test_our_own_table_agrees_with_the_gazetteer() -> None:
    extra = tomllib.loads((places_build.FOLDER / "places_extra.toml").read_text(encoding="utf-8"))
    for printed, town in extra["spellings"].items():
        name, country = town.rsplit(", ", 1)
        folded = places_build.fold(name)
        assert any(r.country == country and places_build.fold(r.name) == folded for r in find_places(printed)), printed
    for town in extra["famous"]["cities"]:
        name, country = town.rsplit(", ", 1)
        assert any(row.country == country and row.is_famous for row in find_places(name)), town


def test_division_is_found_with_and_without_its_kind() -> None:
    assert {row.kind for row in find_places("Peshawar District")} == {"district"}
    assert "town" in {row.kind for row in find_places("Peshawar")}


def test_only_towns_have_coordinates() -> None:
    for name in ("Lahore", "Punjab", "Red Sea", "Kabul"):
        for row in find_places(name):
            assert (row.kind == "town") == (row.lat is not None), row


def test_unknown_name_finds_nothing() -> None:
    assert find_places("Zzyzzyx") == () == find_places("")


def test_stale_or_broken_database_is_not_current(tmp_path: Path) -> None:
    broken = tmp_path / "places.sqlite"
    assert not places_build.is_current(broken)
    broken.write_bytes(b"no database")
    assert not places_build.is_current(broken)


def count_places(name: str) -> int:
    return len(find_places.__wrapped__(name))


def test_threads_and_forked_processes_read_alike() -> None:
    expected = count_places("Lahore")
    counts: list[int] = []
    thread = threading.Thread(target=lambda: counts.append(count_places("Lahore")))
    thread.start()
    thread.join()
    with multiprocessing.get_context("fork").Pool(2) as pool:
        counts += pool.map(count_places, ["Lahore", "Lahore"])
    assert counts == [expected] * 3
