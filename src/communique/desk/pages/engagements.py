"""`/engagements`: contacts, one row however many reports tell of them."""

from __future__ import annotations

from communique.desk.listings import ENGAGEMENTS
from communique.desk.pages.list_page import make_list_page

PAGE = make_list_page(ENGAGEMENTS, "main")
