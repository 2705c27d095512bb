"""What follows up what: suggestions with evidence on both ends, which wait for a person's confirmation.

    commit, agree, offer, accept → the same said again (restates), an action that carries it out (carries out),
                                   the same side leaves it (withdraws), does the opposite (contradicts)
    threaten → the harm is done (carries out)
    request, proposal, offer, invitation → accepts or declines
    invitation → planned contact (plans) → held contact (holds)

A wrong suggestion costs a reader more than a missed one: each relation asks for several things at once. What it
measures is in docs/joining.md, with the share of right ones among those read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from communique.join.content_words import content_words
from communique.join.foreseen import INVITED_DAYS as VISIT_DAYS
from communique.join.foreseen import compare_contact, follows_as, waits_as
from communique.join.matters import compare_matters, direction, is_negated, is_unreal, own_words, says
from communique.join.times import days_between
from communique.join.undertakings import KEY_WORDS, is_same_telling
from communique.join.words import load_words
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.model.link import FollowUp, Link

BINDING = frozenset({"commit", "agree", "offer", "accept"})
ASKING = frozenset({"invite", "request", "propose", "offer"})
DEEDS = frozenset({"aid", "cooperate", "concede", "withdraw", "investigate"})
ANSWERS = frozenset({"accept", "decline"})
ADVERSE = frozenset({"sanction", "coerce", "protest"})
# Least likeness of the own words of two matters, by what the later one is to the earlier: chosen by reading
# suggestions from the corpus (docs/joining.md), `python evaluation/measure_joins.py follow RELATION` prints them.
LIKENESS = {
    "restates": 0.5,
    "carries out": 0.45,
    "contradicts": 0.5,
    "withdraws": 0.6,
    "accepts": 0.42,
    "declines": 0.42,
}
FEW_LIKENESS = 0.6  # … of a promise said again that shares fewer words
ANSWER_LIKENESS = 0.7  # … of an answer that shares two words only
RESTATED_WORDS = 4  # own words that a promise said again shares: vows of one field have three in common by chance
ANSWER_DAYS = 180  # a request is answered within half a year, or the answer is to another one
INVITED_DAYS = 60  # … an invitation whose answer says no more than that, within two months
UNADDRESSED_DAYS = 3  # … and within days where the answer does not say to whom
KEYS_SHARED = 2  # of the `KEY_WORDS` of a promise and its deed, which is told in other words …
KEYS_RESTATED = 3  # … and of a promise said again: 1 of 186 restatements of the corpus shares fewer
MATTER_DAYS = 730  # a promise is looked for in the two years before what may follow it up
LEAVING, REFUSING, COMING = load_words("leaving"), load_words("refusing"), load_words("coming")
ANSWERING = COMING | load_words("answering")


def _has_act(claim: Claim, acts: frozenset[str]) -> bool:
    return claim.kind == "undertakings" and claim.record["act"] in acts


def _link(relation: str, a: Claim, b: Claim, score: float, *reasons: str) -> Link:
    return Link(relation, a.key, b.key, min(1.0, round(score, 3)), reasons, f"follow-up.{relation.replace(' ', '-')}")


# ---------------------------------------------------------------- said again, done, withdrawn, contradicted


def _key_words(claim: Claim) -> list[str]:
    """Return the longest of a claim's own words, under which it meets others."""
    return sorted(own_words(claim), key=lambda word: (-len(word), word))[:KEY_WORDS]


def _matter_keys(claim: Claim) -> Iterator[str]:
    yield from (f"{side} {word}" for side in claim.record["by"] for word in _key_words(claim))


def _opens_matter(claim: Claim) -> Iterator[str]:
    return _matter_keys(claim) if _has_act(claim, BINDING | {"threaten"}) else iter(())


def _answers_matter(claim: Claim) -> Iterator[str]:
    if claim.kind == "actions":
        answers = claim.record["type"] in DEEDS | ADVERSE
    else:
        answers = _has_act(claim, BINDING | {"decline"})
    return _matter_keys(claim) if answers else iter(())


def compare_matter(a: Claim, b: Claim) -> Link | None:
    """Return what `b` is to the undertaking `a`: `restates`, `carries out`, `withdraws` or `contradicts` it."""
    if not _has_act(a, BINDING | {"threaten"}) or (a.source.published or "") >= (b.source.published or ""):
        return None
    relation = _relation(a, b)
    if relation is None or not _same_address(a, b):
        return None
    if relation == "restates" and is_same_telling(a, b):
        return None
    if relation == "restates":
        matter = compare_matters(a, b, LIKENESS[relation], RESTATED_WORDS) or compare_matters(
            a, b, FEW_LIKENESS, RESTATED_WORDS - 1
        )
    else:
        # What is promised to nobody in particular must be the more particular itself.
        matter = compare_matters(a, b, LIKENESS[relation], 2 if a.record["to"] or len(a.record["by"]) > 1 else 3)
    return _link(relation, a, b, matter[0], "by " + "+".join(b.record["by"]), matter[1]) if matter else None


def _relation(a: Claim, b: Claim) -> str | None:
    by, own = set(a.record["by"]), set(b.record["by"])
    if b.kind == "actions":
        if not by & own or is_negated(a) or is_negated(b) or is_unreal(b) or _is_older(b, a):
            return None
        return _deed_relation(a, b)
    if a.record["act"] == "threaten":
        return None
    if b.record["act"] in BINDING:
        return "restates" if by == own and is_negated(a) == is_negated(b) else None
    # One side alone can leave what several agreed; what was never to be done cannot be left.
    is_left = own <= by and says(b, LEAVING) and not is_negated(a) and not says(a, LEAVING)
    return "withdraws" if is_left else None


def _deed_relation(a: Claim, b: Claim) -> str | None:
    """Return whether a deed does what was undertaken, or the opposite: a ban after the promise to lift it."""
    promised, done = direction(a), -1 if b.record["type"] in ADVERSE else direction(b)
    if done == -1:
        is_meant = a.record["act"] == "threaten" or promised == -1
        return "carries out" if is_meant else "contradicts" if promised == 1 else None
    return "carries out" if a.record["act"] != "threaten" and promised >= 0 else None


def _is_older(deed: Claim, promise: Claim) -> bool:
    """True for a deed that its own date lets begin before the promise: told later, as background."""
    days = days_of(deed.record.get("date"))
    begun = days and (days[0] or days[1])
    return bool(begun and promise.source.published and begun < promise.source.published)


def _same_address(a: Claim, b: Claim) -> bool:
    """True unless the two are addressed to sides that have none in common. Joint actors address each other.

    A deed must be addressed too, and what was promised to a side is not done to nobody in particular.
    """
    acting = set(a.record["by"]) & set(b.record["by"])
    one, two = ({*c.record["by"], *c.record["to"]} - acting for c in (a, b))
    if b.kind == "actions" and not two and len(acting) < 2:
        return False
    return not one or not two or bool(one & two)


def _keys_shared(later: Claim) -> int:
    return KEYS_SHARED if later.kind == "actions" else KEYS_RESTATED


MATTER = FollowUp(
    "matter",
    _opens_matter,
    _answers_matter,
    compare_matter,
    KEYS_SHARED,
    is_mutual=True,
    days=MATTER_DAYS,
    shared_by=_keys_shared,
)


# ---------------------------------------------------------------- asked, then accepted or declined


def _parties(claim: Claim) -> tuple[str, ...]:
    record = claim.record
    return tuple(sorted({*record.get("parties", ()), *record.get("by", ()), *record.get("to", ())}))


def _pair_keys(claim: Claim) -> Iterator[str]:
    for pair in combinations(_parties(claim)[:6], 2):
        yield "-".join(pair)


def compare_answered(a: Claim, b: Claim) -> Link | None:
    """Return `accepts` or `declines` where the side that was asked says yes or no to the side that asked."""
    days = days_between(a, b)
    if days is None or not 0 <= days <= ANSWER_DAYS or is_unreal(b) or is_negated(a):
        return None
    asked, asker = set(a.record["to"]), set(a.record["by"])
    if (
        asker & set(b.record["by"])
        or not asked & set(b.record["by"])
        or (b.record["to"] and not set(b.record["to"]) & asker)
    ):
        return None
    relation = "accepts" if b.record["act"] == "accept" else "declines"
    if relation == "declines" and not says(b, REFUSING):
        return None
    matter = compare_matters(a, b, LIKENESS[relation], 3, ANSWERING) or compare_matters(
        a, b, ANSWER_LIKENESS, without=ANSWERING
    )
    is_invited = a.record["act"] == "invite" and _says_coming(b) and _is_prompt(a, b, days)
    if not matter and not is_invited:
        return None
    score, said = matter or (0.5, "an invitation answered")
    return _link(relation, a, b, score, f"{'+'.join(b.record['by'])} was asked", said)


def _is_prompt(invitation: Claim, answer: Claim, days: int) -> bool:
    """True when an answer that names no matter comes soon enough, sooner where it does not say whom it answers."""
    if answer.record["to"]:
        return days <= INVITED_DAYS
    opening = content_words(" ".join(str(answer.record["matter"]).split()[:3]))  # "attend", "the invitation to …"
    return days <= UNADDRESSED_DAYS and bool(opening & COMING) and bool(own_words(invitation) & COMING - {"invit"})


def _says_coming(claim: Claim) -> bool:
    return bool(own_words(claim) & COMING)


def _asked_keys(sides: Iterable[str], claim: Claim, is_invitation: bool) -> Iterator[str]:
    words = [*_key_words(claim), *(["(invited)"] if is_invitation else [])]
    yield from (f"{side} {word}" for side in sides for word in words)


def _opens_answer(claim: Claim) -> Iterator[str]:
    if _has_act(claim, ASKING):
        yield from _asked_keys(claim.record["to"], claim, claim.record["act"] == "invite")


def _answers_asked(claim: Claim) -> Iterator[str]:
    if _has_act(claim, ANSWERS):
        yield from _asked_keys(claim.record["by"], claim, _says_coming(claim))


ANSWERED = FollowUp("answered", _opens_answer, _answers_asked, compare_answered, days=ANSWER_DAYS)


# ---------------------------------------------------------------- invited or planned, then planned or held


def _opens_contact(claim: Claim) -> Iterator[str]:
    yield from (f"{pair} {what}" for what in waits_as(claim) for pair in _pair_keys(claim))


def _answers_contact(claim: Claim) -> Iterator[str]:
    yield from (f"{pair} {what}" for what in follows_as(claim) for pair in _pair_keys(claim))


CONTACT = FollowUp("contact", _opens_contact, _answers_contact, compare_contact, days=VISIT_DAYS)
