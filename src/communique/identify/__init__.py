"""Identify who is who in a report: people, bodies, sides, and what each noun phrase stands for."""

from __future__ import annotations

from communique.identify.identify import identify

__all__ = ["identify"]
