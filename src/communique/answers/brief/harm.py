"""The incidents that touched one side's nationals on the other's ground, and what the host undertook after them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from communique.answers.brief.pair import Pair
from communique.answers.brief.sections import tell
from communique.answers.brief.sides import names_nationals
from communique.answers.brief.wording import name_sides, say_undertaking, say_when, start
from communique.answers.cases import day_of
from communique.join.content_words import content_words
from communique.model.brief import Section, Sentence
from communique.model.claim import Claim

MOST_INCIDENTS = 5
MOST_SOURCES = 3  # reports whose numbers of one incident are told in a sentence
AFTER_DAYS = 90  # promises of safety or justice within so many days are told as following an incident
SAFETY_WORDS = content_words("security safety protect protection investigate investigation probe punish")
CULPRIT_WORDS = content_words("perpetrators killers culprits justice")


def write_incidents(pair: Pair) -> Section:
    """Write each incident with every source's numbers, and after it what the other side undertook about safety."""
    sentences: list[Sentence] = []
    for case in sorted(pair.incidents, key=day_of)[::-1]:
        touched = sorted(
            side for side in (pair.a, pair.b) if any(touches((c,), side, _other(pair, side)) for c in case)
        )
        # A report of the case that does not name them tells, for all we know, of the others who were struck.
        claims = tuple(c for c in case if any(touches((c,), side, _other(pair, side)) for side in touched))
        if not claims or not _is_particular(claims) or len(sentences) >= MOST_INCIDENTS:
            continue
        sentences = [_tell(claims, touched), *_promised_after(pair, claims, touched), *sentences]
    note = None if sentences else "No such incident was found in the reports looked at."
    return Section("Incidents that touched the other's nationals", tuple(sentences), note)


def touches(claims: Sequence[Claim], side: str, other: str) -> bool:
    """True when an incident on the other's ground names the side's nationals among those it struck."""
    abroad = any((c.record.get("place") or {}).get("country") == other for c in claims)
    return abroad and any(names_nationals(" ".join(c.words), side) for c in claims)


def _other(pair: Pair, side: str) -> str:
    return pair.b if side == pair.a else pair.a


def _is_particular(claims: Sequence[Claim]) -> bool:
    """True when an incident has a number, a name or a day: "attacks on workers" in general is none to report on."""
    return any(c.record["casualties"] or c.record.get("name") or c.record.get("date") for c in claims)


def _tell(claims: tuple[Claim, ...], touched: list[str]) -> Sentence:
    place = next((c.record["place"]["name"] for c in claims if c.record.get("place")), None)
    what = claims[0].record.get("name") or claims[0].record["kind"]
    counted = [c for c in claims if c.record["casualties"]]
    numbers = "; ".join(dict.fromkeys(_numbers(c) for c in counted[:MOST_SOURCES]))
    if len(counted) > MOST_SOURCES:
        numbers += f"; {len(counted) - MOST_SOURCES} more reports give numbers (`communique incidents`)"
    where = f" in {place}" if place else ""
    told = f"{start(what)}{where}, {say_when(claims[0])}, touched nationals of {name_sides(touched)}"
    return tell(f"{told}{': ' + numbers if numbers else ''}.", claims)


def _numbers(claim: Claim) -> str:
    rows = [f"{r['count']} {r['class']} {r['outcome']}" for r in claim.record["casualties"]]
    return f"{claim.source.outlet or claim.source.id} gives {', '.join(rows)}"


def _promised_after(pair: Pair, claims: Sequence[Claim], touched: list[str]) -> list[Sentence]:
    """Return what the host undertook towards the side within `AFTER_DAYS` after an incident, the surest first."""
    day = day_of(claims)
    if not day:
        return []
    until = (date.fromisoformat(day) + timedelta(days=AFTER_DAYS)).isoformat()
    hosts = {pair.a, pair.b} - set(touched)
    after = [
        c
        for c in pair.undertakings
        if set(c.record["by"]) <= hosts
        and c.record["act"] in ("commit", "agree", "offer")
        and day <= (c.source.published or "") <= until
        and _is_about_them(c, touched)
    ]
    best = sorted(after, key=lambda c: (-c.record["confidence"], c.source.published or ""))[:1]
    return [Sentence(f"After it: {say_undertaking(c)}, {say_when(c)}.", (c,)) for c in best]


def _is_about_them(promise: Claim, touched: Sequence[str]) -> bool:
    """True when a promise is of the safety of a side's nationals, or of justice for those who struck them."""
    told = " ".join(promise.words)
    words = content_words(told)
    return bool(words & CULPRIT_WORDS) or (
        bool(words & SAFETY_WORDS) and any(names_nationals(told, side) for side in touched)
    )
