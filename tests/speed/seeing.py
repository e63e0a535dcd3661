"""How one advisor sees each component, in plain floats: the drive it gives, and whether its target seems in reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.speed.counting import BonusRule, ListRule, Tally
from tests.speed.curves import value
from tests.speed.tables import Axes, LineRule, Spread, Stand, Tables, read

HOPELESS, COASTING = 0.1, 0.9


@dataclass(frozen=True, slots=True)
class SplitRule:
    """A bonus planned measure by measure: pull and chance of each line are its plan's."""

    pays: BonusRule
    lines: tuple[LineRule, ...]


class SplitSight:
    """A bonus that is seen measure by measure."""

    __slots__ = ("in_money", "months", "stands")

    def __init__(self, rule: SplitRule) -> None:
        self.months, self.in_money = rule.pays.months, rule.pays.amount > 0.0
        self.stands = [Stand(line) for line in rule.lines]

    def begin(self, period: int, targets: Sequence[float], reach: float) -> None:
        """A period begins."""
        for stand, target in zip(self.stands, targets, strict=True):
            stand.begin(period, target, reach)

    def attract(
        self, attraction: list[float], tally: Tally, now: Sequence[float], month: int, pay_ratio: float
    ) -> None:
        """Add what this bonus gives to the attraction of the activities."""
        at = month % self.months
        for stand in self.stands:
            cell, part = stand.cell(tally, now, at)
            drive = read(stand.line.first[at], stand.row, stand.part_above, cell, part) * stand.stretch
            if self.in_money:
                drive *= pay_ratio
            for activity, unit in stand.spread[at]:
                attraction[activity] += drive * unit

    def believed(self, tally: Tally, now: Sequence[float], month: int) -> tuple[float, float]:
        """Weights of the measures whose target seems hopeless, and of those whose target seems safe."""
        at = month % self.months
        hopeless = coasting = 0.0
        for stand in self.stands:
            cell, part = stand.cell(tally, now, at)
            chance = read(stand.line.second[at], stand.row, stand.part_above, cell, part)
            if chance < HOPELESS:
                hopeless += stand.line.weight
            elif chance > COASTING:
                coasting += stand.line.weight
        return hopeless, coasting


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """A bonus planned on its score: tables of the plan on `axes`, and the beliefs it rests on.

    The lines' tables are expected score and slope; the gates' are pull and chance of their own plans.
    """

    pays: BonusRule
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

    def attract(
        self, attraction: list[float], tally: Tally, now: Sequence[float], month: int, pay_ratio: float
    ) -> None:
        """Add what this bonus and its gates give to the attraction of the activities."""
        rule = self.rule
        at = month % rule.pays.months
        score, slopes = 0.0, []
        for stand in self.stands:
            line, row, above = stand.line, stand.row, stand.part_above
            cell, part = stand.cell(tally, now, at)
            score += line.weight * read(line.first[at], row, above, cell, part)
            slopes.append(read(line.second[at], row, above, cell, part))
        cell, part = rule.axes.cell(score)
        unit = pay_ratio if rule.pays.amount > 0.0 else 1.0
        passing = unit / rule.pass_chance
        if self.gates:
            behind = read(rule.award[at], self.row, self.part_above, cell, part) * unit / rule.usual_award
            for gate in self.gates:
                place = gate.cell(tally, now, at)
                drive = read(gate.line.first[at], gate.row, gate.part_above, *place) * gate.stretch * behind
                passing *= read(gate.line.second[at], gate.row, gate.part_above, *place)
                for activity, load in gate.spread[at]:
                    attraction[activity] += drive * load
        pull = read(rule.pull[at], self.row, self.part_above, cell, part) * passing
        for stand, slope in zip(self.stands, slopes, strict=True):
            drive = pull * slope * stand.stretch * stand.line.weight
            for activity, load in stand.spread[at]:
                attraction[activity] += drive * load

    def believed(self, tally: Tally, now: Sequence[float], month: int) -> tuple[float, float]:
        """Whether the score's target seems hopeless, and whether it seems safe."""
        at = month % self.rule.pays.months
        score = 0.0
        for stand in self.stands:
            place = stand.cell(tally, now, at)
            score += stand.line.weight * read(stand.line.first[at], stand.row, stand.part_above, *place)
        chance = read(self.rule.chance[at], self.row, self.part_above, *self.rule.axes.cell(score))
        return float(chance < HOPELESS), float(chance > COASTING)


@dataclass(frozen=True, slots=True)
class PriceRule:
    """A price list.  units: for each month of the year, attraction of an average seat at median base pay."""

    pays: ListRule
    units: tuple[Spread, ...]


class ListSight:
    """A price list: it pulls with its prices, wherever one stands."""

    __slots__ = ("reach", "rule")

    def __init__(self, rule: PriceRule) -> None:
        self.rule = rule

    def begin(self, period: int, targets: Sequence[float], reach: float) -> None:
        """A period begins."""
        self.reach = reach

    def attract(
        self, attraction: list[float], tally: Tally, now: Sequence[float], month: int, pay_ratio: float
    ) -> None:
        """Add what the prices give to the attraction of the activities."""
        drive = self.reach * pay_ratio
        for activity, unit in self.rule.units[month]:
            attraction[activity] += drive * unit

    def believed(self, tally: Tally, now: Sequence[float], month: int) -> None:
        """There is no target to believe in."""


Rule = SplitRule | ScoreRule | PriceRule
Sight = SplitSight | ScoreSight | ListSight


def sight(rule: Rule) -> Sight:
    """How a new advisor sees a component."""
    if isinstance(rule, SplitRule):
        return SplitSight(rule)
    return ScoreSight(rule) if isinstance(rule, ScoreRule) else ListSight(rule)
