"""The JSON API: what the pages show, in the record format's words."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from communique.desk.listing import Listing, ask
from communique.desk.listings import API_LISTINGS
from communique.register import Register
from communique.register.verdicts import judge_claims

every_list = pytest.mark.parametrize("listing", API_LISTINGS, ids=lambda listing: listing.name)
NEEDED = {"search": "words=trade&"}


@every_list
def test_cursor_pages_give_every_row_once_in_order(listing: Listing, desk: TestClient) -> None:
    with Register(desk.app.state.desk.settings.register, readonly=True) as register:  # type: ignore[attr-defined]
        given = {"words": ["trade"]} if listing.name == "search" else {}
        expected = [row[listing.key] for row in ask(listing, given).put(register).rows]
    rows, after = [], ""
    while after is not None:
        query = f"{NEEDED.get(listing.name, '')}order=oldest&limit=7{after and '&after=' + after}"
        page = desk.get(f"/api/{listing.name}?{query}").json()
        assert page["total"] == len(expected) and page["notes"]
        rows += [row[listing.key] for row in page["rows"]]
        after = page["next"]
    assert rows == expected


@every_list
def test_rows_have_the_fields_that_the_description_names(listing: Listing, desk: TestClient) -> None:
    described = desk.get("/api/openapi.json").json()
    models = described["components"]["schemas"]
    answer = described["paths"][f"/api/{listing.name}"]["get"]["responses"]["200"]["content"]["application/json"]
    model = models[answer["schema"]["$ref"].rsplit("/", 1)[1]]
    row = models[model["properties"]["rows"]["items"]["$ref"].rsplit("/", 1)[1]]
    for given in desk.get(f"/api/{listing.name}?{NEEDED.get(listing.name, '')}limit=3").json()["rows"]:
        assert set(given) == set(row["properties"])


def test_what_has_not_changed_is_not_sent_again(desk: TestClient) -> None:
    first = desk.get("/api/undertakings")
    again = desk.get("/api/undertakings", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    other = desk.get("/api/undertakings?by=CHN", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/undertakings?by=Atlantis", 400, "side-unknown"),
        ("/api/undertakings?limit=0", 400, "limit-invalid"),
        ("/api/undertakings?after=***", 400, "cursor-invalid"),
        ("/api/undertakings?after=MTAwMDAwMA", 400, "cursor-gone"),
        ("/api/search", 400, "words-missing"),
        ("/api/cases/999999", 404, "case-missing"),
        ("/api/cases/one", 400, "request-invalid"),
        ("/api/reports/none", 404, "report-missing"),
        ("/api/news?since=then", 400, "moment-invalid"),
        ("/api/nothing", 404, "not-found"),
    ],
)
def test_failures_have_one_shape(path: str, status: int, code: str, desk: TestClient) -> None:
    answer = desk.get(path)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "hint", "where"} and error["code"] == code
    assert error["where"] == path.split("?")[0] and error["message"]


def test_report_is_given_in_the_record_format_with_its_text(desk: TestClient) -> None:
    report = desk.get("/api/reports?limit=1").json()["rows"][0]["report"]
    full = desk.get(f"/api/reports/{report}").json()
    text = full["report"]["text"]
    for kind in ("engagements", "undertakings", "statements", "incidents", "figures"):
        for record in full[kind]:
            assert record["claim"] and all(text[start:end] for start, end in record["evidence"])


def test_decisions_are_given_with_what_waits(own_desk: TestClient) -> None:
    waiting = own_desk.get("/api/suggestions?limit=2").json()
    assert waiting["total"] > 2 and waiting["next"]
    first = waiting["rows"][0]
    rest = own_desk.get(f"/api/suggestions?limit=500&after={waiting['next']}").json()["rows"]
    assert len(rest) == waiting["total"] - 2 and first not in rest
    with Register(own_desk.app.state.desk.settings.register) as register:  # type: ignore[attr-defined]
        judge_claims(register, "unsure", first["a"], first["b"], "tester", "looked at it")
    assert own_desk.get("/api/suggestions").json()["total"] == waiting["total"] - 1
    (decided,) = own_desk.get("/api/judgements").json()["rows"]
    assert (decided["verdict"], decided["who"]) == ("unsure", "tester")


def test_coverage_adds_up_to_the_reports(desk: TestClient) -> None:
    coverage = desk.get("/api/coverage").json()
    assert sum(row["reports"] for row in coverage["rows"]) == desk.get("/api/reports").json()["total"]
    assert desk.get("/api/news").json()["reports"] == desk.get("/api/reports").json()["total"]


def test_added_report_is_coded_kept_and_shown(own_desk: TestClient) -> None:
    article = {
        "id": "added-1", "title": "Envoy promises a bridge", "outlet": "Test Wire", "published": "2025-03-04",
        "text": "ISLAMABAD: Chinese Ambassador Jiang Zaidong on Tuesday promised to build a bridge for Pakistan.",
    }  # fmt: skip
    answer = own_desk.post("/api/reports", json=article)
    assert answer.status_code == 201, answer.text
    (added,) = answer.json()["added"]
    assert added["change"] == "new" and added["counts"]["undertakings"] == 1
    assert own_desk.get("/api/reports/added-1").json()["undertakings"][0]["act"] == "commit"
    assert "Envoy promises a bridge" in own_desk.get("/undertakings?outlet=Test Wire").text
    assert own_desk.post("/api/reports", json=[article]).json()["added"][0]["change"] == "same"


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"title": "no text"}', b"[1]", b'"text"', b"[" * 5000])
def test_what_is_no_article_is_refused(body: bytes, own_desk: TestClient) -> None:
    answer = own_desk.post("/api/reports", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400 and answer.json()["error"]["code"]


def test_queue_of_records_that_wait_is_there_with_its_length(desk: TestClient) -> None:
    queue = desk.get("/api/review?limit=5&kind=undertakings").json()
    assert len(queue["rows"]) == 5 < queue["total"] and {row["kind"] for row in queue["rows"]} == {"undertakings"}
    assert desk.get("/api/review?kind=people").status_code == 400


def test_body_has_the_records_whose_words_name_it(desk: TestClient) -> None:
    bodies = desk.get("/api/bodies?limit=500").json()["rows"]
    told = [desk.get(f"/api/bodies/{body['case']}").json() for body in bodies]
    rows = [row for one in told for row in one["rows"]]
    assert rows and all(row["words"] and row["kind"] != "bodies" for row in rows)


def test_two_reports_are_compared_record_by_record(desk: TestClient) -> None:
    reports = "a=khyber-2025-06-28-mir-ali-convoy&b=indus-2025-06-29-mir-ali-toll"
    rows = desk.get(f"/api/compare?{reports}").json()["rows"]
    shared = {row["case"]: set() for row in rows if row["told_by"] == "both"}
    for row in rows:
        if row["told_by"] == "both":
            shared[row["case"]].add(row["report"])
    assert shared and all(len(of) == 2 for of in shared.values())
    assert all(row["case"] is None for row in rows if row["told_by"] != "both")
    assert desk.get("/api/compare?a=none&b=nothing").status_code == 404
