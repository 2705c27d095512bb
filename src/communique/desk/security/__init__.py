"""Who may use the desk and how, one concern a file; `app.py` puts them around every page and resource."""
