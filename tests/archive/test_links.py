"""Links of lists are fetched once for an archive: a run that goes on reads what was kept."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from communique.archive.coding import Settings
from communique.archive.engines import Engine
from communique.archive.shard import Shard
from communique.archive.tables import Packed
from communique.cli.coding import code_archive
from communique.errors import UsageError
from communique.fetch import Fetcher, pages
from tests.archive.conftest import SETTINGS, Inline, read_bytes
from tests.misbehaving import Server, ToLocal, respond, running

NAMES = [f"/{number}" for number in range(10)]
MISSING = "/3"  # leads nowhere when it is asked for first


class Stopped(Exception):
    pass


class Stopping(Inline):
    """An engine that stops after its first shard, as a run does that is killed."""

    def code(self, shards: Iterator[Shard], settings: Settings) -> Generator[tuple[Shard, Packed]]:
        yield next(super().code(shards, settings))
        next(shards)  # whose links were followed, though it was not coded
        raise Stopped


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with running() as server:
        monkeypatch.setattr(pages, "Fetcher", partial(Fetcher, transport=ToLocal(server.port), pause=0, tries=1))
        serve(server, "They met")
        yield server


def serve(server: Server, words: str) -> None:
    for name in NAMES:
        server.routes[name] = respond(f"{words} in place {name}, and agreed on trade.", content_type="text/plain")
    server.routes[MISSING] = respond("", status="404 Not Found")


@pytest.fixture
def links(tmp_path: Path) -> str:
    listed = tmp_path / "day.links"
    listed.write_text("".join(f"https://news.example{name}\n" for name in NAMES), encoding="utf-8")
    return str(listed)


def code(links: str, out: Path, engine: Engine | None = None, again: bool = False) -> bool:
    call = partial(code_archive, [links], out, engine or Inline(), SETTINGS, again=again, columns=())
    with ThreadPoolExecutor(1) as threads:  # the browser tests keep an event loop in the main thread
        return threads.submit(call).result()


def test_a_run_that_goes_on_gives_the_bytes_of_one_that_was_never_stopped(
    server: Server, links: str, tmp_path: Path
) -> None:
    assert not code(links, tmp_path / "straight"), "one link leads nowhere"
    with pytest.raises(Stopped):
        code(links, tmp_path / "stopped", Stopping())
    asked = dict(server.asked)
    for name in NAMES[:9]:  # of two shards and the next, at which the second was full; all are others now
        server.routes[name] = respond("They never met.", content_type="text/plain")
    assert not code(links, tmp_path / "stopped")
    assert {name: server.asked[name] - asked[name] for name in NAMES} == {name: int(name == "/9") for name in NAMES}
    assert read_bytes(tmp_path / "stopped" / "shards") == read_bytes(tmp_path / "straight" / "shards")


def test_a_finished_archive_asks_for_nothing_until_it_is_coded_again(
    server: Server, links: str, tmp_path: Path
) -> None:
    code(links, tmp_path / "a")
    before, asked = read_bytes(tmp_path / "a"), dict(server.asked)
    serve(server, "They met again")
    server.routes[MISSING] = respond("They met there too, and agreed on trade.", content_type="text/plain")
    code(links, tmp_path / "a")
    assert read_bytes(tmp_path / "a") == before and dict(server.asked) == asked
    assert code(links, tmp_path / "a", again=True), "all could be fetched now"
    after, asked = read_bytes(tmp_path / "a"), dict(server.asked)
    assert after["manifest.json"] != before["manifest.json"]
    assert code(links, tmp_path / "a"), "what failed once is forgotten when it is there"
    assert read_bytes(tmp_path / "a") == after and dict(server.asked) == asked


def test_a_list_that_has_changed_is_told(server: Server, links: str, tmp_path: Path) -> None:
    code(links, tmp_path / "a")
    Path(links).write_text("".join(f"https://news.example{name}\n" for name in reversed(NAMES)), encoding="utf-8")
    with pytest.raises(UsageError, match="have changed"):
        code(links, tmp_path / "a")


def test_pages_are_kept_as_received(server: Server, links: str, tmp_path: Path) -> None:
    code(links, tmp_path / "a")
    kept = {
        json.loads(file.with_suffix("").with_suffix(".meta.json").read_text(encoding="utf-8"))[
            "asked"
        ]: file.read_text()
        for file in (tmp_path / "a" / "pages").glob("*.txt")
    }
    assert kept.keys() == {f"https://news.example{name}" for name in NAMES if name != MISSING}
    assert kept["https://news.example/5"] == "They met in place /5, and agreed on trade."
