"""`/incidents`: violence, one row a case, with ranges of casualties by a named rule."""

from __future__ import annotations

from communique.desk.listings import INCIDENTS
from communique.desk.pages.list_page import make_list_page

PAGE = make_list_page(INCIDENTS, "main")
