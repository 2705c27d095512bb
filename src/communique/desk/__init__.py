"""The desk: pages and a JSON API over the register, served from this machine.

`app.py` puts together what stands in one file each: pages (`pages/`), API resources (`api/`), safety (`security/`).
Both ask the same answers as the command line (`answers/`); nothing here reads a report or decides what a record is.
How to add a page or a resource: docs/desk.md.
"""
