"""Files made to do harm, and files that are merely damaged, end in an entry: never in an exception or without end."""

from __future__ import annotations

import collections
import io
import itertools
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.acquire import acquire, acquire_bytes, allowance, apart, csv_table, link_list
from communique.acquire.opening import MOST_DEPTH
from communique.acquire.source import Origin
from communique.model.report import RawReport
from communique.side_process import SideProcess
from tests.acquire import documents as make
from tests.acquire.documents import SENTENCE, documents
from tests.patience import PATIENCE_SECONDS, measure

ORIGIN = Origin("strange.pdf", "strange")


def read(name: str, data: bytes) -> list[RawReport]:
    return list(acquire_bytes(name, data))


def last_code(name: str, data: bytes) -> str:
    return read(name, data)[-1].problems[-1].code


# ---------------------------------------------------------------- archives


def test_zip_that_unfolds_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "ALWAYS_BYTES", 1_000_000)
    first, *rest = read(
        "bomb.zip", make.make_zip(a_txt=SENTENCE.encode(), b_txt=bytes(50_000_000), c_txt=b"never read")
    )
    assert first.text == SENTENCE
    assert [r.problems[-1].code for r in rest] == ["archive-too-large", "archive-too-large"]


def test_archives_in_archives_share_what_they_may_unfold_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "ALWAYS_BYTES", 1_000_000)
    inner = make.make_zip(a_txt=bytes(600_000))
    outer = make.make_zip(**{f"{n}_zip": inner for n in range(8)})
    assert last_code("bomb.zip", outer) == "archive-too-large"


def test_archives_nested_too_deep_are_told() -> None:
    data = make.make_zip(a_txt=SENTENCE.encode())
    for _ in range(MOST_DEPTH - 1):
        data = make.make_zip(a_zip=data)
    assert read("deep.zip", data)[0].text == SENTENCE
    assert last_code("deep.zip", make.make_zip(a_zip=data)) == "archive-too-deep"


def test_archive_of_very_many_files_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "MOST_MEMBERS", 3)
    reports = read("many.zip", make.make_zip(**{f"{n}_txt": b"words" for n in range(9)}))
    assert [r.text for r in reports[:-1]] == ["words"] * 3
    assert reports[-1].problems[-1].code == "archive-too-large"


def say_size(archive: bytes, size: int) -> bytes:
    """Return a ZIP archive that says of its last file that it has so many bytes unpacked."""
    entry = archive.rindex(b"PK\x01\x02")
    return archive[: entry + 24] + size.to_bytes(4, "little") + archive[entry + 28 :]


def test_zip_that_lies_about_a_size_does_no_harm() -> None:
    archive = make.make_zip(a_txt=SENTENCE.encode() * 9)
    assert last_code("lying.zip", say_size(archive, 5)) == "file-broken"
    assert read("lying.zip", say_size(archive, 2**32 - 2))[0].text == SENTENCE * 9


def test_encrypted_member_is_told_and_the_others_are_read() -> None:
    data = bytearray(make.make_zip(a_txt=b"secret words", b_txt=SENTENCE.encode()))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    secret, plain = read("half.zip", bytes(data))
    assert secret.problems[-1].code == "file-encrypted" and plain.text == SENTENCE


def test_name_that_leads_out_of_the_archive_is_only_a_name() -> None:
    (report,) = read("up.zip", make.make_zip(**{"../../etc/passwd.txt": SENTENCE.encode()}))
    assert (report.id, report.text) == ("passwd", SENTENCE)


def test_web_archive_whose_length_lies_keeps_what_came_before(capsys: pytest.CaptureFixture[str]) -> None:
    warc = make.make_warc(*[(f"https://herald.example/{n}", "text/plain", SENTENCE.encode()) for n in range(3)])
    at = warc.rindex(b"Content-Length: ", 0, warc.rindex(b"HTTP/1.1"))
    for lie in (b"Content-Length: 99999999", b"Content-Length: 70", b"Content-Length: -5", b"Content-Length: x"):
        found = read("lying.warc", warc[:at] + lie + warc[warc.index(b"\r\n", at) :])
        assert [r.text for r in found[:2]] == [SENTENCE] * 2
        assert found[-1].problems[-1].code in ("length-wrong", "file-broken")
    assert capsys.readouterr().err == ""


def test_web_archive_with_a_head_that_never_ends_is_stopped() -> None:
    head = b"WARC/1.0\r\nX: " + b"a" * 30_000_000
    code, cost = measure(lambda: last_code("long.warc", head))
    assert code == "file-broken" and cost < 60


# ---------------------------------------------------------------- documents


def test_pdf_of_ten_thousand_pages_is_told_at_once() -> None:
    assert last_code("long.pdf", make.make_blank_pdf(10_000)) == "text-too-long"


def test_word_document_that_unfolds_without_end_is_told() -> None:
    assert last_code("bomb.docx", say_size(documents()[".docx"], 2**31)) == "text-too-long"


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))


def test_feed_and_word_document_of_entities_in_entities_end(capfd: pytest.CaptureFixture[str]) -> None:
    bomb = f"<?xml version='1.0'?><!DOCTYPE rss [{ENTITIES}]>"
    feed = f"{bomb}<rss version='2.0'><channel><item><title>&e11;</title></item></channel></rss>"
    assert all(len(report.title or "") < 10_000 for report in read("bomb.xml", feed.encode()))
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {word}><w:body><w:p><w:r><w:t>&e11;</w:t></w:r></w:p></w:body></w:document>"
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(documents()[".docx"])) as whole, zipfile.ZipFile(target, "w") as archive:
        for info in whole.infolist():
            is_body = info.filename == "word/document.xml"
            archive.writestr(info, bomb.replace("rss", "w:document") + body if is_body else whole.read(info))
    # Not "parser-too-slow": the parser ends them itself. Its error cannot be sent as it is from the process apart.
    problem = read("bomb.docx", target.getvalue())[-1].problems[0]
    assert problem.code == "file-broken" and "XMLSyntaxError" in problem.message
    assert capfd.readouterr().err == ""


def test_mail_of_parts_in_parts_without_end_is_an_entry() -> None:
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(600))
    assert read("deep.eml", b"From: a@b.example\nSubject: x\n" + parts)[0].problems


def test_list_of_very_many_links_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_list, "MOST_LINKS", 2)
    assert last_code("many.links", b"https://herald.example/\n" * 5) == "links-too-many"


def test_quote_that_never_closes_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_table, "CELL_CHARACTERS", 1000)
    assert last_code("quote.csv", b'text\n"' + b"a\n" * 1000) == "file-broken"


# ---------------------------------------------------------------- parsers


def test_parser_that_hangs_is_given_up_and_the_next_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read("story.pdf", documents()[".pdf"])  # so that the process stands, whatever the machine is doing
    monkeypatch.setattr(apart, "SECONDS", 0.3)
    told = [
        apart.call_apart(ORIGIN, re.fullmatch, "(?:a|b|ab)*c", "ab" * 40),  # returns to Python now and then
        apart.call_apart(ORIGIN, collections.deque, itertools.count(), 0),  # never does
    ]
    monkeypatch.setattr(apart, "WAIT_SECONDS", 0.3)
    told.append(apart.call_apart(ORIGIN, time.sleep, 60))
    codes = [report.problems[0].code for report in told if isinstance(report, RawReport)]
    assert codes == ["parser-too-slow", "parser-died", "parser-too-slow"]
    monkeypatch.undo()
    assert SENTENCE in read("story.pdf", documents()[".pdf"])[0].text


def test_parser_that_dies_costs_its_file_alone() -> None:
    told = apart.call_apart(ORIGIN, os._exit, 1)
    assert isinstance(told, RawReport) and told.problems[0].code == "parser-died"
    assert SENTENCE in read("story.pdf", documents()[".pdf"])[0].text


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold a process to a limit of memory")
def test_parser_that_takes_all_memory_is_stopped() -> None:
    told = apart.call_apart(ORIGIN, bytearray, 2 * apart.MEMORY_BYTES)
    assert isinstance(told, RawReport) and told.problems[0].code == "parser-died"


def test_parsers_run_in_a_side_process_that_asks_for_them() -> None:
    process = SideProcess()
    reports = process.call(60, read, "story.pdf", documents()[".pdf"])
    process.close()
    assert SENTENCE in reports[0].text


@pytest.mark.parametrize("way", ["file", "standard input"])
def test_script_without_a_main_guard_reads_documents(way: str, tmp_path: Path) -> None:
    (tmp_path / "story.pdf").write_bytes(documents()[".pdf"])
    script = (
        f"from communique.acquire import acquire\nprint([r.id for r in acquire([{str(tmp_path / 'story.pdf')!r}])])"
    )
    (tmp_path / "script.py").write_text(script)
    command = [sys.executable, str(tmp_path / "script.py")] if way == "file" else [sys.executable]
    done = subprocess.run(command, input=script, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    assert (done.stdout, done.stderr) == ("['story']\n", "")


# ---------------------------------------------------------------- damage

DAMAGED = sorted({".pdf", ".docx", ".eml", ".rss", ".warc", ".csv", ".parquet", ".zip", ".html", ".jsonl"})


@pytest.mark.parametrize("suffix", DAMAGED)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_damaged_bytes_never_raise(suffix: str, data: st.DataObject) -> None:
    whole = bytearray(documents()[suffix])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        way = data.draw(st.sampled_from(("flip", "cut", "insert", "repeat")))
        if way == "flip":
            whole[at] ^= data.draw(st.integers(1, 255))
        elif way == "cut":
            del whole[at : at + data.draw(st.integers(1, 400))]
        elif way == "insert":
            whole[at:at] = data.draw(st.binary(min_size=1, max_size=40))
        else:
            whole[at:at] = whole[at : at + 200]
        if not whole:
            whole = bytearray(b"x")
    for report in acquire_bytes(f"story{suffix}", bytes(whole)):
        assert report.id and (report.text.strip() or report.problems)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=300), st.sampled_from((b"", b"%PDF-1.7\n", b"PK\x03\x04", b"WARC/1.0\r\n", b"\x1f\x8b", b"PAR1"))
)
def test_any_bytes_on_standard_input_never_raise(data: bytes, head: bytes) -> None:
    for report in acquire(["-"], io.BytesIO(head + data)):
        assert report.text.strip() or report.problems
