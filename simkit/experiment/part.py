"""A part of a comparison: what came of some replications, as arrays, and how parts are put together.

A part is what a worker sends back and what a file of finished skies holds.  Whatever the parts are, and in whatever
order they come, they are put together in the order of the replications before anything is reduced over them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array, Index
from simkit.errors import SimkitError
from simkit.experiment.watching import Rate, Watch
from simkit.outcomes.catalogue import absent
from simkit.scenario.scenario import Scenario


@dataclass(frozen=True)
class Part:
    """What came of some replications; a sky is a replication.

    values: outcome -> (scheme, view, year, sky) for the years that are compared; run_in: the same for the last year of
    the run-in under today's scheme, (view, sky); static: variable pay of that year under each scheme's rules without
    any response, (scheme, view, sky).

    attained: (scheme, component) -> how often advisors ended a period in each bin of its payout curve (view, bin), over
    all skies; winners: group -> measure -> (scheme, view, sky), of every scheme but the first, against it;
    people: what each person of the first sky has, drawn (seat,) or found (scheme, view, seat), as means of the years.
    points: see `Watch`; of all skies.
    """

    replications: tuple[int, ...]
    values: dict[str, Array]
    run_in: dict[str, Array]
    static: Array
    attained: dict[tuple[str, int], Index]
    winners: dict[str, dict[str, Array]]
    people: dict[str, Array]
    points: dict[Rate, Counter[float]]

    def outcome(self, name: str) -> Array:
        """An outcome in every sky (scheme, view, year, sky); raises SimkitError when it does not come about."""
        if name not in self.values:
            raise SimkitError(absent(name))
        return self.values[name]


def part_of(scenario: Scenario, replications: Sequence[int], watch: Watch) -> Part:
    """What a watch kept of these replications."""
    schemes, views = list(scenario.schemes), [view.name for view in scenario.views]
    first = scenario.horizon.run_in // 12
    years = range(first, scenario.horizon.months // 12)
    names = list(watch.rows[schemes[0], views[0], first])
    before = {view: watch.rows[scenario.today, view, first - 1] for view in views}
    return Part(
        replications=tuple(replications),
        values={
            n: np.array([[[watch.rows[s, v, y][n] for y in years] for v in views] for s in schemes]) for n in names
        },
        run_in={n: np.array([before[v][n] for v in views]) for n in names},
        static=np.array([[watch.static[s, v] for v in views] for s in schemes]),
        attained={
            (name, number): np.array([watch.counted(name, number, view) for view in views])
            for name, scheme in scenario.schemes.items()
            for number in range(len(scheme.pay))
        },
        winners=_winners(schemes, views, watch),
        people=_people(schemes, views, watch),
        points=watch.points,
    )


def _winners(schemes: Sequence[str], views: Sequence[str], watch: Watch) -> dict[str, dict[str, Array]]:
    _, *others = schemes
    found = [[watch.winners(scheme, view) for view in views] for scheme in others]
    if not found:
        return {}

    def joined(group: str, measure: str) -> Array:
        return np.array([[of_view[group][measure] for of_view in row] for row in found])

    return {group: {measure: joined(group, measure) for measure in of} for group, of in found[0][0].items()}


def _people(schemes: Sequence[str], views: Sequence[str], watch: Watch) -> dict[str, Array]:
    found = [[watch.first_totals(scheme, view) for view in views] for scheme in schemes]
    names = found[0][0]
    return watch.first_people() | {n: np.array([[of_view[n] for of_view in row] for row in found]) for n in names}


def usable(parts: Iterable[Part], replications: Sequence[int]) -> list[Part]:
    """The parts that these replications can be put together from, each replication at most once.

    A part is taken whole or not at all, as its counts are sums over its skies; and single people are those of the first
    replication, so the part that holds it must begin with it.
    """
    asked, taken, found = set(replications), set[int](), list[Part]()
    for part in parts:
        rows = set(part.replications)
        leads = replications[0] not in rows or replications[0] == part.replications[0]
        if rows <= asked and not rows & taken and leads:
            taken |= rows
            found.append(part)
    return found


def joined(replications: Sequence[int], parts: Iterable[Part]) -> Part:
    """The parts put together in the order of the replications, each of which stands in exactly one of them."""
    place = {row: number for number, row in enumerate(replications)}
    ordered = sorted(parts, key=lambda part: place[part.replications[0]])
    order = np.argsort([place[row] for part in ordered for row in part.replications], kind="stable")
    first = ordered[0]

    def rows(arrays: Iterable[Array]) -> Array:
        whole = np.concatenate(list(arrays), axis=-1)
        return np.ascontiguousarray(whole[..., order])

    def all_rows(field: str) -> dict[str, Array]:
        of_part: list[Mapping[str, Array]] = [getattr(part, field) for part in ordered]
        return {name: rows(each[name] for each in of_part) for name in of_part[0]}

    return Part(
        replications=tuple(replications),
        values=all_rows("values"),
        run_in=all_rows("run_in"),
        static=rows(part.static for part in ordered),
        attained={key: np.sum([part.attained[key] for part in ordered], axis=0) for key in first.attained},
        winners={
            group: {m: rows(part.winners[group][m] for part in ordered) for m in measures}
            for group, measures in first.winners.items()
        },
        people=first.people,
        points={rate: sum((part.points[rate] for part in ordered), Counter()) for rate in first.points},
    )
