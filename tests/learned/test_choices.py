"""What the learned model may say of the places of a record: holders, contacts, casualties, names and posts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from communique.model.opinion import NONE, OWN_FACTS, Opinion, Spot
from communique.model.report import RawReport
from communique.pipeline import CodedReport, code_report
from communique.records import limits as shipped
from communique.records.cues import candidates
from communique.records.incident import numbers
from communique.records.limits import Limits

LABELS = {
    "undertakings": ("commit",),
    "statements": ("praise",),
    "actions": ("aid",),
    "engagements": ("held", "foreseen", "cancelled"),
    "incidents": ("incident",),
    "contacts": ("meeting", "visit", "call"),
    "statuses": ("held", "ongoing", "planned", "invited", "possible", "cancelled"),
    "holders": ("holder",),
    "casualties": ("killed", "injured"),
    "classes": ("civilian", "security", "unspecified"),
    "people": ("person",),
    "offices": ("office",),
}
Say = Callable[[Sequence[str], Spot], dict[str, dict[str, float]]]


@dataclass
class FakeModel:
    """A model whose words depend on the words of a spot; what it is silent on it is sure to be what the rules say."""

    say: Say
    asked: list[tuple[str, Spot]] = field(default_factory=list)

    def encode(self, words: Sequence[str]) -> Sequence[str]:
        return words

    def opinions(self, words: Sequence[str], spots: Sequence[Spot], facts: Sequence[Sequence[float]]) -> list[Opinion]:
        found = []
        for spot in spots:
            told = [words[i] for i in spot.words]
            self.asked.append((" ".join(told), spot))
            said = self.say(told, spot)
            found.append(Opinion({task: _shares(labels, said.get(task)) for task, labels in LABELS.items()}))
        return found

    opinions_of_places = opinions


def _shares(labels: Sequence[str], said: dict[str, float] | None) -> dict[str, float]:
    given = {labels[0]: 0.5} if said is None else said
    return {NONE: round(1.0 - sum(given.values()), 3), **{name: given.get(name, 0.0) for name in labels}}


Code = Callable[..., CodedReport]


@pytest.fixture
def code_with(monkeypatch: pytest.MonkeyPatch) -> Code:
    """Return a function that codes a text with a fake model under given limits."""

    def code(text: str, say: Say | None, **limits: Limits) -> CodedReport:
        monkeypatch.setattr(shipped, "load_limits", lambda: limits)
        model = None if say is None else FakeModel(say)
        raw = RawReport(id="test", text=text, where="test", published="2025-06-26", language="en")
        return code_report(raw, learned=lambda _: model)  # type: ignore[arg-type,return-value]

    return code


def holds(side: str) -> Say:
    """Return what a model says that is sure of one holder, by a word that names it."""
    return lambda words, _: {"holders": {"holder": 0.97 if side in words else 0.01}}


PROMISE = "China promised Pakistan to mend the bridge."


def by_of(coded: CodedReport) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(r.by, r.to) for r in coded.records["undertakings"]]


def test_holder_changes_only_where_the_model_is_sure_of_another_and_doubts_the_rules(code_with: Code) -> None:
    sure = Limits(relabel=0.9, drop=0.1)
    assert by_of(code_with(PROMISE, None)) == [(("CHN",), ("PAK",))]
    assert by_of(code_with(PROMISE, holds("Pakistan"), holders=sure)) == [(("PAK",), ("CHN",))]
    assert by_of(code_with(PROMISE, holds("China"), holders=sure)) == [(("CHN",), ("PAK",))]
    both = lambda words, _: {"holders": {"holder": 0.97}}  # noqa: E731
    assert by_of(code_with(PROMISE, both, holders=sure)) == [(("CHN",), ("PAK",))]


def test_changed_holder_is_told_by_the_rule_s_name(code_with: Code) -> None:
    (record,) = code_with(PROMISE, holds("Pakistan"), holders=Limits(relabel=0.9, drop=0.1)).records["undertakings"]
    assert record.rule.endswith(".reassigned") and record.speaker is None


def test_no_limit_for_holders_asks_of_none(code_with: Code) -> None:
    assert by_of(code_with(PROMISE, holds("Pakistan"))) == [(("CHN",), ("PAK",))]


def test_no_spot_brings_more_facts_than_the_model_takes() -> None:
    assert len(candidates.FACTS) <= OWN_FACTS and len(numbers.FACTS) <= OWN_FACTS


MEETING = "Chinese Foreign Minister Wang Yi met Pakistani Foreign Minister Ishaq Dar in Beijing on Monday."


def contact(**shares: float) -> Say:
    """Return what a model says that sees a contact as real as `shares` tell."""
    real = {"held": sum(shares.values())}
    return lambda words, _: {"engagements": real, "statuses": shares, "contacts": {"meeting": 0.9}}


def test_contact_goes_where_the_model_doubts_it(code_with: Code) -> None:
    limits = Limits(drop=0.1)
    assert not code_with(MEETING, contact(held=0.05), engagements=limits).records["engagements"]
    assert code_with(MEETING, contact(held=0.3), engagements=limits).records["engagements"]


def test_status_changes_only_to_another_group_and_where_the_model_is_sure(code_with: Code) -> None:
    def status(**shares: float) -> str:
        (record,) = code_with(MEETING, contact(**shares), engagements=Limits(relabel=0.8)).records["engagements"]
        return str(record.status)

    assert status(planned=0.6, possible=0.3) == "planned"
    assert status(planned=0.4, held=0.5) == "held"
    assert status(ongoing=0.9) == "held"


def test_contact_that_no_rule_sees_needs_two_sides_and_a_word_of_contact(code_with: Code) -> None:
    limits = Limits(add=0.7)
    told = "Norwegian Premier Anna Berg taught Malawian President John Banda a song over the meeting table."
    mute = "Norwegian Premier Anna Berg taught Malawian President John Banda a song over the kitchen table."
    alone = "Norwegian Premier Anna Berg taught Norwegian Senator Ole Dahl a song over the meeting table."
    assert not code_with(told, None).records["engagements"]
    (seen,) = code_with(told, contact(planned=0.9), engagements=limits).records["engagements"]
    assert (seen.kind, seen.status, seen.parties) == ("meeting", "planned", ("MWI", "NOR"))
    for other in (mute, alone):
        assert not code_with(other, contact(held=0.9), engagements=limits).records["engagements"]


ATTACK = "A suicide bomber killed five soldiers in Quetta on Monday."


def rows_of(coded: CodedReport) -> list[tuple[str, str, int]]:
    return [(c.outcome, c.class_, c.count) for r in coded.records["incidents"] for c in r.casualties]


def suffers(outcome: str, class_: str, share: float) -> Say:
    return lambda words, _: {"casualties": {outcome: share}, "classes": {class_: 0.95}}


def test_number_that_the_model_doubts_is_no_casualty(code_with: Code) -> None:
    limits, text, row = Limits(drop=0.1), ATTACK.replace("soldiers", "people"), [("killed", "unspecified", 5)]
    assert rows_of(code_with(text, None)) == row
    assert rows_of(code_with(text, suffers("killed", "unspecified", 0.05), casualties=limits)) == []
    assert rows_of(code_with(text, suffers("killed", "unspecified", 0.3), casualties=limits)) == row


def test_number_of_told_class_is_not_doubted(code_with: Code) -> None:
    say = suffers("killed", "security", 0.05)
    assert rows_of(code_with(ATTACK, say, casualties=Limits(drop=0.1))) == [("killed", "security", 5)]


def test_class_is_the_model_s_where_it_is_sure_of_another(code_with: Code) -> None:
    say = suffers("killed", "civilian", 0.9)
    assert rows_of(code_with(ATTACK, say, classes=Limits(relabel=0.9))) == [("killed", "civilian", 5)]
    assert rows_of(code_with(ATTACK, say, classes=Limits(relabel=0.99))) in (
        [("killed", "security", 5)],
        [("killed", "civilian", 5)],
    )


def test_number_that_no_rule_takes_is_a_casualty_where_the_model_sees_one(code_with: Code) -> None:
    text = "A suicide bomber struck a market in Quetta on Monday; the clinic counted 14 visitors in the ward."
    say = suffers("injured", "civilian", 0.9)
    assert rows_of(code_with(text, None)) == []
    assert rows_of(code_with(text, say, casualties=Limits(add=0.8))) == [("injured", "civilian", 14)]


def test_name_that_the_model_doubts_is_no_person(code_with: Code) -> None:
    def doubts(words: Sequence[str], _: Spot) -> dict[str, dict[str, float]]:
        return {"people": {"person": 0.02 if {"Wang", "Peter"} & set(words) else 0.9}}

    limits, shopping = Limits(drop=0.1), "Peter Miller and Mary Jones bought lamps in a market on Monday."
    assert [p.name for p in code_with(shopping, doubts, people=limits).records["people"]] == ["Mary Jones"]
    assert len(code_with(shopping, None).records["people"]) == 2
    # Of who acts for a side it is not asked.
    assert len(code_with(MEETING, doubts, people=limits).records["people"]) == 2


def test_post_changes_only_where_the_model_is_sure_of_another(code_with: Code) -> None:
    text = "Wang Yi, the foreign minister, received the Pakistani ambassador in Beijing on Monday."

    def prefers(words: Sequence[str], _: Spot) -> dict[str, dict[str, float]]:
        return {"offices": {"office": 0.95 if "ambassador" in words else 0.02}}

    (before,) = code_with(text, None).records["people"]
    (after,) = code_with(text, prefers, offices=Limits(relabel=0.9, drop=0.1)).records["people"]
    assert before.office == "foreign minister" and after.office == "ambassador"


def test_shares_among_labels_leave_none_out() -> None:
    opinion = Opinion({"classes": {NONE: 0.6, "civilian": 0.3, "security": 0.1}})
    assert opinion.among("classes", "civilian") == pytest.approx(0.75)
    assert Opinion({"classes": {NONE: 1.0, "civilian": 0.0}}).among("classes", "civilian") == 0.0
