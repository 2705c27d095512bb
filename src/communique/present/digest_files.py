"""A digest to send on: as Markdown, a page of HTML, or a mail (`.eml`) with both, besides Word and PDF.

In: a `Brief`. Out: the bytes of the file, the same for the same digest: a mail's parts are bounded by the digest's own
hash, and its date is given by the caller. A mail without an address is a draft that mail programs open to be sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from functools import partial
from importlib import resources
from pathlib import Path

from communique.errors import UsageError
from communique.model.brief import Brief
from communique.present.brief_files import BRIEF_FILES, BriefFile, make_markdown, to_print

TEMPLATE = "brief.html.j2"
SUFFIXES = (".md", ".html", ".eml", ".docx", ".pdf")


def make_html(brief: Brief) -> bytes:
    """Return the brief as a page of its own, without scripts and without anything from outside."""
    from jinja2 import Environment

    text = resources.files("communique.present").joinpath(TEMPLATE).read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(text).render(to_print(brief)).encode("utf-8")


def make_mail(brief: Brief, at: datetime, sender: str = "", to: str = "") -> bytes:
    """Return the brief as a mail, its text in Markdown with the page of HTML beside it."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"] = brief.title
    mail["Date"] = format_datetime(at)
    for name, address in (("From", sender), ("To", to)):
        if address:
            mail[name] = address
    if not to:
        mail["X-Unsent"] = "1"
    text, page = make_markdown(brief), make_html(brief)
    mail.set_content(text.decode("utf-8"), cte="base64")
    mail.add_alternative(page.decode("utf-8"), subtype="html", cte="base64")
    mail.set_boundary(f"communique-{hashlib.sha256(page).hexdigest()[:32]}")
    return mail.as_bytes()


def get_digest_file(output: Path, sender: str, to: str) -> Callable[[Brief, datetime], bytes]:
    """Return what makes, of a digest and its time, the file that a name tells."""
    suffix = output.suffix.casefold()
    if suffix == ".eml":
        return partial(make_mail, sender=sender, to=to)
    for file in (*BRIEF_FILES, HTML):
        if file.suffix == suffix:
            make = file.make
            return lambda brief, at: make(brief)
    message = f"The name {output.name} tells no format of a digest."
    raise UsageError("format-missing", message, f"Let it end in {', '.join(SUFFIXES)}.")


HTML = BriefFile("HTML", ".html", "text/html; charset=utf-8", make_html)
