"""`/problems`: what went wrong with which report."""

from __future__ import annotations

from communique.desk.listings import PROBLEMS
from communique.desk.pages.list_page import make_list_page

PAGE = make_list_page(PROBLEMS, "more")
