"""A brief as a file to send on: Markdown, Word (docx) or PDF, each with numbered sources and the quoted words.

In: a `Brief`. Out: the bytes of the file, the same for the same brief. A report's words are text in all of them: in PDF
they reach the typesetter as JSON, and what a document cannot hold (control characters) becomes a sign for it.
Deliberately missed: tables and charts; who wants those takes the tables' own files.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.model.brief import Brief
from communique.model.claim import Claim
from communique.model.web_link import web_link
from communique.present.brief import say_words, to_markdown, to_object
from communique.present.terminal import COMMANDING

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

TEMPLATE = Path(__file__).with_name("brief.typ")
MADE_AT = (2000, 1, 1, 0, 0, 0)  # of every part of a docx: the time of writing would make each run's file another


@dataclass(frozen=True, slots=True)
class BriefFile:
    """A format: `name` for people, `make` gives the whole file."""

    name: str
    suffix: str
    media_type: str
    make: Callable[[Brief], bytes]


def make_markdown(brief: Brief) -> bytes:
    """Return the brief as a Markdown file."""
    return _clean(to_markdown(brief)).encode("utf-8")


def make_pdf(brief: Brief) -> bytes:
    """Return the brief as a tagged PDF with a link from each number to its source."""
    import typst

    told = json.dumps(to_print(brief), ensure_ascii=False)
    made: bytes = typst.compile(TEMPLATE, format="pdf", sys_inputs={"brief": told}, timestamp=0)
    return made


def make_docx(brief: Brief) -> bytes:
    """Return the brief as a Word document with headings, lists and numbered sources."""
    import docx
    from docx.shared import Cm

    told = to_print(brief)
    document = docx.Document()
    document.core_properties.title = told["title"]
    document.core_properties.author = "communique"
    for page in document.sections:
        page.left_margin = page.right_margin = Cm(2.4)
    document.add_heading(told["title"], 0)
    document.add_paragraph().add_run(told["coverage"]).italic = True
    for section in told["sections"]:
        document.add_heading(section["heading"], 1)
        for sentence in section["sentences"]:
            numbers = ", ".join(map(str, sentence["sources"]))
            document.add_paragraph(f"{sentence['text']} [{numbers}]", style="List Bullet")
        if section["note"]:
            document.add_paragraph(section["note"])
    if told["sources"]:
        document.add_heading("Sources", 1)
    for source in told["sources"]:
        _add_source(document.add_paragraph(), source)
    file = BytesIO()
    document.save(file)
    return _pack_again(file.getvalue())


def _add_source(paragraph: Paragraph, source: dict[str, Any]) -> None:
    """Write a source; its number is text, so that it stays the one that the sentences name."""
    from docx.shared import Cm

    paragraph.paragraph_format.left_indent = Cm(0.8)
    paragraph.paragraph_format.first_line_indent = Cm(-0.8)
    paragraph.add_run(f"{source['number']}. {source['where'] + ', ' if source['where'] else ''}")
    if source["link"]:
        _add_link(paragraph, source["name"], source["link"])
    else:
        paragraph.add_run(source["name"])
    paragraph.add_run(f": “{source['quoted']}” ({source['report']}, {source['record']})")


def _add_link(paragraph: Paragraph, text: str, address: str) -> None:
    """Add a link; python-docx reads them and leaves writing them to its users."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _pack_again(packed: bytes) -> bytes:
    """Return a zip file with the same parts at one fixed time."""
    again = BytesIO()
    with zipfile.ZipFile(BytesIO(packed)) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, MADE_AT)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return again.getvalue()


def to_print(brief: Brief) -> dict[str, Any]:
    """Return what is set on paper: the brief as an object, its sources in words."""
    told = to_object(brief)
    for section in told["sections"]:
        section["note"] = (section["note"] or "").replace("`", "") or None  # Markdown's sign for a command
    told |= {"sources": [_to_source(number, claim) for number, claim in brief.sources.items()]}
    cleaned: dict[str, Any] = json.loads(json.dumps(told), object_hook=_clean_values)
    return cleaned


def _to_source(number: int, claim: Claim) -> dict[str, Any]:
    source = claim.source
    return {
        "number": number,
        "where": ", ".join(filter(None, (source.outlet, source.published))),
        "name": source.title or source.id,
        "link": web_link(source.url),
        "quoted": say_words(claim),
        "report": source.id,
        "record": claim.record["id"],
    }


def _clean_values(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _clean(value) if isinstance(value, str) else value for name, value in values.items()}


def _clean(text: str) -> str:
    """Return a text without what no document may hold: control characters, half characters, non-characters."""
    kept = COMMANDING.sub("\N{REPLACEMENT CHARACTER}", text)
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_no_character(sign) else sign for sign in kept)


def _is_no_character(sign: str) -> bool:
    return "\ud800" <= sign <= "\udfff" or sign in "\ufffe\uffff"


BRIEF_FILES: tuple[BriefFile, ...] = (
    BriefFile("Markdown", ".md", "text/markdown; charset=utf-8", make_markdown),
    BriefFile(
        "Word", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", make_docx
    ),
    BriefFile("PDF", ".pdf", "application/pdf", make_pdf),
)  # fmt: skip
