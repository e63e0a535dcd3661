"""The people of one firm beside their work: who they are, how they feel, what they learn, what they do wrong.

Each of these is a part of its own (`Staff`, `Mood`, `Growth`, `Conduct`, `Clientele`) and is missing where the scenario
switches it off; here stands what passes between them.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simkit.arrays import Array, Index
from simkit.behaviour.views import View
from simkit.engine.clientele import Clientele
from simkit.engine.conduct import Conduct
from simkit.engine.growth import Growth
from simkit.engine.mood import Mood
from simkit.engine.payroll import Payroll
from simkit.engine.sky import Sky
from simkit.engine.staff import Staff
from simkit.measurement.branches import standing_in_branch
from simkit.scheme.scheme import Scheme


class Workforce:
    """The people of one firm.  Arrays (replication, seat).

    carries: what multiplies the result of an average seat with an average book; merit: the same without clients.
    rivalry: part of the scheme's components that pay by the own place among colleagues.  last_variable: variable pay of
    last year, as of a whole one; None in the first.
    """

    def __init__(self, sky: Sky, view: View) -> None:
        rules = self.rules = sky.scenario.behaviour
        self.sky, self.view = sky, view
        self.staff = Staff(sky)
        self.conduct = Conduct(sky, self.staff, view) if rules.misconduct else None
        self.mood = Mood(sky, self.staff, view) if rules.morale else None
        self.growth = Growth(sky, self.staff) if rules.learns else None
        self.clientele = Clientele(sky, rules.clients) if rules.clients else None
        self.carries = self.merit = sky.seats.talent
        self.chance = np.full(sky.shape, 0.5)
        self.rivalry = 0.0
        self._honoured: Array | None = None
        self.last_variable: Array | None = None
        self._usual_pay = np.zeros((sky.shape[0], 1))

    def fork(self, view: View) -> Workforce:
        """A copy that goes its own way; at the start of a year."""
        other = Workforce(self.sky, view)
        other.staff = self.staff.fork()
        other.conduct = self.conduct and self.conduct.fork(other.staff, view)
        other.mood = self.mood and self.mood.fork(other.staff, view)
        other.growth = self.growth and self.growth.fork(other.staff)
        other.clientele = self.clientele and self.clientele.fork()
        other.chance[...] = self.chance
        other.last_variable, other._usual_pay = self.last_variable, self._usual_pay
        return other

    def see(self, scheme: Scheme) -> None:
        """These are the terms that people are paid by: what can be taken back tempts less, ranks make rivals."""
        rule = self.rules.pressure
        if self.conduct and rule:
            terms = [part.deferral for part in scheme.pay]
            back = [each.share if each and (each.malus or each.claw_back) else 0.0 for each in terms]
            self.conduct.kept = rule.kept(sum(back) / len(back))
        if self.conduct and any(part.deferral for part in scheme.pay):
            self.conduct.looks_back = True
        self.rivalry = sum(part.ranks_people for part in scheme.pay) / len(scheme.pay)

    @property
    def ability(self) -> Array:
        """Talent times what was learnt."""
        return self.staff.talent if self.growth is None else self.staff.talent * self.growth.skill

    @property
    def can(self) -> Array:
        """What the results of who sits there are once they are at their best, over those of an average seat's book."""
        return self.ability if self.clientele is None else self.ability * self.clientele.clients

    @property
    def moves(self) -> bool:
        """Whether what people carry ever changes."""
        return self.staff.moves or self.growth is not None or self.clientele is not None

    def begin_month(self) -> None:
        """Work begins: what talent, skill, clients and presence make of a month."""
        busy = self.staff.productivity()
        self.merit = self.ability if busy is None else self.ability * busy
        self.carries = self.merit if self.clientele is None else self.merit * self.clientele.clients
        self.staff.pass_month()

    def arrive(self, month: int) -> bool:
        """Seats that were empty long enough are filled; whether anybody came."""
        who = self.staff.arrive(month)
        if not len(who):
            return False
        for part in (self.conduct, self.mood, self.growth):
            if part:
                part.arrive(who)
        return True

    def worked(self, effort: Array, output: list[Array], true: dict[str, Array]) -> None:
        """A month of work is done: its effort, every activity's output, its true results."""
        if self.mood:
            self.mood.worked(effort)
        if self.growth and self.growth.place is not None:
            self.growth.learnt += output[self.growth.place]
        if self.clientele:
            self.clientele.live(true, self.conduct.harm if self.conduct else None)

    def aim(self, chances: dict[int, Array], parts: int) -> None:
        """In the middle of a period: believed chances of targets; `parts`: components that have targets."""
        if chances:
            self.chance = np.mean(list(chances.values()), axis=0)
        if self.mood:
            self.mood.aim(chances, parts)

    def change(self) -> None:
        """The scheme changes."""
        if self.mood:
            self.mood.change()

    def discover(self, month: int, payroll: Payroll) -> None:
        """Some misconduct is found: pay that is outstanding is cut, what was paid is taken back, some have to go."""
        if self.conduct is None:
            return
        found, dismissed = self.conduct.discover()
        if len(found):
            self._take_back(found, payroll, self.staff.person)
        late = self.conduct.discover_late()
        if len(late) and self.staff.person is not None:
            self._take_back(late, payroll, self.staff.person - 1.0)
        if self.staff.moves:
            self._go(dismissed, month, payroll, dismissed=True)

    def _take_back(self, who: Index, payroll: Payroll, person: Array | None) -> None:
        """Of those who are found what is outstanding is cut, and what was paid is taken back."""
        if rule := self.rules.discovery:
            cases = self._ones_at(who)
            payroll.cut(rule.malus * cases, person)
            payroll.claw_back(rule.claw_back * cases, person)

    def lose(self, month: int, payroll: Payroll) -> None:
        """A quarter is over: some leave of their own accord."""
        rule = self.rules.leaving
        if rule is None:
            return
        if self.last_variable is None:  # in the first year nobody has a reason to think that others pay more
            pay = outside = np.ones(self.sky.shape)
        else:
            pay, outside = self._pay_of_a_month(self.last_variable), rule.outside_pay(self.ability, self._usual_pay)
        morale = self.mood.morale if self.mood else np.ones(self.sky.shape)
        gone = rule.leaves(rule.hazard(pay, outside, morale), self.sky.chance("leaving"))
        self._go(np.flatnonzero(gone > 0.0), month, payroll, dismissed=False)

    def _pay_of_a_month(self, variable: Array) -> Array:
        """Base pay and a month of last year's variable pay; newcomers count on what everybody gets."""
        if self.staff.moves:
            everybody = variable.mean(axis=-1, keepdims=True)
            variable = np.where(self.staff.here >= 12.0, variable, everybody)
        return self.staff.base_pay + variable / 12.0

    def _go(self, who: Index, month: int, payroll: Payroll, *, dismissed: bool) -> None:
        """Of these seats those go who are there."""
        who = self.staff.leave(who, month, dismissed=dismissed, ability=self.ability)
        if not len(who):
            return
        payroll.leave(self._ones_at(who), self.staff.person)
        if self.conduct:
            self.conduct.judge(who)
        if self.clientele and self.rules.hiring:
            self.clientele.lose(who, self.rules.hiring.book_lost)

    def _ones_at(self, who: Index) -> Array:
        """(replication, seat): 1 at these seats, else 0."""
        ones = np.zeros(self.sky.shape)
        np.put(ones, who, 1.0)
        return ones

    def reward(self, honoured: Array | None, trained: Array | None) -> None:
        """A period has ended: who was honoured for it, and who won a place in a training, if anybody could."""
        if trained is not None and self.growth:
            self.growth.train(trained)
        if honoured is not None:
            self._honoured = honoured if self._honoured is None else np.maximum(self._honoured, honoured)

    def review(self, variable: Array, contribution: Array) -> None:
        """The year is over: people look at what they were paid, and at what they contributed, both of the year."""
        whole = 12.0 / np.maximum(self.staff.months, 1.0)
        if self.mood:
            standing = standing_in_branch(contribution, self.sky.starts) if self.rules.rank_feedback else None
            pay = (self.staff.base_paid + variable) * whole
            self.mood.review(pay, contribution * whole, self._honoured, standing)
            self._honoured = None
        if self.last_variable is None:  # what an average advisor earned here at first is what others pay
            pay = self.staff.base_paid + variable
            self._usual_pay = np.median(pay * whole, axis=-1, keepdims=True) / 12.0
        self.last_variable = variable * whole

    def settle_growth(self, worth: Callable[[], Array]) -> None:
        """A quarter is over: skill moves; `worth`: of the year's results so far."""
        if self.growth is None:
            return
        chosen, rule = self.chance, self.rules.coaching
        if rule and rule.goes_to == "near goal":
            chosen = 2.0 * self.chance  # an even chance is nearest
        elif rule and rule.goes_to != "all":
            chosen = worth() / self.sky.seats.book
        self.growth.settle(chosen, self.rivalry)

    def settle_mood(self) -> None:
        """A quarter is over: morale moves."""
        if self.mood:
            self.mood.settle()

    def counted(self) -> dict[str, Array]:
        """What the year has counted beside results, by name."""
        staff = self.staff
        found = dict(self.conduct.year) if self.conduct else {}
        if self.conduct:
            found["on_record"] = np.array(self.conduct.on_record)
        if staff.moves:
            found |= {"left": staff.left, "dismissed": staff.dismissed, "left_able": staff.left_able}
        if self.mood:
            found["morale"] = self.mood.year_morale / 12.0
        if self.growth:
            found["skill"] = np.array(self.growth.skill)
        if self.clientele:
            found["clients"] = np.array(self.clientele.clients)
            if self.clientele.assets is not None:
                found["assets"] = np.array(self.clientele.assets)
        return found

    def open_year(self) -> None:
        """A year begins: nothing of it has been counted."""
        self.staff.open_year()
        for part in (self.conduct, self.mood):
            if part:
                part.open_year()
