"""The report reader: the marked words are the evidence, and nothing of the text is lost or added."""

from __future__ import annotations

import re
from html import unescape

from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from communique.desk.runs import cut

READER = "/reports/dispatch-2025-09-05-sharif-li"


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[tuple[str, tuple[tuple[int, int], ...]]]]:
    text = draw(st.text(alphabet="ab \n\t\u0085é", max_size=60))
    place = st.integers(0, len(text))
    spans = st.tuples(place, place).map(lambda s: (min(s), max(s))).filter(lambda s: s[0] < s[1])
    records = draw(st.lists(st.lists(spans, max_size=3).map(tuple), max_size=5)) if text else []
    return text, [(f"r{number}", spans) for number, spans in enumerate(records)]


@given(marked_texts())
def test_runs_give_the_text_back_and_cover_exactly_the_evidence(case: tuple) -> None:
    text, marked = case
    lines = cut(text, marked)
    assert ["".join(run.text for run in line) for line in lines] == [x.rstrip() for x in text.splitlines() if x.strip()]
    runs = [run for line in lines for run in line]
    for run in runs:
        assert text[run.start : run.end] == run.text
        for name, spans in marked:
            inside = all(any(s <= place < e for s, e in spans) for place in range(run.start, run.end))
            assert (name in run.records) == inside


def words_marked(page: str) -> str:
    return "".join(unescape(words) for words in re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.DOTALL))


def test_the_marked_words_are_the_records_evidence(desk: TestClient) -> None:
    coded = desk.get("/api/reports/dispatch-2025-09-05-sharif-li").json()
    assert coded["undertakings"]
    for record in coded["undertakings"]:
        start, end = record["evidence"][0]
        page = desk.get(f"{READER}?record={record['id']}").text
        assert words_marked(page) == coded["report"]["text"][start:end]


def test_every_marked_run_leads_to_a_record_of_the_page_and_back(desk: TestClient) -> None:
    page = desk.get(READER).text
    linked = set(re.findall(r'class="run" href="[^"]*#(record-[^"]+)"', page))
    assert linked
    assert linked <= set(re.findall(r'<li id="(record-[^"]+)"', page))


def test_a_record_that_is_not_there_is_said(desk: TestClient) -> None:
    answer = desk.get(f"{READER}?record=u99")
    assert answer.status_code == 404
    assert "no record u99" in answer.text


def test_an_older_version_can_be_read_and_says_which_it_is(own_desk: TestClient) -> None:
    report = {"id": "dispatch-2025-09-05-sharif-li", "text": "China and Pakistan signed a new agreement in Beijing."}
    assert own_desk.post("/api/reports", json=report).status_code < 300
    now, before = own_desk.get(READER).text, own_desk.get(f"{READER}?version=1").text
    assert "signed a new agreement" in now and "signed a new agreement" not in before
    assert 'aria-current="page">Version 2' in now and 'aria-current="page">Version 1' in before
