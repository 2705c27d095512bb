"""Find the names of persons.

In: a `Page`. Out: `Name`s in text order: token runs without titles and offices, each with the rule that found it.
A name is a run of capitalised words (with particles: bin, al-, ul, van) that is not made of office, body or place
words, and that something vouches for: a title or office in front, a known given name, spaCy's own entity, or an
office behind a comma. Deliberately missed: single unknown words without a title ("Dasu"), names in title-case lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.identify.page import Page


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `first` to `end` name a person; `rule` says what vouches for it."""

    first: int
    end: int
    rule: str


def find_names(page: Page) -> tuple[Name, ...]:
    """Return the persons' names in text order."""
    names = []
    for first, end in _runs(page):
        names.extend(_names_in_run(page, first, end))
    return tuple(names)


def _runs(page: Page) -> Iterator[tuple[int, int]]:
    """Yield maximal runs of capitalised words, particles and hyphens between them included."""
    at, count = 0, len(page.lower)
    while at < count:
        if not _is_word(page, at) and not _opens_with_particle(page, at):
            at += 1
            continue
        end = at + 1
        while end < count and (step := _step(page, end)):
            end += step
        yield at, end
        at = end


def _step(page: Page, at: int) -> int:
    """Return by how many tokens a run goes on at `at`: 0 where it ends."""
    if page.doc[at].is_sent_start:
        return 0
    if _is_word(page, at):
        return 1
    joined = page.is_joined(at)
    ahead = at + 1 if joined else at
    particles = page.lexicon.particles
    if joined and ahead < len(page.lower):
        if _is_word(page, ahead):
            return 2
        loose = page.lower[ahead] in particles or page.lower[ahead] in page.lexicon.joined_particles
        if loose and page.is_joined(ahead + 1) and _is_word(page, ahead + 2):
            return 4
        if loose and _is_word(page, ahead + 1):
            return 3
        return 0
    steps = 0
    while ahead < len(page.lower) and page.lower[ahead] in particles and steps < 3:
        ahead += 2 if page.is_joined(ahead + 1) else 1
        steps += 1
    return ahead - at + 1 if steps and ahead < len(page.lower) and _is_word(page, ahead) else 0


def _is_word(page: Page, at: int) -> bool:
    if at >= len(page.lower):
        return False
    token = page.doc[at]
    return page.capital[at] and not token.is_punct and not token.like_num


def _opens_with_particle(page: Page, at: int) -> bool:
    return page.lower[at] in ("al", "el") and page.is_joined(at + 1) and _is_word(page, at + 2)


def _names_in_run(page: Page, first: int, end: int) -> Iterator[Name]:
    at = first
    while at < end:
        if not _is_name_word(page, at, first):
            at += 1
            continue
        stop = at + 1
        while stop < end and (_is_name_word(page, stop, first) or _is_link(page, stop, end)):
            stop += 1
        while stop > at and _is_link(page, stop - 1, stop + 1):
            stop -= 1
        rule = _voucher(page, at, stop, first, end)
        if rule:
            yield Name(at, stop, rule)
        at = max(stop, at + 1)


def _is_link(page: Page, at: int, end: int) -> bool:
    """True for a hyphen or particle inside a name."""
    word = page.lower[at]
    return not page.capital[at] and (page.doc[at].text in "-–‑" or word in page.lexicon.particles
                                     or word in page.lexicon.joined_particles)


def _is_name_word(page: Page, at: int, first: int) -> bool:
    """True for a word that may belong to a person's name."""
    word, lexicon = page.lower[at], page.lexicon
    token = page.doc[at]
    if not page.capital[at]:
        return at == first and _opens_with_particle(page, at)
    if word in lexicon.body_heads or word in lexicon.heads or word in lexicon.abbreviations:
        return False
    in_person = page.entity[at] == "PERSON"
    if word in lexicon.honorifics or word in lexicon.ranks:
        # "Prince Sultan bin Saad", "Malik", "Sheikh": a title word inside a name counts once the name has begun.
        return word in lexicon.given and at > first and page.lower[at - 1] in lexicon.given
    if at in page.sides and not (in_person and page.entity[max(at - 1, 0)] == "PERSON"):
        return False
    if word in lexicon.given:
        return True
    if word in lexicon.never or word in lexicon.modifiers or word in lexicon.portfolios:
        return in_person and at > first and page.entity[at - 1] == "PERSON" and word not in lexicon.never \
            or (word in lexicon.family and in_person)
    if len(token) > 1 and token.text.isupper() and not in_person and len(token) < 6 and "." not in token.text:
        return False
    if page.opens[at] and not in_person and token.pos_ not in ("PROPN", "NOUN"):
        return False
    return True


def _voucher(page: Page, at: int, stop: int, first: int, end: int) -> str:
    """Return the rule that takes tokens `at` to `stop` for a person's name, or nothing."""
    lexicon, lower = page.lexicon, page.lower
    if stop < end and (lower[stop] in lexicon.body_heads or at + 1 == stop and lower[stop] in lexicon.never):
        return ""
    if stop < len(lower) and lower[stop] in lexicon.body_heads:
        return ""
    titled = at > 0 and lexicon.is_title(lower[at - 1]) and not page.opens[at]
    long = any(page.capital[i] for i in range(at + 1, stop))
    labels = {page.entity[i] for i in range(at, stop)}
    if page.headline[at]:
        return "" if not (long and labels == {"PERSON"}) else "entity"
    if titled and labels & {"GPE", "LOC", "FAC"} and not long and lower[at - 1] not in lexicon.honorifics:
        return ""
    if titled and (page.capital[at - 1] or long or "PERSON" in labels):
        return "title"
    if long and lower[at] in lexicon.given:
        return "given-name"
    if long and ("PERSON" in labels):
        return "entity"
    if long and _follows_office(page, at):
        return "office"
    if "PERSON" in labels and not page.doc[at].text.isupper():
        return "single-entity"
    return ""


def _follows_office(page: Page, at: int) -> bool:
    """True when the words before `at` are a post with its subject: "Minister for Maritime Affairs, " + name."""
    steps = 0
    while at > 0 and steps < 14:
        at -= 1
        steps += 1
        word = page.lower[at]
        if word in page.lexicon.heads:
            return True
        known = word in page.lexicon.portfolios or word in page.lexicon.modifiers or word in ("for", "of", "and", "&", "the", ",")
        if page.doc[at].is_sent_start or not (known or page.capital[at]):
            return False
    return False
