"""One year of one seat: what is added up while it runs, and the record of it when it is over."""

from __future__ import annotations

from dataclasses import dataclass, field

SCALES = (0.8, 1.2)
"""Results at which the cost of a scheme is computed beside those that came out."""


@dataclass
class Book:
    """What a year adds up.

    true_pay: awards on true results, where others are recorded; beside_pay: what the scheme costs beside what it pays.
    """

    effort: float = 0.0
    live: float = 0.0
    hopeless: float = 0.0
    coasting: float = 0.0
    variable: float = 0.0
    merit_pay: float = 0.0
    true_pay: float = 0.0
    beside_pay: float = 0.0
    pay_at: list[float] = field(default_factory=lambda: [0.0] * len(SCALES))


@dataclass(frozen=True, slots=True)
class Year:
    """One year of one seat: money of the year, effort and shares as means of months, true and recorded results.

    counted: whatever else was counted, by name.
    """

    base_pay: float
    variable_pay: float
    beside_pay: float
    merit_pay: float
    pay_at: list[float]
    deferred: float
    effort: float
    live: float
    hopeless: float
    coasting: float
    months: float
    ability: float
    results: list[float]
    recorded: list[float]
    counted: dict[str, float]
