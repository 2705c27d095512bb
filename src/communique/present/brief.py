"""A brief as Markdown: numbered sources behind every sentence, and each source with its words at the end."""

from __future__ import annotations

from typing import Any

from communique.model.brief import Brief
from communique.model.claim import Claim
from communique.model.web_link import web_link

QUOTED_WORDS = 25  # words of a source quoted in the list


def to_markdown(brief: Brief) -> str:
    """Return the brief as Markdown text."""
    lines = [f"# {brief.title}", "", f"*{brief.coverage}*", ""]
    for section in brief.sections:
        lines += [f"## {section.heading}", ""]
        for sentence in section.sentences:
            numbers = ", ".join(map(str, brief.numbers(sentence)))
            lines.append(f"- {escape(sentence.text)} [{numbers}]")
        if section.note:
            lines += ([""] if section.sentences else []) + [section.note]
        lines.append("")
    if brief.sources:
        lines += ["## Sources", ""]
        lines += [f"{number}. {cite(claim)}" for number, claim in brief.sources.items()]
        lines.append("")
    return "\n".join(lines)


def to_object(brief: Brief) -> dict[str, Any]:
    """Return the brief as one JSON value: sections of sentences with the numbers of their sources, and the sources."""
    return {
        "title": brief.title,
        "coverage": brief.coverage,
        "sections": [
            {
                "heading": section.heading,
                "sentences": [{"text": s.text, "sources": brief.numbers(s)} for s in section.sentences],
                "note": section.note,
            }
            for section in brief.sections
        ],
        "sources": [
            {
                "number": number,
                "outlet": claim.source.outlet,
                "published": claim.source.published,
                "title": claim.source.title,
                "url": claim.source.url,
                "report": claim.source.id,
                "record": claim.record["id"],
                "claim": claim.key,
                "words": list(claim.words),
            }
            for number, claim in brief.sources.items()
        ],
    }


def cite(claim: Claim) -> str:
    """Return outlet, day, title, link and the quoted words of a claim's report."""
    source = claim.source
    quoted = say_words(claim)
    where = ", ".join(filter(None, (source.outlet, source.published)))
    title = escape(source.title or source.id)
    link = web_link(source.url)
    linked = f"[{title}]({link})" if link else title
    return f"{escape(where) + ', ' if where else ''}{linked}: “{escape(quoted)}” ({source.id}, {claim.record['id']})"


def say_words(claim: Claim) -> str:
    """Return the first words of a claim's evidence, as they are quoted in the list of sources."""
    words = " … ".join(claim.words).split()
    return " ".join(words[:QUOTED_WORDS]) + (" …" if len(words) > QUOTED_WORDS else "")


def escape(text: str) -> str:
    """Escape what Markdown would take for its own in a report's words."""
    for sign in "\\`*_[]<>#|":
        text = text.replace(sign, "\\" + sign) if sign not in "#" else text
    return text
