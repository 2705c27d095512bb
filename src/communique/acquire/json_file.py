"""JSON: a file with one article object, or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from communique.acquire.article import make_report
from communique.acquire.decode import decode, read_all
from communique.acquire.source import Origin, Source
from communique.model.problem import Problem
from communique.model.report import RawReport


def read_json(stream: BinaryIO, origin: Origin) -> Iterator[RawReport]:
    """Yield the articles of a JSON file in order."""
    data = read_all(stream, origin)
    if isinstance(data, RawReport):
        yield data
        return
    text, problems = decode(data, origin.where)
    if problems and problems[0].code == "file-binary":
        yield origin.unread("file-binary", problems[0].message)
        return
    if not text.strip():
        yield origin.unread("file-empty", "the file is empty; nothing was coded")
        return
    try:
        value = parse_json(text)
    except ValueError as error:
        line = getattr(error, "lineno", None)
        where = f"{origin.where}:{line}" if line else origin.where
        yield origin.unread("json-broken", f"not valid JSON: {error}", where=where)
        return
    if isinstance(value, list):
        for number, article in enumerate(value, start=1):
            yield read_article(article, origin.part(number), problems)
        if not value:
            yield origin.unread("file-empty", "the list holds no article; nothing was coded")
    else:
        yield read_article(value, origin, problems)


def read_article(value: Any, origin: Origin, problems: tuple[Problem, ...] = ()) -> RawReport:
    """Return the report of one parsed JSON value."""
    if not isinstance(value, dict):
        return origin.unread("json-no-article", f"expected an article object with a `text`, found {_name(value)}")
    return make_report({**origin.metadata, **{k: v for k, v in value.items() if v is not None}}, origin, problems)


def parse_json(text: str) -> Any:
    """Parse JSON; whatever is wrong with it, nesting too deep included, is a `ValueError`."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("the values are nested too deeply") from None


def _name(value: Any) -> str:
    names = {list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "null")


SOURCE = Source("JSON", (".json",), read_json)
