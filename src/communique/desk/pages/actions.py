"""`/actions`: what was done between sides, beyond words and contact."""

from __future__ import annotations

from communique.desk.listings import ACTIONS
from communique.desk.pages.list_page import make_list_page

PAGE = make_list_page(ACTIONS, "more")
