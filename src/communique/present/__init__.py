"""What a person reads on a terminal: summaries, explanations, lists, progress."""
