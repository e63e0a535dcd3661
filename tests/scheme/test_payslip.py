"""One person's pay from plain numbers."""

from typing import Any

import numpy as np
import pytest

from simkit.errors import SimkitError
from simkit.scheme.scheme import Scheme

SCHEME = Scheme.model_validate(
    {
        "name": "small",
        "pay": [
            {
                "kind": "bonus",
                "every": "quarter",
                "target_pay": "30% of base pay",
                "measures": [
                    {"kpi": "fund_sales", "weight": "60%", "target": {"kind": "potential"}},
                    {"kpi": "satisfaction", "weight": "40%", "target": {"kind": "fixed", "at": 80}},
                ],
                "gates": [{"kpi": "exam", "at_least": 60, "else_pay": "50%"}],
            },
            {"kind": "commission", "prices": {"new_clients": 100}},
        ],
    }
)
RESULTS: dict[str, float | str] = {"fund_sales": 1_200_000, "satisfaction": 60, "exam": 50, "new_clients": 3}
TARGETS: dict[str, float | str] = {"fund_sales": 1_000_000}


def test_pay_by_hand() -> None:
    slip = SCHEME.payslip(RESULTS, TARGETS, base_pay=9_000)
    # target pay 30% x 9,000 x 3 = 8,100; score 60% x 1.2 + 40% x 0.75 = 1.02; half of it as the gate is shut
    lines = {leaf.label: leaf.value for leaf in slip.leaves() if leaf.label != "rounding"}
    assert lines == pytest.approx(
        {"fund_sales": 5_832, "satisfaction": 2_430, "gate: exam": -4_131, "new_clients": 300}
    )
    assert slip.amount == pytest.approx(4_131 + 300)


def test_a_given_target_counts_instead_of_the_one_in_the_scheme() -> None:
    slip = SCHEME.payslip(RESULTS, {**TARGETS, "satisfaction": 60}, base_pay=9_000)
    assert slip.amount == pytest.approx(0.5 * 8_100 * 1.12 + 300)


def test_numbers_of_numpy_and_of_a_file_are_read() -> None:
    written: dict[str, Any] = {
        "fund_sales": "120万",
        "satisfaction": np.float32(60),
        "exam": np.int64(50),
        "new_clients": "3",
    }
    assert SCHEME.payslip(written, {"fund_sales": "1,000,000"}, np.float64(9_000)) == SCHEME.payslip(
        RESULTS, TARGETS, 9_000
    )


@pytest.mark.parametrize(
    ("results", "targets", "base_pay", "message"),
    [
        (
            {},
            TARGETS,
            9_000,
            'results: no number for fund_sales, satisfaction, exam, new_clients; write {"fund_sales": 120_000, ...}',
        ),
        (
            {**RESULTS, "fund_sale": 1},
            TARGETS,
            9_000,
            """results: the scheme has no KPI 'fund_sale'; did you mean "fund_sales"?""",
        ),
        (RESULTS, {}, 9_000, 'targets: no number for fund_sales; write {"fund_sales": 120_000}'),
        (
            RESULTS,
            {**TARGETS, "new_clients": 1},
            9_000,
            "targets: the scheme has no target for 'new_clients'; write one of fund_sales, satisfaction",
        ),
        (
            RESULTS,
            {"fund_sales": 0},
            9_000,
            "targets: the target for fund_sales is 0; write one above 0, for one period",
        ),
        (RESULTS, {"fund_sales": "x"}, 9_000, "targets: fund_sales: 'x' is not a number; write one such as 120_000"),
        (
            {**RESULTS, "exam": float("nan")},
            TARGETS,
            9_000,
            "results: exam: nan is not a finite number; write one such as 120_000",
        ),
        ({**RESULTS, "exam": True}, TARGETS, 9_000, "results: exam: true is not a number; write one such as 120_000"),
        (7, TARGETS, 9_000, 'results must be numbers by KPI, not 7; write {"fund_sales": 120_000, ...}'),
        (RESULTS, TARGETS, None, "base_pay: nothing is not a number; write a month's base pay such as 9_000"),
        (RESULTS, TARGETS, -1, "base_pay is -1; write a month's base pay of 0 or more, such as 9_000"),
    ],
)
def test_messages_teach(results: Any, targets: Any, base_pay: Any, message: str) -> None:
    with pytest.raises(SimkitError) as caught:
        SCHEME.payslip(results, targets, base_pay)
    assert str(caught.value) == message


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(SimkitError) as caught:
        SCHEME.payslip({**RESULTS, "exam": "x"}, {"fund_sales": -3}, "y")
    assert [line.partition(":")[0] for line in str(caught.value).split("\n")] == ["results", "targets", "base_pay"]


def test_a_price_list_has_no_targets() -> None:
    prices = SCHEME.with_("pay", [SCHEME.pay[1]])
    assert prices.payslip({"new_clients": 2.5}, {}, 0).amount == 250.0
    with pytest.raises(SimkitError, match="no target for 'new_clients'; leave it out, no KPI has a target"):
        prices.payslip({"new_clients": 2.5}, {"new_clients": 1}, 0)
