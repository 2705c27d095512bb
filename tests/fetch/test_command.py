"""`communique fetch`: pages in a folder, or read into the register; what fails is said and the rest is done."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from communique.cli import app, fetching
from communique.errors import UsageError
from communique.fetch import Fetcher
from tests.misbehaving import Server, ToLocal, respond

LINK = "https://news.example/a"


@pytest.fixture(autouse=True)
def reach_the_server(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "Fetcher", partial(Fetcher, transport=ToLocal(server.port), pause=0, tries=1))
    server.routes["/a"] = respond("The ministers met.", content_type="text/plain")
    server.routes["/b"] = respond("They agreed.", content_type="text/plain")


def run(*options: str) -> int:
    return int(app(["fetch", *options], standalone_mode=False))


def test_pages_are_kept_in_the_folder_and_named_in_the_links_order(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("https://news.example/b", f"{LINK}?utm_source=x", LINK, "--out", str(tmp_path)) == 0
    paths = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [path.read_text() for path in paths] == ["They agreed.", "The ministers met."]
    assert server.asked["/a"] == 1, "one link in two ways is one link"


def test_a_link_that_fails_is_said_and_the_others_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("https://news.example/none", LINK, "--out", str(tmp_path)) == 1
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 1 and "https://news.example/none: news.example answered 404" in said.err


def test_without_a_folder_pages_are_read_and_kept_beside_the_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Any] = []

    def code_and_write(paths: list[str], **options: Any) -> bool:
        read.append((paths, options["register"]))
        return True

    monkeypatch.setattr(fetching, "code_and_write", code_and_write)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"# two links\n{LINK}\n\nhttps://news.example/b\n"))
    assert run("-", "--register", str(tmp_path / "r.db")) == 0
    ((paths, register),) = read
    assert register == tmp_path / "r.db" and [Path(path).parent for path in paths] == [tmp_path / "r.pages"] * 2


def test_a_contact_that_no_header_can_hold_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        run(LINK, "--out", str(tmp_path), "--contact", "Bureau à Genève")


@pytest.mark.parametrize("links", [["ftp://news.example/a"], ["news.example"], ["https://u:p@news.example/"]])
def test_what_is_no_link_is_a_usage_error(links: list[str], tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        run(*links, "--out", str(tmp_path))


def test_nothing_of_ones_own_network_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fetching, "Fetcher", Fetcher)
    assert run("http://localhost/", "http://169.254.169.254/", "--out", str(tmp_path)) == 1
    assert capsys.readouterr().err.count("is not an address of the open web") == 2
    assert not list(tmp_path.glob("*.html"))
