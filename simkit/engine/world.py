"""What an intervention sees of a running simulation: small, public and stable.

An intervention is a generator function written by the user, in Python:

    def crash(world):
        yield world.at(month=18)
        world.market.shock(-0.20)

It is handed over by the Python interface only; a scenario file names the built-in kinds of events.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Generator, Sequence
from typing import Any

import simpy

from simkit.arrays import Array
from simkit.engine.agenda import ORDER
from simkit.engine.sky import Sky
from simkit.errors import SimkitError
from simkit.quantities import said
from simkit.randomness import normals
from simkit.scenario.events import Event, MarketFall, ProductBan
from simkit.scheme.scheme import Scheme
from simkit.wording import one_of

_PLACE = ORDER.index("events") / len(ORDER)

Intervention = Callable[["World"], Generator[simpy.Event, Any, Any]]


class MarketLever:
    """The market as an intervention can move it."""

    def __init__(self, sky: Sky) -> None:
        self._sky = sky

    def shock(self, by: float) -> None:
        """Demand changes at once by a share (-0.2 = falls by 20%), in every replication, for all firms alike."""
        if not by > -1.0:
            raise SimkitError(f"market.shock({by}) would leave no demand; give a share above -1, such as -0.2")
        self._sky.shock(by)

    def ban(self, kpi: str) -> None:
        """A product may not be sold from this month on, in every replication, by any firm."""
        self._known(kpi)
        self._sky.banned[kpi] += 1

    def allow(self, kpi: str) -> None:
        """A ban is lifted: the product may be sold again, unless another ban of it still lasts."""
        self._known(kpi)
        self._sky.banned[kpi] = max(self._sky.banned[kpi] - 1, 0)

    def _known(self, kpi: str) -> None:
        flows = self._sky.scenario.work.flows
        if kpi not in flows:
            raise SimkitError(f"there is no flow KPI {said(kpi)}; {one_of(kpi, flows)}")


class FirmLever:
    """The firm as an intervention can move it."""

    def __init__(self, replace: Callable[[str, Scheme], None], base_pay: Callable[[str, float, Any], None]) -> None:
        self._replace, self._base_pay = replace, base_pay

    def change_base_pay(self, name: str, by: float, seats: Sequence[int] | None = None) -> None:
        """Base pay of the firms under the scheme called `name` changes by a share from this month on, under every view.

        seats: whose base pay changes, by number from 0; everybody's if left out.  Whoever comes to a seat later is paid
        by the new level, too.  Raises SimkitError when there is no such seat.
        """
        if not by > -1.0:
            raise SimkitError(f"change_base_pay({by}) would leave no base pay; give a share above -1, such as -0.1")
        self._base_pay(name, by, seats)

    def replace_scheme(self, name: str, scheme: Scheme) -> None:
        """The firms under the scheme called `name` go on under another one from this month on, under every view.

        Awards stay, results and history stay; components that are not the same end and begin with their periods.
        Raises SimkitError that names the next such month.
        """
        if not isinstance(scheme, Scheme):
            raise SimkitError(f"firm.replace_scheme takes a name and a scheme, not {said(scheme)}")
        self._replace(name, scheme)


class World:
    """Dates, the market, the firm, and chance from the cube."""

    def __init__(self, env: simpy.Environment, sky: Sky, months: int, firm: FirmLever) -> None:
        self._env, self._sky, self._months = env, sky, months
        self.market = MarketLever(sky)
        self.firm = firm

    def at(self, month: int) -> simpy.Event:
        """Wait for the start of a month, counted from 1 at the start of the run-in; past months are an error."""
        when = month - 1 + _PLACE
        if not 1 <= month <= self._months:
            raise SimkitError(
                f"world.at(month={month}) is outside the simulation; give a month from 1 to {self._months}"
            )
        if when < self._env.now:
            raise SimkitError(f"world.at(month={month}) is over; it is month {int(self._env.now) + 1}")
        return self._env.timeout(when - self._env.now)

    def every(self, months: int) -> simpy.Event:
        """Wait for as many months."""
        return self._env.timeout(months)

    def normal(self, name: str) -> Array:
        """Standard normals (replication, 1) of a decision of this name, the same for any chunking."""
        return normals(self._sky.seed, f"intervention.{name}", self._sky.replications, 1)


def fall(event: MarketFall) -> Intervention:
    """The intervention behind a `market_fall` of a scenario file."""

    def happen(world: World) -> Generator[simpy.Event, Any, Any]:
        yield world.at(month=event.month)
        world.market.shock(-event.by)

    return happen


def ban(event: ProductBan) -> Intervention:
    """The intervention behind a `product_ban` of a scenario file."""

    def happen(world: World) -> Generator[simpy.Event, Any, Any]:
        yield world.at(month=event.month)
        world.market.ban(event.kpi)
        yield world.every(months=event.lasts)
        world.market.allow(event.kpi)

    return happen


def of(event: Event) -> Intervention:
    """The intervention behind an event of a scenario file."""
    return ban(event) if isinstance(event, ProductBan) else fall(event)


def fingerprint(interventions: Sequence[Intervention]) -> str:
    """SHA-256 of the source of interventions, for the manifest.  Raises SimkitError when a source cannot be read."""
    sources = []
    for each in interventions:
        try:
            if getattr(getattr(each, "__code__", None), "co_filename", "") == "<string>":
                raise OSError  # noqa: TRY301 (Python 3.13 would take lines of the command that it was started with)
            sources.append(inspect.getsource(each))
        except (OSError, TypeError) as error:
            name = getattr(each, "__name__", repr(each))
            raise SimkitError(
                f"the source of the intervention {name!r} cannot be read; write it in a file or a notebook"
            ) from error
    return hashlib.sha256("\n".join(sources).encode()).hexdigest()
