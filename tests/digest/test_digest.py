"""A digest tells what came since the last one for what is followed, once, and nothing else."""

from __future__ import annotations

import email
import json
from collections.abc import Callable, Iterator
from email import policy
from pathlib import Path
from typing import Any

import pytest

from communique.answers.digest import Follow, Mark, get_digest, get_mark, mark_at, read_follow
from communique.answers.digest.subjects import make_follow
from communique.cli import app
from communique.errors import UsageError
from communique.model.brief import Brief
from communique.model.report import Report
from communique.register import Register
from communique.register.follow_query import assess
from communique.register.joining import join_claims
from tests.engines import Engine
from tests.register.conftest import make_record

PAIR = make_follow([("PAK", "CHN")], [], [])
Told = dict[str, list[str]]


class Desk:
    """A register that reports are added to, and the digests of it."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.mark = Mark()

    def add(
        self, id: str, kind: str, words: str, published: str = "2025-03-01", outlet: str = "Wire", **fields: Any
    ) -> int:
        """Add a report of one record; return the record's claim."""
        text = f"{words}. {id} has it."
        record = make_record("actions" if kind == "statements" else kind, 1, text, words, fields)
        people = []
        for number, one in enumerate(fields.get("participants", ()), 1):
            person = {"id": one["person"], "name": one["name"], "country": None, "office": None, "mentions": [[0, 1]]}
            people.append(person | {"rule": "test", "confidence": 0.8, "id": f"p{number}"})
        report = Report(id, text, f"Title of {id}", outlet, published, sha256=Report.hash_of(text))
        with self.register.transaction():
            added = self.register.add(report, {"people": people, kind: [record]}, [], "test 1")
            join_claims(self.register, added.claims)
        return added.claims[-1]

    def digest(self, follow: Follow = PAIR) -> Brief:
        """Return the digest since the last one."""
        until = get_mark(self.register)
        brief = get_digest(self.register, follow, self.mark, until)
        self.mark = until
        return brief

    def tell(self, follow: Follow = PAIR) -> Told:
        """Return the sentences of the digest since the last one, by heading."""
        return {part.heading: [one.text for one in part.sentences] for part in self.digest(follow).sections}


@pytest.fixture
def desk(engine: Engine) -> Iterator[Desk]:
    with Register(engine.empty()) as register:
        yield Desk(register)


WANG = {"person": "p1", "name": "Wang Yi", "country": "CHN", "role": None}


def met(desk: Desk, id: str = "r1", **fields: Any) -> int:
    place = {"name": "Lahore", "country": "PAK", "lat": None, "lon": None}
    fields = {"date": "2025-02-28", "place": place, "participants": [WANG]} | fields
    return desk.add(id, "engagements", "The ministers of China and Pakistan met", **fields)


def praised(desk: Desk) -> int:
    fields = {"stance": "praise", "by": ["CHN"], "about": ["PAK"], "speaker": None}
    return desk.add("r1", "statements", "China praised Pakistan", **fields)


ATTACK = {
    "place": {"name": "Gwadar", "country": "PAK", "lat": 25.1, "lon": 62.3},
    "date": "2025-03-01",
    "name": "Gwadar attack",
}


def struck(desk: Desk, id: str, killed: int, outlet: str = "Wire") -> int:
    row = {"count": killed, "outcome": "killed", "class": "foreign", "qualifier": None, "source": None, "evidence": []}
    words = f"The Gwadar attack killed {killed} Chinese engineers"
    return desk.add(id, "incidents", words, outlet=outlet, casualties=[row], **ATTACK)


KINDS: tuple[tuple[str, Callable[[Desk], int], str], ...] = (
    ("engagement", met, "Officials of China and Pakistan met"),
    ("statement", praised, "China praised Pakistan"),
    ("undertaking", lambda desk: desk.add("r1", "undertakings", "China will build a road"), "China undertook"),
    ("action", lambda desk: desk.add("r1", "actions", "China sent tents to Pakistan"), "China, as reported"),
    ("incident", lambda desk: struck(desk, "r1", 3), "Gwadar attack in Gwadar"),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "add", "said"), KINDS, ids=[kind for kind, _, _ in KINDS])
def test_what_is_new_is_told_once_with_its_words_and_source(
    desk: Desk, kind: str, add: Callable[[Desk], int], said: str
) -> None:
    claim = add(desk)
    brief = desk.digest()
    (section,) = brief.sections
    assert section.heading == "Pakistan – China: new" and section.sentences[0].text.startswith(said)
    assert [source.key for source in brief.sources.values()] == [claim]
    assert "1 report of 1 outlet" in brief.coverage and "UTC" in brief.coverage
    assert desk.tell() == {"No report found": []}


def test_what_concerns_nobody_followed_is_not_told(desk: Desk) -> None:
    met(desk, parties=["CHN", "USA"])
    desk.add("r2", "undertakings", "China will help Iran", to=["IRN"])
    struck(desk, "r3", 2)
    assert list(desk.tell(make_follow([("PAK", "USA")], ["Nobody Known"], ["Quetta"]))) == ["No report found"]


def test_no_report_found_does_not_say_that_nothing_happened(desk: Desk) -> None:
    empty = desk.digest()
    assert "nothing can be said" in empty.coverage
    (section,) = empty.sections
    assert section.heading == "No report found" and "Pakistan – China" in str(section.note)
    assert "says nothing of what happened" in str(section.note)


def test_another_report_of_what_is_known_is_not_told(desk: Desk) -> None:
    met(desk)
    desk.digest()
    met(desk, "r2", outlet="Dispatch")
    assert list(desk.tell()) == ["No report found"]


def test_another_report_of_a_known_deed_is_not_told_within_a_week_and_told_later(desk: Desk) -> None:
    words = "China sent two hundred tents and blankets to Pakistan"
    desk.add("r1", "actions", words)
    desk.digest()
    desk.add("r2", "actions", words, published="2025-03-03", outlet="Dispatch")
    assert list(desk.tell()) == ["No report found"]
    desk.add("r3", "actions", words, published="2025-04-03")
    assert list(desk.tell()) == ["Pakistan – China: new"]


def test_a_changed_status_and_place_of_a_contact_are_told(desk: Desk) -> None:
    met(desk, status="ongoing", place=None)
    desk.digest()
    met(desk, "r2", outlet="Dispatch", published="2025-03-02")
    (text,) = desk.tell()["Pakistan – China: changed"]
    assert "Changed: it was ongoing, now held; the place was not known, now Lahore." in text


def test_an_announced_contact_that_was_held_is_told_with_the_announcement(desk: Desk) -> None:
    met(desk, status="planned", published="2025-02-26")
    desk.digest()
    met(desk, "r2", outlet="Dispatch")
    (text,) = desk.tell()["Pakistan – China: what came of it"]
    assert "is announced" in text and "Held (suggested, not confirmed)" in text


def test_changed_casualties_are_told_with_what_they_were(desk: Desk) -> None:
    struck(desk, "r1", 3)
    desk.digest()
    struck(desk, "r2", 5, outlet="Dispatch")
    (text,) = desk.tell()["Pakistan – China: changed"]
    assert "casualties were 3 foreign killed, now" in text and "5" in text
    struck(desk, "r3", 5, outlet="Dispatch")
    assert "Pakistan – China: new" not in desk.tell()


def test_a_changed_text_tells_what_it_says_now_and_no_longer(desk: Desk) -> None:
    struck(desk, "r1", 3)
    desk.digest()
    struck(desk, "r1", 4)
    says, not_any_more = desk.tell()["Pakistan – China: changed"]
    assert "says now" in says and "4 foreign killed" in says
    assert "does not say any more: “The Gwadar attack killed 3 Chinese engineers”" in not_any_more


def test_a_changed_text_that_says_the_same_is_not_told(desk: Desk) -> None:
    words = "China will build a road"
    desk.add("r1", "undertakings", words)
    desk.digest()
    text = f"Corrected: {words}. r1 has it."
    report = Report("r1", text, "Title of r1", "Wire", "2025-03-01", sha256=Report.hash_of(text))
    with desk.register.transaction():
        record = make_record("undertakings", 1, text, words)
        added = desk.register.add(report, {"undertakings": [record]}, [], "test 1")
        join_claims(desk.register, added.claims)
    assert added.change == "new version" and list(desk.tell()) == ["No report found"]


def test_a_report_coded_anew_is_no_news(desk: Desk) -> None:
    words = "China will build a road"
    desk.add("r1", "undertakings", words)
    desk.digest()
    text = f"{words}. r1 has it."
    report = Report("r1", text, "Title of r1", "Wire", "2025-03-01", sha256=Report.hash_of(text))
    with desk.register.transaction():
        desk.register.add(report, {"undertakings": [make_record("undertakings", 1, text, words)]}, [], "test 2")
    assert list(desk.tell()) == ["No report found"]


def test_a_status_that_somebody_gave_is_told(desk: Desk) -> None:
    claim = desk.add("r1", "undertakings", "China will build a road")
    desk.digest()
    assess(desk.register, claim, "done", "2025-06-01", None, "amina", "the road is open")
    (text,) = desk.tell()["Pakistan – China: what came of it"]
    assert "Status on 2025-06-01: done (amina: the road is open)" in text
    assert list(desk.tell()) == ["No report found"]


def test_a_follow_up_of_what_is_known_is_told_as_a_suggestion_and_when_confirmed(desk: Desk) -> None:
    promise = "China will build a desalination plant and a hospital in Gwadar"
    desk.add("r1", "undertakings", promise)
    desk.digest()
    later = desk.add("r2", "undertakings", f"{promise}, which China has now withdrawn", published="2025-05-01")
    earlier = later - 1
    db = desk.register.connection
    with desk.register.transaction():
        db.execute("DELETE FROM follow_link")
        db.execute(
            "INSERT INTO follow_link (earlier, later, relation, score, reasons, rule) VALUES (?, ?, 'withdraws', 0.9,"
            " '[]', 'test')",
            (earlier, later),
        )
    (text,) = desk.tell()["Pakistan – China: what came of it"]
    assert "Withdrawn (suggested, not confirmed)" in text
    with desk.register.transaction():
        db.execute(
            "INSERT INTO judgement (subject, a, b, verdict, who, why, at) VALUES ('follow-up', ?, ?, 'confirmed',"
            " 'amina', '', '2025-06-01T00:00:00+00:00')",
            (earlier, later),
        )
    (text,) = desk.tell()["Pakistan – China: what came of it"]
    assert "Withdrawn (confirmed by amina)" in text


def test_people_and_places_are_followed_by_name(desk: Desk) -> None:
    people = [{"person": "p1", "name": "Mohsin Naqvi", "country": "PAK", "role": None}]
    met(desk, parties=["PAK", "USA"], participants=people)
    struck(desk, "r2", 3)
    told = desk.tell(make_follow([], ["Mohsin Naqvi", "Wang Yi"], ["gwadar", "Pakistan"]))
    assert list(told) == ["Mohsin Naqvi: new", "Gwadar: new", "No report found"], "Pakistan's was told under Gwadar"


def test_a_capital_is_a_town_and_a_country_all_its_places(desk: Desk) -> None:
    struck(desk, "r1", 3)
    told = desk.tell(make_follow([], [], ["Islamabad", "Pakistan", "PAK"]))
    assert list(told) == ["Pakistan: new", "No report found"]


def test_a_mark_of_a_day_leaves_out_what_came_before(desk: Desk) -> None:
    met(desk)
    db = desk.register.connection
    db.execute("UPDATE report SET added_at = '2025-03-01T10:00:00+00:00'")
    struck(desk, "r2", 3)
    desk.mark = mark_at(desk.register, "2025-03-02")
    assert ["Gwadar attack" in text for text in desk.tell()["Pakistan – China: new"]] == [True]


@pytest.mark.parametrize(
    "written",
    [
        "pairs = [", 'pair = [["PAK", "CHN"]]', "pairs = 3", 'pairs = [["PAK"]]', 'pairs = [["PAK", "Nowhere"]]',
        'pairs = [["PAK", "Pakistan"]]', "people = [1]", "", 'places = "Gwadar"',
    ],
)  # fmt: skip
def test_a_follow_list_that_is_off_is_a_clear_error(tmp_path: Path, written: str) -> None:
    file = tmp_path / "follow.toml"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_follow(file)
    assert refused.value.hint


def test_the_command_tells_each_thing_once_and_writes_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*options: str) -> str:
        app([*command, *options], standalone_mode=False)
        return capsys.readouterr().out

    follow = tmp_path / "follow.toml"
    follow.write_text('pairs = [["Pakistan", "China"]]\nplaces = ["Lahore"]\n', encoding="utf-8")
    command = ["digest", "--follow", str(follow), "--register", str(tmp_path / "r.db")]
    with Register(tmp_path / "r.db") as register:
        Desk(register).add("<b>r1", "undertakings", "China will build a <road> & a school")
    day = ("--since", "2025-01-01")
    for suffix in (".md", ".html", ".docx", ".pdf"):
        run("--output", str(tmp_path / f"d{suffix}"), *day)
        assert (tmp_path / f"d{suffix}").stat().st_size > 500
    page = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert "&lt;road&gt; &amp; a school" in page and "<road>" not in page and 'href="#source-1"' in page
    for number in (1, 2):
        run("--output", str(tmp_path / f"{number}.eml"), "--from", "a@example.org", "--to", "b@example.org", *day)
    assert (tmp_path / "1.eml").read_bytes() == (tmp_path / "2.eml").read_bytes()
    mail = email.message_from_bytes((tmp_path / "1.eml").read_bytes(), policy=policy.default)
    assert mail["To"] == "b@example.org" and mail["Subject"].startswith("Digest: what came in until")
    parts = [part.get_content_type() for part in mail.iter_parts()]
    assert parts == ["text/plain", "text/html"] and "road" in mail.get_body(("html",)).get_content()
    assert "China undertook" in run() and "China undertook" not in run()
    assert "China undertook" in run(*day), "a day that is named tells it again"
    kept = json.loads((tmp_path / "r.digests.json").read_text(encoding="utf-8"))
    assert list(kept) == ["follow"] and kept["follow"]["report"] == 1
    with pytest.raises(UsageError):
        run("--output", str(tmp_path / "d.rtf"))
    with pytest.raises(UsageError):
        run("--pair", "PAK,CHN")
