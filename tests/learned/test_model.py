"""The shipped model: it loads without a network, is the measured one, and answers the same in any company."""

from __future__ import annotations

import re
import shutil
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.errors import SourceError
from communique.learned.model import Model, load_model, model_of
from communique.learned.spots import ALL_FACTS, FACTS
from communique.model.opinion import NONE, Opinion, Spot
from communique.model.report import RawReport
from communique.pipeline import trace_report

PROMISE = "The minister promised that his country would mend the bridge , and thanked the envoy ."
WORDS = re.findall(r"[^ ]+", PROMISE)
FOLDER = Path(str(resources.files("communique.learned").joinpath("en")))
BLANK = [0.0] * len(FACTS)


@pytest.fixture(scope="module")
def model() -> Model:
    found = model_of("en")
    assert found is not None
    return found


def ask(model: Model, words: list[str], *spots: Spot) -> list[Opinion]:
    return model.opinions(model.encode(words), spots, [BLANK] * len(spots))


def test_language_without_a_model_has_none() -> None:
    assert model_of("xx") is None


def test_model_with_another_hash_than_the_measured_one_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "en")
    weights = bytearray((folder / "heads.onnx").read_bytes())
    weights[-1] ^= 1
    (folder / "heads.onnx").write_bytes(weights)
    with pytest.raises(SourceError, match=r"heads\.onnx is not the one that was measured"):
        load_model(folder)


def test_all_files_together_stay_under_sixty_megabytes() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 60_000_000


def test_each_kind_s_probabilities_sum_to_one_and_one_label_is_none(model: Model) -> None:
    (opinion,) = ask(model, WORDS, Spot(2, tuple(range(9))))
    assert set(opinion.shares) == {"undertakings", "statements", "actions", "engagements", "incidents"}
    for shares in opinion.shares.values():
        assert NONE in shares and sum(shares.values()) == pytest.approx(1.0, abs=0.01)


def test_model_sees_a_promise_in_a_promise_and_none_in_the_weather(model: Model) -> None:
    text = "KIGALI: Rwanda promised Belgium to mend the bridge. It rained in the valley all day."
    adviser = trace_report(
        RawReport(id="test", text=text, where="test", language="en"), learned=lambda _: model
    ).adviser
    assert adviser is not None
    promise, rain = adviser.opinion_of_clause(1), adviser.opinion_of_clause(9)
    assert promise.best("undertakings") == "commit"
    assert rain.is_record("undertakings") < 0.5 < promise.is_record("undertakings")


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, len(WORDS) - 1), min_size=1, max_size=12), st.integers(0, 2**16))
def test_spot_gets_the_same_opinion_in_any_company(model: Model, heads: list[int], seed: int) -> None:
    """Neither the other spots of a sentence nor the sentences asked of before change an answer."""
    spots = [Spot(head, tuple(range(head, min(head + 1 + seed % 5, len(WORDS))))) for head in heads]
    together = ask(model, WORDS, *spots)
    ask(model, WORDS[seed % 7 :][::-1], Spot(0, (0,)))
    for opinion, spot in zip(together, spots, strict=True):
        (alone,) = ask(model, WORDS, spot)
        for task, shares in alone.shares.items():
            assert dict(opinion.shares[task]) == pytest.approx(dict(shares), abs=0.0011)  # one in the last decimal


def test_what_was_asked_before_changes_no_opinion_of_a_report(model: Model) -> None:
    text = "KIGALI: Rwanda promised Belgium to mend the bridge. Belgium thanked Rwanda and warned that time was short."
    raw = RawReport(id="test", text=text, where="test", language="en")
    first, second = (trace_report(raw, learned=lambda _: model).adviser for _ in range(2))
    assert first is not None and second is not None
    heads = [1, 9]
    asked = [(first.opinion_of_clause(h), first.opinion_of(h, h, h + 3)) for h in heads]
    again = [(second.opinion_of(h, h, h + 3), second.opinion_of_clause(h)) for h in reversed(heads)]
    assert asked == [(clause, run) for run, clause in reversed(again)]


PLACES = {"contacts", "statuses", "holders", "casualties", "classes", "people", "offices"}


def ask_of_places(model: Model, *spots: Spot) -> list[Opinion]:
    return model.opinions_of_places(model.encode(WORDS), spots, [[0.0] * ALL_FACTS] * len(spots))


def test_places_have_tasks_of_their_own_whose_probabilities_sum_to_one(model: Model) -> None:
    (opinion,) = ask_of_places(model, Spot(2, (0, 1)))
    assert set(opinion.shares) == PLACES
    for shares in opinion.shares.values():
        assert NONE in shares and sum(shares.values()) == pytest.approx(1.0, abs=0.01)


def test_place_gets_the_same_opinion_in_any_company(model: Model) -> None:
    spots = [Spot(2, (0, 1)), Spot(2, (14, 15)), Spot(12, (14,))]
    together = ask_of_places(model, *spots)
    for opinion, spot in zip(together, spots, strict=True):
        (alone,) = ask_of_places(model, spot)
        for task, shares in alone.shares.items():
            assert dict(opinion.shares[task]) == pytest.approx(dict(shares), abs=0.0011)


def test_model_without_heads_for_places_is_refused_only_when_asked_of_them(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "en")
    described = (folder / "model.toml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in described if "places.onnx" not in line]
    (folder / "model.toml").write_text("\n".join(kept), encoding="utf-8")
    model = load_model(folder)
    ask(model, WORDS, Spot(2, (2,)))
    with pytest.raises(SourceError, match=r"places\.onnx"):
        ask_of_places(model, Spot(2, (2,)))


def test_sentence_beyond_the_encoder_s_length_is_read_as_far_as_it_goes(model: Model) -> None:
    (opinion,) = ask(model, WORDS * 20, Spot(300, (300,)))
    assert set(opinion.shares["statements"]) >= {"praise", "reject"}


def test_words_that_no_vocabulary_has_are_cut_up_not_refused(model: Model) -> None:
    assert ask(model, ["Zxqv", "\u0e01\u0e02", "\u200d", "met", "\U0001f54a"], Spot(3, (0, 1, 2, 3, 4)))
