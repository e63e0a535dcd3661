"""Selecting the best scheme on one outcome, and what is said of it.

print(simkit.select(scenario, outcome="value", promise=0.95))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import cached_property
from typing import Any

import numpy as np

from simkit.engine.world import Intervention
from simkit.experiment import selecting
from simkit.experiment.backends import Name, backend_of
from simkit.experiment.run import Progress
from simkit.experiment.selecting import Selection
from simkit.quantities import write_share
from simkit.report.words import (
    Scale,
    clean,
    difference,
    interval,
    label,
    level,
    listed,
    padded,
    percent,
    scale_of,
    unit_behind,
    wrapped,
)
from simkit.results.files import finite, json_bytes
from simkit.scenario.scenario import Scenario
from simkit.showing import WIDTH, pre


class Choice(Selection):
    """Which scheme was selected, and how sure that is; it prints itself."""

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Everything that was found, as one document of plain values."""
        racing, lead = self.race.racing, {name: self.lead(name) for name in self.confirmed[1:]}
        document: dict[str, Any] = {
            "document": "simkit selection 1",
            "scenario": {"name": self.asked.name, "fingerprint": self.asked.fingerprint},
            "seed": self.seed,
            "outcome": {
                "name": self.outcome.name,
                "unit": self.outcome.unit,
                "better": self.outcome.better,
                "margin": self.margin,
            },
            "promise": self.promise,
            "most": self.most,
            "decided": self.race.decided,
            "winner": self.winner,
            "race": {
                "skies": self.raced.shape[1],
                "schemes": {
                    name: {
                        "dropped_after": None if place in racing else int(self.race.left_after[place]),
                        "dropped_by": None if place in racing else self.schemes[self.race.dropped_by[place]],
                        "mean": float(np.nanmean(self.raced[place])),
                    }
                    for place, name in enumerate(self.schemes)
                },
            },
            "confirmation": {
                "skies": [selecting.FRESH, selecting.FRESH + self.fresh.shape[1] - 1],
                "leads": {n: dict(zip(("mean", "low", "high"), found, strict=True)) for n, found in lead.items()},
                "best_or_within_margin": dict(zip(self.confirmed, self.good.tolist(), strict=True)),
            },
            "skies": self.skies,
            "skies_of_each_without_dropping": self.all_skies,
        }
        made: dict[str, Any] = finite(document)
        return made

    def json(self) -> str:
        """The same document as JSON, the same bytes for the same question and seed."""
        return json_bytes(self.summary).decode()

    def __str__(self) -> str:
        lines = [line for sentence in _sentences(self) for line in wrapped(sentence, WIDTH)]
        return "\n".join([*lines, "", *_table(self)]) + "\n"

    def _repr_html_(self) -> str:
        return pre(str(self))

    def __repr__(self) -> str:
        return f"<Choice on {self.outcome.name}: {self.winner} of {', '.join(self.schemes)}>"


def select(
    scenario: Scenario,
    outcome: str,
    *,
    promise: float = 0.95,
    margin: float | None = None,
    most: int = 2_000,
    seed: int = 1,
    chunk: int | None = None,
    interventions: Sequence[Intervention] = (),
    progress: Progress | None = None,
    backend: Name = "serial",
    workers: int | None = None,
    cluster: str | None = None,
) -> Choice:
    """Select the scheme that is best on one outcome, dropping those that cannot be as soon as that is clear.

    outcome: its name, such as "value".  promise: probability of a correct selection, if the best is better than every
    other by the margin at least.  margin: what matters in practice, in the outcome's unit; the outcome's own unless it
    is given.  most: so many skies in the race at most, and so many to confirm.  The others are those of `compare`.

    Raises SimkitError for an outcome that cannot be ranked or does not come about, and for numbers that cannot be.
    """
    with backend_of(backend, workers, cluster) as there:
        found = selecting.select(
            scenario,
            outcome,
            promise=promise,
            margin=margin,
            most=most,
            seed=seed,
            chunk=chunk,
            interventions=interventions,
            progress=progress,
            backend=there,
        )
    return Choice(**{field.name: getattr(found, field.name) for field in fields(found)})


def _sentences(choice: Choice) -> Iterator[str]:
    scale, winner = _scale(choice), clean(choice.winner)
    own = scale_of(choice.outcome.unit, choice.asked.currency, [choice.margin])  # it may be far smaller than the means
    margin = f"{level({'mean': choice.margin}, own)}{unit_behind(own)}"
    yield (
        f"{label(choice.outcome.name)[:1].upper()}{label(choice.outcome.name)[1:]}, {choice.outcome.better} is better; "
        f"a difference below {margin} counts as none."
    )
    if choice.race.decided:
        yield (
            f"{winner} is selected. Promise: if one scheme is better than every other by that much or more, it is "
            f"selected with a probability of at least {write_share(choice.promise)}."
        )
    else:
        racing = listed([clean(choice.schemes[place]) for place in choice.race.racing])
        yield (
            f"Nothing is promised: after the {choice.raced.shape[1]} skies that were allowed {racing} are still too "
            f"close. {winner} is in front; allow more skies (most), or a larger margin."
        )
    skies = choice.fresh.shape[1]
    leads = listed([_lead(choice, name, scale) for name in choice.confirmed[1:]])
    yield (
        f"In {skies} fresh skies, which had no part in the choice, the difference of {winner} is {leads}. "
        f"There it is the best of {listed([clean(name) for name in choice.confirmed])}, or off by less than what "
        f"counts, with an estimated probability of {percent(float(choice.good[0]))}."
    )
    used, whole = sum(choice.skies.values()), choice.all_skies * len(choice.schemes)
    yield (
        f"Simulated: {used:,} skies of a scheme; without dropping any it would have been {whole:,}. "
        f"{clean(choice.schemes[0])} always runs along, as everybody works under it before."
    )


def _lead(choice: Choice, name: str, scale: Scale) -> str:
    found = dict(zip(("mean", "low", "high"), choice.lead(name), strict=True))
    return f"{difference(found, scale)}{unit_behind(scale)} from {clean(name)} ({interval(found, scale)})"


def _scale(choice: Choice) -> Scale:
    means = [float(np.nanmean(row)) for row in choice.raced]
    return scale_of(choice.outcome.unit, choice.asked.currency, means, choice.margin)


def _table(choice: Choice) -> Iterator[str]:
    """A line a scheme: how it fared in the race, and how many skies it took in all."""
    yield f"{padded('', 21)}{padded('race', 45)}{'skies':>8}"
    for place, name in enumerate(choice.schemes):
        after, by = int(choice.race.left_after[place]), choice.race.dropped_by[place]
        how = f"dropped after {after} skies, behind {clean(choice.schemes[by])}" if after else "still racing"
        if place == choice.race.leader:
            how = "selected" if choice.race.decided else "in front"
        first, *more = wrapped(how, 44)
        yield f"  {padded(clean(name), 19)}{padded(first, 45)}{choice.skies[name]:>8,}"
        yield from (f"{padded('', 21)}{line}" for line in more)
