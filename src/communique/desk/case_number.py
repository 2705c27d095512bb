"""What names a case in an address: its number, or a record of it.

Numbers are the register's and change when reports are joined anew; `REPORT:RECORD` (`dawn-2025-02-05:e1`) names the
case that has this record, whatever its number is by then: the link that lasts.
"""

from __future__ import annotations

import re

from starlette.requests import Request

from communique.errors import NotFound
from communique.register import Register
from communique.register.case_query import get_cases

NUMBER = re.compile(r"-?[0-9]{1,12}")
HINT = "A case is a whole number, or REPORT:RECORD."


def read_case_number(request: Request, register: Register | None = None) -> int:
    """Return the case that an address names; a negative number is a claim that was joined with nothing."""
    said = str(request.path_params["number"])
    if NUMBER.fullmatch(said):
        return int(said)
    report, _, record = said.rpartition(":")
    if register is None or not report:
        raise NotFound("case-missing", f"There is no case {said[:80]}.", HINT)
    found = register.claims("r.id = ? AND c.id = ?", (report, record))
    if not found:
        raise NotFound("case-missing", f"There is no record {record[:20]} of a report {report[:80]}.", HINT)
    return get_cases(register, [found[0].key]).get(found[0].key, -found[0].key)
