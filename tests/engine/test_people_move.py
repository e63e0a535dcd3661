"""People who come and go: what a firm forgets of a seat, and what it must not forget.

Seen to fail: with the reach of the first day's people at the switch; with the stretch of a seat that was empty when the
period began; with last year's honours that are felt for ever; with a level on merit that the switch sets back.
"""

from __future__ import annotations

import numpy as np

from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk
from tests.engine.worlds import BONUS, SCORECARD, world

GOING: dict[str, object] = {
    "pressure": "off",
    "discovery": "off",
    "leaving": {"a_year": "60%"},
    "hiring": {"vacancy": "3 months"},
}
STRAIGHT = SCORECARD | {"measures": [{"kpi": "sales", "weight": "100%", "target": {"kind": "potential"}}]}


def _chunk(behaviour: dict[str, object], pay: dict[str, object], names: tuple[str, ...] = ("today",)) -> Chunk:
    schemes = {name: {"name": name, "pay": [pay]} for name in names}
    views = [{"name": "central", "weight": "100%"}]
    scenario = world(behaviour=behaviour, schemes=schemes, views=views)
    return Chunk(scenario, PlanCache().all(scenario), 4, range(6), lambda _: None)


def test_newcomers_see_a_target_within_reach() -> None:
    """A year's bonus without a limit pulls everybody who is here, also who came to a seat that was empty in January."""
    chunk = _chunk(GOING, STRAIGHT)
    firm, pulls = chunk.firms["today", "central"], []
    for month in range(12, 24):
        chunk.env.run(until=month + 0.99)
        drive = chunk.bench.drives.get("sales")
        assert drive is not None
        pulls.append(drive[(firm.people.staff.present > 0.0) & (firm.people.staff.here < 12.0)])
    assert min(len(pull) for pull in pulls) > 0
    assert np.concatenate(pulls).min() > 0.0


def test_the_same_scheme_under_another_name_is_answered_alike() -> None:
    """Apart from what a change of scheme does, a firm that forks goes on as the one it came from."""
    changes: dict[str, object] = {"timing": "off", "trust": "off", "commitment": "off"}
    chunk = _chunk(GOING | changes, BONUS, ("today", "again"))
    chunk.env.run()
    today, again = (chunk.firms[name, "central"] for name in ("today", "again"))
    persons = today.people.staff.person
    assert persons is not None
    assert float(persons.max()) > 1.0
    np.testing.assert_array_equal(today.effort, again.effort)
    np.testing.assert_array_equal(today.payroll.awarded, again.payroll.awarded)


def test_honours_are_felt_for_a_year() -> None:
    """A club under today's scheme, none under the one that follows."""
    club = {"kind": "recognition", "prizes": [{"places": 2, "pays": 5_000}], "measures": STRAIGHT["measures"]}
    schemes = {"today": {"name": "today", "pay": [SCORECARD, club]}, "plain": {"name": "plain", "pay": [SCORECARD]}}
    views = [{"name": "central", "weight": "100%"}]
    scenario = world(behaviour="standard", schemes=schemes, views=views)
    chunk = Chunk(scenario, PlanCache().all(scenario), 4, range(2), lambda _: None)
    felt = []
    for month in (12, 23):
        chunk.env.run(until=month + 0.99)
        moods = (chunk.firms[name, "central"].people.mood for name in ("today", "plain"))
        felt.append(["recognition" in mood.effects for mood in moods if mood])
    assert felt == [[True, True], [True, False]]


def test_a_level_on_merit_goes_on_where_it_stood() -> None:
    """Today's scheme counts sales alone; the next one counts satisfaction, which selling has lowered by then."""
    caring = SCORECARD | {
        "measures": [{"kpi": "satisfaction", "weight": "100%", "target": {"kind": "fixed", "at": 80}}]
    }
    schemes = {"today": {"name": "today", "pay": [STRAIGHT]}, "caring": {"name": "caring", "pay": [caring]}}
    views = [{"name": "central", "weight": "100%"}]
    scenario = world(behaviour="effort only", schemes=schemes, views=views)
    chunk = Chunk(scenario, PlanCache().all(scenario), 4, range(2), lambda _: None)
    chunk.env.run(until=12.01)
    stood = np.array(chunk.firms["today", "central"].merit["satisfaction"])
    assert abs(stood - 80.0).max() > 0.1
    chunk.env.run(until=12.2)
    np.testing.assert_array_equal(chunk.firms["caring", "central"].merit["satisfaction"], stood)
