"""What is read can be written and read again; copies are checked; the fingerprint is of the content."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.behaviour.behaviour import Behaviour
from simkit.behaviour.conduct.timing import Timing
from simkit.changes import written
from simkit.errors import SimkitError
from simkit.quantities import to_share, write_share
from simkit.scenario.reading import load, load_scheme
from simkit.scenario.scenario import Scenario
from simkit.scenario.starter import starter_text
from simkit.scheme.components.bonus import TargetPay
from simkit.scheme.scheme import Scheme
from tests.engine.worlds import whole

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SHIPPED = sorted(SCENARIOS.glob("*.yaml"))
SCHEMES = sorted((SCENARIOS / "schemes").glob("*.yaml"))
STEPS = {"kind": "step", "steps": {"80%": "60%"}}
EVERY_KIND: dict[str, Any] = {
    "name": "every kind",
    "pay": [
        {
            "kind": "bonus",
            "target_pay": 12_000,
            "measures": [
                {
                    "kpi": "a",
                    "weight": "25%",
                    "target": {"kind": "fixed", "at": "1.5万"},
                    "score": {"kind": "proportional"},
                },
                {"kpi": "b", "weight": "25%", "target": {"kind": "growth", "by": "-3‰"}, "score": {"from": "10%"}},
                {
                    "kpi": "c",
                    "weight": "50%",
                    "target": {"kind": "potential"},
                    "score": {"kind": "step", "steps": {"80%": "60%"}},
                },
            ],
            "curve": curve,
            "gates": [{"kpi": "c", "at_least": 3, "else_pay": "14.3%"}],
            "paid_after": "2 years",
        }
        for curve in (
            {"kind": "threshold", "threshold": "70%", "cap": None},
            {"kind": "linear", "cap": "120%"},
            {"kind": "steps", "steps": {"0": "0%", "80%": "50%"}},
            {"kind": "points", "points": {"50%": "0%", "100%": "100%"}},
        )
    ],
}


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load(SCENARIOS / "vip_managers.yaml")


def again(model: Any) -> Any:
    """The model after a trip through JSON text."""
    return type(model).model_validate(json.loads(json.dumps(written(model))))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_scenarios_come_back(path: Path) -> None:
    read = load(path)
    assert again(read) == read
    assert again(read).fingerprint == read.fingerprint


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.name)
def test_shipped_schemes_come_back(path: Path) -> None:
    read = load_scheme(path)
    assert again(read) == read


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"behaviour": "standard"},
        {"behaviour": "effort only"},
        {"behaviour": {"timing": "off", "rank_feedback": {"told": "lifts"}}},
        {"events": [{"kind": "product_ban", "month": 15, "kpi": "funds", "lasts": "1 year"}]},
    ],
)
def test_a_world_of_everything_comes_back(changes: dict[str, Any], tmp_path: Path) -> None:
    """By JSON and by the text that it prints itself as, which a file may hold."""
    scenario = whole(**changes)
    assert again(scenario) == scenario
    (tmp_path / "x.yaml").write_text(str(scenario), encoding="utf-8")
    read = load(tmp_path / "x.yaml")
    assert read == scenario
    assert read.fingerprint == scenario.fingerprint


def test_ways_to_say_the_same_behaviour() -> None:
    """All of it is on by default; on and off may be written as YAML or as Python has them."""
    standard = whole(behaviour="standard")
    assert standard == whole(behaviour={}) == whole(behaviour={"pressure": "on", "timing": True})
    assert whole(behaviour={"timing": "off"}) == whole(behaviour={"timing": False})
    assert whole(behaviour={"timing": "off"}).fingerprint != standard.fingerprint
    assert written(whole(behaviour="effort only"))["behaviour"] == dict.fromkeys(Behaviour.model_fields, "off")
    assert standard.with_("behaviour.timing", "off") == whole(behaviour={"timing": "off"})
    assert standard.with_("behaviour.timing.cost", 2).behaviour.timing == Timing(cost=2)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (
            "behaviour.timing",
            "maybe",
            "behaviour.timing: 'maybe' is not a switch; write on, off, or its values such as {key",
        ),
        ("behaviour.timing", None, "behaviour.timing: has no value; write one or remove the key"),
        ("behaviour.rank_feedback.told", "lifts", "behaviour.rank_feedback is off; give the whole of it"),
        ("behaviour.presure", "off", "there is no 'presure' in behaviour; did you mean \"pressure\"?"),
        ("measurement.funds", {"kind": "survey"}, "'funds' is a flow, and a survey reads a level; write kind: records"),
    ],
)
def test_a_mechanism_that_cannot_be_is_told(path: str, value: Any, message: str) -> None:
    with pytest.raises(SimkitError, match=re.escape(message)):
        whole(behaviour="standard").with_(path, value)


def test_every_kind_comes_back() -> None:
    scheme = Scheme.model_validate(EVERY_KIND)
    assert again(scheme) == scheme


@given(st.floats(-1e9, 1e9).filter(lambda x: x == 0 or abs(x) > 1e-9))
def test_a_share_comes_back_to_the_last_bit(share: float) -> None:
    assert to_share(write_share(share)) == share


@given(st.floats(1e-9, 1e9))
def test_a_scaled_scheme_comes_back(factor: float) -> None:
    scaled = Scheme.model_validate(EVERY_KIND).scaled(factor)
    assert again(scaled) == scaled


@pytest.mark.parametrize("text", ["30% of base pay", 12_000.0])
def test_target_pay_writes_itself(text: str | float) -> None:
    dumped: object = TargetPay.model_validate(text).model_dump(mode="json")
    assert dumped == text


def test_a_copy_with_one_value_changed(scenario: Scenario) -> None:
    bolder = scenario.scheme("growth").with_("pay.0.curve.cap", "250%")
    more = scenario.with_scheme("bolder", bolder).with_("people.seats", 120)
    assert more.people.seats == 120
    assert list(more.schemes) == ["today", "growth", "price_list", "bolder"]
    assert written(more.scheme("bolder"))["pay"][0]["curve"]["cap"] == "250%"
    assert scenario.people.seats == 240


def test_a_copy_may_get_a_scheme_with_a_new_line_on_its_price_list(scenario: Scenario) -> None:
    longer = scenario.scheme("price_list").with_("pay.0.prices.trust_sales", "0.1%")
    assert scenario.with_scheme("price_list", longer).scheme("price_list").counted[-1] == "trust_sales"


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("pay.0.curv.cap", "250%", """pay.0.curv.cap: there is no 'curv' in pay[0]; did you mean "curve"?"""),
        ("pay.1.curve", "250%", "pay.1.curve: there is no entry 1 in pay; count from 0 to 0"),
        ("", "250%", ": the path is empty; write one such as pay.0.curve.cap"),
        ("pay.0.curve.cap.x", "250%", "pay.0.curve.cap.x: there is no 'x' in pay[0].curve.cap; end the path earlier"),
        (
            "pay.0.curve.cap",
            "80%",
            "pay[0].curve.cap: 80% is below the target payout of 100%; write a cap of at least 100% or remove it",
        ),
        ("pay.0.curve.cap", 2.5, "pay[0].curve.cap: 2.5 is not a share; did you mean 2.5%? (or 250%)"),
    ],
)
def test_a_copy_that_cannot_be(scenario: Scenario, path: str, value: Any, message: str) -> None:
    with pytest.raises(SimkitError) as caught:
        scenario.scheme("growth").with_(path, value)
    assert str(caught.value) == message


def test_a_scheme_with_an_unknown_kpi_cannot_be_added(scenario: Scenario) -> None:
    with pytest.raises(SimkitError, match=r"schemes\.x: counts 'a', which is not a KPI; write one of net_new_assets"):
        scenario.with_scheme("x", Scheme.model_validate(EVERY_KIND))


def test_an_unknown_scheme_is_named_with_the_nearest(scenario: Scenario) -> None:
    with pytest.raises(SimkitError, match=r"""there is no scheme 'grwth'; did you mean "growth"\?"""):
        scenario.scheme("grwth")


def test_the_fingerprint_is_of_the_content_not_the_layout(tmp_path: Path) -> None:
    text = starter_text()
    other = text.replace("{run_in: 12 months, length: 36 months}", "{length: 3 years, run_in: 1 year}")
    other = other.replace("  swing: 5%", "  persistence: 85%\n  swing: 5.0%").replace("9_000", "'0.9万'")
    other = "sources: {}\n" + other.replace("sources: {}\n", "").replace("#", "# well,")
    prints = []
    for number, content in enumerate((text, other, text.replace("seats: 24", "seats: 25"))):
        path = tmp_path / f"{number}.yaml"
        path.write_text(content, encoding="utf-8")
        prints.append(load(path).fingerprint)
    assert prints[0] == prints[1] != prints[2]


def test_the_order_of_schemes_is_part_of_the_content(scenario: Scenario) -> None:
    turned = dict(reversed(scenario.schemes.items()))
    assert scenario.model_copy(update={"schemes": turned}).fingerprint != scenario.fingerprint


def test_a_change_takes_the_source_away_wherever_it_is_made(scenario: Scenario) -> None:
    sourced = scenario.with_scheme("price_list", scenario.scheme("price_list").with_("sources", {"pay.0.prices": "x"}))
    changed = sourced.with_("schemes.price_list.pay.0.prices.gold_sales", "1%").scheme("price_list")
    assert changed == sourced.scheme("price_list").with_("pay.0.prices.gold_sales", "1%")
    assert changed.sources == {"pay.0.prices": "x", "pay[0].prices.gold_sales": "assumption"}
