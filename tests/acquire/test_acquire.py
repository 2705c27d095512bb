"""Promises of `acquire`: every format and path gives its reports in order, and what cannot be read is an entry."""

from __future__ import annotations

import gzip
import io
import json
import os
from pathlib import Path

import pytest

from communique.acquire import acquire
from communique.model.report import RawReport

TEXT = "The two ministers met in the capital on Monday and agreed on a rail link.\n"
PAGE = (
    "<!doctype html><html><head><title>Rail link agreed</title>"
    "<meta property='og:site_name' content='Daily Herald'>"
    "<meta property='article:published_time' content='2025-03-02T10:00:00Z'></head>"
    "<body><nav>Home</nav><article><h1>Rail link agreed</h1><p>"
    + TEXT * 4
    + "</p><p>"
    + TEXT * 4
    + "</p></article></body></html>"
)


def codes(report: RawReport) -> list[str]:
    return [problem.code for problem in report.problems]


def write(path: Path, content: str | bytes | object) -> Path:
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def one(path: Path) -> RawReport:
    (report,) = acquire([path])
    return report


@pytest.mark.parametrize("suffix", [".txt", ".md", ".TXT"])
def test_text_file_is_one_report_as_given(tmp_path: Path, suffix: str) -> None:
    report = one(write(tmp_path / f"talks{suffix}", TEXT))
    assert (report.id, report.text, report.problems) == ("talks", TEXT, ())


def test_gzipped_file_reads_like_the_plain_one(tmp_path: Path) -> None:
    report = one(write(tmp_path / "talks.txt.gz", gzip.compress(TEXT.encode())))
    assert (report.id, report.text) == ("talks", TEXT)


@pytest.mark.parametrize("name", ["talks.meta.json", "talks.txt.meta.json"])
def test_sidecar_gives_the_metadata(tmp_path: Path, name: str) -> None:
    write(
        tmp_path / name, {"id": "h-1", "title": "Rail", "published": "2025-03-02", "outlet": "Herald", "language": "en"}
    )
    report = one(write(tmp_path / "talks.txt", TEXT))
    assert (report.id, report.title, report.published, report.outlet) == ("h-1", "Rail", "2025-03-02", "Herald")
    assert [r.id for r in acquire([tmp_path])] == ["h-1"]
    assert [r.id for r in acquire(sorted(tmp_path.iterdir()))] == ["h-1"], "named by a glob, the sidecar is passed over"


def test_html_gives_its_article_and_metadata(tmp_path: Path) -> None:
    report = one(write(tmp_path / "page.html", PAGE))
    assert TEXT.strip() in report.text
    assert "Home" not in report.text
    assert (report.title, report.published, report.outlet) == ("Rail link agreed", "2025-03-02", "Daily Herald")
    assert report.text_is_extracted


def test_sidecar_comes_before_the_pages_own_metadata(tmp_path: Path) -> None:
    write(tmp_path / "page.meta.json", {"published": "2025-03-01"})
    assert one(write(tmp_path / "page.html", PAGE)).published == "2025-03-01"


def test_json_holds_one_article_or_a_list(tmp_path: Path) -> None:
    assert one(write(tmp_path / "a.json", {"id": "x", "text": TEXT})).id == "x"
    reports = list(acquire([write(tmp_path / "b.json", [{"id": "x", "text": TEXT}, {"text": TEXT}])]))
    assert [r.id for r in reports] == ["x", "b:2"]


def test_json_lines_are_read_in_order_whatever_line_is_broken(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"r{i}", "text": TEXT}) for i in range(5)]
    lines[2] = '{"id": "r2", "text": '
    reports = list(acquire([write(tmp_path / "day.jsonl", "\n".join(lines))]))
    assert [r.id for r in reports] == ["r0", "r1", "day:3", "r3", "r4"]
    assert codes(reports[2]) == ["json-broken"]
    assert reports[2].problems[0].where.endswith("day.jsonl:3")


def test_json_lines_are_streamed(tmp_path: Path) -> None:
    class Endless(io.RawIOBase):
        """A stream without end: only a reader that takes line by line gets anything from it."""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            line = json.dumps({"text": TEXT}).encode() + b"\n"
            data = (line * (len(buffer) // len(line) + 1))[: len(buffer) // len(line) * len(line)]
            buffer[: len(data)] = data
            return len(data)

    reports = acquire(["-"], io.BufferedReader(Endless()))
    assert [next(reports).id for _ in range(3)] == ["stdin:1", "stdin:2", "stdin:3"]


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (TEXT.encode(), 1),
        (PAGE.encode(), 1),
        (json.dumps({"text": TEXT}).encode(), 1),
        (json.dumps({"text": TEXT}, indent=1).encode(), 1),
        (json.dumps([{"text": TEXT}, {"text": TEXT}]).encode(), 2),
        ((json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": TEXT}) + "\n").encode(), 2),
        (gzip.compress(TEXT.encode(), mtime=0), 1),
    ],
)
def test_standard_input_of_any_format(data: bytes, count: int) -> None:
    reports = list(acquire(["-"], io.BytesIO(data)))
    assert len(reports) == count
    assert all(TEXT.strip() in report.text and not report.problems for report in reports)


def test_folder_is_read_sorted_with_subfolders_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "a.txt", "b/z.md", ".hidden.txt", "picture.png", "a.meta.json"):
        write(tmp_path / name, "{}" if name.endswith("json") else TEXT)
    assert [r.id for r in acquire([tmp_path])] == ["a", "z", "c"]


def test_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    os.symlink(tmp_path, tmp_path / "loop")
    assert [r.id for r in acquire([tmp_path])] == ["a"]


def test_pipe_in_a_folder_does_not_hold_up_the_run(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    os.mkfifo(tmp_path / "b.txt")
    assert [r.id for r in acquire([tmp_path])] == ["a"]


def test_document_that_cannot_be_read_is_told_in_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "b.odt", b"PK")
    assert [(r.id, codes(r)) for r in acquire([tmp_path])] == [("a", []), ("b", ["file-type-unknown"])]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("none.txt", None, "file-missing"),
        ("empty.txt", b"", "file-empty"),
        ("blank.txt", b" \n\n", "file-empty"),
        ("empty.html", b"", "file-empty"),
        ("empty.json", b"", "file-empty"),
        ("empty.jsonl", b"", "file-empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "file-binary"),
        ("bytes.txt", bytes(range(256)) * 20, "file-binary"),
        ("bytes.html", bytes(range(256)) * 20, "file-binary"),
        (
            "script.html",
            b"<html><body><script>var a = 1;</script></body></html>",
            "html-without-text",
        ),
        ("table.csv", b"a,b\n", "column-missing"),
        ("sheet.xlsx", b"PK", "file-type-unknown"),
        ("short.txt.gz", gzip.compress(TEXT.encode() * 50, mtime=0)[:-30], "file-broken"),
        ("short.jsonl.gz", gzip.compress(b'{"text": "x"}\n' * 9, mtime=0)[:-9], "file-broken"),
        ("not.txt.gz", TEXT.encode(), "file-broken"),
        ("broken.json", b'{"text": ', "json-broken"),
        ("deep.json", b"[" * 200_000, "json-broken"),
        ("string.json", b'"text"', "json-no-article"),
        ("without.json", b'{"id": "without", "title": "T"}', "text-missing"),
        ("null.json", b'{"id": "null", "text": null}', "text-missing"),
        ("number.json", b'{"id": "number", "text": 5}', "field-invalid"),
    ],
)
def test_unreadable_input_is_an_entry_with_a_problem(
    tmp_path: Path, name: str, content: bytes | None, code: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    write(tmp_path / "zz.txt", TEXT)
    *bad, good = acquire([path, tmp_path / "zz.txt"])
    assert good.text == TEXT
    assert codes(bad[-1]) == [code]
    assert bad[-1].text == "" or not bad[-1].text.strip()
    assert bad[-1].id.startswith(name.split(".")[0])


def test_empty_folder_is_told(tmp_path: Path) -> None:
    assert codes(one(tmp_path)) == ["folder-empty"]


@pytest.mark.parametrize(
    ("data", "text", "code"),
    [
        ("Dar said – “yes”".encode("utf-8-sig"), "Dar said – “yes”", None),
        ("Dar said – “yes”".encode("utf-16"), "Dar said – “yes”", None),
        ("Dar said – yes, we agree".encode("utf-16-le"), "Dar said – yes, we agree", "encoding-guessed"),
        ("Dar said – yes, we agree".encode("utf-16-be"), "Dar said – yes, we agree", "encoding-guessed"),
        ("Dar said – “yes”".encode("cp1252"), "Dar said – “yes”", "encoding-guessed"),
        ("Dar said – “yes” ".encode() + "– no".encode("cp1252"), "Dar said – “yes” \ufffd no", "encoding-mixed"),
    ],
)
def test_encodings_are_read_and_guesses_told(tmp_path: Path, data: bytes, text: str, code: str | None) -> None:
    report = one(write(tmp_path / "a.txt", data))
    assert report.text == text
    assert codes(report) == ([code] if code else [])


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2025-01-31", "2025-01-31"),
        ("2025-01-31T10:00:00Z", "2025-01-31"),
        ("2025-01-31 10:00:00+05:00", "2025-01-31"),
        ("2025-13-45", None),
        ("31 January 2025", None),
        ("2025", None),
    ],
)
def test_publication_date_is_a_real_day_or_none(tmp_path: Path, published: str, day: str | None) -> None:
    report = one(write(tmp_path / "a.json", {"text": TEXT, "published": published}))
    assert report.published == day
    assert codes(report) == ([] if day else ["date-invalid"])


def test_metadata_of_a_wrong_type_is_left_out_and_told(tmp_path: Path) -> None:
    report = one(write(tmp_path / "a.json", {"text": TEXT, "title": 5, "outlet": ["Herald"], "id": 12}))
    assert (report.id, report.title, report.outlet) == ("12", None, None)
    assert codes(report) == ["field-invalid", "field-invalid"]


def test_broken_sidecar_does_not_stop_the_report(tmp_path: Path) -> None:
    write(tmp_path / "a.meta.json", "{")
    report = one(write(tmp_path / "a.txt", TEXT))
    assert (report.text, codes(report)) == (TEXT, ["sidecar-broken"])


def test_compressed_file_that_unfolds_without_end_is_capped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.acquire.decode.FILE_BYTES", 1000)
    report = one(write(tmp_path / "a.txt.gz", gzip.compress(b"a" * 1_000_000)))
    assert codes(report) == ["text-too-long"]
