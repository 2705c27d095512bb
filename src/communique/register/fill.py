"""Fill a register with coded reports: a few in one transaction, each whole or not at all, joined as they come."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from communique.model.report import RawReport, Report
from communique.pipeline import CodedReport
from communique.record_format import to_record_format
from communique.records import KINDS
from communique.register.joining import join_claims, join_missing
from communique.register.register import Added, Register

# Reports that are committed together. A killed run loses at most these, and running again codes them again. More would
# gain little: a commit costs about a millisecond, coding a report a hundred times that.
COMMIT_REPORTS = 16
# What decides how a report is coded: rules and their tables, and the learned model.
CODING_FOLDERS = ("read", "identify", "learned", "records", "resolve", "languages", "reference")
CODING_SUFFIXES = (".py", ".toml", ".csv", ".onnx", ".json")


@dataclass(frozen=True, slots=True)
class Filled:
    """One report of a run and what adding it did."""

    coded: CodedReport
    added: Added


@lru_cache(maxsize=1)
def get_coder() -> str:
    """Return the name under which codings are kept: the version and the first digits of its rules' hash.

    Other rules are another coder: a known text is coded anew, and the old coding stays beside the new one.
    """
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parents[1]
    for folder in CODING_FOLDERS:
        for file in sorted((package / folder).rglob("*")):
            if file.suffix in CODING_SUFFIXES:
                digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return f"communique {version('communique')}+{digest.hexdigest()[:8]}"


def name_coder(coder: str, rules_only: bool) -> str:
    """Return the name under which codings are kept: without the learned model it is another coder."""
    return f"{coder} by rules alone" if rules_only else coder


def drop_known(register: Register, raws: Iterable[RawReport], coder: str | None = None) -> Iterator[RawReport]:
    """Yield the reports whose text this coder (`get_coder`) has not coded into the register yet."""
    for raw in raws:
        if not raw.text or not is_known(register, raw, coder or get_coder()):
            yield raw


def is_known(register: Register, raw: RawReport | Report, coder: str) -> bool:
    """True when this coder's coding of this text is in the register already."""
    return register.has(get_id(register, raw), Report.hash_of(raw.text), coder)


def get_id(register: Register, raw: RawReport | Report) -> str:
    """Return the id a report is kept under: its own, unless another outlet's or link's report has it already.

    Ids made of file names meet by chance (`report.txt` in two folders). A report of the same id that names another
    outlet or link is another report, not a new version: its id gets the first digits of its link's or outlet's hash.
    """
    row = register.connection.execute(
        "SELECT outlet, url FROM report WHERE id = ? ORDER BY version LIMIT 1", (raw.id,)
    ).fetchone()
    if row is None:
        return raw.id
    for known, own in ((row["url"], raw.url), (row["outlet"], raw.outlet)):
        if known and own and known != own:
            return f"{raw.id}~{Report.hash_of(own)[:8]}"
    return raw.id


def fill_register(
    register: Register, coded_reports: Iterable[CodedReport], coder: str | None = None
) -> Iterator[Filled]:
    """Add coded reports and yield each with what adding it did, as soon as its transaction is committed.

    `coder` is who coded them, where that was not this program (`get_coder`).
    """
    join_missing(register)
    batch: list[CodedReport] = []
    for coded in coded_reports:
        batch.append(coded)
        if len(batch) == COMMIT_REPORTS:
            yield from _add_batch(register, batch, coder)
            batch = []
    if batch:
        yield from _add_batch(register, batch, coder)


def add_coded(register: Register, coded: CodedReport) -> Filled:
    """Add one coded report in a transaction of its own, for callers who let others write in between."""
    return _add_batch(register, [coded])[0]


def _add_batch(register: Register, batch: list[CodedReport], coder: str | None = None) -> list[Filled]:
    filled = []
    with register.transaction():
        for coded in batch:
            filled.append(Filled(coded, _add(register, coded, coder or get_coder())))
    return filled


def _add(register: Register, coded: CodedReport, coder: str) -> Added:
    report = replace(coded.report, id=get_id(register, coded.report))
    printed = to_record_format(coded)
    records = {kind.name: printed[kind.name] for kind in KINDS}
    problems = [(p.code, p.message, p.where) for p in coded.problems]
    if not coded.is_coded and (known := _find_coded(register, report.id, report.sha256)) is not None:
        return Added(known, "same")  # what an earlier coder found stays in force, where a later one failed
    # A report that could not be coded is kept under another coder's name, so that the next run tries it again.
    added = register.add(report, records, problems, coder if coded.is_coded else f"{coder} failed")
    join_claims(register, added.claims)
    return added


def _find_coded(register: Register, report_id: str, sha256: str) -> int | None:
    """Return the key of this text of a report where records of it are in force."""
    row = register.connection.execute(
        "SELECT r.key FROM report r JOIN coding g ON g.report = r.key WHERE r.id = ? AND r.sha256 = ? AND g.current"
        " AND EXISTS (SELECT 1 FROM claim c WHERE c.coding = g.key)",
        (report_id, sha256),
    ).fetchone()
    return None if row is None else int(row[0])
