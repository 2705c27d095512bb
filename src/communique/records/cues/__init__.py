"""Cue words in clauses: what undertakings, statements and actions are found by.

`table` reads the words, `grammar` asks a clause for its parts, `holders` says whose words or deeds they are, `explicit`
finds acts that are named ("promised", "expressed readiness"), `deeds` those that are done ("imposed tariffs"), `content` finds those that only the said words show ("will
build", "is of great importance"), `find` puts both in order, `matter` adds words, money, dates and the occasion.
"""

from communique.records.cues.deeds import find_deeds
from communique.records.cues.find import find_utterances
from communique.records.cues.utterance import Utterance

__all__ = ["Utterance", "find_deeds", "find_utterances"]
