"""Whose words or deeds a clause tells: the sides and the person behind its subject, agent or speaker.

In: the reading, the cast and the engagements found before. Out: a `Holder` for a clause, a speaker, or a noun's owner.
Where the cast knows nobody for a pronoun, a text ("the statement") or an occasion ("the meeting underscored"), the one
who held the last record, or the occasion's parties, stand in; anything else unresolved holds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from communique.model.kind import Context
from communique.model.reading import Clause
from communique.records.cues.grammar import agents_of, compounds_of, possessor_of, with_coordinated
from communique.records.cues.matter import occasion_before
from communique.records.cues.table import CueTable
from communique.reference.countries import COUNTRIES, find_naming

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Holder:
    """Sides, and the key of the person who speaks or acts for them, None where only a side does."""

    sides: frozenset[str] = frozenset()
    person: str | None = None


NOBODY = Holder()
# Parts of speech that may stand there.
SLIGHT = ("ADV", "SPACE", "NUM", "X")
# Rules of the cast for who may be that subject.
NAMED = ("person", "surname", "office-alone", "country", "capital", "government", "organisation", "institution")
# Rules of the cast for phrases that mean several at once without naming them.
GROUPS = ("both-sides", "both-persons", "pronoun-they")
# Where a report tells of several pairs, those that met so many lines before a group are not taken for it.
MET_LINES = 3


@dataclass(slots=True)
class Holders:
    """Finds holders in one report; remembers who spoke last, and where a body's name opens its resolution."""

    context: Context
    table: CueTable
    voice: Holder = NOBODY
    last: Holder = NOBODY
    last_line: int = -1
    spoken: dict[int, Holder] = field(default_factory=dict)
    resolutions: tuple[int, ...] | None = None

    @classmethod
    def of(cls, context: Context, table: CueTable) -> Holders:
        return cls(context, table, voice_of(context, table))

    def remember(self, holder: Holder, token: int) -> None:
        """Keep `holder` as who spoke last, up to `token`."""
        if holder.sides:
            self.last, self.last_line = holder, self.line_at(token)

    def line_at(self, token: int) -> int:
        """Return where the line of a token begins."""
        return self.context.reading.line_of(token).span.start

    def at(self, *tokens: int) -> Holder:
        """Return what the cast knows of noun phrases, nothing more."""
        cast = self.context.cast
        sides = cast.sides_at(*tokens)
        if len(tokens) == 1 and len(sides) == 2:
            sides = self._met(tokens[0], sides)
        people = {person.key for token in tokens for person in cast.people_at(token)}
        return Holder(sides, people.pop() if len(people) == 1 else None)

    def _met(self, token: int, sides: frozenset[str]) -> frozenset[str]:
        """Return whom "both sides" or "the leaders" are: the two that last met, where one of them is meant anyhow."""
        if self.context.cast.references[token].rule not in GROUPS:
            return sides
        engagement = occasion_before(self.context, token)
        if engagement is None or len(engagement.parties) != 2 or not sides & set(engagement.parties):
            return sides
        return frozenset(engagement.parties) if self._is_the_occasion(engagement, token) else sides

    def _is_the_occasion(self, engagement: Any, token: int) -> bool:
        """True where a group at a token is that of a contact: told shortly before it, or of the only two that met."""
        reading = self.context.reading
        pairs = {frozenset(one.parties) for one in self.context.found.get("engagements", ()) if len(one.parties) > 1}
        at = reading.offsets[reading.doc[token].idx]
        told_at = max((span.start for span in engagement.evidence if span.start <= at), default=at)
        return len(pairs) == 1 or reading.report.text.count("\n", told_at, at) <= MET_LINES

    def doer(self, clause: Clause) -> Holder:
        """Return who does what a clause tells; texts and occasions speak for those behind them."""
        doc = self.context.reading.doc
        passive = clause.passive or is_done_by(clause)
        heads = clause.agents if passive else clause.subject
        if heads and not passive and doc[heads[0]].ent_type_ == "DATE":
            heads = ()  # "Minister Lee Monday called": the day is no subject
        if not heads:
            if not clause.passive and (known := self.before(clause)).sides:
                return known
            return self.of_passive(clause) if clause.passive or not clause.subject else NOBODY
        known = self.at(*heads)
        if known.sides:
            return known
        known = self.behind(doc[heads[0]], clause)
        return known if known.sides else self.of_governor(clause)

    def before(self, clause: Clause) -> Holder:
        """Return who stands before a verb that the parser gave no subject ("Minister Lee Monday warned"), else whose
        resolution a sentence that opens with its verb is part of ("1. Condemns …")."""
        doc = self.context.reading.doc
        verb = doc[clause.head]
        if clause.relation != "root" or verb.tag_ not in ("VBZ", "VBD", "VBG", "VBN"):
            return NOBODY
        references = self.context.cast.references
        at = verb.i - 1
        while at >= verb.sent.start and at not in references and is_slight(doc[at]):
            at -= 1
        if at >= verb.sent.start:
            return self.at(at) if at in references and references[at].rule in NAMED else NOBODY
        return self.resolving(verb.sent.start) if verb.tag_ != "VBD" else NOBODY

    def resolving(self, token: int) -> Holder:
        """Return the body whose resolution goes on at a token: named last before a comma or colon that ends a line."""
        if self.resolutions is None:
            reading, organs = self.context.reading, self.table.words["speech.organs"]
            words = reading.lower
            closing = (i for i in range(1, len(words) - 1) if words[i] in (",", ":") and "\n" in words[i + 1])
            named = (i - 1 for i in closing if reading.lemmas[i - 1] in organs)
            self.resolutions = tuple(i for i in named if self.at(i).sides)
        before = [i for i in self.resolutions if i < token]
        return self.at(before[-1]) if before else NOBODY

    def of_governor(self, clause: Clause) -> Holder:
        """Return the doer above a participle whose own is a thing: "he renewed the commitment, stressing unity"."""
        doc = self.context.reading.doc
        verb = doc[clause.head]
        hangs = verb.tag_ == "VBG" and (
            clause.relation in ("advcl", "conj") or (clause.relation == "acl" and verb.lemma_ in self.table.light)
        )
        if not hangs or any(c.dep_ in ("nsubj", "nsubjpass", "mark") for c in verb.children):
            return NOBODY
        if any(doc[i].lemma_.lower() in self.table.words["speech.documents"] for i in clause.subject):
            return NOBODY
        while clause.parent is not None and not clause.passive:
            clause = self.context.reading.clauses[clause.parent]
            known = self.at(*clause.subject)
            if known.sides and not clause.passive:
                return known
        return NOBODY

    def of_passive(self, clause: Clause) -> Holder:
        """Return who is behind a passive that names nobody: who is reported to say it, else the occasion's parties."""
        speaker = self.speaker(clause)
        if speaker.sides or self.voice.sides:
            return speaker if speaker.sides else self.voice
        return Holder(self.parties_before(clause.head))

    def speaker(self, clause: Clause) -> Holder:
        """Return who is reported to say a clause."""
        if clause.speaker is None:
            # "It was pointed out that": the page's own government, or who spoke before goes on.
            goes_on = clause.said_by is not None and not clause.quoted
            return (self.voice if self.voice.sides else self.last) if goes_on else NOBODY
        if clause.speaker in self.spoken:
            return self.spoken[clause.speaker]
        known = self.at(clause.speaker)
        if not known.sides:
            known = self.behind(self.context.reading.doc[clause.speaker], None)
        self.spoken[clause.speaker] = known
        return known

    def owner(self, noun: Token) -> Holder:
        """Return whose a noun is ("Iran's commitment", "the commitment of both nations"), as far as the cast knows."""
        owners = possessor_of(noun)
        known = self.at(*(o.i for o in owners)) if owners else NOBODY
        if known.sides or not owners:
            return known
        return NOBODY

    def behind(self, noun: Token, clause: Clause | None) -> Holder:
        """Return who stands behind a noun that the cast does not know."""
        lists = self.table.words
        low, lemma = noun.lower_, noun.lemma_.lower()
        if low in lists["speech.first_person"]:
            spoken = self.speaker(clause) if clause is not None else NOBODY
            return spoken if spoken.sides else self.last
        if low in lists["speech.third_person"]:
            return self.last
        named = self.named_in(noun)
        if named.sides:
            return named
        if lemma in lists["speech.groups"]:
            return self.met_as(noun)
        if lemma in lists["speech.organs"] and not self.last.sides & COUNTRIES.keys():
            return self.last if any(c.lower_ in ("the", "its", "this") for c in noun.children) else NOBODY
        if lemma in lists["speech.occasions"]:
            host = self.at(*(c.i for c in noun.children if c.dep_ in ("compound", "poss")))
            if host.sides and not host.sides & COUNTRIES.keys():
                return host  # "the Arab League summit announced"
            speaker = self.speaker(clause) if clause is not None else NOBODY
            return speaker if speaker.sides else Holder(self.parties_before(noun.i))
        if lemma in lists["speech.documents"]:
            issuer = self.owner(noun)
            if not issuer.sides:
                # "a statement released by Kenya and Peru".
                issuer = self.at(*(a.i for c in noun.children if c.dep_ == "acl" for a in agents_of(c)))
            if not issuer.sides and noun.dep_ == "dobj":
                # "issued a declaration demanding": whoever issues it.
                issuer = self.at(*(c.i for c in noun.head.children if c.dep_ == "nsubj"))
            return issuer if issuer.sides else self.last
        return NOBODY

    def named_in(self, group: Token) -> Holder:
        """Return those of a group that are named: "Western countries, including Chile", "members of the Council"."""
        lists = self.table.words
        if group.lemma_.lower() in lists["speech.members"] and not any(c.dep_ == "nummod" for c in group.children):
            return self.at(*(o.i for o in (*possessor_of(group), *compounds_of(group))))
        if group.tag_ != "NNS" or group.lemma_.lower() not in lists["speech.powers"]:
            return NOBODY
        listing = (c for c in group.children if c.dep_ == "prep" and c.lower_ in ("including", "like"))
        return self.at(*(n.i for c in listing for n in with_coordinated([n for n in c.children if n.dep_ == "pobj"])))

    def met_as(self, group: Token) -> Holder:
        """Return the parties of the last contact where a group of as many is meant: "both forces", "the trio"."""
        parties = self.parties_before(group.i)
        told = {c.lower_ for c in group.children}
        numbers = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
        count = 3 if group.lower_ == "trio" else max((numbers.get(word, 0) for word in told), default=0)
        if not count and group.tag_ == "NNS" and "the" in told and group.lemma_.lower() in ("country", "nation"):
            count = 2  # "the countries struck a deal": bare, those who met
        return Holder(parties) if count and len(parties) == count else NOBODY

    def parties_before(self, token: int) -> frozenset[str]:
        """Return the parties of the last engagement told before a token."""
        engagement = occasion_before(self.context, token)
        return frozenset(engagement.parties) if engagement is not None else frozenset()


def is_done_by(clause: Clause) -> bool:
    """True for a participle behind its noun that names its doer: "a truce proposed by Qatar"."""
    return bool(clause.agents) and clause.relation == "acl"


def is_slight(token: Token) -> bool:
    """True for what may stand between somebody and a verb whose subject the parser missed."""
    return token.pos_ in SLIGHT or token.is_punct or token.ent_type_ == "DATE"


def voice_of(context: Context, table: CueTable) -> Holder:
    """Return the side that a government's own page speaks for ("President of Chile"), nobody for a newspaper."""
    words = (context.reading.report.outlet or "").split()
    if not any(word.lower() in table.words["speech.offices"] for word in words):
        return NOBODY
    for start in range(len(words)):
        naming = find_naming(" ".join(words[start:]))
        if naming is not None:
            return Holder(frozenset({naming.country.code}))
    return NOBODY
