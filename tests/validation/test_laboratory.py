"""How the laboratory asks: which firm it makes, what it keeps, and when an effect is more than chance."""

from __future__ import annotations

import numpy as np
import pytest

from simkit.behaviour.views import STANDARD
from simkit.validation.findings import FINDINGS, Effect, Finding, Laboratory
from simkit.validation.findings.branches import SALARY, base_pay_changes, commission
from simkit.validation.findings.effects import estimate, weakest
from simkit.validation.findings.workplace import NOTHING, WHOLE_PERSON, piece_rate


def test_a_firm_is_watched_under_one_view() -> None:
    (view,) = Laboratory().firm(SALARY).views
    assert (view.name, view.weight) == ("central", 1.0)
    moved = tuple(each.model_copy(update={"worth_of_effort": 9.0}) for each in STANDARD)
    assert Laboratory(views=moved).firm(SALARY).views[0].worth_of_effort == 9.0
    assert Laboratory(view="high").firm(SALARY).views[0].name == "high"
    assert Laboratory(exponent=0.4).firm(SALARY).work.effort_exponent == 0.4


def test_other_defaults_of_behaviour_stand_where_a_finding_says_nothing() -> None:
    lab = Laboratory(behaviour={"pressure": {"moral_cost": 3.0}, "timing": {"cost": 3.0}})
    firm = lab.firm(SALARY, behaviour={"timing": {"cost": 4}, "leaving": "off"})
    assert firm.behaviour.pressure is not None
    assert firm.behaviour.pressure.moral_cost == 3.0
    assert firm.behaviour.timing is not None
    assert firm.behaviour.timing.cost == 4.0
    assert firm.behaviour.leaving is None
    assert lab.firm(SALARY, behaviour={"pressure": "off"}).behaviour.pressure is None
    assert Laboratory(behaviour={"rank_feedback": {"size": 0}}).firm(SALARY).behaviour.rank_feedback is None
    arms = {"nothing": NOTHING, "piece": piece_rate(0.5)}
    few = Laboratory(2, behaviour=lab.behaviour)
    whole = few.compare(arms, different=WHOLE_PERSON).scenario.behaviour
    assert whole.pressure is not None
    assert whole.pressure.moral_cost == 3.0
    assert few.compare(arms).scenario.behaviour.pressure is None


def test_the_same_firm_is_watched_once() -> None:
    lab = Laboratory(2)
    firm = lab.firm(commission())
    assert lab.years(firm) is lab.years(firm)
    assert lab.years(firm, 3) is not lab.years(firm)
    cut = lab.records(firm, interventions=[base_pay_changes(-0.5)])
    assert cut[2].base_pay.sum() < 0.9 * lab.records(firm)[2].base_pay.sum()
    lab.seen = {f"{question}": {} for question in range(24)}
    lab.years(firm)
    assert len(lab.seen) == 24
    assert "0" not in lab.seen


def test_months_add_up_to_years() -> None:
    lab = Laboratory(2)
    firm = lab.firm(commission())
    by_month = lab.months(firm, "sales")["today"]
    for year, record in enumerate(lab.records(firm)):
        of_year = by_month[12 * year : 12 * year + 12].sum(axis=0)
        assert np.allclose(of_year, record.results["sales"], rtol=1e-12)
    pressure = lab.months(firm, "pressure")["today"]
    assert np.allclose(pressure[12:24].sum(axis=0), lab.records(firm)[1].counted["pressure"])
    assert lab.months(firm, "effort")["today"].shape == by_month.shape
    assert np.all(lab.months(lab.firm(commission(), behaviour="effort only"), "pressure")["today"] == 0.0)


def test_attainment_is_told_at_every_end() -> None:
    lab = Laboratory(2)
    goal = {"kpi": "sales", "weight": "100%", "target": {"kind": "potential"}}
    bonus = {"kind": "bonus", "every": "quarter", "target_pay": "10% of base pay", "measures": [goal]}
    assert len(lab.attained(lab.firm(bonus))) == 12


def finding(**values: object) -> Finding:
    given = {name: getattr(FINDINGS[0], name) for name in FINDINGS[0].__dataclass_fields__}
    return Finding(**(given | values))


@pytest.mark.parametrize(
    ("effect", "verdict"),
    [
        (Effect(0.2, 0.1, 0.3, {}), "passed"),
        (Effect(0.2, 0.0, 0.4, {}), "missed"),
        (Effect(0.2, float("nan"), float("nan"), {}), "missed"),
        (Effect(-0.2, -0.21, -0.19, {}), "missed"),
    ],
)
def test_a_sign_must_be_more_than_chance(effect: Effect, verdict: str) -> None:
    assert finding(accepted=(0.0, 1.0), beyond_chance=True).verdict(effect) == verdict


def test_an_interval_alone_may_be_met_by_chance() -> None:
    assert finding(accepted=(0.0, 1.0)).verdict(Effect(0.2, 0.0, 0.4, {})) == "passed"


def test_the_weakest_is_the_one_that_a_sign_is_asked_of() -> None:
    clear, vague = (estimate(np.array(each), "central") for each in ([-0.2, -0.21], [-0.5, -0.1]))
    assert weakest([clear, vague], -1.0) is vague


@pytest.mark.parametrize(
    ("mechanism", "values", "notices"),
    [
        ("pressure", {"moral_cost": 100}, "SF39_dismissed"),
        ("product_push", {"movable": "0%"}, "SF37_gap"),
        ("timing", {"cost": 100}, "SF02_year_end"),
        ("misreporting", {"moral_cost": 100}, "SF26_peak"),
        ("discovery", {"dismissed": "0%"}, "SF36_dismissed"),
        ("complaints", {"by_harm": "0%"}, "SF35_complaints"),
        ("expectation", {"loss": 0.1}, "SF31_cut"),
        ("peers", {"behind": 0}, "SF29_lower"),
        ("commitment", {"sink": 0}, "SF25_out_of_reach"),
        ("recognition", {"others": 0}, "SF16_others"),
        ("rank_feedback", {"size": 0}, "SF18_base_pay"),
        ("sharing", {"in_meetings": "3%"}, "SF15_meetings"),
        ("coaching", {"effect": 0}, "SF40_coaching"),
        ("leaving", {"mood_counts": 0, "pay_counts": 0}, "SF29_lower_leaves"),
    ],
)
def test_a_mechanism_that_does_nothing_turns_a_finding_red(
    mechanism: str, values: dict[str, object], notices: str
) -> None:
    """Such findings could be missed; that they come out by default is asked in tests/findings."""
    asked = next(each for each in FINDINGS if each.id == notices)
    assert asked.verdict(asked.effect(Laboratory(12, behaviour={mechanism: values}))) == "missed"
