"""Answers a page at a time: which rows there are, in order, told by their traits; the rows of a page told in full.

`pick` gives what a view's whole answer would list, in the same order, without reading a record; `tell` makes rows of
some of it. Views that are not here are cheap enough to be answered whole.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from communique.answers import actions, bodies, engagements, figures, incidents, ledger, people
from communique.answers.cases import day_to_sort
from communique.answers.coverage import get_notes
from communique.answers.filter import Filter, find_keys
from communique.answers.question import Question
from communique.answers.traits import Traits, TraitStore
from communique.answers.words import check_words
from communique.join.status import NOT_ASSESSED, get_status
from communique.model.claim import Claim, Source
from communique.register import Register
from communique.register.follow_query import find_assessments, find_followings


@dataclass(slots=True, eq=False)
class Picked:
    """One row of a list: `passing` are the claims for which it is there, `members` all claims that it tells of.

    `words` are the values it has as a whole, where these are not those of its passing claims.
    """

    number: int
    passing: tuple[Traits, ...]
    members: tuple[Traits, ...]
    words: Mapping[str, tuple[str, ...]]

    def name(self, key: str) -> str:
        """Return what names the row in its list, for a cursor."""
        return str(self.number)

    def first_day(self) -> str:
        """Return the first day that a claim of it tells, of publication where none tells one."""
        return min((traits.first or traits.published or "" for traits in self.members), default="")

    def published_months(self) -> Collection[str]:
        """Return the months in which the reports of its claims were published."""
        return {traits.published[:7] for traits in self.members if traits.published}

    def values(self, name: str) -> Collection[str]:
        """Return the values under which a filter of this name finds the row, each once."""
        if name in self.words:
            return self.words[name]
        if len(self.passing) == 1:
            return self.passing[0].values(name)
        return {value for traits in self.passing for value in traits.values(name)}


Pick = Callable[[Register, TraitStore, Question], list[Picked]]
Tell = Callable[[Register, Sequence[Picked], Question], list[dict[str, Any]]]
NO_WORDS: Mapping[str, tuple[str, ...]] = {}
UNTOUCHED: Mapping[str, tuple[str, ...]] = {"status": (NOT_ASSESSED,)}


@dataclass(frozen=True, slots=True)
class Paging:
    """How one view is answered a page at a time; with another option than `options` it is answered whole. `say` gives
    the notes that stand before what was looked at, `sum_up` those that add up all rows."""

    pick: Pick
    tell: Tell
    options: tuple[str, ...] = ()
    say: Callable[[Question], tuple[str, ...]] = lambda question: ()
    sum_up: Callable[[Register, Sequence[Picked]], tuple[str, ...]] = lambda register, picked: ()

    def get_notes(self, register: Register, question: Question, picked: Sequence[Picked]) -> tuple[str, ...]:
        """Return what bounds the answer, as under the whole one."""
        return (*self.sum_up(register, picked), *self.say(question), *get_notes(register, question.wanted))


# ---------------------------------------------------------------- one row a claim


def _pick_claims(kind: str) -> Pick:
    def pick(register: Register, store: TraitStore, question: Question) -> list[Picked]:
        keys = find_keys(register, kind, question.wanted)
        known = store.get(register, kind, keys)
        return [Picked(key, (known[key],), (known[key],), NO_WORDS) for key in keys]

    return pick


def _tell_claims(tell: Callable[[Register, Sequence[Claim]], list[dict[str, Any]]]) -> Tell:
    def tell_page(register: Register, page: Sequence[Picked], question: Question) -> list[dict[str, Any]]:
        claims = {claim.key: claim for claim in register.claims_by_key([picked.number for picked in page])}
        return tell(register, [claims[picked.number] for picked in page])

    return tell_page


def _pick_undertakings(register: Register, store: TraitStore, question: Question) -> list[Picked]:
    """Return the undertakings with their status, given and suggested, under which they can be asked for."""
    keys = find_keys(register, "undertakings", question.wanted)
    known = store.get(register, "undertakings", keys)
    followed = {row[0] for row in register.connection.execute("SELECT DISTINCT earlier FROM follow_link")}
    assessed = {row[0] for row in register.connection.execute("SELECT DISTINCT undertaking FROM assessment")}
    followings = find_followings(register, [key for key in keys if key in followed])
    assessments = find_assessments(register, [key for key in keys if key in assessed])
    last = register.connection.execute("SELECT max(published) FROM report WHERE current").fetchone()[0]
    wanted = question.options.get("status")
    found = []
    for key in keys:
        traits, words = known[key], UNTOUCHED
        if key in followings or key in assessments or traits.due:
            follow_ups = followings.get(key, ())
            confirmed = [one for one in follow_ups if one.verdict == "confirmed"]
            given = get_status(ledger.read_series(confirmed, assessments.get(key, ())))
            suggested = ledger.suggest(traits.due, follow_ups, last)
            words = {"status": (given,) if suggested in (None, given) else (given, suggested)}
        if wanted is None or wanted in words["status"]:
            found.append(Picked(key, (traits,), (traits,), words))
    return found


def _say_pledged(register: Register, picked: Sequence[Picked]) -> tuple[str, ...]:
    return ledger.say_pledged(register, [one.number for one in picked if one.passing[0].has_amounts])


# ---------------------------------------------------------------- one row a case


def _pick_cases(register: Register, store: TraitStore, question: Question, kind: str) -> list[Picked]:
    """Return cases as `answers/cases.py` finds them: whole, or an outlet's own claims where one is asked for."""
    check_words(kind, question.wanted.having)
    plain = replace(question.wanted, having={})
    keys = find_keys(register, kind, plain)
    cases = _cases_of(register, kind)
    passing = _group(cases, keys)
    is_narrowed = plain != Filter()
    everything = find_keys(register, kind, Filter()) if is_narrowed and not plain.outlet else keys
    members = _group(cases, everything) if everything is not keys else passing
    known = store.get(register, kind, everything)
    found = []
    for case, own in passing.items():
        whole = tuple(known[key] for key in members.get(case, own))
        latest = max(whole, key=lambda traits: (traits.published or "", traits.key))
        words = {"kind": (whole[0].word or "",), "status": (latest.status or "",)}
        if all(set(words[name]) & set(wanted) for name, wanted in question.wanted.having.items() if wanted):
            found.append(Picked(case, tuple(known[key] for key in own), whole, words))
    return found


def _cases_of(register: Register, kind: str) -> dict[int, int]:
    """Return claim → case for all joined claims of a kind."""
    rows = register.connection.execute(
        'SELECT cn.claim, n."case" FROM claim_node cn JOIN node n ON n.key = cn.node JOIN claim c ON c.key = cn.claim'
        " WHERE c.kind = ?",
        (kind,),
    )
    return {row[0]: row[1] for row in rows}


def _group(cases: Mapping[int, int], keys: Sequence[int]) -> dict[int, list[int]]:
    grouped: dict[int, list[int]] = {}
    for key in keys:
        grouped.setdefault(cases.get(key, -key), []).append(key)
    return grouped


def _pick_events(kind: str) -> Pick:
    """Return what picks engagements or incidents, by their first date."""

    def order(picked: Picked) -> tuple[str, int]:
        date = next((traits.date for traits in picked.members if traits.date), None)
        return day_to_sort(date, picked.members[0].published), picked.number

    return lambda register, store, question: sorted(_pick_cases(register, store, question, kind), key=order)


def _pick_named(kind: str, choose_name: Callable[[Sequence[str]], str]) -> Pick:
    """Return what picks people or bodies, the most reported first: told by the claims that pass alone."""

    def pick(register: Register, store: TraitStore, question: Question) -> list[Picked]:
        keys = find_keys(register, kind, question.wanted)
        known = store.get(register, kind, keys)
        found = []
        for case, own in _group(_cases_of(register, kind), keys).items():
            passing = tuple(known[key] for key in own)
            found.append(Picked(case, passing, passing, NO_WORDS))
        return sorted(found, key=order)

    def order(picked: Picked) -> tuple[int, str, int]:
        name = choose_name([traits.name or "" for traits in picked.members])
        return -len({traits.report for traits in picked.members}), name, picked.members[0].key

    return pick


def _tell_named(kind: str, tell: Callable[[int, Sequence[Claim]], dict[str, Any]]) -> Tell:
    """Return what tells people or bodies by their traits: who is named by thousands of reports has as many claims."""

    def tell_page(register: Register, page: Sequence[Picked], question: Question) -> list[dict[str, Any]]:
        return [tell(picked.number, [_as_claim(kind, traits) for traits in picked.members]) for picked in page]

    return tell_page


def _as_claim(kind: str, traits: Traits) -> Claim:
    """Return as much of a claim as the row of a person or body is made of."""
    country = traits.sides[0] if traits.sides else None
    record = {"name": traits.name, "office": traits.office, "acronym": traits.acronym, "country": country}
    source = Source(0, traits.report, 0, traits.outlet, traits.published, None, None)
    return Claim(traits.key, kind, record | {"kind": traits.word}, (), source)


def _tell_cases(tell: Callable[[int, Sequence[Claim], Question], dict[str, Any]]) -> Tell:
    def tell_page(register: Register, page: Sequence[Picked], question: Question) -> list[dict[str, Any]]:
        keys = [traits.key for picked in page for traits in picked.members]
        claims = {claim.key: claim for claim in register.claims_by_key(keys)}
        return [tell(picked.number, [claims[traits.key] for traits in picked.members], question) for picked in page]

    return tell_page


PAGING: Mapping[str, Paging] = {
    "ledger": Paging(
        _pick_undertakings, _tell_claims(ledger.tell_undertakings), ("status",),
        lambda question: tuple(map(ledger.say_status, question.options.values())), _say_pledged,
    ),
    "statements": Paging(_pick_claims("statements"), _tell_claims(actions.tell_statements)),
    "actions": Paging(_pick_claims("actions"), _tell_claims(actions.tell_actions)),
    "figures": Paging(_pick_claims("figures"), _tell_claims(figures.tell_figures)),
    "engagements": Paging(
        _pick_events("engagements"), _tell_cases(lambda case, claims, _: engagements.tell_case(case, claims))
    ),
    "incidents": Paging(
        _pick_events("incidents"),
        _tell_cases(lambda case, claims, question: incidents.tell_case(case, claims, **question.options)),
        ("rule",), lambda question: (incidents.say_rule(question.options.get("rule", incidents.RULE)),),
    ),
    "people": Paging(_pick_named("people", people.choose_name), _tell_named("people", people.tell_person)),
    "bodies": Paging(_pick_named("bodies", bodies.choose_name), _tell_named("bodies", bodies.tell_case)),
}  # fmt: skip
