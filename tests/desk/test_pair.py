"""Promises of the pair dossier: one address, the same records as the lists, files that open again."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest
from fastapi.testclient import TestClient

from communique.answers import get_brief
from communique.desk.commands import link_commands
from communique.desk.pair import parse_pair
from communique.errors import CommuniqueError
from communique.present.brief_files import BRIEF_FILES, BriefFile
from communique.register import Register

PAIR = "/pair/CHN-PAK"


@pytest.mark.parametrize("words", ["PAK-CHN", "pak-chn", "china-pakistan", "Pakistan-China"])
def test_either_order_and_wording_leads_to_one_address(desk: TestClient, words: str) -> None:
    answer = desk.get(f"/pair/{words}?since=2025")
    assert (answer.status_code, answer.headers["location"]) == (308, f"{PAIR}?since=2025")


def test_a_side_whose_name_has_a_hyphen_can_be_one_of_a_pair() -> None:
    assert parse_pair("D-8-PAK") == ("D-8", "PAK")


@pytest.mark.parametrize("words", ["CHN", "CHN-CHN", "CHN-Atlantis", "-", "CHN-", "x" * 300])
def test_what_is_no_pair_is_said_to_be_none(desk: TestClient, words: str) -> None:
    with pytest.raises(CommuniqueError):
        parse_pair(words)
    for path in ("/pair/", "/api/timelines/", "/api/briefs/"):
        assert desk.get(path + words).status_code in (400, 404)


def test_a_filter_that_a_pair_cannot_heed_is_an_error(desk: TestClient) -> None:
    assert desk.get(f"{PAIR}?topic=economic").status_code == 400
    assert desk.get(f"{PAIR}?since=2025&since=2024").status_code == 400
    assert desk.get(f"{PAIR}?since=soon").status_code == 400


def test_every_number_in_the_brief_leads_to_a_source_on_the_page(desk: TestClient) -> None:
    html = desk.get(PAIR).text
    cited = set(re.findall(r'href="#(source-\d+)"', html))
    assert len(cited) > 20
    assert cited == set(re.findall(r'id="(source-\d+)"', html))


def test_the_page_tells_in_a_table_what_the_chart_draws(desk: TestClient) -> None:
    rows = desk.get("/api/timelines/PAK-CHN").json()["rows"]
    table = re.findall(r"(?s)<caption[^>]*>Timeline of.*?</table>", desk.get(PAIR).text)[0]
    assert len(rows) > 50
    assert table.count("<tr>") == len(rows) + 1
    assert {row["kind"] for row in rows} == {"engagements", "undertakings", "actions", "incidents"}
    assert [row["first"] for row in rows] == sorted(row["first"] for row in rows)


def test_the_timeline_has_the_contacts_of_the_list(desk: TestClient) -> None:
    listed = desk.get("/api/engagements?side=CHN&side=PAK&limit=500").json()["rows"]
    told = [row for row in desk.get("/api/timelines/CHN-PAK").json()["rows"] if row["kind"] == "engagements"]
    assert {row["case"] for row in told} == {row["case"] for row in listed}


def test_a_period_narrows_page_chart_and_files_alike(desk: TestClient) -> None:
    period = "?since=2025-06&until=2025-08"
    html = desk.get(PAIR + period).text
    assert f'data-from="/api/timelines/CHN-PAK{period.replace("&", "&amp;")}"' in html
    assert f"/pair/CHN-PAK/brief.pdf{period.replace('&', '&amp;')}" in html
    days = [row["last"] for row in desk.get(f"/api/timelines/CHN-PAK{period}").json()["rows"]]
    assert days and min(days) >= "2025-06"
    assert len(desk.get(f"{PAIR}/brief.md{period}").text) < len(desk.get(f"{PAIR}/brief.md").text)


def test_an_open_undertaking_is_of_one_direction(desk: TestClient) -> None:
    html = desk.get(PAIR).text
    headings = re.findall(r"(?s)<h3>([^<]*)</h3>\s*<p[^>]*><a href=\"/undertakings", html)
    assert headings == ["Both together", "China towards Pakistan", "Pakistan towards China"]


def test_a_pair_without_records_says_what_was_looked_at(desk: TestClient, empty_desk: TestClient) -> None:
    for client in (desk, empty_desk):
        answer = client.get("/pair/FJI-ISL")
        assert answer.status_code == 200
        assert "That is not to say that nothing happened" in answer.text
        assert client.get("/pair/FJI-ISL/brief.pdf").content.startswith(b"%PDF")


def _read_docx(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)


def _read_pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)


READERS = {".md": lambda content: content.decode(), ".docx": _read_docx, ".pdf": _read_pdf}


@pytest.mark.parametrize("file", BRIEF_FILES, ids=lambda file: file.suffix)
def test_a_brief_file_opens_again_with_every_section_sentence_and_source(desk: TestClient, file: BriefFile) -> None:
    answer = desk.get(f"{PAIR}/brief{file.suffix}")
    assert f'filename="brief-CHN-PAK{file.suffix}"' in answer.headers["content-disposition"]
    text = _plain(READERS[file.suffix](answer.content))
    brief = desk.get("/api/briefs/CHN-PAK").json()
    assert _plain(brief["title"]) in text
    for section in brief["sections"]:
        assert _plain(section["heading"]) in text
        for sentence in section["sentences"]:
            assert _plain(sentence["text"]) in text
    for source in brief["sources"]:
        assert _plain(f"{source['number']}. {source['outlet']}, {source['published']}, ") in text


@pytest.mark.parametrize("file", BRIEF_FILES, ids=lambda file: file.suffix)
def test_the_same_brief_is_the_same_file(golden_register: Path, file: BriefFile) -> None:
    made = []
    for _ in range(2):
        with Register(golden_register, readonly=True) as register:
            made.append(file.make(get_brief(register, "CHN", "PAK")))
    assert made[0] == made[1]


def _plain(text: str) -> str:
    """Return a text without what a format does to it: line ends, escapes, hyphens at line ends."""
    return re.sub(r"[\s\\\-\u2010\u00ad]+", "", text)


def test_a_command_in_a_note_becomes_the_link_to_the_same_list() -> None:
    told = link_commands("3 more (`communique ledger`) and `communique read x`.")
    assert told == [("3 more (", None), ("the list", "/undertakings"), (") and `communique read x`.", None)]


def test_every_link_of_the_page_leads_somewhere(desk: TestClient) -> None:
    hrefs = set(
        re.findall(
            r'href="(/(?:undertakings|engagements|incidents|actions|statements|review)[^"]*)"', desk.get(PAIR).text
        )
    )
    for href in sorted(hrefs):
        assert desk.get(href.replace("&amp;", "&")).status_code == 200, href
