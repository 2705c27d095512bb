"""Additions: what was sent to the desk to be read, worked off one after another, with how far each has come.

What is sent is written to a folder beside the register before anything else is done, and removed when all of it was
worked off. So a desk that is stopped or killed goes on with it when it starts again; what was kept by then is the same
report and changes nothing. How far an addition has come is only known to the running desk.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import queue
import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Any, Literal

from communique.acquire.apart import WAIT_SECONDS
from communique.acquire.json_file import read_article
from communique.acquire.source import Origin
from communique.desk.adding import add_reports, get_worker
from communique.desk.uploads import read_page, read_upload
from communique.errors import CommuniqueError, NotFound, SourceError
from communique.fetch import Pages, fetch
from communique.model.problem import Problem
from communique.model.report import RawReport
from communique.register import Register, file_beside, pages_beside
from communique.register.fill import Filled
from communique.register.joining import join_missing
from communique.side_process import within_seconds

if TYPE_CHECKING:
    from communique.desk.desk import Desk

# To take the article out of a page, in processor time; the largest of 4,000 press pages took 2 s. By the clock the
# worker has longer: it may have to start, on a machine that does other things too.
READ_SECONDS = 20.0
MOST_REPORTS = 1_000  # of one file; more belongs to `communique read`
MOST_KEPT = 50  # additions whose course is remembered
NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{8}")
PART = ".part"

log = logging.getLogger("communique.desk")
Kind = Literal["text", "file", "link"]
State = Literal["waiting", "reading", "done", "stopped"]


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing that was sent: a text with its `fields`, a file (`data` in base 64), or a link (`name`)."""

    kind: Kind
    name: str
    fields: Mapping[str, str] = field(default_factory=dict)
    data: str = ""

    @classmethod
    def file(cls, name: str, data: bytes) -> Sent:
        """Return a file that was sent, by its name without folders."""
        return cls("file", PureWindowsPath(name).name or "file", data=base64.b64encode(data).decode("ascii"))


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one report; `report` is its id in the register, None where nothing could be read."""

    name: str
    change: str
    report: str | None = None
    title: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Addition:
    """One addition and its course: `came` of `total` things were worked off, `lines` say what became of them.

    `what` names them in short; `sent` is let go of when they are worked off.
    """

    name: str
    who: str
    sent: tuple[Sent, ...]
    what: str
    total: int
    state: State = "waiting"
    came: int = 0
    now: str = ""
    lines: list[Line] = field(default_factory=list)
    message: str = ""

    @property
    def is_over(self) -> bool:
        """True when nothing more will happen."""
        return self.state in ("done", "stopped")


class Additions:
    """The additions of one desk, worked off by one thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.folder = file_beside(desk.settings.register, ".inbox")
        self._pages = Pages(pages_beside(desk.settings.register))
        self._known: OrderedDict[str, Addition] = OrderedDict()
        self._waiting: queue.SimpleQueue[Addition] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def put(self, who: str, sent: Sequence[Sent]) -> Addition:
        """Keep what was sent, whole or not at all, and begin to work on it when its turn comes."""
        name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
        self._keep(name, {"who": who, "sent": [asdict(one) for one in sent]})
        return self._queue(Addition(name, who, tuple(sent), say_names(sent), len(sent)))

    def find(self, name: str) -> Addition:
        """Return an addition by its name."""
        if name not in self._known:
            hint = "What was added is among the reports."
            raise NotFound("addition-missing", f"This desk knows of no addition {name[:40]} since it started.", hint)
        return self._known[name]

    def list(self) -> list[Addition]:
        """Return the additions since the desk started, the newest first."""
        return list(self._known.values())[::-1]

    def resume(self) -> None:
        """Go on with what an earlier desk left behind."""
        for file in sorted(self.folder.glob("*.json")) if self.folder.is_dir() else ():
            if not NAME.fullmatch(file.stem):
                continue
            try:
                kept = json.loads(file.read_text(encoding="utf-8"))
                sent = tuple(Sent(**one) for one in kept["sent"])
                self._queue(Addition(file.stem, str(kept["who"]), sent, say_names(sent), len(sent)))
            except (OSError, ValueError, KeyError, TypeError):
                log.warning("%s cannot be read and is left where it is", file, exc_info=True)

    def _queue(self, addition: Addition) -> Addition:
        with self._lock:
            self._known[addition.name] = addition
            over = [name for name, one in self._known.items() if one.is_over]
            for name in over[: max(0, len(self._known) - MOST_KEPT)]:
                del self._known[name]
            self._waiting.put(addition)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work_off, daemon=True, name="communique-additions")
                self._thread.start()
        return addition

    def _keep(self, name: str, kept: Mapping[str, Any]) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = self.folder / f"{name}{PART}"
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                json.dump(kept, file)
            part.replace(self.folder / f"{name}.json")
        except OSError as error:
            message = f"What was sent could not be kept in {self.folder}: {error}."
            raise SourceError("inbox-not-written", message, "Make room on the disk and send it again.") from error

    def _work_off(self) -> None:
        while True:
            addition = self._waiting.get()
            try:
                self._work(addition)
                addition.state = "done"
                (self.folder / f"{addition.name}.json").unlink(missing_ok=True)
                with suppress(OSError):
                    self.folder.rmdir()  # when it is empty
            except Exception as error:  # the boundary of the thread: the next addition goes on
                log.error("an addition was stopped", exc_info=error)
                addition.message = str(error) if isinstance(error, CommuniqueError) else "A defect of ours stopped it."
                addition.state = "stopped"

    def _work(self, addition: Addition) -> None:
        addition.state = "reading"
        with self._desk.writing() as register:
            join_missing(register)
        for one in addition.sent:
            addition.now = one.name
            for line in self._add(one):
                addition.lines.append(line)
            addition.came += 1
        addition.now, addition.sent = "", ()

    def _add(self, one: Sent) -> Iterator[Line]:
        """Read and add one thing that was sent; yield what became of its reports."""
        try:
            raws = read(one, self._pages)
        except CommuniqueError as error:
            problem = Problem(error.code, str(error), one.name)
            yield Line(one.name, "not read", problems=(problem,))
            return
        for raw in raws[:MOST_REPORTS]:
            if not raw.text.strip():
                yield Line(raw.title or one.name, "not read", problems=raw.problems)
                continue
            for filled in add_reports(self._desk, [raw]):
                with self._desk.reading() as register:
                    yield tell(register, one, filled)
        if len(raws) > MOST_REPORTS:
            message = f"only the first {MOST_REPORTS:,} reports were read; `communique read` takes any number"
            yield Line(one.name, "not read", problems=(Problem("reports-too-many", message, one.name),))


def read(one: Sent, pages: Pages) -> list[RawReport]:
    """Return the reports in one thing that was sent; what a link leads to is kept as it was received."""
    if one.kind == "text":
        return [read_article(dict(one.fields), Origin("pasted text", "", {}, ()))]
    worker, limits = get_worker(), (WAIT_SECONDS, within_seconds, READ_SECONDS)
    try:
        if one.kind == "file":
            return worker.call(*limits, read_upload, one.name, base64.b64decode(one.data), MOST_REPORTS)
        page = fetch(one.name)
        pages.keep(one.name, page, datetime.now(UTC), {})
        return worker.call(*limits, read_page, page.canonical, page.data, page.content_type)
    except SourceError as error:
        if error.code != "too-slow":
            raise
        message = f"No article could be taken out of it within {READ_SECONDS:g} seconds."
        raise SourceError("page-too-slow", message, "Paste its text.") from error


def tell(register: Register, one: Sent, filled: Filled) -> Line:
    """Return what became of a report that was added."""
    key = filled.added.key
    row = register.connection.execute("SELECT id, title FROM report WHERE key = ?", (key,)).fetchone()
    counts = dict(
        register.connection.execute(
            "SELECT c.kind, count(*) FROM claim c JOIN coding g ON g.key = c.coding WHERE c.report = ? AND g.current"
            " GROUP BY c.kind",
            (key,),
        ).fetchall()
    )
    return Line(one.name, filled.added.change, row["id"], row["title"], counts, filled.coded.problems)


def say_names(sent: Sequence[Sent]) -> str:
    """Return the names of what was sent, in short."""
    names = [one.name for one in sent]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
