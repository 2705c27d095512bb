"""What the learned model may do to what rules find, by its limits, and when it is asked at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from communique.learned.model import model_of
from communique.model.opinion import NONE, Opinion, Spot
from communique.model.report import RawReport
from communique.pipeline import CodedReport, code_report, no_model
from communique.records import limits as shipped
from communique.records.limits import Limits

LABELS = {
    "undertakings": ("commit", "request", "propose"),
    "statements": ("praise", "criticise"),
    "actions": ("aid", "sanction"),
    "engagements": ("held",),
    "incidents": ("incident",),
}


@dataclass
class FakeModel:
    """A model that gives the same probabilities to every spot; `encoded` are the sentences it was asked of."""

    said: dict[str, dict[str, float]]
    encoded: list[str] = field(default_factory=list)

    def encode(self, words: Sequence[str]) -> None:
        self.encoded.append(" ".join(words))

    def opinions(self, _: None, spots: Sequence[Spot], facts: Sequence[Sequence[float]]) -> list[Opinion]:
        shares = {}
        for task, labels in LABELS.items():
            said = self.said.get(task, {})
            shares[task] = {NONE: round(1.0 - sum(said.values()), 3), **{name: said.get(name, 0.0) for name in labels}}
        return [Opinion(shares)] * len(spots)


Code = Callable[..., CodedReport]


@pytest.fixture
def code_with(monkeypatch: pytest.MonkeyPatch) -> Code:
    """Return a function that codes a text with a fake model's opinion, limits at one half."""
    monkeypatch.setattr(shipped, "load_limits", lambda: dict.fromkeys(LABELS, Limits(drop=0.2, relabel=0.8, add=0.5)))

    def code(text: str, model: Any) -> CodedReport:
        raw = RawReport(id="test", text=text, where="test", published="2025-06-26", language="en")
        return code_report(raw, learned=lambda _: model)

    return code


PASSED_OVER = "KIGALI: The Rwandan minister said Belgium had muddled the ballots of the two lakes."
PROMISE = "China promised to support Pakistan."
OFFER = "China offered to support Pakistan."


def test_clause_that_rules_pass_over_is_added_with_the_model_s_label(code_with: Code) -> None:
    sure = FakeModel({"statements": {"criticise": 0.9}})
    assert not code_with(PASSED_OVER, FakeModel({})).records["statements"]
    added = code_with(PASSED_OVER, sure).records["statements"]
    assert {(r.stance, r.by) for r in added} == {("criticise", ("RWA",))}
    assert all(r.rule == "statement.criticise.learned" for r in added)


def test_what_the_model_adds_has_its_own_words_as_evidence(code_with: Code) -> None:
    (record,) = code_with(PASSED_OVER, FakeModel({"statements": {"criticise": 0.9}})).records["statements"]
    ((start, end),) = record.evidence
    assert PASSED_OVER[start:end].startswith(("The Rwandan minister", "Belgium"))


def test_clause_without_a_side_behind_it_is_not_added(code_with: Code) -> None:
    text = "The kettle said that the spoon had muddled the tea."
    assert not code_with(text, FakeModel({"statements": {"criticise": 0.9}})).records["statements"]


def test_record_that_the_model_finds_improbable_is_dropped(code_with: Code) -> None:
    assert code_with(OFFER, None).records["undertakings"]
    assert not code_with(OFFER, FakeModel({"undertakings": {"commit": 0.1}})).records["undertakings"]


def test_promise_in_plain_words_is_never_dropped(code_with: Code) -> None:
    assert code_with(PROMISE, FakeModel({"undertakings": {"commit": 0.1}})).records["undertakings"]


def test_record_stays_where_the_model_only_wavers(code_with: Code) -> None:
    (record,) = code_with(PROMISE, FakeModel({"undertakings": {"commit": 0.15, "request": 0.15}})).records[
        "undertakings"
    ]
    assert record.act == "commit"


def test_label_changes_only_where_the_model_is_sure_of_another(code_with: Code) -> None:
    unsure = FakeModel({"undertakings": {"commit": 0.3, "request": 0.6}})
    sure = FakeModel({"undertakings": {"commit": 0.05, "request": 0.9}})
    assert code_with(PROMISE, unsure).records["undertakings"][0].act == "commit"
    assert code_with(PROMISE, sure).records["undertakings"][0].act == "request"


def test_deed_that_no_frame_fits_is_added_where_it_is_told_as_done(code_with: Code) -> None:
    model = FakeModel({"actions": {"aid": 0.9}})
    done = "Norway twinned a school in Oslo with Malawi last year."
    assert code_with(done, model).records["actions"][0].type == "aid"
    assert not code_with("Norway will twin a school in Oslo with Malawi.", model).records["actions"]


def test_report_without_sides_costs_no_encoder_call(code_with: Code) -> None:
    model = FakeModel({"statements": {"praise": 0.9}, "undertakings": {"commit": 0.9}})
    code_with("The river rose again. A heron stood in the reeds and caught nothing.", model)
    assert not model.encoded


def test_sentence_is_encoded_once_however_often_it_is_asked_of(code_with: Code) -> None:
    model = FakeModel({"statements": {"criticise": 0.4}})
    code_with(f"{PROMISE} China warned Pakistan that it would leave, and praised its patience.", model)
    assert len(model.encoded) == len(set(model.encoded))


def test_rules_alone_ask_no_model() -> None:
    raw = RawReport(id="test", text=PROMISE, where="test", language="en")
    assert [r.act for r in code_report(raw, learned=no_model).records["undertakings"]] == ["commit"]


def test_limits_are_there_for_each_kind_that_the_model_is_asked_of_and_lie_between_zero_and_one() -> None:
    limits = shipped.load_limits.__wrapped__()  # type: ignore[attr-defined]
    model = model_of("en")
    assert model is not None
    assert set(limits) <= set(model.labels) | set(model.place_labels) and {"undertakings", "people"} <= set(limits)
    for row in limits.values():
        assert 0.0 <= row.drop < row.add and 0.0 < row.relabel <= 1.01 and row.add <= 1.01
