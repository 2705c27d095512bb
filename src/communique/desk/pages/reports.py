"""`/reports`: what the register has read."""

from __future__ import annotations

from communique.desk.listings import REPORTS
from communique.desk.pages.list_page import make_list_page

PAGE = make_list_page(REPORTS, "more")
