"""The pay statement: a tree of reasons whose leaves sum to the pay.

>>> slip = Reason("pay", parts=(Reason("base pay", 9000.0), Reason("bonus", parts=(
...     Reason("net new assets", 1200.0), Reason("gate: satisfaction", -600.0)))))
>>> slip.amount
9600.0
>>> print(slip)
pay                       9,600.00
  base pay                9,000.00
  bonus                     600.00
    net new assets        1,200.00
    gate: satisfaction     -600.00
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from simkit.showing import columns, escaped, money, one_line, padded


@dataclass(frozen=True)
class Reason:
    """One line of a statement: a leaf has a value, a branch has parts and is worth their sum.

    `note` says how the value came about (attainment, rate, factor), in words for the person paid.
    """

    label: str
    value: float = 0.0
    note: str = ""
    parts: tuple[Reason, ...] = ()

    @property
    def amount(self) -> float:
        """The value of a leaf, the sum of the leaves of a branch."""
        return sum(leaf.value for leaf in self.leaves()) if self.parts else self.value

    def leaves(self) -> Iterator[Reason]:
        """All leaves below this line, in order."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def lines(self) -> Iterator[str]:
        """The statement as text, indented by depth, its amounts in one column."""
        rows = [("  " * depth + one_line(line.label), money(line.amount), line.note) for depth, line in self.walk()]
        wide = max(columns(label) for label, _, _ in rows)
        long = max(len(amount) for _, amount, _ in rows)
        for label, amount, note in rows:
            yield f"{padded(label, wide)}  {amount:>{long}}  {one_line(note)}".rstrip()

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Reason]]:
        """The line itself and all below it, in order, each with its depth."""
        yield depth, self
        for part in self.parts:
            yield from part.walk(depth + 1)

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def __repr__(self) -> str:
        return f"<Reason '{one_line(self.label)[:60]}': {money(self.amount)}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: a table, indented by depth; a line with parts is bold."""
        return f'<table style="font-variant-numeric:tabular-nums"><tbody>{"".join(self._rows())}</tbody></table>'

    def _rows(self) -> Iterator[str]:
        for depth, line in self.walk():
            weight = "bold" if line.parts else "normal"
            label = f'<td style="text-align:left;padding-left:{0.5 + 1.5 * depth:g}em">{escaped(line.label)}</td>'
            amount = f'<td style="text-align:right;white-space:nowrap">{money(line.amount)}</td>'
            style = "text-align:left;font-weight:normal;padding-left:1.5em;min-width:14em"
            note = f'<td style="{style}">{escaped(line.note)}</td>'
            yield f'<tr style="font-weight:{weight}">{label}{amount}{note}</tr>'


def with_rounding(label: str, parts: list[Reason], paid: float) -> Reason:
    """A branch whose leaves sum to what is paid.

    Every part (a leaf) is worth whole cents, so that the printed lines add up; what is missing is a leaf named
    rounding.  Pay that is not known (NaN), as a number is missing, has one leaf that says so.

    >>> print(with_rounding("bonus", [Reason("sales", 900.0), Reason("gate", float("nan"))], float("nan")))
    bonus    unknown
      pay    unknown  a number is missing
    """
    if math.isnan(paid):
        return Reason(label, parts=(Reason("pay", paid, "a number is missing"),))
    whole = [Reason(part.label, round(part.value, 2) + 0.0, part.note) for part in parts]
    rest = round(paid - sum(part.value for part in whole), 9) + 0.0
    return Reason(label, parts=(*whole, Reason("rounding", rest)))
