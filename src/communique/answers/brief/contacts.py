"""Contacts of a pair: the last one, those ahead, those held in order of time, and those never reported as held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from communique.answers.brief.pair import FORESEEN, Pair
from communique.answers.brief.sections import ENGAGEMENTS, OTHERS, say_more, tell
from communique.answers.brief.wording import SAME_NAME, say_day, say_engagement
from communique.answers.cases import day_of
from communique.answers.words import HELD
from communique.join.foreseen import LATE_DAYS, UNDATED_DAYS, compare_contact
from communique.join.names import compare_names
from communique.join.times import days_between, window_of
from communique.model.brief import Section
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.register.follow_query import Following

ANNOUNCED = ("planned", "invited")  # what was merely possible need not be held
IN_PERSON = frozenset({"meeting", "visit", "conference"})
SOON_DAYS = 21
# From the announcement on, a contact that is not on the announced days is told within so many, by either rule below.
MOST_DAYS = max(SOON_DAYS, *UNDATED_DAYS.values())
Contact = tuple[Claim, ...]


def held_contacts(pair: Pair) -> list[Contact]:
    """Return the contacts told as held, by day; one dated after the last report was misread and is left out."""
    last = pair.coverage.last
    held = (c for c in pair.contacts if c[0].record["status"] in HELD and not (last and day_of(c) > last))
    return sorted(held, key=day_of)


def foreseen_contacts(pair: Pair) -> list[Contact]:
    """Return the contacts that were only foreseen when told, by day."""
    return sorted((c for c in pair.contacts if c[0].record["status"] in FORESEEN), key=day_of)


def write_last_contact(pair: Pair) -> Section:
    """Write the latest contact that its reports date; an undated one may be history told as background."""
    held = held_contacts(pair)
    if not held:
        return Section("Last contact", note="No report of a contact was found. " + pair.coverage.sentence())
    dated = [claims for claims in held if any(claim.record.get("date") for claim in claims)]
    last = (dated or held)[-1]
    return Section("Last contact", (tell(f"{say_engagement(last)}.", last),))


def write_engagements(pair: Pair) -> Section:
    """Write the contacts most reported, in order of time; of equals those of named persons, the latest."""
    held = held_contacts(pair)
    shown = sorted(sorted(held, key=_weight)[-ENGAGEMENTS:], key=day_of)
    note = say_more(pair, len(held) - len(shown), f"engagements --side {pair.a} --side {pair.b}")
    if not held:
        note = "No report of a contact was found."
    return Section("Engagements", tuple(tell(f"{say_engagement(c)}.", c) for c in shown), note)


def _weight(claims: Contact) -> tuple[int, bool, str]:
    named = {p.get("country") for claim in claims for p in claim.record["participants"] if p.get("person")}
    return len({claim.source.id for claim in claims}), len(named) > 1, day_of(claims)


def write_ahead(pair: Pair) -> Section:
    """Write what is foreseen after the last report."""
    last = pair.coverage.last or ""
    ahead = [c for c in foreseen_contacts(pair) if (end := _last_day(c)) and end >= last]
    note = None if ahead else "No dated contact after the last report was found."
    return Section("Ahead", tuple(tell(f"{say_engagement(c)}.", c) for c in ahead[:OTHERS]), note)


def write_not_held(pair: Pair, followings: Mapping[int, Sequence[Following]]) -> Section:
    """Write what was announced, with the day for it past, and never reported as held.

    A foreseen contact counts as held when the register has a follow-up for it, or a held one of this pair follows it by
    the same rule (a register keeps only the likeliest follow-ups of a claim), or may be it: a wrong "not held" is worse
    than a missing one.
    """
    last = pair.coverage.last or ""
    until = say_day(last) if last else "the last report"
    held = [HeldTimes(claim) for contact in held_contacts(pair) for claim in contact]
    missing = []
    for claims in foreseen_contacts(pair):
        end = _last_day(claims)
        is_followed = any(f.relation == "holds" for c in claims for f in followings.get(c.key, []))
        if claims[0].record["status"] not in ANNOUNCED or is_followed or (end and end >= last):
            continue
        if any(compare_contact(plan, other) or _may_be(plan, other) for plan in claims for other in near(plan, held)):
            continue
        missing.append(tell(f"{say_engagement(claims)}; no report of it as held was found until {until}.", claims))
    note = (
        say_more(pair, len(missing) - OTHERS, f"engagements --side {pair.a} --side {pair.b} --status planned")
        if len(missing) > OTHERS
        else None
    )
    return Section("Announced, not reported as held", tuple(missing[-OTHERS:]), note if missing else "None was found.")


class HeldTimes:
    """A held contact with its kind, and the days, as ordinals, on which it was told and may have been."""

    __slots__ = ("claim", "first", "kinds", "last", "told")

    def __init__(self, claim: Claim) -> None:
        window = window_of(claim)
        published = claim.source.published
        self.claim = claim
        self.kinds = IN_PERSON if claim.record["kind"] in IN_PERSON else frozenset({claim.record["kind"]})
        self.told = date.fromisoformat(published).toordinal() if published else None
        self.first, self.last = (day.toordinal() for day in window) if window else (0, 0)


def near(plan: Claim, held: Iterable[HeldTimes]) -> Iterator[Claim]:
    """Yield the held contacts that may be a plan by kind and days alone: of hundreds a few are left to compare."""
    times = HeldTimes(plan)
    if times.told is None:
        return
    first, last, told = times.first, times.last + LATE_DAYS, times.told
    for other in held:
        if other.told is None or other.told < told or other.kinds != times.kinds:
            continue
        is_on_its_days = (other.first <= last and first <= other.last) or first <= other.told <= last
        if is_on_its_days or other.told - told <= MOST_DAYS:
            yield other.claim


def _may_be(plan: Claim, other: Claim) -> bool:
    """True when a held contact has a person of the plan within `SOON_DAYS` after its announcement.

    What is announced as a visit is told as a meeting too, and the reverse; a call is neither.
    """
    days = days_between(plan, other)
    kinds = {plan.record["kind"], other.record["kind"]}
    if (len(kinds) > 1 and not kinds <= IN_PERSON) or days is None or not 0 <= days <= SOON_DAYS:
        return False
    names = [[p["name"] for p in claim.record["participants"] if p.get("person")] for claim in (plan, other)]
    return any(compare_names(a, b)[0] >= SAME_NAME for a in names[0] for b in names[1])


def _last_day(claims: Contact) -> str | None:
    days = days_of(next((c.record["date"] for c in claims if c.record.get("date")), None))
    return days[1] if days else None
