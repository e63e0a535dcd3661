"""How the people of a field answer a plan: what everybody's KPIs come to when they follow it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array
from simkit.behaviour.course import Course
from simkit.behaviour.effort import EffortRule
from simkit.behaviour.field import Field
from simkit.behaviour.planning import Plan
from simkit.behaviour.scoring import expected_score
from simkit.scheme.curve import Curve


@dataclass(frozen=True)
class Response:
    """How the people of a field answer one plan on their score.

    scorers: of each measure, as it is seen; loadings: (measure, activity) attraction of a unit drive; background:
    (activity,) attraction by all other pay.
    """

    rule: EffortRule
    scorers: Sequence[Curve]
    loadings: Sequence[tuple[float, ...]]
    ratchets: Sequence[float]
    lines: Sequence[Course]
    background: Array

    def output(self, field: Field, plan: Plan, pass_chance: float, before: Mapping[str, Array]) -> dict[str, Array]:
        """KPI -> output (1 = normal) of everybody in the usual month of a period, as planned when it begins."""
        measures = field.component.measures
        stretches = field.stretches(field.targets(before))
        spreads = [float(np.sqrt(np.sum(line.noise**2))) for line in self.lines]
        told = [
            expected_score(scorer, stretch, np.maximum(stretch * spread, 1e-3))
            for scorer, stretch, spread in zip(self.scorers, stretches, spreads, strict=True)
        ]
        score = np.add.reduce([measure.weight * each for measure, (each, _) in zip(measures, told, strict=True)])
        pull = plan.grid.read(plan.pull[0], plan.grid.rows(score), score)
        if field.component.in_money:
            pull = pull * field.pay_ratio
        if field.component.by_tier:
            pull = pull * field.felt
        attraction = [np.full(score.shape, usual) for usual in self.background]
        for place, (measure, (_, slope)) in enumerate(zip(measures, told, strict=True)):
            drive = pull * slope * stretches[place] * (measure.weight * self.ratchets[place])
            drive *= float(self.lines[place].gain.mean())
            for v, load in zip(attraction, self.loadings[place], strict=True):
                v += load * drive
        _, outputs = self.rule.respond(attraction)
        return {
            kpi: np.add.reduce([part * o for part, o in zip(field.mix(kpi), outputs, strict=True)])
            for kpi in field.component.counted
        }
