"""Keeping what is finished: every part of a comparison goes to a file at once, and a later run goes on from there.

A question is everything that decides the numbers of a sky: the scenario, the seed, interventions, and whatever made
them (`results.made_by`).  Parts of another question are never mixed in.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import pickle
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from types import FunctionType, ModuleType
from typing import Any

from pydantic import BaseModel

from simkit.changes import written
from simkit.engine.world import Intervention, fingerprint
from simkit.errors import SimkitError
from simkit.experiment.kept_parts import blocks_of, part_from
from simkit.experiment.part import Part
from simkit.experiment.precision import Precision
from simkit.quantities import said
from simkit.results.chunks import CHUNKS, Chunks, key_of, questions, unfinished
from simkit.results.files import place
from simkit.results.made_by import differing, made_by
from simkit.scenario.scenario import Scenario

_TOLD = 3
"""So many changes of a scenario are told."""


class Keep:
    """The parts of one comparison in a folder of results.

    factors: those on variable pay, once they are known: a run that goes on need not look for them again.
    """

    def __init__(
        self,
        folder: str | os.PathLike[str],
        scenario: Scenario,
        seed: int,
        replications: Sequence[int],
        interventions: Sequence[Intervention] = (),
        *,
        resume: bool = False,
    ) -> None:
        """`resume`: whether to go on from the parts that are there.

        Raises SimkitError when there are some and nobody asked to go on, or when they answer another question.
        """
        question = question_of(scenario, seed, interventions)
        self._scenario, self._resume = scenario, resume
        self._said: dict[str, Any] = {
            "asked": ranges(replications),
            "question": question,
            "interventions": fingerprint(interventions) if interventions else "",
            "scenario": written(scenario),
        }
        self.chunks = Chunks(place(folder), key_of(question), self._said, os.fspath(folder))
        self.factors: dict[str, float] | None = None
        self._check(f"{os.fspath(folder)}{os.sep}{CHUNKS}")
        mine = [chunks for chunks in questions(self.chunks.results) if chunks.key == self.chunks.key]
        if resume and mine:
            self.chunks.tidy()
            self.settle(mine[0].said["factors"])

    def _check(self, shown: str) -> None:
        left = unfinished(self.chunks.results)
        if self._resume:
            there = questions(self.chunks.results)
            other = left if left is not None else next(iter(there), None)
            if other is not None and self.chunks.key not in {chunks.key for chunks in there}:
                raise SimkitError(
                    f"{shown}: the {len(other.skies())} finished skies there answer another question: "
                    f"{'; '.join(changes(other.said, self._said))}. Go back to that, or name another folder"
                )
        elif left is not None and left.key == self.chunks.key:
            raise SimkitError(
                f"{shown}: {len(left.skies())} skies of this run are finished and kept there; add --resume (in Python "
                "resume=True) to go on from them, or name another folder"
            )

    def ask(self, replications: Sequence[int], precision: Precision) -> None:
        """From now on these skies are asked for, and the precision is the reason."""
        self._said |= {"asked": ranges(replications), "precision": asdict(precision)}
        self.chunks = replace(self.chunks, said={**self.chunks.said, **self._said})

    def settle(self, factors: Mapping[str, float]) -> None:
        """The factors on variable pay are found."""
        self.factors = dict(factors)
        self.chunks = replace(self.chunks, said={**self._said, "factors": self.factors})

    def parts(self) -> list[Part]:
        """The parts that are there, if the run goes on from them."""
        return [part_from(skies, blocks) for skies, blocks in self.chunks.parts()] if self._resume else []

    def add(self, part: Part) -> None:
        """Write a part to a file of its own, whole or not at all."""
        self.chunks.add(part.replications, blocks_of(self._scenario, part))


def question_of(scenario: Scenario, seed: int, interventions: Sequence[Intervention] = ()) -> dict[str, Any]:
    """All that decides the numbers of a sky, as plain values."""
    return {
        "scenario": scenario.fingerprint,
        "seed": seed,
        "interventions": _fingerprint_with_surroundings(interventions) if interventions else "",
        **made_by(),
    }


def ranges(numbers: Sequence[int]) -> list[list[int]]:
    """First and last of every run of numbers.

    >>> ranges(range(200)), ranges([5]), ranges([1, 2, 7])
    ([[0, 199]], [[5, 5]], [[1, 2], [7, 7]])
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What differs between the questions of two manifests, in words."""
    one, other = before["question"], now["question"]
    told = []
    if one["scenario"] != other["scenario"]:
        found = list(_changes_of(before["scenario"], now["scenario"]))
        told += found[:_TOLD]
        if len(found) > _TOLD:
            told.append(f"and {len(found) - _TOLD} more changes of the scenario")
    if one["seed"] != other["seed"]:
        told.append(f"the seed was {one['seed']} and is {other['seed']}")
    if one["interventions"] != other["interventions"]:
        told.append("the interventions have changed, or what they use")
    asked = ("scenario", "seed", "interventions")
    return told + differing(*({n: v for n, v in each.items() if n not in asked} for each in (one, other)))


def _changes_of(before: Any, now: Any, path: str = "") -> Iterator[str]:
    """Every value of a scenario that differs, by its path.

    >>> list(_changes_of({"people": {"seats": 240}}, {"people": {"seats": 24}}))
    ['people.seats was 240 and is 24']
    """
    if isinstance(before, dict) and isinstance(now, dict):
        for key in dict.fromkeys([*before, *now]):
            yield from _changes_of(before.get(key), now.get(key), f"{path}.{key}" if path else key)
        if before == now and list(before) != list(now):
            yield f"{path or 'the scenario'} had another order"
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for number, (one, other) in enumerate(zip(before, now, strict=True)):
            yield from _changes_of(one, other, f"{path}.{number}")
    elif before != now:
        yield f"{path} was {said(before)} and is {said(now)}"


def _fingerprint_with_surroundings(interventions: Sequence[Intervention]) -> str:
    """SHA-256 of interventions and of what they use; raises SimkitError when a source cannot be read."""
    lines = [fingerprint(interventions), *(line for each in interventions for line in _around(each))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _around(intervention: Intervention) -> Iterator[str]:
    """What an intervention uses beside its own lines: values and functions from around it, as hashes.

    What cannot be told is never the same twice, so nothing is gone on from by mistake.
    """
    found = inspect.getclosurevars(intervention)
    itself: Any = intervention
    values = {
        **found.globals,
        **found.nonlocals,
        "defaults": (getattr(itself, "__defaults__", None), getattr(itself, "__kwdefaults__", None)),
        "self": getattr(itself, "__self__", None),
    }
    for name, value in sorted(values.items()):
        yield f"{name} {_told(value)}"


def _told(value: Any) -> str:
    if isinstance(value, ModuleType):
        return value.__name__
    if isinstance(value, BaseModel):
        return value.model_dump_json()
    if isinstance(value, FunctionType | type):
        try:
            return inspect.getsource(value)
        except (OSError, TypeError):  # not written in Python, or at a prompt
            return f"{value.__module__}.{value.__qualname__}"
    try:
        return hashlib.sha256(pickle.dumps(value)).hexdigest()
    except (pickle.PicklingError, AttributeError, TypeError):
        return secrets.token_hex()
