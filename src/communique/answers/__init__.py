"""Answers from the register: one file a question, each a function `(register, filter) -> Table` (or `Brief`)."""
