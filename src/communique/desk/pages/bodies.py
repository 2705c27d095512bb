"""`/bodies`: ministries, parties, companies, armed groups, most reported first."""

from __future__ import annotations

from communique.desk.listings import BODIES
from communique.desk.pages.list_page import make_list_page

PAGE = make_list_page(BODIES, "main")
