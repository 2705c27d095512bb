"""The same incident told by several reports, with every report's numbers kept.

What speaks for it: the same place (`incident_places.py`), the same days, the same kind of violence, the same numbers
(`losses.py`), the same name. A name joins where days and places agree or are not said: what is told long after, without
a day, joins the incident it is called after. Places too far apart keep two incidents apart, whatever else links them.
Deliberately missed: incidents without number, place or name.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from communique.join.content_words import as_written, content_words
from communique.join.incident_places import FAR, compare_places, name_words, place_words
from communique.join.losses import LARGE_TOLL, compare_losses, equal_loss, losses
from communique.join.names import fold_name
from communique.join.times import block_days, days_between, gap_of, is_dated, iso_window
from communique.join.words import load_mapping
from communique.model.claim import Claim
from communique.model.link import Join, Link

OPERATION = "security operation"
# Kinds that tell one event from two points of view.
NEAR_KINDS = frozenset(
    {
        "attack",
        "armed attack",
        "bombing",
        "suicide bombing",
        "ambush",
        "clash",
        "assassination",
        "air strike",
        "drone strike",
        "shelling",
        "conflict",
        "other",
    }
)
# An operation and the fight it led to are told as either.
OPERATION_KINDS = frozenset({"clash", "attack", "armed attack", "conflict", "ambush", "other"})
TITLE_WORDS = 3  # telling words that headlines share at the least to be of one event
LARGE_TOLL_DAYS = 7  # … for so many days
TOLD_NUMBER = 5  # killed: such a number is looked for in the whole month where a report gives no day
# Undated tellings of one incident come out within so many days of each other (corpus/pairs.jsonl: 126 of 129 pairs).
TELLING_DAYS = 2
LATE = -0.06
NUMBER_WORDS = load_mapping("numbers")


def sign_incident(claim: Claim) -> str:
    """Every claim of an incident is a node of its own."""
    return f"{claim.source.id}@{claim.source.version}#{claim.record['id']}@{claim.key}"


def block_incident(claim: Claim) -> Iterator[str]:
    """Yield a key for every word of place and name and every number of victims, with the day; a name alone for any
    day, a large number for the month.
    """
    yield from _keys(claim, around=0)
    yield from (f"{month} {'some day ' if _is_vague(claim) else ''}{key}" for month, key in _monthly(claim))


def meet_incident(claim: Claim) -> Iterator[str]:
    """Yield the keys of the days around, too: reports of a night's attack give either day. A vague one looks through
    its month, others there only for vague ones.
    """
    yield from _keys(claim, around=1)
    for month, key in _monthly(claim):
        yield f"{month} some day {key}"
        if _is_vague(claim):
            yield f"{month} {key}"


def _keys(claim: Claim, around: int) -> Iterator[str]:
    record = claim.record
    numbers = {f"{outcome} {n}" for outcome in ("killed", "injured") for _, n in losses(record, outcome)}
    keys = sorted(place_words(record) | name_words(record) | numbers)
    for day in _block_days(claim, around):
        yield from (f"{day} {key}" for key in keys)
        if record.get("perpetrator"):
            yield f"{day} {record['kind']} by {' '.join(fold_name(record['perpetrator']))}"
    if name_words(record):
        yield "name " + " ".join(sorted(name_words(record)))


def _block_days(claim: Claim, around: int) -> list[str]:
    """Return the days under which an incident meets others: those of its telling, for a vague date its month."""
    window = _told_window(claim)
    if window is None or claim.record.get("date"):
        return block_days(claim, around)
    first, last = (date.fromisoformat(day) for day in window)
    return [(first + timedelta(days=i)).isoformat() for i in range(-around, (last - first).days + 1 + around)]


def _monthly(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield the months of an incident with its large numbers of killed."""
    for month in sorted({day[:7] for day in iso_window(claim) or ()}):
        yield from (
            (month, f"killed {n}") for _, n in sorted(losses(claim.record, "killed"), key=str) if n >= TOLD_NUMBER
        )


def _is_vague(claim: Claim) -> bool:
    """True for a date of weeks, and for a large toll dated on its report's own day (`incident_window`)."""
    day = claim.record.get("date")
    return bool(day) and (not is_dated(claim) or (_is_large(claim) and day == claim.source.published))


def _told_window(claim: Claim) -> tuple[str, str] | None:
    """Return the days on which an incident may have happened; an undated large one is told long after."""
    window = iso_window(claim)
    return _widen(window) if window and _is_large(claim) and not claim.record.get("date") else window


def incident_window(claim: Claim) -> tuple[str, str] | None:
    """Return the days that a case of this incident must touch: none for one that is called by its name and has no date.

    A large toll is repeated for days, and its report's own day is then often taken for that of the incident.
    """
    window, day = iso_window(claim), claim.record.get("date")
    if name_words(claim.record) and not day:
        return None
    return _widen(window) if window and _is_large(claim) and day in (None, claim.source.published) else window


def _widen(window: tuple[str, str]) -> tuple[str, str]:
    return (date.fromisoformat(window[1]) - timedelta(days=LARGE_TOLL_DAYS)).isoformat(), window[1]


def _is_large(claim: Claim) -> bool:
    return any(count >= LARGE_TOLL for _, count in losses(claim.record, "killed"))


def compare_incidents(a: Claim, b: Claim) -> Link | None:
    """Return a `same` link with its score when two claims may tell of one incident, `different` where none can."""
    x, y = a.record, b.record
    named = bool(name_words(x) & name_words(y))
    killed = equal_loss(x, y, "killed")
    apart = _days_apart(a, b, named, killed)
    kind = _kind_score(x["kind"], y["kind"])
    if kind is None or (apart is None and not named) or (apart is not None and apart > 1):
        return None
    place, said_place = compare_places(a, b)
    numbers, said_numbers = compare_losses(x, y, OPERATION in (x["kind"], y["kind"]))
    titles = _title_words(a) & _title_words(b)
    if place <= FAR and killed < LARGE_TOLL and not named and len(titles) < TITLE_WORDS:
        return Link("different", a.key, b.key, 0.0, (said_place or "",), "different.incident")
    score, reasons = 0.2 + kind + place + numbers, [f"{x['kind']} / {y['kind']}", said_place, said_numbers]
    if named:
        score += 0.3
        reasons.append("named after " + " ".join(sorted(name_words(x) & name_words(y))))
    score += _time_score(a, b, apart)
    if len(titles) >= TITLE_WORDS and (place > 0 <= numbers or numbers > 0 >= place >= -0.03):
        score += min(0.2, 0.1 + 0.03 * (len(titles) - TITLE_WORDS))
        reasons.append("headlines share " + ", ".join(as_written(titles, b.source.title or "")[:5]))
    if x.get("perpetrator") and y.get("perpetrator"):
        score += _perpetrator_score(a, b)
    reasons.append("days overlap" if apart == 0 else "by name" if apart is None else f"{apart} days apart")
    return Link(
        "same", a.key, b.key, round(min(1.0, max(0.0, score)), 3), tuple(filter(None, reasons)), "same.incident"
    )


def _days_apart(a: Claim, b: Claim, named: bool, killed: int) -> int | None:
    """Return the days between two incidents, None where one is told by its name alone, long after the other."""
    apart = gap_of(_told_window(a), _told_window(b))
    if apart is None or apart <= 1:
        return apart
    if named and not (a.record.get("date") and b.record.get("date")):
        return None
    return gap_of(incident_window(a), incident_window(b)) if killed >= LARGE_TOLL else apart


def _time_score(a: Claim, b: Claim, apart: int | None) -> float:
    """Score days that both give; where one gives none, tellings of one incident come out together."""
    if is_dated(a) and is_dated(b):
        return 0.1 if apart == 0 else -0.03
    told = days_between(a, b)
    if apart is None or told is None or abs(told) <= TELLING_DAYS or _is_large(a) or _is_large(b):
        return 0.0
    return LATE


def _perpetrator_score(a: Claim, b: Claim) -> float:
    """Score one perpetrator; one and the same deed of one day by one perpetrator is seldom told of two."""
    x, y = a.record, b.record
    if fold_name(x["perpetrator"]) != fold_name(y["perpetrator"]):
        return -0.05
    return 0.15 if x["kind"] == y["kind"] and is_dated(a) and x["date"] == y["date"] else 0.05


def _title_words(claim: Claim) -> frozenset[str]:
    return _words_of_title(claim.source.title or "")


@lru_cache(maxsize=8192)
def _words_of_title(title: str) -> frozenset[str]:
    """Return the telling words of a headline, numbers as digits."""
    words = [NUMBER_WORDS.get(word, word) for word in title.casefold().split()]
    return content_words(" ".join(words)) | {word for word in words if word.isdigit()}


def _kind_score(x: str, y: str) -> float | None:
    if x == y:
        return 0.15
    if OPERATION in (x, y):
        return 0.08 if {x, y} & OPERATION_KINDS else None
    return 0.08 if {x, y} <= NEAR_KINDS else None


JOIN = Join(
    "incidents",
    "incidents",
    sign_incident,
    block_incident,
    compare_incidents,
    incident_window,
    meet_incident,
    one_a_report=True,
)
