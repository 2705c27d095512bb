"""The digest: what came into the register since a mark on the pairs, people and places that somebody follows.

In: whom and what one follows, and how far the digest before had looked (`mark.py`). Out: a `Brief` whose sections are
what is new, what changed materially, and of what no report was found; nothing else. Told are new contacts,
undertakings, statements, deeds and incidents; of known ones a changed status, day or place, changed casualties,
follow-ups and given statuses; and what a changed text says now or says no longer. Another report of what is known is
not told. What fits several of the followed is told under the first. Deliberately missed: what a reviewer rejected
since, and decisions taken back.
"""

from __future__ import annotations

from communique.answers.brief.wording import say_day
from communique.answers.digest.cases import find_changed, find_new
from communique.answers.digest.fresh import Fresh, find_fresh
from communique.answers.digest.mark import Mark, get_mark, mark_at
from communique.answers.digest.outcomes import find_outcomes
from communique.answers.digest.subjects import Follow, Subject, find_subjects, read_follow
from communique.answers.digest.versions import find_revisions
from communique.model.brief import Brief, Section, Sentence, number_sources
from communique.register import Register

__all__ = ["Follow", "Mark", "get_digest", "get_mark", "mark_at", "read_follow"]


def get_digest(register: Register, follow: Follow, since: Mark, until: Mark) -> Brief:
    """Return what came after the mark `since` and not after `until` (that of now: `get_mark`)."""
    fresh = find_fresh(register, since, until)
    sections: list[Section] = []
    quiet: list[str] = []
    told: set[str] = set()
    for subject in find_subjects(register, follow):
        found = _write(register, subject, fresh, told)
        sections += found
        if not found:
            quiet.append(subject.heading)
    if quiet:
        said = "; ".join(quiet)
        note = f"{said}. Nothing in the reports looked at; that says nothing of what happened."
        sections.append(Section("No report found", (), note))
    day = f" until {say_day(until.at[:10])}" if until.at else ""
    parts = tuple(sections)
    return Brief(f"Digest: what came in{day}", fresh.say_coverage(), parts, number_sources(parts))


def _write(register: Register, subject: Subject, fresh: Fresh, told: set[str]) -> list[Section]:
    """Return the sections of a subject that have something to tell; what another subject told is left out."""
    parts = (
        ("new", find_new(subject, fresh)),
        ("changed", [*find_changed(subject, fresh), *find_revisions(subject, fresh)]),
        ("what came of it", find_outcomes(register, subject, fresh)),
    )
    sections = []
    for name, sentences in parts:
        own: list[Sentence] = [sentence for sentence in sentences if sentence.text not in told]
        told.update(sentence.text for sentence in own)
        if own:
            sections.append(Section(f"{subject.heading}: {name}", tuple(own)))
    return sections
