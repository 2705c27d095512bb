"""Sidecars: `NAME.meta.json` beside a file, with fields that the file itself does not hold."""

from __future__ import annotations

from typing import Any

from communique.acquire.decode import decode
from communique.acquire.json_file import parse_json
from communique.model.problem import Problem

SIDECAR = ".meta.json"
# A sidecar is a handful of fields; more bytes than this are something else.
SIDECAR_BYTES = 1_000_000


def sidecar_names(name: str, stem: str) -> tuple[str, ...]:
    """Return how the sidecar of a file may be called: after the file, or after its name without suffix."""
    return tuple(dict.fromkeys(first + SIDECAR for first in (stem, name.removesuffix(".gz"), name)))


def parse_sidecar(data: bytes, where: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return the fields of a sidecar, and a problem where it is none."""
    try:
        value = parse_json(decode(data, where)[0])
    except ValueError as error:
        return {}, (Problem("sidecar-broken", f"not read, the report is without it: {error}", where),)
    if not isinstance(value, dict):
        return {}, (Problem("sidecar-broken", "expected an object with fields, not read", where),)
    value.pop("text", None)
    return value, ()
