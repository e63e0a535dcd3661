"""What a run tells whoever watches it: years of firms, pay on paper, and the ends of periods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from simkit.arrays import Array
from simkit.engine.tally import Points
from simkit.engine.year import FirmYear
from simkit.people.advisors import Seats

Phase: TypeAlias = Literal["run-in", "run"]


@dataclass(frozen=True)
class Observed:
    """What a run tells whoever watches it: one year of one firm.

    phase: "run-in" (today's scheme before the switch) or "run"; year counts from 0 at the start of the run-in.
    """

    phase: Phase
    scheme: str
    view: str
    year: int
    seats: Seats
    record: FirmYear


@dataclass(frozen=True)
class OnPaper:
    """What the results of the last run-in year would have been paid under a scheme: pay (replication, seat).

    points: on rates, in the last period of that year.
    """

    scheme: str
    view: str
    pay: Array
    points: Points


@dataclass(frozen=True)
class Appraised:
    """The end of a period of one component of a scheme.

    component: its number in the scheme as it is first; those of later versions are not told.  attained: computes where
    each seat stands on the payout curve (replication, seat); call it at once, before the firm works on.
    """

    phase: Phase
    scheme: str
    view: str
    year: int
    component: int
    attained: Callable[[], Array]


Seen: TypeAlias = Observed | OnPaper | Appraised
Watcher = Callable[[Seen], None]
