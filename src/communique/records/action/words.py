"""The frames of deeds: which verbs and nouns, with which objects, tell which type of action.

In: `actions.toml` of a language. Out: `DeedWords`, loaded once, frames by lemma in the order of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from communique.languages import Language


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to tell a deed. `actions.toml` says what the fields ask for; empty sets and False ask for nothing."""

    type: str
    rule: str
    things: frozenset[str] = frozenset()
    money: bool = False
    through: frozenset[str] = frozenset()
    particle: str | None = None
    says: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    theirs: bool = False
    other: bool = False
    foreign: bool = False
    abroad: bool = False
    anybody: bool = False
    member: bool = False
    together: bool = False
    own: bool = False
    near: bool = False
    mutual: bool = False
    recipient: bool = False
    doer_by: frozenset[str] = frozenset()
    borne: bool = False
    bare: bool = False
    shared: bool = False
    turns: bool = False
    only_turned: bool = False
    credited: bool = False
    into: bool = False
    swapped: bool = False
    event: str | None = None
    joint_event: str | None = None


@dataclass(frozen=True, slots=True)
class DeedWords:
    """All frames of a language by lemma, and its word lists by dotted name ("unreal.verbs")."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    lists: Mapping[str, frozenset[str]]


@lru_cache(maxsize=4)
def load_words(language: Language) -> DeedWords:
    """Load the frames of a language."""
    table = language.table("actions")
    things = {name: frozenset(words) for name, words in table["things"].items()}
    lists = {
        f"{section}.{name}": frozenset(words)
        for section in ("measuring", "carriers", "unreal", "light")
        for name, words in table[section].items()
    }
    return DeedWords(_by_lemma(table["deed"], things), _by_lemma(table["event"], things), lists)


def _by_lemma(entries: Iterable[dict[str, Any]], things: Mapping[str, frozenset[str]]) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, tuple[Frame, ...]] = {}
    for entry in entries:
        frame = _frame(entry, things)
        for lemma in entry["lemmas"]:
            found[lemma] = (*found.get(lemma, ()), frame)
    return found


def _frame(entry: dict[str, Any], things: Mapping[str, frozenset[str]]) -> Frame:
    names = [name for name in entry.get("things", ()) if name != "money"]
    return Frame(
        type=entry["type"],
        rule=f"action.{entry['type']}.{entry['rule']}",
        things=frozenset().union(*(things[name] for name in names)),
        money="money" in entry.get("things", ()),
        through=frozenset(entry.get("through", ())),
        particle=entry.get("particle"),
        says=frozenset(entry.get("says", ())),
        subject=frozenset().union(*(things[name] for name in entry.get("subject", ()))),
        theirs=entry.get("theirs", False),
        other=entry.get("other", False),
        foreign=entry.get("foreign", False),
        abroad=entry.get("abroad", False),
        anybody=entry.get("anybody", False),
        member=entry.get("member", False),
        together=entry.get("together", False),
        own=entry.get("own", False),
        near=entry.get("near", False),
        mutual=entry.get("mutual", False),
        recipient=entry.get("recipient", False),
        doer_by=frozenset(entry.get("doer_by", ())),
        borne=entry.get("borne", False),
        bare=entry.get("bare", False),
        shared=entry.get("with", False),
        turns=entry.get("turns", False),
        only_turned=entry.get("only_turned", False),
        credited=entry.get("credited", False),
        into=entry.get("into", False),
        swapped=entry.get("swapped", False),
        event=entry.get("event"),
        joint_event=entry.get("joint_event"),
    )
