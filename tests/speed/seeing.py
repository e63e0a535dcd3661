"""How one advisor sees each component, in plain floats: the drives it gives, and whether its target seems in reach.

A drive is the money of a normal month that hangs on a flow or level, in parts of what normal effort is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tests.speed.counting import BonusRule, ListRule, PrizeRule
from tests.speed.curves import value
from tests.speed.news import Known
from tests.speed.tables import Axes, LineRule, Spread, Stand, Tables, read

HOPELESS, COASTING = 0.1, 0.9


class Belief(NamedTuple):
    """What is believed of a target: weights that seem hopeless and safe, and the chance of reaching it."""

    hopeless: float
    coasting: float
    chance: float


@dataclass(frozen=True, slots=True)
class SplitRule:
    """A bonus planned measure by measure: pull and chance of each line are its plan's."""

    pays: BonusRule
    lines: tuple[LineRule, ...]


class SplitSight:
    """A bonus that is seen measure by measure."""

    __slots__ = ("in_money", "months", "stands")

    def __init__(self, rule: SplitRule) -> None:
        self.months, self.in_money = rule.pays.months, rule.pays.in_money
        self.stands = [Stand(line) for line in rule.lines]

    def begin(self, period: int, targets: Sequence[float], reach: float) -> None:
        """A period begins."""
        for stand, target in zip(self.stands, targets, strict=True):
            stand.begin(period, target, reach)

    def drive(self, drives: list[float], now: Known, month: int, pay_ratio: float, reach: float) -> None:
        """Add what this bonus gives to the drives."""
        at = month % self.months
        for stand in self.stands:
            cell, part = stand.cell(now, at)
            drive = read(stand.line.first[at], stand.row, stand.part_above, cell, part) * stand.stretch
            if self.in_money:
                drive *= pay_ratio
            for kpi, share in stand.spread[at]:
                drives[kpi] += drive * share

    def believed(self, now: Known, month: int) -> Belief:
        """Weights of the measures whose target seems hopeless, and of those where it seems safe; the mean chance."""
        at = month % self.months
        hopeless = coasting = chances = 0.0
        for stand in self.stands:
            cell, part = stand.cell(now, at)
            chance = read(stand.line.second[at], stand.row, stand.part_above, cell, part)
            if chance < HOPELESS:
                hopeless += stand.line.weight
            elif chance > COASTING:
                coasting += stand.line.weight
            chances += stand.line.weight * chance
        return Belief(hopeless, coasting, chances)


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """A bonus planned on its score: tables of the plan on `axes`, and the beliefs it rests on.

    The lines' tables are expected score and slope; the gates' are pull and chance of their own plans.
    """

    pays: BonusRule | PrizeRule
    lines: tuple[LineRule, ...]
    gates: tuple[LineRule, ...]
    axes: Axes
    pull: Tables
    award: Tables
    chance: Tables
    pass_chance: float
    usual_award: float


class ScoreSight:
    """A bonus that is seen as a curve of its score, behind gates."""

    __slots__ = ("gates", "part_above", "row", "rule", "stands")

    def __init__(self, rule: ScoreRule) -> None:
        self.rule = rule
        self.stands = [Stand(line) for line in rule.lines]
        self.gates = [Stand(gate) for gate in rule.gates]

    def begin(self, period: int, targets: Sequence[float], reach: float) -> None:
        """A period begins; the stretch of the score is the score of the stretches."""
        score = 0.0
        for stand, target, (_, weight, scorer) in zip(self.stands, targets, self.rule.pays.measures, strict=True):
            stand.begin(period, target, reach)
            score += weight * value(scorer, stand.stretch)
        for gate, (_, at_least, _) in zip(self.gates, self.rule.pays.gates, strict=True):
            gate.begin(period, at_least, reach)
        self.row, self.part_above = self.rule.axes.row(score)

    def drive(self, drives: list[float], now: Known, month: int, pay_ratio: float, reach: float) -> None:
        """Add what this bonus and its gates give to the drives."""
        rule = self.rule
        at = month % rule.pays.months
        score, slopes = 0.0, []
        for stand in self.stands:
            line, row, above = stand.line, stand.row, stand.part_above
            cell, part = stand.cell(now, at)
            score += line.weight * read(line.first[at], row, above, cell, part)
            slopes.append(read(line.second[at], row, above, cell, part))
        cell, part = rule.axes.cell(score)
        unit = pay_ratio if rule.pays.in_money else 1.0
        passing = unit / rule.pass_chance
        if self.gates:
            behind = read(rule.award[at], self.row, self.part_above, cell, part) * unit / rule.usual_award
            for gate in self.gates:
                place = gate.cell(now, at)
                drive = read(gate.line.first[at], gate.row, gate.part_above, *place) * gate.stretch * behind
                passing *= read(gate.line.second[at], gate.row, gate.part_above, *place)
                for kpi, share in gate.spread[at]:
                    drives[kpi] += drive * share
        pull = read(rule.pull[at], self.row, self.part_above, cell, part) * passing
        for stand, slope in zip(self.stands, slopes, strict=True):
            drive = pull * slope * stand.stretch * stand.line.weight
            for kpi, share in stand.spread[at]:
                drives[kpi] += drive * share

    def believed(self, now: Known, month: int) -> Belief:
        """Whether the score's target seems hopeless, whether it seems safe, and its chance."""
        at = month % self.rule.pays.months
        score = 0.0
        for stand in self.stands:
            place = stand.cell(now, at)
            score += stand.line.weight * read(stand.line.first[at], stand.row, stand.part_above, *place)
        chance = read(self.rule.chance[at], self.row, self.part_above, *self.rule.axes.cell(score))
        return Belief(float(chance < HOPELESS), float(chance > COASTING), chance)


@dataclass(frozen=True, slots=True)
class PriceRule:
    """A price list.  units: for each month of the year, the drives of an average seat at median base pay."""

    pays: ListRule
    units: tuple[Spread, ...]


class ListSight:
    """A price list: it pulls with its prices, wherever one stands."""

    __slots__ = ("rule",)

    def __init__(self, rule: PriceRule) -> None:
        self.rule = rule

    def begin(self, period: int, targets: Sequence[float], reach: float) -> None:
        """Nothing is set when a period begins."""

    def drive(self, drives: list[float], now: Known, month: int, pay_ratio: float, reach: float) -> None:
        """Add what the prices give to the drives."""
        for kpi, unit in self.rule.units[month % 12]:
            drives[kpi] += reach * pay_ratio * unit

    def believed(self, now: Known, month: int) -> None:
        """There is no target to believe in."""


Rule = SplitRule | ScoreRule | PriceRule
Sight = SplitSight | ScoreSight | ListSight


def sight(rule: Rule) -> Sight:
    """How a new advisor sees a component."""
    if isinstance(rule, SplitRule):
        return SplitSight(rule)
    return ScoreSight(rule) if isinstance(rule, ScoreRule) else ListSight(rule)
