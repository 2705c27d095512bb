"""The project's own documents (docs/*.md) as pages: Markdown without raw HTML, tables readable by screen readers."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup

from communique.errors import NotFound

# In an installed package the documents lie beside this file (pyproject.toml puts them there), in a checkout in docs/.
FOLDERS = (Path(__file__).with_name("documents"), Path(__file__).resolve().parents[3] / "docs")


@lru_cache(maxsize=16)
def render_document(name: str) -> Markup:
    """Return a document as HTML, its headings one level down (the page has its own first one)."""
    for folder in FOLDERS:
        file = folder / f"{name}.md"
        if file.exists():
            return render_markdown(file.read_text(encoding="utf-8"))
    raise NotFound("document-missing", f"There is no document {name}.", "Install communique anew.")


def render_markdown(text: str) -> Markup:
    """Return Markdown as HTML; what looks like HTML in it is shown as text, and links are only made to the web."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type in ("th_open", "td_open"):
            token.attrs.pop("style", None)
        for child in token.children or ():
            if child.type == "link_open" and not str(child.attrGet("href")).startswith("https://"):
                child.attrs.clear()
    return Markup(markdown.renderer.render(tokens, markdown.options, {}))
