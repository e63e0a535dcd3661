"""Compare pay and bonus schemes for advisors by simulation before anyone is paid by them.

    import simkit
    scenario = simkit.load("scenarios/vip_managers.yaml")
    bolder = scenario.scheme("growth").with_("pay.0.curve.cap", "250%")
    answer = simkit.compare(scenario.with_scheme("bolder", bolder))
    answer.page("answer.html")

Everything public stands in `__all__`.  Nothing is loaded before it is used, so that `import simkit` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simkit.behaviour.views import View
    from simkit.engine.world import Intervention, World
    from simkit.errors import ScenarioError, SimkitError
    from simkit.experiment.compare import Interval
    from simkit.experiment.search.question import Search
    from simkit.outcomes.catalogue import Outcome
    from simkit.report.answer import Answer, compare
    from simkit.report.brief import Brief
    from simkit.report.diff import SchemeDiff, diff
    from simkit.report.reopen import reopen
    from simkit.report.search.answer import Found, search
    from simkit.report.selection import Choice, select
    from simkit.report.sensitivity.answer import Sensitivity, sensitivity
    from simkit.report.sensitivity.difficulty import DifficultyAnswer, difficulty
    from simkit.report.session import Session, brief
    from simkit.scenario.reading import load, load_scheme
    from simkit.scenario.scenario import Scenario
    from simkit.scheme.scheme import Scheme
    from simkit.validation.bench import validate
    from simkit.validation.board import Board

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Board",
    "Brief",
    "Choice",
    "DifficultyAnswer",
    "Found",
    "Interval",
    "Intervention",
    "Outcome",
    "Scenario",
    "ScenarioError",
    "Scheme",
    "SchemeDiff",
    "Search",
    "Sensitivity",
    "Session",
    "SimkitError",
    "View",
    "World",
    "__version__",
    "brief",
    "compare",
    "diff",
    "difficulty",
    "load",
    "load_scheme",
    "reopen",
    "search",
    "select",
    "sensitivity",
    "validate",
]

_HOME = {
    "Answer": "simkit.report.answer",
    "Brief": "simkit.report.brief",
    "Board": "simkit.validation.board",
    "Choice": "simkit.report.selection",
    "DifficultyAnswer": "simkit.report.sensitivity.difficulty",
    "Intervention": "simkit.engine.world",
    "Found": "simkit.report.search.answer",
    "Interval": "simkit.experiment.compare",
    "Outcome": "simkit.outcomes.catalogue",
    "Scenario": "simkit.scenario.scenario",
    "ScenarioError": "simkit.errors",
    "Scheme": "simkit.scheme.scheme",
    "SchemeDiff": "simkit.report.diff",
    "Search": "simkit.experiment.search.question",
    "Sensitivity": "simkit.report.sensitivity.answer",
    "Session": "simkit.report.session",
    "SimkitError": "simkit.errors",
    "View": "simkit.behaviour.views",
    "World": "simkit.engine.world",
    "brief": "simkit.report.session",
    "compare": "simkit.report.answer",
    "diff": "simkit.report.diff",
    "difficulty": "simkit.report.sensitivity.difficulty",
    "load": "simkit.scenario.reading",
    "load_scheme": "simkit.scenario.reading",
    "reopen": "simkit.report.reopen",
    "select": "simkit.report.selection",
    "search": "simkit.report.search.answer",
    "sensitivity": "simkit.report.sensitivity.answer",
    "validate": "simkit.validation.bench",
}
"""Where each public name lives; tests/test_public_names.py holds this equal to the imports above and to `__all__`."""


if not TYPE_CHECKING:  # a type checker knows the names from the imports above, and no others

    def __getattr__(name: str) -> Any:
        """Load a public name when it is first used."""
        if name not in _HOME:
            raise AttributeError(
                f"module 'simkit' has no attribute {name!r}; its public names are {', '.join(__all__)}"
            )
        found = getattr(import_module(_HOME[name]), name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    """The public names, for completion."""
    return sorted({*globals(), *__all__})
