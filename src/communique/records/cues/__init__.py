"""Cue words in clauses: what undertakings and statements are found by.

`table` reads the words, `grammar` asks a clause for its parts, `holders` says whose words or deeds they are, `frames`
whether a verb has what its cue asks for. `explicit` finds acts that are named (`verbs`: "promised"; `nouns`: "expressed
readiness"), `content` those that only the said words show ("will build", "is of great importance"). `find` puts them
in order, `finish` makes utterances of them, `matter` adds words, money, dates and the occasion.
"""

from communique.records.cues.find import find_unsided, find_utterances
from communique.records.cues.utterance import Utterance

__all__ = ["Utterance", "find_unsided", "find_utterances"]
