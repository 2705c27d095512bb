"""The summary of a coded report: its head, its records by kind with their words, its problems."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.console import Console
from rich.text import Text

from communique.model.kind import Kind
from communique.model.problem import Problem
from communique.pipeline import CodedReport
from communique.present.quote import is_cut, quotations
from communique.present.terminal import KIND_STYLES, harmless, highlight, print_hanging
from communique.records import KINDS

# People and bodies are their own words; more of them than this stand in one running paragraph.
NAMES_SHOWN = 12
KEPT = (("new", "new"), ("new version", "in a new version"), ("recoded", "coded anew"))


def print_summary(console: Console, coded: CodedReport) -> None:
    """Print one coded report."""
    print_head(console, coded)
    for kind in KINDS:
        records = coded.records[kind.name]
        if records:
            console.print()
            head = Text(f"  {kind.name.capitalize()}", f"bold {KIND_STYLES.get(kind.name, '')}")
            console.print(head.append(f" {len(records)}", "dim not bold"))
            print_records(console, coded, kind, records)
    if coded.is_coded and not any(coded.records.values()):
        console.print(Text("\n  Nothing to code in this report.", "dim"))
    if coded.problems:
        console.print()
        for problem in coded.problems:
            print_problem(console, problem)
    console.print()


def print_head(console: Console, coded: CodedReport) -> None:
    """Print a rule with the report's title, and its source below."""
    report = coded.report
    title = Text(f" {harmless(report.title or report.id)} ", "bold")
    if title.cell_len > console.width - 6:
        title.truncate(console.width - 7)
        title.append("… ")
    rule = "─" * max(2, console.width - title.cell_len - 2)
    console.print(Text().append("──", "dim").append_text(title).append(rule, "dim"), soft_wrap=True)
    source = [harmless(part) for part in (report.outlet, report.published, report.id if report.title else None) if part]
    if source:
        print_hanging(console, Text(" · ".join(source), "dim"), 3)


def print_records(console: Console, coded: CodedReport, kind: Kind, records: tuple[Any, ...]) -> None:
    """Print the records of one kind, those with evidence each with its quotation."""
    style = KIND_STYLES.get(kind.name, "")
    width = max(len(record.id) for record in records) + 2
    shown = records if len(records) <= NAMES_SHOWN or hasattr(records[0], "evidence") else records[:NAMES_SHOWN]
    for record in shown:
        line = Text().append(f"{record.id:<{width}}", "dim").append(harmless(kind.line(record)), "bold")
        if not hasattr(record, "evidence"):
            times = len(record.mentions)
            line = Text().append(f"{record.id:<{width}}", "dim").append(harmless(kind.line(record)))
            print_hanging(console, line.append(f"  ×{times}" if times > 1 else "", "dim"), 4, width)
            continue
        if record.confidence < 0.5:
            line.append("  uncertain", "dim italic")
        print_hanging(console, line, 4, width)
        print_quotations(console, coded.report.text, record.evidence, f"bold {style}", 4 + width)
    if len(shown) < len(records):
        rest = ", ".join(harmless(record.name) for record in records[NAMES_SHOWN:])
        print_hanging(console, Text("and " + rest), 4, width)


def print_quotations(console: Console, text: str, evidence: Any, style: str, columns: int) -> None:
    """Print the sentences around evidence, its words highlighted."""
    line = Text()
    for number, (start, end) in enumerate(quotations(text, evidence)):
        line.append(" … " if number else "“…" if is_cut(text, start) else "“")
        line.append_text(highlight(console, text, start, end, evidence, style))
    is_open = end < len(text) and text[end : end + 1] not in ("", "\n") and text[end - 1] not in ".!?\"'”’)"
    print_hanging(console, line.append("…”" if is_open else "”"), columns)


def print_problem(console: Console, problem: Problem) -> None:
    line = Text().append("! ", "bold red").append(harmless(f"{problem.code}: "), "red")
    line.append(harmless(problem.message)).append(harmless(f" ({problem.where})") if problem.where else "", "dim")
    print_hanging(console, line, 2, 2)


def print_totals(console: Console, reports: int, uncoded: int, counts: Counter[str]) -> None:
    """Print what a run over several reports found."""
    parts = [f"{counts[kind.name]:,} {kind.singular if counts[kind.name] == 1 else kind.name}" for kind in KINDS]
    line = Text().append(f"{reports:,} reports: ", "bold").append(", ".join(parts)).append(".")
    if uncoded:
        line.append(f" {uncoded:,} could not be coded.", "bold red")
    print_hanging(console, line, 0)


def print_kept(console: Console, register: object, changes: Counter[str], known: int, is_fresh: bool) -> None:
    """Print what a run did to the register: `changes` counts what adding did, `known` the reports that were skipped."""
    known += changes["same"]
    given = changes.total() + known - changes["same"]
    kept = [f"{changes[change]:,} {words}" for change, words in KEPT if changes[change]]
    if not kept:
        what = f"all {given:,} reports are" if given > 1 else "the report is"
        said = f"Nothing new: {what} in the register already." if given else "There was no report to read."
        hint = " Look again with --no-register." if given else ""
        print_hanging(console, Text(said, "bold").append(hint, "not bold"), 0)
        return
    line = Text("Register: ", "bold").append(", ".join(kept))
    if known:
        line.append(f"; {known:,} of {given:,} were there already")
    print_hanging(console, line.append(f". {harmless(str(register))}", "dim"), 0)
    if is_fresh:
        hint = "Ask it: communique status, communique ledger, communique brief PAK CHN."
        print_hanging(console, Text(hint, "dim"), 0)
