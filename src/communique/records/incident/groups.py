"""Read groups of people from noun phrases: how many, and of which class.

In: the head of a noun phrase and the quantities of its sentence. Out: `Group` values: of the phrase itself, of what is
coordinated with it ("36 civilians and 22 policemen") and of what it includes ("25 people, including 5 soldiers").

Deliberately missed: plurals without a number, pronouns, animals and things.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.languages.quantities import Quantity
from communique.records.incident.predicates import of_phrase
from communique.records.incident.words import CLASSES, ViolenceWords
from communique.reference.countries import find_naming
from communique.reference.organisations import find_organisation

if TYPE_CHECKING:
    from spacy.tokens import Token

# The longest name of an armed group, in words.
GROUP_WORDS = 5


@dataclass(frozen=True, slots=True)
class Group:
    """A noun phrase of people: how many and of which class (None: as those named before)."""

    head: Token
    count: int
    qualifier: str | None
    class_: str | None
    single: bool
    part: bool = False
    nation: str | None = None
    end: int = 0


def find_groups(
    head: Token, quantities: dict[int, Quantity], words: ViolenceWords, part: bool = False
) -> Iterator[Group]:
    """Yield the groups of people that a noun phrase names: itself, what is coordinated with it, what it includes."""
    part = part or counts_out(head, words)
    group = read_group(head, quantities, words, part)
    if group:
        yield group
    elif head.lemma_.lower() in words.sets["transparent"]:
        for inner in of_phrase(head):
            yield from find_groups(inner, quantities, words, part)
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "NUM", "ADJ", "PRON"):
            inner_groups = list(find_groups(child, quantities, words, part))
            if not inner_groups and group and group.single and child.tag_ == "NN" and child.i not in quantities:
                # "a major and a sowar": an unknown rank beside a known one.
                inner_groups = [replace(group, head=child)]
            yield from inner_groups
        elif child.dep_ == "prep" and child.lower_ in words.sets["parts"]:
            for inner in child.children:
                if inner.dep_ == "pobj" and inner.pos_ != "PRON":
                    yield from find_groups(inner, quantities, words, part=True)
        elif child.dep_ == "appos" and counts_out(child, words):
            yield from find_groups(child, quantities, words, part=True)
        elif child.dep_ == "prep" and child.lower_ in words.sets["sum_with"]:
            for inner in child.subtree:
                if inner.dep_ == "pobj":
                    yield from find_groups(inner, quantities, words, part)


def counts_out(head: Token, words: ViolenceWords) -> bool:
    """True for "among them two drivers": people who are part of those named before."""
    return any(
        child.lower_ in words.sets["among"] and any(c.lower_ in words.sets["referring"] for c in child.children)
        for child in head.lefts
    )


def read_group(head: Token, quantities: dict[int, Quantity], words: ViolenceWords, part: bool) -> Group | None:
    lemma = head.lemma_.lower()
    if lemma in words.sets["transparent"] and any(of_phrase(head)):
        return None
    if lemma in words.animals or (head.pos_ in ("PRON", "VERB") and lemma not in words.class_of):
        return None
    class_ = class_of(head, words)
    if class_ is None and head.text[:1].isupper() and _nation_of(head):
        class_ = "unspecified"
    quantity = _quantity_of(head, quantities)
    if quantity:
        if quantity.kind != "count" or quantity.value != int(quantity.value) or quantity.is_year:
            return None
        if not (
            class_ or head.pos_ == "NUM" or lemma in words.nominal or lemma in words.adjectival or head.tag_ == "NNS"
        ):
            return None
        single = quantity.value == 1
        # "113 fatalities" are nobody's; "13 injuries" are sustained by those named before.
        class_ = class_ or ("unspecified" if words.nominal.get(lemma) == "killed" else None)
        return Group(head, int(quantity.value), quantity.qualifier, class_, single, part, _nation_of(head))
    if not _is_single(head, class_, words):
        return None
    return Group(
        head, 1, None, class_ or ("unspecified" if head.pos_ == "PROPN" else None), True, part, _nation_of(head)
    )


def _nation_of(head: Token) -> str | None:
    """Return the country that a noun phrase's people are of: "five Chinese engineers", "four Pakistanis"."""
    for token in (head, *(c for c in head.lefts if c.dep_ in ("amod", "compound", "nmod"))):
        naming = find_naming(token.text) if token.text[:1].isupper() else None
        if naming and naming.use in ("adjective", "people"):
            return naming.country.code
    return None


def _quantity_of(head: Token, quantities: dict[int, Quantity]) -> Quantity | None:
    """Return the number of a noun phrase: its head, or the number that modifies the head."""
    if head.i in quantities:
        return quantities[head.i]
    for child in head.lefts:
        # "Thirteen soldiers": at the beginning of a sentence the parser may take the number for a name.
        if child.dep_ in ("nummod", "quantmod", "nmod", "det", "amod", "compound") and child.i in quantities:
            quantity = quantities[child.i]
            if child.dep_ == "compound" and not quantity.in_words:
                continue
            # "five-member", "48-year-old": the number belongs to something else.
            return None if quantity.compound else quantity
    return None


def _is_single(head: Token, class_: str | None, words: ViolenceWords) -> bool:
    """True for one named person, "a policeman", "another", "the driver"."""
    lemma = head.lemma_.lower()
    if lemma in words.collective:
        return False
    if (head.ent_type_ == "PERSON" and head.pos_ == "PROPN") or lemma == "another":
        return True
    articles = [c for c in head.lefts if c.dep_ in ("det", "poss", "nummod")]
    if class_ is None or head.tag_ in ("NNS", "NNPS") or head.lower_ in words.sets["plurals"]:
        return any(c.lower_ in words.sets["indefinite"] for c in articles) and class_ is not None
    return bool(articles) or head.dep_ in ("conj", "appos") or head.tag_ in ("NN", "NNP")


def class_of(head: Token, words: ViolenceWords) -> str | None:
    """Return the class that a noun phrase's words give it, `unspecified` for human beings of none, None if unknown."""
    around = [head, *(c for c in head.lefts if c.dep_ in ("compound", "amod", "nmod", "poss", "appos"))]
    around += [c for a in around[1:] for c in a.lefts if c.dep_ in ("compound", "amod", "nmod")]
    if head.ent_type_ == "PERSON" or head.pos_ == "NUM" or head.lemma_.lower() in words.sets["heads"]:
        around += [c for c in head.rights if c.dep_ == "appos"]
        around += [
            o for p in head.rights if p.dep_ == "prep" and p.lower_ == "of" for c in p.children for o in (c, *c.lefts)
        ]
    # "nine people, all foreign nationals"
    for child in head.rights:
        if child.dep_ == "appos" and any(c.lower_ in words.sets["wholly"] for c in child.lefts):
            around += [child, *child.lefts]
    if any(t.lower_ in words.former for t in around):
        return "civilian"
    found = [
        words.class_of.get(t.lemma_.lower()) or words.class_of.get(t.lower_) for t in around if not _is_anti(t, words)
    ]
    for class_ in CLASSES:
        if class_ in found:
            return class_
    if _is_called_militant(head, words):
        return "militant"
    if "unspecified" in found:
        carries_on = head.lower_ in words.sets["carriers"] or head.pos_ == "NUM"
        return None if carries_on else "unspecified"
    return None


def _is_anti(token: Token, words: ViolenceWords) -> bool:
    """True for the second half of "anti-terrorist", "counter-militant"."""
    before = token.doc[max(0, token.i - 2) : token.i]
    return any(t.lower_ in words.sets["against"] for t in before)


def _is_called_militant(head: Token, words: ViolenceWords) -> bool:
    """True for "a man who was involved in terrorism", "a senior member of Al Qaeda", "two men belonging to the TTP"."""
    for child in head.rights:
        inside = list(child.subtree)
        belongs = child.dep_ in ("relcl", "acl") and any(t.lemma_.lower() in words.sets["belonging"] for t in inside)
        is_of = child.dep_ == "prep" and child.lower_ == "of" and head.lemma_.lower() in words.sets["ranks"]
        if not (belongs or is_of or child.dep_ == "appos"):
            continue
        if any(t.lemma_.lower() in words.sets["militancy"] and not _is_anti(t, words) for t in inside):
            return True
        if any(t.text[:1].isupper() and names_armed_group(t) for t in inside):
            return True
    return False


def names_armed_group(token: Token) -> str | None:
    """Return the armed group whose name begins at `token`, as the text puts it."""
    for length in range(GROUP_WORDS, 0, -1):
        run = token.doc[token.i : token.i + length].text
        if _is_armed_group(run):
            return run
    return None


@lru_cache(maxsize=4096)
def _is_armed_group(name: str) -> bool:
    organisation = find_organisation(name)
    return organisation is not None and organisation.kind == "armed group"
