"""`/figures`: statistics and amounts, as given."""

from __future__ import annotations

from communique.desk.listings import FIGURES
from communique.desk.pages.list_page import make_list_page

PAGE = make_list_page(FIGURES, "more")
