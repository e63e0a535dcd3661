"""A part of a comparison as arrays with named axes, which a file can hold, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from simkit.arrays import Array
from simkit.experiment.part import Part
from simkit.experiment.watching import Rate
from simkit.results.blocks import Axis, Block
from simkit.scenario.scenario import Scenario


def blocks_of(scenario: Scenario, part: Part) -> list[Block]:
    """Everything that a part holds; what stands along the axes is named as in the scenario."""
    schemes, views = list(scenario.schemes), [view.name for view in scenario.views]
    first = scenario.horizon.run_in // 12 + 1
    years = range(first, first + scenario.horizon.length // 12)
    firms: dict[str, Axis] = {"scheme": schemes, "view": views}
    skies: dict[str, Axis] = {"sky": list(part.replications)}

    def found() -> Iterator[Block]:
        for name, values in part.values.items():
            yield Block("outcome", name, {**firms, "year": years, **skies}, values)
        for name, values in part.run_in.items():
            yield Block("outcome in the run-in", name, {"view": views, **skies}, values)
        yield Block("on paper", "variable_cost", {**firms, **skies}, part.static)
        for group, measures in part.winners.items():
            for name, values in measures.items():
                yield Block("winners", name, {"scheme": schemes[1:], "view": views, **skies}, values, group)
        for (scheme, number), counts in part.attained.items():
            bins: dict[str, Axis] = {"scheme": [scheme], "view": views, "bin": range(counts.shape[1])}
            yield Block("attained", str(number), bins, counts[None].astype(np.float64))
        for name, values in part.people.items():
            axes = {**(firms if values.ndim == 3 else {}), "seat": range(values.shape[-1])}
            yield Block("people of the first sky", name, axes, values)
        yield from map(_points, part.points.items())

    return list(found())


def part_from(skies: Sequence[int], blocks: Sequence[Block]) -> Part:
    """The part that these arrays were made of, bit for bit."""
    winners: dict[str, dict[str, Array]] = {}
    for block in blocks:
        if block.what == "winners":
            winners.setdefault(block.group, {})[block.name] = block.array

    def named(what: str) -> dict[str, Array]:
        return {block.name: block.array for block in blocks if block.what == what}

    return Part(
        replications=tuple(skies),
        values=named("outcome"),
        run_in=named("outcome in the run-in"),
        static=named("on paper")["variable_cost"],
        attained={
            (str(block.axes["scheme"][0]), int(block.name)): block.array[0].astype(np.intp)
            for block in blocks
            if block.what == "attained"
        },
        winners=winners,
        people=named("people of the first sky"),
        points=dict(_counted(block) for block in blocks if block.what == "points"),
    )


def _points(counted: tuple[Rate, Mapping[float, int]]) -> Block:
    """How many advisors have how many points on a rate; named by the KPI, about a component: its number and name."""
    (scheme, view, year, number, component, kpi), counts = counted
    firm: dict[str, Axis] = {"scheme": [scheme], "view": [view]}
    axes = firm | ({} if year is None else {"year": [year + 1]}) | {"points": [repr(level) for level in counts]}
    shape = [len(along) for along in axes.values()]
    array = np.array(list(counts.values()), dtype=np.float64).reshape(shape)
    return Block("points", kpi, axes, array, f"{number} {component}")


def _counted(block: Block) -> tuple[Rate, Counter[float]]:
    number, _, component = block.group.partition(" ")
    axes = block.axes
    year = int(axes["year"][0]) - 1 if "year" in axes else None
    rate = (str(axes["scheme"][0]), str(axes["view"][0]), year, int(number), component, block.name)
    counts = block.array.reshape(-1).astype(np.intp).tolist()
    return rate, Counter({float(str(level)): count for level, count in zip(axes["points"], counts, strict=True)})
