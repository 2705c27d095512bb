"""The register: one SQLite file that keeps reports, claims, links and judgements."""

from communique.register.register import Added, Register, default_path

__all__ = ["Added", "Register", "default_path"]
