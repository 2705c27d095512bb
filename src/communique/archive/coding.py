"""Code one shard in a worker: the function that every engine calls, wherever it runs."""

from __future__ import annotations

from dataclasses import dataclass

from communique.archive.shard import SHARD_REPORTS, Shard
from communique.archive.tables import Packed, pack
from communique.chunks import cut_chunks, failed
from communique.pipeline import CodedReport
from communique.worker import CODE_SECONDS, CODER, Coder, Worker


@dataclass(frozen=True, slots=True)
class Settings:
    """How an archive is coded. `coder_name` is the rules' version, the same on all machines of a run; `seconds` bounds
    what a chunk, and at last a report alone, may take; `shard_reports` is how many are written at once; `coder` is what
    codes, for who tests an engine."""

    coder_name: str
    rules_only: bool = False
    seconds: float = CODE_SECONDS
    shard_reports: int = SHARD_REPORTS
    coder: Coder = CODER


def code_shard(worker: Worker, shard: Shard, settings: Settings, killers: frozenset[int] = frozenset()) -> Packed:
    """Return the files of a shard, coded in `worker`; `killers` are reports (by place) that are not even tried."""
    coded: dict[int, CodedReport] = {}
    places = [place for place in range(len(shard.raws)) if place not in killers]
    for chunk in cut_chunks(shard.raws[place] for place in places):
        results = worker.code_chunk(chunk, settings.rules_only, settings.seconds, settings.coder)
        coded.update(zip(places[len(coded) :], results, strict=False))
    for place in killers:
        message = "Every machine's worker that tried this report died. Cut the report in parts."
        coded[place] = failed(shard.raws[place], "worker-died", message)
    in_order = [coded[place] for place in range(len(shard.raws))]
    return pack(shard.first, in_order, shard.duplicates, settings.coder_name)
