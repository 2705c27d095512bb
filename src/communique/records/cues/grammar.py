"""What a clause holds, asked of the parse: objects, prepositions, complements, and the run of its words.

In: a predicate token. Out: tokens and runs. Grammar alone, no cue words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

NOUNS = ("NOUN", "PROPN", "PRON")
COMPLEMENTS = ("ccomp", "xcomp", "pcomp")
# Dependents that begin something of their own: they end the run of the clause before them.
APART = ("conj", "parataxis", "cc", "punct", "advcl", "dep")


def with_coordinated(tokens: list[Token]) -> list[Token]:
    """Return nouns and the nouns coordinated with them, in text order."""
    found = list(tokens)
    for token in found:
        found.extend(c for c in token.children if c.dep_ == "conj" and c.pos_ in NOUNS and c not in found)
    return found


def objects_of(verb: Token, passive: bool) -> list[Token]:
    """Return the nouns that a verb acts on: its objects, a passive's subject, those of a verb coordinated with it."""
    wanted = ("nsubjpass",) if passive else ("dobj", "attr", "oprd", "dative")
    found = [c for c in verb.children if c.dep_ in wanted and c.pos_ in (*NOUNS, "NUM", "ADJ", "VERB")]
    if not found and passive and verb.dep_ == "acl":
        found = [verb.head]
    if not found and not passive:
        # "acknowledged and praised the tradition": both verbs take the object.
        for other in verb.children:
            if (
                other.dep_ == "conj"
                and other.pos_ == "VERB"
                and not any(c.dep_ in ("nsubj", "aux") for c in other.children)
            ):
                between = [
                    c for c in verb.children if verb.i < c.i < other.i and c.dep_ not in ("cc", "advmod", "punct")
                ]
                if not between:
                    found = [c for c in other.children if c.dep_ == "dobj"]
    if not found and verb.dep_ == "relcl" and not passive and not _has_gap(verb):
        # "an allegation Tehran denies": the noun before is the object.
        found = [verb.head]
    return with_coordinated(found)


def _has_gap(verb: Token) -> bool:
    """True when a relative clause lacks no object: its subject is the relative word, or something completes it."""
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    if not subjects or any(c.tag_ in ("WDT", "WP") for c in subjects):
        return True
    completing = ("ccomp", "xcomp", "prep", "agent", "advcl", "dobj", "attr", "acomp")
    return any(c.dep_ in completing and c.i > verb.i for c in verb.children)


def phrases_of(head: Token) -> dict[str, list[Token]]:
    """Return what the prepositions (and particles) under `head` govern, by preposition."""
    found: dict[str, list[Token]] = {}
    for child in head.children:
        if (
            child.i > head.i
            and child.dep_ in ("prep", "prt", "agent", "dative", "advmod")
            and child.pos_ in ("ADP", "SCONJ", "PART", "ADV")
        ):
            governed = [
                c for c in child.children if c.dep_ in ("pobj", "pcomp") and c.ent_type_ not in ("DATE", "TIME")
            ]
            if not governed and any(c.dep_ == "pobj" for c in child.children):
                continue
            for inner in child.children:
                if inner.dep_ == "prep":
                    governed.extend(c for c in inner.children if c.dep_ in ("pobj", "pcomp"))
                    found.setdefault(inner.lower_, []).extend(c for c in inner.children if c.dep_ in ("pobj", "pcomp"))
            found.setdefault(child.lower_, []).extend(with_coordinated(governed))
    return found


def complements_of(verb: Token) -> dict[str, list[Token]]:
    """Return the clauses that complete a verb: "that" (finite), "infinitive", "gerund"."""
    found: dict[str, list[Token]] = {}
    for child in verb.children:
        if child.dep_ not in COMPLEMENTS and not (
            child.dep_ in ("advcl", "relcl") and child.i > verb.i and _is_infinitive(child)
        ):
            continue
        if child.dep_ == "xcomp" and child.pos_ in ("ADJ", "NOUN", "PROPN"):
            continue
        if _is_infinitive(child):
            found.setdefault("infinitive", []).append(child)
        elif child.tag_ == "VBG" and not any(c.dep_ in ("aux", "nsubj") for c in child.children):
            found.setdefault("gerund", []).append(child)
        elif child.dep_ == "ccomp" or any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in child.children):
            found.setdefault("that", []).append(child)
        elif child.tag_ == "VB":
            found.setdefault("infinitive", []).append(child)
    return found


def _is_infinitive(verb: Token) -> bool:
    return verb.pos_ in ("VERB", "AUX") and any(c.tag_ == "TO" for c in verb.children)


def run_of(head: Token, first: int, *, clauses: frozenset[int] = frozenset()) -> tuple[int, int]:
    """Return the run of tokens from `first` to the end of what completes `head`, coordinated clauses left out.

    `clauses` are heads of other predicates that have a record of their own; they end the run too.
    """
    return first, max(_end_of(head, clauses), first + 1)


def _end_of(head: Token, clauses: frozenset[int]) -> int:
    end = head.i + 1
    for child in head.rights:
        if child.dep_ == "advcl" and child.left_edge.i == end and _is_infinitive(child):
            # "its resolve to defend": the parser hangs it on the verb, though nothing stands between.
            end = max(end, _end_of(child, clauses))
            continue
        if child.dep_ in APART and (child.pos_ in ("VERB", "AUX", "PUNCT", "CCONJ") or child.dep_ in ("cc", "punct")):
            continue
        if child.i in clauses:
            continue
        end = max(
            end,
            _end_of(child, clauses) if child.pos_ in ("VERB", "AUX", *NOUNS, "ADP", "ADJ") else child.right_edge.i + 1,
        )
    return end


def agents_of(participle: Token) -> list[Token]:
    """Return who did what a participle tells: "issued by Kenya and Peru"."""
    by = (c for c in participle.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by"))
    return with_coordinated([n for c in by for n in c.children if n.dep_ == "pobj"])


def compounds_of(noun: Token) -> list[Token]:
    """Return the nouns in front of a noun that it is made of: the "Council" of "Council members"."""
    return [c for c in noun.children if c.dep_ in ("compound", "nmod")]


def possessor_of(noun: Token) -> list[Token]:
    """Return who a noun belongs to: "Iran's commitment", "the commitment of both nations", "a commitment by Iran"."""
    found = [c for c in noun.children if c.dep_ == "poss"]
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("of", "by", "from", "between"):
            found.extend(c for c in child.children if c.dep_ == "pobj")
    return with_coordinated(found)
