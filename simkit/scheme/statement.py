"""The pay statement: a tree of reasons whose leaves sum to the pay.

>>> slip = Reason("pay", parts=(Reason("base pay", 9000.0), Reason("bonus", parts=(
...     Reason("net new assets", 1200.0), Reason("gate: satisfaction", -600.0)))))
>>> slip.amount
9600.0
>>> print(slip)
pay                                 9,600.00
  base pay                          9,000.00
  bonus                               600.00
    net new assets                  1,200.00
    gate: satisfaction               -600.00
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


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

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The statement as text, indented by depth."""
        label = "  " * depth + self.label
        yield f"{label:<32}{self.amount:>12,.2f}" + (f"  {self.note}" if self.note else "")
        for part in self.parts:
            yield from part.lines(depth + 1)

    def __str__(self) -> str:
        return "\n".join(self.lines())


def with_rounding(label: str, parts: list[Reason], paid: float) -> Reason:
    """A branch whose leaves sum to what is paid: the difference to the exact parts is a leaf named rounding."""
    rest = paid - sum(leaf.value for part in parts for leaf in part.leaves())
    return Reason(label, parts=(*parts, Reason("rounding", rest)))
