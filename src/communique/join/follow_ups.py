"""What follows up what: suggestions with evidence on both ends, which wait for a person's confirmation.

    invite → accept or decline → planned contact → held contact
    request, proposal, offer → accept or decline
    commit, agree, offer → the same said again (restates) → an action that carries it out
    commit, agree, accept → a later decline of the same matter by the same side (withdraws)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from communique.join.content_words import content_words, overlap_share
from communique.join.engagements import FORESEEN, status_group
from communique.join.times import window_of
from communique.join.undertakings import is_same_telling, matter_words
from communique.model.claim import Claim
from communique.model.link import FollowUp, Link

BINDING = frozenset({"commit", "agree", "offer", "accept"})
ASKING = frozenset({"invite", "request", "propose", "offer"})
DEEDS = frozenset({"aid", "cooperate", "concede", "withdraw", "investigate"})
# Least number of telling words two matters share, and least share of the shorter one, to be one matter. Chosen by reading
# 60 suggestions from the corpus (docs/joining.md says how many were right); `make measure-joins` prints them again.
SHARED_WORDS = 3
SHARED_SHARE = 0.5
KEY_WORDS = 8  # rarest-looking (longest) words of a matter that serve as meeting keys
VISIT_DAYS = 400  # an invitation or plan is followed up within this many days


def _parties(claim: Claim) -> tuple[str, ...]:
    record = claim.record
    return tuple(sorted({*record.get("parties", ()), *record.get("by", ()), *record.get("to", ())}))


def _matter_keys(claim: Claim, roles: tuple[str, ...]) -> Iterator[str]:
    words = sorted(matter_words(claim), key=lambda w: (-len(w), w))[:KEY_WORDS]
    for role in roles:
        for side in claim.record.get(role, ()):
            for word in words:
                yield f"{side} {word}"



def _acts(*acts: frozenset[str]) -> Callable[[Claim], bool]:
    wanted = frozenset().union(*acts)
    return lambda claim: claim.kind == "undertakings" and claim.record["act"] in wanted


def _when(condition: Callable[[Claim], bool], keys: Callable[[Claim], Iterator[str]]) -> Callable[[Claim], Iterator[str]]:
    return lambda claim: keys(claim) if condition(claim) else iter(())


def _same_matter(a: Claim, b: Claim) -> tuple[float, str] | None:
    """Return a score and the shared words when two claims are of one matter."""
    shared = matter_words(a) & matter_words(b)
    share = overlap_share(matter_words(a), matter_words(b))
    if len(shared) < SHARED_WORDS or share < SHARED_SHARE:
        return None
    return round(0.3 + 0.5 * share + 0.02 * min(len(shared), 10), 3), "both say " + ", ".join(sorted(shared)[:6])


def _later(a: Claim, b: Claim) -> bool:
    """True when `b` came out after the days in which other reports tell of the same occasion as `a`."""
    return (a.source.published or "") < (b.source.published or "") and not is_same_telling(a, b)


def _link(relation: str, a: Claim, b: Claim, score: float, *reasons: str) -> Link:
    return Link(relation, a.key, b.key, min(1.0, round(score, 3)), reasons, f"follow-up.{relation.replace(' ', '-')}")


# ---------------------------------------------------------------- the same said again


def compare_restated(a: Claim, b: Claim) -> Link | None:
    if not _later(a, b) or set(a.record["by"]) != set(b.record["by"]):
        return None
    if a.record["to"] and b.record["to"] and not set(a.record["to"]) & set(b.record["to"]):
        return None
    matter = _same_matter(a, b)
    return _link("restates", a, b, matter[0], "by " + "+".join(a.record["by"]), matter[1]) if matter else None


RESTATED = FollowUp(
    "restated",
    opens=_when(_acts(BINDING), lambda c: _matter_keys(c, ("by",))),
    answers=_when(_acts(BINDING), lambda c: _matter_keys(c, ("by",))),
    compare=compare_restated,
)


# ---------------------------------------------------------------- asked, then accepted or declined


def _pair_keys(claim: Claim) -> Iterator[str]:
    for pair in combinations(_parties(claim)[:6], 2):
        yield "-".join(pair)


def compare_answered(a: Claim, b: Claim) -> Link | None:
    if not _later(a, b) or not set(a.record["to"]) & set(b.record["by"]):
        return None
    relation = "accepts" if b.record["act"] == "accept" else "declines"
    matter = _same_matter(a, b)
    visit = a.record["act"] == "invite" and {"invit", "visit"} & matter_words(b) != set()
    if not matter and not visit:
        return None
    return _link(relation, a, b, matter[0] if matter else 0.5, f"{'+'.join(b.record['by'])} was asked",
                 matter[1] if matter else "an invitation answered")


ANSWERED = FollowUp(
    "answered",
    opens=_when(_acts(ASKING), _pair_keys),
    answers=_when(_acts(frozenset({"accept", "decline"})), _pair_keys),
    compare=compare_answered,
)


# ---------------------------------------------------------------- invited or planned, then planned or held


def _is_foreseen(claim: Claim) -> bool:
    if claim.kind == "undertakings":
        return str(claim.record["act"]) in ("invite", "accept") and bool({"visit", "invit", "attend"} & matter_words(claim))
    return claim.kind == "engagements" and claim.record["status"] in FORESEEN


def _is_contact(claim: Claim) -> bool:
    return claim.kind == "engagements" and claim.record["status"] in (*FORESEEN, "held", "ongoing")


def compare_contact(a: Claim, b: Claim) -> Link | None:
    """Return `plans` (an invitation that becomes a plan) or `holds` (a plan that takes place)."""
    if not _later(a, b) or not set(_parties(a)) <= set(_parties(b)):
        return None
    held = status_group(b.record["status"]) == "held"
    if a.kind == "engagements" and (a.record["kind"] != b.record["kind"] or (not held and a.record["status"] == b.record["status"])):
        return None
    if a.kind == "undertakings" and b.record["kind"] not in ("visit", "conference"):
        return None
    score, reasons = _contact_score(a, b)
    if score < 0.45:
        return None
    return _link("holds" if held else "plans", a, b, score, *reasons)


def _contact_score(a: Claim, b: Claim) -> tuple[float, list[str]]:
    """Score by date, place and persons; a foreseen contact without any of them proves too little."""
    before, after = window_of(a), window_of(b)
    score, reasons = 0.2, ["sides " + "+".join(_parties(a))]
    if a.record.get("date") and before and after:
        if after[0] <= before[1] and before[0] <= after[1]:
            score += 0.35
            reasons.append("on the foreseen day")
        elif (after[0] - before[1]).days > 31 or after[1] < before[0]:
            return 0.0, []
    elif before and after and (after[0] - before[1]).days > VISIT_DAYS:
        return 0.0, []
    places = [(c.record.get("place") or {}).get("name") for c in (a, b)]
    if places[0] and places[0] == places[1]:
        score += 0.2
        reasons.append(f"in {places[0]}")
    one = {p["name"].split()[-1] for p in a.record.get("participants", ()) if p.get("person")}
    two = {p["name"].split()[-1] for p in b.record.get("participants", ()) if p.get("person")}
    if one & two:
        score += 0.25
        reasons.append("both name " + ", ".join(sorted(one & two)))
    shared = matter_words(a) & content_words(" ".join(b.words))
    if len(shared) >= 2:
        score += 0.1
    return score, reasons


CONTACT = FollowUp(
    "contact",
    opens=_when(_is_foreseen, _pair_keys),
    answers=_when(_is_contact, _pair_keys),
    compare=compare_contact,
)


# ---------------------------------------------------------------- promised, then done or withdrawn


def compare_done(a: Claim, b: Claim) -> Link | None:
    if not _later(a, b) or not set(b.record["by"]) & set(a.record["by"]):
        return None
    matter = _same_matter(a, b)
    return _link("carries out", a, b, matter[0], "by " + "+".join(b.record["by"]), matter[1]) if matter else None


DONE = FollowUp(
    "done",
    opens=_when(_acts(BINDING), lambda c: _matter_keys(c, ("by",))),
    answers=_when(lambda c: c.kind == "actions" and c.record["type"] in DEEDS, lambda c: _matter_keys(c, ("by",))),
    compare=compare_done,
)


def compare_withdrawn(a: Claim, b: Claim) -> Link | None:
    if not _later(a, b) or set(a.record["by"]) != set(b.record["by"]):
        return None
    matter = _same_matter(a, b)
    return _link("withdraws", a, b, matter[0], "by " + "+".join(b.record["by"]), matter[1]) if matter else None


WITHDRAWN = FollowUp(
    "withdrawn",
    opens=_when(_acts(BINDING), lambda c: _matter_keys(c, ("by",))),
    answers=_when(_acts(frozenset({"decline"})), lambda c: _matter_keys(c, ("by",))),
    compare=compare_withdrawn,
)
