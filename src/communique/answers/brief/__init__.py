"""The pre-meeting brief of a pair of sides: what was said, promised, done; every sentence with its numbered sources."""

from __future__ import annotations

from communique.answers.brief.contacts import write_ahead, write_engagements, write_last_contact, write_not_held
from communique.answers.brief.harm import write_incidents
from communique.answers.brief.money import write_figures, write_money
from communique.answers.brief.pair import get_pair
from communique.answers.brief.positions import write_actions, write_statements
from communique.answers.brief.promises import ASKS, PROMISES, write_open, write_outcomes
from communique.answers.brief.wording import name_side, say_day
from communique.answers.filter import Filter
from communique.errors import UsageError
from communique.model.brief import Brief, Section, number_sources
from communique.reference.countries import COUNTRIES
from communique.register import Register

__all__ = ["get_brief"]


def get_brief(register: Register, a: str, b: str, wanted: Filter | None = None) -> Brief:
    """Return the brief of sides `a` and `b` (ISO 3166-1 alpha-3 or an organisation's code) in the filter's period."""
    wanted = wanted or Filter()
    for side in (a, b):
        if len(side) == 3 and side.isupper() and side not in COUNTRIES and not _is_known(register, side):
            raise UsageError(
                "side-unknown", f"'{side}' is no side.", "Write ISO 3166-1 alpha-3 codes, such as PAK CHN."
            )
    if a == b:
        raise UsageError("side-twice", "A brief is of two different sides.", "Write two codes, such as PAK CHN.")
    pair = get_pair(register, a, b, wanted)
    followings = pair.followings
    later = {c.key: c for c in register.claims_by_key([f.later for fs in followings.values() for f in fs])}
    sections: tuple[Section, ...] = (
        write_last_contact(pair),
        write_ahead(pair),
        write_engagements(pair),
        write_open(pair, None, PROMISES, followings),
        write_open(pair, a, PROMISES, followings),
        write_open(pair, b, PROMISES, followings),
        write_open(pair, a, ASKS, followings),
        write_open(pair, b, ASKS, followings),
        write_outcomes(pair, followings, later),
        write_statements(pair, a, b),
        write_statements(pair, b, a),
        write_actions(pair),
        write_incidents(pair),
        write_money(pair),
        write_figures(pair),
        write_not_held(pair, followings),
    )
    until = pair.coverage.last
    title = f"{name_side(a)} – {name_side(b)}" + (f": as reported until {say_day(until)}" if until else "")
    return Brief(title[:1].upper() + title[1:], pair.coverage.sentence(), sections, number_sources(sections))


def _is_known(register: Register, side: str) -> bool:
    return (
        register.connection.execute("SELECT 1 FROM claim_side WHERE side = ? LIMIT 1", (side,)).fetchone() is not None
    )
