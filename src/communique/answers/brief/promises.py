"""What a pair's sides undertook and asked, gathered by matter with its age, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from communique.answers.brief.pair import Pair
from communique.answers.brief.sections import OTHERS, UNDERTAKINGS, join_notes, say_more, tell
from communique.answers.brief.wording import name_side, quote_claim, say_day, say_undertaking, start
from communique.join.content_words import content_words, overlap_share
from communique.join.matters import own_words
from communique.model.brief import Section, Sentence
from communique.model.claim import Claim
from communique.register.follow_query import Following

PROMISES = frozenset({"commit", "agree", "offer", "accept"})
ASKS = frozenset({"request", "propose", "invite"})
OUTCOMES = {
    "accepts": "accepted",
    "declines": "declined",
    "plans": "planned",
    "holds": "held",
    "carries out": "carried out",
    "withdraws": "withdrawn",
    "contradicts": "contradicted",
}
CLOSED = frozenset({"done", "withdrawn"})  # statuses, given by a person, of what is open no longer
LONG_MATTER = 25  # words: longer ones run on into what is no longer undertaken
Followings = Mapping[int, Sequence[Following]]


def write_open(pair: Pair, by: str | None, acts: frozenset[str], followings: Followings) -> Section:
    """Write what `by` (None: both together) promised or asked and is still open, by matter, the weightiest first."""
    both = {pair.a, pair.b}
    own = [
        claims
        for claims in pair.undertaking_cases
        if claims[0].record["act"] in acts
        and not any(pair.statuses.get(c.key) in CLOSED for c in claims)
        and (both <= set(claims[0].record["by"]) if by is None else set(claims[0].record["by"]) & both == {by})
    ]
    groups = gather(own)
    groups.sort(key=weight, reverse=True)
    sentences = tuple(_say_open(pair, group, followings) for group in groups[:UNDERTAKINGS])
    other = pair.b if by == pair.a else pair.a
    if by is None:
        heading, command = "What both agreed", f"ledger --by {pair.a} --by {pair.b}"
    else:
        verb = "undertook towards" if acts is PROMISES else "asked of or proposed to"
        heading, command = f"What {name_side(by)} {verb} {name_side(other)}", f"ledger --by {by} --to {other}"
    if not groups:
        return Section(heading, (), "None was found in the reports looked at.")
    is_followed = any(followings.get(c.key) for group in groups[:UNDERTAKINGS] for c in group)
    nothing = None if is_followed else f"No follow-up to these was found{_looked_until(pair)}."
    return Section(heading, sentences, join_notes(nothing, say_more(pair, len(groups) - len(sentences), command)))


def _looked_until(pair: Pair) -> str:
    return f" until {say_day(pair.coverage.last)}" if pair.coverage.last else ""


def gather(cases: Iterable[Sequence[Claim]]) -> list[list[Claim]]:
    """Put undertakings of one matter together: one case, or the same sides and at least half of the telling words."""
    groups: list[list[Claim]] = []
    words: list[frozenset[str]] = []
    for claims in cases:
        own = content_words(claims[0].record["matter"])
        for group, seen in zip(groups, words, strict=True):
            is_alike = len(own & seen) >= 3 and overlap_share(own, seen) >= 0.5
            if claims[0].record["by"] == group[0].record["by"] and is_alike:
                group.extend(claims)
                break
        else:
            groups.append([*claims])
            words.append(own)
    return groups


def weight(group: Sequence[Claim]) -> float:
    """Return how much a matter weighs in a brief: sure, particular (own words, money, a date), often said, short."""
    best = surest(group)
    record = best.record
    specific = 0.2 * bool(record["amounts"]) + 0.1 * bool(record["due"]) + 0.05 * min(len(own_words(best)), 5)
    rambling = 0.2 * (len(record["matter"].split()) > LONG_MATTER)
    crowd = 0.1 * max(0, len({*record["by"], *record["to"]}) - 2)
    often = 0.1 * min(len({c.source.id for c in group}), 4)
    return float(record["confidence"]) + specific + often - rambling - crowd


def surest(group: Sequence[Claim]) -> Claim:
    """Return the claim that tells a matter best: the surest, of equals the one of fewest words beyond a few."""
    return max(group, key=lambda c: (c.record["confidence"], -max(8, len(c.record["matter"].split())), c.key))


def _say_open(pair: Pair, group: Sequence[Claim], followings: Followings) -> Sentence:
    best = surest(group)
    days = sorted({c.source.published for c in group if c.source.published})
    said = ""
    if days:
        said = f" Reported on {say_day(days[0])}{say_age(days[0], pair.coverage.last)}"
        if len(days) > 1:
            said += f", again {'on' if len(days) == 2 else 'until'} {say_day(days[-1])}"
        said += "."
    status = next((pair.statuses[c.key] for c in group if c.key in pair.statuses), None)
    said += f" Status: {status}." if status else ""
    found = {f.relation for c in group for f in followings.get(c.key, [])} - {"restates"}
    after = f" Found since: {', '.join(sorted(OUTCOMES[relation] for relation in found))} (see below)." if found else ""
    return tell(f"{say_undertaking(best, pair.speakers.get(best.key))}.{said}{after}", group)


def say_age(day: str, last: str | None) -> str:
    """Return " (170 days old)", by the last report; nothing for its own day."""
    age = (date.fromisoformat(last) - date.fromisoformat(day)).days if last else 0
    return f" ({age} {'day' if age == 1 else 'days'} old)" if age > 0 else ""


def write_outcomes(pair: Pair, followings: Followings, later: Mapping[int, Claim]) -> Section:
    """Write what came of what was undertaken or asked: each follow-up with both ends, the latest first.

    Restatements are told where the undertaking is. Of one undertaking and relation only the likeliest is told.
    """
    told: dict[tuple[int, str], tuple[Claim, Following]] = {}
    for number, claims in enumerate(pair.undertaking_cases):
        for claim in claims:
            for following in followings.get(claim.key, []):
                known = told.get((number, following.relation))
                if following.relation in OUTCOMES and (known is None or known[1].score < following.score):
                    told[number, following.relation] = (claim, following)
    found = sorted(told.values(), key=lambda pair: (later[pair[1].later].source.published or "", pair[1].key))[::-1]
    sentences = tuple(_say_outcome(pair, claim, following, later[following.later]) for claim, following in found)
    note = None if found else f"Nothing was found{_looked_until(pair)}."
    more = (
        say_more(pair, len(found) - OTHERS, f"suggestions --side {pair.a} --side {pair.b}") if found[OTHERS:] else None
    )
    return Section("What came of earlier promises and requests", sentences[:OTHERS], note or more)


def _say_outcome(pair: Pair, claim: Claim, following: Following, later: Claim) -> Sentence:
    sure = "" if following.verdict == "confirmed" else " (suggested, not confirmed)"
    day = f", as reported on {say_day(later.source.published)}" if later.source.published else ""
    before = f", reported on {say_day(claim.source.published)}" if claim.source.published else ""
    earlier = say_undertaking(claim, pair.speakers.get(claim.key))
    outcome = f"{start(OUTCOMES[following.relation])}{sure}: {quote_claim(later)}{day}."
    return Sentence(f"{earlier}{before}. {outcome}", (claim, later))
