"""Gather the mentions of each body: full name, acronym, shorter form, and say whose it is.

In: a `Page`, the bodies' names, the home side. Out: `Actor`s of kind `body` in text order. An acronym belongs to the
name it stands behind in brackets, else to the name whose initials it is. Deliberately missed: bodies called by a head
noun alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from communique.identify.bodies import BodyName
from communique.identify.page import Page
from communique.model.cast import Actor

SMALL = frozenset({"of", "the", "for", "and", "&", "on", "in", "to", "at", "'s", "’s", "-", "–"})
# Kinds that belong to the country where the report is at home when they name none.
STATE_KINDS = frozenset({"ministry"})

# On an organisation's own page these are its organs: "the Supreme Council" of the GCC.
ORGANS = frozenset({"council", "commission", "committee", "secretariat", "assembly", "bureau"})


@dataclass(slots=True)
class Draft:
    """One body while its mentions are gathered."""

    name: BodyName
    words: tuple[str, ...]
    acronym: str | None
    mentions: list[BodyName] = field(default_factory=list)


def make_bodies(
    page: Page, names: Sequence[BodyName], home: str | None, voice: str | None, outlet: str | None
) -> list[Actor]:
    """Return the bodies of a report; `voice` is the organisation whose own page it is."""
    drafts: list[Draft] = []
    for name in sorted(names, key=lambda n: (n.rule == "acronym", -(n.end - n.first), n.first)):
        words = tuple(w for w in page.lower[name.first : name.end] if w not in SMALL)
        draft = next((d for d in drafts if _same(words, page.doc[name.first : name.end].text, d)), None)
        if draft is None:
            draft = Draft(name, words, name.acronym)
            drafts.append(draft)
        draft.mentions.append(name)
        draft.acronym = draft.acronym or name.acronym
    drafts = [draft for draft in drafts if not _is_outlet(page, draft, outlet)]
    drafts.sort(key=lambda draft: min(m.first for m in draft.mentions))
    return [_actor(page, draft, number, home, voice) for number, draft in enumerate(drafts, 1)]


def _same(words: tuple[str, ...], text: str, draft: Draft) -> bool:
    """True when a name is a form of the body: the same words, its acronym, its initials, or its end."""
    if words == draft.words or text == draft.acronym:
        return True
    if len(words) == 1 and text.isupper():
        return text.lower() == initials(draft.words)
    if len(words) >= 2 and len(words) < len(draft.words):
        return draft.words[-len(words) :] == words or draft.words[: len(words)] == words
    return False


def initials(words: Sequence[str]) -> str:
    """Return the first letters of a name's words, hyphened ones apart."""
    return "".join(part[0] for word in words for part in word.replace("–", "-").split("-") if part[:1].isalpha())


def _is_outlet(page: Page, draft: Draft, outlet: str | None) -> bool:
    """True for the outlet itself."""
    if not outlet:
        return False
    own = tuple(w for w in outlet.lower().split() if w not in SMALL)
    text = page.doc[draft.name.first : draft.name.end].text.lower()
    return draft.words == own or text in (outlet.lower(), initials(own)) or text.startswith(f"{outlet.lower()}.")


def _owner(page: Page, first: int) -> str | None:
    """Return the country right before a body's name: "the UAE Ministry of Finance", "Oman's Central Bank"."""
    at = first - 2 if page.is_possessive(first - 1) else first - 1
    mention = page.sides.get(at)
    return mention.code if mention and mention.form in ("name", "adjective") and not page.starts[first] else None


def _plain(page: Page, name: BodyName) -> str:
    """Return a body's name as tables write it."""
    return page.words(name.first, name.end).lower().replace("’", "'")


def _actor(page: Page, draft: Draft, number: int, home: str | None, voice: str | None) -> Actor:
    name = draft.name
    sides = [page.sides[i] for i in range(name.first, name.end) if i in page.sides]
    code = next((s.code for s in sides if s.is_country or name.rule == "known"), None)
    if code is None and sides:
        code = sides[0].code
    if code is None:
        code = next((side for mention in draft.mentions if (side := _owner(page, mention.first))), None)
    if code is None:
        code = page.lexicon.national.get(_plain(page, name)) or page.lexicon.national.get((draft.acronym or "").lower())
    if code is None and (draft.name.kind in STATE_KINDS or page.lower[name.end - 1] in page.lexicon.state_heads):
        code = home
    if code is None and page.lower[name.end - 1] in ORGANS:
        code = voice
    mentions = sorted({(m.first, m.end) for m in draft.mentions})
    return Actor(
        key=f"b{number}",
        kind="body",
        name=page.words(name.first, name.end),
        sides=frozenset({code} if code else ()),
        acronym=draft.acronym if draft.acronym != page.words(name.first, name.end) else None,
        body_kind=name.kind,
        mentions=tuple(mentions),
    )
