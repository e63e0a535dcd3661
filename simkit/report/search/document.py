"""What a search found, as one document of plain values: what `search.json` holds.

The text in the terminal reads nothing else.  It knows the question and the seed, never time, place or workers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from simkit.experiment.compare import Comparison, Interval
from simkit.experiment.search.margins import Side, excess
from simkit.experiment.search.searching import Searched
from simkit.experiment.search.tried import Tried
from simkit.outcomes.catalogue import Outcome, by_name
from simkit.results.files import finite


def document(found: Searched) -> dict[str, Any]:
    """The document of a search, with None where there is no number."""
    search, scenario = found.search, found.question.scenario
    made: dict[str, Any] = finite(
        {
            "document": "simkit search 1",
            "search": {
                "name": search.name,
                "note": search.note,
                "scheme": search.scheme,
                "vary": {axis.path: _axis(axis.values) for axis in found.question.space.axes},
                "goals": dict(search.goals),
                "within": [side.words for side in found.sides],
                **{name: getattr(search, name) for name in ("trials", "skies", "confirm", "batch", "finalists")},
            },
            "scenario": {
                "name": scenario.name,
                "fingerprint": scenario.fingerprint,
                "currency": scenario.currency,
                "today": scenario.today,
                "stake": scenario.stake,
                "views": len(scenario.views),
            },
            "seed": found.seed,
            "outcomes": {outcome.name: _outcome(outcome) for outcome in search.outcomes},
            "counts": dict(_counts(found)),
            "scheme_skies": {"run": found.run, "saved": found.saved},
            "limits": [_limit(found, side) for side in found.sides],
            "faults": dict(Counter(each.fault for each in found.tried if each.fault)),
            "candidates": [_candidate(each) for each in found.tried],
            "nearest": None if found.finalists or found.nearest is None else found.nearest.number,
            "confirmed": None if found.confirmed is None else _confirmed(found, found.confirmed),
            "at_ends": found.at_ends,
            "front": [each.number for each in found.front],
        }
    )
    return made


def _axis(values: tuple[Any, ...]) -> dict[str, Any]:
    return {"first": values[0], "last": values[-1], "values": len(values)}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {"unit": outcome.unit, "sentence": outcome.sentence}


def _counts(found: Searched) -> Iterator[tuple[str, int]]:
    """How many schemes there are of each kind; all but the first two sum to those that were tried."""
    tried = found.tried
    yield "possible", found.question.space.size
    yield "tried", len(tried)
    yield "not_simulated", sum(not each.able for each in tried)
    yield "dropped", sum(each.able and not each.complete for each in tried)
    yield "broke_a_limit", sum(each.complete and not each.keeps for each in tried)
    yield "kept_to_all", sum(each.complete and each.keeps for each in tried)


def _limit(found: Searched, side: Side) -> dict[str, Any]:
    """How often a limit was broken, and how near the nearest came, in the outcome's unit."""
    beyond = [each.beyond[side.words] for each in found.tried if each.able]
    return {
        "limit": side.words,
        "outcome": side.outcome.name,
        "broken": sum(not each.keeps_to(side) for each in found.tried if each.able),
        "simulated": len(beyond),
        "least_beyond": min(beyond),
    }


def _candidate(each: Tried) -> dict[str, Any]:
    return {
        "number": each.number,
        "values": dict(each.values),
        "fault": each.fault or None,
        "dropped": each.dropped or None,
        "skies": 0 if each.seen is None else len(each.seen.runs.replications),
        "change": dict(each.changes),
        "beyond": dict(each.beyond),
        "keeps": each.keeps,
    }


def _confirmed(found: Searched, fresh: Comparison) -> dict[str, Any]:
    """Everything that fresh skies say: of today's scheme, of the one that was changed, and of the finalists."""
    chances = {goal: _chances(fresh, goal, direction) for goal, direction in found.search.goals.items()}
    by_name_of = {each.name: each for each in found.finalists}
    skies = fresh.runs.replications
    return {
        "skies": [skies[0], skies[-1]],
        "today": {goal: asdict(fresh.level(by_name(goal), fresh.schemes[0])) for goal in found.search.goals},
        "margins": {goal: fresh.margin(by_name(goal)) for goal in found.search.goals},
        "no_clear_difference": {goal: known[1] if known else None for goal, known in chances.items()},
        "p_best_today": {goal: known[0][fresh.schemes[0]] if known else None for goal, known in chances.items()},
        "schemes": {name: _scheme(found, fresh, name, by_name_of.get(name), chances) for name in fresh.schemes[1:]},
    }


def _chances(fresh: Comparison, goal: str, direction: str) -> tuple[dict[str, float], float] | None:
    """P(best) of each scheme and of no clear difference, in the direction that was asked for."""
    outcome = by_name(goal)
    if outcome.over == "skies":
        return None
    return fresh.p_best(replace(outcome, better=direction))  # type: ignore[arg-type]


def _scheme(
    found: Searched,
    fresh: Comparison,
    name: str,
    tried: Tried | None,
    chances: Mapping[str, tuple[dict[str, float], float] | None],
) -> dict[str, Any]:
    goals = {}
    for goal, direction in found.search.goals.items():
        confirmed = fresh.difference(by_name(goal), name)
        known, said = chances[goal], tried.changes[goal] if tried else None
        goals[goal] = {
            "searched": said,
            "confirmed": asdict(confirmed),
            "less_than_searched": None if said is None else _better_by(said - confirmed.mean, direction),
            "p_best": known[0][name] if known else None,
        }
    limits = []
    for side in found.sides:
        beyond = excess(fresh, name, side)
        limits.append({"limit": side.words, "beyond": asdict(beyond), "verdict": _verdict(beyond)})
    return {"number": tried.number if tried else None, "goals": goals, "limits": limits}


def _better_by(change: float, direction: str) -> float:
    return change if direction == "higher" else -change


def _verdict(beyond: Interval) -> str:
    """Whether a limit is kept to: surely, on the whole, or not.

    >>> _verdict(Interval(-1.0, -2.0, -0.1)), _verdict(Interval(-1.0, -3.0, 1.0)), _verdict(Interval(1.0, -1.0, 3.0))
    ('kept', 'kept, not surely', 'broken, not surely')
    """
    if beyond.mean <= 0.0:
        return "kept, not surely" if beyond.high > 0.0 else "kept"
    return "broken" if beyond.low > 0.0 else "broken, not surely"
