"""Which province an area lies in, by the gazetteer: what a map shades for places that have no point.

In: a place's name as printed and its country. Out: the name of its first-level division, as the gazetteer has it.
Deliberately missed: regions that lie in several provinces ("the tribal belt"), and names that the gazetteer gives to
several provinces of the country: a shaded province must be the one that is meant.
"""

from __future__ import annotations

from functools import lru_cache

from communique.reference.places import find_places

__all__ = ["find_province"]

# What people call a province in print; the gazetteer has its full name.
_CALLED = {
    ("PAK", "kp"): "Khyber Pakhtunkhwa",
    ("PAK", "kpk"): "Khyber Pakhtunkhwa",
    ("PAK", "k-p"): "Khyber Pakhtunkhwa",
    ("PAK", "ajk"): "Azad Jammu and Kashmir",
    ("PAK", "gb"): "Gilgit-Baltistan",
}


@lru_cache(maxsize=4096)
def find_province(name: str, country: str) -> str | None:
    """Return the province that an area of a country is or lies in, None where that is not one for certain.

    >>> find_province("North Waziristan", "PAK"), find_province("KP", "PAK"), find_province("Punjab", "IND")
    ('Khyber Pakhtunkhwa', 'Khyber Pakhtunkhwa', 'Punjab')
    >>> find_province("Pakistan", "PAK") is None
    True
    """
    called = _CALLED.get((country, name.casefold()))
    if called is not None:
        return called
    rows = [row for row in find_places(name) if row.country == country and row.kind in ("province", "district")]
    provinces = {row.admin1 for row in rows if row.kind == "province"} or {row.admin1 for row in rows}
    return provinces.pop() if len(provinces) == 1 else None
