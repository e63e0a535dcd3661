"""How much of the differences' variance each assumption explains: Sobol indices of the few that matter.

first: the part that would go if this assumption were known; total: the part that would be left if all others were.
The difference of the two is what it does together with others.  Design and indices are SALib's (Saltelli et al. 2010,
Computer Physics Communications 181), without second-order indices; its intervals are bootstrapped.  All assumptions are
taken as uniform between their ends and independent.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simkit.errors import SimkitError
from simkit.experiment.sensitivity.assumption import Assumption
from simkit.experiment.sensitivity.differences import Differences
from simkit.experiment.sensitivity.screening import evaluated, problem, salib

RESAMPLES = 1_000
MOST = 2**14


@dataclass(frozen=True)
class Explained:
    """Parts of the variance of one scheme's difference, each with half of its 95 % interval; NaN: no variance."""

    assumption: Assumption
    first: float
    first_half: float
    total: float
    total_half: float


def checked_samples(samples: int) -> int:
    """The number of base points; raises SimkitError unless it is 0 (no Sobol indices) or a power of 2 from 8 on."""
    if samples == 0 or (8 <= samples <= MOST and samples & (samples - 1) == 0):
        return samples
    near = min(max(2 ** round(math.log2(max(samples, 1))), 8), MOST)
    raise SimkitError(f"{samples} base points of a Sobol sequence are not a power of 2 from 8 on; write {near}")


def explain(
    differences: Differences, assumptions: Sequence[Assumption], samples: int
) -> dict[str, tuple[Explained, ...]]:
    """Scheme -> the parts that each assumption explains, the largest total first.

    It takes samples x (assumptions + 2) evaluations.
    """
    described = problem(assumptions)
    seed = differences.seed + 1  # SALib takes a seed of 0 for none
    sampled = salib("sample.sobol").sample(described, checked_samples(samples), calc_second_order=False, seed=seed)
    found = evaluated(differences, assumptions, sampled)
    analysed = salib("analyze.sobol").analyze
    ranked = {}
    for place, scheme in enumerate(differences.schemes[1:], 1):
        rows = np.full((4, len(assumptions)), np.nan)
        if float(np.ptp(found[:, place])) > 0.0:
            indices = analysed(described, found[:, place], calc_second_order=False, num_resamples=RESAMPLES, seed=seed)
            rows = np.array([indices[name] for name in ("S1", "S1_conf", "ST", "ST_conf")], dtype=np.float64)
        parts = [Explained(one, *row) for one, row in zip(assumptions, rows.T.tolist(), strict=True)]
        ranked[scheme] = tuple(sorted(parts, key=lambda part: -part.total))
    return ranked
