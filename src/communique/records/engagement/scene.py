"""The report as the contact rules see it: references by place, clauses by token, chains of coordinated parties.

In: a `Context`. Out: `Scene`, which answers "who stands here?" and "who is coordinated with them?". Who stands for whom
is decided by `identify`; here only the order of words is added, because parses of long press titles are often wrong.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from communique.languages import LANGUAGES
from communique.languages.when import find_when
from communique.model.cast import Actor, Reference
from communique.model.kind import Context
from communique.model.reading import Clause
from communique.records.engagement.words import ContactWords, load_words
from communique.reference.countries import find_naming
from communique.reference.organisations import find_organisation

# How many words may stand between a preposition and the party it governs ("with a high-level three-member").
REACH = 12
# A report is about two sides when they make this share of all references to sides, and the lesser comes this often.
# Set by reading training reports; `evaluation/measure.py train --misses engagements` shows what another value gains.
MAIN_SHARE = 0.85
OFTEN = 3


@dataclass(frozen=True, slots=True)
class Filler:
    """Somebody or something in a party's place: tokens, sides, named persons, and the office of an unnamed one."""

    first: int
    end: int
    sides: frozenset[str]
    people: tuple[Actor, ...] = ()
    office: str | None = None
    human: bool = False


def join(one: Filler, other: Filler) -> Filler:
    """Return two fillers of one phrase as one: the sides of whoever has people, else of the first."""
    sides = (other.sides if other.people and other.sides else one.sides) or other.sides
    return Filler(
        one.first, other.end, sides, one.people + other.people, one.office or other.office, one.human or other.human
    )


@dataclass(slots=True)
class Scene:
    """One report's references and clauses, looked up by token."""

    context: Context
    words: ContactWords
    references: list[Reference] = field(default_factory=list)
    countries: frozenset[str] = frozenset()
    lemmas: list[str] = field(default_factory=list)
    _firsts: list[int] = field(default_factory=list)
    _cover: dict[int, Reference] = field(default_factory=dict)
    _clauses: dict[int, Clause] = field(default_factory=dict)
    _times: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, context: Context) -> Scene:
        """Return the scene of a report."""
        scene = cls(context, load_words(LANGUAGES[context.reading.report.language or "en"]))
        cover: dict[int, Reference] = {}
        # The widest reference that covers a token wins: "President of Kenya" over "Kenya".
        doc = context.reading.doc
        for reference in sorted(context.cast.references.values(), key=lambda r: (r.end - r.first, -r.first)):
            if doc[reference.head].pos_ == "ADJ" and doc[reference.head].lemma_.lower() in scene.words.groups:
                # "an official visit" names no official.
                continue
            for token in range(reference.first, reference.end):
                cover[token] = reference
        scene._cover = cover
        outer = {id(reference): reference for reference in cover.values()}
        scene.references = sorted(outer.values(), key=lambda r: (r.first, -r.end))
        # The parser leaves names as they stand: "Consultations".
        scene.lemmas = [
            token.lower_.removesuffix("s") if token.tag_ == "NNPS" else token.lemma_.lower() for token in doc
        ]
        scene.countries = frozenset().union(*(reference.sides for reference in scene.references))
        scene._firsts = [reference.first for reference in scene.references]
        scene._clauses = {clause.head: clause for clause in context.reading.clauses}
        return scene

    def main_pair(self) -> frozenset[str]:
        """Return the two sides that a report is about, or none where it is not plainly about two."""
        counts = Counter(side for reference in self.references for side in sorted(reference.sides))
        top = counts.most_common(2)
        if len(top) < 2 or top[1][1] < OFTEN or sum(n for _, n in top) < MAIN_SHARE * counts.total():
            return frozenset()
        return frozenset(side for side, _ in top)

    def at(self, token: int) -> Reference | None:
        """Return the widest reference that covers a token."""
        return self._cover.get(token)

    def clause_headed(self, token: int) -> Clause | None:
        """Return the clause whose predicate is this token."""
        return self._clauses.get(token)

    def clause_over(self, token: int) -> Clause | None:
        """Return the clause that governs a token."""
        at = self.context.reading.doc[token]
        while at.i not in self._clauses:
            if at.head.i == at.i:
                return None
            at = at.head
        return self._clauses[at.i]

    def sentence(self, token: int) -> tuple[int, int]:
        """Return the token run of the sentence that holds a token."""
        sentence = self.context.reading.doc[token].sent
        return sentence.start, sentence.end

    def run_of(self, clause: Clause) -> tuple[int, int]:
        """Return the token run of a clause and its predicate, as far as it lies in the predicate's sentence."""
        first, end = self.sentence(clause.head)
        return max(first, min(clause.first, clause.head)), min(end, max(clause.end, clause.head + 1))

    def times(self, first: int, stop: int) -> list[tuple[int, int]]:
        """Return the token runs of the time words in a sentence."""
        if first not in self._times:
            doc = self.context.reading.doc
            base = doc[first].idx
            starts = [token.idx - base for token in doc[first:stop]]
            self._times[first] = [
                (first + bisect_right(starts, start) - 1, first + bisect_left(starts, end))
                for start, end in find_when(doc[first:stop].text)
            ]
        return self._times[first]

    def filler(self, reference: Reference) -> Filler:
        """Return a reference as a party's filler."""
        actors = [self.context.cast.actor(key) for key in reference.actors]
        people = tuple(actor for actor in actors if actor.kind == "person")
        head = self.context.reading.doc[reference.head]
        human = (
            bool(people or reference.office)
            or head.lemma_.lower() in self.words.groups
            or (head.pos_ == "PRON" and head.lower_ not in ("it", "its", "itself"))
        )
        sides = reference.sides
        if head.tag_ in ("NNS", "NNPS") and len(sides) == 1:
            sides = self._with_row(reference)
        return Filler(reference.first, reference.end, sides, people, reference.office, human)

    def named_in(self, first: int, end: int) -> list[Filler]:
        """Return the sides that single words of a name hold: "the India-Brazil Foreign Office Consultations"."""
        found = []
        for token in self.context.reading.doc[first:end]:
            naming = find_naming(token.text)
            organisation = find_organisation(token.text) if naming is None and token.is_upper else None
            code = naming.country.acts_for if naming else organisation.code if organisation else None
            if code:
                found.append(Filler(token.i, token.i + 1, frozenset((code,))))
        return found

    def _with_row(self, reference: Reference) -> frozenset[str]:
        """Return the sides of "his Japanese and Chinese counterparts": those of the row that holds the one known."""
        doc = self.context.reading.doc
        inside = [
            r
            for r in self.context.cast.references.values()
            if reference.first <= r.first and r.end <= reference.end and r is not reference and r.sides
        ]
        inside.sort(key=lambda r: r.first)
        sides = reference.sides
        for one, other in pairwise(inside):
            if all(t.lower_ in self.words.grammar["row"] for t in doc[one.end : other.first]) and one.end < other.first:
                row = one.sides | other.sides
                sides = sides | row if sides & row else sides
        return sides

    def from_(self, start: int, stop: int) -> Iterator[Reference]:
        """Yield the references that begin in tokens `start` to `stop`, or cover `start`."""
        covering = self._cover.get(start)
        if covering is not None and covering.first < start:
            yield covering
        for index in range(bisect_left(self._firsts, start), len(self.references)):
            reference = self.references[index]
            if reference.first >= stop:
                return
            yield reference

    def group_noun(self, start: int, stop: int) -> int | None:
        """Return the first noun for a group of people in a token run that no reference covers."""
        doc = self.context.reading.doc
        for token in doc[start:stop]:
            if token.lemma_.lower() in self.words.groups and token.pos_ in ("NOUN", "PROPN"):
                return int(token.i)
        return None

    def chain_from(self, start: int, stop: int) -> list[Filler]:
        """Return the fillers that stand from token `start` on: the first within reach and all coordinated with it."""
        fillers: list[Filler] = []
        at = start
        group = None
        doc = self.context.reading.doc
        stop = min(stop, self.sentence(max(start - 1, 0))[1])
        for reference in self.from_(start, stop):
            if reference.end <= at:
                continue
            if self._begins_clause(reference) and not (fillers and doc[reference.first - 1].dep_ == "cc"):
                break
            gap = range(at, max(reference.first, at))
            if fillers:
                if not self._is_glue(gap):
                    break
            else:
                if not self._is_approach(gap):
                    break
                group = self.group_noun(at, reference.first)
            filler = self.filler(reference)
            if group is not None and not fillers:
                filler = replace(filler, first=min(group, filler.first), human=True)
            if fillers and self._is_one_phrase(at, reference.first):
                filler = join(fillers.pop(), filler)
            fillers.append(filler)
            at = reference.end
        return fillers

    def _begins_clause(self, reference: Reference) -> bool:
        """True for the subject of a verb behind it: "in talks with the emir, the minister said"."""
        head = self.context.reading.doc[reference.head]
        return head.dep_ in ("nsubj", "nsubjpass") and head.head.i > head.i

    def _is_one_phrase(self, start: int, stop: int) -> bool:
        """True where nothing parts two references: "his Russian counterpart | Vladimir Putin"."""
        doc = self.context.reading.doc
        return all(
            token.pos_ in ("NOUN", "PROPN", "ADJ", "PART") or token.lower_ in self.words.grammar["phrase"]
            for token in doc[start:stop]
        )

    def _is_glue(self, gap: Iterable[int]) -> bool:
        """True where words only coordinate what stands on their two sides ("and his Spanish")."""
        doc = self.context.reading.doc
        for i in gap:
            token = doc[i]
            if token.lower_ in self.words.glue or token.pos_ in ("DET", "ADJ", "NUM", "PUNCT", "SPACE"):
                continue
            if token.pos_ in ("NOUN", "PROPN") or token.lower_ in self.words.grammar["titles_in_row"]:
                continue
            return False
        return len(list(gap)) <= REACH

    def _is_approach(self, gap: Iterable[int]) -> bool:
        """True where words lead up to a party and name nothing else ("a delegation of senior officials from")."""
        doc = self.context.reading.doc
        count = 0
        for i in gap:
            token = doc[i]
            count += 1
            if token.pos_ in ("VERB", "AUX") and token.tag_ not in ("VBG", "VBN"):
                return False
            if token.tag_ in ("WRB", "WDT", "WP") or token.lower_ in self.words.grammar["breaks"]:
                return False
            if token.lower_ == "on" and not (token.i and doc[token.i - 1].pos_ == "PROPN"):
                return False
        return count <= REACH

    def chain_to(self, stop: int, start: int) -> list[Filler]:
        """Return the coordinated fillers of which the last ends nearest before token `stop` (a subject on the left)."""
        doc = self.context.reading.doc
        found: list[Filler] = []
        edge = stop
        for index in range(bisect_left(self._firsts, stop) - 1, -1, -1):
            reference = self.references[index]
            if reference.first < start:
                break
            if reference.end > stop:
                continue
            before = doc[reference.first - 1].lower_ if reference.first > start else ""
            placed = before in self.words.grammar["placing"]
            if found and (placed or not self._is_glue(range(reference.end, edge))):
                break
            if placed:
                continue
            filler = self.filler(reference)
            if found and self._is_one_phrase(reference.end, edge):
                filler = join(filler, found.pop())
            found.append(filler)
            edge = reference.first
        if found and self._has_group_ahead(edge, start):
            found = [replace(filler, human=True) for filler in found]
        return found[::-1]

    def is_one_group(self, others: list[Filler]) -> bool:
        """True for "negotiators from Chile, Peru and Brazil", "Omani and Qatari mediators", who are met together."""
        if len(frozenset().union(*(f.sides for f in others))) < 2 or any(f.people for f in others):
            return False
        doc = self.context.reading.doc
        last = min(others[-1].end + 1, len(doc))
        ends = (*doc[others[0].first : others[0].end], *doc[others[-1].first : last])
        return any(t.lemma_.lower() in self.words.grammar["together"] and t.tag_ != "NN" for t in ends)

    def is_row_of_people(self, row: list[Filler]) -> bool:
        """True for people told in a row: "the minister and his guest", not "after Peru's vote, the minister"."""
        doc = self.context.reading.doc
        gaps = [doc[one.end : other.first] for one, other in pairwise(row)]
        joined = [{token.lower_ for token in gap} & self.words.grammar["joining"] for gap in gaps]
        return all(filler.human for filler in row) and (not gaps or bool(joined[-1]))

    def _has_group_ahead(self, first: int, start: int) -> bool:
        """True for "delegations from both India and Pakistan": a group's noun leads up to bare countries."""
        for token in reversed(self.context.reading.doc[max(start, first - 4) : first]):
            if token.lemma_.lower() in self.words.groups and token.pos_ == "NOUN":
                return True
            if token.lower_ not in self.words.grammar["leading"]:
                return False
        return False

    def subject(self, clause: Clause, verb: int) -> list[Filler]:
        """Return who does what a clause's verb says."""
        heads = clause.agents if clause.passive else clause.subject
        found: list[Filler] = []
        for head in heads:
            reference = self.at(head)
            if reference is not None:
                found.append(self.filler(reference))
        found = list({(f.first, f.end): f for f in found}.values())
        if any(filler.sides for filler in found) or clause.passive:
            return found
        inside = [filler for head in heads for filler in self.within(head)]
        if any(filler.sides for filler in inside):
            return list({(f.first, f.end): f for f in inside}.values())
        first, _ = self.sentence(verb)
        return self.chain_to(verb, first)

    def within(self, token: int) -> list[Filler]:
        """Return the fillers inside the noun phrase headed by a token that is no reference itself."""
        doc = self.context.reading.doc
        head = doc[token]
        left, right = head.left_edge.i, min(head.right_edge.i + 1, token + 2 * REACH)
        found = []
        for reference in self.from_(left, right):
            filler = self.filler(reference)
            if filler.sides and reference.first >= left:
                group = head.lemma_.lower() in self.words.groups or any(
                    lemma in self.words.grammar["ship"] for lemma in self.lemmas[left : token + 1]
                )
                found.append(replace(filler, human=filler.human or group))
                if head.lemma_.lower() not in self.words.groups:
                    break
        return found[:2]
