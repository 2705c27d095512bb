"""Tell places from persons: "Mir Ali" and "Dera Ismail Khan" are built like names and are none.

In: a `Page`, groups of names, the names with a post. Out: the groups that are persons. A name that the gazetteer knows
is a place unless a title, a post or a verb of a person vouches for it, or it is a well-known person's. Deliberately
missed: villages that the gazetteer does not know.
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.identify.aliases import Group
from communique.identify.names import Name
from communique.identify.page import Page
from communique.reference.places import find_places

# Rules of `names` that rest on how the words look, not on what stands beside them.
BY_LOOKS = frozenset({"given-name", "entity", "single-entity", "surname"})
# What persons do and places do not; a capital's verbs ("Ankara said") do not come here, for capitals are sides.
PERSONAL = frozenset(
    {"say", "tell", "add", "meet", "speak", "thank", "stress", "note", "ask", "reply", "visit", "arrive", "call"}
)


def drop_places(page: Page, groups: Sequence[Group], officeholders: frozenset[Name]) -> list[Group]:
    """Return the groups without those that name places."""
    return [group for group in groups if not _is_place(page, group, officeholders)]


def _is_place(page: Page, group: Group, officeholders: frozenset[Name]) -> bool:
    full = " ".join(group.words)
    if len(group.words) > 1 and any(row.kind in ("province", "region") for row in find_places(group.name)):
        # Nobody is called Gilgit-Baltistan, however a "Minister for Kashmir, Gilgit-Baltistan" is written.
        return True
    if any(name.rule not in BY_LOOKS or name in officeholders for name in group.mentions):
        return False
    if full in page.lexicon.leaders or full in page.lexicon.leader_families or not find_places(group.name):
        return False
    return not any(_acts(page, name) for name in group.mentions)


def _acts(page: Page, name: Name) -> bool:
    """True when a name is the subject of a verb of persons."""
    return any(
        page.tokens[i].dep_ == "nsubj" and page.tokens[i].head.lemma_ in PERSONAL for i in range(name.first, name.end)
    )
