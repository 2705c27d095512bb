"""How a brief says things: our own short sentences; a report's words stand in quotation marks, cut at a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from communique.join.names import compare_names
from communique.model.claim import Claim
from communique.model.days import days_of
from communique.reference.countries import COUNTRIES

QUOTE_WORDS = 24  # longer quotations are cut, with "…"
LEAD_WORDS = 4  # words before a matter that show how firm it is ("expressed interest in acquiring …")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WITH_ARTICLE = frozenset(
    {"USA", "GBR", "ARE", "NLD", "PHL", "MDV", "BHS", "CZE", "DOM", "COM", "GMB", "SDN", "COD", "COG"}
)
ARTICLE_LESS = frozenset({"SDN", "CZE", "COG"})

# How each act is told, towards somebody and towards nobody. `{by}`, `{to}` are names of sides.
ACT_PHRASES = {
    "agree": ("{by} agreed with regard to {to}", "{by} agreed"),
    "commit": ("{by} undertook towards {to}", "{by} undertook"),
    "offer": ("{by} offered {to}", "{by} offered"),
    "propose": ("{by} proposed to {to}", "{by} proposed"),
    "request": ("{by} asked of {to}", "{by} asked"),
    "invite": ("{by} invited {to}", "{by} sent an invitation"),
    "accept": ("{by} accepted, from {to}", "{by} accepted"),
    "decline": ("{by} declined, towards {to}", "{by} declined"),
    "threaten": ("{by} warned {to}", "{by} warned"),
}
# Acts whose matter can follow as an infinitive: "undertook to “open a hospital”".
TO_DO = frozenset({"agree", "commit", "offer"})
MODALS = frozenset({"will", "would", "shall"})
# Words after which "to" brings a thing, not a deed: "commitment to peace", "open to talks".
TO_A_THING = frozenset({"access", "commitment", "committed", "dedicated", "dedication", "devoted", "open", "openness"})
NO_VERBS = frozenset({"a", "all", "an", "any", "each", "her", "his", "its", "our", "that", "the", "their", "this"})
FORESEEN_WORDS = {"planned": "is announced", "invited": "has been proposed by invitation", "possible": "is possible"}
# How a held contact is told: of two sides whose persons are named (with), and of others.
HELD_VERBS = {
    "meeting": ("met", "met"),
    "call": ("spoke by telephone with", "spoke by telephone"),
    "conference": ("took part in a conference with", "took part in a conference"),
    "signing": ("signed agreements with", "signed agreements"),
    "other": ("was at an event with", "came together"),
}
MOST_NAMES = 6  # names in one sentence
MOST_OF_SIDE = 3  # … of one side
SAME_NAME = 0.85  # join/names.py: from here on two forms are one name
STANCE_VERBS = {
    "praise": "praised",
    "affirm": "affirmed",
    "welcome": "welcomed",
    "condemn": "condemned",
    "condole": "condoled",
    "criticise": "criticised",
    "reject": "rejected",
}


def name_side(code: str) -> str:
    """Return a side's name as a sentence needs it: "China", "the United States", "SCO"."""
    country = COUNTRIES.get(code)
    if country is None:
        return code
    return (
        f"the {country.name}"
        if code in WITH_ARTICLE - ARTICLE_LESS and not country.name.startswith("The ")
        else country.name
    )


def join_words(words: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def name_sides(codes: Sequence[str]) -> str:
    return join_words([name_side(code) for code in codes])


def start(text: str) -> str:
    return text[:1].upper() + text[1:]


def say_day(day: str) -> str:
    """Return "5 February 2025" for an ISO day."""
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def say_date(edtf: str | None) -> str | None:
    """Return an EDTF date in words, with its preposition; None where there is none.

    >>> say_date("2025-02-05"), say_date("2025-02"), say_date("2025-02-04/2025-02-08")
    ('on 5 February 2025', 'in February 2025', 'from 4 to 8 February 2025')
    """
    days = days_of(edtf)
    if not edtf or not days:
        return None
    first, last = days
    if first is None or last is None:
        return f"since {say_day(first)}" if first else f"until {say_day(str(last))}"
    if first == last:
        return f"on {say_day(first)}"
    if edtf == first[:7]:
        return f"in {MONTHS[int(first[5:7]) - 1]} {first[:4]}"
    if edtf == first[:4]:
        return f"in {first[:4]}"
    if first[:7] == last[:7]:
        return f"from {int(first[8:])} to {say_day(last)}"
    return f"from {say_day(first)} to {say_day(last)}"


def say_when(claim: Claim) -> str:
    """Return when it happened, else when it was reported: the two are never mixed up."""
    said = say_date(claim.record.get("date"))
    if said:
        return said
    return f"as reported on {say_day(claim.source.published)}" if claim.source.published else "on a day not given"


def quote(text: str) -> str:
    """Return a report's words in quotation marks, at most `QUOTE_WORDS` of them, on one line."""
    words = text.replace("“", "'").replace("”", "'").replace('"', "'").split()
    cut = " ".join(words[:QUOTE_WORDS]).rstrip(",;:. ")
    return f"“{cut}{'…' if len(words) > QUOTE_WORDS else ''}”"


def say_money(value: float, currency: str) -> str:
    """Return an amount as people write it: "USD 2.3 billion", "PKR 45,000"."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{currency} {value / size:,.4g} {word}"
    return f"{currency} {value:,.0f}"


def quote_claim(claim: Claim) -> str:
    """Return a claim's words where they are short, since they show how firm it is; else from just before its matter."""
    words = " ".join(" … ".join(claim.words).split())
    if len(words.split()) <= QUOTE_WORDS:
        return quote(words)
    matter = " ".join(str(claim.record.get("matter") or "").split())
    before, found, _ = words.partition(matter)
    if not matter or not found:
        return quote(matter or words)
    lead = before.split()
    cut = "…" if len(lead) > LEAD_WORDS else ""
    return quote(cut + " ".join([*lead[-LEAD_WORDS:], matter]))


def is_infinitive(claim: Claim) -> bool:
    """True where the matter is what somebody is "to" do: "to work …", "will further support …"."""
    words = " ".join(" ".join(claim.words).split())
    matter = " ".join(str(claim.record["matter"]).split())
    before, found, _ = words.partition(matter)
    lead = before.casefold().split()
    if not found or not matter or not lead:
        return False
    first = matter.casefold().split()[0]
    if first.endswith(("ing", "ed")) or first in NO_VERBS:
        return False
    return lead[-1] in MODALS or (lead[-1] == "to" and not TO_A_THING & {*lead[-2:-1]})


def say_undertaking(claim: Claim, speaker: str | None = None) -> str:
    """Return one sentence on an undertaking, without its full stop: who, for which side, to whom, in which words."""
    record = claim.record
    others = [side for side in record["to"] if side not in record["by"]]
    by = name_sides(record["by"])
    said = ACT_PHRASES[record["act"]][0 if others else 1].format(
        by=f"{speaker} ({by})" if speaker else start(by), to=name_sides(others)
    )
    if record["act"] in TO_DO and is_infinitive(claim):
        said += f" to {quote(record['matter'])}"
    else:
        said += f": {quote_claim(claim)}"
    extras = [say_money(a["value"], a["currency"]) for a in record["amounts"]] + (
        [f"due {say_due(record['due'])}"] if record["due"] else []
    )
    return said + (f" ({'; '.join(extras)})" if extras else "")


def say_due(due: str) -> str:
    """Return when something is due: a date in words, or the report's words."""
    said = say_date(due)
    return said.removeprefix("on ") if said else due


def name_people(claims: Sequence[Claim]) -> dict[str | None, list[str]]:
    """Return the persons of a contact by side, each once in the fullest form of the name."""
    groups: dict[str | None, list[str]] = {}
    for claim in claims:
        for participant in claim.record["participants"]:
            if participant.get("person"):
                _add_name(groups.setdefault(participant.get("country"), []), participant["name"])
    return groups


def _add_name(names: list[str], name: str) -> None:
    for place, known in enumerate(names):
        is_surname_of = name in known.split() or known in name.split()
        if is_surname_of or compare_names(known, name)[0] >= SAME_NAME:
            names[place] = max(known, name, key=lambda n: (len(n.split()), n))
            return
    names.append(name)


def say_engagement(claims: Sequence[Claim]) -> str:
    """Return one sentence on a contact told by one or more claims, without its full stop."""
    first = next((c for c in claims if c.record.get("date")), claims[0])
    record = first.record
    groups = name_people(claims)
    place = next(((c.record["place"] or {}) for c in claims if c.record.get("place")), {})
    where = f" in {place['name']}" if place.get("name") else ""
    parties = sorted({side for c in claims for side in c.record["parties"]})
    sides = name_sides(parties)
    who = join_words([name for names in groups.values() for name in names[:3]][:MOST_NAMES])
    when = say_when(first)
    if record["status"] in FORESEEN_WORDS:
        if record["kind"] == "visit" and (planned := _say_foreseen_visit(groups, place, record["status"], when)):
            return planned
        named = f" with {who}" if who else ""
        words = "" if who else f" ({quote(first.words[0])})"
        kind = "meeting" if record["kind"] == "other" else record["kind"]
        told = name_route(parties, place) if kind == "visit" else f"of {sides}{named}{where}"
        return f"A {kind} {told} {FORESEEN_WORDS[record['status']]}, {when}{words}"
    if record["status"] == "cancelled":
        return f"A {record['kind']} of {sides}{where} was called off, {when}"
    if record["kind"] == "visit":
        return _say_visit(groups, place, parties, when)
    with_them, together = HELD_VERBS.get(record["kind"], HELD_VERBS["meeting"])
    sided = {side: names for side, names in groups.items() if side in parties}
    if len(sided) == 2:
        (one, some), (two, others) = sided.items()
        first_ones, last_ones = (join_words(names[:MOST_OF_SIDE]) for names in (some, others))
        verb = with_them if len(some) == 1 else with_them.replace("was at", "were at")
        return f"{first_ones} ({name_side(str(one))}) {verb} {last_ones} ({name_side(str(two))}){where} {when}"
    return f"Officials of {sides} {together}{where} {when}" + (f"; {who} took part" if who else "")


def _say_foreseen_visit(
    groups: dict[str | None, list[str]], place: Mapping[str, Any], status: str, when: str
) -> str | None:
    """Say who is to visit where, if guests and place are known."""
    guests = [name for side, names in groups.items() if side != place.get("country") for name in names]
    if not guests or not place.get("name"):
        return None
    return f"A visit by {join_words(guests[:MOST_NAMES])} to {place['name']} {FORESEEN_WORDS[status]}, {when}"


def name_route(parties: Sequence[str], place: Mapping[str, Any]) -> str:
    """Return "from China to Pakistan" of a visit where the place tells who is the host, else "of China and Pakistan".

    >>> name_route(["CHN", "PAK"], {"name": "Lahore", "country": "PAK"})
    'from China to Lahore'
    """
    guests = [side for side in parties if side != place.get("country")]
    if not place.get("name") or len(guests) == len(parties) or not guests:
        return f"of {name_sides(parties)}" + (f" in {place['name']}" if place.get("name") else "")
    return f"from {name_sides(guests)} to {place['name']}"


def _say_visit(groups: dict[str | None, list[str]], place: Mapping[str, Any], parties: Sequence[str], when: str) -> str:
    """Say who visited whom: guests are those whose side is not the place's."""
    host = place.get("country")
    guests = join_words([name for side, names in groups.items() if side != host for name in names][:MOST_NAMES])
    hosts = join_words([name for side, names in groups.items() if side == host for name in names][:MOST_NAMES])
    if not guests or not place.get("name"):
        return f"A visit {name_route(parties, place)} took place, {when}"
    where = (
        place["name"]
        if not host or place["name"] == name_side(host).removeprefix("the ")
        else f"{place['name']}, {name_side(host)}"
    )
    return f"{guests} visited {where} {when}" + (f"; {hosts} took part for the host" if hosts else "")
