"""Tell whether a word may belong to a person's name.

In: a `Page` and a token of a run of capitalised words. Out: yes or no. Titles, posts, bodies, sides and words that are
never names are told from names that look like them: "Sultan Haitham" from "Sultan Ahmed", "He Lifeng" from "He said",
"Israel Katz" from Israel, "JD Vance" from "FO". Deliberately missed: names wholly made of common words ("Rose Garden").
"""

from __future__ import annotations

from communique.identify.page import Page

# Family names that are small words too.
SMALL_FAMILIES = frozenset({"he", "she", "to", "an", "do", "so"})
ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "xiv", "xvi"})
# Names that are titles too: behind a title, or before a particle or another given name, they are names.
DOUBTFUL = frozenset({"sultan", "sardar", "imam", "sheikh", "prince", "king"})
CROWNS = frozenset({"prince", "king"})
# "Son of" and its like: whatever follows is a name ("bin Muslim", "bin Haji Hasan").
KIN = frozenset({"bin", "ibn", "ben", "bint", "ould"})


def is_word(page: Page, at: int) -> bool:
    if at >= len(page.lower):
        return False
    token = page.tokens[at]
    return page.capital[at] and not token.is_punct and not token.like_num


def is_second_half(page: Page, at: int) -> bool:
    """True for the lower-case half of a given name behind a family name that stands first: "Ban Ki-moon"."""
    if at < 3 or page.capital[at] or not page.tokens[at].is_alpha or not page.is_joined(at - 1):
        return False
    known = page.lower[at - 3] in page.lexicon.family or page.entity[at] == "PERSON"
    particle = page.lower[at] in page.lexicon.particles and page.lower[at - 3] not in page.lexicon.family
    return known and page.capital[at - 2] and page.capital[at - 3] and not particle


def opens_with_particle(page: Page, at: int) -> bool:
    return page.lower[at] in ("al", "el") and page.is_joined(at + 1) and is_word(page, at + 2)


def is_link(page: Page, at: int, end: int) -> bool:
    """True for a hyphen or particle inside a name."""
    word = page.lower[at]
    return not page.capital[at] and (
        page.tokens[at].text in "-–‑" or word in page.lexicon.particles or word in page.lexicon.joined_particles
    )


def is_name_word(page: Page, at: int, first: int) -> bool:
    """True for a word that may belong to a person's name."""
    word, lexicon = page.lower[at], page.lexicon
    token = page.tokens[at]
    if not page.capital[at]:
        return is_second_half(page, at) or (at == first and opens_with_particle(page, at))
    if len(word) == 1 and at > 0 and page.lower[at] not in ("x",):
        return word not in lexicon.honorifics and _is_initial(page, at)
    if word in SMALL_FAMILIES:
        return _is_family_after_all(page, at)
    if word in ROMAN:
        return at > first
    if word in DOUBTFUL:
        return _is_name_after_all(page, at, first)
    if word in lexicon.body_heads or word in lexicon.heads or word in lexicon.abbreviations:
        return False
    in_person = page.entity[at] == "PERSON"
    behind_kin = at > first and page.lower[at - 1] in KIN
    if word in lexicon.honorifics or word in lexicon.ranks:
        return behind_kin or (word in lexicon.given and at > first and page.lower[at - 1] in lexicon.given)
    if at in page.sides:
        return _is_namesake(page, at, first)
    if word in lexicon.given:
        return True
    if word in lexicon.never:
        # "Dong Jun" and "Hassan Jan" are no dates.
        before = page.lower[at - 1] if at > first else ""
        return behind_kin or (word in lexicon.given_months and (before in lexicon.family or before in lexicon.given))
    if word in lexicon.modifiers or word in lexicon.portfolios:
        # "Interfaith Harmony" is none, though the parser's entity says so.
        before = page.lower[at - 1] if at > first else ""
        named = bool(before) and page.entity[at - 1] == "PERSON" and before not in lexicon.portfolios
        return in_person and (named or word in lexicon.family)
    if len(token) > 1 and token.text.isupper() and len(token) < 7 and "." not in token.text:
        return (in_person and not page.headline[at] and _is_shouted(page, at)) or _are_initials(page, at)
    return not page.opens[at] or in_person or token.pos_ in ("PROPN", "NOUN")


def _is_family_after_all(page: Page, at: int) -> bool:
    """Tell the family name of "He Lifeng" from the pronoun: a capitalised word that is nothing else follows it, and
    other small words stand behind a title ("President To Lam")."""
    lexicon, after = page.lexicon, at + 1
    if after < len(page.lower) and f"{page.lower[at]} {page.lower[after]}" in lexicon.leaders:
        return True
    if page.tokens[at].tag_ != "PRP" and not (at and lexicon.is_title(page.lower[at - 1])):
        return page.lower[at] == "he" and page.entity[at] == "PERSON"
    if after >= len(page.lower) or not is_word(page, after) or page.starts[after] or page.headline[at]:
        return False
    word = page.lower[after]
    return (
        after not in page.sides
        and page.tokens[after].tag_ == "NNP"
        and not page.tokens[after].text.isupper()
        and page.entity[after] not in ("DATE", "TIME", "ORG")
        and word not in lexicon.never
        and word not in lexicon.given
        and not lexicon.is_title(word)
        and word not in lexicon.modifiers
        and word not in lexicon.body_heads
    )


def _is_namesake(page: Page, at: int, first: int) -> bool:
    """Tell a person from the country of the same name: "Michael Jordan", "Defence Minister Israel Katz"."""
    mention, lexicon, after = page.sides[at], page.lexicon, at + 1
    if mention.end - mention.first > 1:
        return False
    if at > first and page.entity[at] == page.entity[at - 1] == "PERSON" and page.tokens[at - 1].tag_ == "NNP":
        return True
    if after >= len(page.lower) or not is_word(page, after) or page.starts[after] or after in page.sides:
        return False
    known = f"{page.lower[at]} {page.lower[after]}" in lexicon.leaders
    titled = at > 0 and lexicon.is_title(page.lower[at - 1]) and page.capital[at - 1]
    return known or (titled and mention.form == "name" and page.entity[after] == "PERSON")


def _are_initials(page: Page, at: int) -> bool:
    """True for the two capitals before a name: "JD Vance", "Air Marshal AK Bharti"; not for "KP Governor"."""
    lexicon, word, after = page.lexicon, page.lower[at], at + 1
    if len(word) != 2 or after >= len(page.lower) or not is_word(page, after) or page.starts[after]:
        return False
    following = page.lower[after]
    if page.tokens[after].text.isupper() or lexicon.is_title(following) or following in lexicon.never:
        return False
    if f"{word} {following}" in lexicon.leaders:
        return True
    before = page.lower[at - 1] if at else ""
    vouched = page.entity[at] == page.entity[after] == "PERSON"
    return not page.headline[at] and (vouched or before in lexicon.ranks or before in lexicon.honorifics)


def _is_initial(page: Page, at: int) -> bool:
    """True for a letter between or before the words of a name: "Natalie A. Baker", "M Nazmul Hassan"; not for the
    article, nor for "H E"."""
    after = at + 1
    if page.tokens[at].tag_ == "DT" or "".join(page.lower[at - 1 : at + 1]) == "he":
        return False
    if page.lower[at : at + 2] == ("h", "e"):
        return False
    while after < len(page.lower) and len(page.lower[after]) == 1 and page.capital[after]:
        after += 1
    return (
        after < len(page.lower)
        and page.capital[after]
        and not page.starts[after]
        and page.lower[after] not in page.lexicon.never
    )


def _is_shouted(page: Page, at: int) -> bool:
    """True for a word in capitals beside another word of a name: "DONALD Trump", but not "NCCIA Lahore"."""
    return page.lower[at] in page.lexicon.given or page.lower[at] in page.lexicon.leader_families


def _is_name_after_all(page: Page, at: int, first: int) -> bool:
    """Tell "Chairman Sultan Ahmed" and "Sultan bin Saad" from "Sultan Haitham"."""
    lexicon, word = page.lexicon, page.lower[at]
    after = at + 1
    if word in CROWNS:
        last = after >= len(page.lower) or not page.capital[after]
        return last and at > first and page.lower[at - 1] in lexicon.given and page.entity[at] == "PERSON"
    following = page.lower[after] if after < len(page.lower) else ""
    if following in KIN or (following in lexicon.particles and not page.capital[after]):
        return True
    if at > first and lexicon.is_title(page.lower[at - 1]) and word != "sheikh":
        return True
    return at > first and is_name_word(page, at - 1, first)
