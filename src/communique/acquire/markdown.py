"""Markdown: read like plain text. Offsets refer to the file as given, so its marks stay in the text."""

from __future__ import annotations

from communique.acquire.source import Source
from communique.acquire.text_file import read_text

SOURCE = Source("Markdown", (".md", ".markdown"), read_text)
