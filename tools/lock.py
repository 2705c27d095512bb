"""Pin every package that communique, its build and its tests need, with the hashes of all its files (`make lock`).

Reads `pyproject.toml`; writes `requirements/run.txt` (to run) and `requirements/test.txt` (also to test), both for
every platform and every Python from 3.11. The build's own requirements are pinned with them, so that nothing that is
installed goes unchecked.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What hatchling asks for when it makes an editable install.
EDITABLE = ["editables"]


def lock(target: str, *options: str) -> None:
    """Write one file of pins."""
    needs = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"] + EDITABLE
    command = [
        str(Path(sys.executable).with_name("uv")), "pip", "compile", "pyproject.toml", "-", "--universal",
        "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--no-header", "--quiet", "--output-file",
        target, *options,
    ]  # fmt: skip
    subprocess.run(command, cwd=ROOT, input="\n".join(needs), text=True, check=True)
    file = ROOT / target
    file.write_text("# Written by `make lock` from pyproject.toml.\n" + file.read_text(encoding="utf-8"))
    print(f"{target}: {file.read_text().count('==')} packages")


if __name__ == "__main__":
    lock("requirements/run.txt")
    lock("requirements/test.txt", "--extra", "dev")
