"""Cue words in clauses: what undertakings, statements and actions are found by.

`table` reads the words, `grammar` asks a clause for its parts, `holders` says whose words or deeds they are, `explicit`
finds acts that are named ("promised", "expressed readiness"), `content` finds those that only the said words show ("will
build", "is of great importance"), `find` puts both in order, `matter` adds words, money, dates and the occasion.
"""

from communique.records.cues.find import find_utterances
from communique.records.cues.utterance import Utterance

__all__ = ["Utterance", "find_utterances"]
