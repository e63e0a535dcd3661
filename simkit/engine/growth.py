"""What the people of one firm learn: by practice, training, coaching and from each other; and what they forget."""

from __future__ import annotations

import numpy as np

from simkit.arrays import Array, Index
from simkit.engine.sky import Sky
from simkit.engine.staff import Staff


class Growth:
    """What was learnt in one firm.  Arrays (replication, seat).

    skill: what was learnt, 1 on the first day, multiplies talent.  learnt: output of the learning activity, sum of the
    quarter's months.
    """

    def __init__(self, sky: Sky, staff: Staff) -> None:
        shape, rules = sky.shape, sky.scenario.behaviour
        self._sky, self._staff, self._rules = sky, staff, rules
        self.skill, self.learnt, self.trained = np.ones(shape), np.zeros(shape), np.zeros(shape)
        self.coached = np.zeros(shape)
        self._starts, self._sizes = sky.starts, sky.sizes
        activities = list(sky.scenario.work.activities)
        asked = rules.practice.activity if rules.practice else None
        self.place = activities.index(asked) if asked else None

    def fork(self, staff: Staff) -> Growth:
        """A copy that goes its own way."""
        other = Growth(self._sky, staff)
        for name in ("skill", "learnt", "trained", "coached"):
            getattr(other, name)[...] = getattr(self, name)
        return other

    def arrive(self, who: Index) -> None:
        """Newcomers bring their talent and have learnt nothing here; seats as `numpy.put` takes them."""
        for state, value in ((self.skill, 1.0), (self.learnt, 0.0), (self.trained, 0.0)):
            np.put(state, who, value)

    def train(self, places: Array) -> None:
        """Places in a training (replication, seat) were won."""
        self.trained += places

    def settle(self, basis: Array, ranked: float) -> None:
        """A quarter is over: skill moves.

        basis: what managers go by when they choose whom to coach (see `Coaching.hours_given`); ranked: part of
        variable pay that hangs on the own place among colleagues, 0 to 1.
        """
        rules, extra = self._rules, np.zeros_like(self.skill)
        here = self._staff.present if self._staff.moves else None
        if rules.coaching:
            self.coached = rules.coaching.hours_given(basis, self._starts, self._sizes, here)
            extra += rules.coaching.gain(self.coached, self._sizes)
        if rules.sharing:
            ability = self.skill * self._staff.talent
            extra += self.skill * rules.sharing.gain(ability, self._starts, self._sizes, ranked, here)
        if rules.practice:
            output = self.learnt / 3.0 if self.place is not None else np.ones_like(self.skill)
            self.skill = rules.practice.moved(self.skill, output, self.trained, extra)
        self.learnt.fill(0.0)
        self.trained.fill(0.0)
