"""Join claims of different reports: pure functions, claims in, links with score and reasons out.

`JOINS` find claims that tell of the same thing, `FOLLOW_UPS` what follows up what. A new one is one file and one line.
"""

from __future__ import annotations

from communique.join import bodies, engagements, follow_ups, incidents, people, undertakings
from communique.model.link import FollowUp, Join

JOINS: tuple[Join, ...] = (people.JOIN, bodies.JOIN, engagements.JOIN, incidents.JOIN, undertakings.JOIN)
FOLLOW_UPS: tuple[FollowUp, ...] = (follow_ups.MATTER, follow_ups.ANSWERED, follow_ups.CONTACT)

__all__ = ["FOLLOW_UPS", "JOINS"]
