"""Put an archive into a register, as `communique read` would have put its reports there: the same claims, in the same
order, joined the same way.

The register itself knows what it has: a merge that was stopped goes on where it was, and one that is done adds nothing.
An archive that is not complete is merged up to its first missing shard; merging it again later adds the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from communique.archive.folder import ArchiveFolder, Receipt
from communique.archive.tables import read_coded, read_reports
from communique.pipeline import CodedReport
from communique.register import Register
from communique.register.fill import Filled, fill_register, is_known, name_coder


class Merge:
    """One merge of an archive; `given` counts its reports so far, `known` those that the register had already."""

    def __init__(self, folder: ArchiveFolder) -> None:
        self.folder = folder
        self.given = self.known = 0
        told = folder.manifest()
        self._coded_by = (told["coder"], told["rules_only"])
        self.coder = name_coder(*self._coded_by)
        self.is_complete: bool = told["is_complete"]

    def count(self) -> int:
        """Return how many reports there are to merge."""
        return sum(receipt.reports for receipt in self._receipts())

    def _receipts(self) -> Iterator[Receipt]:
        """Yield the shards up to the first that is missing, or that is still another coder's."""
        return takewhile(lambda one: (one.coder, one.rules_only) == self._coded_by, self.folder.receipts())

    def fill(self, register: Register) -> Iterator[Filled]:
        """Add what the register does not have yet and yield it, report by report."""
        yield from fill_register(register, self._find_new(register), self.coder)

    def _find_new(self, register: Register) -> Iterator[CodedReport]:
        """Yield the reports that are new to the register; a shard of which it has all is not read further."""
        for receipt in self._receipts():
            folder = self.folder.folder_of(receipt.number)
            self.given += receipt.reports
            are_known = [
                is_known(register, coded.report, self.coder if coded.is_coded else f"{self.coder} failed")
                for coded in read_reports(folder)
            ]
            self.known += sum(are_known)
            if not all(are_known):
                self.folder.check(receipt)
                for coded, was_known in zip(read_coded(folder), are_known, strict=True):
                    if not was_known:
                        yield coded
