"""Pay of a whole table of people, block by block, from the same `award` and `statement` that the simulation uses.

Most pay depends on one person's row alone, so blocks pass through and are forgotten.  Pay that depends on others is
computed for everybody first (`together.py`), and handed out as the blocks pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array
from simkit.payrun.columns import period_end
from simkit.payrun.together import Together
from simkit.records.people import Block, People
from simkit.records.problems import Problems
from simkit.scheme.components import Component
from simkit.scheme.payslip import line_of
from simkit.scheme.period_end import PeriodEnd
from simkit.scheme.statement import Reason

BLOCK = 16_384
"""Rows at a time: memory and speed, never a result."""


@dataclass(frozen=True)
class Paid:
    """Pay of the people of one block: one array (row,) a component.

    first: where the block begins among all good rows.  later: what is paid later than on pay day.
    """

    block: Block
    awards: list[Array]
    later: Array
    first: int
    pay: Sequence[Component]
    ends: list[PeriodEnd | None]
    together: Together

    @property
    def total(self) -> Array:
        """Variable pay of each person."""
        total = np.zeros(len(self.block.rows))
        for award in self.awards:
            total = total + award
        return total

    def statement(self, place: int) -> Reason:
        """The reasons of the pay of one person of the block; their leaves sum to it."""
        parts = []
        for number, (component, end) in enumerate(zip(self.pay, self.ends, strict=True)):
            if end is None:
                whole, seat = self.together.end_of(number, self.first + place)
                parts.append(line_of(component, whole, (0, seat)))
            else:
                parts.append(line_of(component, end, (0, place)))
        return Reason("variable pay", parts=tuple(parts))


def paid(pay: Sequence[Component], people: People, problems: Problems, size: int = BLOCK) -> Iterator[Paid]:
    """Pay everybody whose row is good, `size` rows at a time."""
    together = Together(pay, people, size)
    first = 0
    for block in people.blocks(size, problems):
        count = len(block.rows)
        awards: list[Array] = []
        ends: list[PeriodEnd | None] = []
        for number, component in enumerate(pay):
            if number in together.awards:
                ends.append(None)
                awards.append(together.awards[number][first : first + count])
            else:
                end = period_end(component, block.numbers, count=count)
                ends.append(end)
                awards.append(component.award(end)[0])
        yield Paid(block, awards, _later(pay, awards, count), first, pay, ends, together)
        first += count


def _later(pay: Sequence[Component], awards: Sequence[Array], count: int) -> Array:
    """What of each person's pay is deferred."""
    later = np.zeros(count)
    for component, award in zip(pay, awards, strict=True):
        if component.deferral is not None:
            (_, now), *_ = component.deferral.payments(award, component.paid_after, component.round_to)
            later = later + (award - now)
    return later
