"""`/undertakings`: the ledger. Who bound itself or asked, towards whom, how long ago, and what followed."""

from __future__ import annotations

from communique.desk.listings import UNDERTAKINGS
from communique.desk.pages.list_page import make_list_page

PAGE = make_list_page(UNDERTAKINGS, "main")
