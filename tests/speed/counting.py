"""What a component counts and pays, in plain floats: results against targets, and the award at the end of a period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simkit.scheme.components.bonus import Bonus
from simkit.scheme.components.commission import Commission
from simkit.scheme.components.prizes import Prize
from simkit.scheme.components.recognition import Recognition
from simkit.scheme.components.training import CoursePlaces, Training
from simkit.scheme.deferral import Deferral
from simkit.scheme.kpis import LevelKpi, Work
from simkit.scheme.scorecard import Measure
from simkit.scheme.targets import FixedTarget, GrowthTarget
from tests.speed import curves
from tests.speed.courses import courses
from tests.speed.curves import Pieces, value

Target = tuple[str, float, tuple[float, ...], float, bool]
"""Kind of the target; its number; normal results of the periods of a year and of the year; whether it is a level."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """What all kinds of components have.

    kpis: what is counted, and how much of a month's result counts; is_level: the same places, whether it is a level.
    """

    months: int
    paid_after: int
    round_to: float
    deferral: Deferral | None
    kpis: tuple[tuple[int, float], ...]
    is_level: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class _ScoredRule(_Rule):
    """A component with a scorecard.  measures: place among what is counted, weight, scorer; gates: place, level, curve.

    in_money: whether it pays an amount, whatever the base pay.
    """

    measures: tuple[tuple[int, float, Pieces], ...]
    asked: tuple[Target, ...]
    gates: tuple[tuple[int, float, Pieces], ...]
    in_money: bool
    has_targets = True

    def targets(self, month: int, book: float, history: Sequence[float]) -> list[float]:
        """The targets of the period that begins; `history`: last year's result of every KPI."""
        period = month % 12 // self.months
        found = []
        for (place, _, _), (kind, by, normals, year, is_level) in zip(self.measures, self.asked, strict=True):
            normal = normals[period]
            if kind == "fixed":
                found.append(by)
            elif kind == "growth":
                part = 1.0 if is_level else normal / year
                found.append(max(history[self.kpis[place][0]] * (1.0 + by) * part, 0.01 * normal))
            else:
                found.append((1.0 if is_level else book) * (1.0 + by) * normal)
        return found

    def score(self, results: Sequence[float], targets: Sequence[float]) -> float:
        """The weighted scores of the measures."""
        score = 0.0
        for (place, weight, scorer), target in zip(self.measures, targets, strict=True):
            score += weight * value(scorer, results[place] / target)
        return score

    def open_part(self, results: Sequence[float]) -> float:
        """What the gates let through."""
        part = 1.0
        for place, at_least, curve in self.gates:
            part *= value(curve, results[place] / at_least)
        return part


@dataclass(frozen=True, slots=True)
class BonusRule(_ScoredRule):
    """A bonus."""

    of_base: float
    amount: float
    payout: Pieces

    def award(self, results: Sequence[float], targets: Sequence[float], base_pay: float) -> float:
        """Target pay x curve of the score x what the gates let through, rounded."""
        share = value(self.payout, self.score(results, targets)) * self.open_part(results)
        return round((base_pay * self.of_base * self.months + self.amount) * share / self.round_to) * self.round_to


@dataclass(frozen=True, slots=True)
class PrizeRule(_ScoredRule):
    """An honour, or a place on a course, for the best, which is no money.

    prizes: from the best down, how many places, for what share of the people, and what each costs the bank; trains:
    whether they are places on courses; by_branch: whether people are compared within their branch.
    """

    prizes: tuple[tuple[int, float, float], ...]
    trains: bool
    by_branch: bool

    def places(self, people: int) -> list[float]:
        """What each place that is worth something costs the bank, from the best down."""
        costs: list[float] = []
        number, share = 0, 0.0
        for more, of_people, cost in self.prizes:
            number, share = number + more, share + of_people
            last = min(number + round(share * people), people)
            costs += [cost] * (last - len(costs))
        return costs

    def award(self, results: Sequence[float], targets: Sequence[float], base_pay: float) -> float:
        """No money."""
        return 0.0


@dataclass(frozen=True, slots=True)
class ListRule(_Rule):
    """A price list.  prices: place among what is counted, money a unit."""

    prices: tuple[tuple[int, float], ...]
    has_targets = False

    def targets(self, month: int, book: float, history: Sequence[float]) -> list[float]:
        """A price list has none."""
        return []

    def award(self, results: Sequence[float], targets: Sequence[float], base_pay: float) -> float:
        """Price x volume, line by line; a negative volume pays nothing; rounded."""
        earned = 0.0
        for place, price in self.prices:
            if results[place] > 0.0:
                earned += price * results[place]
        return round(earned / self.round_to) * self.round_to


PayRule = BonusRule | PrizeRule | ListRule


class Tally:
    """What one advisor has reached with one component in the current period."""

    __slots__ = ("results", "rule", "targets")

    def __init__(self, rule: PayRule) -> None:
        self.rule = rule
        self.results = [0.0] * len(rule.kpis)
        self.targets: list[float] = []

    def begin(self, month: int, book: float, history: Sequence[float]) -> None:
        """A period begins: targets are set, counting starts at zero."""
        self.targets = self.rule.targets(month, book, history)
        self.results = [0.0] * len(self.results)

    def add(self, month_results: Sequence[float]) -> None:
        """Count a month; a level counts with its part of the period's mean."""
        self.results = [
            so_far + month_results[kpi] * part for so_far, (kpi, part) in zip(self.results, self.rule.kpis, strict=True)
        ]

    def standing(self) -> tuple[float, float]:
        """The score at the end of the period, and what the gates let through; of a component with a scorecard."""
        if isinstance(self.rule, ListRule):
            return 0.0, 0.0
        return self.rule.score(self.results, self.targets), self.rule.open_part(self.results)

    def award(self, base_pay: float, scale: float = 1.0) -> float:
        """Pay for the period, flows multiplied by `scale`."""
        if scale == 1.0:
            return self.rule.award(self.results, self.targets, base_pay)
        scaled = [
            result if is_level else scale * result
            for result, is_level in zip(self.results, self.rule.is_level, strict=True)
        ]
        return self.rule.award(scaled, self.targets, base_pay)


def rule(component: Bonus | Recognition | Training | Commission, work: Work, season: Sequence[float]) -> PayRule:
    """What one component counts and pays."""
    order, months = list(work.kpis), component.months
    counted = list(dict.fromkeys([m.kpi for m in component.measures] + [g.kpi for g in component.gates]))
    counted += list(component.prices)
    levels = tuple(isinstance(work.kpis[kpi], LevelKpi) for kpi in counted)
    kpis = tuple((order.index(kpi), 1.0 / months if level else 1.0) for kpi, level in zip(counted, levels, strict=True))
    terms = months, component.paid_after, component.round_to, component.deferral
    if isinstance(component, Commission):
        prices = tuple((counted.index(kpi), price) for kpi, price in component.prices.items())
        return ListRule(*terms, kpis, levels, prices)
    measures = tuple((counted.index(m.kpi), m.weight, curves.scores(m.score)) for m in component.measures)
    asked = tuple(_asked(measure, work, season, months) for measure in component.measures)
    gates = tuple((counted.index(g.kpi), g.at_least, curves.gate(g.else_pay)) for g in component.gates)
    if isinstance(component, (Recognition, Training)):
        in_money, by_branch = component.prizes[0].pays.amount > 0.0, component.among == "branch"
        prizes = tuple((p.places.number, p.places.of_people, _cost(p)) for p in component.prizes)
        trains = isinstance(component, Training)
        return PrizeRule(*terms, kpis, levels, measures, asked, gates, in_money, prizes, trains, by_branch)
    pays = component.target_pay
    payout = curves.payout(component.curve)
    return BonusRule(*terms, kpis, levels, measures, asked, gates, pays.amount > 0.0, pays.of_base, pays.amount, payout)


def _cost(prize: Prize) -> float:
    """What a place costs the bank; the plain firm knows no courses that cost shares of base pay."""
    return prize.costs.amount if isinstance(prize, CoursePlaces) else 0.0


def _asked(measure: Measure, work: Work, season: Sequence[float], months: int) -> Target:
    normals = tuple(course.normal for course in courses(work, measure.kpi, season, months))
    by = measure.target.at if isinstance(measure.target, FixedTarget) else getattr(measure.target, "by", 0.0)
    kind = "fixed" if isinstance(measure.target, FixedTarget) else "potential"
    if isinstance(measure.target, GrowthTarget):
        kind = "growth"
    return kind, by, normals, sum(normals), isinstance(work.kpis[measure.kpi], LevelKpi)
