"""One run of `communique export`: the view, its filters, the format, the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from communique.answers.question import make_filter, parse_question
from communique.answers.views import get_view
from communique.cli.answering import open_register
from communique.cli.failures import say
from communique.errors import UsageError
from communique.exports.linked import LINKED_EXPORTERS, LinkedExporter
from communique.exports.tables import TABLE_EXPORTERS, TableExporter

LINKED = "all"  # instead of a view: everything, as linked things
LINKED_FILTERS = ("side", "since", "until", "outlet")
AnyExporter = TypeVar("AnyExporter", TableExporter, LinkedExporter)


def write_view(
    register: str | None, name: str, output: Path, format: str | None, having: Sequence[str], given: dict[str, Any]
) -> None:
    """Write a view with these filters and options; say on standard error how much was written."""
    if name == LINKED:
        write_linked(register, output, format, having, given)
        return
    view = get_view(name)
    exporter = choose_exporter(output, format, TABLE_EXPORTERS)
    words = {key: [value] if isinstance(value, str) else value for key, value in given.items()}
    question = parse_question(view, words | parse_having(having))
    with open_register(register) as opened:
        table = question.put(opened)
    left_out = exporter.write(table, output)
    rows = "1 row" if len(table.rows) == 1 else f"{len(table.rows):,} rows"
    say(f"{rows} of {view.name} to {output}.{' ' + left_out if left_out else ''}")
    for note in table.notes:
        say(note)


def write_linked(
    register: str | None, output: Path, format: str | None, having: Sequence[str], given: dict[str, Any]
) -> None:
    """Write everything that passes the filters as linked things; say on standard error how much that was."""
    ignored = [name for name in given if name not in LINKED_FILTERS] + [argument for argument in having]
    if ignored:
        raise UsageError(
            "filter-unknown", f"{LINKED} cannot be narrowed by {ignored[0]}.", f"It can by {', '.join(LINKED_FILTERS)}."
        )
    exporter = choose_exporter(output, format, LINKED_EXPORTERS)
    with open_register(register) as opened:
        said = exporter.write(opened, make_filter(**given), output)
    say(f"{said} To {output}.")


def choose_exporter(output: Path, format: str | None, exporters: Sequence[AnyExporter]) -> AnyExporter:
    """Return the exporter that was named, else the one whose suffix ends the file's name, the longest first."""
    for exporter in sorted(exporters, key=lambda exporter: -len(exporter.suffix)):
        if format == exporter.name or (not format and output.name.casefold().endswith(exporter.suffix)):
            return exporter
    hint = f"Formats: {', '.join(exporter.name for exporter in exporters)}."
    if format:
        raise UsageError("format-unknown", f"There is no format {format} for this.", hint)
    raise UsageError("format-missing", f"The name {output.name} tells no format.", f"Add --format. {hint}")


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
