"""How one advisor feels about the work: what moves morale, and what morale does to joy."""

from __future__ import annotations

import math

from simkit.behaviour.morale.commitment import Commitment
from simkit.behaviour.morale.expectation import Expectation
from simkit.behaviour.morale.morale import Morale
from simkit.behaviour.morale.overload import Overload
from simkit.behaviour.morale.rank_feedback import RankFeedback
from simkit.behaviour.morale.recognition import RecognitionEffect
from simkit.behaviour.morale.trust import Trust
from tests.speed.world import World


class Mood:
    """The morale at one seat: 1 in a normal month.

    joy: attraction that every activity has without pay; effects: what moves morale, by name, shares of output.
    """

    __slots__ = ("effects", "effort", "expected", "fatigue", "joy", "morale", "trust", "world", "year")

    def __init__(self, world: World) -> None:
        self.world = world
        self.morale = self.joy = self.trust = 1.0
        self.fatigue = self.effort = self.year = 0.0
        self.expected: float | None = None
        self.effects: dict[str, float] = {}

    def arrive(self) -> None:
        """Somebody new begins with a normal morale."""
        self.morale = self.joy = 1.0
        self.fatigue, self.effort, self.expected = 0.0, 0.0, None
        self.effects = dict.fromkeys(self.effects, 0.0)

    def open_year(self) -> None:
        """A year begins."""
        self.year = 0.0

    def change(self) -> None:
        """The scheme changes: its goals are gone, and some trust."""
        self.effects = {name: effect for name, effect in self.effects.items() if not name.startswith("goal")}
        if rule := self.world.behaviour.trust:
            self.trust = changed(rule, self.trust)

    def worked(self, effort: float) -> None:
        """A month's effort counts."""
        self.effort += effort
        self.year += self.morale

    def aim(self, number: int, chance: float, parts: int) -> None:
        """Half-way through a period of component `number`: the believed chance of the target, one of `parts`."""
        if rule := self.world.behaviour.commitment:
            self.effects[f"goal {number}"] = goal(rule, chance, self.trust) / parts

    def expect(self, pay: float, *, a_year_here: bool) -> None:
        """The year is over: pay of the year against what was expected."""
        if rule := self.world.behaviour.expectation:
            if self.expected is None or not a_year_here:
                self.expected = pay
            self.effects["expectation"] = against_expected(rule, pay, self.expected)
            self.expected += rule.adapts * (pay - self.expected)

    def look_back(self, own: float | None, share: float) -> None:
        """The year is over: whether the own work was honoured (1 or 0, None where nobody could be), and whose else."""
        self.effects.pop("recognition", None)
        rule = self.world.behaviour.recognition
        if rule and own is not None:
            self.effects["recognition"] = honoured(rule, own, share)

    def settle(self, exponent: float, convexity: float) -> None:
        """A quarter is over: morale moves towards what all effects support."""
        rules = self.world.behaviour
        if rules.overload:
            self.fatigue = tired(rules.overload, self.fatigue, self.effort / 3.0)
            self.effort = 0.0
            self.effects["overload"] = -self.fatigue
        if rules.trust:
            self.trust = recovered(rules.trust, self.trust)
        if rules.morale:
            self.morale = settled(rules.morale, self.morale, sum(self.effects.values()))
            self.joy = joy(self.morale, exponent, convexity)


def goal(rule: Commitment, chance: float, trust: float) -> float:
    """What a goal does to output."""
    lift = rule.lift * (1.0 + rule.by_participation * rule.participation)
    return 4.0 * lift * chance * (1.0 - chance) * trust - rule.sink * max(0.0, 1.0 - chance / 0.1)


def against_expected(rule: Expectation, pay: float, expected: float) -> float:
    """What pay against the expected does to output; beyond half and double it does no more."""
    hoped = max(expected, 0.0)
    if hoped <= 0.0:
        return rule.gain if pay > hoped else 0.0
    apart = min(max(pay / hoped - 1.0, -0.5), 1.0)
    return rule.gain * apart if apart > 0.0 else rule.loss * apart


def tired(rule: Overload, fatigue: float, effort: float) -> float:
    """Fatigue after a quarter of this mean effort."""
    return min((1.0 - rule.rests) * fatigue + rule.per_effort * max(0.0, effort - rule.from_effort), 0.5)


def changed(rule: Trust, trust: float) -> float:
    """Trust after a change of scheme."""
    return trust * (1.0 - rule.lost)


def recovered(rule: Trust, trust: float) -> float:
    """Trust a quarter later."""
    return min(trust + rule.recovers * (1.0 - trust), 1.0)


def honoured(rule: RecognitionEffect, own: float, share: float) -> float:
    """What it does to be honoured (own = 1), or not, when a share of all people is."""
    others = rule.others * (1.0 - share) if share > 0.0 else 0.0
    return rule.recipients * own + others * (1.0 - own)


def told_rank(rule: RankFeedback, standing: float) -> float:
    """What it does to be told the own standing, 0 the last to 1 the first."""
    return rule.size if rule.told == "lifts" else -rule.size * (1.5 - standing)


def settled(rule: Morale, morale: float, effects: float) -> float:
    """Morale a quarter later."""
    return min(max(morale + rule.speed * (1.0 + effects - morale), rule.least), rule.most)


def joy(morale: float, exponent: float, convexity: float) -> float:
    """Attraction without pay at which output follows morale one to one."""
    limit = 300.0 * (1.0 - exponent)
    power = (1.0 - exponent + convexity) / exponent
    return math.exp(min(max(power * math.log(morale), -limit), limit))
