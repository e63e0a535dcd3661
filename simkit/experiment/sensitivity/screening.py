"""Which assumptions matter: Morris screening of the paired differences.

One assumption after the other jumps by two thirds of its range, from a random starting point on (a trajectory); the
change of the difference per whole range is an elementary effect.  mu* is the mean of their sizes: how much hangs on the
assumption.  sigma, their standard deviation, is large where the effect depends on the other assumptions, or is not
straight.  Design and indices are SALib's (Morris 1991, Technometrics 33; Campolongo, Cariboni and Saltelli 2007); its
intervals are bootstrapped over trajectories.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from simkit.arrays import Array
from simkit.errors import SimkitError
from simkit.experiment.sensitivity.assumption import Assumption
from simkit.experiment.sensitivity.differences import Differences

LEVELS, RESAMPLES = 4, 1_000


@dataclass(frozen=True)
class Effect:
    """What one assumption does to the difference of a scheme from the first, better being positive.

    In the outcome's unit for a move through the whole range.  half: half the width of the 95 % interval of mu*.
    """

    assumption: Assumption
    mu: float
    mu_star: float
    half: float
    sigma: float


def screen(
    differences: Differences, assumptions: Sequence[Assumption], trajectories: int
) -> dict[str, tuple[Effect, ...]]:
    """Scheme -> the effects of all assumptions, those that matter most first.

    It takes trajectories x (assumptions + 1) evaluations.  Raises SimkitError for fewer than two trajectories.
    """
    if trajectories < 2:
        raise SimkitError(f"{trajectories} trajectory has no spread; ask for 2 at least, such as 6")
    sampled = salib("sample.morris").sample(problem(assumptions), trajectories, LEVELS, seed=differences.seed)
    found = evaluated(differences, assumptions, sampled)
    analysed = salib("analyze.morris").analyze
    ranked = {}
    for place, scheme in enumerate(differences.schemes[1:], 1):
        indices = analysed(
            problem(assumptions),
            sampled,
            found[:, place],
            num_resamples=RESAMPLES,
            num_levels=LEVELS,
            seed=differences.seed,
        )
        columns = [np.asarray(indices[name], dtype=np.float64) for name in ("mu", "mu_star", "mu_star_conf", "sigma")]
        effects = [Effect(one, *row) for one, row in zip(assumptions, np.transpose(columns).tolist(), strict=True)]
        ranked[scheme] = tuple(sorted(effects, key=lambda effect: -effect.mu_star))
    return ranked


def matter_most(effects: Mapping[str, Sequence[Effect]], count: int) -> tuple[Assumption, ...]:
    """The assumptions with the largest mu* for any scheme; those without any effect are never among them."""
    largest: dict[Assumption, float] = {}
    for each in effects.values():
        for effect in each:
            largest[effect.assumption] = max(largest.get(effect.assumption, 0.0), effect.mu_star)
    ranked = sorted(largest, key=lambda one: -largest[one])
    return tuple(one for one in ranked[:count] if largest[one] > 0.0)


def problem(assumptions: Sequence[Assumption]) -> dict[str, Any]:
    """The assumptions as SALib describes them: uniform between their ends."""
    return {
        "num_vars": len(assumptions),
        "names": [one.path for one in assumptions],
        "bounds": [[one.low, one.high] for one in assumptions],
    }


def evaluated(differences: Differences, assumptions: Sequence[Assumption], sampled: Array) -> Array:
    """Mean difference of every scheme from the first at each point of a design (point, scheme)."""
    rows = [differences.against_first(dict(zip(assumptions, point, strict=True))) for point in sampled.tolist()]
    return np.array(rows)


def salib(module: str) -> ModuleType:
    """A module of SALib; raises SimkitError, with what to do, where SALib is not installed."""
    from importlib import import_module  # noqa: PLC0415

    try:
        return import_module(f"SALib.{module}")
    except ModuleNotFoundError:
        raise SimkitError('SALib is not installed; call pip install "simkit[study]"') from None
