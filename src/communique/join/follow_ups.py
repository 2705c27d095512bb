"""What follows up what: suggestions with evidence on both ends, which wait for a person's confirmation.

    commit, agree, offer, accept → the same said again (restates) → an action that carries it out (carries out)
                                 → a later decline of it by the same side (withdraws), a deed or threat against it
                                 (contradicts)
    request, proposal, offer, invitation → accepts or declines
    invitation → planned contact (plans) → held contact (holds)

A wrong suggestion costs a reader more than a missed one: each relation asks for several things at once. What it
measures is in docs/joining.md, with the share of right ones among those read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from communique.join.content_words import overlap_share
from communique.join.foreseen import compare_contact, is_contact, is_foreseen
from communique.join.times import days_between
from communique.join.undertakings import is_same_telling, key_words, matter_words
from communique.join.words import load_words
from communique.model.claim import Claim
from communique.model.link import FollowUp, Link

BINDING = frozenset({"commit", "agree", "offer", "accept"})
ASKING = frozenset({"invite", "request", "propose", "offer"})
DEEDS = frozenset({"aid", "cooperate", "concede", "withdraw", "investigate"})
AGAINST = {"decline": "withdraws", "threaten": "contradicts"}
ADVERSE = frozenset({"sanction", "coerce", "protest"})
# Least number of telling words two matters share, and least share of the shorter one, to be one matter: chosen by
# reading suggestions from the corpus (docs/joining.md).
SHARED_WORDS = 3
SHARED_SHARE = 0.5
FEW_SHARE = 0.7  # … where they share no more than `SHARED_WORDS`
# A deed is told in other words than its promise, so that chance likenesses weigh more: it must share more words.
DEED_WORDS = 4
# Stems of what every government vows every week: alone they tell of no matter of its own.
STOCK = load_words("stock")
ANSWER_DAYS = 180  # a request is answered within half a year, or the answer is to another one
KEYS_SHARED = 2


def same_matter(a: Claim, b: Claim, least: int = SHARED_WORDS) -> tuple[float, str] | None:
    """Return a score and the shared words when two claims are of one matter."""
    shared = matter_words(a) & matter_words(b)
    share = overlap_share(matter_words(a), matter_words(b))
    # What is addressed to nobody in particular must be the more particular itself.
    own = 1 if a.record["to"] and b.record["to"] else 2
    least_share = FEW_SHARE if len(shared) <= SHARED_WORDS else SHARED_SHARE
    if len(shared) < least or share < least_share or len(shared - STOCK) < own:
        return None
    return round(0.3 + 0.5 * share + 0.02 * min(len(shared), 10), 3), "both say " + ", ".join(sorted(shared)[:6])


def _has_act(claim: Claim, acts: frozenset[str]) -> bool:
    return claim.kind == "undertakings" and claim.record["act"] in acts


def _link(relation: str, a: Claim, b: Claim, score: float, *reasons: str) -> Link:
    return Link(relation, a.key, b.key, min(1.0, round(score, 3)), reasons, f"follow-up.{relation.replace(' ', '-')}")


# ---------------------------------------------------------------- said again, done, withdrawn, contradicted


def _matter_keys(claim: Claim) -> Iterator[str]:
    for side in claim.record["by"]:
        for word in key_words(claim):
            yield f"{side} {word}"


def _opens_matter(claim: Claim) -> Iterator[str]:
    return _matter_keys(claim) if _has_act(claim, BINDING) else iter(())


def _answers_matter(claim: Claim) -> Iterator[str]:
    if claim.kind == "actions":
        answers = claim.record["type"] in DEEDS | ADVERSE
    else:
        answers = _has_act(claim, BINDING | AGAINST.keys())
    return _matter_keys(claim) if answers else iter(())


def compare_matter(a: Claim, b: Claim) -> Link | None:
    """Return what `b` is to the undertaking `a`: `restates`, `carries out`, `withdraws` or `contradicts` it."""
    if not _has_act(a, BINDING) or is_same_telling(a, b) or (a.source.published or "") >= (b.source.published or ""):
        return None
    relation = _relation(a, b)
    if relation is None or not _same_address(a, b):
        return None
    matter = same_matter(a, b, DEED_WORDS if b.kind == "actions" else SHARED_WORDS)
    return _link(relation, a, b, matter[0], "by " + "+".join(b.record["by"]), matter[1]) if matter else None


def _relation(a: Claim, b: Claim) -> str | None:
    by, own = set(a.record["by"]), set(b.record["by"])
    if b.kind == "actions":
        if not by & own:
            return None
        return "carries out" if b.record["type"] in DEEDS else "contradicts"
    if b.record["act"] in BINDING:
        return "restates" if by == own else None
    # One side alone can leave what several agreed.
    return AGAINST.get(b.record["act"]) if own <= by else None


def _same_address(a: Claim, b: Claim) -> bool:
    """True unless the two are addressed to sides that have none in common."""
    one, two = set(a.record["to"]), set(b.record["to"])
    return not one or not two or bool(one & two)


MATTER = FollowUp("matter", _opens_matter, _answers_matter, compare_matter, shared=KEYS_SHARED, is_mutual=True)


# ---------------------------------------------------------------- asked, then accepted or declined


def _parties(claim: Claim) -> tuple[str, ...]:
    record = claim.record
    return tuple(sorted({*record.get("parties", ()), *record.get("by", ()), *record.get("to", ())}))


def _pair_keys(claim: Claim) -> Iterator[str]:
    for pair in combinations(_parties(claim)[:6], 2):
        yield "-".join(pair)


def _when(condition: Callable[[Claim], bool]) -> Callable[[Claim], Iterator[str]]:
    return lambda claim: _pair_keys(claim) if condition(claim) else iter(())


def compare_answered(a: Claim, b: Claim) -> Link | None:
    """Return `accepts` or `declines` where the side that was asked says yes or no to the side that asked."""
    days = days_between(a, b)
    if days is None or not 0 <= days <= ANSWER_DAYS or not set(a.record["to"]) & set(b.record["by"]):
        return None
    if b.record["to"] and not set(b.record["to"]) & set(a.record["by"]):
        return None
    invited = _is_invitation(a) and _is_invitation(b)
    matter = same_matter(a, b)
    if not matter and not invited:
        return None
    relation = "accepts" if b.record["act"] == "accept" else "declines"
    return _link(
        relation,
        a,
        b,
        matter[0] if matter else 0.5,
        f"{'+'.join(b.record['by'])} was asked",
        matter[1] if matter else "an invitation answered",
    )


def _is_invitation(claim: Claim) -> bool:
    return claim.record["act"] == "invite" or "invit" in matter_words(claim)


ANSWERED = FollowUp(
    "answered",
    opens=_when(lambda claim: _has_act(claim, ASKING)),
    answers=_when(lambda claim: _has_act(claim, frozenset({"accept", "decline"}))),
    compare=compare_answered,
)


# ---------------------------------------------------------------- invited or planned, then planned or held


CONTACT = FollowUp("contact", opens=_when(is_foreseen), answers=_when(is_contact), compare=compare_contact)
