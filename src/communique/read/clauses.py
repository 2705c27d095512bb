"""Find the clauses of a parse: predicates with their arguments, who says them, and how real they are.

In: a spaCy `Doc`. Out: `Clause` values in text order. Grammar alone: names and offices are the business of `identify`.
Deliberately missed: predicates hidden in nouns ("the signing of"), which coders look up themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.languages import Language
from communique.model.reading import Clause

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
PASSIVE = ("nsubjpass", "csubjpass", "auxpass")
# Relations through which a clause stays in what its governor's speaker says, or under its governor's condition.
INSIDE = (
    "ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "conj", "parataxis", "dep", "csubj", "csubjpass", "prep",
    "oprd",
)  # fmt: skip
CLAUSAL = ("ROOT", *INSIDE)
FINITE = ("VBD", "VBZ", "VBP")
# A speaker's label has at most so many tokens: a name with its post ("President of the Republic of Chile Ana Rojas").
LABEL_TOKENS = 10


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """The language's words of speech and modality, as sets."""

    verbs: frozenset[str]
    sources: frozenset[str]
    future: frozenset[str]
    possible: frozenset[str]
    would: frozenset[str]
    conditions: frozenset[str]
    object_control: frozenset[str]
    judging: frozenset[str]
    purposes: frozenset[str]

    @classmethod
    def of(cls, language: Language) -> SpeechWords:
        t = language.table("speech")
        names = [
            "verbs", "source_prepositions", "future", "possible", "conditional_modal", "conditions", "object_control",
            "judging", "purposes",
        ]  # fmt: skip
        return cls(*(frozenset(t[name]) for name in names))


def find_clauses(doc: Doc, language: Language) -> tuple[Clause, ...]:
    """Return the clauses in text order of their predicates."""
    words = SpeechWords.of(language)
    tokens = list(doc)
    predicates = [token for token in tokens if is_predicate(token)]
    numbers = {token.i: number for number, token in enumerate(predicates)}
    governors = {token.i: governor_of(token, numbers, words) for token in predicates}
    texts = [token.text for token in tokens]
    hulls = find_hulls(tokens, numbers)
    drafts: dict[int, Clause] = {}
    # Heads before dependents: subjects, speakers and conditions are handed down.
    for token in sorted(predicates, key=depth):
        parent = governors[token.i]
        above = drafts[parent] if parent is not None else None
        drafts[token.i] = draft_clause(token, above, numbers, hulls[token.i], words)
    clauses = tuple(drafts[token.i] for token in predicates)
    return attribute_labels(tokens, texts, tuple(attribute_quotes(texts, clauses)))


def is_predicate(token: Token) -> bool:
    """True for verbs that head a clause, copulas included; auxiliaries of another verb are not."""
    if token.pos_ not in ("VERB", "AUX") or token.lower_ == "according":
        return False
    return token.dep_ in CLAUSAL


def rejoined(token: Token, words: SpeechWords) -> Token | None:
    """Return the verb that a verb without a subject is truly coordinated with, where the parser hung it too deep.

    "The envoy warned that the truce was fragile and urged restraint": who urges is who warned. Both must be speech in
    the same form, and what is said must not be speech itself. "Reaffirmed his readiness to help and thanked them": a
    finite verb goes on from a finite one, not from an infinitive or a participle.
    """
    said = token.head
    if token.dep_ == "conj" and token.tag_ in FINITE and said.tag_ in ("VB", "VBG") and not has_own_subject(token):
        while said.tag_ != token.tag_ and said.head.i != said.i:
            said = said.head
        return said if said.tag_ == token.tag_ and said.i < token.i and said.i != token.head.i else None
    if said.pos_ == "ADJ" and said.dep_ in ("acomp", "conj"):
        # "was fragile and urged": hung on the predicate's adjective.
        said = said.head
    if token.dep_ != "conj" or said.dep_ != "ccomp" or token.lemma_ not in words.verbs or said.lemma_ in words.verbs:
        return None
    reporter = said.head
    if reporter.lemma_ not in words.verbs or reporter.i > token.i:
        return None
    taken_for_participle = reporter.tag_ == "VBD" and token.tag_ == "VBN" and not passive_by_form(token)
    same_form = reporter.tag_ == token.tag_ or taken_for_participle
    return reporter if same_form and not has_own_subject(token) else None


def passive_by_form(token: Token) -> bool:
    """True for a participle with an auxiliary or an agent: no past tense taken for one."""
    return any(c.dep_ in ("aux", "auxpass", "agent") for c in token.children)


def has_own_subject(token: Token) -> bool:
    """True when a verb has its own subject, or an auxiliary that makes an infinitive finite."""
    return any(c.dep_ in SUBJECTS for c in token.children)


def depth(token: Token) -> int:
    steps = 0
    while token.head.i != token.i:
        token = token.head
        steps += 1
    return steps


def governor_of(token: Token, numbers: dict[int, int], words: SpeechWords) -> int | None:
    """Return the predicate above a predicate, or None for a root; misattached speech goes to who speaks."""
    if (reporter := rejoined(token, words)) is not None:
        return reporter.i
    while token.head.i != token.i:
        token = token.head
        if token.i in numbers:
            return token.i
    return None


def find_hulls(tokens: list[Token], numbers: dict[int, int]) -> dict[int, tuple[int, int]]:
    """Return for each predicate the run from its first to behind its last own token (sub-clauses left out)."""
    hulls = {i: (i, i + 1) for i in numbers}
    heads = [token.head.i for token in tokens]
    owner: dict[int, int | None] = {i: i for i in numbers}
    for i, token in enumerate(tokens):
        path = []
        at = i
        while at not in owner and heads[at] != at:
            path.append(at)
            at = heads[at]
        found = owner.get(at)
        for step in path:
            owner[step] = found
        if found is not None and not token.is_space and not token.is_punct:
            first, end = hulls[found]
            hulls[found] = (min(first, i), max(end, i + 1))
    return hulls


def with_conjuncts(tokens: Iterable[Token]) -> tuple[int, ...]:
    """Return the indices of noun heads and of all that is coordinated with them."""
    found: list[int] = []
    for token in tokens:
        found.append(token.i)
        found.extend(other.i for other in token.conjuncts if other.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"))
    return tuple(dict.fromkeys(sorted(found)))


def draft_clause(
    token: Token, above: Clause | None, numbers: dict[int, int], hull: tuple[int, int], words: SpeechWords
) -> Clause:
    """Make a clause from its predicate and the clause that governs it."""
    children = list(token.children)
    own = [child for child in children if child.dep_ in SUBJECTS]
    subject = with_conjuncts(child for child in own if child.i not in numbers)
    relation = "root" if token.head.i == token.i else token.dep_
    if len(subject) == 1 and token.doc[subject[0]].tag_ in ("WDT", "WP"):
        subject = noun_above(token) or subject
    elif not subject:
        subject = inherited_subject(token, above, words)
    passive = any(child.dep_ in PASSIVE for child in children)
    agents = with_conjuncts(n for c in children if c.dep_ == "agent" for n in c.children if n.dep_ == "pobj")
    speaker, said_by = speaker_of(token, above, words)
    modals = {child.lower_ for child in children if child.dep_ == "aux"}
    conditional = any(c.dep_ == "mark" and c.lower_ in words.conditions for c in children) or (
        above is not None and above.conditional and relation in INSIDE and relation != "relcl"
    )
    reported = said_by is not None
    would = bool(modals & words.would)
    unreal = would and any(is_condition(c, words) for c in children)
    return Clause(
        index=numbers[token.i],
        head=token.i,
        first=hull[0],
        end=hull[1],
        subject=subject,
        agents=agents,
        objects=with_conjuncts(c for c in children if c.dep_ in ("dobj", "dative", "attr")),
        passive=passive,
        parent=above.index if above else None,
        relation=relation,
        speaker=speaker,
        said_by=said_by,
        negated=any(c.dep_ == "neg" or c.lower_ in ("never", "nor") for c in children),
        conditional=conditional or is_question(token),
        possible=bool(modals & words.possible) or (would and not reported) or unreal,
        future=bool(modals & words.future) or (would and reported and not unreal) or is_to_be(token, words),
    )


def is_condition(token: Token, words: SpeechWords) -> bool:
    """True for a clause that its governor depends on: "if elected", but not "even if"."""
    if token.dep_ != "advcl" or any(c.lower_ == "even" for c in token.children):
        return False
    return any(c.dep_ == "mark" and c.lower_ in words.conditions for c in token.children)


def noun_above(token: Token) -> tuple[int, ...]:
    """Return the noun that a relative clause or participle modifies."""
    at = token
    while at.dep_ == "conj" and at.head.i != at.i:
        at = at.head
    return (at.head.i,) if at.dep_ in ("relcl", "acl") and at.head.pos_ in ("NOUN", "PROPN", "PRON") else ()


def inherited_subject(token: Token, above: Clause | None, words: SpeechWords) -> tuple[int, ...]:
    """Return whose doing a clause without a subject of its own is: the coordinated, controlling or modified one."""
    if token.dep_ in ("acl", "relcl"):
        return noun_above(token)
    if above is None:
        return ()
    if token.dep_ in ("xcomp", "ccomp"):
        governor = token.doc[above.head]
        if governor.lemma_ in words.object_control:
            if above.passive:
                return above.subject
            addressed = (c for c in governor.children if c.dep_ == "prep" and c.lower_ in ("on", "upon", "to"))
            asked = above.objects or with_conjuncts(n for c in addressed for n in c.children if n.dep_ == "pobj")
            if asked:
                return asked
    if token.dep_ == "pcomp" and token.head.lower_ in ("for", "of") and token.doc[above.head].lemma_ in words.judging:
        return above.subject if above.passive else above.objects or above.subject
    if above.passive and above.agents:
        return above.agents
    if token.lemma_ in words.verbs and token.dep_ == "advcl" and above.speaker is not None and above.passive:
        # "two soldiers were killed, according to the ministry, saying that": the source speaks, not the soldiers.
        return (above.speaker,)
    return above.subject


def speaker_of(token: Token, above: Clause | None, words: SpeechWords) -> tuple[int | None, int | None]:
    """Return who says a clause and the index of the reporting clause."""
    for child in token.children:
        if child.lower_ in words.sources and child.dep_ in ("prep", "advcl"):
            for noun in child.subtree:
                if noun.dep_ == "pobj":
                    return noun.i, None
    if above is None:
        return None, None
    governor = token.doc[above.head]
    reports = governor.lemma_.lower() in words.verbs
    if token.dep_ in ("ccomp", "parataxis") and reports:
        voice = above.agents or (() if above.passive else above.subject)
        if voice:
            return voice[0], above.index
        if above.speaker is not None:
            return above.speaker, above.index
        return None, above.index
    if token.dep_ in INSIDE:
        return above.speaker, above.said_by
    return None, None


def is_question(token: Token) -> bool:
    """True when the clause is the root of a sentence that ends in a question mark of its own, not in a quoted one."""
    if token.head.i != token.i:
        return False
    last = end = max(child.i for child in (*token.children, token))
    while last > token.i and token.doc[last].is_quote:
        last -= 1
    if token.doc[last].text != "?" or last == end:
        return token.doc[last].text == "?"
    opened = sum(t.is_quote for t in token.doc[token.sent.start : token.i])
    return opened % 2 == 1


def is_to_be(token: Token, words: SpeechWords) -> bool:
    """True for "is to visit", "are going to visit", "is set/due/scheduled to visit": an announced future."""
    if token.dep_ != "xcomp" or token.tag_ != "VB" or not any(c.tag_ == "TO" for c in token.children):
        return False
    governor = token.head
    if governor.lemma_ == "be" or (governor.lower_ == "going"):
        # "The aim is to help" tells a purpose, "was the first to help" a deed: no future.
        if any(c.dep_ in ("attr", "acomp") for c in governor.children):
            return False
        return not any(c.dep_ in SUBJECTS and c.lemma_ in words.purposes for c in governor.children)
    return governor.lower_ in ("set", "due", "scheduled", "expected", "slated", "poised", "planning", "plans", "likely")


def attribute_quotes(texts: list[str], clauses: tuple[Clause, ...]) -> Iterable[Clause]:
    """Mark quoted clauses, and give a quoted sentence without a reporting verb the speaker of its paragraph's quote.

    A quotation mark opens and closes in turn; a new line begins outside of quotes (press paragraphs reopen them).
    """
    inside = find_quoted(texts)
    paragraph: list[Clause] = []
    before: Clause | None = None
    line_of: list[int] = []
    line = 0
    for text in texts:
        if "\n" in text:
            line += text.count("\n")
        line_of.append(line)
    for clause in clauses:
        if paragraph and line_of[paragraph[-1].head] != line_of[clause.head]:
            yield from fill_speakers(paragraph, before)
            before = next((c for c in reversed(paragraph) if c.speaker is not None), before)
            paragraph = []
        paragraph.append(replace(clause, quoted=True) if inside[clause.head] else clause)
    yield from fill_speakers(paragraph, before)


def attribute_labels(tokens: list[Token], texts: list[str], clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Give the clauses of a transcript ("Anna Berg: Thank you.") without a speaker the last label's name.

    A label stands at the head of a line; one alone may be anything, so two are needed to make a transcript.
    """
    labels = find_labels(tokens, texts)
    if len(labels) < 2:
        return clauses
    found: list[Clause] = []
    at = -1
    for clause in clauses:
        while at + 1 < len(labels) and labels[at + 1] < clause.head:
            at += 1
        silent = at >= 0 and clause.speaker is None
        found.append(replace(clause, speaker=labels[at], quoted=True) if silent else clause)
    return tuple(found)


def find_labels(tokens: list[Token], texts: list[str]) -> list[int]:
    """Return the last tokens of names that stand at the head of a line before a colon."""
    labels: list[int] = []
    start = 0
    for i, text in enumerate(texts):
        if "\n" in text:
            start = i + 1
        elif text == ":" and 2 <= i - start <= LABEL_TOKENS:
            words = tokens[start:i]
            named = all(w.text[0].isupper() or w.lower_ in ("of", "the", "and") for w in words)
            if named and not any(w.is_upper for w in words):
                labels.append(i - 1)
    return labels


def find_quoted(texts: list[str]) -> list[bool]:
    """Return for every token whether it stands inside quotation marks."""
    inside: list[bool] = []
    open_ = False
    for text in texts:
        if "\n" in text:
            open_ = False
        if text in ('"', "“", "”", "``", "''"):
            open_ = {"“": True, "”": False}.get(text, not open_)
            inside.append(False)
        else:
            inside.append(open_)
    return inside


def fill_speakers(paragraph: list[Clause], before: Clause | None) -> Iterable[Clause]:
    """Hand the nearest speaker of a paragraph's quoted clauses to its quoted clauses without one.

    A paragraph that only quotes goes on with who spoke last in those `before`.
    """
    known = [clause for clause in paragraph if clause.quoted and clause.speaker is not None]
    if not known and before is not None and paragraph and paragraph[0].quoted:
        known = [before]
    for clause in paragraph:
        if clause.quoted and clause.speaker is None and known:
            earlier = [k for k in known if k.head < clause.head]
            source = earlier[-1] if earlier else known[0]
            yield replace(clause, speaker=source.speaker, said_by=source.said_by)
        else:
            yield clause
