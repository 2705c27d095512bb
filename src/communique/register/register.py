"""The register's writer and reader: reports whole or not at all, claims never rewritten, one writer and many
readers.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, Self

from communique.errors import RegisterError
from communique.model.claim import Claim, Source
from communique.model.report import Report
from communique.register.engines import open_database
from communique.register.engines.database import JsonText
from communique.register.in_force import NOT_REJECTED, as_reviewed, days_in, roles_of, words_of
from communique.register.parts import in_parts, marks_for
from communique.register.place import Place, parse_place

# Claims kept in memory for joining: about 3 kB each. Claims are never rewritten, so a kept one is never stale.
CLAIMS_KEPT = 20_000

BY_DAY = "c.first_day NULLS FIRST, c.key"
ADD_PROBLEM = "INSERT INTO problem (report, code, message, place) VALUES (?, ?, ?, ?)"

_to_json = json.JSONEncoder(ensure_ascii=False).encode

Change = Literal["new", "same", "new version", "recoded"]


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a report did: `key` of its current version, and the keys of the claims added (none when `same`)."""

    key: int
    change: Change
    claims: tuple[int, ...] = ()


class Register:
    """An open register. Use as a context manager; `readonly` never creates or migrates one, without `create` it must
    be there."""

    def __init__(self, place: Place | str, readonly: bool = False, create: bool = True) -> None:
        self.place = parse_place(place) if isinstance(place, str) else place
        self._kept: OrderedDict[int, Claim] = OrderedDict()
        self.claims_read = 0  # how many claims were read from the database so far: what joining costs beyond comparing
        self.connection = open_database(self.place, readonly=readonly, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside happens whole or not at all; another writer is waited for (`engines/database.py`)."""
        db = self.connection
        try:
            db.begin()
        except db.errors as error:
            db.rollback()
            raise RegisterError(
                "register-busy", f"Another program is writing to {self.place}: {error}.", "Try again when it is done."
            ) from error
        try:
            yield
            db.commit()
        except BaseException as error:
            self._kept.clear()  # a claim of an undone transaction leaves its key to another
            db.rollback()
            if isinstance(error, db.errors):
                raise RegisterError(
                    "register-not-written",
                    f"{self.place} could not be written: {error}. What was kept before is whole.",
                    "Make room on the disk or name another register with --register, then run again.",
                ) from error
            raise

    def within_transaction(self) -> AbstractContextManager[None]:
        """Return the transaction that runs, else one of its own."""
        return nullcontext() if self.connection.in_transaction else self.transaction()

    # ------------------------------------------------------------------ writing

    def add(
        self,
        report: Report,
        records: Mapping[str, Sequence[Mapping[str, Any]]],
        problems: Sequence[tuple[str, str, str]],
        coder: str,
    ) -> Added:
        """Add one coded report in a transaction of its own (join it to a larger one by calling inside `transaction`).

        `records` are the record format's objects by kind, `problems` (code, message, where). The same text coded by
        the same coder adds nothing; the same text and a new coder adds a coding; a changed text adds a version.
        """
        with self.within_transaction():
            return self._add(report, records, problems, coder)

    def has(self, report_id: str, sha256: str, coder: str) -> bool:
        """True when this text of this report is already coded by this coder: reading it again would add nothing."""
        row = self.connection.execute(
            "SELECT 1 FROM report r JOIN coding c ON c.report = r.key WHERE r.id = ? AND r.sha256 = ? AND c.coder = ?",
            (report_id, sha256, coder),
        ).fetchone()
        return row is not None

    def _add(
        self,
        report: Report,
        records: Mapping[str, Sequence[Mapping[str, Any]]],
        problems: Sequence[tuple[str, str, str]],
        coder: str,
    ) -> Added:
        db = self.connection
        now = datetime.now(UTC).isoformat(timespec="seconds")
        versions = db.execute("SELECT key, version, sha256, current FROM report WHERE id = ?", (report.id,)).fetchall()
        known = next((row for row in versions if row["sha256"] == report.sha256), None)
        previous = next((row for row in versions if row["current"]), None)
        change: Change = "new"
        if known is not None:
            if db.execute("SELECT 1 FROM coding WHERE report = ? AND coder = ?", (known["key"], coder)).fetchone():
                return Added(known["key"], "same")
            key, version, change = int(known["key"]), int(known["version"]), "recoded"
            db.execute("UPDATE coding SET current = FALSE WHERE report = ?", (key,))
            db.execute("DELETE FROM problem WHERE report = ?", (key,))
            db.executemany(ADD_PROBLEM, [(key, *p) for p in problems])
        else:
            version = 1
            if previous is not None:
                change, version = "new version", previous["version"] + 1
                db.execute("UPDATE report SET current = FALSE WHERE key = ?", (previous["key"],))
            key = db.insert(
                "INSERT INTO report (id, version, sha256, text, title, outlet, published, url, language, dateline,"
                " original_sha256, added_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    report.id,
                    version,
                    report.sha256,
                    report.text,
                    report.title,
                    report.outlet,
                    report.published,
                    report.url,
                    report.language,
                    report.dateline,
                    report.original_sha256,
                    now,
                ),
            )
            db.index_report(key, report.title, report.text)
            db.executemany(ADD_PROBLEM, [(key, *p) for p in problems])
            if previous is not None:
                self._settle_evidence(int(previous["key"]), key, report.text)
        coding = db.insert("INSERT INTO coding (report, coder, added_at) VALUES (?, ?, ?)", (key, coder, now))
        source = Source(key, report.id, version, report.outlet, report.published, report.title, report.url)
        claims = self._add_claims(source, coding, report, [(kind, row) for kind in records for row in records[kind]])
        self._keep(claims)  # joining reads them next
        return Added(key, change, tuple(claim.key for claim in claims))

    def _add_claims(
        self, source: Source, coding: int, report: Report, records: Sequence[tuple[str, Mapping[str, Any]]]
    ) -> list[Claim]:
        """Add the claims of one coding, with what they are found by."""
        db = self.connection
        told = [_to_json(record) for _, record in records]
        keys = db.insert_many(
            "INSERT INTO claim (coding, report, kind, id, record, first_day, last_day, dated)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (coding, source.key, kind, record["id"], JsonText(as_json), *days_in(record, report.published))
                for (kind, record), as_json in zip(records, told, strict=True)
            ],
        )
        sides: list[tuple[int, str, str]] = []
        evidence: list[tuple[int, int, int]] = []
        words: list[tuple[int, str]] = []
        for key, (_, record) in zip(keys, records, strict=True):
            sides += [(key, *pair) for pair in roles_of(record)]
            spans = sorted({(int(s), int(e)) for s, e in record.get("evidence") or record.get("mentions") or ()})
            evidence += [(key, *span) for span in spans]
            words.append((key, " … ".join(report.text[start:end] for start, end in spans)))
        with db.together():
            db.executemany("INSERT INTO claim_side VALUES (?, ?, ?)", sides)
            db.executemany("INSERT INTO evidence VALUES (?, ?, ?)", evidence)
            db.index_evidence(words)
        return [
            _make_claim(key, kind, as_json, report.text, source)
            for key, (kind, _), as_json in zip(keys, records, told, strict=True)
        ]

    def _settle_evidence(self, old: int, new: int, text: str) -> None:
        """Say of each claim on the old text whether all its words stand exactly once in the new one."""
        spans = self.connection.execute(
            'SELECT e.claim, e.start, e."end" FROM evidence e JOIN claim c ON c.key = e.claim WHERE c.report = ?',
            (old,),
        ).fetchall()
        former = self.connection.execute("SELECT text FROM report WHERE key = ?", (old,)).fetchone()["text"]
        exact: dict[int, bool] = {}
        for claim, start, end in spans:
            exact[claim] = exact.get(claim, True) and text.count(former[start:end]) == 1
        self.connection.executemany(
            "INSERT INTO evidence_fate VALUES (?, ?, ?)",
            [(claim, new, "exact" if whole else "orphaned") for claim, whole in exact.items()],
        )

    # ------------------------------------------------------------------ reading

    def count_reports(self) -> int:
        """Return how many reports there are, each once however many versions it has."""
        return int(self.connection.execute("SELECT count(*) FROM report WHERE current").fetchone()[0])

    def claims(self, where: str = "TRUE", values: Sequence[Any] = (), order: str = BY_DAY) -> list[Claim]:
        """Return current claims under an SQL condition over `c` (claim) and `r` (report), with their words.

        What a reviewer rejected is left out, what one edited is told as edited (`in_force.py`).
        Keys are sorted first and texts fetched after: sorting rows that carry whole texts took 5 s for 10,000 claims.
        """
        rows = self.connection.execute(
            "SELECT c.key FROM claim c JOIN report r ON r.key = c.report JOIN coding g ON g.key = c.coding"
            f" WHERE r.current AND g.current AND {NOT_REJECTED} AND ({where}) ORDER BY {order}",
            tuple(values),
        )
        keys = [int(row["key"]) for row in rows]
        told = as_reviewed(self.connection, self._get(keys))
        return [told[key] for key in keys]

    def claims_by_key(self, keys: Sequence[int], as_coded: bool = False) -> list[Claim]:
        """Return claims by key, in the order of their keys, superseded and rejected ones too.

        `as_coded` gives edited ones as the coder made them: what joins compare, so that no decision changes a link.
        """
        wanted = sorted(set(keys))
        found = self._get(wanted)
        told = found if as_coded else as_reviewed(self.connection, found)
        return [told[key] for key in wanted if key in told]

    def _get(self, keys: Sequence[int]) -> dict[int, Claim]:
        """Return claims by key as they were coded, from memory where they are kept; those not there are missing."""
        found: dict[int, Claim] = {key: self._kept[key] for key in keys if key in self._kept}
        missing = [key for key in keys if key not in found]
        for part in in_parts(missing):
            found.update(self._read(part))
        self._keep(found[key] for key in missing if key in found)
        return found

    def _read(self, keys: Sequence[int]) -> dict[int, Claim]:
        """Return at most some hundred claims by key; those that are not there are missing."""
        self.claims_read += len(keys)
        rows = self.connection.execute(
            "SELECT c.key, c.kind, c.record, r.key AS source, r.id, r.version, r.outlet, r.published, r.title, r.url,"
            f" r.text FROM claim c JOIN report r ON r.key = c.report WHERE c.key IN ({marks_for(keys)})",
            tuple(keys),
        )
        found: dict[int, Claim] = {}
        for row in rows:
            source = Source(
                row["source"], row["id"], row["version"], row["outlet"], row["published"], row["title"], row["url"]
            )
            found[row["key"]] = _make_claim(row["key"], row["kind"], row["record"], row["text"], source)
        return found

    def _keep(self, claims: Iterable[Claim]) -> None:
        """Keep claims in memory, the oldest kept making room."""
        self._kept.update((claim.key, claim) for claim in claims)
        while len(self._kept) > CLAIMS_KEPT:
            self._kept.popitem(last=False)


def _make_claim(key: int, kind: str, as_json: str, text: str, source: Source) -> Claim:
    record = json.loads(as_json)
    return Claim(key, kind, record, words_of(record, text), source)
