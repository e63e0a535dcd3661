"""Whatever the language says: pay is a number for everybody, with reasons that add up, or the file is refused in words.

Seen to fail: with targets that are not held above 0, with the lines of limits left out of a statement, with a rule, a
scorer or a kind of component taken out of what is drawn, and with a missing result that counts as 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simkit.arrays import Array, Index
from simkit.changes import checked, written
from simkit.errors import SimkitError
from simkit.quantities import SMALLEST
from simkit.scheme.components import Component
from simkit.scheme.payslip import line_of
from simkit.scheme.period_end import PeriodEnd
from simkit.scheme.scheme import Scheme
from simkit.scheme.scorers import Scorer
from simkit.scheme.target_rule import TargetBasis
from simkit.scheme.targets import Target
from tests.properties.bench import JARGON
from tests.properties.components import COMPONENTS, schemes
from tests.properties.language import numbers

PEOPLE = 5
LEAST = 10
"""How often each kind must be drawn, and paid, for it to count as covered."""
BRANCH = np.array([0, 0, 1, 1, 1])
BOOK = np.array([[0.2, 1.0, 1.0, 3.0, 0.7]])
DRAWN: Counter[str] = Counter()
PAID: Counter[str] = Counter()
TOLD: list[str] = []


def kinds_of(family: Any) -> set[str]:
    """The kinds of a family of concepts."""
    union, *_ = get_args(family)
    members = [get_args(member)[0] if get_args(member) else member for member in get_args(union)]
    return {member.model_fields["kind"].default for member in members}


def made(given: dict[str, Any]) -> Scheme | None:
    """The scheme, or None and the message kept."""
    try:
        return checked(Scheme, given)
    except SimkitError as error:
        TOLD.append(str(error))
        return None


def parts_of(component: Any) -> Iterator[str]:
    """What a component is made of, as it is counted."""
    yield f"component {component.kind}"
    for measure in component.measures:
        yield f"score {measure.score.kind}"
        yield f"target {measure.target.kind}"
    for name in ("gates", "limits", "modifiers", "adjustments", "deferral"):
        if getattr(component, name, None):
            yield f"with {name}"


class World:
    """Five people in two branches, whose results are drawn when they are asked for; some numbers may be missing."""

    def __init__(self, draw: st.DataObject) -> None:
        self._draw = draw
        self.nobody = draw.draw(st.sampled_from([None, None, None, 0, 3]))
        """Somebody of whom nothing is known."""
        self._gap = draw.draw(st.sampled_from([None, None, None, 1, 2]))
        self._known: dict[str, Array] = {}
        self._first = draw.draw(st.booleans())

    def amounts(self, name: str) -> Array:
        """Everybody's number (1, person)."""
        if name not in self._known:
            found = np.array([self._draw.draw(numbers(PEOPLE))])
            if self.nobody is not None:
                found[0, self.nobody] = np.nan
            if self._gap is not None and self._draw.draw(st.integers(0, 2)) == 0:
                found[0, self._gap] = np.nan
            self._known[name] = found
        return self._known[name]

    def ended(self, component: Component) -> PeriodEnd:
        """The end of a period of a component, its targets set by the rules from last year's results."""
        goals = [measure.target.target(self._basis(measure.kpi)) for measure in component.measures]
        for goal in goals:
            assert not (goal <= 0.0).any()
        return PeriodEnd(
            {kpi: self.amounts(kpi) for kpi in component.counted},
            np.full((1, PEOPLE), 9_000.0),
            goals,
            {kpi: self.amounts(f"before:{kpi}") for kpi in component.reads_before},
            # twelve months that hold this period are not known where it is not
            {kpi: self.amounts(f"trailing:{kpi}") + 0.0 * self.amounts(kpi) for kpi in component.reads_trailing},
            branch=BRANCH,
        )

    def _basis(self, kpi: str) -> TargetBasis:
        history = self.amounts(f"history:{kpi}")
        return TargetBasis(100.0, BOOK, history, 0.25, BRANCH, None if self._first else 100.0 * BOOK)


def picked(end: PeriodEnd, seats: Index) -> PeriodEnd:
    """Some of the people alone."""
    results, before, trailing = (
        {kpi: values[:, seats] for kpi, values in each.items()} for each in (end.results, end.before, end.trailing)
    )
    goals = [goal[:, seats] for goal in end.targets]
    return PeriodEnd(results, end.base_pay[:, seats], goals, before, trailing, branch=end.branches[seats])


def check_statements(component: Component, end: PeriodEnd, paid: Array) -> None:
    """Who has all numbers has pay, and reasons that sum to it; who lacks one has neither, and is told which."""
    for seat in range(PEOPLE):
        slip, missing = line_of(component, end, (0, seat)), component.missing(end, (0, seat))
        amount = float(paid[0, seat])
        assert np.isnan(amount) == bool(missing)
        if missing:
            PAID["missing"] += 1
            assert np.isnan(slip.amount)
            assert all(name in slip.note for name in missing)
            continue
        assert np.isfinite(amount)
        assert slip.amount == pytest.approx(amount, rel=1e-9, abs=0.01)
        *lines, rounding = slip.leaves()
        # each line is rounded to a cent, pay to its unit; the last digits of a float are 1e-16 of the largest line
        largest = max(abs(line.value) for line in lines)
        assert abs(rounding.value) <= 0.5 * component.round_to + 0.005 * len(lines) + 1e-9 + 1e-12 * largest


def check_pay(component: Component, end: PeriodEnd, world: World) -> None:
    """Pay of five people, of those alone of whom something is known, at other levels of business, and in parts."""
    paid = component.award(end)
    assert paid.shape == (1, PEOPLE)
    # only a negative price takes money away
    assert not (paid < 0.0).any() or min(getattr(component, "prices", {}).values(), default=0.0) < 0.0
    check_statements(component, end, paid)
    for scaled in component.awards_at((0.8, 1.2), end, {"service"}):
        assert (np.isnan(scaled) == np.isnan(paid)).all()
    if world.nobody is not None:
        rest = np.delete(np.arange(PEOPLE), world.nobody)
        alone = component.award(picked(end, rest))
        assert alone == pytest.approx(paid[:, rest], rel=1e-9, abs=1.01 * component.round_to, nan_ok=True)
    if component.deferral is not None:
        payments = component.deferral.payments(paid, component.paid_after, component.round_to)
        assert sum(amount for _, amount in payments) == pytest.approx(paid, rel=1e-9, abs=1e-6, nan_ok=True)
    if (np.nan_to_num(component.felt(end)) > 0.0).any():
        PAID.update(set(parts_of(component)))
        PAID["ties"] += any(len(np.unique(values[0])) < PEOPLE for values in end.results.values())


def check_payslip(scheme: Scheme, world: World) -> None:
    """One person's pay from plain numbers is a number, or the numbers are refused in words."""
    counted = {kpi for component in scheme.pay for kpi in component.counted}
    results = {kpi: float(world.amounts(kpi)[0, 2]) for kpi in counted}
    targets = {measure.kpi: 100.0 for component in scheme.pay for measure in component.measures if measure.has_target}
    if any(np.isnan(each) or 0.0 < abs(each) < SMALLEST for each in results.values()):
        with pytest.raises(SimkitError, match="; write"):
            scheme.payslip(results, targets, 9_000.0)
    else:
        assert np.isfinite(scheme.payslip(results, targets, 9_000.0).amount)


@settings(max_examples=1_000, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(given=schemes(), draw=st.data())
def _everything_is_a_number(given: dict[str, Any], draw: st.DataObject) -> None:
    scheme = made(given)
    if scheme is None:
        return
    assert checked(Scheme, written(scheme)) == scheme
    world = World(draw)
    for month in (1, *(version.starts for version in scheme.later)):
        for component in scheme.at(month).pay:
            DRAWN.update(set(parts_of(component)))
            PAID["later versions"] += month > 1
            check_pay(component, world.ended(component), world)
    check_payslip(scheme, world)


def test_every_kind_of_component_is_drawn() -> None:
    """A new kind joins `COMPONENTS` in tests/properties/components.py with a strategy that writes it."""
    assert set(COMPONENTS) == kinds_of(Component)


def test_pay_is_a_number_or_the_file_is_refused_in_words() -> None:
    """Results within a million millions, nothing, ties, negative and missing ones.

    Counted over the run: every kind of component, scorer and target rule was drawn, and somebody was paid by it.
    """
    for seen in (DRAWN, PAID, TOLD):
        seen.clear()
    _everything_is_a_number()

    families = {"component": Component, "score": Scorer, "target": Target}
    kinds = {f"{name} {kind}" for name, family in families.items() for kind in kinds_of(family)}
    features = {"with gates", "with limits", "with modifiers", "with adjustments", "with deferral"}
    assert kinds | features == set(DRAWN)
    assert kinds | features | {"missing", "ties", "later versions"} == set(PAID)
    assert min(DRAWN.values()) >= LEAST, DRAWN.most_common()[-3:]
    assert min(PAID.values()) >= LEAST, PAID.most_common()[-3:]
    assert TOLD
    for message in TOLD:
        assert message
        for line in message.splitlines():
            assert not any(word in line for word in JARGON)
            assert "; " in line


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
