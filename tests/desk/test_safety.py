"""Who may use a desk and how: hosts, origins, sizes, log-in, roles."""

from __future__ import annotations

import re
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique.desk.app import create_app
from communique.desk.pages import PAGES
from communique.desk.security.accounts import Accounts
from communique.desk.serving import make_settings
from communique.desk.settings import FORM_BYTES, UPLOAD_BYTES, Settings, is_local
from communique.errors import NotFound, UsageError
from tests.desk.conftest import FORM_TOKEN

Enter = Callable[[str], TestClient]
PASSWORD = "correct horse battery"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.7", ""])
def test_other_names_for_this_machine_are_refused(host: str, desk: TestClient) -> None:
    assert desk.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "localhost:9999", "127.0.0.1:8420", "[::1]:8420"])
def test_this_machines_own_names_are_answered(host: str, desk: TestClient) -> None:
    assert desk.get("/about", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9000"},
    ],
)
def test_other_sites_cannot_change_anything(headers: dict[str, str], own_desk: TestClient) -> None:
    answer = own_desk.post("/api/reports", json={"text": "x"}, headers=headers)
    assert answer.status_code == 403 and answer.json()["error"]["code"] == "cross-site"


def test_own_pages_and_programs_can(own_desk: TestClient) -> None:
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost:8420"}, {}):
        answer = own_desk.post("/api/reports", content=b"{", headers=headers)
        assert answer.json()["error"]["code"] == "json-broken"


def test_too_large_requests_are_refused_whether_they_say_so_or_not(own_desk: TestClient) -> None:
    assert own_desk.post("/log-in", content=b"x" * (FORM_BYTES + 1)).status_code == 413
    unsaid = own_desk.post("/api/reports", content=(b"x" * 1_000_000 for _ in range(UPLOAD_BYTES // 1_000_000 + 1)))
    assert unsaid.status_code == 413 and unsaid.json()["error"]["code"] == "too-large"


def test_long_addresses_are_refused(desk: TestClient) -> None:
    assert desk.get("/undertakings?text=" + "x" * 600).status_code == 400
    assert desk.get("/undertakings?" + "&".join(f"act={n}" for n in range(100))).status_code == 400


def test_addresses_of_this_machine_are_told_from_others() -> None:
    assert all(map(is_local, ("localhost", "127.0.0.1", "127.8.9.1", "::1")))
    assert not any(map(is_local, ("0.0.0.0", "::", "192.168.1.4", "example.org", "localhost.example.org")))


def test_desk_that_others_reach_does_not_start_without_accounts(tmp_path: Path) -> None:
    register = str(tmp_path / "register.db")
    with pytest.raises(UsageError, match="needs accounts"):
        make_settings(register, "0.0.0.0", 8420, log_in=False)
    assert not make_settings(register, "127.0.0.1", 8420, log_in=False).needs_accounts
    Accounts(make_settings(register, "127.0.0.1", 8420, log_in=False).accounts).put("ada", "editor", PASSWORD)
    assert make_settings(register, "0.0.0.0", 8420, log_in=False).needs_accounts


def test_nothing_is_shown_before_log_in(guarded_desk: Enter) -> None:
    nobody = guarded_desk("")
    answer = nobody.get("/undertakings?by=CHN")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/log-in?next=%2Fundertakings%3Fby%3DCHN"
    assert nobody.get("/undertakings.csv").status_code == 303
    assert nobody.get("/api/undertakings").status_code == 401
    assert nobody.get("/api/openapi.json").status_code == 401
    assert nobody.get("/log-in").status_code == 200
    assert nobody.get("/static/desk.css").status_code == 200


def test_log_in_leads_where_one_wanted_and_log_out_ends_it(guarded_desk: Enter) -> None:
    client = guarded_desk("")
    answer = client.post("/log-in", data={"name": "a reader", "password": PASSWORD, "next": "/people"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/people")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    assert client.get("/people").status_code == 200
    client.post("/log-out")
    assert client.get("/people").status_code == 303


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_log_in_never_leads_to_another_site(target: str, guarded_desk: Enter) -> None:
    answer = guarded_desk("").post("/log-in", data={"name": "a reader", "password": PASSWORD, "next": target})
    assert answer.headers["location"] == "/"


def test_wrong_passwords_are_limited_by_name(guarded_desk: Enter) -> None:
    client = guarded_desk("")
    codes = [client.post("/log-in", data={"name": "a reader", "password": "x"}).status_code for _ in range(11)]
    assert codes == [403] * 10 + [429]
    assert client.post("/log-in", data={"name": "a reader", "password": PASSWORD}).status_code == 429
    assert client.post("/log-in", data={"name": "a editor", "password": PASSWORD}).status_code == 303


def test_wrong_name_and_wrong_password_look_the_same(guarded_desk: Enter) -> None:
    client = guarded_desk("")
    known = client.post("/log-in", data={"name": "a reader", "password": "x"})
    unknown = client.post("/log-in", data={"name": "nobody", "password": "x"})
    assert known.text == unknown.text and known.status_code == unknown.status_code == 403


def test_only_editors_add_reports(guarded_desk: Enter) -> None:
    for role in ("reader", "reviewer"):
        answer = guarded_desk(role).post("/api/reports", content=b"{")
        assert answer.status_code == 403 and answer.json()["error"]["code"] == "role-needed"
    assert guarded_desk("editor").post("/api/reports", content=b"{").status_code == 400


def test_new_password_and_removal_end_sessions(guarded_desk: Enter) -> None:
    reader, editor = guarded_desk("reader"), guarded_desk("editor")
    accounts = Accounts(reader.app.state.desk.settings.accounts)  # type: ignore[attr-defined]
    accounts.put("a reader", "reader", "another long password")
    accounts.remove("a editor")
    assert reader.get("/").status_code == editor.get("/").status_code == 303


def test_forged_session_is_nobody(guarded_desk: Enter) -> None:
    client = guarded_desk("reader")
    name, value = next(iter(client.cookies.items()))
    client.cookies.clear()
    client.cookies.set(name, value[:-3] + "abc")
    assert client.get("/").status_code == 303


def test_accounts_are_kept_for_their_owner_only_and_without_passwords(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "a.json")
    accounts.put("ada", "editor", PASSWORD)
    assert stat.S_IMODE(accounts.path.stat().st_mode) == 0o600
    assert PASSWORD not in accounts.path.read_text() and "argon2id" in accounts.path.read_text()
    assert accounts.check("ada", PASSWORD) is not None
    assert accounts.check("ada", PASSWORD + "x") is None and accounts.check("bob", PASSWORD) is None
    key = accounts.get_key()
    assert Accounts(accounts.path).get_key() == key


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [("", "reader", PASSWORD), ("a\nb", "reader", PASSWORD), ("ada", "king", PASSWORD), ("ada", "reader", "short")],
)
def test_account_that_cannot_be_is_refused(name: str, role: str, password: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Accounts(tmp_path / "a.json").put(name, role, password)


def test_account_that_is_not_there_cannot_be_removed(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Accounts(tmp_path / "a.json").remove("ada")


FORMS = ("/log-in", "/log-out", "/review/decide", "/review/undo", "/review/all", "/review/links", "/review/links/undo",
         "/audit/undo", "/add/text", "/add/files", "/add/links")  # fmt: skip


def test_every_form_that_changes_something_has_a_token_of_its_page(own_desk: TestClient) -> None:
    registered = {route.path for page in PAGES for route in page.routes if route.method == "POST"}
    assert registered == set(FORMS)
    for page in PAGES:
        for form in re.findall(r"<form\b.*?</form>", own_desk.get(page.href).text, re.DOTALL):
            assert ('name="form_token"' in form) == ('method="post"' in form), page.path


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("token", [None, "", "0" * 64])
def test_form_without_its_pages_token_changes_nothing(path: str, token: str | None, own_desk: TestClient) -> None:
    own_desk.get("/log-in")
    sent = {} if token is None else {"form_token": token}
    answer = TestClient.post(own_desk, path, data=sent | {"text": "Talks were held in Tashkent."})
    assert answer.status_code == 403 and "nothing was changed" in answer.text
    assert own_desk.get("/api/judgements").json()["total"] == 0


def test_token_of_another_browser_or_visitor_is_refused(guarded_desk: Enter) -> None:
    mine, other = guarded_desk("reviewer"), guarded_desk("reviewer")
    token = other.get_form_token()  # type: ignore[attr-defined]
    assert mine.post("/log-out", data={"form_token": token}).status_code == 403
    theirs = mine.get_form_token()  # type: ignore[attr-defined]
    mine.post("/log-in", data={"name": "a editor", "password": PASSWORD})
    assert mine.post("/log-out", data={"form_token": theirs}).status_code == 403
    assert mine.post("/log-out").status_code == 303


def test_cookies_go_over_https_alone_where_the_desk_is_told_so(golden_register: Path, tmp_path: Path) -> None:
    shutil.copy(golden_register, tmp_path / "register.db")
    settings = Settings(tmp_path / "register.db", needs_accounts=True, is_https_only=True)
    Accounts(settings.accounts).put("ada", "reader", PASSWORD)
    app = create_app(settings)
    client = TestClient(app, base_url="https://desk.example", follow_redirects=False)
    token = FORM_TOKEN.search(client.get("/log-in").text)
    assert token
    entered = client.post("/log-in", data={"name": "ada", "password": PASSWORD, "form_token": token.group(1)})
    home = client.get("/")
    cookies = [*entered.headers.get_list("set-cookie"), *home.headers.get_list("set-cookie")]
    assert len(cookies) >= 2 and all("secure" in cookie.lower() for cookie in cookies)
    assert TestClient(app, base_url="http://desk.example", cookies=client.cookies).get("/people").url.path == "/log-in"
