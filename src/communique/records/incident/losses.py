"""Read losses: how many of whom suffered what, from one sentence.

In: a parsed sentence, its quantities, what the sentence before left open. Out: `Loss` values in text order, each with
its own words. Told once is counted once: "25 dead, including 5 soldiers" is 25 and, of them, 5; "killed or wounded" is
neither.

Deliberately missed: losses without a number ("several", "civilians were hurt").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.languages.quantities import Quantity
from communique.records.incident.groups import Group, class_of, find_groups, read_group
from communique.records.incident.predicates import Predicate, find_predicates, happened
from communique.records.incident.words import ViolenceWords

if TYPE_CHECKING:
    from spacy.tokens import Token

# Between a number left without a predicate and "injured" behind it at most so many words of its noun phrase stand.
NEAR = 5


@dataclass(frozen=True, slots=True)
class Loss:
    """`count` of `class_` suffered `outcome`, as far as told of the country `nation`, done by the tokens `agents`.

    `head` is the noun's token index, `predicate` that of the word that says so; `first`, `end` the token run of
    evidence. `part` marks those counted in another loss already.
    """

    outcome: str
    class_: str
    count: int
    qualifier: str | None
    head: int
    predicate: int
    first: int
    end: int
    part: bool = False
    agents: tuple[int, ...] = ()
    nation: str | None = None

    @property
    def triple(self) -> tuple[str, str, int]:
        return (self.outcome, self.class_, self.count)


def find_losses(
    sentence: Sequence[Token], quantities: dict[int, Quantity], words: ViolenceWords, before: str = "unspecified"
) -> list[Loss]:
    """Return the losses of a sentence; `before` is the class that a bare number at its beginning carries on.

    `quantities` are those of the sentence by the index of each of their tokens.
    """
    losses: list[Loss] = []
    used: set[tuple[str, int]] = set()
    predicates = list(find_predicates(list(sentence), words))
    unclear = {p.token.i for p in predicates if _is_either_or(p, words)}
    taken = {victim.i for p in predicates for victim in p.victims}
    predicates = [p for p in predicates if p.token.i not in unclear]
    dead_already = {p.token.head.i for p in predicates if p.token.dep_ == "amod"}
    for predicate in predicates:
        groups = [g for v in predicate.victims for g in find_groups(_meant(v, predicate.token), quantities, words)]
        if predicate.token.dep_ == "amod":
            # "36 people dead and 160 wounded": the 160 are not dead, too.
            groups = groups[:1]
        groups = [g for g in groups if (predicate.outcome, g.head.i) not in used]
        if predicate.token.dep_ != "amod":
            groups = [g for g in groups if g.head.i not in dead_already]
        used |= {(predicate.outcome, g.head.i) for g in groups}
        losses += _sum_up(predicate, groups, words)
    losses += _find_parts(sentence, quantities, words, losses)
    taken |= {loss.head for loss in losses}
    losses += _find_tolls(sentence, quantities, words)
    losses += _find_left_over(sentence, quantities, words, taken)
    return _resolve_classes(sorted(losses, key=lambda loss: (loss.head, loss.predicate)), before)


def _meant(victim: Token, verb: Token) -> Token:
    """Return the noun that "them" takes up from the verb before: "took nine passengers off and shot them dead"."""
    if victim.lower_ == "them" and verb.dep_ == "conj":
        return next((c for c in verb.head.children if c.dep_ == "dobj"), victim)
    return victim


def _is_either_or(predicate: Predicate, words: ViolenceWords) -> bool:
    """True where "killed or wounded" leaves open which."""
    token = predicate.token
    both = [token.head, *token.children] if token.dep_ == "conj" else list(token.children)
    linked = any(c.dep_ == "cc" and c.lower_ in ("or", "and/or") for c in (*token.children, *token.head.children))
    others = [t for t in both if t.i != token.i and (t.lemma_ in words.transitive or t.lower_ in words.adjectival)]
    return linked and bool(others)


def _sum_up(predicate: Predicate, groups: list[Group], words: ViolenceWords) -> list[Loss]:
    """Return the losses of one predicate; single persons and "N others" told together are one number."""
    wholes = [g for g in groups if not g.part]
    losses = []
    carried: str | None = None
    merged: list[Group] = []
    for group in wholes:
        class_ = group.class_
        if merged and _joins(merged[-1], group, words):
            last = merged[-1]
            merged[-1] = replace(
                last,
                count=last.count + group.count,
                class_=group.class_ if _is_woman(last, words) else last.class_,
                qualifier=last.qualifier or group.qualifier,
                end=group.head.i + 1,
            )
            continue
        merged.append(replace(group, class_=class_ or carried))
        carried = class_ or carried
    for group in (*merged, *(g for g in groups if g.part)):
        losses.append(_loss(predicate.outcome, group, predicate.token.i, tuple(a.i for a in predicate.agents)))
    return losses


def _joins(last: Group, group: Group, words: ViolenceWords) -> bool:
    """True where two groups make one number: "a major and a soldier", "the chief and three others"."""
    if last.class_ == "civilian" and _is_woman(group, words):
        # "two children and a woman"
        return True
    if not last.single:
        return False
    if group.class_ == "civilian" and _is_woman(last, words):
        return True
    if group.single and group.class_ in (last.class_, None):
        return True
    lemma = group.head.lemma_.lower()
    if lemma in words.sets["company"]:
        return True
    nobody = last.class_ in (None, "unspecified") or last.head.ent_type_ == "PERSON"
    return lemma in words.sets["others"] and nobody


def _is_woman(group: Group, words: ViolenceWords) -> bool:
    return group.head.lemma_.lower() in words.sets["homefolk"] and group.class_ == "unspecified"


def _loss(outcome: str, group: Group, predicate: int, agents: tuple[int, ...] = ()) -> Loss:
    # Without a class of its own a group is resolved later: the empty word stands for "as those before".
    first = min(group.head.left_edge.i, predicate)
    end = max(group.head.i + 1, predicate + 1, group.end)
    return Loss(
        outcome,
        group.class_ or "",
        group.count,
        group.qualifier,
        group.head.i,
        predicate,
        first,
        end,
        group.part,
        agents,
        group.nation,
    )


def _find_parts(
    sentence: Sequence[Token], quantities: dict[int, Quantity], words: ViolenceWords, losses: Sequence[Loss]
) -> Iterator[Loss]:
    """Yield what "including" counts out where it stands apart from its whole ("20 were killed in X, including 4 …")."""
    heads = {loss.head for loss in losses}
    for token in sentence:
        if token.lower_ not in words.sets["parts"] or token.dep_ != "prep":
            continue
        whole = max(
            (loss for loss in losses if max(loss.head, loss.predicate) < token.i), key=lambda x: x.end, default=None
        )
        inner = [g for c in token.children if c.dep_ == "pobj" for g in find_groups(c, quantities, words, True)]
        if whole is not None and not any(g.head.i in heads for g in inner):
            yield from (_loss(whole.outcome, group, whole.predicate) for group in inner)


def _find_tolls(sentence: Sequence[Token], quantities: dict[int, Quantity], words: ViolenceWords) -> Iterator[Loss]:
    """Yield "the toll rose to 40" and "among the dead were three soldiers"."""
    toll = among = None
    for token in sentence:
        quantity = quantities.get(token.i)
        if token.lemma_.lower() in words.sets["toll"]:
            toll = token
        elif token.lower_ in words.sets["among"]:
            among = token
        elif toll is not None and quantity and quantity.kind == "count" and not quantity.compound:
            if sentence[token.i - sentence[0].i - 1].lower_ in words.sets["toll_to"] and not quantity.is_year:
                yield _loss(
                    "killed", Group(token, int(quantity.value), quantity.qualifier, "unspecified", False), toll.i
                )
            toll = None
        elif token.lower_ in words.adjectival and token.dep_ == "nsubj" and _tells_parts(token.head, words):
            # "The dead included two policemen." "The dead were two policemen and a child."
            for child in (c for c in token.head.children if c.dep_ in ("dobj", "attr")):
                for group in find_groups(child, quantities, words, True):
                    yield _loss(words.adjectival[token.lower_], group, token.i)
        elif among is not None and token.lower_ in words.adjectival and token.i - among.i <= 2:
            heads = [c for c in token.sent if c.dep_ in ("nsubj", "attr") and c.i != token.i]
            for group in (g for h in heads for g in [read_group(h, quantities, words, True)] if g and g.class_):
                yield _loss(words.adjectival[token.lower_], group, token.i)
            among = None


def _tells_parts(verb: Token, words: ViolenceWords) -> bool:
    return verb.lemma_ in words.sets["parts"] or verb.lemma_ in words.sets["copulas"]


def _find_left_over(
    sentence: Sequence[Token], quantities: dict[int, Quantity], words: ViolenceWords, taken: set[int]
) -> Iterator[Loss]:
    """Yield losses that grammar missed: a number with its noun right before "killed", "were injured", "dead"."""
    done: set[int] = set()
    heads = {c.i: t for t in sentence for c in t.children if c.dep_ in ("nummod", "det")}
    for index, token in enumerate(sentence):
        quantity = quantities.get(token.i)
        if quantity is None or quantity.kind != "count" or quantity.compound or id(quantity) in done:
            continue
        done.add(id(quantity))
        run = [t for t in sentence[index : index + NEAR] if quantities.get(t.i) is quantity]
        head = next((heads[t.i] for t in run if t.i in heads), run[-1])
        if (
            head.i in taken
            or any(t.i in taken for t in run)
            or quantity.value != int(quantity.value)
            or quantity.is_year
        ):
            continue
        outcome = _outcome_behind(sentence, index, quantities, words) or _outcome_before(head, quantity, words)
        if outcome is None:
            continue
        class_ = class_of(head, words)
        yield _loss(
            outcome[0], Group(head, int(quantity.value), quantity.qualifier, class_, quantity.value == 1), outcome[1]
        )


def _outcome_behind(
    sentence: Sequence[Token], index: int, quantities: dict[int, Quantity], words: ViolenceWords
) -> tuple[str, int] | None:
    """Return the outcome that follows a number within its noun phrase, and its token."""
    number = quantities[sentence[index].i]
    for token in sentence[index + 1 : index + 1 + NEAR]:
        if quantities.get(token.i) is number:
            continue
        if token.dep_ == "amod" and token.i < token.head.i and token.head.head.lemma_ in words.sets["sparing"]:
            # "hand over 23 wounded soldiers": hurt at another time.
            return None
        lemma, lower = token.lemma_.lower(), token.lower_
        outcome = words.adjectival.get(lower) or (words.transitive.get(lemma) if token.tag_ in ("VBN", "VBD") else None)
        if outcome:
            return outcome, token.i
        human = words.is_human(lemma) or words.is_human(lower)
        joined = token.text == "-" or token.nbor(-1).text == "-"
        if not (
            human
            or joined
            or token.pos_ in ("AUX", "ADV", "ADJ")
            or token.dep_ == "compound"
            or lower in words.sets["auxiliaries"]
        ):
            return None
    return None


def _outcome_before(head: Token, quantity: Quantity, words: ViolenceWords) -> tuple[str, int] | None:
    """Return the outcome of an active verb right before a noun phrase ("killed 12 terrorists"), and its token."""
    edge = head.left_edge.i
    if edge == 0:
        return None
    verb = head.doc[edge - 1]
    if words.adjectival.get(verb.lower_) and edge > 1 and verb.nbor(-1).lemma_ in words.sets["leaving"]:
        # "left dead four militants"
        return words.adjectival[verb.lower_], verb.i
    outcome = words.transitive.get(verb.lemma_.lower())
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    return (outcome, verb.i) if outcome and verb.pos_ == "VERB" and not passive and happened(verb, words) else None


def _resolve_classes(losses: list[Loss], before: str) -> list[Loss]:
    """Return the losses with the class that "others" and bare numbers carry on from those before them."""
    resolved: list[Loss] = []
    last_class, lone = before, ""
    for loss in losses:
        # "a guard was killed and six others injured": the six need not be guards.
        strangers = lone not in ("", loss.outcome) and loss.count > 1
        class_ = loss.class_ or ("unspecified" if strangers else last_class)
        resolved.append(replace(loss, class_=class_))
        if not loss.part:
            last_class, lone = class_, loss.outcome if loss.count == 1 else ""
    whole = {(r.outcome, r.class_) for r in resolved if not r.part}
    return [r for r in resolved if not r.part or ((r.outcome, r.class_) not in whole and r.class_ != "unspecified")]
