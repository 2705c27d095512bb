"""`communique formats`: what can be written."""

from __future__ import annotations

import typer


def formats() -> None:
    """List the formats that read --export and export write."""
    from communique.exports import EXPORTERS
    from communique.exports.tables import TABLE_EXPORTERS

    typer.echo("communique read --export FORMAT=PATH, coded reports:")
    for exporter in EXPORTERS:
        typer.echo(f"  {exporter.name:<10}{exporter.target:<8}{exporter.help}")
    typer.echo("communique export VIEW --format FORMAT, answers of the register:")
    for table_exporter in TABLE_EXPORTERS:
        typer.echo(f"  {table_exporter.name:<10}{'file':<8}{table_exporter.help}")
