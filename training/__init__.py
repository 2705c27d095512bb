"""Trains the coder's small encoder: `python -m training`. Nothing here is needed at run time (`communique.learned`)."""
