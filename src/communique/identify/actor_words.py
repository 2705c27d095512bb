"""The nouns and pronouns that stand for sides and persons, loaded once for a language from its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from communique.languages import Language

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Sets of lower-case words; the tables `actors` and `pronouns` say what each holds."""

    institutions: Words
    organs: Words
    formal_organs: Words
    bare: Words
    bare_phrases: Words
    related: Words
    directions: Words
    guests: Words
    both: Words
    both_sides: Words
    both_persons: Words
    both_states: Words
    open: Words
    more: Words
    synonyms: Mapping[str, tuple[str, ...]]
    envoys: Words
    state_posts: Words
    leaders: Words
    skipped: Words
    small: Words
    counterparts: Words
    post_heads: Words
    of_state: Words
    joint_verbs: Words
    dealing: Words
    personal: Words
    third: Mapping[str, str]
    they: Words
    it: Words
    minded: Words
    i: Words
    we: Words
    male: Words
    female: Words
    female_given: Words


@lru_cache(maxsize=4)
def load_actor_words(language: Language) -> ActorWords:
    """Return the language's words for actors."""
    actors, pronouns = language.table("actors"), language.table("pronouns")
    both, posts, joint = actors["both"], actors["posts"], actors["joint"]
    first, titles = pronouns["first"], pronouns["titles"]
    return ActorWords(
        institutions=Words(actors["institutions"]),
        organs=Words(actors["organs"]),
        formal_organs=Words(actors["formal_organs"]),
        bare=Words(actors["bare"]),
        bare_phrases=Words(actors["bare_phrases"]),
        related=Words(actors["related"]),
        directions=Words(actors["directions"]),
        guests=Words(actors["guests"]),
        both=Words(both["determiners"]),
        both_sides=Words(both["sides"]),
        both_persons=Words(both["persons"]),
        both_states=Words(both["states"]),
        open=Words(both["open"]),
        more=Words(both["more"]),
        synonyms={key: tuple(value) for key, value in actors["synonyms"].items()},
        envoys=Words(posts["envoys"]),
        state_posts=Words(posts["state"]),
        leaders=Words(posts["leaders"]),
        skipped=Words(posts["skipped"]),
        small=Words(posts["small"]),
        counterparts=Words(posts["counterparts"]),
        post_heads=Words(posts["heads"]),
        of_state=Words(posts["of_state"]),
        joint_verbs=Words(joint["verbs"]),
        dealing=Words(joint["dealing"]),
        personal=Words(joint["persons"]),
        third=pronouns["third"],
        they=Words(pronouns["plural"]["words"]),
        it=Words(pronouns["thing"]["words"]),
        minded=Words(pronouns["thing"]["minded"]),
        i=Words(first["singular"]),
        we=Words(first["plural"]),
        male=Words(titles["male"]),
        female=Words(titles["female"]),
        female_given=Words(pronouns["given"]["female"]),
    )
