"""`/statements`: what sides praised, condemned or rejected."""

from __future__ import annotations

from communique.desk.listings import STATEMENTS
from communique.desk.pages.list_page import make_list_page

PAGE = make_list_page(STATEMENTS, "more")
