"""The pages of the desk: one file a page and one line here. The order is that of the navigation."""

from __future__ import annotations

from communique.desk.pages import (
    about,
    accuracy,
    actions,
    add,
    audit,
    bodies,
    case,
    engagements,
    figures,
    home,
    incidents,
    log_in,
    pair,
    people,
    problems,
    report,
    reports,
    review,
    review_all,
    review_links,
    search,
    statements,
    undertakings,
)
from communique.desk.pages.page import Page

PAGES: tuple[Page, ...] = (
    home.PAGE,
    undertakings.PAGE,
    engagements.PAGE,
    incidents.PAGE,
    people.PAGE,
    bodies.PAGE,
    search.PAGE,
    statements.PAGE,
    actions.PAGE,
    figures.PAGE,
    reports.PAGE,
    problems.PAGE,
    accuracy.PAGE,
    about.PAGE,
    case.PAGE,
    report.PAGE,
    review.PAGE,
    add.PAGE,
    review_all.PAGE,
    review_links.PAGE,
    audit.PAGE,
    pair.PAGE,
    log_in.PAGE,
)

__all__ = ["PAGES", "Page"]
