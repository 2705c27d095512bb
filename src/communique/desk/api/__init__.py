"""The JSON API: one file a resource and one line here. Every list that a page shows is one (`lists.py`)."""

from __future__ import annotations

from fastapi import APIRouter

from communique.desk.api import (
    bodies,
    cases,
    compare,
    coverage,
    decisions,
    feeds,
    incidents,
    lists,
    people,
    reports,
    timelines,
)

RESOURCES: tuple[APIRouter, ...] = (
    lists.ROUTER,
    reports.ROUTER,
    cases.ROUTER,
    coverage.ROUTER,
    timelines.ROUTER,
    incidents.ROUTER,
    people.ROUTER,
    bodies.ROUTER,
    compare.ROUTER,
    feeds.ROUTER,
    decisions.ROUTER,
)
