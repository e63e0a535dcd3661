"""One chunk of replications: a SimPy calendar over a sky and its firms.

During the run-in there is one firm a view, under today's scheme.  At the switch it goes on as the firm of today's
scheme, and every other scheme's firm forks from it, with the same people, past and sky.  In the last year of the
run-in every scheme also pays the same results on paper: the static cost, which knows no response.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import simpy

from simkit.behaviour.steered import Steering
from simkit.behaviour.views import View
from simkit.engine.agenda import Entry, entries, schedule
from simkit.engine.firm import Firm
from simkit.engine.paper import Paper
from simkit.engine.plans import PlanCache, Plans
from simkit.engine.seen import Appraised, Observed, OnPaper, Phase, Watcher
from simkit.engine.sky import Sky
from simkit.engine.workbench import Workbench
from simkit.engine.world import FirmLever, Intervention, World, of
from simkit.errors import SimkitError
from simkit.scenario.scenario import Scenario
from simkit.scheme.components.period import MONTHS
from simkit.scheme.scheme import Scheme
from simkit.scheme.version import cut


def simulate(
    scenario: Scenario,
    plans: Plans,
    seed: int,
    replications: Sequence[int],
    watch: Watcher,
    interventions: Sequence[Intervention] = (),
    *,
    yardsticks: bool = True,
) -> Chunk:
    """Run some replications to the end; `watch` is told every year of every firm.  Returns the chunk as it ended.

    yardsticks: whether what was paid is held against what would have been paid: on paper before the switch, on merit,
    at other levels, and for true results where records differ.  It changes nothing that happens.
    """
    chunk = Chunk(scenario, plans, seed, replications, watch, interventions, yardsticks=yardsticks)
    chunk.env.run()
    return chunk


class Chunk:
    """The calendar, the sky and the firms of some replications."""

    def __init__(
        self,
        scenario: Scenario,
        plans: Plans,
        seed: int,
        replications: Sequence[int],
        watch: Watcher,
        interventions: Sequence[Intervention] = (),
        *,
        yardsticks: bool = True,
    ) -> None:
        self.scenario, self.plans, self.watch, self._yardsticks = scenario, plans, watch, yardsticks
        self.env = simpy.Environment()
        self.sky = Sky(scenario, seed, replications, open_ended=bool(interventions))
        self.bench = Workbench(self.sky.shape, scenario.work)
        today = partial(Firm, self.sky, self.bench, open_ended=bool(interventions), yardsticks=yardsticks)
        self.firms = {(scenario.today, view.name): today(plans[scenario.today, view.name]) for view in scenario.views}
        self._replaced = PlanCache()
        self.papers: dict[tuple[str, str], Paper] = {}
        for entry in entries(scenario, MONTHS.values() if interventions else ()):
            schedule(self.env, entry, self._action(entry))
        lever = FirmLever(self._replace, self._change_base_pay)
        world = World(self.env, self.sky, scenario.horizon.months, lever)
        for intervention in (*map(of, scenario.events), *interventions):
            self.env.process(intervention(world))

    def _action(self, entry: Entry) -> Callable[[int], None]:
        return {
            "market": self.sky.advance,
            "switch": self._switch,
            "hiring": lambda month: self._every(lambda firm: firm.hire(month)),
            "feedback": lambda month: self._every(lambda firm: firm.give_feedback(month)),
            "investigation": lambda month: self._every(lambda firm: firm.discover(month)),
            "quarter end": lambda _: self._every(Firm.grow),
            "leaving": lambda month: self._every(lambda firm: firm.lose(month)),
            "review": lambda _: self._every(Firm.review),
            "version": lambda month: self._begin_version(entry.scheme, month),
            "targets": lambda month: self._set_targets(month, entry.every),
            "beliefs": lambda month: self._ask_beliefs(month, entry.every),
            "work": self._work,
            "appraisal": lambda month: self._appraise(month, entry.every),
            "pay day": self._pay,
            "year end": self._close_year,
        }[entry.kind]

    def _every(self, act: Callable[[Firm], None]) -> None:
        """All firms do something."""
        for firm in self.firms.values():
            act(firm)

    def _switch(self, month: int) -> None:
        for view in self.scenario.views:
            base = self.firms[self.scenario.today, view.name]
            for name in self.scenario.schemes:
                if name != self.scenario.today:
                    self.firms[name, view.name] = base.fork(self.plans[name, view.name])

    def _begin_version(self, name: str, month: int) -> None:
        for view in self.scenario.views:
            self._go_on(name, view, self.plans[name, view.name].later[month], month)

    def _replace(self, name: str, scheme: Scheme) -> None:
        """An intervention changes the scheme of the firms of one name; raises SimkitError when it cannot."""
        self.scenario.scheme(name)
        self._check_begun(name, "replace it")
        month = int(self.env.now)
        known = self.scenario.with_scheme(name, scheme.at(month + 1)).scheme(name)
        for view in self.scenario.views:
            self._go_on(name, view, self._replaced.plan(self.scenario, known, view), month)

    def _check_begun(self, name: str, act: str) -> None:
        """Raise SimkitError when there is no firm under this scheme yet."""
        if all(scheme != name for scheme, _ in self.firms):
            begins = self.scenario.horizon.run_in + 1
            raise SimkitError(f"{name} begins in month {begins}; {act} in a later month")

    def _change_base_pay(self, name: str, by: float, seats: Sequence[int] | None) -> None:
        """An intervention changes base pay in the firms of one name."""
        self.scenario.scheme(name)
        self._check_begun(name, "change its base pay")
        count = self.scenario.people.seats
        wrong = [seat for seat in (() if seats is None else seats) if not 0 <= seat < count]
        if wrong:
            raise SimkitError(f"there is no seat {wrong[0]}; give numbers from 0 to {count - 1}")
        for (scheme, _), firm in self.firms.items():
            if scheme == name:
                firm.change_base_pay(by, seats)

    def _go_on(self, name: str, view: View, steering: Steering, month: int) -> None:
        """A firm goes on under another scheme from `month` (from 0) on."""
        firm = self.firms[name, view.name]
        if wrong := cut(month + 1, firm.steering.scheme.at(month).pay, steering.scheme.pay):
            raise SimkitError(f"{name} cannot be replaced: {wrong}")
        firm.replace_scheme(steering, month)

    def _set_targets(self, month: int, months: int) -> None:
        if month == self.scenario.horizon.run_in - 12 and not self.papers and self._yardsticks:
            self._open_papers()
        for firm in self.firms.values():
            firm.set_targets(month, months)
        for paper in self.papers.values():
            paper.set_targets(month, months)

    def _open_papers(self) -> None:
        for name, scheme in self.scenario.schemes.items():
            for view in self.scenario.views:
                paid = scheme.at(
                    self.scenario.horizon.run_in
                )  # of today's scheme the version that goes into the switch
                self.papers[name, view.name] = Paper(paid, self.firms[self.scenario.today, view.name])

    def _ask_beliefs(self, month: int, months: int) -> None:
        for firm in self.firms.values():
            firm.ask_beliefs(month, months)

    def _work(self, month: int) -> None:
        self.sky.open(month)
        for firm in self.firms.values():
            firm.work(month)

    def _appraise(self, month: int, months: int) -> None:
        for (scheme, view), firm in self.firms.items():
            firm.appraise(month, months)
            first, now = self.scenario.schemes[scheme].pay, firm.steering.scheme.at(month + 1).pay
            for number, attained in firm.attained(months):
                if now[number] in first:  # curves are shown of the first version
                    place = first.index(now[number])
                    self.watch(Appraised(self._phase(month), scheme, view, month // 12, place, attained))
        for paper in self.papers.values():
            paper.appraise(months)

    def _phase(self, month: int) -> Phase:
        return "run-in" if month < self.scenario.horizon.run_in else "run"

    def _pay(self, month: int) -> None:
        for firm in self.firms.values():
            firm.payroll.pay(month, self.sky.quote)

    def _close_year(self, month: int) -> None:
        for (scheme, view), paper in self.papers.items():
            self.watch(OnPaper(scheme, view, paper.pay, paper.points))
        self.papers = {}
        for (scheme, view), firm in self.firms.items():
            self.watch(
                Observed(self._phase(month), scheme, view, month // 12, firm.people.staff.seats, firm.close_year())
            )
