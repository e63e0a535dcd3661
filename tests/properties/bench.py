"""What comes of a damaged file: it is told line by line, or it runs and every number that was promised is there."""

from __future__ import annotations

import math
import random
import re
import signal
import time
import traceback
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from simkit.changes import written
from simkit.engine.plans import PlanCache
from simkit.errors import ScenarioError, SimkitError
from simkit.experiment.compare import Comparison, compare
from simkit.report.answer import Answer
from simkit.report.summary import summary
from simkit.report.terminal import report
from simkit.scenario.reading import load
from simkit.scenario.scenario import Scenario

JARGON = ("Input should", "validation error", "pydantic", "tag using", "function-", "Traceback", "Error(", "float64")
PROMISED = ("total_cost", "variable_cost", "effort", "live_pull", "value", "profit")
"""Outcomes that are numbers in every future."""
SEATS, LONGEST_WAIT, MOST_PLANS, WRITTEN_EVERY = 8, 120, 400, 20


@dataclass(frozen=True)
class Verdict:
    """What came of a mutation: `ran`, `told` in words, or a `fault` with its last line and all details."""

    number: int
    kind: Literal["ran", "told", "fault"]
    said: str
    seconds: float
    details: str = ""


class _FaultError(Exception):
    """Something that must not be, found by this bench itself."""


class Bench:
    """A folder with the shipped files, in which one file at a time is damaged, and the plans solved so far."""

    def __init__(self, files: Mapping[str, str], folder: Path) -> None:
        self._files = files
        self.folder = folder
        self._located = re.compile(
            re.escape(f"{self.folder}/").replace("/", r"[/\\]")
            + f"({'|'.join(map(re.escape, files))})"
            + r":\d+:\d+: ."
        )
        self._plans = PlanCache()
        (self.folder / "schemes").mkdir()
        for file, text in files.items():
            self._put(file, text)

    def tried(self, number: int, main: str, file: str, text: str, *, run: bool = True) -> Verdict:
        """What comes of `file` holding `text`; a file that loads is compared too, unless `run` is False."""
        begun = time.monotonic()
        self._put(file, text)
        try:
            with _watched():
                kind, said = self._what_comes(number, self.folder / main, run)
            return Verdict(number, kind, said, time.monotonic() - begun)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            last = f"{type(error).__name__}: {str(error)[:300]} {_innermost(error)}"
            return Verdict(number, "fault", last, time.monotonic() - begun, traceback.format_exc())
        finally:
            self._put(file, self._files[file])

    def _put(self, file: str, text: str) -> None:
        (self.folder / file).write_text(text, encoding="utf-8", newline="")

    def _what_comes(self, number: int, path: Path, run: bool) -> tuple[Literal["ran", "told"], str]:
        try:
            scenario = load(path)
        except ScenarioError as error:
            self._check_lines(str(error))
            return "told", str(error)
        if run:
            small = shrunk(scenario, random.Random(number))
            try:
                self._run(small, number)
            except SimkitError as error:
                _check_sentence(str(error))
                return "told", str(error)
        return "ran", ""

    def _check_lines(self, message: str) -> None:
        for line in message.splitlines():
            if not self._located.match(line) and not line.endswith("write one with: simkit new FILE"):
                raise _FaultError(f"a line without its place: {line}")
            _check_sentence(line)

    def _run(self, scenario: Scenario, number: int) -> None:
        if len(self._plans._known) > MOST_PLANS:
            self._plans = PlanCache()
        answer = compare(scenario, replications=2, plans=self._plans)
        document = summary(answer)
        check_numbers(answer, document)
        for line in report(document).splitlines():
            if re.search(r"\b(nan|inf|None)\b", line):
                raise _FaultError(f"the report says: {line}")
        if number % WRITTEN_EVERY == 0:
            Answer.of(answer).write(self.folder / "out")


def _check_sentence(message: str) -> None:
    if "\n" in message or not message or len(message) > 600 or any(word in message for word in JARGON):
        raise _FaultError(f"not a clear sentence: {message}")


def _innermost(error: Exception) -> str:
    """Where in simkit it happened."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "simkit" in f.filename]
    return f"({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""


@contextmanager
def _watched() -> Iterator[None]:
    """A warning is an error here, and so is a very long time where the system can tell it."""

    def stop(*_: object) -> None:
        raise _FaultError(f"not done after {LONGEST_WAIT} s")

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        if not hasattr(signal, "SIGALRM"):
            yield
            return
        before = signal.signal(signal.SIGALRM, stop)
        signal.alarm(LONGEST_WAIT)
        try:
            yield
        finally:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, before)


def shrunk(scenario: Scenario, chance: random.Random) -> Scenario:
    """The scenario with few seats, two years and one or two of its views, otherwise as it is."""
    seats = min(scenario.people.seats, SEATS)
    events = [written(event) for event in scenario.events if event.month <= 24]
    count = min(len(scenario.views), 2 if chance.random() < 0.2 else 1)
    views = [written(view) | {"weight": f"{100 // count}%"} for view in chance.sample(scenario.views, count)]
    small = scenario.with_("people.branches", min(scenario.people.branches, (seats + 1) // 2))
    small = small.with_("people.seats", seats).with_("events", events).with_("views", views)
    return small.with_("horizon", {"run_in": "12 months", "length": "12 months"}).with_("stake", "as written")


def check_numbers(answer: Comparison, document: Mapping[str, Any]) -> None:
    """Raise when a number is infinite, or missing where the summary promises one."""
    endless = [name for name, values in answer.runs.values.items() if np.isinf(values).any()]
    missing = [name for name in PROMISED if not np.isfinite(answer.runs.values[name]).all()]
    if endless or missing:
        raise _FaultError(f"infinite: {endless}, no number: {missing}")
    if None in (document["stake"]["variable_over_base"], *_promised(document)):
        raise _FaultError("the summary has no number for a bridge, a level of a cost, or an answer of a view")
    for name, outcome in document["outcomes"].items():
        chances = [*outcome.get("p_best", {}).values(), outcome.get("no_clear_difference") or 0.0]
        if not all(c is None or -1e-9 <= c <= 1.0 + 1e-9 for c in chances) or math.isnan(
            sum(c or 0.0 for c in chances)
        ):
            raise _FaultError(f"{name}: chances {chances}")


def _promised(document: Mapping[str, Any]) -> Iterator[float | None]:
    for steps in document["bridge"].values():
        yield from (step["mean"] for step in steps.values())
    for name in PROMISED:
        for years in document["outcomes"][name]["levels"].values():
            yield from (year["mean"] for year in years.values())
    for view in document["views"].values():
        yield view["output_change_for_10_percent_more_variable_pay"]
