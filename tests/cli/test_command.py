"""The command line as a person and a program meet it."""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from tests.patience import PATIENCE_SECONDS

from communique.cli import main

SENTENCE = "Chinese Foreign Minister Wang Yi met Pakistani Foreign Minister Ishaq Dar in Beijing on Thursday."


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in its own process, as a pipe sees it."""
    command = [sys.executable, "-c", "from communique.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=PATIENCE_SECONDS)


def spend(command: list[str]) -> float:
    """Return the processor time that a command takes: other work on the machine must not fail a test."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE_SECONDS)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def call(*arguments: str) -> int:
    """Run the command in this process and return its exit code."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three reports; the second is empty."""
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    (tmp_path / "c.txt").write_text("The minister spoke about trade.", encoding="utf-8")
    return tmp_path


def test_help_comes_at_once_and_loads_nothing_heavy() -> None:
    code = (
        "import sys, communique.cli; "
        "print(sorted({'spacy', 'rich', 'trafilatura', 'numpy', 'py3langid'} & {m.split('.')[0] for m in sys.modules}))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
    library, ours = (
        [spend([sys.executable, "-c", code]) for _ in range(3)]
        for code in ("import typer", "import sys; from communique.cli import main; main(['--help'])")
    )
    # It takes twice as long as loading the library of commands alone; the least of three, on a machine that does more.
    assert min(ours) < 4 * min(library)


def test_version_is_the_package_s(capsys: pytest.CaptureFixture[str]) -> None:
    from importlib.metadata import version

    assert call("--version") == 0
    assert capsys.readouterr().out == f"communique {version('communique')}\n"


def test_json_is_one_object_per_report_in_input_order(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("read", str(folder), "--json") == 1
    out, err = capsys.readouterr()
    reports = [json.loads(line) for line in out.splitlines()]
    assert [report["report"]["id"] for report in reports] == ["a", "b", "c"]
    assert reports[0]["engagements"] and not reports[0]["problems"]
    assert reports[1]["problems"] and not reports[1]["people"]
    assert "communique: b could not be coded" in err


def test_run_without_an_uncoded_report_ends_with_zero(folder: Path) -> None:
    assert call("read", str(folder / "a.txt"), str(folder / "c.txt"), "--json") == 0


def test_jobs_give_the_same_bytes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(12):
        (folder / f"d{number}.txt").write_text(f"{SENTENCE} They met {number + 2} times.", encoding="utf-8")
    assert call("read", str(folder), "--json") == 1
    one, two = capsys.readouterr().out, run("read", str(folder), "--json", "--jobs", "2")
    assert two.stdout == one
    assert two.stdout.count("\n") == 15
    assert two.returncode == 1


def test_output_goes_to_files(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    assert call("read", str(folder / "a.txt"), "--json") == 0
    printed = capsys.readouterr().out
    places = ["-o", str(out / "r.ndjson"), "--csv", str(out / "csv"), "--export", f"json={out / 'x.ndjson'}"]
    assert call("read", str(folder / "a.txt"), "--json", *places) == 0
    assert capsys.readouterr().out == ""
    assert (out / "r.ndjson").read_text(encoding="utf-8") == printed == (out / "x.ndjson").read_text(encoding="utf-8")
    assert "CHN+PAK" in (out / "csv" / "engagements.csv").read_text(encoding="utf-8")


def test_summary_quotes_the_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call("read", str(folder))
    out = capsys.readouterr().out
    assert "Wang Yi" in out and "CHN – PAK" in out
    assert "«" in out and "»" in out, "without colours the evidence stands between marks"
    assert "\x1b" not in out
    assert "3 reports:" in out and "1 could not be coded" in out


@pytest.mark.parametrize("width", [40, 72])
@pytest.mark.parametrize("command", [["read"], ["explain", "--id", "a"]])
def test_lines_keep_to_the_width(
    folder: Path, command: list[str], width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    call(*command, str(folder))
    assert max(map(len, capsys.readouterr().out.splitlines())) <= width


def test_standard_input_is_read(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SENTENCE.encode())))
    assert call("read", "-", "--json") == 0
    assert json.loads(capsys.readouterr().out)["engagements"]


def test_terminal_cannot_be_commanded_by_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "evil.txt").write_text(f"{SENTENCE[:-1]} \x1b[2J\x1b]0;owned\x07\u202e again.", encoding="utf-8")
    for command in ("read", "explain"):
        call(command, str(tmp_path / "evil.txt"))
        out = capsys.readouterr().out
        assert "Wang Yi" in out
        assert not set("\x1b\x07\u202e") & set(out)


def test_explain_follows_a_record_to_its_rule(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("explain", str(folder / "a.txt")) == 0
    out = capsys.readouterr().out
    assert "engagement e1" in out
    assert "rule engagement." in out and "confidence" in out
    assert "→ Wang Yi (CHN)" in " ".join(out.split())
    assert "clause “met”" in out


def test_explain_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("explain", str(folder / "a.txt"), "--sentence", "1") == 0
    assert "Who is who" not in capsys.readouterr().out
    assert call("explain", str(folder / "a.txt"), "--sentence", "7") == 2
    assert "Sentences: 1 to 1." in capsys.readouterr().err


def test_explain_asks_which_of_several_reports(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("explain", str(folder)) == 2
    assert "Choose one with --id: a, b, c." in capsys.readouterr().err
    assert call("explain", str(folder), "--id", "c") == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["raed", "x"], "Did you mean 'read'"),
        (["read"], "Missing argument"),
        (["read", "x", "--jsn"], "--json"),
        (["read", "x", "--jobs", "0"], "--jobs"),
        (["read", "x", "--export", "xml=y"], "Formats: json, csv"),
        (["read", "x", "--export", "json"], "Formats: json, csv"),
    ],
)
def test_bad_call_is_one_line_with_what_is_valid(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(*arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err and err.startswith("communique: ") and err.count("\n") == 1


def test_output_that_cannot_be_written_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("read", str(folder / "a.txt"), "-o", str(folder / "a.txt" / "x")) == 4
    assert capsys.readouterr().err.count("\n") == 1


def test_reader_that_goes_away_is_no_error(folder: Path) -> None:
    command = f"{sys.executable} -c 'from communique.cli import main; main()' read {folder} --json | head -c 10"
    result = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    assert "Error" not in result.stderr and "Traceback" not in result.stderr


def test_samples_are_shown_and_copied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("samples") == 0
    shown = Path(capsys.readouterr().out.strip())
    assert call("samples", "--to", str(tmp_path / "copy")) == 0
    names = {path.name for path in (tmp_path / "copy").iterdir()}
    assert names == {path.name for path in shown.iterdir() if path.suffix != ".py" and path.name != "__pycache__"}


@pytest.mark.parametrize("command", ["kinds", "formats"])
def test_lists_are_printed(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(command) == 0
    assert capsys.readouterr().out
