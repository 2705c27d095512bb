"""Find the posts of named persons, before and behind their names, and the side each post belongs to.

In: a `Page` and its names. Out: `Office`s. A post is the words around a head noun ("Federal Minister for Maritime
Affairs"), without the country's adjective, articles and military ranks. Deliberately missed: posts told in a clause of
their own ("he has led the ministry since May").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.identify.names import Name
from communique.identify.page import Page
from communique.identify.post_words import (
    ABROAD,
    ARTICLES,
    JOINTS,
    POSSESSIVES,
    PREPOSITIONS,
    REACH,
    is_head,
    may_be_post,
    skip_bracket,
    skip_titles,
    walk_left,
)


@dataclass(frozen=True, slots=True)
class Office:
    """Tokens `first` to `end` tell a post, `head` its head noun; `text` is the post as written; `side` the country
    whose post it is where the phrase says so; `name` the holder (index into the names); `before` whether the post
    stands before the name, `comma` whether with a comma between."""

    first: int
    end: int
    head: int
    text: str
    side: str | None
    name: int
    before: bool
    comma: bool = False


def find_offices(page: Page, names: Sequence[Name]) -> tuple[Office, ...]:
    """Return the posts that stand beside names, in text order."""
    taken = {index for name in names for index in range(name.first, name.end)}
    found: list[Office] = []
    has_own: set[int] = set()
    for number in range(len(names)):
        office = _before(page, names, number, taken)
        if office is None or (names[number].rule == "headline" and office.head != office.end - 1):
            continue
        if office.comma and _belongs_to_name_before(page, names, number, office, has_own):
            continue
        found.append(office)
        has_own.add(number)
    claimed = taken | {index for office in found for index in range(office.first, office.end)}
    for number in range(len(names)):
        behind = _behind(page, names, number, claimed)
        if behind and not (number in has_own and _opens_list(page, names[number].end, behind.end)):
            found.append(behind)
    shared = tuple(_shared(page, names, found))
    heads = {office.head for office in shared}
    found = [
        replace(office, text=_singular(office.text, page.tokens[office.head].text)) if office.head in heads else office
        for office in found
    ]
    found.extend(shared)
    return tuple(sorted(found, key=lambda office: (office.first, office.end, office.name)))


def _opens_list(page: Page, comma: int, end: int) -> bool:
    """True where an article behind the comma opens the next of a list: "Chairman X, the ambassador of Italy, and Y"."""
    if page.lower[comma + 1] != "the" or end + 2 >= len(page.lower):
        return False
    after = end + (page.tokens[end].text == ",")
    return page.lower[after] == "and" and page.capital[after + 1]


def _belongs_to_name_before(page: Page, names: Sequence[Name], number: int, office: Office, has_own: set[int]) -> bool:
    """True in lists of the form "name, post, name, post": the post between two names is the first one's."""
    if not number or number - 1 in has_own:
        return False
    gap = range(names[number - 1].end, office.first)
    return (
        0 < len(gap) <= 3
        and page.tokens[gap[0]].text == ","
        and all(
            page.tokens[i].is_punct or page.lower[i] in ARTICLES or i in page.sides or page.is_possessive(i)
            for i in gap
        )
    )


def _shared(page: Page, names: Sequence[Name], found: Sequence[Office]) -> Iterator[Office]:
    """Yield the posts that a plural gives to each name of a list: "federal ministers A, B and C"."""
    for office in found:
        text = page.tokens[office.head].text
        many = page.tokens[office.head].tag_ in ("NNS", "NNPS") or (text[-1] == "s" and text[:-1].isupper())
        if not (office.before and many):
            continue
        for number in range(office.name + 1, len(names)):
            between = range(names[number - 1].end, names[number].first)
            if not between or not all(
                page.tokens[i].text in (",", "and", "&") or page.lexicon.is_title(page.lower[i]) for i in between
            ):
                break
            yield replace(office, name=number, text=_singular(office.text, text))


def _singular(post: str, head: str) -> str:
    """Return the post of one of several holders: "federal minister" of "federal ministers"."""
    one = f"{head[:-3]}y" if head.endswith("ies") else "chairman" if head == "chairmen" else head.removesuffix("s")
    return post.replace(head, one)


def _before(page: Page, names: Sequence[Name], number: int, taken: set[int]) -> Office | None:
    """Return the post in front of a name: "[adjective] Federal Minister for Interior, Mr" + name."""
    at = skip_titles(page, names[number].first - 1, taken)
    comma = page.tokens[at].text == "," if at >= 0 else False
    if comma and _closes_opening(page, at) and _does_what_follows(page, names[number].end):
        return None
    if comma:
        at = skip_titles(page, at - 1, taken)
    at = skip_bracket(page, at)
    if at > 0 and page.lower[at] == "including" and page.tokens[at - 1].tag_ in ("NNS", "NNPS"):
        # "federal ministers including" + names.
        at -= 1
    if at < 0 or at in taken:
        return None
    mention = page.sides.get(at) if comma else None
    if mention and mention.is_country and mention.first > 1 and page.tokens[mention.first - 1].text == ",":
        # "Adviser to the Ministry of Labour, Bangladesh, Dr" + name.
        end = mention.first - 1
        first = walk_left(page, end - 1, taken)
        office = _make(page, first, end, number, True, comma) if end - 1 not in taken else None
        return replace(office, side=office.side or mention.code) if office else None
    first = walk_left(page, at, taken)
    return _make(page, first, at + 1, number, True, comma)


def _behind(page: Page, names: Sequence[Name], number: int, claimed: set[int]) -> Office | None:
    """Return the post behind a name: name + ", the Ambassador of Italy to Pakistan,"."""
    at = _after_origin(page, names[number].end)
    count = len(page.lower)
    if at >= count or (page.tokens[at].text not in (",", "(", "-", "–", "—") and page.lower[at] != "as"):
        return None
    at += 1
    while at + 1 < count and (
        page.lower[at] in ("who", "currently")
        or (page.lower[at - 1] == "who" and page.lower[at] in ("is", "was", "serves"))
    ):
        at += 1
    at = _after_owner(page, at, claimed)
    first = at
    while at < count and at - first < REACH and at not in claimed and may_be_post(page, at) and not page.starts[at]:
        at += 1
    at = _with_body(page, first, at, claimed)
    while at > first and (
        page.lower[at - 1] in PREPOSITIONS
        or page.lower[at - 1] in JOINTS
        or page.lower[at - 1] in ARTICLES
        or page.tokens[at - 1].is_punct
    ):
        at -= 1
    if at in claimed and at > first and not page.tokens[at - 1].is_punct:
        return None
    if at == first + 2 and page.lower[first] in ARTICLES and _does_what_follows(page, at):
        # "in a meeting with" + name, "the minister said": the subject of what follows.
        return None
    return _make(page, first, at, number, False, False)


def _does_what_follows(page: Page, end: int) -> bool:
    """True where the noun that ends at a token is the subject of the finite verb right behind it."""
    noun = page.tokens[end - 1]
    return (
        end < len(page.lower) and noun.dep_ in ("nsubj", "nsubjpass") and page.tokens[end].tag_ in ("VBD", "VBZ", "MD")
    )


def _closes_opening(page: Page, comma: int) -> bool:
    """True for the comma behind "In a meeting with the ambassador of Italy,": the name that follows is another's."""
    at = comma - 1
    while at > 0 and not page.starts[at] and page.tokens[at].text != ",":
        at -= 1
    while at < comma and (page.tokens[at].is_space or page.tokens[at].is_punct):
        at += 1
    return page.starts[at] and page.tokens[at].pos_ == "ADP"


def _after_owner(page: Page, at: int, claimed: set[int]) -> int:
    """Step over the named owner of a post: the "Putin's" of name + ", Putin's investment envoy"."""
    end = at
    while end + 1 < len(page.lower) and end in claimed:
        end += 1
    return end + 1 if end > at and page.is_possessive(end) else at


def _after_origin(page: Page, at: int) -> int:
    """Step over where a name is from: the "of Nepal" of "X of Nepal as Force Commander", "Lord X of Highbury, the"."""
    if at + 2 >= len(page.lower) or page.lower[at] != "of" or not page.capital[at + 1]:
        return at
    end = page.sides[at + 1].end if at + 1 in page.sides else at + 2
    return end if end < len(page.lower) and (page.lower[end] == "as" or page.tokens[end].text == ",") else at


def _with_body(page: Page, first: int, at: int, claimed: set[int]) -> int:
    """Return the end of a post with the body behind its comma: "President, Supreme Court Bar Association of
    Pakistan"."""
    lexicon = page.lexicon
    if (
        at + 1 >= len(page.lower)
        or page.tokens[at].text != ","
        or at == first
        or page.lower[at - 1] not in lexicon.heads
        or not page.capital[at - 1]
    ):
        return at
    end = at + 1
    while (
        end < len(page.lower)
        and end not in claimed
        and (page.capital[end] or page.lower[end] in ("of", "for", "and", "the", "&"))
    ):
        end += 1
    if any(page.lower[i] in lexicon.body_heads for i in range(at + 1, end)) and not any(
        page.lower[i] in lexicon.heads for i in range(at + 1, end)
    ):
        return end
    return at


def _make(page: Page, first: int, end: int, number: int, before: bool, comma: bool) -> Office | None:
    """Return the office told by tokens `first` to `end`, without what is not of it; None when there is no head."""
    lexicon = page.lexicon
    heads = [i for i in range(first, end) if is_head(page, i)]
    if not heads:
        return None
    if before:
        first = _own_part(page, first, end, heads)
        heads = [i for i in heads if i >= first]
    side, first = _side_and_start(page, first, end, heads[0])
    if first >= end:
        return None
    if before and page.lower[heads[-1]] in lexicon.royal:
        first = max(first, _after_joint(page, heads[-1]))
    text = _without_side(page, first, end, heads[0], side)
    return Office(first, end, heads[0], text, side, number, before, comma) if text else None


def _own_part(page: Page, first: int, end: int, heads: Sequence[int]) -> int:
    """Return the start of the post that is the name's own: "spokeswoman for | President" + name, "Trump and |
    Secretary"."""
    last = heads[-1]
    if last != end - 1 or len(heads) < 2:
        return first
    start = last
    while (
        start > first
        and page.lower[start - 1] in page.lexicon.modifiers
        and page.capital[start - 1] == page.capital[last]
    ):
        start -= 1
    is_assistants = page.lower[heads[0] - 1 : heads[0] + 1] == ("special", "assistant")
    if start > first and page.lower[start - 1] in ("for", "to", "of", "with") and page.capital[last]:
        # "Special Assistant to Prime Minister" + name is an assistant's post, "spokesman for President" + name is not.
        return first if is_assistants else start
    return first


def _after_joint(page: Page, head: int) -> int:
    """Return the start of the last of several joined posts: "King Salman and | Crown Prince"."""
    at = head
    while at > 0 and page.lower[at - 1] not in JOINTS and page.lower[at - 1] in page.lexicon.modifiers:
        at -= 1
    return at


def _side_and_start(page: Page, first: int, end: int, head: int) -> tuple[str | None, int]:
    """Return the side whose post it is, and the first token of the post itself."""
    side, at = None, first
    while at < head:
        mention = page.sides.get(at)
        word = page.lower[at]
        if mention and mention.end <= head and (mention.is_country or mention.form == "organisation"):
            side = mention.code
            bare = not page.is_possessive(mention.end)
            if mention.form == "government" or (bare and not mention.is_country and page.lower[head] in CALLED_CHIEF):
                # "Kremlin spokesman", "UN nuclear watchdog chief": more than a country's adjective.
                break
            at = mention.end
        elif (
            word in ARTICLES
            or word in POSSESSIVES
            or word in JOINTS
            or page.is_possessive(at)
            or page.tokens[at].is_punct
            or word in PREPOSITIONS
            or page.tokens[at].is_space
        ):
            at += 1
        else:
            break
    for index in range(at, head):
        mention = page.sides.get(index)
        if mention and side is None and mention.form != "capital":
            side = mention.code
    for index in range(head, end):
        mention = page.sides.get(index)
        if mention and side is None and mention.first == index:
            opening = index - 1
            while opening > head and page.lower[opening] not in PREPOSITIONS:
                opening -= 1
            its_own = page.is_possessive(mention.end)
            abroad = page.lower[opening] in ABROAD or (page.lower[opening] == "for" and page.lower[head] in SENT)
            if (not abroad or its_own) and mention.form != "capital":
                side = mention.code
    last = page.sides.get(end - 1)
    if last and last.is_country and last.form == "name" and page.lower[last.first - 1] == "of" and last.first > head:
        side = last.code
    return side, at


def _without_side(page: Page, first: int, end: int, head: int, side: str | None) -> str:
    """Return the post's words without "of Pakistan" or "of the Republic of Turkey" of its own country."""
    for index in range(first, end):
        mention = page.sides.get(index)
        if not (
            mention and mention.first == index and mention.is_country and mention.code == side and mention.end <= end
        ):
            continue
        opening = index - 1
        while (
            opening > first
            and not _is_minister_of_state(page, opening)
            and (
                page.lower[opening] in ARTICLES
                or page.lower[opening] in STATES
                or (page.lower[opening] == "of" and page.lower[opening - 1] in STATES)
            )
        ):
            opening -= 1
        closing = mention.end
        if (
            mention.form == "adjective"
            and closing < end
            and page.capital[closing]
            and page.lower[closing] not in STATES
        ):
            continue
        if closing < end and page.lower[closing] in STATES:
            closing += 1
        if closing < end and page.is_possessive(closing):
            # "the Ministry of Foreign Affairs of Kazakhstan's | spokesperson", but "head of Israel's military".
            return page.words(closing + 1 if closing < head else first, end)
        if page.lower[opening] == "of" and opening > first:
            return " ".join(
                (page.words(first, opening) + " " + (page.words(closing, end) if closing < end else "")).split()
            )
    return page.words(first, end)


def _is_minister_of_state(page: Page, at: int) -> bool:
    """True for the "of" behind "Secretary of State" or "Minister of State", whose state is none of its country's."""
    return page.lower[at - 2 : at] == ("of", "state") and page.lower[at - 3] in ("secretary", "minister")


# What stands behind the "for" of these is a country that they are sent to: "Special Envoy for Afghanistan".
SENT = frozenset({"envoy", "representative", "ambassador", "director", "coordinator", "rapporteur", "negotiator"})
# The press calls the heads of organisations so, together with the organisation's name.
CALLED_CHIEF = frozenset({"chief", "boss"})
# What a country's official name begins or ends with.
STATES = frozenset(
    {
        "republic",
        "kingdom",
        "state",
        "federation",
        "federal",
        "islamic",
        "people's",
        "democratic",
        "sultanate",
        "grand",
        "duchy",
        "principality",
        "emirate",
        "union",
        "commonwealth",
        "arab",
        "hashemite",
        "socialist",
    }
)
