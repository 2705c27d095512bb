"""Join the tellings of a report into incidents: one for each, however often the report returns to it.

In: tellings in text order. Out: `Draft` values. A telling goes to the incident it agrees with best (`agreement`): the
same losses and places speak for it, other numbers, places and times against, and so does a sentence that turns to
"another" incident. A second number for the same loss is a part of the first, or another source's; the first told
stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from communique.records.incident.losses import Loss
from communique.records.incident.perpetrators import Perpetrator
from communique.records.incident.spots import BARE, WIDE, WIDEST, Spot
from communique.records.incident.tellings import Telling
from communique.reference.places import find_places

# Weights of agreement between a telling and an incident; above 0 they are one. Set by hand on the training reports,
# where only their order matters: a shared loss outweighs one sign of another incident, but not two.
SAME_LOSS, SAME_ONE, SAME_PLACE, SAME_TIME, SAME_KIND, CURRENT = 4.0, 1.5, 3.0, 1.0, 1.0, 2.0
OTHER_LOSS, OTHER_PLACE, OTHER_TIME, OTHER_KIND, TURNED = -1.5, -3.0, -4.0, -1.5, -4.0
OTHER_LOSS_FRESH = -3.5
# The operation that answers an attack, told with "a", and what another state did are incidents of their own.
ANSWERED, OTHER_DOER = -4.0, -3.0
# Without losses of its own a sentence that names another place mostly still tells of the same incident.
OTHER_PLACE_ONLY = -1.0

# Days of a month: of two different ones are two incidents.
DAY = re.compile(r"\b\d{1,2}\b(?!:)")
WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b")
# Kinds that may be one incident told in two ways; `attack` fits all of them.
FAMILIES = (
    {"bombing", "suicide bombing"},
    {"armed attack", "ambush", "clash", "security operation", "assassination", "kidnapping"},
    {"air strike", "drone strike", "shelling"},
    {"protest violence"},
    {"conflict"},
)
# Kinds that a later, more telling word replaces.
VAGUE = (None, "attack", "clash", "other")
SHARPER = (
    "suicide bombing",
    "drone strike",
    "air strike",
    "bombing",
    "shelling",
    "ambush",
    "kidnapping",
    "armed attack",
)


@dataclass
class Draft:
    """An incident while its tellings are gathered."""

    tellings: list[Telling] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    kind: str | None = None
    rule: str = ""

    @property
    def spots(self) -> list[Spot]:
        return [s for t in self.tellings for s in t.spots]

    @property
    def perpetrator(self) -> Perpetrator | None:
        found = [t.perpetrator for t in self.tellings if t.perpetrator]
        claimed = [p for p in found if p.status == "claimed"]
        return next(iter(claimed or found), None)

    @property
    def when(self) -> str | None:
        return next((t.when for t in self.tellings if t.when), None)

    def add(self, telling: Telling) -> None:
        """Take a telling in: its losses, its kind where that says more."""
        kind = kind_of(telling)
        if self.kind in VAGUE and (kind in SHARPER or self.kind is None) and not (self.kind and kind == "kidnapping"):
            self.kind = kind or self.kind
            self.rule = telling.mark.rule if telling.mark else "loss"
        elif self.kind == "bombing" and kind == "suicide bombing":
            self.kind = kind
        self.tellings.append(telling)
        known = list(self.losses)
        for loss in telling.losses:
            self._add_loss(loss, telling, known)

    def _add_loss(self, loss: Loss, telling: Telling, known: list[Loss]) -> None:
        for index, old in enumerate(self.losses):
            unqualified = loss.qualifier is None and old.qualifier is None
            if old.triple == loss.triple and (unqualified or old in known):
                return
            same_count = old.outcome == loss.outcome and old.count == loss.count and old in known
            if same_count and "unspecified" in (old.class_, loss.class_):
                if old.class_ == "unspecified" and loss.count > 1:
                    self.losses[index] = replace(old, class_=loss.class_)
                return
        rivals = [o for o in known if o.outcome == loss.outcome and loss.class_ in (o.class_, "unspecified")]
        if not rivals:
            self.losses.append(loss)


def kind_of(telling: Telling) -> str | None:
    """Return the kind that a telling alone gives."""
    kind = telling.kind
    if telling.crowd and kind in (None, "attack", "armed attack", "clash") and not telling.armed:
        return "protest violence" if telling.mark or telling.doers else None
    if kind == "attack" and telling.armed:
        return "armed attack"
    if kind == "bombing" and telling.perpetrator and telling.perpetrator.state and _is_verb(telling):
        return "air strike"
    if kind == "attack" and telling.perpetrator and telling.perpetrator.state and _is_strike(telling):
        return "air strike"
    is_manhunt = kind in (None, "assassination") and all(loss.class_ == "militant" for loss in telling.losses)
    if is_manhunt and any(
        loss.class_ == "militant" and loss.outcome in ("killed", "arrested") for loss in telling.losses
    ):
        return "security operation"
    if kind is None and telling.doers:
        return "armed attack" if "militant" in telling.doers else "attack"
    return kind


def _is_verb(telling: Telling) -> bool:
    return bool(telling.mark and telling.mark.rule == "verb")


def _is_strike(telling: Telling) -> bool:
    return bool(telling.mark and telling.mark.rule in ("noun", "verb") and telling.strike)


def merge(tellings: Iterable[Telling]) -> list[Draft]:
    """Return the incidents of a report in the order of their first telling."""
    drafts: list[Draft] = []
    current: Draft | None = None
    for telling in tellings:
        if telling.total and (telling.losses or not is_series_of_one(telling)):
            continue
        best = max(drafts, key=lambda d: (agreement(d, telling, d is current), drafts.index(d)), default=None)
        if best is not None and agreement(best, telling, best is current) > 0:
            best.add(telling)
            current = best
        elif is_worth_a_record(telling):
            current = Draft()
            current.add(telling)
            drafts.append(current)
    return drafts


def is_series_of_one(telling: Telling) -> bool:
    """True for a series of strikes by one state or in one place: "carried out hundreds of air strikes in Syria"."""
    state = telling.perpetrator is not None and telling.perpetrator.state
    return state or any(s.precision < WIDEST for s in telling.spots)


def is_worth_a_record(telling: Telling) -> bool:
    """True for tellings that stand for an incident by themselves: with losses, or with a place, a time or a doer."""
    if telling.losses:
        harmed = [loss for loss in telling.losses if loss.outcome in ("killed", "injured", "abducted")]
        return (
            bool(telling.mark)
            or ((telling.verbal or (telling.deliberate and bool(telling.spots))) and bool(harmed))
            or any(loss.class_ == "militant" for loss in telling.losses)
        )
    if telling.mark is None:
        return False
    return telling.anchored


def agreement(draft: Draft, telling: Telling, is_current: bool) -> float:
    """Return how well a telling fits an incident; above 0 they are taken for one."""
    total = CURRENT if is_current else 0.0
    by_losses = _agreement_of_losses(draft, telling)
    total += by_losses + _agreement_of_places(draft, telling, against=by_losses < 0)
    kind, told = draft.kind, kind_of(telling)
    if kind and told:
        if kind == told or (telling.definite and any(kind in family and told in family for family in FAMILIES)):
            total += SAME_KIND
        elif not any(kind in family and told in family for family in FAMILIES) and "attack" not in (kind, told):
            total += OTHER_KIND * (2 if "conflict" in (kind, told) else 1)
        if told == "security operation" != kind and telling.fresh and kind != "conflict":
            total += ANSWERED
    doer, known_doer = telling.perpetrator, draft.perpetrator
    if doer and known_doer and doer.state and known_doer.state and doer.name != known_doer.name:
        total += OTHER_DOER if telling.losses and doer.status == known_doer.status else 0.0
    if telling.when and telling.when in {t.when for t in draft.tellings}:
        total += SAME_TIME
    elif telling.past and by_losses < 0 and not telling.definite:
        # "A day earlier they had killed 54": another number at another time.
        total += OTHER_TIME * 1.5
    elif telling.past and telling.when != draft.when:
        # "the blast" is the one told of, whatever other year its sentence names.
        known = draft.tellings[0].past or (telling.definite and not telling.losses)
        total += OTHER_TIME / 2 if known else OTHER_TIME
    days = [set(WEEKDAY.findall(when.lower())) for when in (telling.when, draft.when) if when]
    if len(days) == 2 and all(days) and not days[0] & days[1] and telling.losses and by_losses <= 0:
        total += OTHER_TIME
    days = [set(DAY.findall(when)) for when in (telling.when, draft.when) if when]
    if len(days) == 2 and all(days) and not days[0] & days[1] and telling.losses:
        total += OTHER_TIME / 2
    if telling.new:
        total += TURNED / 4 if telling.definite else TURNED
    return total


def _agreement_of_losses(draft: Draft, telling: Telling) -> float:
    same, other = 0.0, 0.0
    for loss in telling.losses:
        for old in draft.losses:
            if old.outcome != loss.outcome:
                continue
            fits = old.class_ == loss.class_ or "unspecified" in (old.class_, loss.class_)
            if fits and old.count == loss.count:
                # One victim more often differs from another than 17 from 17.
                same = max(same, SAME_LOSS if loss.count > 1 else SAME_ONE)
            elif fits:
                # "a strike … killed two": with its own number a trigger told for the first time is another one.
                other = OTHER_LOSS_FRESH if telling.fresh else OTHER_LOSS
    return other if other == OTHER_LOSS_FRESH and same == SAME_ONE else same or other


def lies_in(some: Iterable[Spot], others: Iterable[Spot]) -> bool:
    """True where one telling names a town and the other only a district that may hold it."""
    wide = [[s for s in spots if s.precision < WIDEST] for spots in (some, others)]
    only_wide = [all(s.precision == WIDE for s in spots) for spots in wide]
    if only_wide[0] == only_wide[1]:
        return False
    holders, held = wide if only_wide[0] else reversed(wide)
    regions = {(r.country, r.admin1) for s in holders for r in find_places(s.name)}
    inside = {(r.country, r.admin1) for s in held for r in find_places(s.name)}
    return not regions or not inside or bool(regions & inside)


def _agreement_of_places(draft: Draft, telling: Telling, against: bool) -> float:
    """Return what the places say; `against`: the losses told speak against one incident."""
    told = {s.name for s in telling.spots if s.precision < WIDEST}
    known = {s.name for s in draft.spots if s.precision < WIDEST}
    if told & known:
        return SAME_PLACE
    if not (told and known):
        return 0.0
    if not telling.new and not against and lies_in(telling.spots, draft.spots):
        return OTHER_PLACE_ONLY
    if telling.new or (telling.losses and not telling.definite):
        return OTHER_PLACE
    # "an attack on a post in Y": a trigger told for the first time, at a place as precise as the one before.
    precise = [min(s.precision for s in spots if s.precision < WIDEST) for spots in (telling.spots, draft.spots)]
    return OTHER_PLACE if telling.fresh and max(precise) <= BARE else OTHER_PLACE_ONLY
