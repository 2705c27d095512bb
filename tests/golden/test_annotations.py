"""Our own codings are kept without the text, and come back as they were written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import annotations as codings
from gold_check import complaints

TEXT = "OSLO: The minister of Norway said on Monday that Norway would lend Fiji two ferries. Fiji thanked Norway."
COMMIT = {"act": "commit", "by": "NOR", "to": "FJI", "at": "Norway would lend Fiji two ferries"}
PRAISE = {"stance": "praise", "by": "FJI", "about": "NOR", "at": "Fiji thanked Norway"}


def gold(**kinds: Any) -> dict[str, Any]:
    return {"report": "a-1", **{kind: [] for kind in codings.LISTS}, **kinds}


def article(**fields: str) -> dict[str, Any]:
    return {"id": "a-1", "title": "Ferries", "text": TEXT, **fields}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store beside a corpus of one article."""
    monkeypatch.setattr(codings, "STORE", tmp_path / "store")
    monkeypatch.setattr(codings, "load_corpus", lambda: {"a-1": article()})
    monkeypatch.setattr(codings, "load_reserved", lambda: frozenset({"dev-1"}))
    return tmp_path / "store"


def write(folder: Path, coding: dict[str, Any]) -> Path:
    file = folder / "gold.json"
    file.write_text(json.dumps(coding), encoding="utf-8")
    return file


def test_a_coding_comes_back_with_the_words_it_was_written_with(store: Path, tmp_path: Path) -> None:
    written = gold(undertakings=[COMMIT], statements=[PRAISE], bodies=["Fiji Ferries"])
    stored = codings.to_offsets(written, TEXT, "first")
    assert codings.to_words(stored, TEXT) == written
    assert stored["undertakings"][0]["at"] == [49, 83]


def test_no_word_of_an_evidence_is_stored(store: Path, tmp_path: Path) -> None:
    assert codings.add([write(tmp_path, gold(undertakings=[COMMIT]))], "first", again=False) == 0
    assert "ferries" not in (store / "a-1.json").read_text(encoding="utf-8")


def test_a_stored_coding_loads_with_its_article(store: Path, tmp_path: Path) -> None:
    codings.add([write(tmp_path, gold(statements=[PRAISE]))], "first", again=False)
    [(loaded, coding)] = codings.load(store)
    assert loaded["title"] == "Ferries"
    assert not list(complaints(coding, loaded["text"]))
    assert coding["statements"] == [PRAISE]


def test_a_changed_text_is_not_passed_over(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codings.add([write(tmp_path, gold(statements=[PRAISE]))], "first", again=False)
    monkeypatch.setattr(codings, "load_corpus", lambda: {"a-1": article(text=f"{TEXT} Corrected.")})
    with pytest.raises(ValueError, match="another text"):
        list(codings.load(store))


@pytest.mark.parametrize("words", ["Norway", "words that are not there"])
def test_words_that_do_not_occur_once_are_refused(store: Path, tmp_path: Path, words: str) -> None:
    assert codings.add([write(tmp_path, gold(statements=[{**PRAISE, "at": words}]))], "first", again=False) == 1
    assert not list(store.glob("*.json"))


def test_a_report_that_measures_accuracy_is_refused(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codings, "load_reserved", lambda: frozenset({codings.hash_of(TEXT)}))
    assert codings.add([write(tmp_path, gold(statements=[PRAISE]))], "first", again=False) == 1


def test_one_coder_does_not_write_over_the_other(store: Path, tmp_path: Path) -> None:
    file = write(tmp_path, gold(statements=[PRAISE]))
    assert codings.add([file], "first", again=False) == 0
    assert codings.add([file], "second", again=False) == 1
    assert codings.add([file], "second", again=True) == 0


def test_sides_are_stored_in_order(store: Path, tmp_path: Path) -> None:
    codings.add([write(tmp_path, gold(statements=[{**PRAISE, "by": "NOR+FJI"}]))], "first", again=False)
    assert [coding["statements"][0]["by"] for _, coding in codings.load(store)] == ["FJI+NOR"]
