"""Who meets whom, as the page and the API tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from communique.answers.question import parse_question
from communique.answers.views import get_view
from communique.desk.desk import Desk
from communique.model.table import Table
from communique.register import Register

VIEW = get_view("network")


def read_network(desk: Desk, register: Register, given: Mapping[str, Sequence[str]]) -> Table:
    """Return the pairs of persons that named words ask for."""
    question = parse_question(VIEW, given)
    return desk.finder.remember(("network", question.wanted.describe()), lambda: question.put(register))
