"""Target rules in a running firm: what they ask of everybody, year after year."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import simkit
from simkit.arrays import Array
from simkit.behaviour.ratchet import foreseen
from simkit.engine.tally import Known, Tally
from simkit.scheme.components.bonus import Bonus
from tests.engine.worlds import world

WORK = world().work
SHAPE = (1, 4)
BOOK = np.array([[0.5, 1.0, 1.5, 1.0]])
BRANCH = np.array([0, 0, 1, 1])
NORMAL = 400_000.0 * 3
SEASON = (1.0,) * 12


def tally(target: dict[str, Any], **measure: Any) -> Tally:
    """A quarterly bonus on sales alone, without seasons."""
    measured = {"kpi": "sales", "weight": "100%", "target": target} | measure
    bonus = Bonus.model_validate({"every": "quarter", "target_pay": 1_000, "measures": [measured]})
    return Tally(bonus, WORK, SEASON, SHAPE)


def asked(found: Tally, history: Array, month: int = 0) -> Array:
    """The target of the quarter that begins in `month`, over a normal quarter."""
    year = {"sales": np.zeros(SHAPE)}
    found.begin(month, Known(BOOK, {"sales": 4.0 * NORMAL * history}, BRANCH), year)
    return found.targets[0] / NORMAL


@pytest.mark.parametrize(
    ("target", "others"),
    [
        ({"kind": "growth", "by": "0%"}, [1.0, 0.5, 0.6]),
        ({"kind": "top_down", "total": 2 * NORMAL, "split": "history"}, [2 / 2.1, 1 / 2.1, 1.2 / 2.1]),
        ({"kind": "bottom_up", "total": 2 * NORMAL}, [2 / 2.1, 1 / 2.1, 1.2 / 2.1]),
        ({"kind": "regression", "keep": "0%"}, [2.1 / 3.5, 1.5 * 2.1 / 3.5, 2.1 / 3.5]),
        ({"kind": "differentiated", "measured": "level", "growth": {"0%": "20%", "80%": "0%"}}, [1.0, 0.6, 0.6]),
        ({"kind": "peers", "among": "all"}, [0.7, 0.7, 0.7]),
        ({"kind": "peers", "among": "all", "middle": "median"}, [0.6, 0.6, 0.6]),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_who_has_no_past_counts_for_nobody_else(target: dict[str, Any], others: list[float]) -> None:
    """Last year 1, 0.5 and 0.6 of a normal one, and of the first person nothing is known: not taken for 0."""
    found = asked(tally(target), np.array([[np.nan, 1.0, 0.5, 0.6]]))[0]
    assert found[1:] == pytest.approx(others)
    assert np.isnan(found[0]) == (target["kind"] != "peers")


def test_nobody_has_anything_to_split_by() -> None:
    """All parts 0: equal shares of those who are known."""
    found = asked(tally({"kind": "top_down", "total": 3 * NORMAL, "split": "history"}), np.array([[np.nan, 0, 0, 0]]))
    assert found[0, 1:] == pytest.approx([1.0, 1.0, 1.0])
    assert np.isnan(found[0, 0])


def test_a_ratchet_moves_by_its_share_every_year() -> None:
    """By hand: 1 -> 1 + 0.5 (1.4 - 1) = 1.2 -> 1.2 + 0.5 (1.0 - 1.2) = 1.1 of the book; one that only rises stays."""
    both, up = tally({"kind": "ratchet", "share": "50%"}), tally({"kind": "ratchet", "share": "50%", "moves": "up"})
    results = [1.4 * BOOK, 1.0 * BOOK]
    for rule, expected in ((both, (1.0, 1.2, 1.1)), (up, (1.0, 1.2, 1.2))):
        found = [asked(rule, year) for year in (BOOK, *results)]
        for target, share in zip(found, expected, strict=True):
            assert target == pytest.approx(share * BOOK)


def test_each_quarter_has_its_own_ratchet() -> None:
    """The second quarter of the first year knows nothing of the first."""
    rule = tally({"kind": "ratchet", "share": "100%"})
    asked(rule, BOOK)
    assert asked(rule, 2.0 * BOOK, month=3) == pytest.approx(BOOK)
    assert asked(rule, 2.0 * BOOK) == pytest.approx(2.0 * BOOK)


@pytest.mark.parametrize("split", ["potential", "history"])
def test_a_total_is_handed_out_with_something_on_top(split: str) -> None:
    rule = tally({"kind": "top_down", "total": 5 * NORMAL, "split": split, "over_assignment": "4%"})
    history = np.array([[1.0, 1.0, 2.0, 0.0]])
    handed_out = asked(rule, history)
    assert float(handed_out.sum()) == pytest.approx(5.2, abs=0.01)
    assert handed_out[0, 2] / handed_out[0, 1] == pytest.approx(1.5 if split == "potential" else 2.0)


def test_peers_are_those_of_the_branch() -> None:
    history = np.array([[1.0, 2.0, 4.0, 8.0]])
    assert asked(tally({"kind": "peers"}), history).tolist() == pytest.approx(np.array([[1.5, 1.5, 6.0, 6.0]]))
    everybody = {"kind": "peers", "among": "all", "middle": "median", "by": "10%"}
    assert asked(tally(everybody), history) == pytest.approx(np.full(SHAPE, 3.3))


def test_who_was_weak_is_asked_to_grow_more() -> None:
    rule = tally({"kind": "differentiated", "growth": {"0%": "40%", "25%": "15%", "75%": "7%"}})
    history = np.array([[1.0, 2.0, 4.0, 8.0]])
    assert asked(rule, history) == pytest.approx(np.array([[1.4, 2.3, 4.6, 8.56]]))


def test_targets_to_date_add_up_and_begin_again_in_january() -> None:
    """One quarter's sales of 1, 3 and then 1 normal quarters, against 1, 2 and again 1 to date."""
    rule = tally({"kind": "potential"}, count="year to date")
    base, paid, year = np.full(SHAPE, 9_000.0), [], {"sales": np.zeros(SHAPE)}
    for month, done in ((0, 1.0), (3, 3.0), (12, 1.0)):
        if month == 12:
            year = {"sales": np.zeros(SHAPE)}
        rule.begin(month, Known(BOOK, {"sales": BOOK}, BRANCH), year)
        year["sales"] += done * NORMAL * BOOK
        paid.append(float(rule.award({}, base)[0][0, 0]))
    assert paid == pytest.approx([1_000.0, 2_000.0, 1_000.0])


def test_a_ratchet_costs_pull_as_far_as_it_lasts() -> None:
    """With a year worth 90% of the one before: history alone takes 0.9 x share, a target that builds on itself more."""
    assert foreseen(1.0, 0.9, 1.0, keeps=False) == pytest.approx(0.1)
    assert foreseen(0.5, 0.9, 1.0, keeps=False) == pytest.approx(1.0 - 0.5 * 0.9)
    assert foreseen(0.5, 0.9, 1.0) == pytest.approx(0.1 / 0.55)
    assert foreseen(0.5, 0.9, 0.0) == foreseen(0.0, 0.9, 1.0, keeps=False) == 1.0


RULES: dict[str, dict[str, Any]] = {
    "weighted": {"history": "50%"},
    "regression": {"keep": "50%"},
    "differentiated": {"growth": {"0%": "20%", "50%": "5%"}},
    "ratchet": {"share": "50%"},
    "negotiated": {"by": "5%"},
    "peers": {"period": "this period", "among": "all"},
    "top_down": {"total": 7 * NORMAL},
    "bottom_up": {"total": 7 * NORMAL},
}


def test_every_rule_is_planned_and_paid() -> None:
    """With behaviour on, people under each rule work harder than without pay, and are paid."""
    schemes = {
        kind: {
            "name": kind,
            "pay": [{
                "kind": "bonus", "every": "quarter", "target_pay": "40% of base pay",
                "measures": [{"kpi": "sales", "weight": "100%", "target": {"kind": kind} | rule}],
            }],
        }
        for kind, rule in RULES.items()
    }  # fmt: skip
    values = simkit.compare(world(schemes=schemes), replications=2).runs.values
    assert float(values["effort"].mean(axis=(1, 2, 3)).min()) > 1.02
    assert float(values["variable_cost"].min()) > 0.0
    assert np.isfinite(values["total_cost"]).all()
