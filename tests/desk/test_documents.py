"""Documents as pages: those of docs/, without HTML of their own, and in wheels too."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from communique.desk.documents import render_document, render_markdown
from communique.desk.pages.about import DOCUMENTS

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["accuracy", *DOCUMENTS])
def test_document_is_shown_below_the_pages_own_heading(name: str) -> None:
    text = render_document(name, tuple(DOCUMENTS))
    assert "<p>" in text and "<h1>" not in text and "style=" not in text
    for href in re.findall(r'<a href="([^"]*)"', text):
        assert href.removeprefix("/about/") in DOCUMENTS or href.startswith("https://")


def test_every_document_goes_into_wheels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hatchling.builders.hooks.plugin.interface", FakeHatchling())
    spec: dict[str, object] = {}
    exec((ROOT / "hatch_build.py").read_text(encoding="utf-8").split("class ")[0], spec)
    assert set(spec["DOCUMENTS"]) == {"accuracy", *DOCUMENTS}  # type: ignore[call-overload]


class FakeHatchling:
    """Stands for the builder, which is not installed where the tests run."""

    BuildHookInterface = object


def test_markdown_runs_nothing() -> None:
    text = render_markdown("<script>x</script>\n\n[x](javascript:x) [y](https://example.org) [z](other.md)")
    assert "<script" not in text
    assert re.findall(r'href="([^"]*)"', text) == ["https://example.org"]
