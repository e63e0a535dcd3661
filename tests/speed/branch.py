"""A branch of the twin: its advisors, and a manager who looks at pay once a year and teaches once a quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simkit.behaviour.morale.peers import Peers
from tests.speed.learning import coached, from_coaching, from_colleagues
from tests.speed.mood import told_rank
from tests.speed.world import World

if TYPE_CHECKING:
    from tests.speed.advisor import Advisor


class Branch:
    """The advisors of one branch, in the order of their seats.  has_manager: whether anybody looks after them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.advisors: list[Advisor] = []
        rules = world.behaviour
        self.has_manager = bool(rules.morale or rules.leaving or rules.practice)

    def end_quarter(self) -> None:
        """A quarter is over: what was learnt settles, and so do moods."""
        if self.world.behaviour.practice:
            self._teach()
        for advisor in self.advisors:
            advisor.settle_mood()

    def review(self) -> None:
        """The year is over: everybody holds pay against what was expected and against colleagues."""
        rules, advisors = self.world.behaviour, self.advisors
        worth = [advisor.results.worth() for advisor in advisors]
        pay = [advisor.pay_of_year() for advisor in advisors]
        if rules.morale:
            for advisor, each in zip(advisors, pay, strict=True):
                advisor.expect(each)
            if rules.peers:
                done = [each * advisor.who.whole_year for advisor, each in zip(advisors, worth, strict=True)]
                present = [advisor.who.present for advisor in advisors]
                for advisor, effect in zip(advisors, peers(rules.peers, pay, done, present), strict=True):
                    advisor.feel("peers", effect)
            if rules.rank_feedback:
                for advisor, standing in zip(advisors, standings(worth), strict=True):
                    advisor.feel("rank", told_rank(rules.rank_feedback, standing))
        for advisor in advisors:
            advisor.note_pay()

    def _teach(self) -> None:
        """A quarter is over: coaching, and what people learn from each other."""
        rules, advisors = self.world.behaviour, self.advisors
        present = [advisor.who.present for advisor in advisors]
        extra = [0.0] * len(advisors)
        if rules.coaching:
            near = rules.coaching.goes_to == "near goal"
            basis = [2.0 * each.chance if near else each.results.worth() / each.seat.book for each in advisors]
            for place, share in enumerate(coached(rules.coaching, basis, present)):
                advisors[place].coached = share
                extra[place] += from_coaching(rules.coaching, share, len(advisors))
        if rules.sharing:
            ability = [advisor.ability for advisor in advisors]
            learnt = from_colleagues(rules.sharing, ability, present)
            for place, share in enumerate(learnt):
                extra[place] += advisors[place].skill * share
        for advisor, more in zip(advisors, extra, strict=True):
            advisor.settle_skill(more)


def peers(rule: Peers, pay: list[float], done: list[float], present: list[bool]) -> list[float]:
    """What pay against colleagues does to output, given what is visible of what everybody has done."""
    people = max(sum(present), 1)
    paid = [max(each, 0.0) if here else 0.0 for each, here in zip(pay, present, strict=True)]
    seen = [max(each, 0.0) if here else 0.0 for each, here in zip(done, present, strict=True)]
    mean_pay, mean_seen = sum(paid) / people, sum(seen) / people
    effects = []
    for own, contribution, here in zip(paid, seen, present, strict=True):
        if not here or mean_pay <= 0.0:
            effects.append(0.0)
            continue
        beyond = contribution / mean_seen - 1.0 if mean_seen > 0.0 else 0.0
        gap = (own / mean_pay - 1.0 - rule.visible * beyond) * people / max(people - 1, 1)
        gap = min(max(gap, -1.0), 1.0)
        effects.append(rule.known * (rule.ahead * gap if gap > 0.0 else rule.behind * gap))
    return effects


def standings(values: list[float]) -> list[float]:
    """Share of the branch below each, those who have the same counting half."""
    return [
        sum(1.0 if other < own else 0.5 if other == own else 0.0 for other in values) / len(values) for own in values
    ]
