"""Notes name commands (“`communique ledger --by CHN`”); on a page the same question is a link."""

from __future__ import annotations

import re
import shlex
from urllib.parse import urlencode

COMMAND = re.compile(r"`communique ([a-z]+)((?: [^`]*)?)`")
PATHS = {
    "ledger": "/undertakings", "engagements": "/engagements", "statements": "/statements", "actions": "/actions",
    "figures": "/figures", "incidents": "/incidents", "suggestions": "/review/links",
}  # fmt: skip
THERE = "the list"  # what the link is called: a sentence says "3 more are in the list."


def link_commands(text: str) -> list[tuple[str, str | None]]:
    """Return a text in pieces, each with the address it leads to or None.

    >>> link_commands("2 more are in `communique ledger --by CHN --to PAK`.")
    [('2 more are in ', None), ('the list', '/undertakings?by=CHN&to=PAK'), ('.', None)]
    """
    pieces: list[tuple[str, str | None]] = []
    at = 0
    for match in COMMAND.finditer(text):
        path = PATHS.get(match[1])
        if path is None:
            continue
        pieces += [(text[at : match.start()], None), (THERE, path + _query(match[2]))]
        at = match.end()
    return [*pieces, (text[at:], None)]


def _query(options: str) -> str:
    words = shlex.split(options)
    pairs = [(name.removeprefix("--"), value) for name, value in zip(words[::2], words[1::2], strict=False)]
    return f"?{urlencode(pairs)}" if pairs else ""
