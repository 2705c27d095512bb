"""What is not documented does not exist: commands, options, kinds, fields, exporters; and what a page names exists."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
import typer

from communique.cli import app
from communique.exports import EXPORTERS
from communique.records import KINDS

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = {name: command for name, command in typer.main.get_command(app).commands.items()}  # type: ignore[attr-defined]


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_command_and_its_options_are_documented(name: str) -> None:
    """A page has a heading for the command (`## `communique NAME …``), and below it every option that is its own."""
    sections = [
        part for file in PAGES for part in re.split(r"^#+ ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    ]
    (section,) = [part for part in sections if re.match(rf"`communique {name}[ `]", part)]
    for option in (option for parameter in COMMANDS[name].params for option in parameter.opts):
        if option.startswith("--"):
            assert re.search(rf"`{option}\b| {option} ", section), option


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_kind_and_its_fields_are_documented(kind) -> None:
    assert f"`{kind.name}`" in page("cli.md")
    (row,) = [line for line in page("exports.md").splitlines() if line.startswith(f"| `{kind.name}` |")]
    assert re.findall(r"`(\w+)`", row)[1:] == [field.name.rstrip("_") for field in fields(kind.record)]
    assert f"`{kind.name}.csv`" in page("exports.md")


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_exporter_is_documented(exporter) -> None:
    assert f"## `{exporter.name}`" in page("exports.md")
    assert f"`{exporter.name}`" in page("cli.md").split("## `communique formats`")[1]


def test_commands_in_the_pages_exist() -> None:
    for file in PAGES:
        text = file.read_text(encoding="utf-8")
        for code in re.findall(r"```\n(.*?)```|`([^`\n]+)`", text, re.DOTALL):
            for name in re.findall(r"(?:^|[|(] ?)communique ([a-z]\w*)", "".join(code), re.MULTILINE):
                assert name in COMMANDS, f"{file.name}: communique {name}"


def test_make_targets_in_the_pages_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for file in PAGES:
        for name in re.findall(r"[`\n]make ([a-z]+)", file.read_text(encoding="utf-8")):
            assert name in targets, f"{file.name}: make {name}"


def test_links_between_pages_lead_somewhere() -> None:
    missing = []
    for file in PAGES:
        for target in re.findall(r"\]\((?!https?://|#)([^)#\s]+)", file.read_text(encoding="utf-8")):
            if not (file.parent / target).exists():
                missing.append(f"{file.name}: {target}")
    assert missing == []


def test_readme_begins_with_what_it_is_and_the_first_command() -> None:
    head = (ROOT / "README.md").read_text(encoding="utf-8")[:900]
    assert "make demo" in head
