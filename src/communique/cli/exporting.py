"""One run of `communique export`: the view, its filters, the format, the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from communique.answers.question import parse_question
from communique.answers.views import get_view
from communique.cli.answering import open_register
from communique.cli.failures import say
from communique.errors import UsageError
from communique.exports.tables import TABLE_EXPORTERS, TableExporter, get_table_exporter


def write_view(
    register: str | None, name: str, output: Path, format: str | None, having: Sequence[str], given: dict[str, Any]
) -> None:
    """Write a view with these filters and options; say on standard error how much was written."""
    view = get_view(name)
    exporter = choose_exporter(output, format)
    words = {key: [value] if isinstance(value, str) else value for key, value in given.items()}
    question = parse_question(view, words | parse_having(having))
    with open_register(register) as opened:
        table = question.put(opened)
    left_out = exporter.write(table, output)
    rows = "1 row" if len(table.rows) == 1 else f"{len(table.rows):,} rows"
    say(f"{rows} of {view.name} to {output}.{' ' + left_out if left_out else ''}")
    for note in table.notes:
        say(note)


def choose_exporter(output: Path, format: str | None) -> TableExporter:
    """Return the exporter that was named, else the one of the file's name."""
    if format:
        return get_table_exporter(format)
    for exporter in TABLE_EXPORTERS:
        if output.suffix.casefold() == exporter.suffix:
            return exporter
    names = ", ".join(exporter.name for exporter in TABLE_EXPORTERS)
    raise UsageError("format-missing", f"The name {output.name} tells no format.", f"Add --format; formats: {names}.")


def parse_having(having: Sequence[str]) -> dict[str, list[str]]:
    """Return field → words of `FIELD=WORD` arguments."""
    fields: dict[str, list[str]] = {}
    for argument in having:
        field, _, word = argument.partition("=")
        if not field or not word:
            raise UsageError(
                "having-invalid", f"--having {argument} is not FIELD=WORD.", "For example --having act=offer."
            )
        fields.setdefault(field, []).append(word)
    return fields
