"""What the people of one firm do that they should not, what of it is found, and what comes of it later.

People see what pays and press clients, or steer their money (`press`); what was sold badly leaves traces and harm
(`settle`), some of which comes back as complaints and some of which is found (`discover`).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simkit import arrays
from simkit.arrays import Array, Index
from simkit.behaviour.conduct.pressure import Pressure
from simkit.behaviour.drives import Drives
from simkit.behaviour.views import View
from simkit.engine.pushing import Pushing
from simkit.engine.sky import Sky
from simkit.engine.staff import Staff
from simkit.scheme.components import Component

COUNTED = ("pressure", "bad_sales", "complaints", "found", "misreports")
"""What is added up over a year: pressure and bad sales as sums of months, the others as numbers of cases."""
NOBODY: Index = np.zeros(0, dtype=np.intp)
"""No seat at all."""


class Conduct:
    """The state of conduct in one firm.  Arrays (replication, seat).

    pressure: of this month, 0 to 1; exposure: traces that can be found; harm: bad sales whose consequences are still to
    come; on_record: 1 for who was ever found out.  behind: traces of who sat there before, as far as they can still be
    found; None where nobody has come yet.  kept: part of a gain that is kept when pay can be taken back.  looks_back:
    whether anybody asks what predecessors did, as their pay can still be taken back.
    """

    def __init__(self, sky: Sky, staff: Staff, view: View) -> None:
        rules = self._rules = sky.scenario.behaviour
        self._sky, self._staff, self._view = sky, staff, view
        flows, shape = sky.scenario.work.flows, sky.shape
        self._spare, self._done, self._bad = (arrays.unknown(*shape) for _ in range(3))
        self._pressed = {kpi: flow.pressed for kpi, flow in flows.items() if flow.pressed} if rules.pressure else {}
        worth = {kpi: max(flow.worth.bank, 0.0) * flow.normal_month for kpi, flow in flows.items()}
        worth = {kpi: each / (sum(worth.values()) or 1.0) for kpi, each in worth.items()}
        self._bad_part = sum(worth[kpi] * part for kpi, part in self._pressed.items())
        self._lifts = {kpi: arrays.unknown(*shape) for kpi in self._pressed}
        self._pushing = Pushing(sky, rules.product_push, worth) if rules.product_push else None
        self._complained = [kpi for kpi, flow in flows.items() if flow.counts == "complaints"]
        self.pressure, self.exposure, self.harm, self.on_record = (np.zeros(shape) for _ in range(4))
        self.behind: Array | None = None
        self.kept, self.looks_back, self._anybody_presses = 1.0, False, False
        self._ease, self._pressing = np.zeros(shape), np.zeros(shape)
        self.judge(np.arange(staff.present.size))
        self.open_year()

    def fork(self, staff: Staff, view: View) -> Conduct:
        """A copy that goes its own way."""
        other = Conduct(self._sky, staff, view)
        for name in ("pressure", "exposure", "harm", "on_record"):
            getattr(other, name)[...] = getattr(self, name)
        other.behind = None if self.behind is None else np.array(self.behind)
        other.looks_back = self.looks_back
        return other

    def open_year(self) -> None:
        """A year begins: nothing of it has been counted."""
        self.year = {name: np.zeros(self._sky.shape) for name in COUNTED}

    def judge(self, who: Index) -> None:
        """Another conscience sits at these seats, or nobody: who has little of it does wrong with ease.

        who: seats as `numpy.put` takes them.
        """
        present, conscience = self._staff.present.take(who), self._staff.conscience.take(who)
        np.put(self._ease, who, present / conscience)
        if self._rules.pressure:
            np.put(self._pressing, who, self._rules.pressure.ease(conscience) * present)

    def arrive(self, who: Index) -> None:
        """Newcomers have done nothing yet; predecessors' harm stays with the clients, and their traces stay behind."""
        self.judge(who)
        if self.looks_back:
            self.behind = np.zeros(self._sky.shape) if self.behind is None else self.behind
            np.put(self.behind, who, self.exposure.take(who))
        for state in (self.exposure, self.on_record):
            np.put(state, who, 0.0)

    def press(self, drives: Drives) -> None:
        """What pays tempts: how hard clients are pressed this month, and where their money is steered."""
        if self._pushing:
            self._pushing.choose(drives, self._ease)
        if self._rules.pressure:
            self._choose(self._rules.pressure, drives)
            self._anybody_presses = bool(self.pressure.any())
            if self._anybody_presses:
                self._lift(self._rules.pressure, drives)

    def _choose(self, rule: Pressure, drives: Drives) -> None:
        q, tempted = self.pressure, False
        for kpi, part in self._pressed.items():
            if (drive := drives.get(kpi)) is not None:
                np.multiply(drive, part * self.kept, out=self._spare if tempted else q)
                if tempted:
                    q += self._spare
                tempted = True
        if not tempted:
            q.fill(0.0)
            return
        rule.chosen(q, self._pressing, rule.penalty * self._view.response / self._view.worth_of_effort, q)

    def _lift(self, rule: Pressure, drives: Drives) -> None:
        """Pressed sales bring more for the same work, so that work pays more."""
        for kpi, part in self._pressed.items():
            lift = rule.lift(self.pressure, part, self._lifts[kpi])
            if (drive := drives.get(kpi)) is not None:
                drive *= lift

    def sell(self, true: Mapping[str, Array]) -> None:
        """The month's sales as pressure and steering leave them, in place."""
        for kpi, lift in self._lifts.items() if self._anybody_presses else ():
            true[kpi][...] *= lift
        if self._pushing:
            self._pushing.move(true)

    def settle(self, true: Mapping[str, Array]) -> None:
        """The month is over: bad sales leave traces and harm, and clients complain."""
        rules, bad, done = self._rules, self._bad, self.pressure
        if self._anybody_presses:
            np.multiply(self.pressure, self._bad_part, out=bad)
            self.year["pressure"] += self.pressure
        else:
            bad.fill(0.0)
        if self._pushing:
            done = np.add(self.pressure, self._pushing.share, out=self._done)
            bad += self._pushing.bad
        np.minimum(bad, 1.0, out=bad)
        self.year["bad_sales"] += bad
        if rules.discovery:
            rules.discovery.open(self.exposure, done, self.exposure)
            if self.behind is not None:
                rules.discovery.open(self.behind, 0.0, self.behind)
        if rules.complaints:
            rules.complaints.harm(self.harm, bad, self.harm)
            made = rules.complaints.made(self.harm, self._sky.chance("conduct.complaint"), self._spare)
            self.year["complaints"] += made
            for kpi in self._complained:
                true[kpi][...] += made

    def misreport(self, award: Array, overstated: Array) -> Array:
        """What is paid when those who are tempted overstate their results; arrays in money, as it is earned."""
        tempted = self.tempted(award, overstated)
        self.year["misreports"] += tempted
        if self._rules.discovery:
            self.exposure += tempted
        paid, who = np.array(award), np.flatnonzero(tempted > 0.0)
        np.put(paid, who, overstated.take(who))
        return paid

    def overstating(self, component: Component) -> float | None:
        """By which part who lies overstates what a component counts; None where there is nothing to lie about."""
        rule = self._rules.misreporting
        return rule.at_most if rule and component.measures else None

    def tempted(self, award: Array, overstated: Array) -> Array:
        """1 for who overstates results that would be paid `award` to get `overstated`, else 0."""
        rule = self._rules.misreporting
        if rule is None:
            return np.zeros_like(award)
        gain = (overstated - award) * (self._view.response / self._staff.base_pay)
        tempted = rule.tempted(gain, self._staff.conscience)
        if self._staff.moves:
            tempted *= self._staff.present
        return tempted

    def discover(self) -> tuple[Index, Index]:
        """Seats of which something is found this month, and of them those whose holder has to go for it."""
        rule = self._rules.discovery
        if rule is None:
            return NOBODY, NOBODY
        uniforms = self._sky.chance("conduct.found")
        who = np.flatnonzero(rule.found(self.exposure, uniforms, self._spare) > 0.0)
        if not len(who):
            return who, who
        drawn = uniforms[np.unravel_index(who, uniforms.shape)]
        dismissed = who[rule.dismissed_of(self.exposure.take(who), drawn) > 0.0]
        self.year["found"].reshape(-1)[who] += 1.0
        np.put(self.on_record, who, 1.0)
        np.put(self.exposure, who, 0.0)
        conscience = self._staff.conscience
        np.put(conscience, who, rule.after_warning(conscience.take(who), np.ones(len(who))))
        self.judge(who)
        return who, dismissed

    def discover_late(self) -> Index:
        """Seats of which something that a predecessor did is found this month, as that pay can be taken back.

        A seat's number of the month is read from the other end, so nobody's case is found because another one is.
        """
        rule = self._rules.discovery
        if rule is None or self.behind is None:
            return NOBODY
        uniforms = 1.0 - self._sky.chance("conduct.found")
        who = np.flatnonzero(rule.found(self.behind, uniforms, self._spare) > 0.0)
        np.put(self.behind, who, 0.0)
        return who
