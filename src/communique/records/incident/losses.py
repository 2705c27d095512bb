"""Read losses: how many of whom suffered what, from one sentence.

In: a parsed sentence, its quantities, what the sentence before left open. Out: `Loss` values in text order, each with its
own words. Told once is counted once: "25 dead, including 5 soldiers" is 25 and, of them, 5; "killed or wounded" is neither.

Deliberately missed: losses without a number ("several", "civilians were hurt"), pronouns, and animals and things.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.languages.quantities import Quantity
from communique.records.incident.predicates import Predicate, find_predicates, happened, of_phrase
from communique.records.incident.words import CLASSES, ViolenceWords
from communique.reference.countries import find_naming
from communique.reference.organisations import find_organisation

if TYPE_CHECKING:
    from spacy.tokens import Token

# Between a number left without a predicate and "injured" behind it at most so many words of its noun phrase stand.
NEAR = 5
# The longest name of an armed group, in words.
GROUP_WORDS = 5


@dataclass(frozen=True, slots=True)
class Loss:
    """`count` of `class_` suffered `outcome`. `head` is the noun's token index, `predicate` that of the word that says so;
    `first`, `end` the token run of evidence. `part` marks those counted in another loss already."""

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
    for predicate in predicates:
        groups = [g for v in predicate.victims for g in _groups(v, quantities, words)]
        groups = [g for g in groups if (predicate.outcome, g.head.i) not in used]
        used |= {(predicate.outcome, g.head.i) for g in groups}
        losses += _sum_up(predicate, groups)
    losses += _find_parts(sentence, quantities, words, losses)
    taken |= {loss.head for loss in losses}
    losses += _find_tolls(sentence, quantities, words)
    losses += _find_left_over(sentence, quantities, words, taken)
    return _resolve_classes(sorted(losses, key=lambda loss: (loss.head, loss.predicate)), before)


def _is_either_or(predicate: Predicate, words: ViolenceWords) -> bool:
    """True where "killed or wounded" leaves open which."""
    token = predicate.token
    both = [token.head, *token.children] if token.dep_ == "conj" else list(token.children)
    linked = any(c.dep_ == "cc" and c.lower_ in ("or", "and/or") for c in (*token.children, *token.head.children))
    others = [t for t in both if t.i != token.i and (t.lemma_ in words.transitive or t.lower_ in words.adjectival)]
    return linked and bool(others)


def _groups(head: Token, quantities: dict[int, Quantity], words: ViolenceWords, part: bool = False) -> Iterator[Group]:
    """Yield the groups of people that a noun phrase names: itself, what is coordinated with it, what it includes."""
    group = _group(head, quantities, words, part)
    if group:
        yield group
    elif head.lemma_.lower() in words.sets["transparent"]:
        for inner in of_phrase(head):
            yield from _groups(inner, quantities, words, part)
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "NUM", "ADJ", "PRON"):
            inner_groups = list(_groups(child, quantities, words, part))
            if not inner_groups and group and group.single and child.tag_ == "NN" and child.i not in quantities:
                # "a major and a sowar": an unknown rank beside a known one.
                inner_groups = [replace(group, head=child)]
            yield from inner_groups
        elif child.dep_ == "prep" and child.lower_ in words.sets["parts"]:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield from _groups(inner, quantities, words, part=True)
        elif child.dep_ == "prep" and child.lower_ in words.sets["sum_with"]:
            for inner in child.subtree:
                if inner.dep_ == "pobj":
                    yield from _groups(inner, quantities, words, part)


def _group(head: Token, quantities: dict[int, Quantity], words: ViolenceWords, part: bool) -> Group | None:
    lemma = head.lemma_.lower()
    if lemma in words.sets["transparent"] and any(of_phrase(head)):
        return None
    if lemma in words.animals or head.pos_ in ("PRON", "VERB") and lemma not in words.class_of:
        return None
    class_ = _class_of(head, words)
    if class_ is None and head.text[:1].isupper() and _nation_of(head):
        class_ = "unspecified"
    quantity = _quantity_of(head, quantities)
    if quantity:
        if quantity.kind != "count" or quantity.value != int(quantity.value) or quantity.is_year:
            return None
        if not (class_ or head.pos_ == "NUM" or lemma in words.nominal or lemma in words.adjectival or head.tag_ == "NNS"):
            return None
        single = quantity.value == 1
        # "113 fatalities" are nobody's; "13 injuries" are sustained by those named before.
        class_ = class_ or ("unspecified" if words.nominal.get(lemma) == "killed" else None)
        return Group(head, int(quantity.value), quantity.qualifier, class_, single, part, _nation_of(head))
    if not _is_single(head, class_, words):
        return None
    return Group(head, 1, None, class_ or ("unspecified" if head.pos_ == "PROPN" else None), True, part, _nation_of(head))


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
        if child.dep_ in ("nummod", "quantmod", "nmod", "det", "amod") and child.i in quantities:
            quantity = quantities[child.i]
            # "five-member", "48-year-old": the number belongs to something else.
            return None if quantity.compound else quantity
    return None


def _is_single(head: Token, class_: str | None, words: ViolenceWords) -> bool:
    """True for one named person, "a policeman", "another", "the driver"."""
    lemma = head.lemma_.lower()
    if lemma in words.collective:
        return False
    if head.ent_type_ == "PERSON" and head.pos_ == "PROPN" or lemma == "another":
        return True
    if head.lower_ == "ones":
        return False
    articles = [c for c in head.lefts if c.dep_ in ("det", "poss", "nummod")]
    if class_ is None or head.tag_ in ("NNS", "NNPS") or head.lower_ in ("personnel", "police", "people", "others", "troops"):
        return any(c.lower_ in ("a", "an", "another", "one") for c in articles) and class_ is not None
    return bool(articles) or head.dep_ in ("conj", "appos") or head.tag_ in ("NN", "NNP")


def _class_of(head: Token, words: ViolenceWords) -> str | None:
    """Return the class that a noun phrase's words give it, `unspecified` for human beings of none, None if unknown."""
    around = [head, *(c for c in head.lefts if c.dep_ in ("compound", "amod", "nmod", "poss", "appos"))]
    around += [c for a in around[1:] for c in a.lefts if c.dep_ in ("compound", "amod", "nmod")]
    if head.ent_type_ == "PERSON" or head.lower_ in ("one",) or head.pos_ == "NUM" or head.lemma_.lower() in words.sets["heads"]:
        around += [c for c in head.rights if c.dep_ == "appos"]
        around += [o for p in head.rights if p.dep_ == "prep" and p.lower_ == "of" for c in p.children for o in (c, *c.lefts)]
    if any(t.lower_ in words.former for t in around):
        return "civilian"
    found = [words.class_of.get(t.lemma_.lower()) or words.class_of.get(t.lower_) for t in around if not _is_anti(t, words)]
    # An adjective alone makes nobody a soldier: "major", "local", "other" count only as nouns of the phrase.
    for class_ in CLASSES:
        if class_ in found:
            return class_
    if _is_called_militant(head, words):
        return "militant"
    if "unspecified" in found:
        carries_on = head.lower_ in ("others", "other", "another", "one") or head.pos_ == "NUM"
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


def _sum_up(predicate: Predicate, groups: list[Group]) -> list[Loss]:
    """Return the losses of one predicate; single persons and "N others" told together are one number."""
    wholes = [g for g in groups if not g.part]
    losses = []
    carried: str | None = None
    merged: list[Group] = []
    for group in wholes:
        class_ = group.class_
        if merged and _joins(merged[-1], group):
            last = merged[-1]
            merged[-1] = replace(
                last, count=last.count + group.count, qualifier=last.qualifier or group.qualifier, end=group.head.i + 1
            )
            continue
        merged.append(replace(group, class_=class_ or carried))
        carried = class_ or carried
    for group in (*merged, *(g for g in groups if g.part)):
        losses.append(_loss(predicate.outcome, group, predicate.token.i, tuple(a.i for a in predicate.agents)))
    return losses


def _joins(last: Group, group: Group) -> bool:
    """True where two groups make one number: "a major and a soldier", "the chief and three others"."""
    if not last.single:
        return False
    others = group.head.lemma_.lower() in ("other", "others", "associate", "companion", "aide")
    same = group.class_ == last.class_ or group.class_ is None
    return same and group.single or others and (last.class_ in (None, "unspecified") or last.head.ent_type_ == "PERSON")


def _loss(outcome: str, group: Group, predicate: int, agents: tuple[int, ...] = ()) -> Loss:
    # Without a class of its own a group is resolved later: the empty word stands for "as those before".
    first = min(group.head.left_edge.i, predicate)
    end = max(group.head.i + 1, predicate + 1, group.end)
    return Loss(outcome, group.class_ or "", group.count, group.qualifier, group.head.i, predicate, first, end, group.part, agents, group.nation)


def _find_parts(
    sentence: Sequence[Token], quantities: dict[int, Quantity], words: ViolenceWords, losses: Sequence[Loss]
) -> Iterator[Loss]:
    """Yield what "including" counts out where it stands apart from its whole: "206 were killed in X, including 49 …"."""
    heads = {loss.head for loss in losses}
    for token in sentence:
        if token.lower_ not in words.sets["parts"] or token.dep_ != "prep":
            continue
        whole = max((loss for loss in losses if max(loss.head, loss.predicate) < token.i), key=lambda x: x.end, default=None)
        inner = [g for c in token.children if c.dep_ == "pobj" for g in _groups(c, quantities, words, True)]
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
                yield _loss("killed", Group(token, int(quantity.value), quantity.qualifier, "unspecified", False), toll.i)
            toll = None
        elif token.lower_ in words.adjectival and token.dep_ == "nsubj" and token.head.lemma_ in words.sets["parts"]:
            # "The dead included two policemen."
            for child in (c for c in token.head.children if c.dep_ == "dobj"):
                for group in _groups(child, quantities, words, True):
                    yield _loss(words.adjectival[token.lower_], group, token.i)
        elif among is not None and token.lower_ in words.adjectival and token.i - among.i <= 2:
            heads = [c for c in token.sent if c.dep_ in ("nsubj", "attr") and c.i != token.i]
            for group in (g for h in heads for g in [_group(h, quantities, words, True)] if g and g.class_):
                yield _loss(words.adjectival[token.lower_], group, token.i)
            among = None


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
        if head.i in taken or any(t.i in taken for t in run) or quantity.value != int(quantity.value) or quantity.is_year:
            continue
        outcome = _outcome_behind(sentence, index, quantities, words) or _outcome_before(head, quantity, words)
        if outcome is None:
            continue
        class_ = _class_of(head, words)
        yield _loss(outcome[0], Group(head, int(quantity.value), quantity.qualifier, class_, quantity.value == 1), outcome[1])


def _outcome_behind(
    sentence: Sequence[Token], index: int, quantities: dict[int, Quantity], words: ViolenceWords
) -> tuple[str, int] | None:
    """Return the outcome that follows a number within its noun phrase, and its token."""
    number = quantities[sentence[index].i]
    for token in sentence[index + 1 : index + 1 + NEAR]:
        if quantities.get(token.i) is number:
            continue
        lemma, lower = token.lemma_.lower(), token.lower_
        outcome = words.adjectival.get(lower) or (words.transitive.get(lemma) if token.tag_ in ("VBN", "VBD") else None)
        if outcome:
            return outcome, token.i
        human = words.is_human(lemma) or words.is_human(lower)
        joined = token.text == "-" or token.nbor(-1).text == "-"
        if not (human or joined or token.pos_ in ("AUX", "ADV", "ADJ") or token.dep_ == "compound" or lower in ("got", "get")):
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
        if loss.class_:
            class_ = loss.class_
        else:
            # "a guard was killed and six others injured": the six need not be guards.
            class_ = "unspecified" if lone not in ("", loss.outcome) and loss.count > 1 else last_class
        resolved.append(replace(loss, class_=class_))
        if not loss.part:
            last_class, lone = class_, loss.outcome if loss.count == 1 else ""
    whole = {(r.outcome, r.class_) for r in resolved if not r.part}
    return [r for r in resolved if not r.part or ((r.outcome, r.class_) not in whole and r.class_ != "unspecified")]
