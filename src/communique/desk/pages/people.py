"""`/people`: who is who, most reported first."""

from __future__ import annotations

from communique.desk.listings import PEOPLE
from communique.desk.pages.list_page import make_list_page

PAGE = make_list_page(PEOPLE, "main")
