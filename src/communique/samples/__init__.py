"""The bundled sample reports: `sample_folder()` gives the folder that `communique read` can be pointed at.

The reports are ours, written for demonstration from public facts under invented outlet names; `docs/samples.md` lists
them and says what each shows. They are plain files, so that a user can open them beside the records.
"""

from importlib.resources import files
from pathlib import Path


def sample_folder() -> Path:
    """Return the folder of the bundled sample reports."""
    return Path(str(files("communique.samples")))


__all__ = ["sample_folder"]
