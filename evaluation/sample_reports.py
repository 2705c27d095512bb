"""The bundled samples, read and coded as a user's run would: what the gate and the golden tests look at."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import trafilatura

from communique.model.report import RawReport
from communique.pipeline import CodedReport, code_report
from communique.samples import sample_folder


def load_samples() -> list[RawReport]:
    """Return the bundled reports in order of their ids."""
    raws: list[RawReport] = []
    for file in sorted(sample_folder().iterdir()):
        if file.suffix in (".txt", ".md", ".html"):
            text = file.read_text(encoding="utf-8")
            sidecar = file.with_name(file.stem + ".meta.json")
            meta = json.loads(sidecar.read_text(encoding="utf-8")) if sidecar.exists() else {}
            if file.suffix == ".html":
                text = trafilatura.extract(text) or ""
            raws.append(raw_report(file, {"id": file.stem, **meta, "text": text}))
        elif file.suffix == ".jsonl":
            for line in file.read_text(encoding="utf-8").splitlines():
                raws.append(raw_report(file, json.loads(line)))
    return sorted(raws, key=lambda raw: raw.id)


def raw_report(file: Path, article: dict[str, str]) -> RawReport:
    return RawReport(**{k: article[k] for k in ("id", "text", "title", "outlet", "published", "url", "language")
                        if k in article}, where=file.name)


@cache
def coded_samples() -> tuple[CodedReport, ...]:
    """Return the bundled reports, coded (once per process: it takes a few seconds)."""
    return tuple(code_report(raw) for raw in load_samples())
