"""The sections of a pair's brief, each a pure function from what the register holds to sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.answers.brief.order import day_of
from communique.answers.brief.pair import FORESEEN, Pair
from communique.answers.brief.wording import (
    STANCE_VERBS,
    name_side,
    name_sides,
    quote_claim,
    say_day,
    say_engagement,
    say_undertaking,
    say_when,
    start,
)
from communique.join.content_words import content_words, overlap_share
from communique.model.brief import Section, Sentence
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.register.follow_query import Following

ENGAGEMENTS, UNDERTAKINGS, STATEMENTS, OTHERS = 12, 6, 4, 5  # most sentences a section: one to three pages in all
HELD = ("held", "ongoing")
PROMISES = frozenset({"commit", "agree", "offer", "accept"})
ASKS = frozenset({"request", "propose", "invite"})


def held_contacts(pair: Pair) -> list[tuple[Claim, ...]]:
    """Return the contacts told as held, by day; one dated after the last report was misread and is left out."""
    last = pair.coverage.last
    held = (c for c in pair.contacts if c[0].record["status"] in HELD and not (last and day_of(c) > last))
    return sorted(held, key=day_of)


def write_last_contact(pair: Pair) -> Section:
    """Write the latest contact that its reports date; an undated one may be history told as background."""
    held = held_contacts(pair)
    if not held:
        return Section("Last contact", note="No report of a contact was found. " + pair.coverage.sentence())
    dated = [claims for claims in held if any(claim.record.get("date") for claim in claims)]
    last = (dated or held)[-1]
    return Section("Last contact", (Sentence(f"{say_engagement(last)}.", last),))


def say_more(left: int, command: str) -> str | None:
    """Return the note that says where the rest is, None where there is none."""
    return f"{left} more {'is' if left == 1 else 'are'} in `{command}`." if left else None


def write_engagements(pair: Pair) -> Section:
    held = held_contacts(pair)
    shown = sorted(sorted(held, key=lambda c: (len({x.source.id for x in c}), day_of(c)))[-ENGAGEMENTS:], key=day_of)
    left = len(held) - len(shown)
    note = say_more(left, f"communique engagements --side {pair.a} --side {pair.b}")
    if not held:
        note = "No report of a contact was found."
    return Section("Engagements", tuple(Sentence(f"{say_engagement(c)}.", c) for c in shown), note)


def write_open(pair: Pair, by: str | None, acts: frozenset[str], followings: dict[int, list[Following]]) -> Section:
    """Write what `by` (None: both together) promised or asked, gathered by matter, the weightiest first."""
    both = {pair.a, pair.b}
    own = [
        c
        for c in pair.undertakings
        if c.record["act"] in acts
        and (both <= set(c.record["by"]) if by is None else set(c.record["by"]) & both == {by})
    ]
    groups = gather(own)
    groups.sort(key=weight, reverse=True)
    sentences = [_open_sentence(group, followings) for group in groups[:UNDERTAKINGS]]
    other = pair.b if by == pair.a else pair.a
    promised = acts is PROMISES
    heading = (
        "What both agreed"
        if by is None
        else f"What {name_side(by)} undertook towards {name_side(other)}"
        if promised
        else f"What {name_side(by)} asked of or proposed to {name_side(other)}"
    )
    left = len(groups) - len(sentences)
    command = (
        f"communique ledger --by {by or pair.a} --to {other}"
        if by
        else f"communique ledger --by {pair.a} --by {pair.b}"
    )
    note = say_more(left, command) if groups else "None was found in the reports looked at."
    if groups and not any("Possible follow-up" in sentence.text for sentence in sentences):
        note = f"No follow-up to these was found in the reports looked at. {note or ''}".rstrip()
    return Section(heading, tuple(sentences), note)


def gather(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Put undertakings of one matter together: the same sides and at least half of the telling words."""
    groups: list[list[Claim]] = []
    words: list[frozenset[str]] = []
    for claim in claims:
        own = content_words(claim.record["matter"])
        for group, seen in zip(groups, words, strict=True):
            if claim.record["by"] == group[0].record["by"] and len(own & seen) >= 3 and overlap_share(own, seen) >= 0.5:
                group.append(claim)
                break
        else:
            groups.append([claim])
            words.append(own)
    return groups


def weight(group: Sequence[Claim]) -> float:
    """Return how much a matter weighs in a brief: sure, specific (money, a date), often said, recent."""
    best = max(group, key=lambda c: c.record["confidence"])
    record = best.record
    specific = (
        0.2 * bool(record["amounts"]) + 0.1 * bool(record["due"]) + 0.02 * min(len(content_words(record["matter"])), 15)
    )
    return float(record["confidence"]) + specific + 0.1 * min(len({c.source.id for c in group}), 4)


def _open_sentence(group: Sequence[Claim], followings: dict[int, list[Following]]) -> Sentence:
    best = max(group, key=lambda c: (c.record["confidence"], c.key))
    days = sorted({c.source.published for c in group if c.source.published})
    said = f" Reported on {say_day(days[0])}" if days else ""
    if len(days) > 1:
        said += f", again {'on' if len(days) == 2 else 'until'} {say_day(days[-1])}"
    followed = sorted({f.relation for c in group for f in followings.get(c.key, []) if f.relation != "restates"})
    after = f" Possible follow-up ({', '.join(followed)}): see the ledger." if followed else ""
    claims = tuple(sorted(group, key=lambda c: c.source.published or "")[:4])
    return Sentence(f"{say_undertaking(best)}.{said}{'.' if said else ''}{after}", claims)


def write_statements(pair: Pair, by: str, about: str) -> Section:
    """Write what one side praised or complained of in the other: complaints first."""
    own = [c for c in pair.statements if c.record["by"] == [by] and about in c.record["about"]]
    order = {"condemn": 0, "criticise": 0, "reject": 0, "praise": 1, "welcome": 1, "condole": 1, "affirm": 2}
    # Newest first within each rank (sorting is stable).
    own.sort(key=lambda c: c.source.published or "", reverse=True)
    own.sort(key=lambda c: order[c.record["stance"]])
    picked: list[Claim] = []
    for claim in own:
        if sum(order[c.record["stance"]] == order[claim.record["stance"]] for c in picked) < STATEMENTS // 2:
            picked.append(claim)
    sentences = [
        Sentence(
            f"{start(name_side(by))} {STANCE_VERBS[c.record['stance']]} "
            f"({say_when(c).removeprefix('as ').removeprefix('on ')}): {quote_claim(c)}.",
            (c,),
        )
        for c in picked
    ]
    note = None if own else "No statement was found in the reports looked at."
    return Section(f"What {name_side(by)} said of {name_side(about)}", tuple(sentences), note)


def write_actions(pair: Pair) -> Section:
    newest = sorted(pair.actions, key=lambda c: day_of((c,)))[-OTHERS:]
    sentences = tuple(
        Sentence(f"{start(name_sides(c.record['by']))}, {say_when(c)} ({c.record['type']}): {quote_claim(c)}.", (c,))
        for c in newest
    )
    return Section("What was done", sentences, None if newest else "No report of a deed between the two was found.")


def write_not_held(pair: Pair, followings: dict[int, list[Following]]) -> Section:
    """Write what was announced, with the day for it past, and never reported as held."""
    last = pair.coverage.last or ""
    until = say_day(last) if last else "the last report"
    sentences = []
    for claims in sorted((c for c in pair.contacts if c[0].record["status"] in FORESEEN), key=day_of):
        days = days_of(next((c.record["date"] for c in claims if c.record.get("date")), None))
        held = any(f.relation == "holds" for c in claims for f in followings.get(c.key, []))
        if held or (days and days[1] and days[1] >= last):
            continue
        sentences.append(
            Sentence(
                f"{say_engagement(claims)}; no report of it as held was found until {until}.",
                claims,
            )
        )
    return Section(
        "Announced, not reported as held", tuple(sentences[-OTHERS:]), None if sentences else "None was found."
    )


def write_ahead(pair: Pair) -> Section:
    """Write what is foreseen after the last report."""
    last = pair.coverage.last or ""
    ahead = [
        c
        for c in pair.contacts
        if c[0].record["status"] in FORESEEN
        and (days := days_of(c[0].record.get("date")))
        and days[1]
        and days[1] >= last
    ]
    return Section(
        "Ahead",
        tuple(Sentence(f"{say_engagement(c)}.", c) for c in sorted(ahead, key=day_of)[:OTHERS]),
        None if ahead else "No dated contact after the last report was found.",
    )
