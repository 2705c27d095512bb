"""Mails (`.eml`): the body is a report, and so is each attachment of a kind that can be read.

In: the bytes of a mail. Out: its plain text, or the words of its HTML where it has no plain text; then its attachments,
mails in it included. The subject is the title, the day is the one that the sender's clock showed, the sender's name the
outlet; attachments have day and outlet from the mail. The id is the mail's own (`Message-ID`), so that one mail saved
twice is one report; an attachment's begins with it, since many mails have a `release.pdf`.

Deliberately missed: which words of a body are quoted from another mail or sign it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePosixPath, PureWindowsPath
from typing import BinaryIO, cast

from communique.acquire.allowance import TooMuch
from communique.acquire.apart import call_apart
from communique.acquire.article import hash_of, make_report
from communique.acquire.decode import decode, decode_html, read_all
from communique.acquire.markup import to_text
from communique.acquire.source import Container, Opener, Origin
from communique.model.problem import Problem
from communique.model.report import RawReport

MOST_ATTACHMENTS = 200
_SUFFIXES = {"message/rfc822": ".eml", "text/html": ".html", "text/plain": ".txt", "application/pdf": ".pdf"}


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail in parts: `body` as it stands in it, attachments by name."""

    fields: Mapping[str, str]
    body: str
    problems: tuple[Problem, ...]
    attachments: tuple[tuple[str, bytes], ...]


def read_eml(stream: BinaryIO, origin: Origin, opener: Opener) -> Iterator[RawReport]:
    """Yield the report of a mail's body, then those of its attachments."""
    data = read_all(stream, origin)
    if isinstance(data, RawReport):
        yield data
        return
    mail = call_apart(origin, split_mail, data, origin.where)
    if isinstance(mail, RawReport):
        yield mail
        return
    if not mail.fields and not mail.attachments:
        yield origin.unread("mail-broken", "this is no mail: it has no header; save its text as .txt")
        return
    attached = [(name, held) for name, held in mail.attachments if opener.knows(name)]
    if mail.body.strip() or not attached:
        problems = mail.problems
        if not mail.body.strip() and not problems:
            problems = (Problem("file-empty", "the mail holds no text; nothing was coded", origin.where),)
        given = {key: value for key, value in origin.metadata.items() if value is not None}
        yield make_report({**mail.fields, **given, "text": mail.body}, origin, problems, original_sha256=hash_of(data))
    shared = {key: mail.fields[key] for key in ("outlet", "published") if key in mail.fields}
    for name, held in attached:
        try:
            opener.allowance.take_member()
            opener.allowance.take_bytes(len(held))
        except TooMuch as error:
            yield origin.unread("archive-too-large", f"{error}; save its attachments")
            return
        stem = f"{mail.fields.get('id') or origin.stem}/{opener.stem(name)}"
        yield from opener.read_member(name, io.BytesIO(held), origin.inside(f"{origin.where}/{name}", stem, shared))


def split_mail(data: bytes, where: str) -> Mail:
    """Return a mail in parts. Runs apart: some headers take the parser very long."""
    message = message_from_bytes(data, policy=policy.default)
    body = message.get_body(("plain", "html"))
    text, problems = _read_body(body, where) if body is not None else ("", ())
    return Mail(_read_fields(message), text, problems, tuple(_attachments(message)))


def _read_fields(message: EmailMessage) -> dict[str, str]:
    """Return what the header says of the report."""
    fields: dict[str, str | None] = {"title": _header(message, "Subject")}
    name, address = parseaddr(_header(message, "From") or "")
    fields["outlet"] = name or address
    fields["id"] = (_header(message, "Message-ID") or "").strip("<>")
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        fields["published"] = parsedate_to_datetime(_header(message, "Date") or "").date().isoformat()
    return {key: value for key, value in fields.items() if value}


def _header(message: EmailMessage, name: str) -> str | None:
    """Return a header's words; one that cannot be parsed is as if it were not there."""
    try:
        value = message.get(name)
    except Exception:  # the standard library's parser of headers has raised a dozen kinds of errors
        return None
    return " ".join(str(value).split()) or None if value is not None else None


def _read_body(body: MIMEPart, where: str) -> tuple[str, tuple[Problem, ...]]:
    raw = cast(bytes, body.get_payload(decode=True) or b"")
    charset = body.get_content_charset()
    is_html = body.get_content_subtype() == "html"
    problems: tuple[Problem, ...] = ()
    try:
        text = raw.decode(charset or "utf-8")
    except (LookupError, ValueError):
        text, problems = (decode_html if is_html else decode)(raw, where)
    if is_html:
        return to_text(text), problems
    text = text.replace("\r\n", "\n")
    if str(body.get_param("format")).casefold() == "flowed":
        text = _unfold(text)
    return text, problems


def _unfold(text: str) -> str:
    """Join the lines of `format=flowed` (RFC 3676), where a space at a line's end says that it goes on."""
    joined: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        if goes_on:
            joined[-1] += line.removeprefix(" ")
        else:
            joined.append(line.removeprefix(" "))
        goes_on = line.endswith(" ") and line != "-- "
    return "\n".join(joined)


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    for number, part in enumerate(message.iter_attachments(), start=1):
        if number > MOST_ATTACHMENTS:
            return
        kind = part.get_content_type()
        suffix = _SUFFIXES.get(kind, "")
        name = PureWindowsPath(PurePosixPath(part.get_filename() or f"attachment-{number}{suffix}").name).name
        if kind == "message/rfc822":
            inner = part.get_payload(0)
            name = name if name.casefold().endswith(".eml") else f"{name}.eml"
            yield name, inner.as_bytes() if isinstance(inner, EmailMessage) else b""
        else:
            yield name, cast(bytes, part.get_payload(decode=True) or b"")


CONTAINER = Container("mail", (".eml",), read_eml)
