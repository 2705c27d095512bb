"""Tell which words beside a name belong to a post: heads, modifiers, subjects, bodies, and the small words between.

In: a `Page` and a token beside a name. Out: where the post's words begin, which titles to step over. Works on words,
because the parser errs inside long titles.
"""

from __future__ import annotations

from communique.identify.page import Page
from communique.reference.places import find_places

PREPOSITIONS = frozenset({"of", "for", "on", "to", "in", "at"})
# After these a country is where the post is held or whom it serves abroad, not whom it acts for.
ABROAD = frozenset({"to", "in", "at"})
ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your"})
JOINTS = frozenset({"and", "&", "/", "-", "–", "cum"})
# Posts that "under" makes lower ones of.
UNDER = frozenset({"secretary", "secretaries"})
REACH = 24
# "The mayor of the western city of".
PLACED = frozenset({"city", "town", "port", "province", "region", "district", "state"})
COMPLEMENT = frozenset({"and", "the", "&", "of", ",", "for", "on", "in", "to", "-", "–", "'s", "’s"})


def walk_left(page: Page, at: int, taken: set[int]) -> int:
    """Return where the phrase of a post that ends at token `at` begins."""
    first, has_head = at + 1, False
    while first > 0 and at - first < REACH:
        index = first - 1
        if index in taken or (page.starts[first] and first <= at):
            break
        if is_head(page, index):
            has_head = True
        elif not (
            _is_post_word(page, index, first == at + 1 and not has_head)
            or (first <= at and _is_inner(page, index, has_head))
        ):
            break
        first -= 1
    return first


def is_head(page: Page, at: int) -> bool:
    """True for a post's head noun or its abbreviation ("MNA", "MNAs")."""
    word, text = page.lower[at], page.tokens[at].text
    if word in page.lexicon.heads:
        return True
    short = word if text.isupper() else word[:-1] if text[-1:] == "s" and text[:-1].isupper() else ""
    return short in page.lexicon.abbreviations


def _is_post_word(page: Page, index: int, is_last: bool) -> bool:
    """True for a word that may stand in a post: a modifier, a subject, a country, a capitalised name of a body."""
    word, lexicon = page.lower[index], page.lexicon
    if word == "under":
        return page.lower[index + 1 + page.is_joined(index + 1)] in UNDER
    if word in lexicon.modifiers and (page.capital[index] or page.tokens[index].pos_ != "VERB"):
        return True
    if word in lexicon.portfolios or index in page.sides or page.is_possessive(index):
        return True
    if not page.capital[index] or word in lexicon.honorifics:
        return False
    if page.opens[index] and page.tokens[index].tag_ in ("VBG", "VB"):
        return False  # "Discussing Prime Minister" + name + "'s visit"
    if word == "new" and find_places(f"new {page.lower[index + 1]}"):
        return True
    if is_last and (page.lower[index - 1] in ("for", "of") or page.lower[index - 1] in lexicon.heads):
        # "Minister for Europe" + name, "Allied Commander Europe, General" + name.
        return True
    return not (word in lexicon.never and (page.opens[index] or is_last))


def _is_inner(page: Page, index: int, has_head: bool) -> bool:
    """True for the small words inside a post: "for", "of the", "and", a comma of a list, a bracket, a hyphen."""
    word, token = page.lower[index], page.tokens[index]
    if word in PREPOSITIONS:
        return _has_complement(page, index)
    if word in ARTICLES:
        if page.lower[index - 1] == ",":
            return not has_head and _lists_portfolios(page, index - 1)
        return page.lower[index - 1] in PREPOSITIONS and _has_complement(page, index - 1)
    if word in JOINTS and index and _joins(page, index):
        return True
    if word == ",":
        return not has_head and _lists_portfolios(page, index)
    if token.is_space:
        return "\n" not in token.text
    if word in ("(", ")"):
        return not has_head or _brackets_letters(page, index)
    if page.is_joined(index):
        return True
    # In front of a capitalised post a lower-case noun is the sentence's, not the post's: "over lunch President X".
    binds = token.pos_ == "NOUN" and token.dep_ in ("compound", "nmod", "amod")
    return has_head and binds and not (page.capital[index + 1] and is_head(page, index + 1))


def _brackets_letters(page: Page, index: int) -> bool:
    """True for the brackets of "Civil Aviation Authority (CAA) Chairman"."""
    middle = index + 1 if page.lower[index] == "(" else index - 1
    match [token.text for token in page.tokens[middle - 1 : middle + 2]]:
        case ["(", text, ")"]:
            return text.isupper() and len(text) > 1
    return False


def _has_complement(page: Page, index: int) -> bool:
    """True when a preposition hangs on a post's head or on a body: "Minister for", "Council of"."""
    at = index - 1
    for _ in range(10):
        if at > 2 and page.lower[at] == ")" and _brackets_letters(page, at):
            # "Principal Staff Officer (PSO) of".
            at -= 3
        if at < 0 or (page.tokens[at].is_punct and page.tokens[at].text not in ",&’'-"):
            return False
        word = page.lower[at]
        if (
            word in page.lexicon.heads
            or word in page.lexicon.abbreviations
            or word in page.lexicon.body_heads
            or word == "general"
        ):
            return True
        if not (page.capital[at] or word in page.lexicon.portfolios or word in COMPLEMENT or word in PLACED):
            return False
        at -= 1
    return False


def _joins(page: Page, index: int) -> bool:
    """True when a joint stands between two words of posts or of their subjects, written alike."""
    lexicon, before, after = page.lexicon, page.lower[index - 1], index + 1
    while after < len(page.lower) and page.lower[after] in ARTICLES:
        after += 1
    if after >= len(page.lower) or (
        index - 1 in page.sides and page.lower[index] == "and" and page.lower[after] in lexicon.heads
    ):
        return False
    known = (
        before in lexicon.heads
        or before in lexicon.portfolios
        or before in lexicon.abbreviations
        or page.capital[index - 1]
    )
    return known and page.capital[index - 1] == page.capital[after]


def _lists_portfolios(page: Page, index: int) -> bool:
    """True for a comma inside a list of subjects: "for States and Frontier Regions, Kashmir Affairs, and"."""
    at = index - 1
    if page.lower[at] not in page.lexicon.portfolios and not find_places(page.lower[at]):
        return False
    named = page.lower[at] in page.lexicon.portfolios
    for _ in range(10):
        word = page.lower[at]
        if word in ("for", "of"):
            # "Minister for Kashmir, Gilgit-Baltistan and" lists places.
            return named or page.lower[at - 1] == "minister"
        if at == 0 or not (page.capital[at] or word in ("and", ",", "the", "&")):
            return False
        at -= 1
    return False


def may_be_post(page: Page, at: int) -> bool:
    word, lexicon = page.lower[at], page.lexicon
    if page.tokens[at].is_punct and page.tokens[at].text not in ("-", "–", "&", "/", "’", "'"):
        return False
    if (
        at + 1 < len(page.lower) and page.entity[at + 1] in ("DATE", "TIME") and at + 1 not in page.sides
    ) or page.entity[at] in ("DATE", "TIME"):
        return False
    if word in PREPOSITIONS:
        return at + 1 < len(page.lower) and (
            page.capital[at + 1] or page.lower[at + 1] in ARTICLES or page.lower[at + 1] in lexicon.portfolios
        )
    return (
        page.capital[at]
        or word in lexicon.heads
        or word in lexicon.modifiers
        or word in lexicon.portfolios
        or at in page.sides
        or word in ARTICLES
        or word in JOINTS
        or word in POSSESSIVES
        or page.is_possessive(at)
        or word in lexicon.body_heads
        or page.is_joined(at)
    )


def _is_pure_rank(page: Page, at: int) -> bool:
    """True for "Air Chief Marshal", "Lieutenant General": every word of the run of ranks is one."""
    lexicon = page.lexicon
    if (
        page.lower[at] in ("general", "marshal", "admiral", "commander", "inspector", "commodore")
        or page.lower[at] == "captain"
    ):
        if page.is_joined(at - 1) and page.lower[at - 2] in lexicon.heads:
            # "Commissioner-General".
            return False
        before = page.lower[at - 1] if at else ""
        return page.lower[at] not in lexicon.heads and before not in (
            "director",
            "secretary",
            "attorney",
            "inspector",
            "consul",
            "governor",
            "surgeon",
            "solicitor",
            "auditor",
            "postmaster",
        )
    after = page.lower[at + 1] if at + 1 < len(page.lower) else ""
    return after in lexicon.ranks and page.lower[at] in (
        "air",
        "chief",
        "vice",
        "rear",
        "lieutenant",
        "major",
        "field",
        "brigadier",
        "lance",
        "naib",
        "sub",
        "head",
    )


def skip_titles(page: Page, at: int, taken: set[int]) -> int:
    """Step left over honorifics, ranks, quotation marks and "(retd)"."""
    while at >= 0:
        if page.lower[at] == "." and page.lower[at - 1] in page.lexicon.honorifics:
            at -= 1
        if page.lower[at] == ")" and at > 1 and page.lower[at - 1] in page.lexicon.suffixes:
            at -= 3
        elif _is_mere_title(page, at) or _is_added_title(page, at, taken):
            at -= 1
        else:
            break
    return at


# Titles that are posts too. Where a post stands before one, they only dress its holder's name.
ADDED = frozenset({"senator", "ambassador", "professor", "justice", "judge", "prince", "princess", "sardar", "bishop",
                   "archbishop", "cardinal", "mufti", "imam", "lawmaker", "deputy"})  # fmt: skip


def _is_added_title(page: Page, at: int, taken: set[int]) -> bool:
    """True for a title between a post and its holder: "Foreign Minister, Senator" + name, "Minister of Energy
    Prince" + name; not for "Chief Justice" and "Deputy Ambassador"."""
    if page.lower[at] not in ADDED or not page.capital[at] or at < 1 or page.starts[at]:
        return False
    comma = page.tokens[at - 1].text == ","
    end = skip_bracket(page, at - 2 if comma else at - 1)
    if end < 0 or end in taken or page.tokens[end].is_punct or page.lower[end] in (*PREPOSITIONS, *JOINTS, *ARTICLES):
        return False
    qualifies = page.lower[end] in page.lexicon.modifiers and page.lower[end - 1] not in PREPOSITIONS
    if not comma and (is_head(page, end) or qualifies or page.is_possessive(end)):
        return False
    if not comma and end in page.sides and page.sides[end].form == "adjective":
        return False
    return any(is_head(page, index) for index in range(walk_left(page, end, taken), end + 1))


def _is_mere_title(page: Page, at: int) -> bool:
    """True for a word before a name that is no post: "Mr", "General", the "Senator" of "Prime Minister Senator"."""
    word, lexicon = page.lower[at], page.lexicon
    if page.tokens[at].is_quote or page.tokens[at].text == "\u200b":
        return True
    if word in lexicon.honorifics:
        return word not in lexicon.heads or _has_head_left(page, at)
    if word not in lexicon.ranks:
        return False
    return not (word in lexicon.heads or word in lexicon.modifiers) or (page.capital[at] and _is_pure_rank(page, at))


def _has_head_left(page: Page, at: int) -> bool:
    """True when another post ends just before a word that is title and post at once ("Director General Ambassador
    X", "Foreign Minister (FM) Senator X"); not for the two words of "Chief Justice"."""
    left = skip_bracket(page, at - 1)
    if left < 0 or page.lower[at - 1 : at + 1] == ("chief", "justice"):
        return False
    word = page.lower[left]
    return word in page.lexicon.heads or word in page.lexicon.portfolios or word == "general"


def skip_bracket(page: Page, at: int) -> int:
    """Step left over a bracketed abbreviation of the post: "Station House Officer (SHO)"."""
    if at > 2 and page.tokens[at].text == ")":
        opening = at - 1
        while opening > at - 5 and page.tokens[opening].text != "(":
            opening -= 1
        if page.tokens[opening].text == "(":
            return opening - 1
    return at
