"""Spellings of one name join; different names do not."""

from __future__ import annotations

import pytest

from communique.join.names import compare_names


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Anwar-ul-Haq Kakar", "Anwaar ul Haq Kakar"),
        ("Natalie Baker", "Natalie A. Baker"),
        ("Shehbaz Sharif", "Shahbaz Sharif"),
        ("Mohsin Naqvi", "Mohsin Raza Naqvi"),
        ("Md. Iqbal Hussain Khan", "Mohammad Iqbal Hussain Khan"),
        ("Asim Munir", "Syed Asim Munir"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("Masoud Pezeshkian", "Masud Pezeshkyan"),
        ("Mohammed bin Salman", "Mohammad bin Salman"),
        ("José Manuel Albares", "Jose Manuel Albares"),
    ],
)
def test_spellings_of_one_name_are_likely_one(a: str, b: str) -> None:
    assert compare_names(a, b)[0] >= 0.85
    assert compare_names(b, a)[0] >= 0.85


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Shehbaz Sharif", "Nawaz Sharif"),
        ("Wang Yi", "Wang Xiaohong"),
        ("Hakan Fidan", "Imran Khan"),
        ("Wang Yi", "Wang Ye"),
        ("Bilawal Bhutto Zardari", "Asif Ali Zardari"),
        ("Donald Trump", "Melania Trump"),
        ("Li Qiang", "Li Qian"),
    ],
)
def test_names_of_different_persons_stay_apart(a: str, b: str) -> None:
    assert compare_names(a, b)[0] < 0.5
