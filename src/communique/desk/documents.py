"""The project's own documents (docs/*.md) as pages: Markdown without raw HTML, tables readable by screen readers."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from communique.errors import NotFound

# In an installed package the documents lie beside this file (pyproject.toml puts them there), in a checkout in docs/.
FOLDERS = (Path(__file__).with_name("documents"), Path(__file__).resolve().parents[3] / "docs")


@lru_cache(maxsize=16)
def render_document(name: str, others: tuple[str, ...] = ()) -> Markup:
    """Return a document as HTML, without its first heading (the page has its own) and the others one level down.

    Links to `others` lead to their pages, links to the web there; any other link is left as its words.
    """
    for folder in FOLDERS:
        file = folder / f"{name}.md"
        if file.exists():
            return render_markdown(file.read_text(encoding="utf-8"), others)
    raise NotFound("document-missing", f"There is no document {name}.", "Install communique anew.")


def render_markdown(text: str, others: tuple[str, ...] = ()) -> Markup:
    """Return Markdown as HTML; what looks like HTML in it is shown as text."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text)
    if tokens and tokens[0].tag == "h1":
        tokens = tokens[3:]
    for number, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(max(int(token.tag[1]), 2), 6)}"
        elif token.type == "th_open" and tokens[number + 1].content:
            token.attrSet("scope", "col")
        elif token.type == "th_open":  # a heading without words is none
            token.tag = tokens[number + 2].tag = "td"
        if token.type in ("th_open", "td_open"):
            token.attrs.pop("style", None)
        for child in token.children or ():
            if child.type == "link_open":
                _lead(child, others)
    return Markup(markdown.renderer.render(tokens, markdown.options, {}))


def _lead(link: Token, others: tuple[str, ...]) -> None:
    """Make a link lead to another document's page or to the web, else nowhere."""
    target = str(link.attrGet("href"))
    name = target.partition("#")[0].removesuffix(".md")
    link.attrs.clear()
    if name in others:
        link.attrSet("href", f"/about/{name}")
    elif target.startswith("https://"):
        link.attrSet("href", target)
        link.attrSet("rel", "noreferrer noopener")
