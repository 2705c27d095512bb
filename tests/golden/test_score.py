"""The scorer follows the codebook's matching rules, and agrees with the shared scorer where that one is at hand."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest

from communique.exports.record_format import to_line
from communique.pipeline import CodedReport
from gate import load_golden
from sample_reports import load_samples
from score import Count, Scorer, is_short_form, words_of

SHARED = Path(__file__).parents[3] / "shared/dev/score.py"
TEXT = "China praised Pakistan. Later China condemned the attack."
EMPTY: dict[str, Any] = {
    kind: []
    for kind in ("people", "bodies", "engagements", "undertakings", "statements", "actions", "incidents", "figures")
}


def counts(gold: dict[str, Any], found: dict[str, Any]) -> dict[str, Count]:
    scorer = Scorer()
    scorer.add(EMPTY | gold, EMPTY | found, TEXT)
    return dict(scorer.scores().counts)


def praise(**changes: Any) -> dict[str, Any]:
    return {"stance": "praise", "by": "CHN", "about": "PAK", "at": "China praised Pakistan"} | changes


def test_same_stance_and_side_at_shared_words_is_a_hit() -> None:
    found = {"stance": "praise", "by": ["CHN"], "evidence": [[6, 13]]}
    assert counts({"statements": [praise()]}, {"statements": [found]})["statements"] == Count(1, 0, 0)


@pytest.mark.parametrize("change", [{"stance": "condemn"}, {"by": ["PAK"]}, {"evidence": [[30, 40]]}])
def test_another_stance_side_or_place_is_no_hit(change: dict[str, Any]) -> None:
    found = {"stance": "praise", "by": ["CHN"], "evidence": [[6, 13]]} | change
    assert counts({"statements": [praise()]}, {"statements": [found]})["statements"] == Count(0, 1, 1)


def test_an_optional_record_is_never_missed_and_its_words_never_false() -> None:
    gold = {"statements": [praise(optional=True)]}
    found = {"stance": "condemn", "by": ["PAK"], "evidence": [[0, 5]]}
    assert counts(gold, {})["statements"] == Count(0, 0, 0)
    assert counts(gold, {"statements": [found]})["statements"] == Count(0, 0, 0)


def test_one_found_record_hits_only_one_golden_record() -> None:
    gold = {"figures": [{"value": 5, "unit": "USD"}, {"value": 5, "unit": "USD"}]}
    assert counts(gold, {"figures": [{"value": 5.0, "unit": "USD"}]})["figures"] == Count(1, 0, 1)


def test_counted_things_match_by_value_and_money_by_currency() -> None:
    gold = {"figures": [{"value": 5, "unit": "deaths"}, {"value": 7, "unit": "USD"}]}
    found = {"figures": [{"value": 5, "unit": "people"}, {"value": 7, "unit": "EUR"}]}
    assert counts(gold, found)["figures"] == Count(1, 1, 1)


def test_an_engagement_of_one_party_is_not_counted_as_found() -> None:
    found = {"kind": "meeting", "status": "held", "parties": ["CHN"], "evidence": [[0, 5]]}
    assert counts({}, {"engagements": [found]})["engagements"] == Count(0, 0, 0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Shehbaz Sharif", "Sharif", True),
        ("Ali Khan", "Ali", False),
        ("Félix Tshisekedi", "FELIX TSHISEKEDI", True),
        ("Wang Yi", "Zhang Yi", False),
        ("Anwaar-ul-Haq Kakar", "Anwaar ul Haq Kakar", True),
        ("", "", False),
    ],
)
def test_names_agree_when_one_is_the_short_form_of_the_other(one: str, other: str, same: bool) -> None:
    assert is_short_form(words_of(one), words_of(other)) is same


def disturbed(gold: dict[str, Any], text: str, chance: random.Random) -> dict[str, Any]:
    """Return golden records as if found: some left out, doubled, changed or moved."""
    found: dict[str, Any] = {}
    sides = ["CHN", "PAK", "USA", "RUS"]
    for kind, records in gold.items():
        if kind == "report":
            continue
        drawn = [r for r in records for _ in range(chance.choice((0, 1, 1, 2)))]
        rows = [{"name": r} if isinstance(r, str) else dict(r) for r in drawn]
        chance.shuffle(rows)
        for row in rows:
            row.pop("optional", None)
            if (at := row.pop("at", None)) is not None:
                start = max(0, text.find(at) + chance.randint(-40, 40))
                row["evidence"] = [[start, start + chance.randint(1, len(at))]]
            if "by" in row:
                row["by"] = row["by"].split("+") if chance.random() < 0.8 else [chance.choice(sides)]
            if "name" in row and chance.random() < 0.3:
                row["name"] = str(row["name"] or "").split(" ")[-1].upper()
            if "participants" in row:
                row["participants"] = [{"name": n} for n in row["participants"] if chance.random() < 0.8]
            if isinstance(row.get("place"), str):
                row["place"] = {"name": row["place"]}
            if "status" in row:
                row["status"] = chance.choice(("held", "planned", row["status"], row["status"]))
            if "value" in row and chance.random() < 0.3:
                row["value"] += 1
        found[kind] = rows
    return found


def shared_scorer() -> Any:
    if not SHARED.exists():
        pytest.skip("the shared scorer is not at hand")
    spec = importlib.util.spec_from_file_location("shared_score", SHARED)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def assert_agreement(golden: dict[str, Any], found: dict[str, Any], texts: dict[str, str]) -> None:
    tallies, rates = shared_scorer().score(golden, found, texts)
    scorer = Scorer()
    for report_id, gold in golden.items():
        scorer.add(gold, found[report_id], texts[report_id])
    ours = scorer.scores()
    assert dict(ours.counts) == {kind: Count(t.tp, t.fp, t.fn) for kind, t in tallies.items()}
    assert {field: list(pair) for field, pair in ours.rates.items()} == dict(rates)


def test_scorer_agrees_with_the_shared_one_on_what_the_coder_finds(samples: tuple[CodedReport, ...]) -> None:
    found = {c.report.id: json.loads(to_line(c)) for c in samples}
    assert_agreement(load_golden(), found, {c.report.id: c.report.text for c in samples})


@pytest.mark.parametrize("seed", range(5))
def test_scorer_agrees_with_the_shared_one_on_disturbed_records(seed: int) -> None:
    golden, texts = load_golden(), {raw.id: raw.text for raw in load_samples()}
    chance = random.Random(seed)
    found = {report_id: disturbed(gold, texts[report_id], chance) for report_id, gold in golden.items()}
    assert_agreement(golden, found, texts)
