"""The register: reports, claims, links and judgements, kept in one SQLite file or in a PostgreSQL database."""

from communique.register.place import (
    Place,
    PostgresAddress,
    default_path,
    file_beside,
    name_register,
    pages_beside,
    parse_place,
)
from communique.register.register import Added, Register

__all__ = [
    "Added",
    "Place",
    "PostgresAddress",
    "Register",
    "default_path",
    "file_beside",
    "name_register",
    "pages_beside",
    "parse_place",
]
