"""Every case in scenarios/cases: results of a person, and the pay that was worked out by hand."""

from pathlib import Path

import pytest

from simkit.cli import main
from simkit.errors import SimkitError
from simkit.payrun.cases import Outcome, outcomes

SCENARIOS = Path(__file__).parents[2] / "scenarios"
FILES = sorted((SCENARIOS / "cases").glob("*.yaml"))
ALL = [(path, outcome) for path in FILES for outcome in outcomes(str(path))]
SMALL = f"""\
scheme: {SCENARIOS.as_posix()}/schemes/cn_price_list.yaml
usual:
  results: {{net_new_assets: 0, fund_sales: 0, insurance_premium: 0, gold_sales: 0, wmp_sales: 0}}
cases:
  - name: two clients
    results: {{new_clients: 2}}
    pays: 200
    lines: {{new_clients: 200}}
"""


@pytest.mark.parametrize(("path", "outcome"), ALL, ids=[f"{path.stem}: {outcome.name}" for path, outcome in ALL])
def test_a_case_pays_what_is_expected(path: Path, outcome: Outcome) -> None:
    assert outcome.wrong == (), f"\n{outcome.statement}"


@pytest.mark.parametrize("scheme", sorted(path.stem for path in (SCENARIOS / "schemes").glob("*.yaml")))
def test_every_scheme_has_cases(scheme: str) -> None:
    assert sum(path.stem == scheme for path, _ in ALL) >= 2, f"write two or more in scenarios/cases/{scheme}.yaml"


def small(folder: Path, old: str = "", new: str = "") -> str:
    """A file of one case with one change; gives its path."""
    assert old in SMALL
    path = folder / "case.yaml"
    path.write_text(SMALL.replace(old, new, 1) if old else SMALL, "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("pays: 200", "pays: 200.01", "pays 200.00, expected 200.01"),
        ("{new_clients: 200}", "{new_clients: 150}", "new_clients pays 200.00, expected 150.00"),
        ("{new_clients: 200}", "{new_client: 200}", 'there is no line new_client; did you mean "new_clients"?'),
    ],
)
def test_a_difference_is_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, wrong: str
) -> None:
    path = small(tmp_path, old, new)
    (outcome,) = outcomes(path)
    assert outcome.wrong == (wrong,)
    assert main(["pay", "--cases", path]) == 2
    shown = capsys.readouterr()
    assert f"differs      two clients\n  {wrong}\n  variable pay" in shown.out
    assert "1 of the cases differs from what is expected" in shown.err


def test_a_file_of_right_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pay", "--cases", small(tmp_path)]) == 0
    assert capsys.readouterr().out == "as expected  two clients\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{new_clients: 2}", "{}", "two clients: no number for new_clients; add it"),
        (
            "{new_clients: 2}",
            "{new_clients: 2, new_client: 3}",
            'two clients: the scheme does not ask for new_client; did you mean "new_clients"?',
        ),
        ("pays: 200", "pay: 200", '7:5: cases[0].pay: unknown key; did you mean "pays"?'),
        ("cn_price_list.yaml", "cn_price_lists.yaml", "there is no such file; did you mean"),
        ("new_clients: 2}", "new_clients: two}", "'two' is not a number; write an amount such as 120_000 or 12万"),
    ],
)
def test_a_case_that_cannot_be_paid(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(SimkitError) as caught:
        list(outcomes(small(tmp_path, old, new)))
    assert message in str(caught.value)


def test_a_fixed_grant_is_a_case_without_results(tmp_path: Path) -> None:
    grant = "{kind: equity, target_pay: 5_000, deferral: {paid_in: shares, over: 2 years}}"
    (tmp_path / "grant.yaml").write_text(f"name: grant\npay:\n  - {grant}\n", "utf-8")
    (tmp_path / "case.yaml").write_text("scheme: grant.yaml\ncases:\n  - {name: anybody, pays: 5_000}\n", "utf-8")
    (outcome,) = outcomes(str(tmp_path / "case.yaml"))
    assert outcome.wrong == ()


def test_cases_of_a_scheme_with_versions_say_the_month(tmp_path: Path) -> None:
    first, then = (f"[{{kind: commission, prices: {{clients: {price}}}}}]" for price in (100, 120))
    (tmp_path / "scheme.yaml").write_text(f"name: x\npay: {first}\nlater: [{{from: month 13, pay: {then}}}]\n", "utf-8")
    cases = "scheme: scheme.yaml\ncases:\n" + "".join(
        f"  - {{name: in {month}, month: month {month}, results: {{clients: 2}}, pays: {pays}}}\n"
        for month, pays in ((12, 200), (13, 240))
    )
    (tmp_path / "cases.yaml").write_text(cases, "utf-8")
    assert [outcome.wrong for outcome in outcomes(str(tmp_path / "cases.yaml"))] == [(), ()]
    (tmp_path / "cases.yaml").write_text(cases.replace("month: month 12, ", ""), "utf-8")
    with pytest.raises(
        SimkitError, match=r"in 12: the scheme changes from month 13 on; add the month .* month: month 1 or"
    ):
        list(outcomes(str(tmp_path / "cases.yaml")))


def test_pay_without_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pay", "scheme.yaml"]) == 2
    assert "pay takes a scheme and a table of results" in capsys.readouterr().err
