"""The words that names, offices and bodies are made of, loaded once for a language from its tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from communique.languages import Language


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sets of lower-case words. What each holds is said in the language's table of the same name."""

    heads: frozenset[str]
    modifiers: frozenset[str]
    portfolios: frozenset[str]
    abbreviations: dict[str, str]
    honorifics: frozenset[str]
    ranks: frozenset[str]
    short: dict[str, str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    joined_particles: frozenset[str]
    given: frozenset[str]
    given_to_women: frozenset[str]
    family: frozenset[str]
    never: frozenset[str]
    given_months: frozenset[str]
    things: frozenset[str]
    place_prepositions: frozenset[str]
    introducers: frozenset[str]
    private: frozenset[str]
    royal: frozenset[str]
    single: frozenset[str]
    monarchies: frozenset[str]
    post_sides: dict[str, str]
    leaders: dict[str, str]
    leader_families: dict[str, str]
    body_heads: dict[str, str]
    state_heads: frozenset[str]
    national: dict[str, str]

    def is_office_word(self, word: str) -> bool:
        """True for a word that can stand inside a post before its holder's name."""
        return word in self.heads or word in self.modifiers or word in self.abbreviations

    def is_title(self, word: str) -> bool:
        """True for a word that can stand directly before a name."""
        return word in self.honorifics or word in self.ranks or word in self.heads or word in self.abbreviations


def load_lexicon(language: Language) -> Lexicon:
    """Return the language's lexicon."""
    return _load(language)


@lru_cache(maxsize=4)
def _load(language: Language) -> Lexicon:
    offices, titles = language.table("offices"), language.table("titles")
    names, bodies = language.table("names"), language.table("bodies")
    leaders, families = _leaders(language.table("leaders"))
    heads = {word: kind for kind, words in bodies["heads"].items() for word in words}
    return Lexicon(
        heads=frozenset(offices["heads"]),
        modifiers=frozenset(offices["modifiers"]),
        portfolios=frozenset(offices["portfolios"]),
        abbreviations=dict(offices["abbreviations"]),
        honorifics=frozenset(titles["honorifics"]),
        ranks=frozenset(titles["ranks"]),
        short=dict(titles["short"]),
        suffixes=frozenset(titles["suffixes"]),
        particles=frozenset(names["particles"]),
        joined_particles=frozenset(names["joined_particles"]),
        given=frozenset(names["given"]),
        given_to_women=frozenset(language.table("pronouns")["given"]["female"]),
        family=frozenset(names["family_names"]),
        never=frozenset(names["never"]),
        given_months=frozenset(names["given_months"]),
        things=frozenset(names["things"]),
        place_prepositions=frozenset(names["place_prepositions"]),
        introducers=frozenset(names["introducers"]),
        private=frozenset(offices["private"]),
        royal=frozenset(offices["royal"]),
        single=frozenset(offices["single"]),
        monarchies=frozenset(offices["monarchies"]),
        post_sides={post: code for code, posts in offices["states"].items() for post in posts},
        leaders=leaders,
        leader_families=families,
        body_heads=heads,
        state_heads=frozenset(bodies["rules"]["state"]),
        national={name: code for code, group in bodies["national"].items() for name in group},
    )


def _leaders(table: dict[str, list[str]]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the sides of well-known persons by full name and by family name, both lower case."""
    full: dict[str, str] = {}
    families: dict[str, str] = {}
    for code, entries in table.items():
        for entry in entries:
            name, _, family = entry.lower().replace(".", "").partition("|")
            full[name] = code
            if family:
                families[family] = code
    return full, families
