"""`/pair/CHN-PAK`: the dossier of two sides: what happened on one axis, what is open each way, the brief to take along.

Either order and any wording lead here; one order is the address.
"""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.desk.address import Address
from communique.desk.commands import link_commands
from communique.desk.desk import get_desk
from communique.desk.dossier import find_open, make_brief, make_timeline
from communique.desk.pages.page import Page, Route
from communique.desk.pair import parse_pair, read_period, write_pair
from communique.desk.verdicts import find_verdicts
from communique.present.brief_files import BRIEF_FILES, BriefFile

MOST_ROWS = 100  # of the timeline told as a table in the page, the newest; the lists have all


def show(request: Request) -> Response:
    """Answer with the dossier, or lead to its one address."""
    address = Address.of(request)
    a, b = parse_pair(request.path_params["pair"])
    pair = write_pair(a, b)
    if request.path_params["pair"] != pair:
        return RedirectResponse(str(Address(f"/pair/{pair}", address.pairs)), 308)
    desk, wanted = get_desk(request), read_period(address.given())
    with desk.reading() as register:
        brief = make_brief(desk, register, a, b, wanted)
        timeline = make_timeline(desk, register, a, b, wanted)
        open_ = find_open(desk, register, a, b, wanted)
        newest = timeline.rows[: -MOST_ROWS - 1 : -1]
        verdicts = find_verdicts(register, (*newest, *(row for one in open_ for row in one.rows)))
    return desk.render(
        request, "pair.html", a=a, b=b, pair=pair, address=address, brief=brief, timeline=timeline, newest=newest,
        open_undertakings=open_, verdicts=verdicts, files=BRIEF_FILES, link_commands=link_commands,
    )  # fmt: skip


def send_brief(file: BriefFile, request: Request) -> Response:
    """Answer with the brief as a file to save."""
    desk, wanted = get_desk(request), read_period(Address.of(request).given())
    a, b = parse_pair(request.path_params["pair"])
    with desk.reading() as register:
        brief = make_brief(desk, register, a, b, wanted)
        content = desk.finder.remember(("brief", a, b, wanted.describe(), file.suffix), lambda: file.make(brief))
    headers = {"Content-Disposition": f'attachment; filename="brief-{_file_name(a, b)}{file.suffix}"'}
    return Response(content, media_type=file.media_type, headers=headers)


def _file_name(a: str, b: str) -> str:
    """Return the two sides in signs that every file system and header takes."""
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in write_pair(a, b))


PAGE = Page(
    "/pair/{pair}", "Pair", show, example="/pair/CHN-PAK",
    routes=tuple(Route(f"/pair/{{pair}}/brief{file.suffix}", partial(send_brief, file)) for file in BRIEF_FILES),
)  # fmt: skip
