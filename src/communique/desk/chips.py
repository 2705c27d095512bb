"""Chips: a codebook's word with a shape and a tone, so that a state is told by text and shape, never by colour alone.

Whether something was found by the program or decided by a person is told everywhere in the same way: a *candidate* has
a broken border, what a person confirmed a whole one and a tick.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chip:
    """`shape` is a sign before the word, `tone` a class of the style sheet."""

    text: str
    shape: str
    tone: str


_SHAPES = {
    # what has happened
    "held": ("●", "done"),
    "done": ("●", "done"),
    "ongoing": ("◐", "open"),
    "in progress": ("◐", "open"),
    "partly done": ("◐", "open"),
    "reaffirmed": ("↻", "open"),
    # what is ahead, or not known
    "planned": ("○", "ahead"),
    "invited": ("○", "ahead"),
    "possible": ("◌", "ahead"),
    "not yet assessed": ("○", "plain"),
    # what did not come about
    "stalled": ("▬", "against"),
    "cancelled": ("✕", "against"),
    "withdrawn": ("✕", "against"),
    "contradicted": ("✕", "against"),
    "expired with nothing found": ("▽", "against"),
    # how a feed fares
    "good": ("●", "done"),
    "failing": ("▽", "against"),
    "dead": ("✕", "against"),
    # what a person decided about a record or link
    "confirmed": ("✓", "confirmed"),
    "rejected": ("✕", "against"),
    "unsure": ("?", "ahead"),
    "candidate": ("◇", "candidate"),
}


def chip_of(word: str) -> Chip:
    """Return the chip of a word; one without a shape of its own is plain."""
    shape, tone = _SHAPES.get(word, ("", "plain"))
    return Chip(word, shape, tone)
