"""Reports are cut into shards the same way every time, and each report is in one of them once."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from communique.archive.shard import cut_shards
from communique.model.problem import Problem
from communique.model.report import RawReport
from tests.archive.fakes import make_raws

NAMES = st.sampled_from(["a", "b", "c", "d"])
REPORTS = st.builds(
    RawReport,
    id=NAMES,
    text=st.sampled_from(["", "one", "two", "three" * 9]),
    where=st.just("f.txt"),
    outlet=st.sampled_from([None, "Wire", "Post"]),
)


@given(st.lists(REPORTS, max_size=30), st.integers(1, 5), st.integers(1, 60))
def test_every_report_that_is_kept_is_in_one_shard_in_order(raws: list[RawReport], count: int, chars: int) -> None:
    shards = list(cut_shards(raws, count, chars))
    kept = [raw for shard in shards for raw in shard.raws]
    left_out = [duplicate for shard in shards for duplicate in shard.duplicates if duplicate.same == "report"]
    assert len(kept) + len(left_out) == len(raws)
    assert [shard.number for shard in shards] == list(range(len(shards)))
    assert all(shard.first == sum(len(before.raws) for before in shards[: shard.number]) for shard in shards)
    assert all(
        0 < len(shard.raws) <= count and (len(shard.raws) == 1 or sum(len(raw.text) for raw in shard.raws) <= chars)
        for shard in shards
    )
    rest = iter(raws)
    assert all(any(raw is given for given in rest) for raw in kept), "in the order in which they came"


@given(st.lists(REPORTS, max_size=30))
def test_what_a_duplicate_is_like_is_there_and_is_like_it(raws: list[RawReport]) -> None:
    shards = list(cut_shards(raws, 4))
    kept = [raw for shard in shards for raw in shard.raws]
    for shard in shards:
        for duplicate in shard.duplicates:
            earlier = kept[duplicate.of]
            assert earlier.text and (duplicate.same == "text") == (duplicate.id != earlier.id)


def test_same_report_is_left_out_and_other_likenesses_are_told() -> None:
    wire = RawReport("r", "They met.", "a.txt", outlet="Wire", url="https://wire.example/1")
    post = replace(wire, outlet="Post", url="https://post.example/1", where="b.txt")
    again, later = replace(wire, where="c.txt"), replace(wire, text="They met again.", where="d.txt")
    renamed = replace(wire, id="s", where="e.txt")
    (shard,) = cut_shards([wire, post, again, later, renamed])
    assert [raw.where for raw in shard.raws] == ["a.txt", "b.txt", "d.txt", "e.txt"]
    told = [(duplicate.where, duplicate.same, duplicate.of) for duplicate in shard.duplicates]
    assert told == [("b.txt", "id", 0), ("c.txt", "report", 0), ("d.txt", "id", 0), ("e.txt", "text", 0)]


def test_places_that_could_not_be_read_are_no_duplicates() -> None:
    unread = RawReport("r", "", "a.txt", problems=(Problem("file-empty", "there is nothing in it", "a.txt"),))
    (shard,) = cut_shards([unread, unread])
    assert len(shard.raws) == 2 and not shard.duplicates


def test_fingerprint_follows_what_is_coded_and_not_where_it_stood() -> None:
    (first,), (moved,) = (cut_shards(raws) for raws in (make_raws(3), make_raws(3)))
    moved = replace(moved, raws=tuple(replace(raw, where="elsewhere") for raw in moved.raws))
    assert moved.fingerprint == first.fingerprint
    other = replace(first, raws=(*first.raws[:2], replace(first.raws[2], published="2025-01-03")))
    assert other.fingerprint != first.fingerprint
    assert replace(first, raws=first.raws[::-1]).fingerprint != first.fingerprint
