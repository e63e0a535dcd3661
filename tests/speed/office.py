"""The head office of the twin's firm: fills seats, looks into misconduct, and says goodbye to those who leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import mean, median
from typing import TYPE_CHECKING

from simkit.behaviour.conduct.discovery import Discovery
from simkit.behaviour.leaving.leaving import Leaving
from tests.speed.counting import PrizeRule
from tests.speed.shocks import Shocks

if TYPE_CHECKING:
    from tests.speed.advisor import Advisor
    from tests.speed.game import Game


class Office:
    """What concerns the whole firm.

    usual_pay: what others pay an average advisor a month, not known at first; has_work: whether it does anything.
    """

    def __init__(self, game: Game, shocks: Shocks, advisors: Sequence[Advisor]) -> None:
        self.game, self.shocks, self.advisors = game, shocks, advisors
        self.usual_pay: float | None = None
        rules = game.world.behaviour
        self.has_work = bool(rules.people_go or rules.discovery or rules.morale)

    def hire(self, month: int) -> None:
        """Seats that were empty long enough are filled."""
        for seat, advisor in enumerate(self.advisors):
            if not advisor.who.present and advisor.who.arrives <= month:
                advisor.arrive(self.shocks.newcomers[advisor.who.person][seat])

    def prizes(self, month: int) -> list[int]:
        """Numbers of the components that honour or train somebody at the end of this month."""
        rules = self.game.today if month < self.game.world.run_in else self.game.after
        pays = [component.pays for component in rules.components]
        return [n for n, rule in enumerate(pays) if isinstance(rule, PrizeRule) and (month + 1) % rule.months == 0]

    def reward(self, number: int) -> None:
        """A period of a component ends that honours or trains the best."""
        rule = self.advisors[0].parts[number].rule
        assert isinstance(rule, PrizeRule)
        groups: dict[int, list[Advisor]] = defaultdict(list)
        for advisor in self.advisors:
            groups[advisor.seat.branch if rule.by_branch else 0].append(advisor)
        for group in groups.values():
            standings = [advisor.parts[number].tally.standing() for advisor in group]
            for advisor, (places, cost) in zip(group, best(rule, standings), strict=True):
                if not rule.trains:
                    advisor.honoured = max(advisor.honoured or 0.0, float(places > 0.0))
                    continue
                advisor.trained += places if self.game.world.behaviour.practice else 0.0
                advisor.book.beside_pay += round(cost / rule.round_to) * rule.round_to

    def review(self) -> None:
        """The year is over: what others pay is what was paid here at first; and who was honoured."""
        if self.usual_pay is None:
            self.usual_pay = median(advisor.pay_of_year() for advisor in self.advisors) / 12.0
        honours = [advisor.honoured for advisor in self.advisors if advisor.honoured is not None]
        share = sum(honours) / len(self.advisors)
        for advisor in self.advisors:
            advisor.look_back(share)

    def investigate(self, month: int, rule: Discovery) -> None:
        """Some misconduct is found: pay is cut and taken back, and some have to go."""
        average = self._average_ability()
        for advisor, uniform in zip(self.advisors, self.shocks.found[month], strict=True):
            if advisor.conduct is None:
                continue
            is_found, dismissed = advisor.conduct.investigate(rule, uniform)
            if is_found:
                advisor.who.conscience *= rule.warned
                advisor.take_back(rule, advisor.who.person)
            if advisor.conduct.investigate_before(rule, uniform):
                advisor.take_back(rule, advisor.who.person - 1)
            if dismissed and advisor.who.present:
                advisor.leave(month, average, dismissed=True)

    def let_go(self, month: int, rule: Leaving) -> None:
        """A quarter is over: some leave of their own accord."""
        average, everybody = self._average_ability(), self._mean_variable()
        for advisor, uniform in zip(self.advisors, self.shocks.leaving[month], strict=True):
            if not advisor.who.present:
                continue
            pay = outside = 1.0
            if self.usual_pay is not None:
                variable = advisor.last_variable if advisor.who.here >= 12 else everybody
                pay = advisor.who.base_pay + variable / 12.0
                outside = outside_pay(rule, advisor.ability, self.usual_pay)
            if uniform < chance_of_leaving(rule, pay, outside, advisor.morale):
                advisor.leave(month, average, dismissed=False)

    def _average_ability(self) -> float:
        """Of those who are here."""
        here = [advisor.ability for advisor in self.advisors if advisor.who.present]
        return sum(here) / max(len(here), 1)

    def _mean_variable(self) -> float:
        """Variable pay of last year, over all seats."""
        return mean(advisor.last_variable for advisor in self.advisors)


def best(rule: PrizeRule, standings: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Of people with these scores and open parts, the places that each wins and what they cost: ties share places."""
    costs, scores = rule.places(len(standings)), [score for score, _ in standings]
    found = []
    for score, open_part in standings:
        first, alike = sum(other > score for other in scores), sum(other == score for other in scores)
        won = costs[first : first + alike]
        found.append((len(won) / alike * open_part, sum(won) / alike * open_part))
    return found


def outside_pay(rule: Leaving, ability: float, usual_pay: float) -> float:
    """What others would pay somebody of this ability."""
    return rule.outside * usual_pay * (1.0 + rule.outside_follows * (ability - 1.0))


def chance_of_leaving(rule: Leaving, pay: float, outside: float, morale: float) -> float:
    """Chance of leaving in a quarter."""
    wanted = rule.pay_counts * (outside / pay - 1.0) + rule.mood_counts * (1.0 - morale)
    return min(max(rule.a_year / 4.0 * (1.0 + wanted), 0.0), rule.most)
