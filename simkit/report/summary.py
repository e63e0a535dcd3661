"""The summary: everything a comparison found, as one document of plain values.

It is what `summary.json` holds; the table in the terminal, and whatever else shows a comparison, reads nothing else, so
that no two of them can disagree.  It knows the question and the seed, never time, place, chunks or workers.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from simkit.errors import SimkitError
from simkit.experiment.compare import Comparison, Interval
from simkit.experiment.keeping import ranges
from simkit.experiment.portrait import Payout, payouts
from simkit.experiment.precision import Precision
from simkit.outcomes.catalogue import Outcome
from simkit.report.payslips import in_summary
from simkit.results.files import finite, json_bytes
from simkit.scenario.scenario import Scenario

MORE = 0.10
"""The rise of variable pay for which every view says how output would answer."""


def summary(comparison: Comparison) -> dict[str, Any]:
    """The document of a comparison: what `summary.json` holds, with None where there is no number."""
    asked = comparison.asked
    document: dict[str, Any] = {
        "document": "simkit summary 1",
        "scenario": _scenario(asked),
        "seed": comparison.runs.seed,
        "replications": len(comparison.runs.replications),
        **({"missing": comparison.missing} if comparison.missing else {}),
        "skies": ranges(comparison.runs.replications),
        **({} if comparison.precision is None else {"precision": _precision(comparison, comparison.precision)}),
        "interventions": comparison.interventions or None,
        "stake": _stake(comparison),
        "schemes": {name: _scheme(comparison, name) for name in comparison.schemes},
        "views": _views(comparison),
        "years": list(comparison.years),
        "outcomes": {outcome.name: _outcome(comparison, outcome) for outcome in comparison.outcomes},
        "bridge": {name: _steps(comparison.bridge(name)) for name in comparison.schemes},
        "payout": {name: [_payout(each) for each in payouts(comparison, name)] for name in comparison.schemes},
        "winners": {name: _winners(comparison, name) for name in comparison.schemes[1:]},
        "payslips": in_summary(comparison),
    }
    made: dict[str, Any] = finite(document)
    return made


def summary_bytes(document: dict[str, Any]) -> bytes:
    """The bytes of `summary.json`, the same wherever and however the comparison was run."""
    return json_bytes(document)


def _scenario(scenario: Scenario) -> dict[str, Any]:
    return {
        "name": scenario.name,
        "note": scenario.note,
        "fingerprint": scenario.fingerprint,
        "currency": scenario.currency,
        "seats": scenario.people.seats,
        "run_in_months": scenario.horizon.run_in,
        "compared_months": scenario.horizon.length,
    }


def _stake(comparison: Comparison) -> dict[str, Any]:
    """Which rule set the candidates' money, and how much is at stake today."""
    return {
        "rule": comparison.scenario.stake,
        "variable_over_base": _variable_over_base(comparison),
        "practical_margin": comparison.scenario.practical_margin,
    }


def _variable_over_base(comparison: Comparison) -> float:
    """Mean variable pay over base pay under the first scheme."""
    variable = float(comparison.pooled("variable_cost")[0].mean())
    base = float(comparison.pooled("total_cost")[0].mean()) - variable
    if "cost_beside_pay" in comparison.runs.values:
        base -= float(comparison.pooled("cost_beside_pay")[0].mean())
    if not base > 0.0:  # lost beside the variable pay, as a coin beside all money there is
        raise SimkitError("base pay is nothing beside variable pay; check people.base_pay and what the schemes pay")
    return variable / base


def _precision(comparison: Comparison, asked: Precision) -> dict[str, Any]:
    """What was asked for, whether it was reached, which difference took the most skies, and how precise each is."""
    found = comparison.how_precise(asked.share)
    outcome, scheme = found.binding
    look, shares = found.look, found.look.as_shares(asked.share)
    each: dict[str, dict[str, Any]] = {}
    for place, (name, of) in enumerate(found.pairs):
        each.setdefault(name, {})[of] = {
            "half_width": float(look.half_width[place]),
            "asked": float(look.asked[place]),
            "precision": float(shares[place]),
            "skewness": float(look.skewness[place]),
            "skies_needed": float(look.needed[place]),
        }
    binding = {"outcome": outcome, "scheme": scheme, "skewness": look.by_shape}
    return {"asked": asked.share, "most": asked.most, "reached": look.narrow, "binding": binding, "differences": each}


def _scheme(comparison: Comparison, name: str) -> dict[str, Any]:
    first = name == comparison.schemes[0]
    cost = next(outcome for outcome in comparison.outcomes if outcome.name == "variable_cost")
    return {
        "title": comparison.scenario.schemes[name].name,
        "stake_factor": comparison.stake.factors[name],
        "cost": comparison.costs_equal[name],
        "variable_cost_difference": None if first else asdict(comparison.difference(cost, name)),
    }


def _views(comparison: Comparison) -> dict[str, Any]:
    stake, exponent = _variable_over_base(comparison), comparison.scenario.work.effort_exponent
    return {
        view.name: {
            "weight": view.weight,
            "source": view.source,
            "output_change_for_10_percent_more_variable_pay": view.output_change(stake, MORE, exponent),
        }
        for view in comparison.scenario.views
    }


def _outcome(comparison: Comparison, outcome: Outcome) -> dict[str, Any]:
    first, *others = comparison.schemes
    by_year = {name: _levels(comparison, outcome, name) for name in comparison.schemes}
    differences = {
        name: {year: asdict(comparison.difference(outcome, name, year)) for year in comparison.years} for name in others
    }
    return {
        "family": outcome.family,
        "unit": outcome.unit,
        "better": outcome.better,
        "sentence": outcome.sentence,
        "source": outcome.source,
        "practical_margin": outcome.margin_at(by_year[first][comparison.years[0]]["mean"]),
        "levels": by_year,
        "differences": differences,
        "by_view": _by_view(comparison, outcome),
        **(_ranked(comparison, outcome) if comparison.ranked(outcome) else {}),
    }


def _levels(comparison: Comparison, outcome: Outcome, scheme: str) -> dict[str, Any]:
    return {year: asdict(comparison.level(outcome, scheme, year)) for year in comparison.years}


def _by_view(comparison: Comparison, outcome: Outcome) -> dict[str, dict[str, float]]:
    """View -> scheme -> mean over skies and compared years; nothing for what is one number for all futures together."""
    if outcome.name not in comparison.runs.values:
        return {}
    found = comparison.by_sky(outcome.name)
    known = ~np.isnan(found)
    means = np.where(known.any(axis=2), np.nansum(found, axis=2) / np.maximum(known.sum(axis=2), 1), np.nan)
    return {
        view: dict(zip(comparison.schemes, means[:, v].tolist(), strict=True))
        for v, view in enumerate(comparison.views)
    }


def _ranked(comparison: Comparison, outcome: Outcome) -> dict[str, Any]:
    """What only an outcome with a better direction has; a scheme without the outcome is not ranked."""
    chances, no_clear_difference = comparison.p_best(outcome)
    known = np.any(~np.isnan(comparison.by_sky(outcome.name)), axis=2)
    has = {
        view: {scheme for scheme, there in zip(comparison.schemes, known[:, v], strict=True) if there}
        for v, view in enumerate(comparison.views)
    }
    ranking = comparison.ranking(outcome)
    return {
        "p_best": chances,
        "no_clear_difference": no_clear_difference,
        "best_in_one_future": comparison.one_future(outcome),
        "ranking": {view: [scheme for scheme in ranking[view] if scheme in has[view]] for view in comparison.views},
        "flipped_by": list(comparison.flips(outcome)),
    }


def _steps(steps: dict[str, Interval]) -> dict[str, Any]:
    return {name: asdict(step) for name, step in steps.items()}


def _payout(payout: Payout) -> dict[str, Any]:
    """How many of all periods ended where a component pays nothing, and where it pays the most there is."""
    component = payout.component
    return {
        "component": component.name,
        "every": component.every,
        "unpaid": payout.unpaid,
        "most": payout.most,
        "limited": payout.limited,
    }


def _winners(comparison: Comparison, name: str) -> dict[str, Any]:
    return {
        group: {measure: asdict(comparison.winner_share(group, measure, name)) for measure in measures}
        for group, measures in comparison.runs.winners.items()
    }
