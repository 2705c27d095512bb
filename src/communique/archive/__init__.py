"""An archive: the coding of very many reports, cut into shards and kept as Parquet files in one folder.

    shard.py    reports → shards: which reports belong together, and which are given twice
    coding.py   shard → its files, in a worker; the same function on one machine and on many
    engines/    who has that function called: processes of this machine, or a Dask cluster
    folder.py   the folder: manifest, whole shards by rename, what is there already
    run.py      a run over all of it, which goes on where an earlier one stopped
    merge.py    the folder → a register, as `communique read` would have filled it

The bytes of an archive depend on the reports and the coder alone: not on the engine, the number of workers, the order
in which shards are done, or how often a run was killed.
"""

from communique.archive.folder import ArchiveFolder
from communique.archive.merge import Merge
from communique.archive.run import Done, Run

__all__ = ["ArchiveFolder", "Done", "Merge", "Run"]
