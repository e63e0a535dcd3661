"""How the people of one firm feel about it: morale, and what moves it.

Once a year everybody looks at what they were paid (`review`); in the middle of a period they see how far the target is
(`aim`); once a quarter morale moves towards what all of that supports (`settle`), and sets the joy that work gives.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simkit.arrays import Array, Flags, Index
from simkit.behaviour.views import View
from simkit.engine.sky import Sky
from simkit.engine.staff import Staff


class Mood:
    """The state of morale in one firm.  Arrays (replication, seat).

    morale: 1 in a normal month; joy: attraction that every activity has without pay; trust: in the scheme, of all
    alike; fatigue: output lost by having worked too much; expected: pay of a year that people count on.
    """

    def __init__(self, sky: Sky, staff: Staff, view: View) -> None:
        shape = sky.shape
        self._sky, self._staff, self.view = sky, staff, view
        self._rules = sky.scenario.behaviour
        self.morale, self.joy, self.trust = np.ones(shape), np.ones(shape), np.ones((1, 1))
        self.fatigue, self._effort = np.zeros(shape), np.zeros(shape)
        self.expected = np.full(shape, np.nan)
        self.effects: dict[str, Array] = {}
        self.year_morale = np.zeros(shape)

    def fork(self, staff: Staff, view: View) -> Mood:
        """A copy that goes its own way."""
        other = Mood(self._sky, staff, view)
        for name in ("morale", "joy", "fatigue", "_effort", "expected"):
            getattr(other, name)[...] = getattr(self, name)
        other.trust = self.trust
        other.effects = {name: np.array(effect) for name, effect in self.effects.items()}
        return other

    def arrive(self, who: Index) -> None:
        """Newcomers begin with a normal morale and no expectations of their own; seats as `numpy.put` takes them."""
        states = (self.morale, 1.0), (self.joy, 1.0), (self.fatigue, 0.0), (self._effort, 0.0), (self.expected, np.nan)
        for state, value in states:
            np.put(state, who, value)
        for effect in self.effects.values():
            np.put(effect, who, 0.0)

    def worked(self, effort: Array) -> None:
        """A month's effort counts."""
        if self._rules.overload:
            self._effort += effort
        self.year_morale += self.morale

    def aim(self, chances: Mapping[int, Array], parts: float) -> None:
        """In the middle of a period: believed chances of the targets, by number of the component; `parts`: how many."""
        rule = self._rules.commitment
        if rule is not None:
            for number, chance in chances.items():
                self.effects[f"goal {number}"] = rule.effect(chance, self.trust) / parts

    def change(self) -> None:
        """The scheme changes: goals that were set are gone, and so is some trust."""
        self.effects = {name: effect for name, effect in self.effects.items() if not name.startswith("goal ")}
        if self._rules.trust:
            self.trust = self._rules.trust.changed(self.trust)

    def review(self, pay: Array, contribution: Array, honoured: Array | None, standing: Array | None) -> None:
        """The year is over: pay and contribution (both of a whole year) against expectation and colleagues.

        honoured: who was honoured this year, 1 or 0; standing: of the ranking that people are told, 0 to 1.
        """
        rules = self._rules
        if rules.expectation:
            known = self._has_a_year()
            expected = np.where(known, self.expected, pay)
            self.effects["expectation"] = rules.expectation.effect(pay, expected)
            self.expected = np.where(known, rules.expectation.adapted(expected, pay), pay)
        if rules.peers:
            here = self._staff.present if self._staff.moves else None
            self.effects["peers"] = rules.peers.effect(pay, contribution, self._sky.starts, self._sky.sizes, here)
        self.effects.pop("recognition", None)  # honours of the year before are over
        if rules.recognition and honoured is not None:
            share = honoured.mean(axis=-1, keepdims=True)
            self.effects["recognition"] = rules.recognition.effect(honoured, share)
        if rules.rank_feedback and standing is not None:
            self.effects["rank"] = rules.rank_feedback.effect(standing)

    def _has_a_year(self) -> Flags:
        """Who has been here, and has been paid, for a year (replication, seat), true or false."""
        known: Flags = ~np.isnan(self.expected)
        if self._staff.moves:
            known &= self._staff.here >= 12.0
        return known

    def settle(self) -> None:
        """A quarter is over: morale moves, and with it the joy of work."""
        rules, rule = self._rules, self.view
        if rules.overload:
            self.fatigue = rules.overload.tired(self.fatigue, self._effort / 3.0)
            self._effort.fill(0.0)
            self.effects["overload"] = rules.overload.effect(self.fatigue)
        if rules.trust:
            self.trust = rules.trust.recovered(self.trust)
        if rules.morale:
            effects = [self.effects[name] for name in sorted(self.effects)]
            self.morale = rules.morale.moved(self.morale, effects)
            self.joy = rules.morale.joy(self.morale, self._sky.scenario.work.effort_exponent, rule.convexity)

    def open_year(self) -> None:
        """A year begins."""
        self.year_morale = np.zeros(self._sky.shape)
