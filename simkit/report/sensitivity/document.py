"""A sensitivity study as one document of plain values: what `sensitivity.json` holds, and everything that is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from simkit.experiment.sensitivity.assumption import Assumption
from simkit.experiment.sensitivity.flips import Flip
from simkit.experiment.sensitivity.screening import Effect
from simkit.experiment.sensitivity.sobol import Explained
from simkit.experiment.sensitivity.study import Study
from simkit.experiment.sensitivity.worst import Case, WorstCases
from simkit.results.files import finite


def document(study: Study) -> dict[str, Any]:
    """The document of a study, with None where there is no number; differences are such that better is positive."""
    run, outcome = study.run, study.run.outcome
    made: dict[str, Any] = finite(
        {
            "document": "simkit sensitivity 1",
            "scenario": {
                "name": study.asked.name,
                "fingerprint": study.asked.fingerprint,
                "currency": study.asked.currency,
            },
            "outcome": {"name": outcome.name, "unit": outcome.unit, "better": outcome.better},
            "seed": run.seed,
            "replications": len(run.rows),
            "views": [view.name for view in run.scenario.views],
            "factors": dict(run.factors),
            "evaluations": study.evaluations,
            "trajectories": study.trajectories,
            "scan": study.scan,
            "samples": study.samples,
            "differences": {name: asdict(each) for name, each in study.differences.items()},
            "assumptions": {one.path: _assumption(one) for one in study.assumptions},
            "screening": {name: _effects(each) for name, each in study.effects.items()},
            "sobol": {name: _explained(each) for name, each in study.explained.items()},
            "flips": [_flip(flip) for flip in study.flips],
            "worst": _worst(study.worst),
        }
    )
    return made


def _assumption(one: Assumption) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "numbers": len(one.places),
        "low": one.low,
        "now": one.now,
        "high": one.high,
        "said": {"low": one.said(one.low), "now": one.said(one.now), "high": one.said(one.high)},
    }


def _effects(effects: Sequence[Effect]) -> list[dict[str, Any]]:
    return [
        {
            "assumption": effect.assumption.path,
            "mu_star": {
                "mean": effect.mu_star,
                "low": max(effect.mu_star - effect.half, 0.0),
                "high": effect.mu_star + effect.half,
            },
            "mu": effect.mu,
            "sigma": effect.sigma,
        }
        for effect in effects
    ]


def _explained(parts: Sequence[Explained]) -> list[dict[str, Any]]:
    return [
        {
            "assumption": part.assumption.path,
            "first": _around(part.first, part.first_half),
            "total": _around(part.total, part.total_half),
        }
        for part in parts
    ]


def _around(middle: float, half: float) -> dict[str, float]:
    return {"mean": middle, "low": middle - half, "high": middle + half}


def _flip(flip: Flip) -> dict[str, Any]:
    one = flip.assumption
    return {
        "assumption": one.path,
        "ahead": flip.ahead,
        "rivals": list(flip.rivals),
        "now": {**asdict(flip.now), "rival": flip.closest_now},
        "moves": flip.moves,
        "turns": [
            {
                "at": turn.at,
                "low": turn.low,
                "high": turn.high,
                "said": {"at": one.said(turn.at), "low": one.said(turn.low), "high": one.said(turn.high)},
                "rival": turn.rival,
                "difference": asdict(turn.difference),
            }
            for turn in flip.turns
        ],
        "smallest": {
            **asdict(flip.smallest),
            "at": flip.smallest_at,
            "said": one.said(flip.smallest_at),
            "rival": flip.closest,
        },
    }


def _worst(worst: WorstCases) -> dict[str, Any]:
    def case(each: Case) -> Mapping[str, str]:
        return {"view": each.view, "regime": each.regime}

    return {
        "by_worst": list(worst.by_worst),
        "by_regret": list(worst.by_regret),
        "pooled": list(worst.pooled),
        "standings": {
            standing.scheme: {
                "worst": {**asdict(standing.worst), **case(standing.worst_case)},
                "regret": {**asdict(standing.regret), **case(standing.regret_case)},
                "pooled": standing.pooled,
            }
            for standing in worst.standings
        },
        "levels": [{"scheme": scheme, **case(each), "level": level} for (scheme, each), level in worst.levels.items()],
    }
