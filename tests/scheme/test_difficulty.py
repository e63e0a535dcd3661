from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter

from simkit.errors import SimkitError
from simkit.scheme.difficulty import with_targets
from simkit.scheme.scheme import Scheme
from simkit.scheme.target_rule import TargetBasis, TargetRule
from simkit.scheme.targets import Target
from tests.properties.test_language import kinds_of

RULES: dict[str, dict[str, Any]] = {
    "fixed": {"at": 100},
    "growth": {"by": "10%"},
    "potential": {"by": "5%"},
    "weighted": {"history": "50%", "by": "3%"},
    "regression": {"keep": "50%", "by": "2%"},
    "differentiated": {"growth": {"0%": "40%", "25%": "15%", "75%": "7%"}},
    "negotiated": {"by": "10%", "room": "30%"},
    "peers": {"among": "branch", "by": "4%", "period": "this period"},
    "top_down": {"total": 400, "over_assignment": "5%"},
    "bottom_up": {"total": 400, "room": "30%", "closed": "50%"},
}
"""A sample of every kind whose targets can be multiplied."""
NOT_SCALED = {"none", "ratchet"}
ADAPTER: TypeAdapter[TargetRule] = TypeAdapter(Target)
KNOWN = TargetBasis(
    normal=100.0,
    potential=np.array([[1.0, 0.5, 1.5, 1.2]]),
    history=np.array([[800.0, 1_300.0, 950.0, 1_500.0]]),
    share_of_year=0.1,
    branch=np.array([0, 0, 1, 1]),
)


def test_every_kind_of_target_is_here() -> None:
    assert RULES.keys() | NOT_SCALED == set(kinds_of(Target))
    assert not RULES.keys() & NOT_SCALED


@pytest.mark.parametrize("factor", [0.7, 1.0, 1.4])
@pytest.mark.parametrize("kind", RULES)
def test_scaled_targets_are_the_factor_times_the_targets(kind: str, factor: float) -> None:
    rule = ADAPTER.validate_python({"kind": kind, **RULES[kind]})
    harder = rule.scaled(factor)
    before, after = rule.target(KNOWN), harder.target(KNOWN)
    np.testing.assert_allclose(after, factor * before, rtol=1e-12)
    results = np.array([[90.0, 70.0, 130.0, 110.0]])
    assert KNOWN.branch is not None
    settled = [one.settled(target, results, KNOWN.branch) for one, target in ((rule, before), (harder, after))]
    np.testing.assert_allclose(settled[1], factor * settled[0], rtol=1e-12)
    assert ADAPTER.validate_python(harder.model_dump(mode="json")) == harder


@pytest.mark.parametrize("kind", ["negotiated", "bottom_up"])
def test_nobody_proposes_more_than_is_expected(kind: str) -> None:
    rule = ADAPTER.validate_python({"kind": kind, **RULES[kind]})
    with pytest.raises(SimkitError, match=r"multiply these targets by 1\.429 at most"):  # 1 / .7
        rule.scaled(1.5)


def scheme(*targets: dict[str, Any], **more: Any) -> Scheme:
    measures = [{"kpi": "sales", "weight": f"{100 // len(targets)}%", "target": target} for target in targets]
    bonus = {"kind": "bonus", "every": "year", "target_pay": "20% of base pay", "measures": measures, **more}
    listed = {"kind": "commission", "every": "month", "prices": {"sales": "1%"}}
    return Scheme.model_validate({"name": "Mixed", "pay": [listed, bonus] if targets else [listed]})


def test_all_targets_of_a_scheme_move_and_nothing_else_does() -> None:
    modifier = {"kpi": "service", "target": 80, "factors": {"0%": "50%", "100%": "100%"}}
    gate = {"kpi": "service", "at_least": 70}
    before = scheme({"kind": "fixed", "at": 100}, {"kind": "growth", "by": "10%"}, modifiers=[modifier], gates=[gate])
    before = before.with_("later", [{"from": "month 25", "pay": [{**before.pay[1].model_dump(mode="json")}]}])
    after = with_targets(before, 1.2)
    assert after.pay[0] == before.pay[0]
    for bonus in (after.pay[1], after.later[0].pay[0]):
        first, second = bonus.measures
        assert (first.target.at, second.target.by) == pytest.approx((120.0, 0.32))  # type: ignore[union-attr]
        assert bonus.modified_by[0].target == pytest.approx(96.0)
        assert bonus.gates == before.pay[1].gates
    assert with_targets(before, 1.0) == before


def test_a_scaled_target_has_no_source_any_more() -> None:
    before = scheme({"kind": "fixed", "at": 100}).with_("sources", {"pay.1.measures": "the plan", "pay.0": "the list"})
    after = with_targets(before, 1.2).sources
    assert after == {
        "pay.1.measures": "the plan", "pay.0": "the list", "pay[1].measures[0].target": "assumption",
    }  # fmt: skip


def test_what_cannot_be_scaled_is_said() -> None:
    with pytest.raises(SimkitError, match=r"Mixed has no targets that could be harder \(it pays by commission\)"):
        with_targets(scheme(), 1.2)
    with pytest.raises(SimkitError, match=r"pay\[1\]\.measures\[0\]\.target: targets of kind ratchet cannot be scaled"):
        with_targets(scheme({"kind": "ratchet", "share": "50%"}), 1.2)
    with pytest.raises(SimkitError, match="targets cannot be multiplied by 0; write a factor above 0"):
        with_targets(scheme({"kind": "fixed", "at": 100}), 0.0)
