"""The record kinds, in coding order: a kind may look at those before it. A new kind is one file and one line here."""

from communique.model.kind import Kind
from communique.records import action, body, development, engagement, figure, incident, person, statement, undertaking

KINDS: tuple[Kind, ...] = (
    person.KIND,
    body.KIND,
    engagement.KIND,
    undertaking.KIND,
    statement.KIND,
    action.KIND,
    incident.KIND,
    figure.KIND,
    development.KIND,
)

__all__ = ["KINDS"]
