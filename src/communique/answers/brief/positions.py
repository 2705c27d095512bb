"""What one side said of the other, and what was done between them."""

from __future__ import annotations

from communique.answers.brief.pair import Pair
from communique.answers.brief.sections import OTHERS, say_more, tell
from communique.answers.brief.wording import STANCE_VERBS, name_side, name_sides, quote_claim, say_when, start
from communique.answers.cases import day_of
from communique.join.content_words import content_words, overlap_share
from communique.join.matters import own_words
from communique.model.brief import Section
from communique.model.claim import Claim

ORDER = {"condemn": 0, "criticise": 0, "reject": 0, "praise": 1, "welcome": 1, "condole": 1, "affirm": 2}
LEAST_WORDS = 3  # own words of a deed that says what was done ("we provided them" does not)
MOST = (2, 1, 1)  # statements of each rank
SAME_WORDS = 0.5  # share of the shorter statement's telling words: from here on the second says nothing new


def write_statements(pair: Pair, by: str, about: str) -> Section:
    """Write what one side complained of, then praised in the other, what is about it alone."""
    own = [c for c in pair.statements if c.record["by"] == [by] and about in c.record["about"]]
    own = [c for c in own if len(c.record["about"]) == 1] or own
    # Newest first within each rank (sorting is stable).
    own.sort(key=lambda c: c.source.published or "", reverse=True)
    own.sort(key=lambda c: ORDER[c.record["stance"]])
    picked: list[Claim] = []
    for claim in own:
        of_rank = sum(ORDER[c.record["stance"]] == ORDER[claim.record["stance"]] for c in picked)
        if of_rank < MOST[ORDER[claim.record["stance"]]] and not any(_says_the_same(claim, other) for other in picked):
            picked.append(claim)
    sentences = tuple(
        tell(
            f"{start(name_side(by))} {STANCE_VERBS[c.record['stance']]}"
            f" ({say_when(c).removeprefix('as ').removeprefix('on ')}): {quote_claim(c)}.",
            (c,),
        )
        for c in picked
    )
    note = "No statement was found in the reports looked at."
    if own:
        left = len(own) - len(picked)
        note = say_more(pair, left, f"statements --by {by} --about {about}") or ""
    return Section(f"What {name_side(by)} said of {name_side(about)}", sentences, note or None)


def _says_the_same(a: Claim, b: Claim) -> bool:
    one, two = (content_words(" ".join(claim.words)) for claim in (a, b))
    return overlap_share(one, two) >= SAME_WORDS


def write_actions(pair: Pair) -> Section:
    """Write the latest deeds that say what was done, each once, in order of time."""
    told = [c for c in pair.actions if len(own_words(c)) >= LEAST_WORDS] or list(pair.actions)
    shown: list[Claim] = []
    for claim in sorted(told, key=lambda c: day_of((c,)), reverse=True):
        if len(shown) < OTHERS and not any(_is_same_deed(claim, other) for other in shown):
            shown.append(claim)
    sentences = tuple(
        tell(f"{start(name_sides(c.record['by']))}, {say_when(c)} ({c.record['type']}): {quote_claim(c)}.", (c,))
        for c in reversed(shown)
    )
    note = say_more(pair, len(pair.actions) - len(shown), f"actions --side {pair.a} --side {pair.b}")
    return Section("What was done", sentences, note if shown else "No report of a deed between the two was found.")


def _is_same_deed(a: Claim, b: Claim) -> bool:
    """True when two deeds of one type and side share half of the shorter one's own words: told again, or in stages."""
    is_like = a.record["type"] == b.record["type"] and a.record["by"] == b.record["by"]
    return is_like and overlap_share(own_words(a), own_words(b)) >= SAME_WORDS
