"""One advisor followed month by month: one seat in one future, under every scheme of a comparison.

The future is simulated again, with the plans of the comparison and the same luck, so that what is read here is what the
comparison counted.  A diary reads the firms twice a month: before work (what the advisor sees and how she feels) and
when everything has happened (what she did, and what she was paid).  It changes nothing in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Mapping, Sequence
from typing import TypeAlias

import numpy as np
import simpy

from simkit.arrays import Array
from simkit.engine.agenda import ORDER
from simkit.engine.firm import Firm
from simkit.engine.history import whole_year
from simkit.engine.response import LIVE
from simkit.engine.simulate import Chunk
from simkit.engine.world import Intervention, fingerprint
from simkit.errors import SimkitError
from simkit.experiment.compare import Comparison
from simkit.experiment.portrait import main_view
from simkit.quantities import said
from simkit.wording import one_of

_MORNING, _EVENING = ((ORDER.index(kind) - 0.5) / len(ORDER) for kind in ("work", "year end"))
"""When the diary is written, as parts of a month: beliefs have been asked and nobody has worked; all has happened."""
_COUNTED = ("bad_sales", "complaints", "misreports", "found")
_OF_A_PERSON = ("chance", "pull", "effort", "pressure", "bad_sales", "morale", "skill")
Row: TypeAlias = dict[str, float]
"""What one month of one firm was for the advisor; the columns of `Answer.follow` say what stands where."""


def follow(
    comparison: Comparison,
    seat: int,
    *,
    sky: int | None = None,
    view: str | None = None,
    interventions: Sequence[Intervention] = (),
) -> dict[str, list[Row]]:
    """Scheme -> its months, of the seat with this number (from 1); see `Answer.follow`."""
    seats, skies = comparison.scenario.people.seats, comparison.runs.replications
    if seat not in range(1, seats + 1):
        raise SimkitError(f"there is no seat {said(seat)}; give a number from 1 to {seats}")
    future = skies[0] if sky is None else sky
    if future not in skies:
        raise SimkitError(f"sky {said(sky)} was not compared; give one of those that were, such as {skies[0]}")
    if (name := main_view(comparison) if view is None else view) not in comparison.views:
        raise SimkitError(f"there is no view {said(view)}; {one_of(name, comparison.views)}")
    if (fingerprint(interventions) if interventions else "") != comparison.interventions:
        raise SimkitError("other interventions than in the comparison; give follow the same ones as compare")
    views = tuple(each for each in comparison.scenario.views if each.name == name)
    alone = comparison.scenario.model_copy(update={"views": views})
    chunk = Chunk(alone, comparison.plans, comparison.runs.seed, [future], lambda _: None, interventions)
    diary = _Diary(chunk, int(seat) - 1)
    chunk.env.process(diary.written())
    chunk.env.run()
    return {scheme: diary.rows[scheme] for scheme in alone.schemes}


class _Diary:
    """What is noted of one seat of a chunk that holds one future under one view; rows: scheme -> its months."""

    def __init__(self, chunk: Chunk, seat: int) -> None:
        self._chunk, self._seat = chunk, seat
        self.rows: dict[str, list[Row]] = defaultdict(list)

    def written(self) -> Generator[simpy.Event, None, None]:
        """The diary as a process of the calendar."""
        env = self._chunk.env
        for month in range(self._chunk.scenario.horizon.months):
            yield env.timeout(month + _MORNING - env.now)
            begun = {scheme: self._morning(firm, month) for (scheme, _), firm in self._chunk.firms.items()}
            yield env.timeout(month + _EVENING - env.now)
            for (scheme, _), firm in self._chunk.firms.items():
                self.rows[scheme].append(self._month(firm, month, *begun[scheme]))

    def _morning(self, firm: Firm, month: int) -> tuple[Row, Row]:
        """What she sees, who she is and how she feels, before work; and what has been counted so far."""
        people, staff = firm.people, firm.people.staff
        if firm.response.pull is None:
            firm.response.pull = np.zeros(firm.sky.shape)
        beliefs = [
            firm.response.sight.believed(number, firm.news.known(number, tally, firm.levels, month), month)
            for number, tally in enumerate(firm.tallies)
            if tally.targets
        ]
        present = self._of(staff.present)
        seen = {
            "month": month + 1.0,
            "person": present * (1.0 + self._of(staff.person)) if staff.person is not None else present,
            "base_pay": present * self._of(staff.base_pay),
            "chance": self._mean([each.chance for each in beliefs if each is not None]),
            "morale": self._of(people.mood.morale if people.mood else None),
            "skill": self._of(people.growth.skill if people.growth else None),
            "clients": self._of(people.clientele.clients if people.clientele else None),
        }
        return seen, self._so_far(firm)

    def _month(self, firm: Firm, month: int, seen: Row, before: Row) -> Row:
        """The whole month: what was seen, what was done, and what has been counted since the morning."""
        staff, conduct = firm.people.staff, firm.people.conduct
        base, work = staff.base_pay, firm.work_rules
        progress = [tally.attained(firm.recorded, base) for tally in firm.tallies if tally.targets]
        done = {
            "progress": self._mean(progress),
            "pull": self._of(firm.response.pull) * LIVE / firm.response.live_from,
            "effort": self._of(firm.effort),
            "pressure": self._of(conduct.pressure if conduct and firm.rules.pressure else None),
            "contribution": self._of(work.worth_of(whole_year(work, firm.true))),
        }
        since = {name: now - before[name] for name, now in self._so_far(firm).items()}
        row = seen | done | since
        return row if row["person"] else row | dict.fromkeys(_OF_A_PERSON, np.nan)

    def _so_far(self, firm: Firm) -> Row:
        """What adds up over the year, or over all time."""
        counted: Mapping[str, Array] = firm.people.conduct.year if firm.people.conduct else {}
        rules = firm.rules
        on = {
            "bad_sales": rules.pressure or rules.product_push,
            "complaints": rules.complaints,
            "misreports": rules.misreporting,
            "found": rules.discovery,
        }
        return {
            "award": self._of(firm.payroll.awarded),
            "paid": self._of(firm.payroll.paid),
            "moved": self._of(firm.ends.moved if firm.ends else None),
            **{name: self._of(counted[name] if on[name] else None) for name in _COUNTED},
        }

    def _of(self, values: Array | None) -> float:
        """Hers, of the only replication; NaN of what the scenario switches off."""
        return np.nan if values is None else float(values[0, self._seat])

    def _mean(self, values: Sequence[Array]) -> float:
        """Hers, on average over the components with a target; NaN without any."""
        return float(np.mean([self._of(each) for each in values])) if values else np.nan
