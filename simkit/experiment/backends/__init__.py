"""Where a comparison is worked out: one after another, in processes of this computer, or on a Dask cluster."""

from __future__ import annotations

from typing import Literal, get_args

from simkit.errors import SimkitError
from simkit.experiment.backends.backend import Backend
from simkit.experiment.backends.serial import Serial

Name = Literal["serial", "processes", "dask"]
NAMES: tuple[Name, ...] = get_args(Name)


def backend_of(name: Name = "serial", workers: int | None = None, cluster: str | None = None) -> Backend:
    """The back-end of this name, to be used in a `with` block.

    workers: how many processes, one for each core unless it is given; cluster: the address of a Dask scheduler; without
    one Dask starts workers on this computer.  Raises SimkitError for what does not go together.
    """
    if name not in NAMES:
        raise SimkitError(f"there is no back-end {name!r}; write {', '.join(NAMES[:-1])} or {NAMES[-1]}")
    if cluster is not None and name != "dask":
        raise SimkitError(f"a cluster is one of Dask, and the back-end is {name}; add --backend dask")
    if cluster is not None and workers is not None:
        raise SimkitError("a cluster has the workers it has; leave --workers out, or --cluster")
    if workers is not None and name == "serial":
        raise SimkitError("the back-end serial has no workers; add --backend processes")
    if name == "serial":
        return Serial()
    if name == "processes":
        from simkit.experiment.backends.processes import Processes  # noqa: PLC0415 (slow to import)

        return Processes(workers)
    from simkit.experiment.backends.dask import Dask  # noqa: PLC0415 (slow to import)

    return Dask(workers, cluster)
