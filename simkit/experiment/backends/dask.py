"""A Dask cluster: the one at an address, or workers that are started on this computer.

Dask is an extra (`pip install "simkit[dask]"`).  Its scheduler gives the items of a worker that died to another one;
what it gives up is handed to it again here.  The workers of a cluster must have this simkit installed: they say so if
they have another one, since results would not be the same bytes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any, Self

from simkit.errors import SimkitError
from simkit.experiment.backends.backend import I, R, S
from simkit.experiment.backends.starting import as_worker, cores
from simkit.experiment.backends.worker import Done, Failed, Sealed, seal, value_of, work

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

BREAKS = 3
"""Items are handed over again so often without any of them being finished."""
_PATIENCE = 30.0
"""Seconds that the scheduler of a cluster, and then its first worker, are waited for."""
_INSTEAD = "write it as a function without values from around it, or use the back-end serial"


class Dask:
    """Workers of Dask, found or started when there is something to do.

    workers: how many to start on this computer, one for each core unless it is given; address: that of a scheduler,
    such as tcp://10.0.0.5:8786, whose workers are used instead.
    """

    def __init__(self, workers: int | None = None, address: str | None = None) -> None:
        _check_installed()
        self._wanted, self._address = workers or cores(), address
        self._client: Client | None = None
        self._cluster: LocalCluster | None = None

    @property
    def workers(self) -> int:
        """How many items can be worked on at the same time: the threads of all workers."""
        return sum(self._connected().nthreads().values()) or 1

    def results(self, function: Callable[[S, I], R], shared: S, items: Sequence[I]) -> Iterator[tuple[int, R]]:
        """`(number of the item, function(shared, item))` as they are finished; see `Backend.results`."""
        import cloudpickle  # noqa: PLC0415 (slow to import)

        sealed = seal(function, shared, cloudpickle.dumps, script=False)
        left, breaks = list(range(len(items))), 0
        while left:
            breaks += 1
            for number, outcome in self._attempt(sealed, items, left):
                left.remove(number)
                breaks = 0
                yield number, value_of(outcome)
            if left and breaks == BREAKS:
                raise SimkitError(_GONE)

    def cannot_send(self, value: Any) -> str:
        """Why a value cannot be pickled, and what to do instead; empty when it can."""
        import cloudpickle  # noqa: PLC0415

        try:
            cloudpickle.dumps(value)
        except Exception as error:  # noqa: BLE001 (whatever its own methods for pickling raise)
            return f"{str(error).splitlines()[0]}; {_INSTEAD}"
        return ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        client, self._client = self._client, None
        cluster, self._cluster = self._cluster, None
        try:
            if client is not None:
                client.close()
        finally:
            if cluster is not None:
                cluster.close()

    def _attempt(
        self, sealed: Sealed, items: Sequence[I], numbers: Sequence[int]
    ) -> Iterator[tuple[int, Done | Failed]]:
        """Outcomes of the items of these numbers, but for those that were lost with their workers."""
        from distributed import as_completed  # noqa: PLC0415
        from distributed.scheduler import KilledWorker  # noqa: PLC0415

        client = self._connected()
        try:
            content = client.scatter(sealed, broadcast=True, hash=False)
        except OSError:
            raise SimkitError(_GONE) from None
        waiting: dict[Future[Any], int] = {
            client.submit(work, content, items[number], pure=False): number for number in list(numbers)
        }
        try:
            for future in as_completed(list(waiting), loop=client.loop):
                try:
                    outcome = future.result()
                except (KilledWorker, CancelledError, OSError):
                    if client.status != "running":
                        raise SimkitError("the connection to the Dask cluster is lost; start it again") from None
                    continue
                yield waiting.pop(future), outcome
        finally:
            client.cancel(list(waiting))

    def _connected(self) -> Client:
        if self._client is None:
            self._client = self._started() if self._address is None else self._found(self._address)
        return self._client

    def _started(self) -> Client:
        from distributed import Client, LocalCluster  # noqa: PLC0415 (slow to import)

        with as_worker():
            self._cluster = LocalCluster(
                n_workers=self._wanted,
                threads_per_worker=1,
                processes=True,
                dashboard_address="127.0.0.1:0",  # any free port, for this computer alone
                silence_logs=logging.CRITICAL,
                memory_limit=0,  # what is too much is told by the system, not guessed
                scheduler_kwargs={"allowed_failures": 0},  # what is lost is handed over again by `results`
            )
            return Client(self._cluster, set_as_default=False)

    def _found(self, address: str) -> Client:
        from distributed import Client  # noqa: PLC0415 (slow to import)
        from distributed.comm.addressing import get_address_host_port  # noqa: PLC0415

        try:
            get_address_host_port(address, strict=True)  # a client of what is no address would wait when it is deleted
            client = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise SimkitError(
                f"{address}: no Dask scheduler answers there ({str(error).splitlines()[0]}); write the address that it "
                "printed when it was started, such as tcp://10.0.0.5:8786, or leave --cluster out"
            ) from None
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except OSError:
            client.close()
            raise SimkitError(f"{address}: the Dask scheduler there has no workers; start some, or wait") from None
        return client


_GONE = (
    f"the workers of Dask were lost {BREAKS} times before they finished anything; perhaps there is not enough memory: "
    "write a smaller --chunk, such as --chunk 8, or fewer --workers"
)


def _check_installed() -> None:
    from importlib.util import find_spec  # noqa: PLC0415

    if find_spec("distributed") is None:
        raise SimkitError('Dask is not installed; call pip install "simkit[dask]", or use the back-end processes')
