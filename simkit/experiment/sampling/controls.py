"""Control variates: numbers of a sky whose expectations are known whatever the schemes are.

What luck did to them says what it did to an outcome, so that fewer skies will do (`double_sampling`; Lavenberg and
Welch 1981, Management Science 27; Law 2015, Simulation Modeling and Analysis, ch. 11).

They are: mean demand of every year, without events; of the people of the first day the means of talent, of potential
(book x talent) and of base pay, and how far two of them are apart on average in potential and in base pay, which is
what a Gini coefficient is made of.  Demand, talent and potential have expectation 1, and the distance of two lognormal
quantities a closed form (`expected_distance`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from simkit.arrays import Array
from simkit.engine.sky import DEMAND
from simkit.people.advisors import DRAWN, sigma_of
from simkit.randomness import BLOCK, Stream, normals
from simkit.scenario.scenario import Scenario


def controls(scenario: Scenario, seed: int, replications: Sequence[int]) -> Array:
    """The controls of some skies, less their expectations (control, sky); what the scenario does not vary is 0.

    Months are added one by one, so that a sky has the same number to the last digit whichever stand beside it.
    """
    months = demand_by_month(scenario, seed, replications)
    demand = [sum(months[start : start + BLOCK]) / BLOCK - 1.0 for start in range(0, len(months), BLOCK)]
    return np.concatenate([demand, _of_people(scenario, seed, replications)])


def _of_people(scenario: Scenario, seed: int, replications: Sequence[int]) -> Array:
    """What is told of the people of the first day, less its expectation (control, sky)."""
    people = scenario.people
    drawn = people.draw({name: normals(seed, f"people.{name}", replications, people.seats) for name in DRAWN})
    base, potential = drawn.base_pay / people.base_pay.median, drawn.book * drawn.talent
    of_base = sigma_of(people.base_pay.spread)
    of_potential = math.hypot(sigma_of(people.book.spread), sigma_of(people.talent.spread))
    mean_base = math.exp(of_base**2 / 2.0)
    found: Array = np.array(
        [
            drawn.talent.mean(axis=1) - 1.0,
            potential.mean(axis=1) - 1.0,
            base.mean(axis=1) - mean_base,
            distance(potential) - expected_distance(people.sizes, of_potential),
            distance(base) - mean_base * expected_distance(np.ones(people.seats), of_base),
        ]
    )
    return found


def demand_by_month(scenario: Scenario, seed: int, replications: Sequence[int]) -> Array:
    """Demand of every month in each sky, without events; expected 1 (month, sky)."""
    market, months = scenario.market, scenario.horizon.months
    log_demand, found = np.zeros((len(replications), 1)), []
    stream = Stream(seed, DEMAND, replications, 1)
    for year in range(months // BLOCK):
        shocks = stream.block()
        for tick in range(BLOCK):
            log_demand = market.step(log_demand, shocks[:, tick])
            found.append(market.factor(log_demand, 1.0, year * BLOCK + tick)[:, 0])
    return np.array(found)


def distance(x: Array) -> Array:
    """How far two seats are apart on average (sky,), over all pairs of seats of each sky (sky, seat).

    >>> distance(np.array([[1.0, 2.0, 4.0]])).tolist()  # 1, 2 and 3
    [2.0]
    """
    seats = x.shape[1]
    if seats == 1:
        return np.zeros(len(x))
    rank = 2.0 * np.arange(1, seats + 1) - seats - 1.0
    found: Array = 2.0 * (np.sort(x, axis=1) * rank).sum(axis=1) / (seats * (seats - 1.0))
    return found


def expected_distance(sizes: Array, sigma: float) -> float:
    """What `distance` is expected to be for independent lognormal seats with these means (seat,) and log deviation.

    Two of them, x with mean a and y with mean b, are a (2 F(v + u) - 1) + b (2 F(v - u) - 1) apart on average, where F
    is the normal distribution, u = log(a / b) / (sigma root 2) and v = sigma / root 2, as the part of E[x] from x > y
    is a F(v + u) (moment distributions; Aitchison and Brown 1957, The Lognormal Distribution, ch. 2).

    >>> round(expected_distance(np.ones(5), 0.5), 6)  # a Gini of erf(sigma / 2) = .276326, twice that times the mean
    0.552653
    >>> round(expected_distance(np.array([1.0, 3.0]), 1e-9), 6)
    2.0
    """
    from scipy.special import ndtr  # noqa: PLC0415 (SciPy is slow to import)

    if sizes.size == 1:
        return 0.0
    means, counts = np.unique(sizes, return_counts=True)
    pairs = np.outer(counts, counts) - np.diag(counts)
    u = (np.log(means)[:, None] - np.log(means)) / (max(sigma, 1e-300) * math.sqrt(2.0))
    v = sigma / math.sqrt(2.0)
    apart = means[:, None] * (2.0 * ndtr(v + u) - 1.0) + means * (2.0 * ndtr(v - u) - 1.0)
    return float((pairs * apart).sum() / pairs.sum())
