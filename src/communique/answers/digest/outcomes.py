"""What came of what is known: follow-ups that new reports bring, and what people decided since."""

from __future__ import annotations

from communique.answers.brief.promises import OUTCOMES
from communique.answers.brief.wording import quote_claim, say_when, start
from communique.answers.digest.fresh import Fresh
from communique.answers.digest.subjects import Subject
from communique.answers.digest.wording import say_claim
from communique.model.brief import Sentence
from communique.model.claim import Claim
from communique.register import Register
from communique.register.parts import in_parts, marks_for


def find_outcomes(register: Register, subject: Subject, fresh: Fresh) -> list[Sentence]:
    """Return the follow-ups to known claims of a subject, confirmed ones and given statuses."""
    return [
        *_find_follow_ups(register, subject, fresh),
        *_find_confirmed(register, subject, fresh),
        *_find_statuses(register, subject, fresh),
    ]


def _find_follow_ups(register: Register, subject: Subject, fresh: Fresh) -> list[Sentence]:
    """Return what new reports tell that may follow up something known; restatements tell nothing new."""
    rows = register.connection.execute(
        "SELECT f.earlier, f.later, f.relation FROM follow_link f JOIN claim l ON l.key = f.later"
        " JOIN claim e ON e.key = f.earlier WHERE l.report > ? AND l.report <= ? AND e.report <= ? ORDER BY f.key",
        (fresh.since.report, fresh.until.report, fresh.since.report),
    )
    links = [(row[0], row[1], row[2]) for row in rows if row[2] in OUTCOMES]
    claims = _get_current(register, {key for earlier, later, _ in links for key in (earlier, later)})
    told: dict[tuple[int, str], Sentence] = {}
    for earlier, later, relation in links:
        if earlier in claims and later in claims and (subject.fits(claims[earlier]) or subject.fits(claims[later])):
            said = f"{start(OUTCOMES[relation])} (suggested, not confirmed)"
            told.setdefault((later, relation), _tell(claims[earlier], claims[later], said))
    return list(told.values())


def _find_confirmed(register: Register, subject: Subject, fresh: Fresh) -> list[Sentence]:
    """Return the follow-ups that somebody confirmed since."""
    rows = register.connection.execute(
        "SELECT j.a, j.b, f.relation, j.who FROM judgement j JOIN follow_link f ON f.earlier = j.a AND f.later = j.b"
        " WHERE j.subject = 'follow-up' AND j.verdict = 'confirmed' AND j.undone_at IS NULL"
        " AND j.key > ? AND j.key <= ? ORDER BY j.key",
        (fresh.since.judgement, fresh.until.judgement),
    )
    links = [(row[0], row[1], row[2], row[3]) for row in rows if row[2] in OUTCOMES]
    claims = _get_current(register, {key for link in links for key in link[:2]})
    return [
        _tell(claims[earlier], claims[later], f"{start(OUTCOMES[relation])} (confirmed by {who})")
        for earlier, later, relation, who in links
        if earlier in claims and later in claims and (subject.fits(claims[earlier]) or subject.fits(claims[later]))
    ]


def _find_statuses(register: Register, subject: Subject, fresh: Fresh) -> list[Sentence]:
    """Return the statuses that people gave undertakings since."""
    rows = register.connection.execute(
        "SELECT undertaking, status, day, who, why FROM assessment WHERE undone_at IS NULL AND key > ? AND key <= ?"
        " ORDER BY key",
        (fresh.since.assessment, fresh.until.assessment),
    ).fetchall()
    claims = _get_current(register, {row["undertaking"] for row in rows})
    sentences = []
    for row in rows:
        claim = claims.get(row["undertaking"])
        if claim is not None and subject.fits(claim):
            why = f": {row['why']}" if row["why"] else ""
            given = f"Status on {row['day']}: {row['status']} ({row['who']}{why})"
            sentences.append(Sentence(f"{say_claim(claim)}. {given}.", (claim,)))
    return sentences


def _tell(earlier: Claim, later: Claim, said: str) -> Sentence:
    return Sentence(f"{say_claim(earlier)}. {said}: {quote_claim(later)}, {say_when(later)}.", (earlier, later))


def _get_current(register: Register, keys: set[int]) -> dict[int, Claim]:
    """Return the claims by key that are current and not rejected."""
    found: dict[int, Claim] = {}
    wanted = sorted(keys)
    for part in in_parts(wanted):
        found |= {claim.key: claim for claim in register.claims(f"c.key IN ({marks_for(part)})", part)}
    return found
