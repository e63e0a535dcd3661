"""Contests and shared pools: what one more unit of output is worth among colleagues who are alike."""

from __future__ import annotations

from collections.abc import Iterator

from simkit.behaviour.views import View
from simkit.validation.exact.check import Check, ClosedForm, relative
from simkit.validation.exact.colleagues import NOISE, SALES, contest, people, pull, steered

PRIZE = 10.0
POOL = 1e6
"""Large, as a running pool is told within half a cent."""
UNMOVED = View(name="unmoved", weight="100%", discount=1.0, worth_of_effort=1e6)
"""Effort is so dear that the pool changes nobody's: all stand at a score of 1."""
KAPPA = {2: 0.28209479, 3: 0.28209479, 5: 0.23259289, 10: 0.15387527, 20: 0.09337375, 50: 0.04498147}
"""(n - 1) times the integral of Phi^(n-2) phi^2, by quadrature, for n contestants."""
OF_TEN = (0.15388, 0.25401, 0.31962, 0.35719, 0.36946, 0.35719, 0.31962, 0.25401, 0.15388)
"""The same summed over the places that win, for 1 to 9 equal prizes among ten."""


def _single_prize() -> Iterator[Check]:
    for contestants, kappa in KAPPA.items():
        found = pull(steered(contest(1, PRIZE), people(contestants))) * NOISE / PRIZE
        yield relative(f"n={contestants}", kappa, found, 0.01)


def _more_prizes() -> Iterator[Check]:
    for places, kappa in enumerate(OF_TEN, 1):
        found = pull(steered(contest(places, PRIZE), people(10))) * NOISE / PRIZE
        yield relative(f"k={places}", kappa, found, 0.01)


def _pool() -> Iterator[Check]:
    for contestants in (2, 3, 4, 5):
        pool = {"kind": "pool", "measures": [SALES], "size": POOL / contestants}
        found = pull(steered(pool, people(contestants), UNMOVED, noise=0.02)) / POOL
        yield relative(f"n={contestants}", (contestants - 1) / contestants**2, found, 0.002)


TOURNAMENTS = (
    ClosedForm(
        "tournament",
        "One prize W among n who are alike pulls with W kappa(n) / s: the same for 2 and 3, ever less for more.",
        "Lazear and Rosen 1981",
        "the field of the colleagues and the plan; 1%, as a field is told at 281 quantiles of 4,096 people",
        _single_prize,
    ),
    ClosedForm(
        "tournament_prizes",
        "Among ten, k equal prizes pull most when five win, and k as much as 10 - k.",
        "Lazear and Rosen 1981, summed over the places that win",
        "as for one prize",
        _more_prizes,
    ),
    ClosedForm(
        "shared_pool",
        "A pool V shared by result pulls n people who are alike with V (n - 1) / n2.",
        "Tullock 1980",
        "a running pool whose size moves nobody, with luck of 2%, as luck bends the share; 0.2%",
        _pool,
    ),
)
