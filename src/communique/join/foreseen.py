"""From an invitation, or its acceptance, to a planned contact (`plans`), and to the held one (`holds`).

Two sides meet often: that a later contact is the foreseen one must be said by its day, or by its kind, persons and
place together within weeks.
"""

from __future__ import annotations

from datetime import date, timedelta

from communique.join.engagements import FORESEEN, people_score, status_group
from communique.join.times import days_between, is_dated, window_of
from communique.join.undertakings import matter_words
from communique.model.claim import Claim
from communique.model.link import Link

TRAVEL = frozenset({"visit", "conference"})
# A contact announced without a day is looked for in these many days: visits come within weeks, meetings within days.
UNDATED_DAYS = {"visit": 45, "conference": 45}
UNDATED_MEETING_DAYS = 14
INVITED_DAYS = 180  # an invitation becomes a plan or a visit within these many days
LATE_DAYS = 3  # a contact may begin so many days after the announced one: postponed, or told of its second day
LEAST_HELD = 0.5
LEAST_INVITED = 0.75  # without a person in common hardly one in four was the invitation's


def waits_as(claim: Claim) -> tuple[str, ...]:
    """Return what a claim waits for: a foreseen contact for one of its kind, an invitation for a visit."""
    if claim.kind == "undertakings":
        act = claim.record["act"]
        is_invitation = act == "invite" or (act == "accept" and "invit" in matter_words(claim))
        return ("invitation",) if is_invitation else ()
    return (claim.record["kind"],) if claim.kind == "engagements" and claim.record["status"] in FORESEEN else ()


def follows_as(claim: Claim) -> tuple[str, ...]:
    """Return what a held contact (one of its kind) or a held or planned visit (an invitation) may have waited for."""
    if claim.kind != "engagements" or status_group(claim.record["status"]) == "cancelled":
        return ()
    kind, status = claim.record["kind"], claim.record["status"]
    invited = ("invitation",) if kind in TRAVEL and status != "invited" else ()
    return (kind, *invited) if status_group(status) == "held" else invited


def compare_contact(a: Claim, b: Claim) -> Link | None:
    """Return `plans` (an invitation that becomes a plan) or `holds` (a plan or an invitation that takes place)."""
    held = status_group(b.record["status"]) == "held"
    is_invitation = a.kind == "undertakings"
    if not is_invitation and not held:
        return None
    found = _visit_score(a, b) if is_invitation else _held_score(a, b)
    if found is None or found[0] < (LEAST_INVITED if is_invitation else LEAST_HELD):
        return None
    relation = "holds" if held else "plans"
    return Link(relation, a.key, b.key, min(1.0, round(found[0], 3)), tuple(found[1]), f"follow-up.{relation}")


def _visit_score(a: Claim, b: Claim) -> tuple[float, list[str]] | None:
    """Score a visit as the outcome of an invitation: the invited side travels to the inviting one."""
    record = b.record
    days = days_between(a, b)
    if record["kind"] not in TRAVEL or record["status"] == "invited" or days is None or not 0 <= days <= INVITED_DAYS:
        return None
    hosts, guests = a.record["by"], a.record["to"]
    if a.record["act"] == "accept":
        hosts, guests = guests, hosts
    if not hosts or not guests or not {*hosts, *guests} <= set(record["parties"]):
        return None
    if record["status"] == "held" and not record.get("date"):
        return None  # "his historic visit" may be one of years ago
    if status_group(record["status"]) == "held" and (days == 0 or _is_out_of_time(a, b)):
        return None
    place = record.get("place") or {}
    if place.get("country") and place["country"] not in hosts:
        return None
    if (
        record["kind"] == "visit"
        and "visit" not in matter_words(a)
        and str(place.get("name")).casefold() not in _words(a)
    ):
        return None  # invited to an event, not to the country
    score, reasons = 0.3, [f"{'+'.join(guests)} was invited {days} days before"]
    if place.get("country"):
        score += 0.2
        reasons.append(f"to {place['name']}")
    named = [
        p["name"] for p in record["participants"] if p.get("person") and p["name"].split()[-1].casefold() in _words(a)
    ]
    if named:
        score += 0.3
        reasons.append("both name " + ", ".join(named))
    if len(matter_words(a) & frozenset(_words(b))) >= 2:
        score += 0.1
    return score, reasons


def _held_score(a: Claim, b: Claim) -> tuple[float, list[str]] | None:
    """Score a held contact as the planned one: by its day, else by persons and place within some weeks."""
    x, y = a.record, b.record
    days = days_between(a, b)
    if x["kind"] != y["kind"] or days is None or days < 0 or not set(x["parties"]) <= set(y["parties"]):
        return None
    where = [(r.get("place") or {}) for r in (x, y)]
    if where[0].get("country") and where[1].get("country") and where[0]["country"] != where[1]["country"]:
        return None
    reasons = [f"{x['kind']} of {'+'.join(x['parties'])}"]
    on_day = _on_foreseen_day(a, b)
    # "His historic visit", told without a day, may be one of years ago.
    most = UNDATED_DAYS.get(x["kind"], UNDATED_MEETING_DAYS) if is_dated(b) else UNDATED_MEETING_DAYS
    if on_day is False or (on_day is None and days > most) or _is_out_of_time(a, b):
        return None
    score = 0.2 + (0.3 if on_day else 0.0)
    reasons.append("on the foreseen day" if on_day else f"told {days} days after it was announced")
    if where[0].get("name") and where[0].get("name") == where[1].get("name"):
        score += 0.15
        reasons.append(f"in {where[0]['name']}")
    people, said = people_score(x, y)
    if people < 0:
        return None
    if said:
        # Persons of two sides in one plan and one contact: hardly another one.
        score += people
        reasons.append(said)
    return score, reasons


def _is_out_of_time(a: Claim, b: Claim) -> bool:
    """True where the held contact lies before the announcement, or after the report that tells it."""
    window = window_of(b)
    if window is None or not a.source.published or not b.source.published:
        return False
    announced, told = (date.fromisoformat(str(c.source.published)) for c in (a, b))
    return window[1] < announced - timedelta(days=1) or window[0] > told


def _on_foreseen_day(a: Claim, b: Claim) -> bool | None:
    """Return whether a contact took place on the foreseen day; None where that is not said, or only vaguely."""
    before, after = window_of(a), window_of(b)
    if before is None or after is None or not a.record.get("date"):
        return None
    if not is_dated(a):
        return None if after[0] <= before[1] and before[0] <= after[1] else False
    if not is_dated(b) and b.source.published:
        told = date.fromisoformat(b.source.published)
        return before[0] <= told <= before[1] + timedelta(days=LATE_DAYS)
    return after[0] <= before[1] + timedelta(days=LATE_DAYS) and before[0] <= after[1]


def _words(claim: Claim) -> set[str]:
    return set(" ".join(claim.words).casefold().replace("’s", "").replace("'s", "").split())
