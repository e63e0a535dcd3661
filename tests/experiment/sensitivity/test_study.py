import sys
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.engine.plans import PlanCache
from simkit.errors import SimkitError
from simkit.experiment.sensitivity.assumption import Assumption, assumption
from simkit.experiment.sensitivity.differences import Differences, differences
from simkit.experiment.sensitivity.flips import flips
from simkit.experiment.sensitivity.screening import matter_most, screen
from simkit.experiment.sensitivity.sobol import explain
from simkit.experiment.sensitivity.study import Study, study
from simkit.experiment.sensitivity.worst import ranked, regimes
from tests.experiment.sensitivity.known import commission, scenario

B = "work.kpis.b.normal_month"


def known(**more: Any) -> Differences:
    return differences(scenario(**more), outcome="variable_cost", replications=3)


def asked(run: Differences, *texts: str) -> tuple[Assumption, ...]:
    return tuple(assumption(run.scenario, text) for text in texts)


class _Linear:
    """Stands for `Differences`: the difference is a sum of the assumptions' values times slopes."""

    schemes = ("today", "other")
    seed = 0

    def __init__(self, slopes: Mapping[str, float]) -> None:
        self.slopes = slopes

    def against_first(self, moved: Mapping[Assumption, float]) -> Array:
        return np.array([0.0, sum(self.slopes[one.path] * value for one, value in moved.items())])


def test_an_assumption_on_which_nothing_hangs_has_no_effect_at_all() -> None:
    run = known(noise="30%")
    one, none = asked(run, f"{B}=800..1_400", "views.calm.convexity")
    found = {effect.assumption: effect for effect in screen(run, (one, none), 3)["other"]}
    assert (found[none].mu_star, found[none].half, found[none].sigma, found[none].mu) == (0.0, 0.0, 0.0, 0.0)
    assert found[one].mu_star > 0.0
    assert matter_most({"other": tuple(found.values())}, 2) == (one,)


def test_the_effect_of_a_straight_assumption_is_its_slope_times_its_range() -> None:
    run = known()
    (effect,) = screen(run, asked(run, f"{B}=800..1_400"), 2)["other"]
    assert effect.mu_star == pytest.approx(3.6 * 600.0)  # a year costs 3.6 x normal
    assert effect.mu == pytest.approx(-3.6 * 600.0)  # and less is better
    assert effect.sigma == pytest.approx(0.0, abs=1e-9)


def test_the_known_flip_is_found() -> None:
    run = known()
    (flip,) = flips(run, asked(run, f"{B}=800..1_400"), 4)
    (turn,) = flip.turns
    assert turn.at == pytest.approx(1_000.0, abs=600.0 / 200.0)
    assert (flip.ahead, flip.rivals, turn.rival) == ("other", ("today",), "today")
    assert flip.now.mean == pytest.approx(360.0)
    assert flip.smallest.mean == pytest.approx(3.6 * -400.0)
    assert flip.smallest_at == 1_400.0


def test_luck_widens_where_the_flip_may_be() -> None:
    run = differences(scenario(noise="40%"), outcome="variable_cost", replications=12)
    ((turn,),) = [flip.turns for flip in flips(run, asked(run, f"{B}=500..2_000"), 5)]
    assert turn.low < turn.at < turn.high
    assert turn.low < 1_000.0 < turn.high
    assert turn.difference.low < 0.0 < turn.difference.high


def test_what_does_not_flip_says_so_and_takes_two_evaluations() -> None:
    run = known(noise="30%")
    (flip,) = flips(run, asked(run, "views.calm.convexity"), 5)
    assert (flip.turns, flip.moves) == ((), False)
    assert run.evaluations == 3  # as written, and both ends


def test_with_three_schemes_the_best_is_held_against_all_and_each_against_the_first() -> None:
    run = known(schemes={"today": commission("a"), "other": commission("b"), "half": commission("a", "9.5%")})
    found = {(flip.ahead, flip.rivals): flip.turns for flip in flips(run, asked(run, f"{B}=800..1_400"), 4)}
    assert list(found) == [("other", ("today", "half")), ("other", ("today",)), ("half", ("today",))]
    assert [round(turn.at / 10.0) for turns in found.values() for turn in turns] == [95, 100]
    assert found["other", ("today", "half")][0].rival == "half"


def test_a_lead_that_turns_twice_has_two_turns() -> None:
    run = known(normal=700.0)
    values = {None: 1.0, 0.0: 1.0, 1.0: 1.0, 2.0: -1.0, 3.0: -2.0, 4.0: 2.0}

    class Bent(Differences):
        def at(self, moved: Mapping[Assumption, float]) -> Array:
            at = next(iter(moved.values()), 0.0)
            return np.outer([0.0, -np.interp(at, [0, 1, 2, 3, 4], [1, 1, -1, -2, 2])], [1.0, 1.0])

    bent = Bent(run.scenario, run.factors, run.outcome, 1, range(2))
    (flip,) = flips(bent, asked(run, "views.calm.convexity=0..4"), len(values) - 1)
    assert [turn.at for turn in flip.turns] == pytest.approx([1.5, 3.5], abs=0.02)


def test_sobol_indices_of_a_sum_are_the_parts_of_its_variance() -> None:
    run = known()
    both = asked(run, f"{B}=800..1_400", "views.calm.convexity=1..3", "market.swing=1%..2%")
    slopes = {both[0].path: 1.0 / 600.0, both[1].path: 1.0, both[2].path: 0.0}  # sd 1 to 2 to 0
    found = {part.assumption: part for part in explain(_Linear(slopes), both, 512)["other"]}  # type: ignore[arg-type]
    for one, part in zip(both, (0.2, 0.8, 0.0), strict=True):
        assert found[one].total == pytest.approx(part, abs=0.02)
        assert abs(found[one].first - part) <= max(found[one].first_half, 0.01)


def test_what_only_acts_together_explains_nothing_alone() -> None:
    run = known()
    both = asked(run, "views.calm.convexity=1..3", "market.swing=10%..30%")

    class Product(_Linear):
        def against_first(self, moved: Mapping[Assumption, float]) -> Array:
            return np.array([0.0, (moved[both[0]] - 2.0) * (moved[both[1]] - 0.2)])  # both around 0

    for part in explain(Product({}), both, 512)["other"]:  # type: ignore[arg-type]
        assert part.first == pytest.approx(0.0, abs=0.1)
        assert part.total == pytest.approx(1.0, abs=0.1)


def test_without_variance_there_are_no_parts() -> None:
    run = known()
    (one,) = asked(run, B)
    (part,) = explain(_Linear({B: 0.0}), (one,), 8)["other"]  # type: ignore[arg-type]
    assert np.isnan([part.first, part.first_half, part.total, part.total_half]).all()


def test_the_same_values_are_never_simulated_twice() -> None:
    run = known()
    (one,) = asked(run, f"{B}=800..1_400")
    first = run.at({one: 1_000.0})
    assert run.at({one: 1_000.0}) is first
    assert run.at({one: one.now}) is run.at({})
    assert run.evaluations == 2


def test_worst_case_and_regret_may_choose_others_than_the_mean() -> None:
    good = np.array([[[5.0, 5.0]], [[20.0, 20.0]], [[11.0, 11.0]]])
    bad = np.array([[[4.0, 4.0]], [[-3.0, -3.0]], [[3.0, 3.0]]])
    found = ranked({"good": good, "bad": bad}, ["v"], np.array([1.0]), ("safe", "bold", "middle"), 1.0)
    assert found.by_worst == ("safe", "middle", "bold")
    assert found.by_regret == ("bold", "middle", "safe")  # 4 - -3 = 7, 20 - 11 = 9, 20 - 5 = 15
    assert found.pooled == ("bold", "middle", "safe")
    safe = found.standings[0]
    assert (safe.worst.mean, safe.worst_case.regime) == (4.0, "bad")
    assert (safe.regret.mean, safe.regret_case.regime) == (15.0, "good")


def test_where_less_is_better_the_worst_is_the_most() -> None:
    x = np.array([[[5.0, 5.0], [9.0, 9.0]], [[7.0, 7.0], [8.0, 8.0]]])
    found = ranked({"as written": x}, ["v", "w"], np.array([0.9, 0.1]), ("a", "b"), -1.0)
    assert found.by_worst == ("b", "a")
    assert found.by_regret == ("a", "b")  # 9 - 8 = 1 and 7 - 5 = 2
    assert found.pooled == ("a", "b")
    assert found.standings[1].worst.mean == 9.0


def test_regimes_are_tried_one_by_one_where_there_are_some() -> None:
    plain = regimes(scenario())
    assert list(plain) == ["as written", "market falls by 30%", "half the swing", "twice the swing"]
    assert [each.market.swing for each in plain.values()] == [0.1, 0.1, 0.05, 0.2]
    assert plain["market falls by 30%"].events[0].month == 13
    moody = scenario(market={"swing": "60%", "regimes": {"bull": {"demand": "20%"}, "bear": {"demand": "-20%"}}})
    assert list(regimes(moody)) == [*list(plain)[:3], "always bull", "always bear"]  # 120% is too much
    assert list(regimes(moody)["always bear"].market.regimes) == ["bear"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"outcome": "reserve"}, "'reserve' is one number for all skies together, so no scheme is best on it in a sky"),
        ({"outcome": "cost_at_80"}, "'cost_at_80' is neither better high nor low, so no scheme can be best on it"),
        ({"outcome": "valu"}, "there is no outcome 'valu'"),
        ({"schemes": ["othr"]}, "there is no scheme 'othr'; did you mean \"other\"?"),
        ({"schemes": ["today"]}, "today is today's scheme, which others are held against; name one of the others"),
        ({"views": "kean"}, "there is no view 'kean'; did you mean \"keen\"?"),
        ({"trajectories": 1}, "1 trajectory has no spread; ask for 2 at least"),
        ({"scan": 1}, "1 point of a range shows no turn; ask for 2 at least"),
        ({"samples": 12}, "12 base points of a Sobol sequence are not a power of 2 from 8 on; write 16"),
        ({"samples": 8, "trajectories": 0}, "ask for trajectories too"),
        ({"replications": 1}, "1 sky says nothing of chance; ask for 2 at least"),
        ({"vary": ["market.swing", "market.swing=5%..6%"]}, "market.swing is varied twice"),
        ({"vary": ["views.keen.response"]}, "there is no view 'keen' among those that are run"),
    ],
)
def test_wrong_questions_are_answered_before_anything_is_simulated(given: dict[str, Any], said: str) -> None:
    told: list[int] = []
    with pytest.raises(SimkitError) as error:
        study(scenario(), **given, progress=lambda done, *_: told.append(done))
    assert said in str(error.value)
    assert told == []


def test_an_outcome_that_does_not_come_about_is_told() -> None:
    with pytest.raises(SimkitError, match="'satisfaction' does not come about in this scenario"):
        study(scenario(), outcome="satisfaction", trajectories=0, scan=0)


def test_without_salib_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("SALib.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "SALib", None)
    with pytest.raises(SimkitError, match=r'SALib is not installed; call pip install "simkit\[study\]"'):
        study(scenario())


def test_progress_counts_up_to_what_it_expected() -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, expected: int, seconds: float) -> None:
        assert seconds > 0.0
        told.append((done, expected))

    found = study(
        scenario(), outcome="variable_cost", vary=[f"{B}=800..1_400"], trajectories=2, scan=3, replications=2,
        progress=progress,
    )  # fmt: skip
    assert isinstance(found, Study)
    assert [done for done, _ in told] == list(range(1, found.evaluations + 1))
    assert told[0][1] == 1 + 4 + 2 * 2 + 3  # as written, four markets, two trajectories of two points, three of a scan
    assert all(later[1] >= later[0] for later in told)
    assert all(b[1] <= a[1] + 1 for a, b in pairwise(told))


def test_plans_that_were_asked_for_last_are_kept() -> None:
    given = scenario()
    plans = PlanCache()
    first, second = (plans.plan(given, given.schemes[name], given.views[0]) for name in ("today", "other"))
    assert plans.plan(given, given.schemes["today"], given.views[0]) is first  # asked for again: the last now
    plans.forget(1)
    assert plans.plan(given, given.schemes["today"], given.views[0]) is first
    assert plans.plan(given, given.schemes["other"], given.views[0]) is not second


def test_a_study_remembers_few_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[int] = []
    monkeypatch.setattr(PlanCache, "forget", lambda _, keep: kept.append(keep))
    run = known()
    run.at({})
    assert kept == [3 * 2]  # three sets of two schemes under one view
