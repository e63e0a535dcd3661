"""Anagol, Cole and Sarkar: Indian life insurance agents recommend the product that pays them most.

Also to clients whom the other one would suit; where the commission on one product must be disclosed, they turn to
another.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from simkit.arrays import Array
from simkit.validation.findings.branches import SALES, SERVICE, STEADY
from simkit.validation.findings.effects import Effect, weakest
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory

SOURCE = "Anagol, Cole and Sarkar 2017, Review of Economics and Statistics 99(1):1-15"
_POLICY = {**SALES, "normal_month": 1_000_000, "pressed": 0, "pipeline": 0}
_PAYS = ("0.2%", "0.3%", "0.4%", "0.6%", "1%")
_TERM, _WHOLE = "term", "whole"
_MEASURE = "change of the part of premiums that goes into whole life insurance"


def share_of_whole_life(lab: Laboratory, term: str, whole: str, disclosed: str = "") -> Array:
    """Part of premiums that goes into whole life insurance (sky,), where term insurance serves the same need.

    term, whole: commission; disclosed: the policy on which clients are told of it, if any.
    """
    policies = {name: {**_POLICY, "pay_disclosed": name == disclosed} for name in (_TERM, _WHOLE)}
    work = {
        "activities": {"sell": "60%", "serve": "40%"},
        "kpis": {**policies, "satisfaction": SERVICE},
        "substitutes": [[_WHOLE, _TERM]],
    }
    pay = {"kind": "commission", "prices": {_TERM: term, _WHOLE: whole}}
    results = lab.records(lab.firm(pay, work=work, market=STEADY))[-1].results
    sold = {name: results[name].sum(axis=1) for name in policies}
    share: Array = sold[_WHOLE] / (sold[_WHOLE] + sold[_TERM])
    return share


def wider(lab: Laboratory) -> Effect:
    """From one gap in pay to the next wider one, the least surely rising step."""
    shares = [share_of_whole_life(lab, _PAYS[0], whole) for whole in _PAYS]
    return weakest([lab.estimate(after - before) for before, after in pairwise(shares)])


def equal(lab: Laboratory) -> Effect:
    """Change when both pay twice as much."""
    shares = [share_of_whole_life(lab, pay, pay) for pay in ("0.2%", "0.4%")]
    return max((lab.estimate(np.array([each])) for each in shares[1] - shares[0]), key=lambda each: abs(each.found))


def disclosed(lab: Laboratory, policy: str, sign: float) -> Effect:
    """Change by disclosure of the commission on one policy; whole life pays as much as term, or twice."""
    changes = [
        lab.estimate(share_of_whole_life(lab, "0.4%", whole, policy) - share_of_whole_life(lab, "0.4%", whole))
        for whole in ("0.4%", "0.8%")
    ]
    return weakest(changes, sign)


FINDINGS = (
    Finding(
        id="SF37_gap",
        claim="Agents sell what pays most, the more of it the wider the gap.",
        source=SOURCE,
        grade="read",
        lever="whole life insurance pays as much as term insurance, and up to five times as much",
        measure=_MEASURE + ", from gap to wider gap, in the least step",
        accepted=(0.0, 1.0),
        why="sign; a fifth of the clients of both can be steered, an assumption",
        effect=wider,
        beyond_chance=True,
    ),
    Finding(
        id="SF37_equal",
        claim="Where both products pay alike nobody is steered.",
        source=SOURCE,
        grade="read",
        lever="both pay the same, or twice that",
        measure=_MEASURE + " in the future with most of it",
        accepted=(-0.01, 0.01),
        why="none; 1% for chance",
        effect=equal,
    ),
    Finding(
        id="SF37_disclosed_term",
        claim="Disclosure of the commission on one product shifts sales to the other.",
        source=SOURCE,
        grade="read",
        lever="nothing disclosed, or the commission on term insurance",
        measure=_MEASURE,
        accepted=(0.0, 1.0),
        why="sign, whether whole life insurance pays as much or twice as much",
        effect=lambda lab: disclosed(lab, _TERM, 1.0),
        beyond_chance=True,
    ),
    Finding(
        id="SF37_disclosed_whole",
        claim="Disclosure of the commission on one product shifts sales to the other.",
        source=SOURCE,
        grade="read",
        lever="nothing disclosed, or the commission on whole life insurance",
        measure=_MEASURE,
        accepted=(-1.0, 0.0),
        why="sign, whether whole life insurance pays as much or twice as much",
        effect=lambda lab: disclosed(lab, _WHOLE, -1.0),
        beyond_chance=True,
    ),
)
