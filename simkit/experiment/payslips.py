"""Payslips old against new: what the same people are paid in the first compared year under two schemes, line by line.

Who gains and who loses most is read from the runs of a comparison.  The statements come from simulating the first
future again, as far as that year goes, under the main view and with the same luck; they are written on the day on which
a period is appraised, from what the firm then knows, and what they add up to is what the comparison counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import simpy

from simkit.arrays import Array
from simkit.engine.agenda import ORDER
from simkit.engine.firm import Firm
from simkit.engine.simulate import Chunk
from simkit.engine.tally import Tally
from simkit.engine.world import Intervention
from simkit.errors import SimkitError
from simkit.experiment.compare import Comparison
from simkit.experiment.portrait import main_view
from simkit.experiment.watching import FIRST_PAY, FIRST_THERE
from simkit.quantities import said
from simkit.scheme.statement import Reason
from simkit.showing import money
from simkit.wording import one_of

BEST = 5
"""So many people at either end."""
_APPRAISAL, _EVENING = ((ORDER.index(kind) - 0.5) / len(ORDER) for kind in ("appraisal", "year end"))
"""When is written, as parts of a month: results are in and nothing is paid for them; all has happened."""
_DUST = 1e-9
"""Less money than this is none."""


@dataclass(frozen=True)
class Gain:
    """What one person is paid in the first compared year, in money: under the first scheme, and under another.

    seat: from 1.
    """

    seat: int
    before: float
    after: float

    @property
    def change(self) -> float:
        """The difference as a part of the pay under the first scheme."""
        return self.after / self.before - 1.0


@dataclass(frozen=True)
class Ends:
    """The people who gain most under a scheme, the most first, and those who gain least or lose most, they first."""

    top: tuple[Gain, ...]
    bottom: tuple[Gain, ...]


def ends(comparison: Comparison, scheme: str, best: int = BEST) -> Ends:
    """Who gains and who loses most, as a part of pay, in the first future under the main view.

    Of those who work through the first compared year under both schemes; of equals the lower seat comes first, and
    nobody stands at both ends.  Raises SimkitError for a scheme that is not compared with the first.
    """
    first, *others = comparison.schemes
    if scheme not in others:
        advice = one_of(scheme, others) if others else "add a second scheme to `schemes`"
        raise SimkitError(f"no scheme {said(scheme)} is compared with {first}; {advice}")
    if isinstance(best, bool) or best < 1:
        raise SimkitError(f"best is {said(best)}; write how many people at either end, such as 5")
    old, new = comparison.schemes.index(first), comparison.schemes.index(scheme)
    view = comparison.views.index(main_view(comparison))
    people = comparison.runs.people
    pay, there = people[FIRST_PAY][:, view], people[FIRST_THERE][:, view] > 0.0
    who = np.flatnonzero(there[old] & there[new] & (pay[old] > 0.0))
    gains = [Gain(seat + 1, float(pay[old, seat]), float(pay[new, seat])) for seat in who.tolist()]
    order = sorted(gains, key=lambda gain: (-gain.change, gain.seat))
    many = min(best, (len(order) + 1) // 2)
    rest = sorted(order[many:], key=lambda gain: (gain.change, gain.seat))
    return Ends(tuple(order[:many]), tuple(rest[:best]))


def statements(
    comparison: Comparison, wanted: Mapping[str, Collection[int]], interventions: Sequence[Intervention] = ()
) -> dict[tuple[str, int], Reason]:
    """(scheme, seat from 1) -> her pay of the first compared year with all reasons, for the seats wanted of a scheme.

    interventions: those of the comparison.
    """
    views = tuple(view for view in comparison.scenario.views if view.name == main_view(comparison))
    alone = comparison.scenario.model_copy(update={"views": views})
    first = comparison.runs.replications[0]
    chunk = Chunk(alone, comparison.plans, comparison.runs.seed, [first], lambda _: None, interventions)
    clerk = _Clerk(chunk, wanted)
    chunk.env.process(clerk.written())
    chunk.env.run(until=alone.horizon.run_in + 12)
    return clerk.slips


class _Clerk:
    """Writes the statements of some seats of a chunk that holds one future under one view; slips: those of the year."""

    def __init__(self, chunk: Chunk, wanted: Mapping[str, Collection[int]]) -> None:
        self._chunk, self._wanted = chunk, wanted
        self._parts: dict[tuple[str, int], dict[tuple[int, str], list[Reason]]] = defaultdict(dict)
        self._every: dict[tuple[int, str], Tally] = {}
        self.slips: dict[tuple[str, int], Reason] = {}

    def written(self) -> Generator[simpy.Event, None, None]:
        """The year as a process of the calendar."""
        env, first = self._chunk.env, self._chunk.scenario.horizon.run_in
        yield env.timeout(first + _APPRAISAL - env.now)
        lost = {scheme: np.array(firm.payroll.forfeited) for scheme, firm in self._firms()}
        for month in range(first, first + 12):
            yield env.timeout(month + _APPRAISAL - env.now)
            for scheme, firm in self._firms():
                self._appraise(scheme, firm, month)
        yield env.timeout(first + 11 + _EVENING - env.now)
        for scheme, firm in self._firms():
            self._close(scheme, firm, firm.payroll.forfeited - lost[scheme])

    def _firms(self) -> list[tuple[str, Firm]]:
        return [(scheme, firm) for (scheme, _), firm in self._chunk.firms.items() if self._wanted.get(scheme)]

    def _appraise(self, scheme: str, firm: Firm, month: int) -> None:
        """The statements of the components whose periods end in `month` (from 0)."""
        base = firm.people.staff.base_pay
        for number, tally in enumerate(firm.tallies):
            component = tally.component
            if (month + 1) % component.months:
                continue
            more = _beside_results(firm, tally)
            for seat in self._wanted[scheme]:
                slip = tally.statement(firm.recorded, base, (0, seat - 1))
                added = [Reason(label, float(amount[0, seat - 1]), note) for label, amount, note in more]
                kept = [reason for reason in added if abs(reason.value) > _DUST]
                self._parts[scheme, seat].setdefault((number, component.name), []).append(_with(slip, kept))
                self._every[number, component.name] = tally

    def _close(self, scheme: str, firm: Firm, lost: Array) -> None:
        for seat in self._wanted[scheme]:
            found = self._parts[scheme, seat].items()
            parts = [_year(name, periods, self._every[number, name]) for (number, name), periods in found]
            taken = float(lost[0, seat - 1])
            note = f"{money(taken)} of earlier awards were lost to malus or claw-back" if taken > _DUST else ""
            base = Reason("base pay", float(firm.people.staff.base_paid[0, seat - 1]))
            variable = Reason("variable pay", note=note, parts=tuple(parts))
            self.slips[scheme, seat] = Reason("pay of the year", parts=(base, variable))


def _beside_results(firm: Firm, tally: Tally) -> list[tuple[str, Array, str]]:
    """What is paid more or less than the results as they are recorded ask for: line, amount (1, seat), reason."""
    staff, conduct = firm.people.staff, firm.people.conduct
    more = conduct.overstating(tally.component) if conduct else None
    scales = (1.0,) if more is None else (1.0, 1.0 + more)
    awards = tally.award(firm.recorded, staff.base_pay, scales)
    honest, *overstated = staff.earned(awards, tally.component)
    found = [("part of the period", honest - awards[0], "for the months on this seat")]
    if conduct is not None and more is not None:
        paid = np.where(conduct.tempted(honest, overstated[0]) > 0.0, overstated[0], honest)
        found.append(("overstated results", paid - honest, f"reported {more:.0%} higher than recorded"))
    return found


def _with(slip: Reason, more: Sequence[Reason]) -> Reason:
    """A statement with more lines."""
    return replace(slip, parts=(*(slip.parts or (Reason("as awarded", slip.value),)), *more)) if more else slip


def _year(name: str, periods: Sequence[Reason], tally: Tally) -> Reason:
    """A component's year: period by period, or of months the sum of each line."""
    every = tally.component.every
    if len(periods) == 1:
        return periods[0]
    if every != "month":
        parts = [replace(slip, label=f"{every} {number}") for number, slip in enumerate(periods, 1)]
        return Reason(name, parts=tuple(parts))
    summed: dict[str, float] = defaultdict(float)
    for leaf in (leaf for slip in periods for leaf in slip.leaves()):
        summed[leaf.label] += leaf.value
    lines = [Reason(label, round(amount, 9) + 0.0) for label, amount in summed.items()]
    return Reason(name, note=f"sums of {len(periods)} months", parts=tuple(lines))
