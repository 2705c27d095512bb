"""One run of `communique code`: reports in, shards that are not there yet out, in whatever order they get done.

A run that was killed goes on where it was, a finished one does nothing. Reports that have changed since a shard of
theirs was coded, and another coder, are told before anything is coded anew; with `again` they are coded anew, and
nothing else.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from communique.archive.coding import Settings
from communique.archive.engines.engine import Engine
from communique.archive.folder import ArchiveFolder, Receipt
from communique.archive.shard import Shard, cut_shards
from communique.errors import UsageError
from communique.model.report import RawReport


@dataclass(frozen=True, slots=True)
class Done:
    """A shard of which nothing is left to do: `is_new` says that this run coded it."""

    receipt: Receipt
    is_new: bool


class Run:
    """A run over all reports; iterate over `steps` inside `folder.begin`, and close them to stop what is under way."""

    def __init__(self, folder: ArchiveFolder, settings: Settings, again: bool = False) -> None:
        self.folder, self.settings, self.again = folder, settings, again
        self._known: list[Done] = []
        self._count = 0

    def steps(self, raws: Iterable[RawReport], engine: Engine) -> Generator[Done]:
        """Code what is to be coded and yield each shard when it is done; known ones come between."""
        is_complete = self._check_coder()
        with closing(engine.code(self._find_undone(raws), self.settings)) as coded:
            for shard, packed in coded:
                if is_complete:
                    self.folder.reopen(self.settings)
                    is_complete = False
                yield from self._take_known()
                yield Done(self.folder.store(shard, packed, self.settings), True)
        yield from self._take_known()
        has_more = self.folder.folder_of(self._count).exists()
        if has_more and not self.again:
            message = f"The reports have become fewer since {self.folder.path} was coded."
            raise UsageError("input-changed", message, HINT)
        if has_more or not is_complete:
            self.folder.finish(self.settings, self._count)

    def _take_known(self) -> Iterator[Done]:
        known, self._known = self._known, []
        yield from known

    def _find_undone(self, raws: Iterable[RawReport]) -> Iterator[Shard]:
        """Yield the shards that are to be coded; raise at one that was coded of other reports."""
        for shard in cut_shards(raws, self.settings.shard_reports):
            self._count += 1
            receipt = self.folder.receipt(shard.number)
            if receipt is not None and self._is_current(receipt, shard):
                self._known.append(Done(receipt, False))
            else:
                yield shard

    def _is_current(self, receipt: Receipt, shard: Shard) -> bool:
        if receipt.input != shard.fingerprint:
            if not self.again:
                first = shard.raws[0].id
                message = (
                    f"The reports have changed since {self.folder.path} was coded: those from number {shard.first}"
                    f" ({first}) on are not those of its shard {shard.number}."
                )
                raise UsageError("input-changed", message, HINT)
            return False
        return (receipt.coder, receipt.rules_only) == (self.settings.coder_name, self.settings.rules_only)

    def _check_coder(self) -> bool:
        """Raise where another coder has made this archive, unless it is to be coded anew; True if it is complete."""
        told = self.folder.manifest()
        theirs, ours = (told["coder"], told["rules_only"]), (self.settings.coder_name, self.settings.rules_only)
        if theirs == ours:
            return bool(told["is_complete"])
        if not self.again:
            names = [f"{name}{' by rules alone' if rules_only else ''}" for name, rules_only in (theirs, ours)]
            raise UsageError("coder-changed", f"{self.folder.path} was coded by {names[0]}; this is {names[1]}.", HINT)
        self.folder.reopen(self.settings)
        return False


HINT = "Code into another folder, or with --again code anew here what has changed."
