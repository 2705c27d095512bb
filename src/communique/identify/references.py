"""Find what every noun phrase stands for: names, posts alone, sides, pronouns, "both sides".

In: a `Reading`, its `Page`, the persons and offices, the home side. Out: `Reference`s by head token. The report is read once
from left to right with a `History` of what was spoken of; the first person in quotes is settled last, when all
speakers are known. A phrase is entered at every token whose syntactic head lies outside it, so that a parser's slip
inside a title costs nothing. Rules (`Reference.rule`): `name`, `surname`, the forms of a side (`name` of a country is
`country`), `place`, `office-alone`, `counterpart`, `both-sides`, `both-persons`, `institution`, `home-institution`, `organ`, `guest`,
`pronoun-he`, `pronoun-it`, `pronoun-they`, `first-person`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from communique.identify.history import Entry, History
from communique.identify.names import Name
from communique.identify.offices import Office
from communique.identify.page import Page
from communique.identify.phrases import Phrase, read_phrase
from communique.languages import Language
from communique.model.cast import Actor, Reference
from communique.model.reading import Reading
from communique.reference.countries import COUNTRIES

def is_organisation(entry: Entry) -> bool:
    """True for a reference to an international organisation, or to somebody who acts for one."""
    return len(entry.reference.sides) == 1 and not entry.reference.sides & COUNTRIES.keys()


# What two sides do together: "we" of these is more than the speaker's side.
JOINT_VERBS = frozenset({"agree", "reaffirm", "discuss", "review", "exchange", "resolve", "decide", "explore", "pledge"})
# These are the persons who met, however many other sides were spoken of since.
PERSONAL = frozenset({"parties", "interlocutors", "leaders", "presidents", "counterparts"})
# A quote without a speaker of its own belongs to a speaker at most so many sentences before.
SPEECH_REACH = 4
SUBJECTS = ("nsubj", "nsubjpass")
NOUNS = ("NOUN", "PROPN", "ADJ", "VERB")
# Posts held abroad: bare, they are not the home side's.
ENVOYS = frozenset({"ambassador", "envoy", "commissioner", "consul", "chargé", "charge", "dignitary", "guest", "visitor", "attaché"})
STATE_POSTS = frozenset({
    "minister", "president", "premier", "chancellor", "secretary", "governor", "king", "queen", "emir", "chief", "pm", "fm",
    "justice", "general", "speaker", "governor", "dpm", "spokesperson", "spokesman", "spokeswoman", "official", "adviser", "advisor", "speaker", "commissioner", "coas", "nsa",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActorWords:
    """The nouns and pronouns that stand for sides and persons."""

    institutions: frozenset[str]
    organs: frozenset[str]
    bare: frozenset[str]
    bare_phrases: frozenset[str]
    guests: frozenset[str]
    both: frozenset[str]
    both_sides: frozenset[str]
    both_persons: frozenset[str]
    open: frozenset[str]
    synonyms: Mapping[str, tuple[str, ...]]
    third: Mapping[str, str]
    they: frozenset[str]
    it: frozenset[str]
    i: frozenset[str]
    we: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    female_given: frozenset[str]


@lru_cache(maxsize=4)
def load_actor_words(language: Language) -> ActorWords:
    """Return the language's words for actors."""
    actors, pronouns = language.table("actors"), language.table("pronouns")
    both = actors["both"]
    return ActorWords(
        frozenset(actors["institutions"]), frozenset(actors["organs"]), frozenset(actors["bare"]), frozenset(actors["bare_phrases"]),
        frozenset(actors["guests"]), frozenset(both["determiners"]), frozenset(both["sides"]), frozenset(both["persons"]),
        frozenset(both["open"]), {key: tuple(value) for key, value in actors["synonyms"].items()}, pronouns["third"],
        frozenset(pronouns["plural"]["words"]), frozenset(pronouns["thing"]["words"]),
        frozenset(pronouns["first"]["singular"]), frozenset(pronouns["first"]["plural"]),
        frozenset(pronouns["titles"]["male"]), frozenset(pronouns["titles"]["female"]), frozenset(pronouns["given"]["female"]),
    )  # fmt: skip


@dataclass(slots=True)
class Resolver:
    """Reads one report from left to right and fills `found`."""

    reading: Reading
    page: Page
    people: Sequence[Actor]
    home: str | None
    words: ActorWords
    genders: Mapping[str, str | None]
    offices: Mapping[str, tuple[str, ...]]
    covered: Mapping[int, Reference]
    sentence_of: Sequence[int]
    history: History
    found: dict[int, Reference] = field(default_factory=dict)
    pending: list[Phrase] = field(default_factory=list)

    def run(self) -> dict[int, Reference]:
        """Return the references of the report by head token."""
        count = len(self.page.lower)
        at = 0
        while at < count:
            direct = self.covered.get(at)
            if direct is not None and direct.first <= at:
                self._enter(direct)
                at = max(direct.end, at + 1)
                continue
            self._read_token(at)
            at += 1
        self._first_persons()
        return dict(sorted(self.found.items()))

    def _read_token(self, at: int) -> None:
        word, words = self.page.lower[at], self.words
        if word in words.third:
            self._he(at, words.third[word])
        elif word in words.they:
            self._they(at)
        elif word in words.it:
            self._it(at)
        elif word in ("head", "heads") and at + 2 < len(self.page.lower) and self.page.lower[at + 2] in ("state", "government"):
            self._office(at)
        elif word in NOUN_WORDS_SKIPPED or word in ("state", "government") and at > 1 and self.page.lower[at - 2] in ("head", "heads") or self.page.doc[at].pos_ not in NOUNS:
            return
        elif word in ("counterpart", "counterparts"):
            self._counterpart(at)
        elif word in words.both_sides or word in words.both_persons:
            self._group(at)
        elif word in self.page.lexicon.heads or word in words.synonyms or word in self.page.lexicon.abbreviations:
            self._office(at)
        elif word in words.institutions or word in words.guests:
            self._institution(at)

    # What a phrase stands for -----------------------------------------------------------------------------------

    def _office(self, at: int) -> None:
        """"The interior minister", "the Chinese premier", "the ambassador"."""
        page = self.page
        if self._is_modifier(at):
            return
        phrase = read_phrase(page, at)
        phrase = self._with_subject(phrase)
        named = phrase.determiner not in ("a", "an", "some", "any", "no", "each", "every", "all")
        core = tuple(w for w in phrase.core if w in page.lexicon.modifiers or w in page.lexicon.portfolios or w in page.lexicon.heads)
        asked = (*core, page.lower[at])
        if page.lower[at] == "head" and page.lower[at + 1] == "of":
            asked = ("head", "of", page.lower[at + 2])
        sides = frozenset(phrase.sides[:1]) or self._owner_sides(phrase)
        if named:
            person = self._holder(asked, sides, at)
            if person is not None:
                self._put(phrase, person.sides, (person.key,), None, "office-alone")
                return
        if page.lower[at] in self.words.institutions and not sides and page.lower[at] not in STATE_POSTS:
            self._institution(at)
            return
        text = page.words(at - len(phrase.core), at + 1) if phrase.core else page.words(at, at + 1)
        if not sides and named:
            earlier = self.history.last(
                self.sentence_of[at], lambda e: bool(e.reference.office) and page.lower[at] in (e.reference.office or "").lower().split(), 6
            )
            if earlier:
                self._put(phrase, earlier.reference.sides, earlier.reference.actors, earlier.reference.office, "office-alone")
                return
        if not sides:
            sides = self._default_sides(page.lower[at])
        if sides:
            self._put(phrase, sides, (), text, "office-alone")

    def _with_subject(self, phrase: Phrase) -> Phrase:
        """Take in what the post is for: "the Minister of Defence Industry of Azerbaijan", "the Consul General"."""
        page, end, sides = self.page, phrase.end, list(phrase.sides)
        at = phrase.head + 1
        while at < len(page.lower) and not page.starts[at]:
            word = page.lower[at]
            if at in page.sides:
                if page.lower[at - 1] in ("of", "the", "for") and page.sides[at].is_country and not sides:
                    sides.append(page.sides[at].code)
                at = end = page.sides[at].end
            elif word == "general" or word in page.lexicon.portfolios and (page.capital[at] or page.lower[at - 1] in ("for", "of", "and")):
                at = end = at + 1
            elif word in ("of", "for", "and", "the", "&", "on") and at + 1 < len(page.lower) and (
                    page.lower[at + 1] in page.lexicon.portfolios or at + 1 in page.sides and word != "and" or page.lower[at + 1] == "the"):
                at += 1
            else:
                break
        return replace(phrase, end=max(end, phrase.end), sides=tuple(sides))

    def _default_sides(self, word: str) -> frozenset[str]:
        word = self.page.lexicon.abbreviations.get(word, word).split(" of ")[0].split(" to ")[0].split()[-1]
        if word in ENVOYS:
            others = [code for code in self.history.top_sides(self._now(), 3) if code != self.home]
            return frozenset(others[:1])
        return frozenset({self.home}) if self.home and word in STATE_POSTS else frozenset()

    def _now(self) -> int:
        return self.history.entries[-1].sentence if self.history.entries else 0

    def _holder(self, asked: tuple[str, ...], sides: frozenset[str], at: int) -> Actor | None:
        """Return the person last spoken of who holds the post asked for, of the side asked for."""
        wanted = self._spellings(asked)
        of_state = asked[:1] == ("head",) and len(asked) == 3
        recent = [e.reference.actors[0] for e in self.history.recent_persons(self.sentence_of[at]) if len(e.reference.actors) == 1]
        later = [person.key for person in self.people if person.key not in recent and person.mentions[0][0] > at]
        fitting: Actor | None = None
        for key in (*recent, *later):
            actor = next(person for person in self.people if person.key == key)
            if sides and actor.sides and not sides & actor.sides:
                continue
            if sides and not actor.sides:
                continue
            if key in later and len(asked) == 1 and not sides:
                continue
            if of_state and not sides and self.home not in actor.sides:
                continue
            held = self.offices.get(key, ())
            if any(tuple(office.split()) == asked for office in held):
                return actor
            if fitting is None and any(matches(spelling, office) for office in held for spelling in wanted):
                fitting = actor
        if fitting is None and sides and asked[-1] in LEADERS:
            for key in recent:
                actor = next(person for person in self.people if person.key == key)
                if sides & actor.sides and not self.offices.get(key):
                    return actor
        return fitting

    def _spellings(self, asked: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """Return all ways to say the post asked for, each as its words."""
        for start in range(len(asked)):
            found = self.words.synonyms.get(" ".join(asked[start:]))
            if found:
                return (asked, *(tuple(spelling.split()) for spelling in found))
        long = self.page.lexicon.abbreviations.get(asked[-1])
        return (asked, tuple(word for word in long.split() if word not in SMALL)) if long else (asked,)

    def _owner_sides(self, phrase: Phrase) -> frozenset[str]:
        """Return the sides of a possessor: "its army", "Zelenskyy's office"."""
        if phrase.owner is None:
            return frozenset()
        reference = self.found.get(phrase.owner) or self.covered.get(phrase.owner)
        return reference.sides if reference else frozenset()

    def _counterpart(self, at: int) -> None:
        """"His Chinese counterpart": the same post on the other side."""
        phrase = read_phrase(self.page, at)
        owner = self.found.get(phrase.owner) if phrase.owner is not None else None
        if owner is None:
            subject = self.history.last(self.sentence_of[at], lambda e: e.person)
            owner = subject.reference if subject else None
        office = self._office_of(owner)
        sides = frozenset(phrase.sides[:1])
        if not sides:
            own = owner.sides if owner else frozenset({self.home} if self.home else ())
            other = next((e.reference for e in self.history.recent_persons(self.sentence_of[at])
                          if e.reference.sides and not e.reference.sides & own and e.reference.actors), None)
            if other is not None:
                self._put(phrase, other.sides, other.actors, None, "counterpart")
                return
            others = [code for code in self.history.top_sides(self.sentence_of[at], 3) if code not in own]
            sides = frozenset(others[:1])
        if office:
            person = self._holder(tuple(office.lower().split()), sides, at) if sides else None
            if person:
                self._put(phrase, person.sides, (person.key,), None, "counterpart")
                return
        if sides:
            self._put(phrase, sides, (), office, "counterpart")

    def _office_of(self, reference: Reference | None) -> str | None:
        if reference is None:
            return None
        if reference.actors:
            return next((p.office for p in self.people if p.key == reference.actors[0]), None)
        return reference.office

    def _group(self, at: int) -> None:
        """"Both sides", "the two countries", "the two leaders", "the sides"."""
        phrase = read_phrase(self.page, at)
        word, words = self.page.lower[at], self.words
        counted = phrase.determiner in words.both or any(w in words.both for w in phrase.core)
        if phrase.sides:
            self._put(phrase, frozenset(phrase.sides), (), None, "institution", plural=True)
            return
        if not counted and not (word in words.open and phrase.determiner in ("the", "")):
            if word in words.institutions:
                self._institution(at)
            return
        if not counted and phrase.core:
            return
        sentence = self.sentence_of[at]
        if word in words.both_persons:
            pair = self._pair(word, sentence)
            if len(pair) == 2:
                actors = tuple(key for reference in pair for key in reference.actors)
                self._put(phrase, pair[0].sides | pair[1].sides, actors, None, "both-persons", plural=True)
                return
        top = self.history.nearest_persons(sentence) if word in PERSONAL and not counted else []
        top = top or self.history.nearest_pair(sentence)
        if len(top) == 2:
            self._put(phrase, frozenset(top), (), None, "both-sides", plural=True)

    def _pair(self, word: str, sentence: int) -> list[Reference]:
        """Return the two persons of different sides spoken of last, with the post that the noun asks for."""
        single = word.removesuffix("s")
        wanted = self._spellings((single,))
        chosen: list[Reference] = []
        for entry in self.history.recent_persons(sentence):
            offices = self.offices.get(entry.reference.actors[0], ()) if entry.reference.actors else ((entry.reference.office or "").lower(),)
            known = single in self.page.lexicon.heads or single in self.words.synonyms
            if known and single not in ("leader", "official", "diplomat") and not any(matches(s, o) for o in offices for s in wanted):
                continue
            if entry.reference.sides and all(not entry.reference.sides & other.sides for other in chosen):
                chosen.append(entry.reference)
            if len(chosen) == 2:
                break
        return chosen

    def _institution(self, at: int) -> None:
        """"The Pakistani side", "officials of Iran", "the government"."""
        phrase = read_phrase(self.page, at)
        word, words = self.page.lower[at], self.words
        if self._is_modifier(at) and word not in ("side",):
            return
        plural = self.page.doc[at].tag_ in ("NNS", "NNPS")
        if phrase.sides and (phrase.sides[0:1]):
            self._put(phrase, frozenset(phrase.sides), (), None, "institution", plural=plural)
            return
        if phrase.owner is not None and self.page.lower[phrase.owner] in self.words.we:
            self.pending.append(phrase)
            return
        sides = self._owner_sides(phrase)
        if sides:
            self._put(phrase, sides, (), None, "institution", plural=plural)
            return
        if word in self.words.organs:
            self._organ(phrase, word)
            return
        if phrase.determiner in ("a", "an", "any", "no", "some", "each", "every", "all"):
            return
        if word in words.guests:
            others = [code for code in self.history.top_sides(self.sentence_of[at], 3) if code != self.home]
            if others:
                self._put(phrase, frozenset(others[:1]), (), None, "guest", plural=True)
            return
        pair = " ".join((*phrase.core[-1:], word))
        if self.home and (word in words.bare and not phrase.core or pair in words.bare_phrases
                          or phrase.core and word in words.bare and phrase.core[-1] in self.page.lexicon.modifiers):
            earlier = self.history.last(self.sentence_of[at], lambda e: e.reference.rule == "institution" and e.reference.head != at
                                        and self.page.lower[e.reference.head] == word and len(e.reference.sides) == 1, 2)
            sides = earlier.reference.sides if earlier else frozenset({self.home})
            self._put(phrase, sides, (), None, "home-institution", plural=plural)

    def _organ(self, phrase: Phrase, word: str) -> None:
        """"The agency", "the alliance": the organisation spoken of last."""
        if phrase.determiner != "the" or len(phrase.core) > 1:
            return
        entry = self.history.last(self.sentence_of[phrase.head], is_organisation, 6)
        if entry:
            self._put(phrase, entry.reference.sides, entry.reference.actors, None, "organ")
        elif word in self.words.bare:
            self._put(phrase, frozenset({self.home} if self.home else ()), (), None, "home-institution")

    # Pronouns ---------------------------------------------------------------------------------------------------

    def _he(self, at: int, gender: str) -> None:
        sentence = self.sentence_of[at]
        entry = self.history.last(sentence, lambda e: e.person and e.gender == gender, 1) if gender == "female" else None
        entry = entry or self.history.last(sentence, lambda e: e.person and e.gender in (None, gender))
        if entry:
            r = entry.reference
            self._put_token(at, r.sides, r.actors, r.office, "pronoun-he", True, entry.gender)

    def _they(self, at: int) -> None:
        sentence = self.sentence_of[at]
        for batch in self.history.back(sentence):
            groups = Counter(e.group for e in batch)
            joint = [e for e in batch if groups[e.group] > 1 and (e.subject or e.person)]
            several = [e for e in batch if len(e.reference.sides) > 1 or e.plural]
            chosen = several[-1:] or joint
            if chosen:
                sides = frozenset().union(*(e.reference.sides for e in chosen))
                actors = tuple(dict.fromkeys(key for e in chosen for key in e.reference.actors))
                self._put_token(at, sides, actors, None, "pronoun-they", False, None, plural=True)
                return

    def _it(self, at: int) -> None:
        token = self.page.doc[at]
        if token.dep_ == "expl" or token.dep_ in SUBJECTS and any(c.dep_ in ("acomp", "ccomp") for c in token.head.children if token.head.lemma_ == "be"):
            return
        wanted = ("country", "capital", "government", "organisation", "institution", "home-institution", "forum", "armed group", "body")
        entry = self.history.last(self.sentence_of[at], lambda e: e.reference.rule in wanted and e.subject and len(e.reference.sides) == 1, 1)
        if entry:
            self._put_token(at, entry.reference.sides, entry.reference.actors, None, "pronoun-it", False, None)

    def _first_persons(self) -> None:
        """Settle "I" and "we" of quotes by who says the clause, else by who spoke last; then "our country"."""
        page, words = self.page, self.words
        places = [t for t, word in enumerate(page.lower) if word in words.i or word in words.we and page.doc[t].text not in ("US", "U.S.")]
        if not places:
            return
        heads = {clause.head: clause for clause in self.reading.clauses}
        for at in places:
            token = page.doc[at]
            while token.i not in heads and token.head.i != token.i:
                token = token.head
            clause = heads.get(token.i)
            speaker = self.found.get(clause.speaker) if clause and clause.speaker is not None else None
            if speaker is None:
                speaker = self._last_speaker(self.sentence_of[at])
            if speaker is None:
                continue
            singular = page.lower[at] in words.i
            sides = speaker.sides
            if not singular and clause and at in clause.subject and page.doc[clause.head].lemma_.lower() in JOINT_VERBS and page.doc[clause.head].tag_ == "VBD":
                before = [entry for entry in self.history.entries if entry.sentence < self.sentence_of[at]]
                pair = History(self.history.totals, before).nearest_pair(self.sentence_of[at])
                sides = frozenset(pair) if sides & set(pair) else sides
            reference = Reference(at, at + 1, at, sides, speaker.actors if singular else (), speaker.office if singular else None, "first-person")
            self.found.setdefault(at, reference)
        for phrase in self.pending:
            owner = self.found.get(phrase.owner) if phrase.owner is not None else None
            sides = owner.sides if owner else frozenset({self.home} if self.home else ())
            if sides:
                self.found[phrase.head] = Reference(phrase.first, phrase.end, phrase.head, sides, (), None, "institution")

    def _last_speaker(self, sentence: int) -> Reference | None:
        """Return the last person who was a subject in the sentences before."""
        for entry in reversed(self.history.entries):
            if entry.sentence < sentence and entry.person and entry.subject:
                return entry.reference if sentence - entry.sentence <= SPEECH_REACH else None
        return None

    # Entering ---------------------------------------------------------------------------------------------------

    def _is_modifier(self, at: int) -> bool:
        """True for a noun that only modifies the next one ("president house", "minister level")."""
        token = self.page.doc[at]
        after = at + 1
        if after >= len(self.page.lower) or token.dep_ != "compound":
            return False
        return self.page.doc[after].pos_ in ("NOUN", "PROPN") and after not in self.covered

    def _put(
        self, phrase: Phrase, sides: frozenset[str], actors: tuple[str, ...], office: str | None, rule: str, plural: bool = False
    ) -> None:
        reference = Reference(phrase.first, phrase.end, phrase.head, sides, actors, office, rule)
        doc = self.page.doc
        for index in range(phrase.head + 1, phrase.end):
            if not phrase.first <= doc[index].head.i < phrase.end and index not in self.covered:
                self.found[index] = replace(reference, head=index)
        self.found[phrase.head] = reference
        person = not plural and rule not in ("organ", "institution", "home-institution", "guest") and (len(actors) == 1 or office is not None)
        self._remember(reference, person, self.genders.get(actors[0]) if len(actors) == 1 else None, plural)

    def _put_token(
        self, at: int, sides: frozenset[str], actors: tuple[str, ...], office: str | None, rule: str, person: bool,
        gender: str | None, plural: bool = False,
    ) -> None:
        reference = Reference(at, at + 1, at, sides, actors, office, rule)
        self.found[at] = reference
        if self.page.doc[at].dep_ in SUBJECTS:
            self._remember(reference, person, gender, plural)

    def _enter(self, reference: Reference) -> None:
        """Enter a name or a side at every token that is a head seen from outside."""
        doc = self.page.doc
        for index in range(reference.first, reference.end):
            head = doc[index].head.i
            if head == index or not reference.first <= head < reference.end:
                self.found[index] = Reference(
                    reference.first, reference.end, index, reference.sides, reference.actors, reference.office, reference.rule
                )
        person = len(reference.actors) == 1 and reference.rule in ("person", "surname")
        self._remember(reference, person, self.genders.get(reference.actors[0]) if person else None, False)

    def _remember(self, reference: Reference, person: bool, gender: str | None, plural: bool) -> None:
        doc = self.page.doc
        token = doc[reference.head]
        group = token
        while group.dep_ == "conj" and group.head.i != group.i:
            group = group.head
        subject = group.dep_ in SUBJECTS or any(
            doc[i].dep_ in SUBJECTS for i in range(reference.first, reference.end) if not reference.first <= doc[i].head.i < reference.end
        )
        self.history.add(Entry(reference, self.sentence_of[token.i], person, subject, gender, group.i, plural))


# A person without a stated post may be "the Russian leader".
LEADERS = frozenset({"leader", "president", "premier", "chancellor", "minister", "diplomat", "official", "king"})
SMALL = frozenset({"of", "the", "to", "for", "pakistan", "india"})
# Nouns of posts that too often mean no person of the report.
NOUN_WORDS_SKIPPED = frozenset({"member", "members", "charge", "deputy", "host", "chair", "partner", "partners", "expert", "general", "principal"})


def matches(asked: tuple[str, ...], office: str) -> bool:
    """True when a post's words hold all words asked for."""
    words = office.replace("-", " ").replace("/", " ").split()
    return all(word in words or any(w.removesuffix("s") == word for w in words) for word in asked)


def find_references(
    reading: Reading, page: Page, people: Sequence[Actor], bodies: Sequence[Actor], offices: Sequence[Office], names: Sequence[Name],
    home: str | None, language: Language,
) -> dict[int, Reference]:
    """Return the references of a report by head token."""
    words = load_actor_words(language)
    held: dict[str, list[str]] = {}
    keys = {mention: person.key for person in people for mention in person.mentions}
    blocks: dict[tuple[int, int], tuple[int, int]] = {}
    for office in offices:
        name = names[office.name]
        run = (name.first, name.end)
        if run in keys:
            held.setdefault(keys[run], []).append(office.text.lower())
            before = blocks.get(run, run)
            blocks[run] = (min(before[0], office.first), max(before[1], office.end))
    for person in people:
        if person.office and person.office.lower() not in held.setdefault(person.key, []):
            held[person.key].append(person.office.lower())
    covered = _direct(page, people, bodies, blocks)
    sentence_of = [0] * len(page.doc)
    for number, sentence in enumerate(page.doc.sents):
        for index in range(sentence.start, sentence.end):
            sentence_of[index] = number
    totals = Counter(mention.code for mention in page.mentions)
    resolver = Resolver(
        reading, page, people, home, words, {p.key: _gender(page, p, words) for p in people},
        {key: tuple(value) for key, value in held.items()}, covered, sentence_of, History(totals),
    )  # fmt: skip
    return resolver.run()


def _direct(
    page: Page, people: Sequence[Actor], bodies: Sequence[Actor], blocks: Mapping[tuple[int, int], tuple[int, int]]
) -> dict[int, Reference]:
    """Return the references that names and words for sides make by themselves, by every token they cover."""
    covered: dict[int, Reference] = {}
    for mention in page.mentions:
        rule = "country" if mention.form == "name" else mention.form
        token = page.doc[mention.end - 1]
        if mention.form in ("name", "capital") and token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "near"):
            rule = "place"
        elif mention.form == "name" and token.dep_ in ("compound", "amod", "nmod") and 0 < token.head.i - token.i <= 4 and not page.is_possessive(mention.end):
            rule = "adjective"
        reference = Reference(mention.first, mention.end, mention.end - 1, frozenset({mention.code}), (), None, rule)
        for index in range(mention.first, mention.end):
            covered[index] = reference
    for body in bodies:
        for first, end in body.mentions:
            known = covered.get(first)
            same = known is not None and (known.first, known.end) == (first, end)
            rule = known.rule if same and known else "body"
            sides = known.sides if same and known else body.sides
            reference = Reference(first, end, end - 1, sides, (body.key,), None, rule)
            if sides or not any(index in covered for index in range(first, end)):
                for index in range(first, end):
                    covered[index] = reference
    for person in people:
        for run in person.mentions:
            first, end = blocks.get(run, run)
            reference = Reference(first, end, run[1] - 1, person.sides, (person.key,), None, "person" if run[1] - run[0] > 1 else "surname")
            for index in range(first, end):
                covered[index] = reference
    return covered


def _gender(page: Page, person: Actor, words: ActorWords) -> str | None:
    """Return what titles beside a person's name and a first name tell."""
    for first, _ in person.mentions:
        for index in range(max(first - 3, 0), first):
            if page.lower[index] in words.female:
                return "female"
            if page.lower[index] in words.male:
                return "male"
    given = person.name.split()[0].lower()
    return "female" if given in words.female_given else "male" if given in page.lexicon.given else None
