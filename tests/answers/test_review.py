"""Reviewing: the least certain record comes first, decisions are told everywhere, and taking them back undoes all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.answers.filter import Filter, find_claims
from communique.answers.report import get_report
from communique.answers.review import Place, count_waiting, next_claims, waiting_keys
from communique.answers.words import WORDS
from communique.errors import UsageError
from communique.exports.gold import list_gold, stretch, write_gold
from communique.register import Register
from communique.register.edits import edit
from communique.register.judgements import judge, undo, undo_batch
from tests.engines import Engine

REPORT = "dispatch-2025-09-05-sharif-li"
ALL = Filter()


@pytest.fixture
def register(engine: Engine) -> Iterator[Register]:
    with Register(engine.golden()) as opened:
        yield opened


def dump(register: Register) -> list[tuple]:
    tables = ("claim", "claim_side", "node", "same_link", "follow_link")
    return [
        tuple(row) for name in tables for row in register.connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2, 3")
    ]


def test_the_queue_gives_every_undecided_record_once_the_least_certain_first(register: Register) -> None:
    for key, confidence in zip(waiting_keys(register, (), ALL)[:3], (0.3, 0.1, 0.2), strict=True):
        row = register.connection.execute("SELECT record FROM claim WHERE key = ?", (key,)).fetchone()
        changed = json.dumps(json.loads(row["record"]) | {"confidence": confidence})
        register.connection.execute("UPDATE claim SET record = ? WHERE key = ?", (changed, key))
    seen, after = [], None
    while found := next_claims(register, (), ALL, after):
        seen.append(found[0])
        after = Place(found[0].record["confidence"], found[0].key)
    assert [claim.record["confidence"] for claim in seen[:3]] == [0.1, 0.2, 0.3]
    assert len({claim.key for claim in seen}) == len(seen) == count_waiting(register, (), ALL)


def test_a_rejected_record_leaves_every_answer_and_undo_brings_it_back_exactly(register: Register) -> None:
    before = dump(register)
    (claim,) = next_claims(register, ["undertakings"], ALL)
    number = judge(register, "claim", claim.key, None, "rejected", "Ayesha", "not said")
    assert claim.key not in {c.key for c in find_claims(register, "undertakings", ALL)}
    assert claim.key not in waiting_keys(register, (), ALL)
    undo(register, number)
    assert claim.key in {c.key for c in find_claims(register, "undertakings", ALL)}
    assert dump(register) == before


def test_an_edited_record_is_told_and_found_as_edited_while_the_claim_stays(register: Register) -> None:
    before = dump(register)
    claim = get_report(register, REPORT).of_kind("undertakings")[0]
    coded = register.connection.execute("SELECT record FROM claim WHERE key = ?", (claim.key,)).fetchone()[0]
    given = {"act": "offer", "by": "KAZ", "to": "PAK, CHN"}
    number = edit(register, claim, given, WORDS["undertakings"], "Ayesha", "")
    (told,) = find_claims(register, "undertakings", Filter(by=("KAZ",), having={"act": ("offer",)}))
    assert (told.key, told.record["to"], told.is_edited) == (claim.key, ["CHN", "PAK"], True)
    assert register.connection.execute("SELECT record FROM claim WHERE key = ?", (claim.key,)).fetchone()[0] == coded
    undo(register, number)
    assert dump(register) == before
    assert not get_report(register, REPORT).of_kind("undertakings")[0].is_edited


def test_edited_evidence_is_the_texts_own_words(register: Register) -> None:
    report = get_report(register, REPORT)
    claim = report.of_kind("undertakings")[0]
    words = report.text.strip().splitlines()[-1]
    edit(register, claim, {"words": words}, {}, "Ayesha", "")
    told = next(c for c in get_report(register, REPORT).claims if c.key == claim.key)
    assert told.words == (words,)


@pytest.mark.parametrize(
    "given, message",
    [
        ({"act": "swear"}, "no act"),
        ({"by": ""}, "needs 1 or more"),
        ({"to": "china"}, "no code"),
        ({"words": "words that nobody wrote"}, "not in the text"),
        ({"matter": "x"}, "cannot be edited"),
        ({}, "Nothing was changed"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_and_nothing_is_kept(
    register: Register, given: dict[str, str], message: str
) -> None:
    claim = get_report(register, REPORT).of_kind("undertakings")[0]
    with pytest.raises(UsageError, match=message):
        edit(register, claim, given, WORDS["undertakings"], "Ayesha", "")
    assert register.connection.execute("SELECT count(*) FROM judgement").fetchone()[0] == 0


def test_a_batch_is_taken_back_in_one_go(register: Register) -> None:
    before = dump(register)
    keys = waiting_keys(register, ["statements"], ALL)
    with register.transaction():
        for key in keys:
            judge(register, "claim", key, None, "confirmed", "Ayesha", "bulk", batch="b1")
    assert count_waiting(register, ["statements"], ALL) == 0
    assert undo_batch(register, "b1") == len(keys)
    assert waiting_keys(register, ["statements"], ALL) == keys
    assert dump(register) == before


def test_gold_holds_what_was_confirmed_and_edited_and_not_what_was_rejected(register: Register, tmp_path: Path) -> None:
    report = get_report(register, REPORT)
    claims = [claim for claim in report.claims if claim.kind not in ("people", "bodies")]
    rejected, changed, *rest = [claim for claim in claims if claim.kind == "undertakings"]
    judge(register, "claim", rejected.key, None, "rejected", "Ayesha", "")
    assert list(list_gold(register)) == []
    edit(register, changed, {"act": "offer"}, WORDS["undertakings"], "Ayesha", "")
    for claim in claims:
        if claim not in (rejected, changed):
            judge(register, "claim", claim.key, None, "confirmed", "Ayesha", "")
    assert write_gold(register, tmp_path / "gold") == 1
    gold = json.loads((tmp_path / "gold" / f"{REPORT}.json").read_text(encoding="utf-8"))
    assert len(gold["undertakings"]) == len(rest) + 1
    assert gold["undertakings"][0]["act"] == "offer"
    assert not any("optional" in record for record in gold["undertakings"])
    for kind in ("engagements", "undertakings", "statements"):
        for record in gold[kind]:
            assert report.text.count(record["at"]) == 1
    assert {tuple(sorted(e["parties"])) for e in gold["engagements"]} == {("CHN", "PAK")}


def test_a_partial_gold_file_marks_the_undecided_as_optional(register: Register) -> None:
    claim = get_report(register, REPORT).of_kind("undertakings")[0]
    judge(register, "claim", claim.key, None, "confirmed", "Ayesha", "")
    (gold,) = list_gold(register, partial=True)
    assert [bool(record.get("optional")) for record in gold["undertakings"]][0:2] == [False, True]


@given(st.text(alphabet="ab ", min_size=1, max_size=40), st.data())
def test_stretched_words_hold_the_evidence_and_stand_once(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = stretch(text, start, end)
    assert text[start:end] in words
    assert text.count(words) == 1
