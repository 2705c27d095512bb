"""The tables of the world's names hold for every country and organisation, and no two of them claim the same words."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import resources

import pytest

from communique.languages import LANGUAGES
from communique.reference.countries import COUNTRIES, NAMINGS, NOT_SIDES, find_naming
from communique.reference.organisations import ORGANISATION_WORDS, ORGANISATIONS, find_organisation

ENGLISH = LANGUAGES["en"]
# Whose capital bears the country's name, or stands for another side ("Brussels"), or is a common name ("Victoria").
WITHOUT_CAPITAL = {"BEL", "MCO", "SGP", "SMR", "SYC", "VAT"}
# Whose adjective is a larger namesake's ("Congolese" is the Democratic Republic's, "Dominican" the Republic's) or the
# name itself ("Vatican").
WITHOUT_ADJECTIVE = {"COG", "DMA", "VAT"}
# Islands and territories that are no side of their own in press reports.
DEPENDENCIES = {
    "AIA", "ATA", "ATF", "BES", "BLM", "BMU", "BVT", "CCK", "CXR", "FLK", "GGY", "GIB", "HKG", "HMD", "IMN", "IOT",
    "JEY", "MAC", "MSR", "NFK", "PCN", "SGS", "SHN", "SJM", "SPM", "TKL", "UMI",
}  # fmt: skip


def words_of(use: str) -> dict[str, set[str]]:
    """Return the wordings of one use by country."""
    found: dict[str, set[str]] = {}
    for words, naming in NAMINGS.items():
        if naming.use == use:
            found.setdefault(naming.country.code, set()).add(words)
    return found


def test_every_state_has_a_name_an_adjective_and_a_capital() -> None:
    states = COUNTRIES.keys() - DEPENDENCIES
    assert states - words_of("name").keys() == set()
    assert states - words_of("adjective").keys() == WITHOUT_ADJECTIVE
    assert states - words_of("capital").keys() == WITHOUT_CAPITAL


def test_no_words_name_a_country_and_an_organisation() -> None:
    assert NAMINGS.keys() & ORGANISATION_WORDS.keys() == set()
    assert NOT_SIDES & (NAMINGS.keys() | ORGANISATION_WORDS.keys()) == set()


def test_no_words_name_two_countries() -> None:
    file = resources.files("communique.languages").joinpath("en", "demonyms.toml")
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    del tables["not_sides"]
    owners: dict[str, set[str]] = {}
    for code, table in tables.items():
        for row in table.values():
            for words in row.split("; "):
                owners.setdefault(words, set()).add(code)
    assert {words: codes for words, codes in owners.items() if len(codes) > 1} == {}


def test_no_words_name_two_organisations() -> None:
    words = Counter(word for o in ORGANISATIONS.values() for word in {*o.acronyms, *o.names})
    assert [word for word, count in words.items() if count > 1] == []


def test_every_organisation_is_found_by_its_words() -> None:
    for organisation in ORGANISATIONS.values():
        assert organisation.names or organisation.acronyms
        for words in (*organisation.names, *organisation.acronyms):
            assert find_organisation(words) is organisation, words


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Itamaraty", "BRA"), ("Planalto Palace", "BRA"), ("Rashtrapati Bhavan", "IND"), ("the Quai d'Orsay", "FRA"),
        ("Matignon", "FRA"), ("Casa Rosada", "ARG"), ("Malacañang", "PHL"), ("Cheong Wa Dae", "KOR"),
        ("Foggy Bottom", "USA"), ("No. 10", "GBR"), ("Merdeka Palace", "IDN"), ("Aso Rock", "NGA"),
        ("Iveagh House", "IRL"), ("Zhongnanhai", "CHN"), ("Kuksaroy", "UZB"), ("the Muqata", "PSE"),
    ],
)  # fmt: skip
def test_palaces_and_ministries_stand_for_their_government(words: str, code: str) -> None:
    naming = find_naming(words)
    assert naming is not None and (naming.country.code, naming.use) == (code, "government")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Peace and Security Council", "AU"), ("GCC Supreme Council", "GCC"), ("OHCHR", "UN"), ("OCHA", "UN"),
        ("United Nations nuclear watchdog", "IAEA"), ("CPTPP", "CPTPP"), ("European Free Trade Association", "EFTA"),
        ("Organisation of Eastern Caribbean States", "OECS"), ("Multinational Joint Task Force", "MNJTF"),
        ("UN Mission in Kosovo", "UNMIK"), ("Mekong River Commission", "MRC"), ("Arctic Council", "Arctic Council"),
    ],
)  # fmt: skip
def test_organs_speak_for_their_organisation(words: str, code: str) -> None:
    organisation = find_organisation(words)
    assert organisation is not None and organisation.code == code


def _codes() -> Iterator[tuple[str, str]]:
    """Yield each code that a table of the language gives a side by, with the table's name."""
    for code in ENGLISH.table("leaders"):
        yield "leaders", code
    for code in ENGLISH.table("bodies")["national"]:
        yield "national", code
    for code in ENGLISH.table("offices")["states"]:
        yield "states", code
    for code in ENGLISH.table("outlets")["home"].values():
        yield "outlets", code


def test_tables_give_sides_that_exist() -> None:
    assert [(table, code) for table, code in _codes() if code not in COUNTRIES and code not in ORGANISATIONS] == []


@pytest.mark.parametrize("table", ["bodies.national", "offices.states"])
def test_nothing_that_is_one_states_own_is_two_states(table: str) -> None:
    name, part = table.split(".")
    words = Counter(word for group in ENGLISH.table(name)[part].values() for word in group)
    assert [word for word, count in words.items() if count > 1] == []
    assert [word for word in words if word != word.lower()] == []


def test_a_leader_is_one_sides() -> None:
    names = Counter(entry.partition("|")[0] for group in ENGLISH.table("leaders").values() for entry in set(group))
    assert [name for name, count in names.items() if count > 1] == []
