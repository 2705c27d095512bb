"""Small files of every format that can be read, made here, each with the same story in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from functools import cache

SENTENCE = "The two ministers met in the capital on Monday and agreed on a rail link."
PARAGRAPHS = (
    f"{SENTENCE} They will meet again in the spring, and both sides welcomed the decision of the joint commission.",
    "A spokesman said that internationalisation of the telecommunications infrastructure was discussed as well, "
    "without any decision on transcontinental cooperation between the governments of the two countries being taken.",
)
LINK = "https://herald.example/rail-link"


def make_paragraphs(*places: str) -> list[str]:
    """Return a paragraph for each place, which it names."""
    return [f"In {place}, {PARAGRAPHS[1].removeprefix('A ')} They left {place}." for place in places]


def make_pdf(
    paragraphs: Sequence[str] = PARAGRAPHS, title: str = "Rail link agreed", head: str = "Herald Press Service"
) -> bytes:
    """Return a born-digital PDF with a running head, page numbers and words parted at line ends."""
    import typst

    story = "\n\n".join(paragraphs)
    source = f"""
#set document(title: "{title}", author: "Desk", date: datetime(year: 2025, month: 3, day: 4))
#set page(width: 12cm, height: 18cm, header: [{head}], footer: context [Page #counter(page).display()])
#set par(justify: true)
#set text(hyphenate: true, lang: "en", size: 11pt)
= Rail link agreed
{story}
"""
    return bytes(typst.compile(source.encode()))


def make_blank_pdf(pages: int) -> bytes:
    """Return a PDF of pages without a word, as a scanner makes them."""
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(300, 400)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def make_docx() -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.title = "Rail link agreed"
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Length", "300 km"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def make_mail(**attached: bytes) -> bytes:
    """Return a mail; `attached` are its attachments, names with `_` for the dot."""
    mail = EmailMessage()
    mail["From"] = "Herald Press Service <press@herald.example>"
    mail["Subject"] = "Rail link agreed"
    mail["Date"] = "Tue, 04 Mar 2025 01:30:00 +0500"
    mail["Message-ID"] = "<rail-1@herald.example>"
    mail.set_content("\n\n".join(PARAGRAPHS))
    for name, data in attached.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name.replace("_", "."))
    return mail.as_bytes()


def make_feed(items: str | None = None) -> bytes:
    """Return an RSS feed with one whole item and one that has a description only."""
    whole = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    items = (
        items
        or f"""<item><title>Rail link agreed</title><link>{LINK}</link><guid>rail-1</guid>
<pubDate>Tue, 04 Mar 2025 01:30:00 +0500</pubDate><content:encoded><![CDATA[{whole}]]></content:encoded></item>
<item><title>More to follow &amp; soon</title><link>{LINK}-2</link><description>{SENTENCE}</description></item>"""
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Herald</title>
<link>https://herald.example/</link>{items}</channel></rss>""".encode()


def make_page() -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS * 2)
    head = "<!doctype html><html><head><title>Rail link</title></head>"
    return f"{head}<body><article>{body}</article></body></html>".encode()


def make_warc(*pages: tuple[str, str, bytes], is_zipped: bool = False) -> bytes:
    """Return a web archive of (link, content type, body) each."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    target = io.BytesIO()
    writer = WARCWriter(target, gzip=is_zipped)
    for link, kind, body in pages or ((LINK, "text/html; charset=utf-8", make_page()),):
        http = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(link, "response", payload=io.BytesIO(body), http_headers=http))
    return target.getvalue()


def make_csv(separator: str = ",") -> bytes:
    rows = (("id", "title", "published", "text"), ("rail-1", "Rail link agreed", "2025-03-04", "\n".join(PARAGRAPHS)))
    return "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows).encode()


def make_parquet(rows: int = 3, columns: str = "id, title, published, text") -> bytes:
    """Return a Parquet file of so many rows."""
    import tempfile
    from pathlib import Path

    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.parquet"
        stories = "SELECT 'rail-' || i AS id, 'Rail link agreed' AS title, DATE '2025-03-04' AS published, ? AS text"
        duckdb.execute(
            f"CREATE TABLE story AS SELECT {columns} FROM ({stories} FROM range({rows}) r(i))", [PARAGRAPHS[0]]
        )
        duckdb.execute(f"COPY story TO '{path}' (FORMAT parquet)")
        duckdb.execute("DROP TABLE story")
        return path.read_bytes()


def make_zip(**files: bytes) -> bytes:
    """Return a ZIP archive; names with `_` for the dot."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return target.getvalue()


@cache
def documents() -> dict[str, bytes]:
    """Return a file for each suffix that can be read; links are left to their own tests, as they hold no text."""
    text = "\n".join(PARAGRAPHS).encode()
    article = b'{"id": "rail-1", "text": "' + SENTENCE.encode() + b'"}'
    by_format = {
        (".txt", ".text", ".md", ".markdown"): text,
        (".html", ".htm", ".xhtml"): make_page(),
        (".json", ".jsonl", ".ndjson"): article,
        (".pdf",): make_pdf(),
        (".docx",): make_docx(),
        (".eml",): make_mail(),
        (".rss", ".atom", ".rdf", ".xml"): make_feed(),
        (".warc",): make_warc(),
        (".csv",): make_csv(),
        (".tsv",): make_csv("\t"),
        (".parquet",): make_parquet(),
        (".zip",): make_zip(story_txt=text),
    }
    return {suffix: data for suffixes, data in by_format.items() for suffix in suffixes}
