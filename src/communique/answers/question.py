"""From named words to a question: a view, the filter it is narrowed by, and the view's own options.

In: what a person gave, by name, as on a command line or in a web address (`by` → "China"). Out: a `Question` that can
be put to a register. A name that the view does not heed is an error: the answer would be to another question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique.answers.filter import Filter
from communique.answers.sides import parse_side, parse_sides
from communique.answers.views import View
from communique.answers.words import check_topic
from communique.errors import UsageError
from communique.model.table import Table
from communique.register import Register

SIDES = ("side", "by", "to", "about")  # may be given several times
PLAIN = ("since", "until", "topic", "text", "outlet", "country")  # given once


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of which view."""

    view: View
    wanted: Filter
    options: Mapping[str, Any]

    def put(self, register: Register) -> Table:
        """Return the whole answer."""
        return self.view.make(register, self.wanted, **self.options)


def make_filter(
    *,
    side: Sequence[str] | None = None,
    by: Sequence[str] | None = None,
    to: Sequence[str] | None = None,
    country: str | None = None,
    since: str | None = None,
    until: str | None = None,
    topic: str | None = None,
    text: str | None = None,
    outlet: str | None = None,
    **having: Sequence[str] | None,
) -> Filter:
    """Return a filter of given words, sides by name or code."""
    return Filter(
        sides=parse_sides(side or ()),
        by=parse_sides(by or ()),
        to=parse_sides(to or ()),
        country=parse_side(country) if country else None,
        since=since,
        until=until,
        topic=check_topic(topic) if topic else None,
        text=text,
        outlet=outlet,
        having={name: tuple(words) for name, words in having.items() if words},
    )


def parse_question(view: View, given: Mapping[str, Sequence[str]]) -> Question:
    """Return the question that named words ask of a view; each name may have several words.

    >>> from communique.answers.views import get_view
    >>> parse_question(get_view("ledger"), {"by": ["China"], "act": ["offer"]}).wanted.describe()
    'by CHN, act offer'
    """
    given = {name: words for name, words in given.items() if words}
    check_given(view, given)
    once = {name for name in given if name in PLAIN or name in view.options}
    for name in once:
        if len(given[name]) > 1:
            raise UsageError("given-twice", f"{name} is given {len(given[name])} times.", "It can be given once.")
    options = {name: given[name][0] for name in view.options if name in given}
    if "words" in view.options and "words" not in options:
        raise UsageError("words-missing", "A search needs words.", "Add --words WORDS.")
    parts: dict[str, Any] = {name: words for name, words in given.items() if name not in view.options}
    parts = {name: words[0] if name in once else words for name, words in parts.items()}
    if "about" in parts:
        parts["to"] = parts.pop("about")
    return Question(view, make_filter(**parts), options)


def check_given(view: View, given: Mapping[str, object]) -> None:
    """Raise a UsageError for a name that the view would ignore."""
    for name in given:
        if name not in (*view.filters, *view.options):
            valid = ", ".join((*view.filters, *view.options))
            raise UsageError("filter-unknown", f"{view.name} cannot be narrowed by {name}.", f"It can by {valid}.")
