"""Templates: everything is escaped, nothing undefined passes, and values are said as on the command line.

Filters: `side` (CHN → China), `sides`, `date` (EDTF → 5 February 2025), `moment` (a UTC time), `count` (1 report,
2 reports), `of_kind` (1 undertaking, 2 people), `words` (an underscored name as words), `web_link` (a link only where
it leads to the web), `brief` (a long title shortened), `with_days` (a line of an answer, its ISO days as people write
them).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from communique.answers.brief.wording import say_date as say_date_with_preposition
from communique.answers.brief.wording import say_day
from communique.answers.sides import name_side
from communique.desk.chips import chip_of
from communique.model.web_link import web_link

STATIC = Path(__file__).with_name("static")
MOST_TITLE_CHARS = 110  # two lines of a row at 1,280 pixels: feeds give a whole first paragraph as title
ISO_DAYS = re.compile(r"\b\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?\b")
SINGULAR = {"people": "person", "bodies": "body"}  # of the others the plural has an s more


def make_environment() -> Environment:
    """Return the environment of all templates."""
    environment = Environment(
        loader=PackageLoader("communique.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "side": name_side,
        "sides": name_sides,
        "date": say_date,
        "moment": say_moment,
        "count": say_count,
        "of_kind": count_records,
        "words": lambda name: str(name).replace("_", " "),
        "web_link": web_link,
        "brief": shorten,
        "with_days": write_days,
        "segment": lambda text: quote(str(text), safe=""),
    }
    environment.globals |= {"static": static_url, "chip_of": chip_of}
    environment.globals["parts"] = environment.get_template("parts.html").module
    return environment


def name_sides(codes: Sequence[str]) -> str:
    """Return "China, Pakistan"."""
    return ", ".join(name_side(code) for code in codes)


def say_date(edtf: str | None) -> str:
    """Return an EDTF date in words, without a preposition; what is no date as it is.

    >>> say_date("2025-02-05"), say_date("2025-02"), say_date("next week"), say_date(None)
    ('5 February 2025', 'February 2025', 'next week', '')
    """
    said = say_date_with_preposition(edtf)
    if said is None:
        return edtf or ""
    return said.removeprefix("on ").removeprefix("in ").removeprefix("from ")


def say_moment(moment: str) -> str:
    """Return a time of the register as people write it.

    >>> say_moment("2025-02-05T09:30:00+00:00")
    '5 February 2025, 09:30 UTC'
    """
    at = datetime.fromisoformat(moment)
    return f"{say_day(at.date().isoformat())}, {at:%H:%M} UTC"


def say_count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> say_count(1, "report"), say_count(1200, "report"), say_count(2, "body", "bodies")
    ('1 report', '1,200 reports', '2 bodies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def count_records(number: int, kind: str) -> str:
    """Return a number of records of a kind.

    >>> count_records(1, "undertakings"), count_records(1, "bodies"), count_records(2, "people")
    ('1 undertaking', '1 body', '2 people')
    """
    return say_count(number, SINGULAR.get(kind, kind.removesuffix("s")), kind)


def write_days(line: str) -> str:
    """Return a line of an answer with its ISO days as people write them.

    >>> write_days("nothing found until 2025-06-30"), write_days("2025-02-04/2025-02-08")
    ('nothing found until 30 June 2025', '4 to 8 February 2025')
    """
    return ISO_DAYS.sub(lambda found: say_date(found.group()), line)


def shorten(title: str) -> str:
    """Return a title of at most `MOST_TITLE_CHARS`, cut between words where there are any.

    >>> shorten("Talks held"), shorten("word " * 100)[-6:], len(shorten("x" * 500))
    ('Talks held', ' word…', 110)
    """
    if len(title) <= MOST_TITLE_CHARS:
        return title
    cut = title[: MOST_TITLE_CHARS - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > MOST_TITLE_CHARS / 2 else cut).rstrip(" ,;:") + "…"


@lru_cache(maxsize=64)
def static_url(name: str) -> str:
    """Return the address of a shipped file; it changes with the file, so that browsers may keep it for good."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"
