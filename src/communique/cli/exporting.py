"""One run of `communique export`: the view, its filters, the format, the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from communique.answers.views import View, get_view
from communique.cli.answering import make_filter, open_register
from communique.cli.failures import say
from communique.errors import UsageError
from communique.exports.tables import TABLE_EXPORTERS, TableExporter, get_table_exporter


def write_view(
    register: Path | None, name: str, output: Path, format: str | None, having: Sequence[str], given: dict[str, Any]
) -> None:
    """Write a view with these filters and options; say on standard error how much was written."""
    view = get_view(name)
    exporter = choose_exporter(output, format)
    fields: dict[str, Any] = dict(parse_having(having))
    if "status" in given and "status" in view.filters:
        fields["status"] = [given.pop("status")]
    check_given(view, [*given, *fields])
    options = {key: given.pop(key) for key in view.options if key in given}
    if "words" in view.options and "words" not in options:
        raise UsageError("words-missing", "A search needs words.", "Add --words WORDS.")
    if "about" in given:
        given["to"] = given.pop("about")
    wanted = make_filter(**(given | fields))
    with open_register(register) as opened:
        table = view.make(opened, wanted, **options)
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


def check_given(view: View, given: Sequence[str]) -> None:
    """Raise a UsageError for what the view would ignore: the answer would be to another question."""
    for name in given:
        if name not in (*view.filters, *view.options):
            valid = ", ".join((*view.filters, *view.options))
            raise UsageError("filter-unknown", f"{view.name} cannot be narrowed by {name}.", f"It can by {valid}.")
