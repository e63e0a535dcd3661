"""One published finding: what was found, what is compared here, and which numbers are accepted."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from simkit.validation.findings.effects import Effect
from simkit.validation.findings.laboratory import Laboratory
from simkit.validation.verdicts import Verdict, within

NO_LIMIT = math.inf


@dataclass(frozen=True)
class Finding:
    """A published finding and how the model is asked for it.

    id: `SF` and its number, with a word where one study has several; claim: what was found; source: where; grade: read
    (in the source), or recalled (not checked again, so that only a sign or a wide interval is asked for).
    lever: the one thing that differs between the arms; measure: what of them is compared, in `unit`; accepted: lowest
    and highest value that agrees with the finding; why: where these come from, and what was simplified.
    set_by: whether a default was set with this finding in view, or it is predicted.  beyond_chance: the effect must
    also be further from zero than chance explains, three standard errors.  reason: why the model misses it.
    """

    id: str
    claim: str
    source: str
    grade: Literal["read", "recalled"]
    lever: str
    measure: str
    accepted: tuple[float, float]
    why: str
    effect: Callable[[Laboratory], Effect]
    unit: Literal["share", "standard deviations", "times"] = "share"
    set_by: Literal["fitted", "predicted"] = "predicted"
    beyond_chance: bool = False
    reason: str = ""

    def verdict(self, effect: Effect) -> Verdict:
        """Whether the effect agrees with the finding."""
        if self.beyond_chance and not effect.is_beyond_chance:
            return "missed"
        return within(effect.found, *self.accepted)


@dataclass(frozen=True)
class Awaited:
    """A published finding that needs what the model does not have yet; to be moved to a file of its own."""

    id: str
    claim: str
    source: str
    awaits: str
