"""Find who a sentence says did it: a country, an armed group, named forces; claimed, suspected, accused or stated.

In: a parsed sentence, its triggers and losses. Out: a `Perpetrator`, or None for nameless attackers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from communique.records.incident.groups import names_armed_group
from communique.records.incident.losses import Loss
from communique.records.incident.words import ViolenceWords
from communique.reference.countries import find_naming

if TYPE_CHECKING:
    from spacy.tokens import Token

Status = Literal["claimed", "suspected", "accused", "stated"]


@dataclass(frozen=True, slots=True)
class Perpetrator:
    """`name` as the text puts it (a country by its usual name), `token` where."""

    name: str
    status: Status
    token: int
    state: bool


def find_perpetrator(
    tokens: Sequence[Token], triggers: Sequence[int], losses: Sequence[Loss], words: ViolenceWords,
    armed: Mapping[int, str],
) -> Perpetrator | None:  # fmt: skip
    """Return who did it, or None where the sentence names nobody; `armed` are the report's armed groups by token."""
    claimed = find_claim(tokens, words, armed)
    if claimed is not None:
        return claimed
    accused = _find_accused(tokens, words, armed) if triggers else None
    if accused is not None:
        return accused
    doc = tokens[0].doc if tokens else None
    heads = [doc[i] for loss in losses for i in loss.agents] if doc is not None else []
    for index in triggers:
        heads += _doers(doc[index], words) if doc is not None else []
    for head in heads:
        found = _name(head, words, armed)
        if found:
            name, token, state = found
            near = {t.lower_ for t in head.subtree} | {c.lower_ for c in head.children}
            status: Status = "suspected" if near & words.sets["suspect"] else "stated"
            return Perpetrator(name, status, token.i, state)
    return None


def _doers(token: Token, words: ViolenceWords) -> Iterator[Token]:
    """Yield the heads of who carries a trigger out: its subject, "by …", and the adjectives before a noun."""
    if token.pos_ == "VERB":
        yield from (c for c in token.children if c.dep_ == "nsubj")
        yield from (o for c in token.children if c.dep_ == "agent" for o in c.children)
        return
    # "the Ukraine war" is not Ukraine's; "Russia's invasion" is.
    if token.lemma_.lower() not in words.sets["mutual"]:
        yield from (c for c in token.lefts if c.dep_ in ("amod", "compound", "poss", "nmod"))
    yield from (o for c in token.rights if c.dep_ in ("prep", "agent") and c.lower_ == "by" for o in c.children)
    for child in token.rights:
        if child.dep_ == "acl":
            yield from (o for c in child.children if c.dep_ == "agent" for o in c.children)
    if token.dep_ == "dobj" and token.head.lemma_.lower() in words.sets["doing"]:
        yield from (c for c in token.head.children if c.dep_ == "nsubj")


def _name(head: Token, words: ViolenceWords, armed: Mapping[int, str]) -> tuple[str, Token, bool] | None:
    """Return the named group or country that a noun phrase is, belongs to, or is an adjective of."""
    inside = [head, *(c for c in head.children if c.dep_ in ("compound", "amod", "poss", "nmod", "appos"))]
    for token in sorted({t for i in inside for t in i.subtree if t.text[:1].isupper()}, key=lambda t: t.i):
        group = armed.get(token.i) or names_armed_group(token)
        if group is not None:
            return group, token, False
    # "An Afghan man" is no state's doer, "the Afghan army" is.
    states = inside if head.lemma_.lower() in words.sets["forces"] else [head]
    for token in states:
        naming = find_naming(token.text)
        if naming and naming.use not in ("combining", "capital"):
            return naming.country.name, token, True
    return None


def find_claim(tokens: Sequence[Token], words: ViolenceWords, armed: Mapping[int, str]) -> Perpetrator | None:
    """Return who claimed responsibility."""
    for token in tokens:
        if token.lemma_.lower() not in words.sets["claim"] or token.pos_ != "VERB":
            continue
        objects = {c.lower_ for c in token.children if c.dep_ == "dobj"}
        claimants = [o for c in token.children if c.dep_ == "agent" for o in c.children]
        if objects & words.sets["responsibility"]:
            claimants += [c for c in token.children if c.dep_ == "nsubj"]
        for claimant in claimants:
            if claimant.pos_ != "PROPN" and not (_name(claimant, words, armed)):
                continue
            found = _name(claimant, words, armed)
            return Perpetrator(found[0] if found else _words_of(claimant), "claimed", claimant.i, False)
    return None


def _find_accused(tokens: Sequence[Token], words: ViolenceWords, armed: Mapping[int, str]) -> Perpetrator | None:
    """Return who is blamed or accused."""
    for token in tokens:
        if token.lemma_.lower() in words.sets["blame"] and token.pos_ == "VERB":
            blamed = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
            if any(c.dep_ == "prep" and c.lower_ == "on" for c in token.children):
                # "an attack blamed on rebels": what stands before "on" is what they did.
                blamed = [o for c in token.children if c.lower_ == "on" for o in c.children if o.dep_ == "pobj"]
            for child in blamed:
                found = _name(child, words, armed)
                if found:
                    return Perpetrator(found[0], "accused", found[1].i, found[2])
    return None


def _words_of(head: Token) -> str:
    """Return the name that a proper noun heads, without what stands in brackets or behind a comma."""
    first = min((c.i for c in head.lefts if c.dep_ in ("compound", "amod") and c.text[:1].isupper()), default=head.i)
    return str(head.doc[first : head.i + 1].text)
