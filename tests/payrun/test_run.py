"""Whatever way a table is read, everybody is paid what the scheme says, to the cent and with all reasons."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from simkit.payrun.columns import _reads_base_pay, columns, period_end
from simkit.payrun.run import paid
from simkit.records.people import People
from simkit.records.problems import Problems
from simkit.scenario.reading import load_scheme
from simkit.scheme.scheme import Scheme
from tests.payrun.people import EVERYTHING, SHARED, Row, drawn, pay_by_person, table

SCHEMES = Path(__file__).parents[2] / "scenarios" / "schemes"
ALONE = Scheme.model_validate(EVERYTHING)
TOGETHER = Scheme.model_validate(SHARED)
COUNT = 120


def slip_of(scheme: Scheme, row: Row) -> list[float]:
    """Pay of each component as the payslip of one person says."""
    targets = {name.partition(":")[2]: value for name, value in row.items() if name.startswith("target:")}
    results = {kpi: row[kpi] for kpi in scheme.counted}
    return [part.amount for part in scheme.payslip(results, targets, row["base_pay"]).parts]


@pytest.mark.parametrize("size", [1, 7, 50, 10_000])
def test_a_stream_pays_what_the_payslip_says(tmp_path: Path, size: int) -> None:
    rows = drawn(COUNT)
    found = pay_by_person(ALONE, table(tmp_path, rows), size)
    assert len(found) == COUNT
    for row in rows:
        mine = found[row["id"], row["period"]]
        assert [round(100 * amount) for amount in mine] == [round(100 * amount) for amount in slip_of(ALONE, row)]


@pytest.mark.parametrize("file", ["growth_bonus", "cn_vip_scorecard", "cn_price_list_full", "cn_price_list"])
def test_a_shipped_scheme_pays_what_its_payslip_says(tmp_path: Path, file: str) -> None:
    scheme = load_scheme(SCHEMES / f"{file}.yaml")
    draw = np.random.default_rng(3)
    known = [column.name for column in columns(scheme.pay) if column.required]
    rows = [
        {"id": i, **{name: round(float(draw.uniform(1, 100)), 2) for name in known}, "base_pay": 9_000.0}
        for i in range(30)
    ]
    found = pay_by_person(scheme, table(tmp_path, rows), 8)
    for row in rows:
        assert [round(100 * x) for x in found[str(row["id"]), ""]] == [round(100 * x) for x in slip_of(scheme, row)]


@pytest.mark.parametrize("scheme", [ALONE, TOGETHER], ids=["alone", "together"])
def test_neither_blocks_nor_the_order_of_rows_change_pay(tmp_path: Path, scheme: Scheme) -> None:
    rows = drawn(COUNT)
    turned = [rows[i] for i in np.random.default_rng(2).permutation(COUNT)]
    once = pay_by_person(scheme, table(tmp_path, rows), COUNT)
    assert pay_by_person(scheme, table(tmp_path, rows), 7) == once
    other = pay_by_person(scheme, table(tmp_path, turned), 11)
    assert other.keys() == once.keys()
    for who, amounts in once.items():  # a sum over people in another order may round the last cent otherwise
        assert other[who] == pytest.approx(amounts, abs=0.0101 if scheme is TOGETHER else 0.0)


def test_who_is_compared_is_the_branch_in_the_period(tmp_path: Path) -> None:
    rows = drawn(COUNT)
    found = pay_by_person(TOGETHER, table(tmp_path, rows), 16)
    pool, floating, _ = TOGETHER.pay
    for month in ("month 0", "month 1"):
        here = [row for row in rows if row["period"] == month]
        numbers = {
            name: np.array([row[name] for row in here]) for name in here[0] if name not in {"id", "branch", "period"}
        }
        branch = np.array([int(row["branch"][-1]) for row in here])
        for number, component in ((0, pool), (1, floating)):
            expected = component.award(period_end(component, numbers, branch))[0].tolist()
            assert [found[row["id"], month][number] for row in here] == pytest.approx(expected, abs=0.0101)
        whole = sum(0.1 * row["base_pay"] for row in here)
        assert sum(found[row["id"], month][0] for row in here) == pytest.approx(whole, abs=0.01 * len(here))


@pytest.mark.parametrize("scheme", [ALONE, TOGETHER], ids=["alone", "together"])
def test_every_statement_sums_to_the_pay(tmp_path: Path, scheme: Scheme) -> None:
    path = table(tmp_path, drawn(40))
    people = People.read(path, columns(scheme.pay), branch=True)
    for block in paid(scheme.pay, people, Problems(path), 9):
        for place, total in enumerate(block.total.tolist()):
            slip = block.statement(place)
            assert slip.amount == pytest.approx(total, abs=1e-9)
            awards = [award[place] for award in block.awards]
            assert [part.amount for part in slip.parts] == pytest.approx(awards, abs=1e-9)


def test_a_row_with_a_problem_is_in_no_pool(tmp_path: Path) -> None:
    rows = drawn(20)
    path = table(tmp_path, [{**row, "calls": "x"} if i == 3 else row for i, row in enumerate(rows)])
    people = People.read(path, columns(TOGETHER.pay), branch=True)
    problems = Problems(path)
    found = [amount for block in paid(TOGETHER.pay, people, problems, 4) for amount in block.awards[1].tolist()]
    without = pay_by_person(TOGETHER, table(tmp_path, [*rows[:3], *rows[4:]]), 100)
    assert found == [amounts[1] for amounts in without.values()]
    assert problems.rows == 1


def test_a_blank_target_is_that_of_the_scheme_and_a_number_counts_instead(tmp_path: Path) -> None:
    rows = [{**row, "target:calls": "" if i % 2 else 20.0} for i, row in enumerate(drawn(10))]
    found = pay_by_person(ALONE, table(tmp_path, rows), 4)
    for row in rows:
        told = {name: value for name, value in row.items() if value != ""}
        assert found[row["id"], row["period"]] == pytest.approx(slip_of(ALONE, told), abs=1e-9)
    usual = pay_by_person(ALONE, table(tmp_path, drawn(10)), 4)
    assert sum(found[who] != usual[who] for who in found) >= 3


def test_what_is_paid_later_is_the_deferred_part(tmp_path: Path) -> None:
    path = table(tmp_path, drawn(40))
    people = People.read(path, columns(ALONE.pay))
    for block in paid(ALONE.pay, people, Problems(path), 9):
        assert block.later == pytest.approx(0.4 * block.awards[0], abs=0.0151)  # three instalments of whole cents


def test_base_pay_is_asked_for_only_where_it_counts() -> None:
    prices, pool = TOGETHER.pay[2], TOGETHER.pay[0]
    assert [column.name for column in columns([prices])] == ["new_clients"]
    assert {column.name for column in columns([pool])} == {"base_pay", "sales", "target:sales"}


def test_base_pay_is_asked_for_where_a_component_says_that_it_counts() -> None:
    """Also where no amount in it is written as a share of base pay."""
    assert _reads_base_pay(cast("Any", SimpleNamespace(in_money=False)))
    assert not _reads_base_pay(cast("Any", SimpleNamespace(in_money=True)))


def test_the_year_so_far_is_asked_for_where_it_counts(tmp_path: Path) -> None:
    measure = {"kpi": "sales", "weight": "100%", "target": {"kind": "potential"}, "count": "year to date"}
    scheme = Scheme.model_validate(
        {"name": "x", "pay": [{"kind": "bonus", "every": "month", "target_pay": 1_000, "measures": [measure]}]}
    )
    row = {"id": 1, "sales": 30, "before:sales": 60, "target:sales": 100}
    assert pay_by_person(scheme, table(tmp_path, [row]), 9) == {("1", ""): [900.0]}


def test_a_fixed_grant_needs_no_numbers_and_is_all_paid_later(tmp_path: Path) -> None:
    grant = {"kind": "equity", "target_pay": 5_000, "deferral": {"paid_in": "options", "over": "2 years"}}
    scheme = Scheme.model_validate({"name": "x", "pay": [grant]})
    assert columns(scheme.pay) == []
    path = table(tmp_path, [{"id": who} for who in ("a", "b", "c")])
    (block,) = paid(scheme.pay, People.read(path, []), Problems(path), 9)
    assert block.total.tolist() == block.later.tolist() == [5_000.0] * 3
    assert "100% in options, vesting 2,500.00 after 12 months, 2,500.00 after 24 months" in str(block.statement(2))
