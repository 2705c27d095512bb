"""Two reports side by side: shared is what was joined, everything else is one's own, and nothing is lost."""

from __future__ import annotations

import re
from html import unescape

from fastapi.testclient import TestClient

from communique.answers.compare import JOINED, compare_reports, find_companions
from communique.register import Register

A, B = "khyber-2025-06-28-mir-ali-convoy", "indus-2025-06-29-mir-ali-toll"


def open_register(desk: TestClient) -> Register:
    return Register(desk.app.state.desk.settings.register, readonly=True)  # type: ignore[attr-defined]


def test_every_record_of_both_reports_is_shown_once(desk: TestClient) -> None:
    with open_register(desk) as register:
        found = compare_reports(register, A, B)
    for report, shared, rest in (
        (found.a, [one.a for one in found.shared], (found.only_a, found.apart_a)),
        (found.b, [one.b for one in found.shared], (found.only_b, found.apart_b)),
    ):
        told = [claim.key for claims in (*shared, *rest) for claim in claims]
        assert sorted(told) == sorted(claim.key for claim in report.claims)
    assert any(one.kind == "incidents" for one in found.shared)
    assert all(claim.kind in JOINED for claim in (*found.only_a, *found.only_b))
    assert not any(claim.kind in JOINED for claim in (*found.apart_a, *found.apart_b))


def test_comparing_the_other_way_round_changes_sides_only(desk: TestClient) -> None:
    with open_register(desk) as register:
        one, two = compare_reports(register, A, B), compare_reports(register, B, A)
    assert {shared.case for shared in one.shared} == {shared.case for shared in two.shared}
    assert [c.key for c in one.only_a] == [c.key for c in two.only_b]


def test_companions_are_mutual_and_never_the_report_itself(desk: TestClient) -> None:
    with open_register(desk) as register:
        ids = [row[0] for row in register.connection.execute("SELECT id FROM report")]
        known = {report: {other.report for other in find_companions(register, report)} for report in ids}
    assert B in known[A]
    for report, others in known.items():
        assert report not in others
        assert all(report in known[other] for other in others)


def test_reader_and_case_lead_to_the_comparison(desk: TestClient) -> None:
    reader = desk.get(f"/reports/{A}").text
    (href,) = {unescape(found) for found in re.findall(r'href="(/compare[^"]+)"', reader) if B in found}
    page = desk.get(href)
    assert page.status_code == 200
    case = re.search(r'href="(/cases/\d+)"', page.text)
    assert case and "/compare?a=" in desk.get(case.group(1)).text


def test_what_cannot_be_compared_is_a_clear_error(desk: TestClient) -> None:
    for query, status in (("", 400), (f"?a={A}", 400), (f"?a={A}&b={A}", 400), (f"?a={A}&b=none", 404)):
        assert desk.get(f"/compare{query}").status_code == status
