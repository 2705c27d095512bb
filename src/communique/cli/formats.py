"""`communique formats`: what can be written."""

from __future__ import annotations

import typer


def formats() -> None:
    """List the formats that read --export and export write."""
    from communique.exports import EXPORTERS
    from communique.exports.linked import LINKED_EXPORTERS
    from communique.exports.tables import TABLE_EXPORTERS

    typer.echo("communique read --export FORMAT=PATH, coded reports:")
    for exporter in EXPORTERS:
        typer.echo(f"  {exporter.name:<13}{exporter.target:<8}{exporter.help}")
    typer.echo("communique export VIEW --format FORMAT, answers of the register:")
    for table_exporter in TABLE_EXPORTERS:
        typer.echo(f"  {table_exporter.name:<13}{'file':<8}{table_exporter.help}")
    typer.echo("communique export all --format FORMAT, the register as linked things:")
    for linked_exporter in LINKED_EXPORTERS:
        typer.echo(f"  {linked_exporter.name:<13}{'file':<8}{linked_exporter.help}")
