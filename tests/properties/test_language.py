"""Whatever the language says: pay is a number for everybody, with reasons that add up, or the file is refused in words.

Seen to fail: with targets that are not held above 0, with the lines of limits left out of a statement, and with
a rule or a scorer taken out of what is drawn.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simkit.arrays import Array
from simkit.changes import checked
from simkit.errors import SimkitError
from simkit.scheme.components.bonus import Bonus
from simkit.scheme.period_end import PeriodEnd
from simkit.scheme.scheme import Scheme
from simkit.scheme.scorers import Scorer
from simkit.scheme.target_rule import TargetBasis
from simkit.scheme.targets import Target
from tests.properties.bench import JARGON
from tests.properties.language import KPIS, bonuses, numbers

PEOPLE = 5
BRANCH = np.array([0, 0, 1, 1, 1])
SEEN: Counter[str] = Counter()
TOLD: list[str] = []


def kinds_of(family: Any) -> set[str]:
    """The kinds of a family of concepts."""
    union, *_ = get_args(family)
    members = [get_args(member)[0] if get_args(member) else member for member in get_args(union)]
    return {member.model_fields["kind"].default for member in members}


def made(written: dict[str, Any]) -> Bonus | None:
    """The bonus, or None and the message kept."""
    try:
        (bonus,) = checked(Scheme, {"name": "drawn", "pay": [written]}).pay
    except SimkitError as error:
        TOLD.append(str(error))
        return None
    assert isinstance(bonus, Bonus)
    return bonus


def ended(bonus: Bonus, draw: st.DataObject) -> PeriodEnd:
    """The end of a period with drawn results, its targets set by the rules from a drawn past."""

    def people() -> Array:
        return np.array([draw.draw(numbers(PEOPLE))])

    done = {kpi: people() for kpi in KPIS}
    history = {kpi: people() for kpi in KPIS}
    before = {kpi: people() for kpi in bonus.reads_before}
    book = np.array([[0.2, 1.0, 1.0, 3.0, 0.7]])
    first = draw.draw(st.booleans())
    goals = [
        measure.target.target(
            TargetBasis(100.0, book, history[measure.kpi], 0.25, BRANCH, None if first else 100.0 * book)
        )
        for measure in bonus.measures
    ]
    return PeriodEnd(done, np.full((1, PEOPLE), 9_000.0), goals, before, branch=BRANCH)


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(written=bonuses(), draw=st.data())
def _everything_is_a_number(written: dict[str, Any], draw: st.DataObject) -> None:
    bonus = made(written)
    if bonus is None:
        return
    for measure in bonus.measures:
        SEEN[f"target {measure.target.kind}"] += 1
        SEEN[f"score {measure.score.kind}"] += 1
    end = ended(bonus, draw)
    for goal in end.targets:
        assert (goal > 0.0).all()
    paid = bonus.award(end)
    assert np.isfinite(paid).all()
    assert (paid >= 0.0).all()
    for seat in range(PEOPLE):
        slip = bonus.statement(end, (0, seat))
        assert slip.amount == pytest.approx(float(paid[0, seat]), rel=1e-9, abs=0.01)
        *lines, rounding = slip.leaves()
        # each line is rounded to a cent; the last digits of a float are 1e-16 of the largest line
        largest = max(abs(line.value) for line in lines)
        assert abs(rounding.value) <= 0.005 * (len(lines) + 1) + 1e-12 * largest
    assert bonus.least_attained <= bonus.most_attained


def test_pay_is_a_number_or_the_file_is_refused_in_words() -> None:
    """Results within a million millions, nothing, ties and negative ones; every scorer and target rule was tried."""
    SEEN.clear()
    TOLD.clear()
    _everything_is_a_number()

    assert {f"target {kind}" for kind in kinds_of(Target)} | {f"score {kind}" for kind in kinds_of(Scorer)} == set(SEEN)
    assert min(SEEN.values()) >= 5
    assert TOLD
    for message in TOLD:
        assert message
        assert not any(word in message for word in JARGON)
        assert "; " in message


def test_what_is_missing_is_told() -> None:
    """Results that are not there are asked for by name."""
    measure = {
        "kpi": "sales",
        "weight": "100%",
        "target": {"kind": "none"},
        "score": {"kind": "deduction", "costs": "5%"},
    }
    scheme = checked(Scheme, {"name": "x", "pay": [{"kind": "bonus", "target_pay": 1_000, "measures": [measure]}]})
    assert scheme.payslip({"sales": 3}, {}, base_pay=0).amount == pytest.approx(850.0)
    with pytest.raises(SimkitError, match="results: no number for sales; write"):
        scheme.payslip({}, {}, base_pay=0)
