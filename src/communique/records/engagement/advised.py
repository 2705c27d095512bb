"""Contacts with the learned model's opinion: tellings it doubts, how real they are, and those that no rule sees.

In: the mentions of a report. Out: the same without the doubted ones, with the status that the model is sure of, and
further ones. Who takes part, where and when stay the rules' business: the model only says that a clause tells a
contact, of which kind and how real. Without a model nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.model.opinion import Adviser, Opinion, Spot
from communique.model.reading import Clause
from communique.records.engagement.circumstances import place_near, time_near
from communique.records.engagement.contact import group_of
from communique.records.engagement.cut import sides_of
from communique.records.engagement.mention import Mention
from communique.records.engagement.scene import Filler, Scene
from communique.records.engagement.words import Frame
from communique.records.limits import LEARNED, is_doubted, limits_of

KIND = "engagements"
STATUSES = ("held", "ongoing", "planned", "invited", "possible", "cancelled")


def advised(mentions: Sequence[Mention], scene: Scene) -> Iterator[Mention]:
    """Yield the mentions that the model does not doubt, and those that it alone sees."""
    adviser, limits = scene.context.adviser, limits_of(KIND)
    if adviser is None:
        yield from mentions
        return
    for mention in mentions:
        if is_doubted(KIND, scene.context, mention.trigger, mention.first, mention.end):
            continue
        if limits.relabels:
            (opinion,) = adviser.opinions_of_places([spot_of(scene, mention.trigger, mention.first, mention.end)])
            mention = replace(mention, status=status_of(mention.status, opinion, limits.relabel))
        yield mention
    if limits.adds:
        yield from find_seen(mentions, scene, adviser)


def spot_of(scene: Scene, trigger: int, first: int, end: int) -> Spot:
    """Return the spot of the words of a contact, as far as they lie in the sentence of its trigger."""
    start, stop = scene.sentence(trigger)
    return Spot(trigger, tuple(range(max(first, start), min(end, stop))))


def status_of(told: str, opinion: Opinion, sure: float) -> str:
    """Return how real a contact is: as the rules have it, or as the model where it is sure of another group."""
    groups = shares_of_groups(opinion)
    best = max(groups, key=lambda group: (groups[group], group))
    return told if groups[best] < sure or best == group_of(told) else best_of_group(best, opinion)


def best_of_group(group: str, opinion: Opinion) -> str:
    """Return the likeliest status of a group."""
    return max((s for s in STATUSES if group_of(s) == group), key=lambda s: (opinion.of("statuses", s), s))


def shares_of_groups(opinion: Opinion) -> dict[str, float]:
    """Return the probability of each group of statuses, given that there is a contact."""
    groups: dict[str, float] = {}
    for status in STATUSES:
        groups[group_of(status)] = groups.get(group_of(status), 0.0) + opinion.among("statuses", status)
    return groups


def find_seen(mentions: Sequence[Mention], scene: Scene, adviser: Adviser) -> Iterator[Mention]:
    """Yield a mention for each clause in which the model alone sees a contact, where grammar tells who took part."""
    reading, limits = scene.context.reading, limits_of(KIND)
    told = {m.trigger for m in mentions if m.back or m.context or len(sides_of((*m.ones, *m.others))) > 1}
    for clause in reading.clauses:
        first, end = min(clause.first, clause.head), max(clause.end, clause.head + 1)
        if clause.negated or clause.conditional or any(first <= trigger < end for trigger in told):
            continue
        if reading.line_of(clause.head).kind != "body" or not has_contact_word(scene, first, end):
            continue
        ones, others = takers_of(scene, clause, first, end)
        if len(sides_of((*ones, *others))) < 2:
            continue
        if adviser.opinion_of_clause(clause.head).is_record(KIND) >= limits.add:
            (opinion,) = adviser.opinions_of_places([spot_of(scene, clause.head, first, end)])
            yield mention_of(scene, clause, (ones, others), opinion)


def has_contact_word(scene: Scene, first: int, end: int) -> bool:
    """True where one of the words of contact stands: of other clauses the model is not asked, which saves encoding."""
    words = scene.words
    return any(
        lemma in table
        for lemma in scene.lemmas[first:end]
        for table in (words.verbs, words.verbs_too, words.nouns, words.events)
    )


def takers_of(scene: Scene, clause: Clause, first: int, end: int) -> tuple[list[Filler], list[Filler]]:
    """Return who does what a clause tells, and the officials and representatives named behind."""
    ones = scene.subject(clause, clause.head)
    own = {(f.first, f.end) for f in ones}
    behind = (scene.filler(r) for r in scene.from_(first, end) if r.rule != "place")
    return ones, [f for f in behind if f.human and (f.first, f.end) not in own]


def mention_of(scene: Scene, clause: Clause, takers: tuple[list[Filler], list[Filler]], opinion: Opinion) -> Mention:
    """Return the mention of a contact that only the model sees."""
    kind = opinion.best("contacts")
    groups = shares_of_groups(opinion)
    status = best_of_group(max(groups, key=lambda group: (groups[group], group)), opinion)
    first, end = scene.run_of(clause)
    ones, others = takers
    return Mention(
        frame=Frame(LEARNED, kind, frozenset()),
        kind=kind,
        status=status,
        trigger=clause.head,
        first=first,
        end=end,
        ones=tuple(ones),
        others=tuple(others),
        joint=kind != "visit",
        place=place_near(scene, clause.head, max(clause.end, clause.head + 1)),
        when=time_near(scene, clause.head),
        rule=f"engagement.{kind}.{LEARNED}",
    )
