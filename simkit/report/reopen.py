"""Reading an answer back from the folder of its results, also while the run still goes on, or after it was stopped."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from simkit.changes import checked
from simkit.engine.plans import PlanCache
from simkit.errors import SimkitError
from simkit.experiment.compare import Comparison
from simkit.experiment.kept_parts import part_from
from simkit.experiment.part import Part, joined, usable
from simkit.experiment.precision import Precision
from simkit.experiment.run import Runs
from simkit.experiment.stake import Stake
from simkit.report.answer import Answer
from simkit.results.chunks import Chunks, questions, unfinished
from simkit.results.files import MANIFEST, as_problem, place, read_manifest
from simkit.results.made_by import differing, made_by
from simkit.scenario.scenario import Scenario


def reopen(folder: str | os.PathLike[str]) -> Answer:
    """The answer in a folder that `simkit compare --out` or `simkit.compare(out=...)` writes.

    Of a run that is not finished it is the answer of the skies that are, and says so; where such a run goes on over an
    earlier result, the run counts.  Raises SimkitError when the folder holds no finished sky, or when they were
    simulated by another simkit.
    """
    with as_problem(folder):
        chunks, said = _chunks_in(folder)
        ranges = said["asked"] if "asked" in said else said["skies"]
        asked = [sky for first, last in ranges for sky in range(first, last + 1)]
        rows, parts = _finished([part_from(skies, blocks) for skies, blocks in chunks.parts()], asked)
    if not rows:
        raise SimkitError(f"{os.fspath(folder)}: no sky that was asked for is finished yet")
    scenario = checked(Scenario, chunks.said["scenario"])
    stake = Stake.of(scenario, chunks.said["factors"])
    runs = Runs(**vars(joined(rows, parts)), scenario=stake.scenario, seed=chunks.said["question"]["seed"])
    return Answer.of(
        Comparison(
            runs,
            stake,
            scenario,
            plans=PlanCache().all(stake.scenario),
            interventions=chunks.said["interventions"],
            missing=len(asked) - len(rows),
            precision=Precision(**said["precision"]) if "precision" in said else None,
        )
    )


def _chunks_in(folder: str | os.PathLike[str]) -> tuple[Chunks, Mapping[str, Any]]:
    """The skies in a folder, and what is said of those that were asked for; an unfinished run comes first."""
    at, shown = place(folder), os.fspath(folder)
    left, result = unfinished(at), read_manifest(at / MANIFEST)
    chunks = left or next((each for each in questions(at) if each.key == result.get("chunks")), None)
    if chunks is None:
        raise SimkitError(
            f"{shown}: no finished skies are kept here; name the folder that was given to simkit compare --out"
        )
    mine, theirs = ({name: each[name] for name in ("simkit", "code")} for each in (made_by(), chunks.said["question"]))
    if other := differing(theirs, mine):
        raise SimkitError(
            f"{shown}: the skies here were simulated by another simkit ({'; '.join(other)}); open them with that one. "
            "What it wrote beside them, such as page.html, is as it was"
        )
    return chunks, left.said if left else result


def _finished(parts: Sequence[Part], asked: Sequence[int]) -> tuple[list[int], list[Part]]:
    """The skies that are there, in the order they were asked for, and the parts that hold just these."""
    there = {sky for part in parts for sky in part.replications}
    rows = [sky for sky in asked if sky in there]
    while rows:
        taken = usable(parts, rows)
        held = {sky for part in taken for sky in part.replications}
        if len(held) == len(rows):
            return rows, taken
        rows = [sky for sky in rows if sky in held]
    return [], []
