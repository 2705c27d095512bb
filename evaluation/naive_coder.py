"""The naive coder: what a user gets in an afternoon from spaCy's names and plain patterns, to compare ours with.

In: a report's text and day. Out: an object of the record format. Fairly made: it uses the same spaCy package, takes
people and bodies from its entities, sides from our table of country names and demonyms, acts and stances from a verb
list matched within a sentence, numbers by regular expressions. What it lacks is what ours is about: who says a clause,
clauses themselves, tense and negation beyond a word, coreference, offices, one record for one event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from communique.languages import LANGUAGES
from communique.reference.countries import find_naming

ACTS = {
    "agree": ("agreed", "reaffirmed their commitment", "resolved to", "signed", "decided to"),
    "request": ("urged", "called on", "called for", "demanded", "requested", "asked", "appealed"),
    "commit": (
        "pledged",
        "promised",
        "vowed",
        "assured",
        "committed to",
        "will continue",
        "announced",
        "will provide",
    ),
    "offer": ("offered", "ready to", "willing to"),
    "propose": ("proposed", "suggested"),
    "invite": ("invited", "invitation"),
    "accept": ("accepted",),
    "decline": ("refused", "withdrew from", "declined"),
    "threaten": ("threatened", "would retaliate"),
}
STANCES = {
    "praise": ("praised", "lauded", "commended", "appreciated", "thanked", "gratitude", "hailed", "tribute"),
    "welcome": ("welcomed", "congratulated", "felicitated"),
    "condemn": ("condemned", "denounced"),
    "condole": ("condolences", "sympathy", "grief"),
    "criticise": ("criticised", "criticized", "accused", "blamed", "concern over", "concerned about"),
    "reject": ("rejected", "denied", "opposed", "dismissed"),
    "affirm": (
        "underscored",
        "stressed",
        "emphasised",
        "emphasized",
        "highlighted",
        "reiterated",
        "reaffirmed",
    ),
}
ACTIONS = {
    "aid": ("delivered", "donated", "dispatched relief"),
    "sanction": ("imposed", "expelled", "banned"),
    "coerce": ("arrested", "deported", "seized"),
    "mobilize": ("deployed",),
    "concede": ("released", "lifted", "eased"),
    "withdraw": ("pulled out",),
}
ENGAGEMENTS = {
    "call": ("telephone call", "phone call", "telephoned", "spoke by phone"),
    "visit": ("visit to", "arrived in", "visited"),
    "conference": ("summit", "conference", "forum"),
    "signing": ("signed an", "signing ceremony"),
    "meeting": ("met with", " met ", "meeting", "talks", "called on"),
}
FORESEEN = re.compile(r"\b(will|to hold|scheduled|is expected to|is due to)\b")
INCIDENTS = {
    "suicide bombing": ("suicide bomb",),
    "bombing": ("bomb", "blast", "explosion"),
    "air strike": ("air strike", "airstrike"),
    "drone strike": ("drone strike",),
    "shelling": ("shelling", "shelled"),
    "ambush": ("ambush",),
    "clash": ("clash",),
    "security operation": ("operation",),
    "attack": ("attack", "killed", "martyred"),
}
NUMBERS = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
}
NUMBER = r"(\d[\d,]*|" + "|".join(NUMBERS) + ")"
KILLED = re.compile(
    NUMBER + r"\s+((?:\w+\s){0,2}\w+?)\s+(?:were|was|have been)\s+(killed|martyred|injured|wounded|arrested)",
    re.I,
)
KILLING = re.compile(
    r"(killed|killing|injured|injuring|wounded|wounding|arrested)\s+(?:at least\s+)?" + NUMBER + r"\s+(\w+)",
    re.I,
)
CLASSES = (
    ("militant", ("militant", "terrorist", "khwarij", "rebel")),
    ("security", ("soldier", "police", "security")),
)
MONEY = re.compile(r"(?:(US\$|\$|€|£|Rs\.?|EUR|USD)\s?)(\d[\d,.]*)\s?(trillion|billion|million|bn|m)?", re.I)
CURRENCIES = {
    "us$": "USD",
    "$": "USD",
    "usd": "USD",
    "€": "EUR",
    "eur": "EUR",
    "£": "GBP",
    "rs": "PKR",
    "rs.": "PKR",
}
PERCENT = re.compile(r"(\d[\d.]*)\s?(?:per cent|percent|pc|%)")
SCALE = {"trillion": 1e12, "billion": 1e9, "bn": 1e9, "million": 1e6, "m": 1e6, None: 1.0}


def code(report_id: str, text: str, doc: Any = None) -> dict[str, Any]:
    """Return the naive coding of a report."""
    doc = doc if doc is not None else LANGUAGES["en"].load_parser()(text)
    out: dict[str, Any] = {"report": {"id": report_id}, "problems": []}
    out["people"] = list(find_names(doc, ("PERSON",)))
    out["bodies"] = list(find_names(doc, ("ORG",)))
    sentences = [(s.start_char, s.end_char, s.text, sides_of(s)) for s in doc.sents]
    out["undertakings"] = list(find_said(sentences, ACTS, "act"))
    out["statements"] = list(find_said(sentences, STANCES, "stance"))
    out["actions"] = list(find_said(sentences, ACTIONS, "type"))
    out["engagements"] = list(find_contact(sentences))
    out["incidents"] = list(find_violence(sentences))
    out["figures"] = list(find_figures(text))
    return out


def find_names(doc: Any, labels: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield the named entities of some labels once, in their longest form."""
    names: dict[str, str] = {}
    for ent in doc.ents:
        name = re.sub(r"^(the|The)\s+|['’]s$", "", " ".join(ent.text.split()))
        if ent.label_ in labels and len(name) > 2:
            last = name.split()[-1]
            names[last] = max(names.get(last, ""), name, key=len)
    for name in names.values():
        yield {"name": name, "country": None, "office": None}


def sides_of(sentence: Any) -> list[str]:
    """Return the countries that a sentence names, in order."""
    namings = (find_naming(ent.text) for ent in sentence.ents if ent.label_ in ("GPE", "NORP"))
    return list(dict.fromkeys(n.country.code for n in namings if n))


Sentence = tuple[int, int, str, list[str]]


def find_said(sentences: Iterable[Sentence], words: dict[str, tuple[str, ...]], field: str) -> Iterator[dict[str, Any]]:
    """Yield an act, stance or deed for each word of the list; the first country named is who, the second to whom."""
    for start, end, text, sides in sentences:
        for label, cues in words.items():
            if sides and any(cue in text for cue in cues):
                joint = label == "agree" and len(sides) > 1
                yield {
                    field: label,
                    "by": sides[:2] if joint else sides[:1],
                    "to": sides[1:2],
                    "evidence": [[start, end]],
                }


def find_contact(sentences: Iterable[Sentence]) -> Iterator[dict[str, Any]]:
    """Yield one contact for each pair of countries in a sentence with a word of contact."""
    seen = set()
    for start, end, text, sides in sentences:
        kind = next((k for k, cues in ENGAGEMENTS.items() if any(c in text for c in cues)), None)
        parties = tuple(sorted(sides[:2]))
        status = "planned" if FORESEEN.search(text) else "held"
        if kind and len(parties) == 2 and (kind, parties, status) not in seen:
            seen.add((kind, parties, status))
            yield {
                "kind": kind,
                "status": status,
                "parties": list(parties),
                "participants": [],
                "evidence": [[start, end]],
            }


def find_violence(sentences: Iterable[Sentence]) -> Iterator[dict[str, Any]]:
    """Yield one incident for each sentence that tells of violence and counts somebody."""
    for start, end, text, _ in sentences:
        rows = [row(m[3], m[2], m[1]) for m in KILLED.finditer(text)] + [
            row(m[1], m[3], m[2]) for m in KILLING.finditer(text)
        ]
        kind = next((k for k, cues in INCIDENTS.items() if any(c in text for c in cues)), None)
        if rows and kind:
            yield {"kind": kind, "casualties": rows, "evidence": [[start, end]]}


def row(verb: str, who: str, count: str) -> dict[str, Any]:
    verb = verb.lower()
    outcome = "injured" if verb.startswith(("injur", "wound")) else "arrested" if verb == "arrested" else "killed"
    class_ = next((c for c, words in CLASSES if any(w in who.lower() for w in words)), "unspecified")
    number = NUMBERS.get(count.lower()) if count.isalpha() else int(count.replace(",", ""))
    return {"outcome": outcome, "class": class_, "count": number}


def find_figures(text: str) -> Iterator[dict[str, Any]]:
    """Yield sums of money and percentages."""
    for m in MONEY.finditer(text):
        value = float(m[2].replace(",", "").rstrip(".")) * SCALE[m[3].lower() if m[3] else None]
        yield {"value": value, "unit": CURRENCIES[m[1].lower()], "evidence": [list(m.span())]}
    for m in PERCENT.finditer(text):
        yield {"value": float(m[1].rstrip(".")), "unit": "percent", "evidence": [list(m.span())]}
