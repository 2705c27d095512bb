"""W3C Web Annotations (JSON-LD): the evidence of every record, as a position in the frozen text and as a quotation.

One annotation a record. Its target is the report's text as the register keeps it, named by its hash (an IRI of RFC
6920, `ni:///sha-256;…`), since offsets into the page as it is today would be wrong; `via` leads to the page. Each run
of words has two selectors that say the same: a `TextPositionSelector` (characters from 0, end excluded) and a
`TextQuoteSelector` with what stands before and after. The body is the record as the record format prints it, as JSON.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from communique.answers.filter import Filter, narrowing
from communique.exports.linked.exporter import LinkedExporter
from communique.exports.linked.gather import name_of
from communique.exports.placed import placed_file
from communique.exports.tables.ndjson import to_json
from communique.model.claim import Claim
from communique.model.web_link import web_link
from communique.register import Register

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of a quotation's prefix and suffix, as annotation tools commonly keep


def write(register: Register, wanted: Filter, target: Path) -> str:
    """Write an annotation page of what passes a filter; return how many annotations it has."""
    count = 0
    with placed_file(target) as file:
        file.write(f'{{"@context": {to_json(CONTEXT)}, "id": "urn:communique:annotations", "type": "AnnotationPage",')
        file.write(' "items": [')
        for annotation in _list_annotations(register, wanted):
            file.write((",\n" if count else "\n") + to_json(annotation))
            count += 1
        file.write("\n]}\n")
    return f"{count:,} annotations."


def _list_annotations(register: Register, wanted: Filter) -> Iterator[dict[str, Any]]:
    """Yield the annotations of every kind, report by report, so that one text at a time is in memory."""
    conditions, values = narrowing(wanted)
    claims = register.claims(" AND ".join(conditions) or "1 = 1", values, "c.report, c.key")
    for key, told in groupby(claims, lambda claim: claim.source.key):
        text, sha256, language = register.connection.execute(
            "SELECT text, sha256, language FROM report WHERE key = ?", (key,)
        ).fetchone()
        for claim in told:
            yield _annotate(claim, text, sha256, language)


def _annotate(claim: Claim, text: str, sha256: str, language: str | None) -> dict[str, Any]:
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    source: dict[str, Any] = {"id": f"ni:///sha-256;{digest}", "type": "Text", "format": "text/plain"}
    if language:
        source["language"] = language
    if link := web_link(claim.source.url):
        source["via"] = link
    spans = claim.record.get("evidence") or claim.record.get("mentions") or ()
    return {
        "id": f"urn:communique:{name_of(claim.kind, claim.source.id, sha256, claim.record['id'])}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": {
            "type": "TextualBody",
            "purpose": "classifying",
            "format": "application/json",
            "value": json.dumps({claim.kind: [claim.record]}, ensure_ascii=False),
        },
        "target": [{"source": source, "selector": _select(text, start, end)} for start, end in spans],
    }


def _select(text: str, start: int, end: int) -> list[dict[str, Any]]:
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        },
    ]


EXPORTER = LinkedExporter("annotations", ".jsonld", "W3C Web Annotations of the evidence", write)
