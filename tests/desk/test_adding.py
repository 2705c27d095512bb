"""Adding reports at the desk: nothing sent is lost, nothing strange stops it, and the result says what was coded."""

from __future__ import annotations

import gzip
import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique.acquire.page import name_link
from communique.desk import additions as module
from communique.desk.adding import get_worker
from communique.desk.additions import Addition
from communique.desk.pages.add import MOST_FILES, MOST_LINKS
from communique.desk.uploads import read_page, read_upload
from communique.fetch import Fetched
from communique.side_process import Died, TooSlow
from communique.worker import Worker
from tests.desk.conftest import open_desk
from tests.patience import PATIENCE_SECONDS

TEXT = "ISLAMABAD: Chinese Ambassador Jiang Zaidong on Tuesday promised to build a bridge for Pakistan."


@pytest.fixture(scope="module", autouse=True)
def end_worker() -> Iterator[None]:
    yield
    get_worker().close()


def wait(desk: TestClient, location: str) -> Addition:
    """Return an addition when it is over."""
    addition = desk.app.state.desk.additions.find(location.removeprefix("/add/"))  # type: ignore[attr-defined]
    until = time.monotonic() + PATIENCE_SECONDS
    while not addition.is_over and time.monotonic() < until:
        time.sleep(0.05)
    assert addition.is_over, addition
    return addition  # type: ignore[no-any-return]


def send(desk: TestClient, way: str, **sent: object) -> Addition:
    answer = desk.post(f"/add/{way}", **sent)  # type: ignore[arg-type]
    assert answer.status_code == 303, answer.text
    return wait(desk, answer.headers["location"])


def test_pasted_text_is_coded_kept_and_shown(own_desk: TestClient) -> None:
    given = {"text": TEXT, "title": "Envoy promises", "published": "2025-03-04", "outlet": "Test Wire"}
    addition = send(own_desk, "text", data=given)
    (line,) = addition.lines
    assert (addition.state, line.change, line.counts["undertakings"]) == ("done", "new", 1)
    page = own_desk.get(f"/add/{addition.name}").text
    assert "1 undertaking" in page and "Envoy promises" in page and "hx-get" not in page
    assert "ISLAMABAD" in own_desk.get(f"/reports/{line.report}").text
    assert not own_desk.app.state.desk.additions.folder.exists()  # type: ignore[attr-defined]
    assert send(own_desk, "text", data=given).lines[0].change == "same"


def test_each_file_is_told_whatever_the_others_are(own_desk: TestClient) -> None:
    lines = "\n".join(json.dumps({"id": f"line-{n}", "text": TEXT.replace("bridge", f"bridge {n}")}) for n in range(3))
    files = [
        ("a.txt", TEXT.encode()),
        ("b.jsonl.gz", gzip.compress(lines.encode())),
        ("c.zip", b"PK\x03\x04" + bytes(100)),
        ("../../d.txt", b"\x00\x01\x02" * 300),
        ("e.jsonl.gz", gzip.compress((b" " * 4095 + b"\n") * 20_000)),
        ("f.html", b"<p>" * 5_000_000),
        ("g.json.gz", b"\x1f\x8bbroken"),
    ]
    addition = send(own_desk, "files", files=[("files", file) for file in files])
    told = [(line.name, line.change, [problem.code for problem in line.problems]) for line in addition.lines]
    assert told == [
        ("a.txt", "new", []),
        *[("b.jsonl.gz", "new", [])] * 3,
        ("c.zip", "not read", ["file-broken"]),
        ("d.txt", "not read", ["file-binary"]),
        ("e.jsonl.gz", "not read", ["archive-too-large"]),
        ("f.html", "not read", ["text-too-long"]),
        ("g.json.gz", "not read", ["file-broken"]),
    ]
    assert addition.came == addition.total == len(files)


def read_without_end(*_: object) -> None:
    while True:
        pass


def test_a_file_that_is_read_without_end_is_told_and_the_next_is_read(
    own_desk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    get_worker().call(PATIENCE_SECONDS, len, "")  # so that the process stands, whatever the machine is doing
    monkeypatch.setattr(module, "READ_SECONDS", 0.3)
    monkeypatch.setattr(module, "read_upload", read_without_end)
    addition = send(own_desk, "files", files=[("files", ("a.txt", TEXT.encode()))])
    assert [problem.code for line in addition.lines for problem in line.problems] == ["page-too-slow"]
    monkeypatch.undo()
    assert send(own_desk, "files", files=[("files", ("a.txt", TEXT.encode()))]).lines[0].change == "new"


def test_a_link_into_ones_own_network_is_not_asked(own_desk: TestClient) -> None:
    addition = send(own_desk, "links", data={"links": "http://127.0.0.1/\n\nhttp://localhost/x"})
    assert [line.problems[0].code for line in addition.lines] == ["link-private", "link-private"]


def test_what_a_link_leads_to_is_kept_as_received_and_read_under_its_canonical_link(
    own_desk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    canonical = '<link rel="canonical" href="https://news.example/a">'
    page = f"<html><head>{canonical}</head><body><article><p>{TEXT * 4}</p></article></body></html>".encode()
    monkeypatch.setattr(module, "fetch", lambda link: Fetched(link, page, "text/html"))
    (line,) = send(own_desk, "links", data={"links": "https://www.news.example/a?utm_source=x"}).lines
    assert (line.change, line.report) == ("new", "news.example/a")
    register: Path = own_desk.app.state.desk.settings.register  # type: ignore[attr-defined]
    (kept,) = register.with_name(f"{register.stem}.pages").glob("*.html")
    assert kept.read_bytes() == page


def test_what_cannot_be_sent_is_a_clear_error(own_desk: TestClient) -> None:
    links = "\n".join(f"https://example.org/{n}" for n in range(MOST_LINKS + 1))
    for way, sent in (
        ("text", {"data": {"text": "  "}}),
        ("text", {"data": {"text": "x", "title": "x" * 600}}),
        ("text", {"data": {"text": "x", "url": "javascript:alert(1)"}}),
        ("links", {"data": {"links": ""}}),
        ("links", {"data": {"links": "file:///etc/passwd"}}),
        ("links", {"data": {"links": links}}),
        ("files", {"data": {"x": "y"}}),
        ("files", {"files": [("files", (f"{n}.txt", b"x")) for n in range(MOST_FILES + 1)]}),
        ("files", {"files": [("files", (f"{n}.txt", b"x")) for n in range(1500)]}),
    ):
        answer = own_desk.post(f"/add/{way}", **sent)  # type: ignore[arg-type]
        assert answer.status_code == 400 and 'role="alert"' in answer.text, (way, answer.status_code)
    assert own_desk.app.state.desk.additions.list() == []  # type: ignore[attr-defined]


def test_only_editors_add(guarded_desk: Callable[[str], TestClient]) -> None:
    for role in ("reader", "reviewer"):
        client = guarded_desk(role)
        assert client.get("/add").status_code == 403
        for way in ("text", "files", "links"):
            assert client.post(f"/add/{way}", data={"text": TEXT, "links": "x"}).status_code == 403
    assert guarded_desk("editor").get("/add").status_code == 200


def test_an_addition_nobody_knows_is_said(own_desk: TestClient) -> None:
    assert own_desk.get("/add/none").status_code == own_desk.get("/add/none/progress").status_code == 404


def test_what_a_stopped_desk_left_is_added_when_it_starts_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first desk is stopped between its first and second report, as by a power cut."""
    told = module.tell

    def stop(*given: object) -> object:
        raise KeyError("power cut")

    first = open_desk(tmp_path / "register.db")
    lines = "\n".join(json.dumps({"id": f"line-{n}", "text": f"{TEXT} Number {n}."}) for n in range(3))
    monkeypatch.setattr(module, "tell", stop)
    addition = send(first, "files", files=[("files", ("a.jsonl", lines.encode()))])
    assert addition.state == "stopped" and "A defect of ours" in first.get(f"/add/{addition.name}").text
    monkeypatch.setattr(module, "tell", told)
    assert first.get("/api/reports").json()["total"] == 1
    (tmp_path / "register.inbox" / "20250101-000000-00000000.json").write_text("{")  # another desk's, cut off
    second = open_desk(tmp_path / "register.db")
    resumed = wait(second, f"/add/{addition.name}")
    assert [line.change for line in resumed.lines] == ["same", "new", "new"]
    assert second.get("/api/reports").json()["total"] == 3
    assert not (tmp_path / "register.inbox" / f"{addition.name}.json").exists()


def test_reports_keep_their_id_by_the_link_they_were_read_from() -> None:
    page = b"<html><title>T</title><body><article><p>" + TEXT.encode() * 4 + b"</p></article></body></html>"
    (raw,) = read_page("https://www.example.org/news/1?x=2", page, "text/html; charset=utf-8")
    assert (raw.id, raw.url) == ("www.example.org/news/1?x=2", "https://www.example.org/news/1?x=2")
    assert len(name_link("https://example.org/" + "x" * 1900)) <= 200


def test_the_servers_charset_is_believed() -> None:
    page = "<html><body><article><p>Café à Genève, déjà signé. " * 8 + "</p></article></body></html>"
    (raw,) = read_page("https://example.org/", page.encode("iso-8859-1"), "text/html; charset=ISO-8859-1")
    assert "Genève" in raw.text and not [p for p in raw.problems if p.code.startswith("encoding")]


def test_a_file_with_too_many_reports_is_cut() -> None:
    data = b"\n".join(b'{"text": "x"}' for _ in range(9))
    assert len(read_upload("a.jsonl", data, 5)) == 6


def test_a_worker_that_dies_or_never_ends_is_replaced() -> None:
    worker = Worker()
    try:
        assert worker.call(PATIENCE_SECONDS, len, "abc") == 3
        with pytest.raises(TooSlow):
            worker.call(0.2, time.sleep, 60)
        with pytest.raises(Died):
            worker.call(PATIENCE_SECONDS, os._exit, 3)
        with pytest.raises(ZeroDivisionError):
            worker.call(PATIENCE_SECONDS, divmod, 1, 0)
        assert worker.call(PATIENCE_SECONDS, len, "ab") == 2
    finally:
        worker.close()
