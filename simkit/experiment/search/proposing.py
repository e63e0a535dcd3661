"""What to try next: Optuna proposes, in batches of a fixed size, and is told everything in a fixed order.

A proposal depends on the seed and on what was told before, never on when or where something was worked out.  Proposals
come from two densities over each list of values, one of the better schemes so far and one of the others (the
tree-structured Parzen estimator of Bergstra et al. 2011, for several goals by Ozaki et al. 2022); those that break a
limit count as worse than any that does not.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from simkit.errors import SimkitError
from simkit.experiment.search.space import Choice, Space
from simkit.randomness import Stream

if TYPE_CHECKING:
    from optuna.distributions import BaseDistribution
    from optuna.trial import Trial

MOST_ASKED = 4
"""Proposals for each scheme of a batch: what was tried before is not tried again, so others are asked for."""
AT_RANDOM = 2
"""Batches before proposals begin to learn."""


class Proposer:
    """Proposes choices of a space that were not proposed before."""

    def __init__(self, space: Space, directions: Sequence[str], seed: int, batch: int) -> None:
        optuna = _optuna()
        self._space, self._batch = space, batch
        self._distributions = _distributions(space)
        sampler = optuna.samplers.TPESampler(n_startup_trials=AT_RANDOM * batch, seed=_seed_of(seed))
        ways = ["maximize" if direction == "higher" else "minimize" for direction in directions]
        with _quietly():
            self._study = optuna.create_study(sampler=sampler, directions=ways)
        if space.as_written:
            self._study.enqueue_trial({str(axis): place for axis, place in space.as_written.items()})
        self._asked: dict[Choice, list[Trial]] = {}
        self._told: dict[Choice, tuple[Sequence[float], Mapping[str, float]] | None] = {}

    def next(self, most: int) -> list[Choice]:
        """Up to `most` choices that are new, and not more than a batch; none when all were tried."""
        wanted = min(most, self._batch, self._space.size - len(self._told))
        found: list[Choice] = []
        with _quietly():
            for _ in range(MOST_ASKED * self._batch):
                if len(found) >= wanted:
                    break
                trial = self._study.ask(self._distributions)
                choice = tuple(int(trial.params[str(axis)]) for axis in range(len(self._space.axes)))
                self._asked.setdefault(choice, []).append(trial)
                if choice in self._told:
                    self._tell(choice)
                elif choice not in found:
                    found.append(choice)
            found += self._untried(wanted - len(found), found)
        return found

    def tell(self, choice: Choice, goals: Sequence[float] | None, limits: Mapping[str, float]) -> None:
        """What came of a choice: its goals and how far it is beyond each limit; None when it cannot be tried at all."""
        self._told[choice] = None if goals is None else (goals, limits)
        with _quietly():
            self._tell(choice)

    def _tell(self, choice: Choice) -> None:
        known = self._told[choice]
        for trial in self._asked.pop(choice, []):
            if known is None:
                self._study.tell(trial, state=_optuna().trial.TrialState.FAIL)
                continue
            for name, beyond in known[1].items():
                trial.set_constraint(name, beyond)
            self._study.tell(trial, list(known[0]))

    def _untried(self, count: int, found: Sequence[Choice]) -> Iterator[Choice]:
        """What is left of a space in which proposals only come back to what was tried: the next in order."""
        if count <= 0 or self._space.size > 100 * (len(self._told) + self._batch):
            return
        for choice in self._space.all_choices():
            if choice not in self._told and choice not in found:
                yield choice
                count -= 1
                if count == 0:
                    return


def _distributions(space: Space) -> dict[str, BaseDistribution]:
    from optuna.distributions import CategoricalDistribution, IntDistribution  # noqa: PLC0415 (slow to import)

    return {
        str(number): IntDistribution(0, len(axis.values) - 1)
        if axis.ordered
        else CategoricalDistribution(range(len(axis.values)))
        for number, axis in enumerate(space.axes)
    }


def _seed_of(seed: int) -> int:
    """The seed of Optuna's generator, which is smaller than ours may be."""
    return int(Stream(seed, "search.proposals", [0], 1, uniform=True).block(1)[0, 0, 0] * 2**32)


def _optuna() -> Any:
    from tqdm import TqdmWarning  # noqa: PLC0415 (needed nowhere else here)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", category=TqdmWarning)  # in a notebook without widgets; no bar is shown here
            import optuna  # noqa: PLC0415 (slow to import, and an extra)
    except ImportError:
        raise SimkitError('Optuna is not installed; call pip install "simkit[study]"') from None
    return optuna


@contextmanager
def _quietly() -> Iterator[None]:
    """Without what Optuna says of every proposal; what a search found is said by its result."""
    optuna = _optuna()
    before = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", category=optuna.exceptions.ExperimentalWarning)
            yield
    finally:
        optuna.logging.set_verbosity(before)
