"""What each format gives: its words, its own metadata, where it came from; and what it lacks is told."""

from __future__ import annotations

import gzip
import hashlib
import io
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest

from communique.acquire import FORMATS, Options, acquire, acquire_bytes
from communique.acquire.feed import parse_feed
from communique.acquire.parquet import ROWS
from communique.errors import SourceError
from communique.model.report import RawReport
from communique.pipeline import open_raw
from tests.acquire import documents as make
from tests.acquire.documents import LINK, PARAGRAPHS, SENTENCE, documents

SUFFIXES = sorted(suffix for known in FORMATS for suffix in known.suffixes if suffix != ".links")
FORMAT_SUFFIXES = [known.suffixes[0] for known in FORMATS if ".links" not in known.suffixes]
PLACES = (
    "Aral",
    "Cuzco",
    "Dakar",
    "Essen",
    "Fargo",
    "Graz",
    "Hanoi",
    "Izmir",
    "Jaffa",
    "Kano",
    "Lviv",
    "Minsk",
    "Oslo",
)
TOLD_BY_CONTENT = [".txt", ".html", ".json", ".jsonl", ".pdf", ".docx", ".eml", ".rss", ".warc", ".parquet", ".zip"]


def read(name: str, data: bytes, options: Options | None = None) -> list[RawReport]:
    return list(acquire_bytes(name, data, options=options))


def one(name: str, data: bytes, options: Options | None = None) -> RawReport:
    (report,) = read(name, data, options)
    return report


def codes(report: RawReport) -> list[str]:
    return [problem.code for problem in report.problems]


def essence(reports: Sequence[RawReport]) -> list[tuple[object, ...]]:
    return [(r.text, r.title, r.published, r.original_sha256, codes(r)) for r in reports]


# ---------------------------------------------------------------- every format


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_gives_its_words_and_the_hash_of_what_they_were_taken_from(suffix: str) -> None:
    data = documents()[suffix]
    first = read(f"story{suffix}", data)[0]
    assert SENTENCE in first.text
    assert first.original_sha256 in (None, hashlib.sha256(data).hexdigest()) or suffix == ".warc"
    assert first.text_is_extracted == (first.original_sha256 is not None)


@pytest.mark.parametrize("suffix", FORMAT_SUFFIXES)
def test_every_format_reads_the_same_packed_in_a_folder_and_in_an_archive(suffix: str, tmp_path: Path) -> None:
    data = documents()[suffix]
    plain = essence(read(f"story{suffix}", data))
    (tmp_path / f"story{suffix}.gz").write_bytes(gzip.compress(data, 1))
    assert essence(list(acquire([tmp_path]))) == plain
    assert essence(read("all.zip", make.make_zip(**{f"story{suffix}".replace(".", "_"): data}))) == plain


@pytest.mark.parametrize("suffix", TOLD_BY_CONTENT)
def test_content_tells_the_format_of_a_stream(suffix: str) -> None:
    data = documents()[suffix]
    assert essence(list(acquire(["-"], io.BytesIO(data)))) == essence(read(f"story{suffix}", data))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_empty_file_of_every_format_is_an_entry(suffix: str) -> None:
    report = one(f"story{suffix}", b"")
    assert report.text == "" and report.problems and report.id == "story"


def test_a_report_of_every_format_can_be_added_to_the_record_format() -> None:
    from communique.exports.record_format import to_line
    from communique.pipeline import uncoded

    report, problems = (opened := open_raw(one("story.pdf", documents()[".pdf"]))).report, opened.problems
    assert report.original_sha256 and f'"original_sha256": "{report.original_sha256}"' in to_line(
        uncoded(report, problems)
    )


# ---------------------------------------------------------------- PDF


def test_pdf_gives_paragraphs_without_heads_numbers_and_parted_words() -> None:
    written = make.make_paragraphs(*PLACES)
    report = one("story.pdf", make.make_pdf(written))
    title, *paragraphs = report.text.replace("-\n", "").split("\n")
    assert (title, report.title, report.published) == ("Rail link agreed", "Rail link agreed", "2025-03-04")
    assert paragraphs == written
    assert "Herald Press Service" not in report.text and "Page" not in report.text
    assert codes(report) == ["date-guessed"]
    prepared = open_raw(report).prepared
    assert prepared is not None and "-\n" in report.text
    assert prepared.text.split("\n") == [title, *written], "reading joins what a line end parted"


def test_pdf_sidecar_comes_before_the_documents_own_day(tmp_path: Path) -> None:
    (tmp_path / "story.pdf").write_bytes(documents()[".pdf"])
    (tmp_path / "story.meta.json").write_text('{"published": "2025-03-05"}')
    (report,) = acquire([tmp_path])
    assert (report.published, codes(report)) == ("2025-03-05", [])


@pytest.mark.parametrize("title", ["Microsoft Word - draft_v3.docx", "story.indd", "untitled"])
def test_pdf_title_that_a_program_made_up_is_none(title: str) -> None:
    assert one("story.pdf", make.make_pdf(title=title)).title is None


def test_scanned_pdf_says_so() -> None:
    assert codes(one("scan.pdf", make.make_blank_pdf(2))) == ["pdf-scanned"]


def test_pdf_with_some_pages_scanned_is_read_and_names_them() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(documents()[".pdf"])
    document.new_page(300, 400)
    target = io.BytesIO()
    document.save(target)
    report = one("story.pdf", target.getvalue())
    assert SENTENCE in report.text and "pdf-pages-without-text" in codes(report)
    assert "2" in report.problems[0].message


@pytest.mark.parametrize(("password", "code"), [("secret", "file-encrypted"), ("", "date-guessed")])
def test_encrypted_pdf_is_read_only_where_it_opens_without_a_password(password: str, code: str) -> None:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(documents()[".pdf"]))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    assert codes(one("story.pdf", target.getvalue())) == [code]


# ---------------------------------------------------------------- Word


def test_word_document_gives_paragraphs_and_rows() -> None:
    report = one("story.docx", documents()[".docx"])
    assert report.text == "\n".join((*PARAGRAPHS, "Length\t300 km"))
    assert (report.title, report.published) == ("Rail link agreed", None), "nobody dated it: the pattern's day is none"


def test_word_document_says_that_its_day_is_a_guess() -> None:
    from datetime import datetime

    import docx

    document = docx.Document(io.BytesIO(documents()[".docx"]))
    document.core_properties.modified = datetime(2025, 3, 4)
    target = io.BytesIO()
    document.save(target)
    report = one("story.docx", target.getvalue())
    assert (report.published, codes(report)) == ("2025-03-04", ["date-guessed"])


def test_word_document_has_what_was_inserted_and_not_what_was_deleted() -> None:
    import docx
    from docx.oxml import parse_xml

    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = docx.Document()
    paragraph = document.add_paragraph("They ")
    paragraph._p.append(parse_xml(f"<w:del {word}><w:r><w:delText>will not </w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {word}><w:r><w:t>agreed.</w:t></w:r></w:ins>"))
    target = io.BytesIO()
    document.save(target)
    assert one("story.docx", target.getvalue()).text == "They agreed."


# ---------------------------------------------------------------- mails


def test_mail_gives_subject_sender_day_and_id() -> None:
    report = one("saved.eml", documents()[".eml"])
    assert (report.id, report.title, report.outlet) == (
        "rail-1@herald.example",
        "Rail link agreed",
        "Herald Press Service",
    )
    assert report.published == "2025-03-04", "the day where it was written"
    assert report.text.strip().split("\n\n") == list(PARAGRAPHS)


def test_attachments_are_reports_of_their_own_with_the_mails_day() -> None:
    mail = make.make_mail(release_pdf=documents()[".pdf"], logo_png=b"\x89PNG", inner_eml=documents()[".eml"])
    body, release, inner = read("saved.eml", mail)
    assert (release.id, release.published) == ("rail-1@herald.example/release", "2025-03-04")
    assert codes(release) == []
    assert release.original_sha256 == hashlib.sha256(documents()[".pdf"]).hexdigest()
    assert release.where == "saved.eml/release.pdf" and SENTENCE in release.text
    assert inner.text == body.text


def test_mail_in_html_only_gives_its_words() -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Rail", "press@herald.example"
    mail.set_content("".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS), subtype="html")
    report = one("saved.eml", mail.as_bytes())
    assert report.text.split("\n\n") == list(PARAGRAPHS) and report.outlet == "press@herald.example"


def test_mail_whose_lines_flow_is_unfolded() -> None:
    head = b"From: a@b.example\r\nSubject: Rail\r\nContent-Type: text/plain; format=flowed; charset=utf-8\r\n\r\n"
    assert (
        one("saved.eml", head + b"The ministers \r\nmet.\r\nThey left.\r\n").text == "The ministers met.\nThey left.\n"
    )


def test_mail_with_an_unknown_charset_and_a_broken_date_is_read() -> None:
    head = (
        b"From: a@b.example\nSubject: =?utf-8?q?R=C3=A4il?=\nDate: soon\nContent-Type: text/plain; charset=x-none\n\n"
    )
    report = one("saved.eml", head + "Zürich".encode())
    assert (report.text, report.title, report.published) == ("Zürich", "Räil", None)


# ---------------------------------------------------------------- feeds


def test_feed_items_are_reports_and_summaries_are_marked() -> None:
    whole, short = read("herald.xml", make.make_feed())
    assert (whole.id, whole.title, whole.outlet, whole.url) == ("rail-1", "Rail link agreed", "Herald", LINK)
    assert (whole.published, whole.text.split("\n\n"), codes(whole)) == ("2025-03-04", list(PARAGRAPHS), [])
    assert (short.id, short.title, short.text) == (f"{LINK}-2", "More to follow & soon", SENTENCE)
    assert codes(short) == ["summary-only"]


def test_atom_feed_is_read() -> None:
    entry = f"<entry><id>urn:1</id><title>Rail</title><updated>2025-03-04T23:30:00-05:00</updated><link href='{LINK}'/>"
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Herald</title>{entry}<content>{SENTENCE}</content></entry></feed>"
    report = one("herald.atom", atom.encode())
    assert (report.id, report.published, report.url, report.text) == ("urn:1", "2025-03-04", LINK, SENTENCE)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("&#55357;&#56832;", "\U0001f600"),  # an emoji in two halves, as some programs write it
        ("<![CDATA[&#xD83D;&#xDE00;]]>", "\U0001f600"),
        ("&#55357;&#65;", "\ufffdA"),
        ("&#0;", "\ufffd"),
        ("&#x1;", "\ufffd"),
        ("&#99999999999999999999;", "\ufffd"),
        ("&#0000000065;&#x00000041", "AA"),
    ],
)
def test_a_number_of_no_character_costs_a_feed_that_character_alone(written: str, meant: str) -> None:
    feed = make.make_feed(f"<item><title>A {written} b</title><link>{LINK}</link></item>")
    assert [item.title for item in parse_feed(feed).items] == [f"A {meant} b"]


def test_other_xml_is_no_feed() -> None:
    assert codes(one("data.xml", b"<?xml version='1.0'?><book><title>T</title></book>")) == ["feed-broken"]


# ---------------------------------------------------------------- lists of links


def test_links_are_fetched_by_the_callers_fetcher_and_read_as_files(tmp_path: Path) -> None:
    asked: list[str] = []

    def fetch(link: str) -> Path:
        asked.append(link)
        if "gone" in link:
            raise SourceError("link-refused", "herald.example answered 404.")
        (tmp_path / "page.html").write_bytes(make.make_page())
        (tmp_path / "page.meta.json").write_text('{"id": "herald.example/rail", "url": "' + link + '"}')
        return tmp_path / "page.html"

    list_of = f"# today\n{LINK}\n\nftp://x\nhttps://herald.example/gone\n".encode()
    found, odd, gone = read("day.links", list_of, Options(fetch=fetch))
    assert asked == [LINK, "https://herald.example/gone"]
    assert (found.id, found.url) == ("herald.example/rail", LINK) and SENTENCE in found.text
    assert (codes(odd), codes(gone)) == (["link-invalid"], ["link-refused"])
    assert gone.where == "day.links:5"


def test_links_without_a_fetcher_name_the_command() -> None:
    report = one("day.links", f"{LINK}\n".encode())
    assert codes(report) == ["link-not-fetched"] and "communique fetch" in report.problems[0].message
    assert essence(list(acquire(["-"], io.BytesIO(f"{LINK}\n".encode())))) == essence([report])


# ---------------------------------------------------------------- web archives


def test_web_archive_gives_the_pages_that_hold_reports() -> None:
    pages = (
        (LINK, "text/html; charset=utf-8", make.make_page()),
        (f"{LINK}.png", "image/png", b"\x89PNG"),
        (f"{LINK}.pdf", "application/octet-stream", documents()[".pdf"]),
    )
    for is_zipped in (False, True):
        name = "crawl.warc.gz" if is_zipped else "crawl.warc"
        page, paper = read(name, make.make_warc(*pages, is_zipped=is_zipped))
        assert (page.id, page.url) == ("herald.example/rail-link", LINK) and SENTENCE in page.text
        assert page.original_sha256 == hashlib.sha256(make.make_page()).hexdigest()
        assert (paper.url, paper.published) == (f"{LINK}.pdf", "2025-03-04")


# ---------------------------------------------------------------- tables


def test_columns_may_be_named_guessed_and_are_told() -> None:
    table = f"headline;body;date\nRail;{SENTENCE};2025-03-04\n;;\nMore;{SENTENCE};\n".encode()
    first, second = read("day.csv", table)
    assert (first.title, first.text, first.published, first.where) == ("Rail", SENTENCE, "2025-03-04", "day.csv:2")
    assert (codes(first), codes(second)) == (["columns-guessed"], []), "told once"
    assert all(word in first.problems[0].message for word in ("'body'", "'headline'", "'date'"))
    named = read("day.csv", table, Options(columns={"text": "headline", "title": "body", "published": "date"}))
    assert (named[0].text, codes(named[0])) == ("Rail", [])


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", b"a\n"])
def test_table_without_a_column_of_texts_lists_those_it_has(data: bytes) -> None:
    report = one("day.csv", data)
    assert codes(report) == ["column-missing"] and "'a'" in report.problems[0].message
    assert codes(one("day.csv", data, Options(columns={"text": "words"}))) == ["column-missing"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_of_other_encodings_are_read(encoding: str) -> None:
    assert one("day.csv", f"text\n{SENTENCE} Zürich – “yes”\n".encode(encoding)).text == f"{SENTENCE} Zürich – “yes”"


def test_parquet_is_read_in_order_however_many_rows() -> None:
    reports = read("day.parquet", make.make_parquet(rows=1100))
    assert len(reports) == 1100 > 2 * ROWS
    assert [r.id for r in reports] == [f"rail-{i}" for i in range(1100)]
    assert (reports[-1].text, reports[-1].published) == (PARAGRAPHS[0], "2025-03-04")
    other = read(
        "day.parquet", make.make_parquet(columns='text AS "the ""words"""'), Options(columns={"text": 'the "words"'})
    )
    assert other[0].text == PARAGRAPHS[0] and other[0].id == "day:1"


# ---------------------------------------------------------------- archives


def test_zip_is_read_like_a_folder() -> None:
    files = {
        "b/talks.txt": SENTENCE.encode(),
        "b/talks.meta.json": b'{"published": "2025-03-04"}',
        "a.eml": documents()[".eml"],
        "picture.png": b"\x89PNG",
        "__MACOSX/._talks.txt": b"x",
        ".hidden.txt": b"x",
        "old.doc": b"x",
    }
    found = {r.where: r for r in read("day.zip", make.make_zip(**files))}
    assert list(found) == ["day.zip/a.eml", "day.zip/b/talks.txt", "day.zip/old.doc"]
    assert found["day.zip/b/talks.txt"].published == "2025-03-04"
    assert codes(found["day.zip/old.doc"]) == ["file-type-unknown"]
