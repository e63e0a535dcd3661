"""`simkit diff`: numbers by hand, dead zones and jumps, words that stay within 80 columns."""

import json
from pathlib import Path
from typing import Any

import pytest
from wcwidth import wcswidth

import simkit
from simkit.cli import main
from simkit.report.diff import version_of_scheme
from simkit.report.scheme_changes import changes

SCHEMES = Path(__file__).parents[2] / "scenarios/schemes"
SCENARIO = Path(__file__).parents[2] / "scenarios/vip_managers.yaml"


def scheme(**bonus: Any) -> simkit.Scheme:
    """A bonus of 1,000 a month on sales against a target of 100."""
    measure = {"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": 100}}
    plain = {"kind": "bonus", "every": "month", "target_pay": 1_000, "measures": [measure]}
    return simkit.Scheme.model_validate({"name": "small", "pay": [plain | bonus]})


def test_pay_and_marginal_pay_by_hand() -> None:
    """Straight pay of 1,000 a month at target, against a threshold of 70% and twice the slope above target."""
    steep = scheme(curve={"kind": "threshold", "threshold": "70%", "accelerator": 2.0, "cap": "140%"})
    found = simkit.diff(scheme(), steep, base_pay=5_000).document

    assert found["levels"] == [0.6, 0.8, 0.9, 1.0, 1.1, 1.2, 1.5]
    assert found["pay_a_year"]["before"] == [7_200, 9_600, 10_800, 12_000, 13_200, 14_400, 18_000]
    assert found["pay_a_year"]["after"] == [0, 4_000, 8_000, 12_000, 14_400, 16_800, 16_800]
    assert found["one_more_percent"]["sales"]["before"] == pytest.approx([120.0] * 7)
    assert found["one_more_percent"]["sales"]["after"] == pytest.approx([0, 400, 400, 240, 240, 0, 0])
    after = [zone for zone in found["nothing_more"] if zone["scheme"] == "after" and zone["kpi"] == "sales"]
    assert [(zone["from"], zone["to"]) for zone in after] == [(0.0, 0.7), (1.2, None)]
    assert found["jumps"] == []


def test_a_cliff_is_found_where_it_is() -> None:
    """At 80% of target pay rises at once by half of 12,000; from 100% on by the other half."""
    stepped = scheme(curve={"kind": "steps", "steps": {"80%": "50%", "100%": "100%"}})
    found = simkit.diff(scheme(), stepped, base_pay=5_000).document
    alone = [(jump["at"], jump["by"]) for jump in found["jumps"] if jump["kpi"] == "sales"]
    assert alone == [(0.8, 6_000.0), (1.0, 6_000.0)]
    assert {jump["scheme"] for jump in found["jumps"]} == {"after"}


def test_prices_take_their_volume_from_the_other_schemes_target() -> None:
    """A target of 100 a month: 5 money a unit pay 6,000 a year at 100%."""
    prices = simkit.Scheme.model_validate({"name": "p", "pay": [{"kind": "commission", "prices": {"sales": 5}}]})
    found = simkit.diff(scheme(), prices, base_pay=5_000).document
    assert found["pay_a_year"]["after"][3] == 6_000.0
    other = simkit.Scheme.model_validate({"name": "p", "pay": [{"kind": "commission", "prices": {"gold": 5}}]})
    apart = simkit.diff(scheme(), other, base_pay=5_000).document
    assert any("no KPI in common" in note for note in apart["notes"])
    assert any("nothing says how much gold is normal" in note for note in apart["notes"])
    assert apart["one_more_percent"]["gold"] == {"before": None, "after": None}
    assert apart["pay_a_year"] == {"before": [7_200, 9_600, 10_800, 12_000, 13_200, 14_400, 18_000], "after": None}
    assert "p: nothing says what 100% is, so its pay cannot be told; name a scenario." in apart["notes"]
    assert {zone["scheme"] for zone in apart["nothing_more"]} <= {"before"}


def test_targets_of_a_scenario_are_those_of_its_average_advisor() -> None:
    """Pay at 100% is target pay: 60% of twelve months at 9,000 under both schemes, gates open."""
    scenario = simkit.load(SCENARIO)
    found = simkit.diff(scenario.scheme("today"), scenario.scheme("growth"), scenario=scenario).document
    assert found["pay_a_year"]["before"][3] == found["pay_a_year"]["after"][3] == 64_800.0
    gate = [jump["at"] for jump in found["jumps"] if jump["kpi"] == "satisfaction"]
    assert gate == [pytest.approx(75 / 80, abs=0.001)]
    prices = simkit.diff(scenario.scheme("today"), scenario.scheme("price_list"), scenario=scenario).document
    by_hand = 12 * (100 * 4 + 0.0004 * 1.5e6 + 0.003 * 7.1e6 + 0.02 * 655e3 + 0.005 * 475e3 + 0.0006 * 3.55e6)
    assert prices["pay_a_year"]["after"][3] == pytest.approx(by_hand)


def test_every_change_is_said_once() -> None:
    after = scheme(
        name="New",
        target_pay="30% of base pay",
        every="quarter",
        gates=[{"kpi": "service", "at_least": 75}],
        curve={"kind": "linear", "cap": "150%"},
    )
    assert changes(scheme(), after) == [
        "Bonus: is now called New",
        "New: every month -> quarter",
        "New: target pay 1,000 -> 30% of base pay",
        "New: curve cap none -> 150%",
        "New: gate service added (at least 75, else pay 0%)",
    ]
    assert changes(scheme(), scheme()) == []


def test_rates_are_said_as_people_write_them() -> None:
    """A price of 0.4% is not 0.004."""
    cheap, dear = (
        simkit.Scheme.model_validate({"name": "p", "pay": [{"kind": "commission", "prices": {"sales": price}}]})
        for price in ("0.4%", "1%")
    )
    assert changes(cheap, dear) == ["Price list: price of sales 0.4% -> 1%"]


def test_a_component_that_depends_on_others_is_left_out_and_said_so() -> None:
    measures = [{"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": 100}}]
    prizes = [{"places": 1, "pays": 9_000}]
    contest = {"kind": "contest", "every": "quarter", "prizes": prizes, "measures": measures}
    both = simkit.Scheme.model_validate({"name": "c", "pay": [contest, *scheme().model_dump(mode="json")["pay"]]})
    found = simkit.diff(scheme(), both, base_pay=5_000).document
    assert found["pay_a_year"]["before"] == found["pay_a_year"]["after"]
    assert any("depends on how others do; it is left out" in note for note in found["notes"])


def test_measures_are_known_by_their_kpi() -> None:
    """Another order is no change; a measure that went is one line, whatever it held."""
    gold = {"kpi": "gold", "weight": "40%", "target": {"kind": "potential"}}
    sales = {"kpi": "sales", "weight": "60%", "target": {"kind": "fixed", "at": 100}}
    assert changes(scheme(measures=[gold, sales]), scheme(measures=[sales, gold])) == []
    assert changes(scheme(measures=[gold, sales]), scheme()) == [
        "Bonus: measure gold removed",
        "Bonus: measure sales weight 60% -> 100%",
    ]


def test_components_added_and_removed() -> None:
    growth, prices = (simkit.load_scheme(SCHEMES / f"{name}.yaml") for name in ("growth_bonus", "cn_price_list"))
    assert changes(growth, prices) == [
        "Quarterly growth bonus: this bonus is removed",
        "Price list: this commission is added",
    ]


def test_text_fits_80_columns_whatever_the_names() -> None:
    chinese = scheme(name="季度增长奖金" * 8, gates=[{"kpi": "客户满意度" * 5, "at_least": 75}])
    text = str(simkit.diff(scheme(), chinese, base_pay=1e8))
    assert max(map(wcswidth, text.splitlines())) <= 80
    assert "<" not in simkit.diff(scheme(name="<b>"), chinese, base_pay=1)._repr_html_().replace("<pre", "").replace(
        "</pre>", ""
    )


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(SCHEMES / f"{name}.yaml") for name in ("growth_bonus", "cn_price_list")]
    assert main(["diff", *files, "--base-pay", "9,000", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["base_pay"] == 9_000.0
    assert main(["diff", str(SCENARIO), "today", "growth"]) == 0
    assert "WHAT CHANGES FROM A TO B" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.yaml"], "diff takes two scheme files, or a scenario file and the names of two of its schemes"),
        ([str(SCHEMES / "growth_bonus.yaml")] * 2, "two scheme files say nothing of base pay; add --base-pay 9000"),
        ([str(SCENARIO), str(SCENARIO)], "name it and two of its schemes: simkit diff SCENARIO A B"),
        ([str(SCENARIO), "today", "grwth"], "there is no scheme 'grwth'; did you mean \"growth\"?"),
    ],
)
def test_what_cannot_be_compared_is_said(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_python_is_told_what_to_give() -> None:
    with pytest.raises(simkit.SimkitError, match="give base_pay=9_000, or scenario="):
        simkit.diff(scheme(), scheme())
    with pytest.raises(simkit.SimkitError, match="diff compares two schemes, not 'x'"):
        simkit.diff(scheme(), "x")  # type: ignore[arg-type]


def test_scheme_files_with_the_amounts_of_a_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(SCHEMES / f"{name}.yaml") for name in ("growth_bonus", "cn_price_list")]
    assert main(["diff", *files, "--scenario", str(SCENARIO), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["base_pay"] == 9_000.0
    assert document["pay_a_year"]["after"][3] > 100_000.0


def test_a_version_against_the_one_before() -> None:
    """`growth@25` is what pays in month 25; a scheme by its name alone is compared as it is first, and says so."""
    scenario = simkit.load(SCENARIO)
    richer = {
        **scenario.scheme("growth").model_dump(mode="json", by_alias=True)["pay"][0],
        "target_pay": "90% of base pay",
    }
    later = scenario.scheme("growth").with_("later", [{"from": "month 25", "pay": [richer]}])
    changing = scenario.with_scheme("growth", later)
    first, second = (version_of_scheme(changing, name) for name in ("growth@24", "growth@25"))
    assert changes(first, second) == ["Quarterly growth bonus: target pay 60% of base pay -> 90% of base pay"]
    notes = simkit.diff(changing.scheme("growth"), second, scenario=changing).document["notes"]
    assert any("compared as it is first; it changes in month 25." in note for note in notes)
