"""Join claims of different reports: pure functions, claims in, links with score and reasons out.

`JOINS` find claims that tell of the same thing, `FOLLOW_UPS` what follows up what. A new one is one file and one line.
"""

from __future__ import annotations

from communique.model.link import FollowUp, Join

JOINS: tuple[Join, ...] = ()
FOLLOW_UPS: tuple[FollowUp, ...] = ()

__all__ = ["FOLLOW_UPS", "JOINS"]
