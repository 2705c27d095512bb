"""Gather the mentions of each person: "Mohsin Naqvi", then "Mr Naqvi", "Naqvi", "Mohsin Raza Naqvi".

In: a `Page` and the names found. Out: `Figure`s: groups of name mentions, the fullest name first chosen. Two names with
different first names are never one person; a word that is somebody's family name counts wherever it stands alone.
Deliberately missed: nicknames, and initials that no full name explains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from communique.identify.name_words import KIN
from communique.identify.names import Name
from communique.identify.page import Page


@dataclass(slots=True)
class Group:
    """The mentions of one person: `words` the lower-case words of the fullest name, `name` that name as written."""

    words: tuple[str, ...]
    name: str
    mentions: list[Name] = field(default_factory=list)


def group_names(page: Page, names: Sequence[Name]) -> list[Group]:
    """Return the persons of a report with their mentions in text order."""
    parts = [name_words(page, name.first, name.end) for name in names]
    groups: list[Group] = []
    for number in sorted(range(len(names)), key=lambda n: (-len(parts[n]), n)):
        name, words = names[number], parts[number]
        fitting = [
            group
            for group in groups
            if fits(words, group.words)
            and not _clash(page, name, group)
            and not _is_father(words, group)
            and not _is_of_daughter(page, words, group)
        ]
        exact = [group for group in fitting if set(words) <= set(group.words)]
        fitting = exact or fitting
        if fitting:
            nearest = min(fitting, key=lambda group: _distance(group, name))
            nearest.mentions.append(name)
        elif words and not (len(words) == 1 and name.rule == "single-entity"):
            groups.append(Group(words, page.words(name.first, name.end), [name]))
    _add_bare_mentions(page, groups, names)
    for group in groups:
        group.mentions.sort(key=lambda name: name.first)
    return sorted(groups, key=lambda group: group.mentions[0].first)


def name_words(page: Page, first: int, end: int) -> tuple[str, ...]:
    """Return a name's words, lower case, without hyphens and particles."""
    lexicon = page.lexicon
    return tuple(
        page.lower[i]
        for i in range(first, end)
        if page.tokens[i].text[:1].isalpha()
        and not (page.lower[i] in lexicon.particles and not page.capital[i])
        and page.lower[i] not in ("al", "ul", "ur", "bin")
    )


def fits(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """True when `short` may be another mention of the person called `full` (which has no fewer words)."""
    if not short or not full:
        return False
    if len(short) == 1:
        return any(alike(short[0], word) for word in full)
    if not all(any(alike(word, other) for other in full) for word in short):
        return False
    return alike(short[-1], full[-1]) or alike(short[0], full[0]) or len(short) == len(full)


def alike(one: str, other: str) -> bool:
    """True for the same word or two spellings of it: Kakar and Kakkar, Anwar and Anwaar."""
    if one == other:
        return True
    if min(len(one), len(other)) < 5 or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    return _squeeze(one) == _squeeze(other)


def _squeeze(word: str) -> str:
    """Return a word with doubled letters single and the vowels that spellings disagree on made one."""
    kept: list[str] = []
    for letter in word.replace("ee", "i").replace("oo", "u").replace("y", "i"):
        if not kept or kept[-1] != letter:
            kept.append(letter)
    return "".join(kept).replace("e", "a").replace("o", "u")


def _clash(page: Page, name: Name, group: Group) -> bool:
    """True when both bear a crown, but not the same: "King Salman" is not Crown Prince Mohammed bin Salman."""
    mine = _crown(page, name)
    return bool(mine) and any(theirs and theirs != mine for theirs in (_crown(page, m) for m in group.mentions))


def _is_father(words: tuple[str, ...], group: Group) -> bool:
    """True for a name that another one holds behind "bin": King Salman bin Abdulaziz is Mohammed bin Salman bin
    Abdulaziz's father. A single word may still be the son's ("Bin Salman")."""
    if len(words) < 2 or words[0] == group.words[0]:
        return False
    spoken = group.name.lower().split()
    return any(one in KIN and other == words[0] for one, other in pairwise(spoken))


def _is_of_daughter(page: Page, words: tuple[str, ...], group: Group) -> bool:
    """True for a full name that a woman bears behind her own: "Nawaz Sharif" is not Maryam Nawaz Sharif."""
    women = page.lexicon.given_to_women
    return len(words) > 1 and group.words[0] in women and words[0] != group.words[0] and words[0] not in women


def _crown(page: Page, name: Name) -> str:
    at = name.first - 1
    while at > 0 and page.lower[at] in page.lexicon.honorifics:
        at -= 1
    return page.lower[at] if at >= 0 and page.lower[at] in page.lexicon.royal else ""


def _distance(group: Group, name: Name) -> tuple[int, int]:
    """Order persons for a short name: the last one mentioned before it, else the next after it."""
    before = [name.first - m.first for m in group.mentions if m.first <= name.first]
    return (0, min(before)) if before else (1, min(m.first - name.first for m in group.mentions))


def _add_bare_mentions(page: Page, groups: Sequence[Group], names: Sequence[Name]) -> None:
    """Add family names that stand alone anywhere and were not taken for names."""
    taken = {index for name in names for index in range(name.first, name.end)}
    owners: dict[str, list[Group]] = {}
    for group in groups:
        for word in group.words:
            owners.setdefault(word, []).append(group)
    lexicon = page.lexicon
    for index, word in enumerate(page.lower):
        if index in taken or not page.capital[index] or word not in owners or index in page.sides:
            continue
        if word in lexicon.never or word in lexicon.body_heads or word in lexicon.heads or word in lexicon.modifiers:
            continue
        beside = index + 1 < len(page.lower) and page.capital[index + 1] and not page.starts[index + 1]
        if beside or (
            index
            and page.capital[index - 1]
            and not lexicon.is_title(page.lower[index - 1])
            and not page.opens[index - 1]
        ):
            continue
        name = Name(index, index + 1, "surname")
        min(owners[word], key=lambda group: _distance(group, name)).mentions.append(name)
