"""The frame of findings; whether they hold is asked in `test_bench`, once for all."""

from __future__ import annotations

import ast
import importlib
import math
from pathlib import Path

import pytest

import simkit.validation.findings
from simkit.behaviour.behaviour import Behaviour
from simkit.behaviour.conduct.timing import Timing
from simkit.behaviour.morale.rank_feedback import RankFeedback
from simkit.behaviour.views import STANDARD
from simkit.validation.findings import AWAITED, FINDINGS, Laboratory
from simkit.validation.findings.effects import Effect, change, change_among, ratio
from simkit.validation.findings.workplace import BASE, NOTHING, TWO_TASKS, piece_rate

FOLDER = Path(str(simkit.validation.findings.__file__)).parent
FILES = sorted(path for path in FOLDER.glob("*.py") if path.stem[:2] in {"sf", "gp", "ar"})
COMMON = {
    "simkit.arrays", "simkit.changes", "simkit.experiment.compare", "simkit.scenario.scenario", "simkit.scheme.scheme",
    "simkit.engine.world", "simkit.engine.year", "simkit.validation.findings",
}  # fmt: skip
"""Scenarios and schemes, what a comparison or a watched year tells, and the world that interventions see."""


def test_the_family_is_in_order() -> None:
    ids = [finding.id for finding in FINDINGS] + [awaited.id for awaited in AWAITED]
    assert len(set(ids)) == len(ids)
    assert len(FINDINGS) >= 20
    for finding in FINDINGS:
        low, high = finding.accepted
        assert low <= high
        assert finding.claim.endswith(".")
        assert all((finding.source, finding.lever, finding.measure, finding.why))
        assert not math.isinf(low) or not math.isinf(high), finding.id


def test_every_file_is_in_the_family() -> None:
    ids = {finding.id.lower().partition("_")[0] for finding in FINDINGS}
    assert {path.stem for path in FILES} == ids - {"ps09"}  # which stands with others of its kind in `spanned`


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_finding_reaches_nothing_but_what_is_public(path: Path) -> None:
    """No special path into the engine or into behaviour: arms in the scenario language, run as any other."""
    modules = {node.module for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)}
    used = {str(module) for module in modules if str(module).startswith("simkit")}
    assert all(any(module == each or module.startswith(f"{each}.") for each in COMMON) for module in used), used


def test_fitted_are_those_for_whom_numbers_were_set() -> None:
    """Authors who are the source of a default, and five for whom the docstring of a default or a finding says so."""
    named = " ".join([view.source for view in STANDARD] + sources_of_behaviour())
    fitted = {finding.source.split()[0].strip(",") for finding in FINDINGS if finding.set_by == "fitted"}
    by_docstring = {author for author in fitted if author not in named}
    assert by_docstring == {"Oyer", "Kishore", "Tzioumis", "Larkin", "Jenkins"}
    assert all(f"SF{number}" in str(Timing.__doc__) for number in ("02", "09", "34"))
    behaviour = {"Egan", "Card", "Cohn", "Kube", "Bradler", "Locke", "Sandvik", "Barankay", "Blanes", "Theeboom"}
    assert fitted - by_docstring == behaviour | {"Lazear", "Cala", "Fest", "Augenblick", "US"}


def sources_of_behaviour() -> list[str]:
    """Where the defaults of all mechanisms come from, where they have a source."""
    found = []
    for name in Behaviour.model_fields:
        mechanism = getattr(Behaviour(), name) or RankFeedback(told="hurts")
        found += importlib.import_module(type(mechanism).__module__).SOURCES.values()
    return found


def test_the_effect_of_a_piece_rate_is_the_closed_form() -> None:
    """Everybody alike: (1 + response x stake / (2 worth)) ^ (1 / (1 + 2 convexity)), up to the discount."""
    alike = {"people": {"talent": {"spread": 0}, "base_pay": {"median": BASE, "spread": 0}}, "market": {"swing": 0}}
    found = change(Laboratory(4).compare({"nothing": NOTHING, "piece": piece_rate(1.0)}, different=alike))
    for view in STANDARD:
        drive = view.response * view.present_bias * view.discount**2 / view.worth_of_effort
        expected = (1.0 + 0.5 * drive) ** (1.0 / (1.0 + 2.0 * view.convexity)) - 1.0
        assert found.by_view[view.name] == pytest.approx(expected, abs=1e-3)


def test_effects_are_pooled_by_weight() -> None:
    lab = Laboratory(6)
    comparison = lab.compare({"nothing": NOTHING, "piece": piece_rate(0.5)}, different={"work": TWO_TASKS})
    found = change(comparison)
    assert found.low < found.found < found.high
    pooled = sum(view.weight * found.by_view[view.name] for view in STANDARD)
    assert found.found == pytest.approx(pooled, rel=1e-9)  # all views have the same control
    assert change(comparison, "net_new_assets").found < 0.0
    thirds = [change_among(comparison, third).found for third in range(3)]
    assert thirds == sorted(thirds)  # whoever brings more has more to gain from a piece rate


def test_the_same_question_is_asked_once() -> None:
    lab = Laboratory(2)
    arms = {"nothing": NOTHING, "piece": piece_rate(0.5)}
    first = lab.compare(arms)
    assert lab.compare(arms) is first
    assert lab.compare({**arms, "piece": piece_rate(0.6)}) is not first


def test_differences_and_ratios_of_effects() -> None:
    one, other = Effect(0.21, 0.2, 0.22, {"x": 0.21}), Effect(0.1, 0.0, 0.2, {"x": 0.1})
    assert one.less(other).found == pytest.approx(0.11)
    assert ratio(one, other).by_view["x"] == pytest.approx(0.1)
    assert math.isnan(ratio(one, other).low)
