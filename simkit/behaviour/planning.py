"""Planning ahead: how strongly one component pulls, month by month, from where the advisor stands.

Theory.  A component pays a curve of final progress at the end of its period of P months.  Where an advisor stands is
the *projection* m: the final progress that normal effort would bring from here.  Effort beyond normal adds `extra`
progress, luck adds noise, so from month to month

    m' = m + extra(pull) + sigma z,          m at the end = final progress,

and the plan solves, backward from the end, with gain-loss utility u of the money there,

    choice:  pull maximises  beta delta W(m + extra(pull)) - net cost(pull)
    value:   V(m) = delta W(m + extra(pull)) - net cost(pull)  at that choice,   W(m) = CE_rho[V'(m + sigma z)],
    CE_rho[X] = -log(E exp(-rho X)) / rho.

Effort, extra progress and net cost follow from the pull in closed form (`effort`).  Money is in units of kappa (a
normal month's effort).  Everything is solved at once for a few stretches (progress that normal effort brings in the
whole period), on one grid of projections; in between, tables are read linearly.  The expectation over z is exact for
the piecewise linear interpolant: its weights are second differences of E max(0, sigma z - x).

A naive present-biased advisor chooses with beta but believes in values without it; a sophisticated one knows.
Source: the backward induction is QuantEcon's `markov/ddp` in a continuous state; the martingale E[pull'] = pull/delta
that tests it is the envelope theorem.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simkit.arrays import Array, Index
from simkit.behaviour.effort import EffortRule
from simkit.behaviour.tables import Grid, Table
from simkit.scheme.curve import Curve

POINTS = 161
STRETCHES = (0.3, 0.55, 0.8, 1.0, 1.2, 1.5, 2.1, 3.2)
_PULLS = 25
_FOLLOWED, _HALVED = 4, 14
_WORST = 600.0
"""Risk aversion times money forgone, at most: its exponential is still a number."""


@dataclass(frozen=True)
class Prospect:
    """What is planned: one component as one type of advisor sees it under one view.

    curve: final progress -> money in units of kappa, times the view's response.
    gain: (month,) part of the period's progress that this month's effort drives.
    noise: (month, stretch) standard deviation that a month's luck adds to final progress.
    mix: share of each activity in the progress.
    background: (month, activity) attraction of the activities without this component; ones where nothing else pays.
    """

    curve: Curve
    gain: Array
    noise: Array
    mix: tuple[float, ...]
    background: Array
    rule: EffortRule
    stretches: tuple[float, ...] = STRETCHES
    present_bias: float = 1.0
    sophisticated: bool = True
    discount: float = 1.0
    loss_aversion: float = 1.0
    risk_aversion: float = 0.0

    def utility(self, progress: Array) -> Array:
        """Money at the end with gain-loss utility: what misses pay at target counts `loss_aversion` times."""
        money = self.curve(progress)
        felt: Array = money - (self.loss_aversion - 1.0) * np.maximum(self.curve(1.0) - money, 0.0)
        return felt


@dataclass(frozen=True)
class Plan:
    """The solved plan.  Tables are (month, stretch, projection) on `grid`, seen at the start of the month.

    pull: money (units of kappa) per unit of final progress; effort: total effort chosen for this component and its
    background; extra: progress beyond normal that it brings in the month; chance: believed probability of reaching
    the target; award: expected money at the end (units of kappa).
    """

    grid: Grid
    noise: Array
    pull: Array
    effort: Array
    extra: Array
    chance: Array
    award: Array

    def expected(self, table: Array) -> Array:
        """What a table is expected to read in each month, as seen at the start of the period: (month, stretch)."""
        followed: list[Array] = []
        for month in reversed(range(len(table))):
            if followed:
                ahead = _Noise(self.grid, self.noise[month]).expect(np.stack(followed, axis=-1))
                at = self.grid.x + self.extra[month]
                followed = [self.grid.cubic(ahead[..., i], at) for i in range(ahead.shape[-1])]
            followed.append(table[month])
        return np.stack([_at_normal(self.grid, one) for one in reversed(followed)])

    @cached_property
    def pull_table(self) -> Table:
        """`pull` as the engine reads it."""
        return Table(self.pull)

    @cached_property
    def chance_table(self) -> Table:
        """`chance` as the engine reads it."""
        return Table(self.chance)

    @cached_property
    def award_table(self) -> Table:
        """`award` as the engine reads it."""
        return Table(self.award)

    def at(self, table: Array, month: int, stretch: float, projection: float) -> float:
        """One number of a table, read as the engine reads it."""
        rows = self.grid.rows(np.array([stretch]))
        return float(self.grid.read(table[month], rows, np.array([projection]))[0])


def grid_for(curve: Curve, noise: Array, stretches: tuple[float, ...]) -> Grid:
    """Projections from four standard deviations of an ordinary period below the first knot to as far above the last."""
    ordinary = min(len(stretches) - 1, int(np.searchsorted(stretches, 1.1)))
    span = max(4.0 * math.sqrt(float(np.sum(noise[:, ordinary] ** 2))), 0.05)
    first, last = min(curve.xs[0], 1.0), max(curve.xs[-1], 1.0)
    return Grid(first - span, (last - first + 2.0 * span) / (POINTS - 1), POINTS, stretches)


def solve(prospect: Prospect) -> Plan:
    """Solve the plan by backward induction.  About `months` x (stretches x projections x 25 pulls) evaluations."""
    grid = grid_for(prospect.curve, prospect.noise, prospect.stretches)
    rows = len(prospect.stretches)
    ahead = np.stack(
        [
            _cell_mean(prospect.utility, grid, rows),
            _cell_mean(prospect.curve, grid, rows),
            _cell_mean(lambda progress: (progress >= 1.0).astype(float), grid, rows),
        ],
        axis=-1,
    )
    least = float(ahead[..., 1].min())  # an award is expected to be no lower than the lowest there is
    tables: list[tuple[Array, ...]] = []
    noises: dict[bytes, _Noise] = {}
    for month in reversed(range(len(prospect.gain))):
        sd = prospect.noise[month]
        if sd.tobytes() not in noises:
            noises[sd.tobytes()] = _Noise(grid, sd)
        smooth = noises[sd.tobytes()].after_luck(ahead, prospect.risk_aversion)
        choice = _Choice(prospect, grid, month, smooth[..., 0])
        pull = choice.best(prospect.present_bias)
        extra, cost, effort = choice.outcome(pull)
        believed = (extra, cost) if prospect.sophisticated else choice.outcome(choice.best(1.0))[:2]
        ahead = np.stack(
            [
                choice.value(*believed),
                grid.cubic(smooth[..., 1], grid.x + extra).clip(least),
                grid.cubic(smooth[..., 2], grid.x + extra).clip(0.0, 1.0),
            ],
            axis=-1,
        )
        tables.append((pull, effort, extra, ahead[..., 2], ahead[..., 1]))
    pulls, efforts, extras, chances, awards = (np.stack(rows[::-1]) for rows in zip(*tables, strict=True))
    return Plan(grid, prospect.noise, pulls, efforts, extras, chances, awards)


class _Choice:
    """One month's choice for every stretch and projection, given the certainty equivalent of what follows."""

    def __init__(self, prospect: Prospect, grid: Grid, month: int, certain: Array) -> None:
        self.prospect, self.grid, self.certain = prospect, grid, certain
        self.slope = grid.slope(certain)
        self.background = prospect.background[month]
        self.reach = np.array(prospect.stretches) * prospect.gain[month]

    def outcome(self, pull: Array) -> tuple[Array, Array, Array]:
        """Extra progress, net cost and total effort for pulls (stretch, ...)."""
        extra, total, output = self._worked(pull)
        return extra, self.prospect.rule.net_cost(self.background, total, output), total

    def _worked(self, pull: Array) -> tuple[Array, Array, list[Array]]:
        """Extra progress, total effort and each activity's output for pulls (stretch, ...)."""
        rule, mix = self.prospect.rule, self.prospect.mix
        reach = self.reach.reshape(-1, *[1] * (pull.ndim - 1))
        drive = pull * reach
        output = [
            b + (rule.exponent * part / share) * drive
            for b, part, share in zip(self.background, mix, rule.shares, strict=True)
        ]
        least = rule.least
        for attraction in output:
            np.maximum(attraction, least, out=attraction)
        total, *spare = (np.empty_like(drive) for _ in range(4))
        rule.respond_in_place(output, total, *spare)
        extra = mix[0] * output[0]
        for part, o in zip(mix[1:], output[1:], strict=True):
            extra += part * o
        extra -= 1.0
        extra *= reach
        return extra, total, output

    def best(self, present_bias: float) -> Array:
        """The pull that maximises the advisor's objective.

        The best pull equals the discounted slope where it leads to.  Where that slope changes slowly, following it is a
        contraction and finds the one solution; else a grid of pulls finds the best basin first.
        """
        weight = present_bias * self.prospect.discount
        slope = weight * np.maximum(self.slope, 0.0)
        pulls = slope.max(axis=1)[:, None] * np.linspace(0.0, 1.0, _PULLS)
        extra, cost, _ = self.outcome(pulls)
        if self._contracts(slope, pulls, extra):
            return np.maximum(self._follow(slope), 0.0)  # read straight on beyond the grid, a slope may turn round
        ahead = self.grid.linear(self.certain, self.grid.x[:, None] + extra[:, None, :])
        nearest = np.argmax(weight * ahead - cost[:, None, :], axis=2)
        return self._halve(slope, pulls[:, 1][:, None], nearest)

    def _follow(self, slope: Array) -> Array:
        """Start from the slope here, go to the slope where that pull leads, and so on."""
        pull = slope
        for _ in range(_FOLLOWED):
            pull = self.grid.linear(slope, self.grid.x + self._worked(pull)[0])
        return pull

    def _halve(self, slope: Array, step: Array, nearest: Index) -> Array:
        """Halve the interval around the best pull of the grid, by the sign of the first-order condition."""
        low, high = np.maximum(nearest - 1, 0) * step, (nearest + 1) * step
        for _ in range(_HALVED):
            middle = 0.5 * (low + high)
            more = self.grid.linear(slope, self.grid.x + self._worked(middle)[0]) > middle
            low, high = np.where(more, middle, low), np.where(more, high, middle)
        return 0.5 * (low + high)

    def _contracts(self, slope: Array, pulls: Array, extra: Array) -> bool:
        """Whether a change of the pull changes the slope it leads to by less than a quarter of itself, everywhere."""
        bend = np.abs(np.diff(slope, axis=1)).max(axis=1) / self.grid.step
        reach = np.diff(extra, axis=1) / np.maximum(np.diff(pulls, axis=1), 1e-300)
        return bool((bend * reach.max(axis=1) < 0.25).all())

    def value(self, extra: Array, cost: Array) -> Array:
        """The value of this month at a choice that brings so much extra progress at this net cost."""
        worth: Array = self.prospect.discount * self.grid.cubic(self.certain, self.grid.x + extra) - cost
        return worth


class _Noise:
    """Expectation after normal noise of the piecewise linear interpolant of a table, straight on beyond its ends.

    A piecewise linear V is  V_0 + s_0 (x - x_0) + sum_k (change of slope at k) max(0, x - x_k),  and
    E max(0, sigma z - a) = sigma phi(a/sigma) - a Phi(-a/sigma), so the expectation is exact for any sigma.
    Interpolation itself spreads a point by step^2/6 on average; that is taken off the variance.
    """

    def __init__(self, grid: Grid, noise: Array) -> None:
        from scipy.special import ndtr  # noqa: PLC0415 (SciPy is slow to import, and `import simkit` must not be)

        self._grid = grid
        n, h = grid.points, grid.step
        sd = np.sqrt(np.maximum(noise**2 - h * h / 6.0, (0.05 * h) ** 2))[:, None]
        a = h * np.arange(-n, n + 1)
        above = sd * np.exp(-0.5 * (a / sd) ** 2) / math.sqrt(2.0 * math.pi) - a * ndtr(-a / sd)
        # row i of the matrix is above[a_(n+1-i)], above[a_(n+2-i)], ...: a window that slides back, no copies
        self._above = np.lib.stride_tricks.sliding_window_view(above, n - 2, axis=1)[:, n + 1 : 1 : -1]

    def expect(self, table: Array) -> Array:
        """E table(m + sigma z) for tables (stretch, projection, ...)."""
        n, h = self._grid.points, self._grid.step
        columns = table.reshape(*table.shape[:2], -1)
        slope = np.diff(columns, axis=1) / h
        ramp = (h * np.arange(n))[:, None] * slope[:, :1]
        expected: Array = columns[:, :1] + ramp + self._above @ np.diff(slope, axis=1)
        return expected.reshape(table.shape)

    def after_luck(self, ahead: Array, risk_aversion: float) -> Array:
        """Expectations of tables (stretch, projection, table); of the first, -log(E exp(-rho X)) / rho instead."""
        if risk_aversion == 0.0:
            return self.expect(ahead)
        value = ahead[..., 0]
        top = value.max(axis=1, keepdims=True)
        felt = np.exp(np.minimum(-risk_aversion * (value - top), _WORST))
        smooth = self.expect(np.concatenate([felt[..., None], ahead[..., 1:]], axis=-1))
        smooth[..., 0] = top - np.log(np.maximum(smooth[..., 0], 1e-300)) / risk_aversion
        return smooth


def _cell_mean(function: Callable[[Array], Array], grid: Grid, rows: int, parts: int = 64) -> Array:
    """The mean of a function over each point's cell (stretch, projection): a cliff counts half in its own cell."""
    offsets = ((np.arange(parts) + 0.5) / parts - 0.5) * grid.step
    mean = function(grid.x[:, None] + offsets).mean(axis=1)
    return np.tile(mean, (rows, 1))


def _at_normal(grid: Grid, table: Array) -> Array:
    """Each stretch's row where normal effort is projected to end: the start of a period (stretch,)."""
    return grid.linear(table, np.array(grid.stretches)[:, None])[:, 0]
