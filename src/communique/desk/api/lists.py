"""`GET /api/undertakings` and its like: every list that the pages show, a page at a time.

A cursor names the last row that was given, so that rows which come in between neither repeat nor hide one.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request, Response

from communique.desk.address import Address
from communique.desk.api.answering import FAILURES, respond_list
from communique.desk.api.models import make_list_model
from communique.desk.desk import get_desk
from communique.desk.listing import ORDERS, Listing, in_order
from communique.desk.listings import API_LISTINGS
from communique.errors import UsageError

MOST_ROWS = 500
ROWS = 100
OWN = ("after", "limit")
SEVERAL = ("side", "by", "to", "about", "act", "kind", "status", "stance", "type", "unit")
MEANINGS = {
    "side": "a side that is named in whatever role, by code or name; all that are given must be",
    "by": "a side that acts",
    "to": "a side that is addressed",
    "about": "a side that is spoken of",
    "country": "the country where it was",
    "topic": "a PLOVER context",
    "text": "words that the evidence has",
    "since": "from this day, month or year on",
    "until": "until this day, month or year",
    "month": "a month: since and until in one",
    "outlet": "only what this outlet reports",
    "words": "words that the report has",
    "name": "a name in any spelling",
    "rule": "how one number comes of many: ucdp-like, acled-like, majority",
}

ROUTER = APIRouter()


def page_of(rows: Sequence[Any], key: str, after: str | None, limit: int) -> tuple[Sequence[Any], str | None]:
    """Return the rows behind a cursor, and the cursor of the page behind them."""
    start = 0
    if after is not None:
        last = read_cursor(after)
        start = next((number for number, row in enumerate(rows, 1) if row.name(key) == last), -1)
        if start < 0:
            message = "The row that this cursor names is not in the list any more."
            raise UsageError("cursor-gone", message, "Begin without `after`.")
    page = rows[start : start + limit]
    more = start + limit < len(rows)
    return page, make_cursor(page[-1].name(key)) if more else None


def make_cursor(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def read_cursor(cursor: str) -> str:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode("utf-8", "surrogatepass")
    except (ValueError, binascii.Error) as error:
        raise UsageError("cursor-invalid", "`after` is no cursor.", "Give the `next` of the page before.") from error


def read_limit(said: str | None) -> int:
    if said is None:
        return ROWS
    if not (said.isascii() and said.isdigit()) or not 1 <= int(said) <= MOST_ROWS:
        raise UsageError("limit-invalid", f"limit {said} cannot be.", f"Give a number from 1 to {MOST_ROWS}.")
    return int(said)


def answer(listing: Listing, request: Request) -> Response:
    """Answer with one page of a list."""
    address = Address.of(request)
    limit = read_limit(address.get("limit"))
    narrowed = address
    for name in OWN:
        narrowed = narrowed.removing(name)
    desk = get_desk(request)
    with desk.reading() as register:
        found = desk.finder.find(register, listing, narrowed.given())
        some, cursor = page_of(in_order(listing, narrowed, found), listing.key, address.get("after"), limit)
        rows = found.tell(register, some)
    return respond_list(request, rows, found.notes, listing.view.columns, len(found.rows), cursor)


def describe_filters(listing: Listing) -> list[dict[str, Any]]:
    """Return the parameters that narrow a list, for its description."""
    names = [*listing.view.filters, *listing.view.options, *(["month"] if "since" in listing.view.filters else [])]
    described: list[dict[str, Any]] = []
    for name in dict.fromkeys(names):
        text = {"type": "string"}
        is_several = name in SEVERAL and name not in listing.view.options
        described.append({
            "name": name, "in": "query", "required": name == "words",
            "description": MEANINGS.get(name, f"the codebook's word; given twice, either of the two ({name})"),
            "schema": {"type": "array", "items": text} if is_several else text,
        })  # fmt: skip
    return described


def describe(listing: Listing) -> list[dict[str, Any]]:
    """Return the parameters of a list, for its description."""
    described = describe_filters(listing)
    order = {"type": "string", "enum": list(ORDERS), "default": ORDERS[0]}
    limit = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": ROWS}
    described.append({"name": "order", "in": "query", "description": "by date", "schema": order})
    described.append({"name": "limit", "in": "query", "description": "rows of a page", "schema": limit})
    said = "the `next` of the page before"
    described.append({"name": "after", "in": "query", "description": said, "schema": {"type": "string"}})
    return described


def add(listing: Listing) -> None:
    """Add the resource of a list."""

    def resource(request: Request) -> Response:
        return answer(listing, request)

    resource.__name__ = f"list_{listing.name}"
    ROUTER.add_api_route(
        f"/{listing.name}", resource, methods=["GET"], summary=f"List {listing.many}", description=listing.view.help,
        response_model=make_list_model(listing.name, listing.view.columns), responses=FAILURES,
        openapi_extra={"parameters": describe(listing)}, tags=["lists"],
    )  # fmt: skip


for _listing in API_LISTINGS:
    add(_listing)
