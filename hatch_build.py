"""Build hook: make `places.sqlite` from the committed place data, for wheels and editable installations alike; put the
documents that the desk shows into wheels (a checkout has them in docs/).
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDER = Path("src") / "communique" / "reference"
DOCUMENTS = ("accuracy", "answers", "columns", "joining", "problems", "register", "table-exports", "words")


class PlacesBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes the database beside its reader; `artifacts` in pyproject.toml takes it into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the database before the files are collected."""
        folder = Path(self.root) / FOLDER
        # Loaded by its path: the package itself cannot be imported before its dependencies are there.
        spec = importlib.util.spec_from_file_location("places_build", folder / "places_build.py")
        assert spec is not None and spec.loader is not None
        places_build = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(places_build)
        target = folder / "places.sqlite"
        if not places_build.is_current(target, folder):
            places_build.build(target, folder)
        if version == "standard":
            files = {f"docs/{name}.md": f"communique/desk/documents/{name}.md" for name in DOCUMENTS}
            build_data["force_include"].update(files)
