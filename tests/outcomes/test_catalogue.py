from __future__ import annotations

from typing import get_args

import pytest

from simkit.errors import SimkitError
from simkit.outcome_names import OVER_SKIES, OutcomeName
from simkit.outcomes.catalogue import CATALOGUE, by_name


def test_every_outcome_is_there_once_and_says_what_it_means() -> None:
    names = [outcome.name for outcome in CATALOGUE]
    assert len(set(names)) == len(names)
    for outcome in CATALOGUE:
        assert by_name(outcome.name) is outcome
        assert outcome.sentence.endswith(".")
        assert outcome.unit
        assert outcome.source
        assert outcome.margin > 0


def test_the_families() -> None:
    families = [outcome.family for outcome in CATALOGUE]
    assert list(dict.fromkeys(families)) == ["fairness", "cost", "motivation", "conduct", "business"]
    over = {outcome.name for outcome in CATALOGUE if outcome.over == "skies"}
    assert over == {"cost_p10", "cost_p50", "cost_p90", "reserve", "cvar95"}


def test_margins() -> None:
    assert by_name("gini").margin_at(123.0) == 0.01
    assert by_name("profit").margin_at(-200.0) == pytest.approx(2.0)


def test_an_unknown_name_teaches() -> None:
    with pytest.raises(SimkitError, match=r"no outcome 'ginni'; did you mean \"gini\"\?"):
        by_name("ginni")
    with pytest.raises(SimkitError, match="no outcome 'joy'; write one of gini, "):
        by_name("joy")


def test_the_names_that_a_scenario_may_declare_are_those_of_the_catalogue() -> None:
    assert get_args(OutcomeName) == tuple(outcome.name for outcome in CATALOGUE if outcome.over == "seats")
    assert tuple(outcome.name for outcome in CATALOGUE if outcome.over == "skies") == OVER_SKIES
