"""What a watch is told: `feeds.toml`, read and checked as a whole, so that all that is off is said at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from communique.errors import SourceError, UsageError
from communique.fetch import check_link

INTERVAL = timedelta(minutes=30)
LEAST_INTERVAL = timedelta(minutes=1)  # sites take more for an attack
DEAD_AFTER = timedelta(days=7)
SETTINGS_BYTES = 1_000_000
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
TEXTS = ("page", "feed")
COMMON = ("contact", "interval", "dead_after", "pages", "feed")
OWN = ("name", "url", "outlet", "interval", "text")


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """One feed. `outlet` is that of its reports (None: as their pages say); `text` says where a report's text is taken
    from: the `page` that an item leads to, or the `feed` itself."""

    name: str
    url: str
    outlet: str | None = None
    interval: timedelta = INTERVAL
    text: str = "page"


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """`dead_after`: a feed that fails for so long is said to be dead. `pages` is the folder that keeps what is fetched
    (None: beside the register)."""

    feeds: tuple[FeedSettings, ...]
    contact: str = ""
    dead_after: timedelta = DEAD_AFTER
    pages: Path | None = None


def read_settings(path: Path) -> WatchSettings:
    """Return the settings in a file; raise an error that says all that is off in it."""
    try:
        with path.open("rb") as file:
            data = file.read(SETTINGS_BYTES)
    except OSError as error:
        hint = "docs/watching.md shows one to begin with."
        raise SourceError("feeds-unreadable", f"{path} cannot be read: {error.strerror or error}.", hint) from error
    try:
        return parse_settings(tomllib.loads(data.decode("utf-8")), path)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("feeds-invalid", f"{path} is no TOML: {error}.", "Correct that line.") from error


def parse_settings(given: Mapping[str, Any], path: Path) -> WatchSettings:
    """Return the settings of a parsed file."""
    faults = _Faults()
    faults.check_names(given, COMMON, "")
    interval = faults.duration(given, "interval", INTERVAL, "")
    dead_after = faults.duration(given, "dead_after", DEAD_AFTER, "")
    contact, pages = faults.text(given, "contact", ""), faults.text(given, "pages", "")
    feeds = [
        _parse_feed(one, interval, faults, f"feed {number}: ")
        for number, one in enumerate(given["feed"] if isinstance(given.get("feed"), list) else [], 1)
    ]
    if not feeds:
        faults.said.append("there is no [[feed]]")
    for field in ("name", "url"):
        values = [getattr(feed, field) for feed in feeds]
        faults.said += [f"two feeds have the {field} “{v}”" for v in sorted({v for v in values if values.count(v) > 1})]
    if faults.said:
        raise UsageError("feeds-invalid", f"{path}: {'; '.join(faults.said)}.", "docs/watching.md has every setting.")
    folder = (path.parent / str(pages)) if pages else None
    return WatchSettings(tuple(feeds), contact or "", dead_after, folder)


def _parse_feed(given: Any, interval: timedelta, faults: _Faults, where: str) -> FeedSettings:
    if not isinstance(given, dict):
        faults.said.append(f"{where}it is no table; write [[feed]]")
        return FeedSettings(where, where)
    faults.check_names(given, OWN, where)
    url = faults.text(given, "url", where) or ""
    if not url:
        faults.said.append(f"{where}it has no url")
    else:
        try:
            url = str(check_link(url))
        except UsageError as error:
            faults.said.append(where + error.message.rstrip("."))
    text = faults.text(given, "text", where) or TEXTS[0]
    if text not in TEXTS:
        faults.said.append(f"{where}text is “{text}” and should be page or feed")
    return FeedSettings(
        faults.text(given, "name", where) or url,
        url,
        faults.text(given, "outlet", where),
        faults.duration(given, "interval", interval, where),
        text,
    )


class _Faults:
    """Reads values, and gathers what is off with them."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def check_names(self, given: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
        for name in given:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
                self.said.append(f"{where}“{name}” is no setting ({hint})")

    def text(self, given: Mapping[str, Any], name: str, where: str) -> str | None:
        value = given.get(name)
        if value is None or (isinstance(value, str) and value.strip()):
            return value.strip() if value else None
        self.said.append(f"{where}{name} should be some text in quotes")
        return None

    def duration(self, given: Mapping[str, Any], name: str, default: timedelta, where: str) -> timedelta:
        value = given.get(name)
        if value is None:
            return default
        match = re.fullmatch(r"(\d{1,6})\s*([smhd])", value.strip()) if isinstance(value, str) else None
        found = timedelta(**{UNITS[match.group(2)]: int(match.group(1))}) if match else None
        if found is None or found < LEAST_INTERVAL:
            self.said.append(f'{where}{name} should be a time of a minute or more, such as "30m", "6h" or "7d"')
            return default
        return found
