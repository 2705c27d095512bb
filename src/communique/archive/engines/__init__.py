"""The engines: who has shards coded. A new one is one file here and one line in `open_engine`."""

from __future__ import annotations

from communique.archive.engines.dask_cluster import DaskEngine
from communique.archive.engines.engine import Engine
from communique.archive.engines.local import LocalEngine
from communique.errors import UsageError

ENGINES = ("local", "dask")

__all__ = ["ENGINES", "Engine", "open_engine"]


def open_engine(name: str | None, workers: int | None, scheduler: str | None) -> Engine:
    """Return the engine that was asked for: processes of this machine unless `dask` or a scheduler is named."""
    name = name or ("dask" if scheduler else "local")
    if name not in ENGINES:
        raise UsageError("engine-unknown", f"There is no engine {name}.", f"Engines: {', '.join(ENGINES)}.")
    if scheduler and name != "dask":
        raise UsageError("engine-without-scheduler", f"The engine {name} has no scheduler.", "Use --engine dask.")
    if scheduler and workers:
        message = "A scheduler has its own workers: --workers has no meaning there."
        raise UsageError("two-crews", message, "Leave out --workers or --scheduler.")
    return DaskEngine(scheduler, workers) if name == "dask" else LocalEngine(workers)
