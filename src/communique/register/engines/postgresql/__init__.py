"""A register in a PostgreSQL database, by psycopg."""

from __future__ import annotations

from communique.register.engines.postgresql.connection import PostgresDatabase
from communique.register.engines.postgresql.opening import PostgresWatch, open_postgresql
from communique.register.engines.postgresql.statements import to_postgresql

__all__ = ["PostgresDatabase", "PostgresWatch", "open_postgresql", "to_postgresql"]
