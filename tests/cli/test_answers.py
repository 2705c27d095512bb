"""Asking the register on the command line: as a person reads it, and as programs do."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.patience import measure

from communique.cli import main
from communique.samples import sample_folder

COMMANDS = (
    ["ledger"], ["engagements"], ["incidents"], ["incidents", "--monthly"], ["actions"], ["statements"], ["people"],
    ["people", "Ishaq Dar"], ["figures"], ["figures", "--check"], ["search", "border"], ["reports"], ["status"],
    ["suggestions"], ["judgements"],
)  # fmt: skip
every_command = pytest.mark.parametrize("command", COMMANDS, ids=" ".join)


def call(*arguments: str) -> int:
    """Run the command in this process and return its exit code."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


@pytest.fixture
def filled(golden_register: Path, register_file: Path) -> Path:
    """Make this test's own register a copy of the golden one."""
    shutil.copy(golden_register, register_file)
    return register_file


@pytest.fixture
def ask(filled: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def asked(*arguments: str) -> str:
        assert call(*arguments) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    return asked


@every_command
@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_table_keeps_to_the_width(
    command: list[str], width: int, ask: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = ask(*command)
    assert max(map(len, out.splitlines())) <= width
    assert "\x1b" not in out
    assert not any(line != line.rstrip() for line in out.splitlines())


@every_command
def test_json_is_one_object_and_csv_has_the_same_rows(command: list[str], ask: Callable[..., str]) -> None:
    answer = json.loads(ask(*command, "--json"))
    assert set(answer) == {"name", "columns", "rows", "notes"}
    names = [column["name"] for column in answer["columns"]]
    assert all(list(row) == names for row in answer["rows"])
    rows = list(csv.reader(io.StringIO(ask(*command, "--csv"))))
    assert rows[0] == names and len(rows) == len(answer["rows"]) + 1
    assert answer["rows"] or command == ["judgements"]


def test_narrow_table_names_what_it_leaves_out(ask: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = " ".join(ask("ledger").split())
    assert "For want of width not shown: " in out and "words" in out


def test_side_is_a_code_or_a_name(ask: Callable[..., str]) -> None:
    assert ask("ledger", "--by", "China", "--json") == ask("ledger", "--by", "chn", "--json") != ask("ledger", "--json")


def test_filters_narrow(ask: Callable[..., str]) -> None:
    rows = json.loads(ask("engagements", "--side", "PAK", "--kind", "meeting", "--kind", "call", "--json"))["rows"]
    assert {row["kind"] for row in rows} == {"meeting", "call"} and all("PAK" in row["parties"] for row in rows)
    rows = json.loads(ask("statements", "--by", "IND", "--about", "Pakistan", "--json"))["rows"]
    assert all(row["by"] == ["IND"] for row in rows)
    assert json.loads(ask("incidents", "--country", "Pakistan", "--json"))["rows"]


def test_limit_says_that_it_is_one(ask: Callable[..., str]) -> None:
    assert "The first 2 of" in ask("ledger", "--limit", "2")


def test_empty_table_says_what_was_looked_at(ask: Callable[..., str]) -> None:
    out = " ".join(ask("engagements", "--side", "Fiji").split())
    assert "Nothing found. Asked for: side FJI. Looked at" in out and "published 2023-04-13 to" in out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["ledger", "--by", "Pakistn"], 2, "Pakistan (PAK)"),
        (["ledger", "--act", "comit"], 2, "Did you mean commit?"),
        (["ledger", "--since", "soon"], 2, "2025-06-26"),
        (["ledger", "--topic", "econmic"], 2, "economic"),
        (["ledger", "--json", "--csv"], 2, "Choose one"),
        (["incidents", "--rule", "mean"], 2, "ucdp-like"),
        (["case", "999999"], 3, "column case"),
        (["status", "--register", "no/such.db"], 5, "communique read"),
        (["judge", "same", "1", "2", "--why", "x", "--register", "no/such.db"], 5, "communique read"),
        (["export", "ledgers", "-o", "x.csv"], 2, "Views: ledger"),
        (["export", "ledger", "-o", "x.doc"], 2, "--format"),
        (["brief", "PAK", "CHN", "-o", "x.odt"], 2, ".md, .docx, .pdf"),
        (["export", "ledger", "-o", "x.csv", "--country", "PAK"], 2, "It can by side"),
        (["export", "reports", "-o", "x.geojson"], 2, "no places"),
        (["columns", "ledgers"], 2, "Views: ledger"),
    ],
)
def test_bad_question_is_one_line_with_what_is_valid(
    arguments: list[str], code: int, says: str, filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(*arguments) == code
    out, err = capsys.readouterr()
    assert out == "" and says in err and err.count("\n") == 1


def test_brief_is_markdown_with_sources(ask: Callable[..., str], tmp_path: Path) -> None:
    out = ask("brief", "Pakistan", "china")
    assert out.startswith("# Pakistan – China") and "## Sources" in out and "[1]" in out
    assert ask("brief", "PAK", "CHN", "--output", str(tmp_path / "brief.md")) == ""
    assert (tmp_path / "brief.md").read_text(encoding="utf-8") == out
    brief = json.loads(ask("brief", "PAK", "CHN", "--json"))
    numbers = {source["number"] for source in brief["sources"]}
    cited = [s["sources"] for section in brief["sections"] for s in section["sentences"]]
    assert cited and all(s and set(s) <= numbers for s in cited)


def test_brief_is_written_in_the_format_that_its_file_is_named_by(ask: Callable[..., str], tmp_path: Path) -> None:
    starts = {"brief.pdf": b"%PDF-", "brief.docx": b"PK\x03\x04", "brief.MD": b"# Pakistan", "brief": b"# Pakistan"}
    for name, start in starts.items():
        assert ask("brief", "PAK", "CHN", "-o", str(tmp_path / name)) == ""
        assert (tmp_path / name).read_bytes().startswith(start), name
    assert ask("brief", "PAK", "CHN", "--json", "-o", str(tmp_path / "b.json")) == ""
    assert json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["sources"]
    assert sorted(path.name for path in tmp_path.glob("*.part")) == []


def test_judgement_parts_a_case_and_undoing_joins_it_again(ask: Callable[..., str]) -> None:
    before = ask("incidents", "--json")
    told = max(json.loads(before)["rows"], key=lambda row: row["reports"])
    claims = [str(row["claim"]) for row in json.loads(ask("case", str(told["case"]), "--json"))["rows"]]
    assert len(claims) >= 2
    said = ask("judge", "different", claims[0], claims[-1], "--why", "other place", "--who", "A. Nalyst")
    assert "undo 1" in said
    assert ask("incidents", "--json") != before
    out = ask("judgements")
    assert "A. Nalyst" in out and "other place" in out and "1 in force" in out
    ask("undo", "1")
    assert ask("incidents", "--json") == before
    assert "0 in force" in ask("judgements")


def test_decision_needs_a_name(
    filled: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("COMMUNIQUE_USER", "USER", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    assert call("judge", "same", "1", "2", "--why", "x") == 2
    assert "--who" in capsys.readouterr().err


def test_follow_up_waits_until_it_is_judged(ask: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER", "tester")
    rows = json.loads(ask("suggestions", "--json"))["rows"]
    follow_up = next(row for row in rows if row["suggestion"] != "same")
    ends = (str(follow_up["a"]), str(follow_up["b"]))
    ask("judge", "confirm", *ends, "--why", "it is")
    left = json.loads(ask("suggestions", "--json"))["rows"]
    assert ends not in {(str(row["a"]), str(row["b"])) for row in left} and len(left) < len(rows)
    ask("undo", "1")
    assert json.loads(ask("suggestions", "--json"))["rows"] == rows


def test_status_is_a_dated_series_that_can_be_taken_back(ask: Callable[..., str]) -> None:
    first = json.loads(ask("ledger", "--json"))["rows"][0]
    claim = str(first["claim"])
    ask("assess", claim, "in progress", "--day", "2025-09-01", "--why", "work began", "--who", "T")
    ask("assess", claim, "done", "--day", "2025-10-01", "--why", "opened", "--who", "T", "--evidence", claim)
    (row,) = json.loads(ask("ledger", "--status", "done", "--json"))["rows"]
    assert row["status"] == "done" and [line[:10] for line in row["statuses"]] == ["2025-09-01", "2025-10-01"]
    ask("undo", "s2")
    (row,) = [r for r in json.loads(ask("ledger", "--status", "in progress", "--json"))["rows"] if r["statuses"]]
    assert row["claim"] == first["claim"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["judge", "equal", "1", "2"], "same, different, unsure"),
        (["judge", "same", "1"], "Name the other"),
        (["judge", "same", "1", "1"], "two different"),
        (["judge", "confirm", "1", "2"], "communique suggestions"),
        (["judge", "same", "1", "999999"], "column claim"),
        (["assess", "1", "finished"], "not yet assessed"),
        (["assess", "1", "done", "--day", "2025"], "2025-06-26"),
    ],
)
def test_decision_on_nothing_is_told(
    arguments: list[str], says: str, filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(*arguments, "--why", "x", "--who", "T") in (2, 3)
    assert says in capsys.readouterr().err


def test_columns_are_explained(ask: Callable[..., str]) -> None:
    assert "ledger" in ask("columns")
    assert "found_since" in ask("columns", "ledger")


def test_reading_fills_the_register_once(register_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = sample_folder()
    files = [str(path) for path in sorted(folder.glob("indus-*.txt"))]
    assert call("read", *files) == 0
    out = capsys.readouterr().out
    assert f"Register: {len(files)} new." in out and "communique brief" in out
    assert call("read", *files) == 0
    assert "Nothing new" in capsys.readouterr().out
    assert call("read", *files, str(folder / "indus-2025-07-26-dar-rubio.html")) == 0
    assert f"{len(files)} of {len(files) + 1} were there already" in " ".join(capsys.readouterr().out.split())
    assert call("status", "--json") == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert sum(row["reports"] for row in rows) == len(files) + 1


def test_json_keeps_nothing_unless_a_register_is_named(
    register_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(next(sample_folder().glob("indus-*.txt")))
    assert call("read", file, "--json") == call("read", file, "--no-register") == 0
    assert not register_file.exists()
    named = str(tmp_path / "own.db")
    capsys.readouterr()
    assert call("read", file, "--json", "--register", named) == 0
    first = capsys.readouterr().out
    assert call("read", file, "--json", "--register", named) == 0
    assert capsys.readouterr().out == first, "the record format is whole, known report or not"
    assert call("reports", "--register", named, "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["rows"]) == 1
    assert call("read", file, "--register", named, "--no-register") == 2


def test_answers_come_soon(ask: Callable[..., str]) -> None:
    _, cost = measure(lambda: ask("ledger", "--json"))
    assert cost < 20
