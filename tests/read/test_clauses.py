"""Clauses know who does them, who says them, and how real they are."""

from __future__ import annotations

from communique.languages import LANGUAGES
from communique.model.reading import Clause
from communique.read.clauses import find_clauses
from communique.read.parse import parse_text


def clauses(text: str) -> dict[str, tuple[Clause, list[str], str | None]]:
    """Return each clause by its verb, with the words of its subject and of its speaker."""
    doc = parse_text(text, LANGUAGES["en"])
    return {
        doc[c.head].text: (c, [doc[i].text for i in c.subject], None if c.speaker is None else doc[c.speaker].text)
        for c in find_clauses(doc, LANGUAGES["en"])
    }


def test_coordinated_verbs_share_their_subject() -> None:
    found = clauses("Norway promised help and invited Ghana.")
    assert found["invited"][1] == ["Norway"]


def test_who_is_urged_carries_out_the_infinitive() -> None:
    assert clauses("Norway urged Ghana to leave.")["leave"][1] == ["Ghana"]


def test_who_is_thanked_for_a_deed_did_it() -> None:
    assert clauses("Norway thanked Ghana for sending doctors.")["sending"][1] == ["Ghana"]


def test_reported_clause_has_its_speaker() -> None:
    clause, _, speaker = clauses("The envoy said that Ghana would leave.")["leave"]
    assert speaker == "envoy"
    assert clause.future and not clause.possible


def test_would_in_the_reports_own_voice_is_only_possible() -> None:
    clause, _, _ = clauses("Ghana would leave.")["leave"]
    assert clause.possible and not clause.future


def test_speech_after_what_is_said_is_the_speakers() -> None:
    found = clauses("Norway warned that the truce was fragile and urged calm.")
    assert found["urged"][1] == ["Norway"]


def test_finite_verb_goes_on_from_a_finite_one() -> None:
    found = clauses("Norway reaffirmed its readiness to help the refugees and thanked Ghana.")
    assert found["thanked"][1] == ["Norway"]


def test_conditions_reach_what_they_govern() -> None:
    assert clauses("If Ghana agreed to leave, Norway would pay.")["agreed"][0].conditional


def test_an_aim_is_no_future() -> None:
    assert not clauses("The aim is to help farmers.")["help"][0].future
    assert clauses("The minister is to visit Oslo.")["visit"][0].future


def test_lines_of_a_transcript_belong_to_their_labels() -> None:
    found = clauses("Anna Berg: We will build a school.\nPeter Lund: I thank you for that.")
    assert found["build"][2] == "Berg"
    assert found["thank"][2] == "Lund"


def test_quoted_paragraph_goes_on_with_the_last_speaker() -> None:
    found = clauses("“The road is ready,” Berg said.\n“We built it together.”")
    assert found["built"][2] == "Berg"
