"""Feedback comes at the end of its cadence; in between results are believed to go on as usual."""

from __future__ import annotations

import numpy as np
import pytest

from simkit.behaviour.learning.feedback import Feedback


@pytest.mark.parametrize(("every", "due"), [("1 month", 12), ("2 months", 6), ("1 quarter", 4), ("1 year", 1)])
def test_so_many_times_a_year_and_at_its_end(every: str, due: int) -> None:
    rule = Feedback.model_validate({"every": every})
    told = [month for month in range(12) if rule.is_due(month)]
    assert len(told) == due
    assert told[-1] == 11
    assert [rule.since(month) == 0 for month in range(12)] == [rule.is_due(month) for month in range(12)]


def test_in_between_normal_progress_is_believed() -> None:
    """Told 0.4 at the end of the first quarter; two months later 0.4 + 2 x 0.1, whatever was really achieved."""
    rule = Feedback(every="1 quarter")
    believed = rule.believed(np.array([[0.4, 0.0]]), np.array([[0.1, 0.2]]), rule.since(4))
    assert believed[0].tolist() == pytest.approx([0.6, 0.4], abs=1e-12)


def test_what_was_just_told_is_believed_as_it_is() -> None:
    told = np.array([[0.4]])
    assert Feedback().believed(told, 0.1, Feedback().since(3)).tolist() == told.tolist()
