"""Schemes that change while the simulation runs: by their own versions, and by an intervention."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

import numpy as np
import pytest
import simpy

from simkit.engine.agenda import lines
from simkit.engine.plans import PlanCache
from simkit.engine.seen import Observed, Seen
from simkit.engine.simulate import Chunk
from simkit.engine.world import Intervention
from simkit.errors import SimkitError
from simkit.scheme.scheme import Scheme
from tests.engine.test_forks import RATCHET
from tests.engine.test_money import imbalance
from tests.engine.worlds import BONUS, PRICES, SCORECARD, WORLD, world

CACHE = PlanCache()
RICHER = BONUS | {"target_pay": "100% of base pay"}


def changing(*versions: tuple[str, list[Any]], pay: Sequence[Any] = (BONUS,)) -> Any:
    """The small world with versions of the scheme `bonus`, which begins in month 13."""
    later = [{"from": month, "pay": new} for month, new in versions]
    schemes = WORLD["schemes"] | {"bonus": {"name": "Bonus", "pay": list(pay), "later": later}}
    return world(schemes=schemes)


def ran(scenario: Any, *interventions: Intervention) -> Chunk:
    chunk = Chunk(scenario, CACHE.all(scenario), 2, range(3), lambda _: None, interventions)
    chunk.env.run()
    return chunk


def money(chunk: Chunk, scheme: str = "bonus") -> bytes:
    payroll = chunk.firms[scheme, "biased"].payroll
    return payroll.awarded.tobytes() + payroll.paid.tobytes() + payroll.outstanding.tobytes()


@pytest.mark.parametrize("pay", [[BONUS], [PRICES, BONUS], [SCORECARD]])
def test_a_version_that_is_the_same_changes_no_byte(pay: list[Any]) -> None:
    """Also in the middle of a quarter or a year: what stays the same goes on undisturbed."""
    plain, same = changing(pay=pay), changing(("month 17", pay), ("month 19", pay), pay=pay)
    assert money(ran(same)) == money(ran(plain))
    assert ran(same).firms["bonus", "central"].effort.tobytes() == ran(plain).firms["bonus", "central"].effort.tobytes()


def test_a_new_version_pays_from_its_month_on() -> None:
    """Twice the target pay from month 19 on: two quarters are as before, the last two pay more."""
    plain, richer = changing(), changing(("month 19", [RICHER]))
    chunks = [Chunk(s, CACHE.all(s), 2, range(3), lambda _: None) for s in (plain, richer)]
    for chunk in chunks:
        chunk.env.run(until=18)
    assert money(chunks[0]) == money(chunks[1])
    for chunk in chunks:
        chunk.env.run()
    before, after = (chunk.firms["bonus", "central"].payroll.awarded for chunk in chunks)
    assert float((after - before).min()) >= 0.0
    assert float((after / before).mean()) > 1.3


def test_a_component_that_stays_goes_on_beside_one_that_comes() -> None:
    """Prices join a quarterly bonus in month 14: the bonus keeps its targets and what it counted."""
    scenario = changing(("month 14", [BONUS, PRICES]))
    chunk = Chunk(scenario, CACHE.all(scenario), 2, range(3), lambda _: None)
    chunk.env.run(until=12.99)
    tally = chunk.firms["bonus", "central"].tallies[0]
    targets = [target.copy() for target in tally.targets]
    chunk.env.run(until=13.99)
    firm = chunk.firms["bonus", "central"]
    assert firm.tallies[0] is tally
    assert [type(t.component).__name__ for t in firm.tallies] == ["Bonus", "Commission"]
    assert all(np.array_equal(now, then) for now, then in zip(tally.targets, targets, strict=True))


def test_targets_are_set_anew_from_the_history_that_is() -> None:
    """A growth target that comes in month 25 asks for more than the results of the year before it."""
    scenario = world(
        horizon={"run_in": "12 months", "length": "24 months"},
        schemes={"today": {"name": "P", "pay": [PRICES], "later": [{"from": "month 25", "pay": [BONUS]}]}},
    )
    chunk = Chunk(scenario, CACHE.all(scenario), 2, range(3), lambda _: None)
    chunk.env.run(until=24.99)
    firm = chunk.firms["today", "central"]
    growth = firm.tallies[0].targets[0]
    weights = scenario.market.season
    last = firm.counting.past.last["sales"]
    assert growth == pytest.approx(1.05 * last * sum(weights[:3]) / sum(weights))
    assert float(np.abs(last / (12.0 * 400_000 * firm._reach) - 1.0).min()) > 1e-3


def test_targets_go_on_from_those_of_the_component_that_ends() -> None:
    """Twice the target pay from month 25 on: the ratchet asks for what it would have asked for without the change."""
    plain = world(horizon={"run_in": "12 months", "length": "24 months"}, schemes={"today": ratcheting()})
    richer = ratcheting(later=[{"from": "month 25", "pay": [RATCHET | {"target_pay": "100% of base pay"}]}])
    targets, parts = [], []
    for scenario in (plain, plain.model_copy(update={"schemes": {"today": richer}})):
        chunk = Chunk(scenario, CACHE.all(scenario), 2, range(3), lambda _: None)
        chunk.env.run(until=24.99)
        parts.append(chunk.firms["today", "central"].tallies[0])
        targets.append(parts[-1].targets[1])
    assert parts[0].component != parts[1].component
    assert targets[0].tobytes() == targets[1].tobytes()


def ratcheting(**more: Any) -> Scheme:
    return Scheme.model_validate({"name": "R", "pay": [RATCHET], **more})


def test_money_is_conserved_at_every_date_of_a_change() -> None:
    """Awards of the scheme before, not paid yet, stay outstanding and are paid on their day."""
    scenario = changing(("month 19", [PRICES]), pay=[BONUS | {"paid_after": "4 months"}])
    chunk = Chunk(scenario, CACHE.all(scenario), 2, range(3), lambda _: None)
    worst, waiting = 0.0, 0.0
    while chunk.env.peek() < float("inf"):
        chunk.env.step()
        payroll = chunk.firms["bonus", "central"].payroll if chunk.env.now > 12.5 else None
        worst = max(worst, imbalance(payroll) if payroll else 0.0)
        if payroll and 18.5 < chunk.env.now < 19.0:
            waiting = float(payroll.outstanding.min())
    assert worst < 1e-12
    assert waiting > 0.0


def test_a_change_of_todays_scheme_within_the_run_in_is_the_past_of_all() -> None:
    later = [{"from": "month 7", "pay": [PRICES]}]
    scenario = world(schemes=WORLD["schemes"] | {"today": {"name": "T", "pay": [BONUS], "later": later}})
    seen: list[Seen] = []
    chunk = Chunk(scenario, CACHE.all(scenario), 2, range(3), seen.append)
    chunk.env.run()
    assert [type(t.component).__name__ for t in chunk.firms["today", "central"].tallies] == ["Commission"]
    years = [each for each in seen if isinstance(each, Observed) and each.scheme == "today"]
    assert all(np.isfinite(each.record.merit_pay).all() for each in years)


def test_the_agenda_shows_a_version() -> None:
    printed = [line.split() for line in lines(changing(("month 19", [RICHER])))]
    assert ["version", "bonus", "pays", "by", "its", "next", "version"] in printed


@pytest.mark.parametrize(
    ("month", "pay", "new", "said"),
    [
        ("month 17", [BONUS], [RICHER], "month 17 lies inside a quarter of 'Bonus'; write month 19, where the next"),
        ("month 17", [BONUS], [BONUS, BONUS], "month 17 lies inside a quarter of 'Bonus'; write month 19, where"),
        ("month 17", [BONUS, BONUS], [BONUS], "month 17 lies inside a quarter of 'Bonus'; write month 19, where"),
        ("month 19", [SCORECARD], [BONUS], "month 19 lies inside a calendar year of 'Bonus'; write month 25, where"),
        ("month 13", [BONUS], [RICHER], "this scheme begins in month 13, and month 13 is not later; write a later"),
        ("month 25", [BONUS], [RICHER], "month 25 comes after the 24 months of run-in and comparison"),
        ("month 1", [BONUS], [RICHER], "month 1 does not come after month 1; write a later month"),
        ("13", [BONUS], [RICHER], "'13' is not a month; write one such as month 25, counted from the start of the run"),
    ],
)
def test_a_version_that_cannot_be_is_refused(month: str, pay: list[Any], new: list[Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        changing((month, new), pay=pay)


def test_more_pay_for_all_versions() -> None:
    scheme = changing(("month 19", [RICHER])).scheme("bonus").scaled(2.0)
    assert [part.target_pay.of_base for part in scheme.components] == [1.0, 2.0]
    assert scheme.at(18).pay == scheme.pay
    assert scheme.at(19).pay == scheme.later[0].pay


def richer_in(month: int, pay: Any = RICHER, name: str = "bonus") -> Intervention:
    """Somebody changes the scheme."""

    def change(world: Any) -> Generator[simpy.Event, Any, None]:
        yield world.at(month=month)
        world.firm.replace_scheme(name, Scheme.model_validate({"name": "Bonus", "pay": [pay]}))

    return change


def test_an_intervention_is_the_same_as_a_version() -> None:
    by_hand, by_file = ran(changing(), richer_in(19)), ran(changing(("month 19", [RICHER])))
    assert money(by_hand) == money(by_file)
    assert money(by_hand) != money(ran(changing()))
    assert money(by_hand, "both") == money(by_file, "both")


def test_an_intervention_may_bring_kpis_and_periods_that_no_scheme_had() -> None:
    """Yearly pay for a KPI that was never counted before has results on merit, too."""
    schemes = {"today": {"name": "P", "pay": [PRICES | {"prices": {"sales": "1%"}}]}}
    new = {"kind": "commission", "every": "half-year", "prices": {"new_clients": 100}}
    seen: list[Seen] = []
    scenario = world(schemes=schemes)
    chunk = Chunk(scenario, CACHE.all(scenario), 2, range(3), seen.append, [richer_in(19, new, "today")])
    chunk.env.run()
    last = [each for each in seen if isinstance(each, Observed)][-1].record
    assert float(last.merit_pay.min()) > 0.0
    firm = chunk.firms["today", "central"]
    half_year = firm.payroll.outstanding  # awarded in December, paid in January
    assert half_year == pytest.approx(100.0 * firm.tallies[0].results(firm.true)["new_clients"], abs=0.01)
    assert float(half_year.min()) > 0.0


def test_merit_history_is_kept_for_a_version_to_come() -> None:
    """A growth target in month 19 asks for results on merit of the run-in, which no scheme counted then."""
    clients = PRICES | {"prices": {"new_clients": 100}}
    coming = {"name": "B", "pay": [clients], "later": [{"from": "month 19", "pay": [BONUS]}]}
    scenario = world(schemes={"today": {"name": "T", "pay": [clients]}, "bonus": coming})
    chunk = Chunk(scenario, CACHE.all(scenario), 2, range(3), lambda _: None)
    chunk.env.run(until=12.99)
    today, bonus = (chunk.firms[name, "central"].counting.merit_past.last["sales"] for name in ("today", "bonus"))
    assert bonus.tobytes() == today.tobytes()


@pytest.mark.parametrize(
    ("intervention", "said"),
    [
        (richer_in(17), "bonus cannot be replaced: month 17 lies inside a quarter of 'Bonus'; write month 19"),
        (richer_in(13), "bonus begins in month 13; replace it in a later month"),
        (richer_in(19, name="bonos"), "there is no scheme 'bonos'; did you mean \"bonus\"?"),
        (richer_in(19, PRICES | {"prices": {"gold": 1}}), "counts 'gold', which is not a KPI; write one of sales"),
    ],
)
def test_an_intervention_that_cannot_be_is_told(intervention: Intervention, said: str) -> None:
    with pytest.raises(SimkitError, match=said):
        ran(changing(), intervention)
