"""Grids in a running firm: what they look back on is what was counted, month by month, also before the first month."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.engine.plans import PlanCache
from simkit.engine.seen import Appraised, Observed, Seen
from simkit.engine.simulate import simulate
from simkit.engine.twelve_months import TwelveMonths
from simkit.scenario.scenario import Scenario
from simkit.scheme.brackets import Brackets
from simkit.scheme.components.commission import Commission
from simkit.scheme.period_end import PeriodEnd
from tests.engine.worlds import BONUS, PRICES, world

RATES = {0.0: 0.2, 40_000.0: 0.3, 80_000.0: 0.4}
GRID: dict[str, Any] = {
    "kind": "grid",
    "production": "income",
    "brackets": {"0": "20%", "40_000": "30%", "80_000": "40%"},
    "basis": "marginal",
}
ROWS = range(3)


def firm(*pays: dict[str, Any]) -> Scenario:
    """One view; the first pay is today's, so it also pays the run-in."""
    schemes = {f"scheme {number}": {"name": "A scheme", "pay": [pay]} for number, pay in enumerate(pays)}
    return world(schemes=schemes, views=[{"name": "central", "weight": "100%"}])


def run(scenario: Scenario, rows: Sequence[int] = ROWS) -> tuple[dict[tuple[str, int], Observed], list[Array]]:
    """(scheme, year) -> what was seen of it; production of every month of today's firm, in money."""
    years: dict[tuple[str, int], Observed] = {}
    made: list[Array] = []

    def watch(seen: Seen) -> None:
        if isinstance(seen, Observed):
            years[seen.scheme, seen.year] = seen
        elif isinstance(seen, Appraised) and seen.scheme == scenario.today and seen.component == 0:
            made.append(seen.attained())

    simulate(scenario, PlanCache().all(scenario), 1, rows, watch)
    return years, made


def pays(production: Array, window: Array, basis: str) -> Array:
    """Pay by hand."""
    return Brackets(RATES, "whole" if basis == "whole" else "marginal").paid(window, production)


def test_a_year_of_marginal_rates_pays_the_brackets_of_the_year() -> None:
    """Month by month less what the months before were paid: all that remains is the rounding of twelve months."""
    scenario = firm(GRID | {"lookback": "calendar year"})
    years, _ = run(scenario)
    for seen in years.values():
        produced = seen.record.results["income"]
        assert seen.record.variable_pay == pytest.approx(pays(produced, produced, "marginal"), abs=12 * 0.005)
    assert len(years) == 2


@pytest.mark.parametrize("every", ["month", "quarter"])
@pytest.mark.parametrize("basis", ["marginal", "whole"])
def test_twelve_months_are_those_up_to_now(basis: str, every: str) -> None:
    """Before the first month stands a normal year with its seasons, as it is remembered."""
    scenario = firm(GRID | {"lookback": "trailing 12 months", "basis": basis, "every": every})
    years, attained = run(scenario)
    seats, months = years[scenario.today, 0].seats, 1 if every == "month" else 3
    made = [share * seats.base_pay * months for share in attained]
    season = np.array(scenario.market.season).reshape(-1, months).sum(axis=1)
    # sales follow the season, and so do new clients, the other part of income
    normal = [each * scenario.work.normal_month("income") * seats.book * seats.talent for each in season]
    count = 12 // months
    all_months = [*normal, *made]
    for year in (0, 1):
        total = np.zeros_like(seats.base_pay)
        for period in range(year * count, (year + 1) * count):
            window = np.add.reduce(all_months[period + 1 : period + 1 + count])
            total += pays(all_months[period + count], window, basis)
        assert years[scenario.today, year].record.variable_pay == pytest.approx(total, abs=count * 0.005)


def test_a_firm_that_begins_later_looks_back_on_the_months_under_the_scheme_of_before() -> None:
    """Under a view that answers no pay both firms produce the same, so both look back on the same."""
    indifferent = [{"name": "indifferent", "weight": "100%", "response": 0}]
    look_back = GRID | {"lookback": "trailing 12 months", "basis": "whole"}
    later = firm(BONUS, look_back).model_copy(update={"views": world(views=indifferent).views})
    always = firm(look_back).model_copy(update={"views": later.views})
    first = run(later)[0]["scheme 1", 1].record
    second = run(always)[0]["scheme 0", 1].record
    assert first.variable_pay.tobytes() == second.variable_pay.tobytes()
    assert first.merit_pay.tobytes() == second.merit_pay.tobytes()


def test_a_fork_looks_back_on_the_same_months_and_goes_its_own_way() -> None:
    scenario = firm(BONUS, GRID | {"lookback": "trailing 12 months"})
    chunk = simulate(scenario, PlanCache().all(scenario), 1, [0], lambda _seen: None)
    kept = chunk.firms["scheme 1", "central"]
    one, other = kept.counting, kept.fork(kept.steering).counting
    for mine, theirs in ((one.past.recent, other.past.recent), (one.merit_past.recent, other.merit_past.recent)):
        assert set(mine) == set(theirs) == {"sales", "new_clients"}
        for kpi, months in mine.items():
            assert months.total.tobytes() == theirs[kpi].total.tobytes()
            theirs[kpi].add(0, 0.0 * months.total)
            assert (months.total > theirs[kpi].total).all()


@pytest.mark.parametrize("lookback", ["calendar year", "trailing 12 months"])
def test_a_sky_alone_is_a_sky_among_others(lookback: str) -> None:
    scenario = firm(GRID | {"lookback": lookback, "basis": "whole"})
    together, alone = run(scenario)[0], run(scenario, [2])[0]
    for key, seen in together.items():
        assert seen.record.variable_pay[2:].tobytes() == alone[key].record.variable_pay.tobytes()


def test_who_looks_back_on_nothing_keeps_nothing() -> None:
    scenario = world()
    chunk = simulate(scenario, PlanCache().all(scenario), 1, [0], lambda _seen: None)
    assert [each.counting.past.recent for each in chunk.firms.values()] == [{}] * len(chunk.firms)


def test_a_month_takes_the_place_of_the_one_a_year_ago() -> None:
    months = TwelveMonths([np.full((1, 1), float(number)) for number in range(12)])
    assert months.total.item() == 66.0
    months.add(14, np.full((1, 1), 100.0))  # March of the second year
    other = months.fork()
    other.add(15, np.full((1, 1), 0.0))
    assert (months.total.item(), other.total.item()) == (164.0, 161.0)


def test_flat_rates_move_effort_as_a_price_list_does() -> None:
    """25% of income, which is 1% of sales and 500 a client: whatever is looked back on, the same pull, up to the plan.

    A plan reads tables at 161 points, so its pull is that of the price to one part in a thousand of the response.
    """
    flat = GRID | {"brackets": {"0": "25%"}}
    prices = PRICES | {"prices": {"sales": "0.25%", "new_clients": 125}}
    lookbacks = ("period", "calendar year", "trailing 12 months")
    years, _ = run(firm(prices, *(flat | {"lookback": each} for each in lookbacks)))
    effort = [years[f"scheme {number}", 1].record.effort.mean() for number in range(4)]
    assert effort[0] > 1.04
    assert effort[1:] == pytest.approx([effort[0]] * 3, abs=0.01 * (effort[0] - 1.0))


def test_points_for_service_move_effort_to_service() -> None:
    service = {"kpi": "satisfaction", "points": {"0": "-5%", "80": "5%"}}
    seats = world().people.model_copy(update={"seats": 40})
    for lookback in ("period", "trailing 12 months"):
        plain = GRID | {"lookback": lookback, "brackets": {"0": "25%"}}
        scenario = firm(plain, plain | {"adjustments": [service]}).model_copy(update={"people": seats})
        years, _ = run(scenario)
        level = [years[f"scheme {number}", 1].record.results["satisfaction"].mean() for number in range(2)]
        assert level[1] > level[0] + 0.2


def test_a_period_end_says_where_the_year_stands_and_who_sits_where(monkeypatch: pytest.MonkeyPatch) -> None:
    ends: list[PeriodEnd] = []

    def note(_: Commission, scales: Sequence[float], end: PeriodEnd, _levels: Collection[str]) -> list[Array]:
        ends.append(end)
        return [np.zeros_like(end.base_pay) for _ in scales]

    monkeypatch.setattr(Commission, "awards_at", note)
    run(firm(PRICES | {"every": "quarter"}), [0])
    quarters = [0.25, 0.5, 0.75, 1.0]  # paid, on merit and, in the year before the switch, on paper
    assert [end.elapsed for end in ends] == [*np.repeat(quarters, 3), *np.repeat(quarters, 2)]
    assert all(end.branches.tolist() == [0, 0, 0, 0, 1, 1, 1] for end in ends)
