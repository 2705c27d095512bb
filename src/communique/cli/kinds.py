"""`communique kinds`: what is coded."""

from __future__ import annotations


def kinds() -> None:
    """List the record kinds, each with a sentence that gives one and a sentence that gives none."""
    from communique.present.lists import print_kinds
    from communique.present.terminal import make_console

    print_kinds(make_console())
