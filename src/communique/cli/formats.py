"""`communique formats`: what can be written."""

from __future__ import annotations

import typer


def formats() -> None:
    """List the formats that `communique read --export FORMAT=PATH` writes."""
    from communique.exports import EXPORTERS

    for exporter in EXPORTERS:
        typer.echo(f"{exporter.name:<8}{exporter.target:<8}{exporter.help}")
