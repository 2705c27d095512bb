"""The review queue: what is decided leaves it, what is undone comes back, and every decision has somebody's name."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from html import unescape

import pytest
from fastapi.testclient import TestClient

from tests.desk.conftest import open_desk
from tests.engines import Engine


@pytest.fixture
def own_desk(engine: Engine) -> TestClient:
    """A desk over this test's own copy of the golden records, on either engine."""
    return open_desk(engine.golden())


def shown_claim(page: str) -> str:
    found = re.search(r'name="claim" value="(\d+)"', page)
    assert found, "no record is shown"
    return found.group(1)


def waiting(page: str) -> int:
    found = re.search(r"([\d,]+) records? nobody has decided on", page)
    assert found
    return int(found.group(1).replace(",", ""))


def decide(desk: TestClient, verdict: str, **fields: str) -> str:
    """Decide on the record that is shown and return the page that follows."""
    claim = shown_claim(desk.get("/review").text)
    answer = desk.post("/review/decide", data={"claim": claim, "verdict": verdict, "back": "/review", **fields})
    assert answer.status_code == 303
    return desk.get(answer.headers["location"]).text


def test_a_decided_record_leaves_the_queue_and_undo_brings_it_back(own_desk: TestClient) -> None:
    before = own_desk.get("/review").text
    after = decide(own_desk, "confirmed")
    assert shown_claim(after) != shown_claim(before)
    assert waiting(after) == waiting(before) - 1
    answer = own_desk.post("/review/undo", data={"back": "/review"})
    again = own_desk.get(answer.headers["location"]).text
    assert (shown_claim(again), waiting(again)) == (shown_claim(before), waiting(before))


def test_next_leaves_a_record_undecided_and_the_end_leads_back_to_it(own_desk: TestClient) -> None:
    page = own_desk.get("/review?kind=actions").text
    first, count = shown_claim(page), waiting(page)
    for _ in range(count):
        href = unescape(re.search(r'href="([^"]+)" data-key="n"', page).group(1))  # type: ignore[union-attr]
        page = own_desk.get(href).text
    assert "end of the queue" in page
    assert shown_claim(own_desk.get("/review?kind=actions").text) == first


def test_an_edited_record_is_told_as_edited_in_its_report(own_desk: TestClient) -> None:
    page = own_desk.get("/review?kind=undertakings").text
    claim = shown_claim(page)
    form = page.split('class="edit"')[1]
    given = dict(re.findall(r'<input name="([^"]+)" value="([^"]*)"', form))
    words = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", form, re.DOTALL).group(1))  # type: ignore[union-attr]
    answer = own_desk.post(
        "/review/decide", data={"claim": claim, "verdict": "edited", **given, "act": "threaten", "words": words}
    )
    assert answer.status_code == 303
    told = own_desk.get("/api/undertakings?act=threaten").text
    assert f'"claim":{claim}' in told.replace(" ", "")


def test_an_impossible_edit_is_a_clear_error_and_nothing_is_kept(own_desk: TestClient) -> None:
    claim = shown_claim(own_desk.get("/review?kind=undertakings").text)
    answer = own_desk.post("/review/decide", data={"claim": claim, "verdict": "edited", "act": "swear", "by": "PAK"})
    assert answer.status_code == 400
    assert "is no act" in answer.text
    assert shown_claim(own_desk.get("/review?kind=undertakings").text) == claim


def test_a_decision_bears_the_name_of_who_made_it_and_readers_make_none(
    guarded_desk: Callable[[str], TestClient],
) -> None:
    reader, reviewer = guarded_desk("reader"), guarded_desk("reviewer")
    assert reader.get("/review").status_code == 403
    claim = shown_claim(reviewer.get("/review").text)
    given = {"claim": claim, "verdict": "confirmed", "back": "/review"}
    assert reader.post("/review/decide", data=given).status_code == 403
    assert reviewer.post("/review/decide", data=given).status_code == 303
    assert "<b>a reviewer</b>" in reviewer.get("/audit").text


def test_a_decision_goes_back_to_the_queue_only(own_desk: TestClient) -> None:
    claim = shown_claim(own_desk.get("/review").text)
    given = {"claim": claim, "verdict": "unsure", "back": "https://elsewhere.example/review"}
    assert own_desk.post("/review/decide", data=given).headers["location"] == "/review"


def test_all_of_a_queue_are_decided_in_one_go_and_taken_back_in_one_go(own_desk: TestClient) -> None:
    count = waiting(own_desk.get("/review?kind=actions").text)
    given = {"verdict": "confirmed", "why": "known outlet", "seen": str(count)}
    assert own_desk.post("/review/all?kind=actions", data=given).status_code == 303
    assert "Nothing waits here" in own_desk.get("/review?kind=actions").text
    audit = own_desk.get("/audit").text
    assert f"{count} records in one go</b>" in audit
    batch = re.search(r'name="batch" value="([0-9a-f]+)"', audit)
    assert batch
    assert own_desk.post("/audit/undo", data={"batch": batch.group(1)}).status_code == 303
    assert waiting(own_desk.get("/review?kind=actions").text) == count


def test_a_queue_that_changed_since_the_preview_is_not_decided_on(own_desk: TestClient) -> None:
    count = waiting(own_desk.get("/review?kind=actions").text)
    given = {"verdict": "rejected", "why": "all wrong", "seen": str(count + 1)}
    answer = own_desk.post("/review/all?kind=actions", data=given)
    assert answer.status_code == 400
    assert "Nothing was decided" in answer.text
    assert waiting(own_desk.get("/review?kind=actions").text) == count


def test_a_link_is_decided_once_and_undo_brings_it_back(own_desk: TestClient) -> None:
    page = own_desk.get("/review/links").text
    first = re.search(r'name="a" value="(\d+)"><input type="hidden" name="b" value="(\d+)"', page)
    assert first, "the golden register has no link that waits"
    given = {"a": first.group(1), "b": first.group(2), "verdict": "unsure", "show": ""}
    assert own_desk.post("/review/links", data=given).status_code == 303
    after = own_desk.get("/review/links").text
    assert first.group(0) not in after
    own_desk.post("/review/links/undo", data={"show": ""})
    assert first.group(0) in own_desk.get("/review/links").text


def test_gold_of_what_was_reviewed_can_be_downloaded(own_desk: TestClient) -> None:
    decide(own_desk, "confirmed")
    files = zipfile.ZipFile(io.BytesIO(own_desk.get("/audit/gold.zip?partial").content))
    (name,) = files.namelist()
    gold = json.loads(files.read(name))
    assert {"report", "people", "undertakings"} <= set(gold)
