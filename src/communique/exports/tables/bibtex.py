"""BibTeX: an entry for each report that the rows of an answer rest on, in UTF-8 (biber, or BibTeX with `inputenc`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from communique.exports.placed import placed_file
from communique.exports.tables.exporter import TableExporter
from communique.exports.tables.sources import CitedReport, holds, list_sources
from communique.model.table import Table

# What TeX takes for a command, as it is written plainly.
_PLAIN = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


def write(table: Table, target: Path) -> str:
    """Write the sources of a table; return how many there are."""
    sources = list(list_sources(table))
    with placed_file(target) as file:
        for source in sources:
            fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in _fields(source))
            print(f"@misc{{{source.key},\n{fields}\n}}\n", file=file)
    return f"{len(sources):,} reports."


def _fields(source: CitedReport) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_plain(source.title)}}}"  # braces within braces keep the capitals
    if source.outlet:
        yield "howpublished", _plain(source.outlet)
    if source.day:
        yield "date", "-".join(source.day)
        yield "year", source.day[0]
    if source.url:
        yield "url", "".join(char for char in source.url if char.isprintable() and char not in "{}\\ ")


def _plain(text: str) -> str:
    return "".join(char for char in text if char.isprintable()).translate(_PLAIN)


EXPORTER = TableExporter("bibtex", ".bib", "the reports behind the rows, for bibliographies", write, holds)
