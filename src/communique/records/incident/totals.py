"""Tell totals from incidents: numbers that count over several incidents or a long time are figures.

In: a sentence with its triggers and losses, and whether the sentence before told a total. Out: yes or no.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.languages.quantities import Quantity
from communique.records.incident.losses import Loss
from communique.records.incident.marks import Mark
from communique.records.incident.words import ViolenceWords
from communique.reference.countries import find_naming

if TYPE_CHECKING:
    from spacy.tokens import Token

# One or two victims in a year are one incident's.
FEW = 2
# So many may still be one incident's where a town is named.
SOME = 30
# Two blasts told with one number of dead are one incident. Chosen on the training reports.
TWIN = 2
# Without a word for what happened so many dead are those of a war, not of an incident.
TOO_MANY = 1000


def is_total(
    tokens: Sequence[Token], marks: Sequence[Mark], losses: Sequence[Loss], quantities: dict[int, Quantity],
    words: ViolenceWords, before: bool,
) -> bool:  # fmt: skip
    """True where the numbers of a sentence count over several incidents or a long time."""
    text = " ".join(t.lower_ for t in tokens)
    events = [t for t in tokens if t.lemma_.lower() in words.sets["plural_events"] and t.pos_ in ("NOUN", "PROPN")]
    several = [t for t in events if t.tag_ in ("NNS", "NNPS") and _is_several(t, quantities, words)]
    single = [
        t for t in events if t.tag_ in ("NN", "NNP") and any(c.dep_ in ("det", "nummod", "poss") for c in t.children)
    ]
    in_bulk = not losses and bool(marks) and all(_head(tokens, m).tag_ in ("NNS", "NNPS") for m in marks)
    told_once = any(m.rule == "verb" or _head(tokens, m).tag_ == "NN" for m in marks if m.trigger.kind != "conflict")
    riot = any(m.trigger.kind == "protest violence" for m in marks)
    if several and not riot:
        return True
    if before and in_bulk and not any(t.ent_type_ in ("GPE", "FAC") for t in tokens):
        # "Suicide bombings rose, too."
        return True
    if riot or single or told_once or any(m.trigger.kind in ("suicide bombing", "bombing") for m in marks):
        return False
    if before and losses and not marks and not any(t.ent_type_ in ("GPE", "LOC", "FAC") for t in tokens):
        # "Another 60 people were injured."
        return not any(loss.count <= FEW and loss.class_ != "militant" for loss in losses)
    counted = any(word in text for word in words.sets["counters"])
    if counted and losses and not marks:
        return True
    if losses and all(m.trigger.kind == "conflict" for m in marks) and (marks or losses[0].count >= TOO_MANY):
        return True
    somewhere = any(t.ent_type_ in ("GPE", "FAC") and not find_naming(t.text) for t in tokens)
    many = any(loss.count > (SOME if somewhere else FEW) for loss in losses)
    if words.period.search(text) and (many or events):
        return True
    if words.month.search(text) and (counted or any(t.tag_ in ("NNS", "NNPS") for t in events)):
        return True
    # "These included …", "Forces intensified operations, killing 40": still the total told before.
    carries_on = tokens[0].lower_ in words.sets["carrying_on"] or any(t.tag_ in ("NNS", "NNPS") for t in events)
    nouns = not marks and any(t.lemma_.lower() in words.nominal and t.tag_ == "NNS" for t in tokens)
    return before and (nouns or (carries_on and not any(t.ent_type_ in ("GPE", "LOC") for t in tokens)))


def _head(tokens: Sequence[Token], mark: Mark) -> Token:
    return tokens[0].doc[mark.end - 1]


def _is_several(token: Token, quantities: dict[int, Quantity], words: ViolenceWords) -> bool:
    for child in token.lefts:
        quantity = quantities.get(child.i)
        if (quantity and quantity.value > TWIN) or child.lower_ in words.sets["many"]:
            return True
    # "50 of the attacks"
    counted = quantities.get(token.head.head.i) if token.head.lower_ == "of" else None
    if counted and counted.value > 1:
        return True
    follower = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    across = token.lemma_.lower() in words.sets["operation"] and follower in words.sets["across"]
    return across or (token.head.lower_ == "of" and token.head.head.lower_ in words.sets["many"])
