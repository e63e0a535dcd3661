"""The lives of the plain firm as SimPy processes: one for each advisor, the market and so on.

What happens is written in `advisor`, `market`, `branch`, `books` and `office`; here stands only when.
"""

from __future__ import annotations

import simpy

from tests.speed.advisor import Advisor
from tests.speed.agenda import (
    APPRAISAL,
    BELIEFS,
    EVENTS,
    FEEDBACK,
    HIRING,
    INVESTIGATION,
    LEAVING,
    MARKET,
    PAY_DAY,
    QUARTER_END,
    RECORDS,
    REVIEW,
    TARGETS,
    WORK,
    YEAR_END,
    Life,
)
from tests.speed.books import Books
from tests.speed.branch import Branch
from tests.speed.game import Game
from tests.speed.market import Market
from tests.speed.office import Office
from tests.speed.world import World


def of_market(env: simpy.Environment, world: World, market: Market) -> Life:
    """Month after month, and what the scenario lets happen."""
    for month in range(world.months):
        yield env.timeout(month + MARKET - env.now)
        market.turn(month)
        if month in world.events:
            yield env.timeout(month + EVENTS - env.now)
            market.happen(month)
        market.open()


def of_advisor(env: simpy.Environment, game: Game, advisor: Advisor) -> Life:
    """The months of a seat."""
    timeout = env.timeout
    for month, day in enumerate(game.calendar):
        if day.begins:
            yield timeout(month + TARGETS - env.now)
            advisor.set_targets(month)
        if day.feedback:
            yield timeout(month + FEEDBACK - env.now)
            advisor.hear(month)
        if day.half_over:
            yield timeout(month + BELIEFS - env.now)
            advisor.ask_beliefs(month)
        yield timeout(month + WORK - env.now)
        advisor.work(month)
        if day.ends:
            yield timeout(month + APPRAISAL - env.now)
            advisor.appraise(month)
        if advisor.is_paid(month):
            yield timeout(month + PAY_DAY - env.now)
            advisor.payroll.pay(month)
        if month % 12 == 11:
            yield timeout(month + YEAR_END - env.now)
            advisor.close_year()


def of_books(env: simpy.Environment, books: Books) -> Life:
    """A record every month."""
    for month in range(books.world.months):
        yield env.timeout(month + RECORDS - env.now)
        books.record(month)


def of_branch(env: simpy.Environment, branch: Branch) -> Life:
    """The manager's year."""
    for month in range(2, branch.world.months, 3):
        if month % 12 == 11:
            yield env.timeout(month + REVIEW - env.now)
            branch.review()
        yield env.timeout(month + QUARTER_END - env.now)
        branch.end_quarter()


def of_office(env: simpy.Environment, office: Office) -> Life:
    """What the head office does in a month."""
    rules = office.game.world.behaviour
    for month in range(office.game.world.months):
        if rules.people_go:
            yield env.timeout(month + HIRING - env.now)
            office.hire(month)
        if prizes := office.prizes(month):
            yield env.timeout(month + APPRAISAL - env.now)
            for number in prizes:
                office.reward(number)
        if rules.discovery:
            yield env.timeout(month + INVESTIGATION - env.now)
            office.investigate(month, rules.discovery)
        if month % 12 == 11:
            yield env.timeout(month + REVIEW - env.now)
            office.review()
        if rules.leaving and month % 3 == 2:
            yield env.timeout(month + LEAVING - env.now)
            office.let_go(month, rules.leaving)
