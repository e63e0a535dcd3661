"""Writing pay: a row a person for a spreadsheet, and statements with all their reasons."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal

import numpy as np

from simkit.payrun.run import Paid
from simkit.results.files import whole_file
from simkit.results.tables import FORMULA, harmless
from simkit.scheme.components import Component
from simkit.scheme.statement import Reason
from simkit.showing import one_line

MARK = "\ufeff"
"""Tells Excel that a file is UTF-8."""
_RISKY = re.compile(f"^[{re.escape(''.join(FORMULA))}]", re.MULTILINE)
Taker = Callable[[Paid], None]
"""Takes the pay of one block."""


class Layout:
    """How people and money are written: which columns there are, what people are called, how many decimals."""

    def __init__(self, pay: Sequence[Component], texts: Sequence[str], alias: Callable[[str], str] | None) -> None:
        self.alias = alias
        hidden = {"name"} if alias else set()
        self.texts = [name for name in ("id", "name", "branch", "period") if name in texts and name not in hidden]
        self.components = _told_apart([component.name for component in pay])
        self.later = any(component.deferral is not None for component in pay)
        exponents = [Decimal(repr(component.round_to)).normalize().as_tuple().exponent for component in pay]
        self.decimals = max(2, *(-each for each in exponents if isinstance(each, int)))

    @property
    def headings(self) -> list[str]:
        """The headings of a row of pay."""
        first = ["pseudonym" if name == "id" and self.alias else name for name in self.texts]
        return [*first, *self.components, "total", *(["of that paid later"] if self.later else [])]

    def whom(self, paid: Paid) -> list[list[str]]:
        """The columns that say who is paid."""
        block = paid.block
        ids = block.ids if self.alias is None else [self.alias(who) for who in block.ids]
        found = {"id": ids, "name": block.names, "branch": block.branches, "period": block.periods}
        return [found[name] for name in self.texts]

    def rows(self, paid: Paid) -> Iterator[tuple[str, ...]]:
        """The rows of one block as texts."""
        return zip(*self.columns(paid), strict=True)

    def columns(self, paid: Paid) -> list[list[str]]:
        """The columns of one block as texts."""
        money = [*paid.awards, paid.total, *([paid.later] if self.later else [])]
        places = f".{self.decimals}f"
        rounded = [(np.round(amounts, self.decimals) + 0.0).tolist() for amounts in money]  # no minus before a zero
        return [*self.whom(paid), *[[format(value, places) for value in amounts] for amounts in rounded]]

    def money(self, value: float) -> str:
        """An amount in whole cents, or finer where a component is."""
        return f"{round(value, self.decimals) + 0.0:.{self.decimals}f}"


def _safe(column: list[str]) -> list[object]:
    """The texts of a column as a spreadsheet may have them; most columns are harmless, which one look tells."""
    return list(map(harmless, column)) if _RISKY.search("\n".join(column)) else list(column)


def _told_apart(names: Sequence[str]) -> list[str]:
    """The same names, with a number behind those that came before."""
    return [f"{name} {names[: i + 1].count(name)}" if name in names[:i] else name for i, name in enumerate(names)]


@contextmanager
def table_file(path: str, layout: Layout) -> Iterator[Taker]:
    r"""A CSV file as Excel reads it, one row a person: UTF-8 with a mark, \r\n, no text that runs as a formula."""
    with whole_file(path) as new, new.open("w", encoding="utf-8", newline="") as stream:
        stream.write(MARK)
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([harmless(heading) for heading in layout.headings])
        texts = len(layout.texts)

        def take(paid: Paid) -> None:
            columns = layout.columns(paid)
            writer.writerows(zip(*map(_safe, columns[:texts]), *columns[texts:], strict=True))

        yield take


@contextmanager
def statements_file(path: str, layout: Layout) -> Iterator[Taker]:
    """Everybody's statement: a text to read, or with a name that ends in .csv a row for every line of a statement."""
    as_table = path.lower().endswith(".csv")
    with whole_file(path) as new, new.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        if as_table:
            writer.writerow([*map(harmless, layout.headings[: len(layout.texts)]), "line", "amount", "note"])

        def take(paid: Paid) -> None:
            for place, who in enumerate(zip(*layout.whom(paid), strict=True)):
                slip = paid.statement(place)
                if as_table:
                    writer.writerows((*map(harmless, who), *line) for line in lines(slip, layout))
                else:
                    stream.write(f"{title(who)}\n{slip}\n\n".replace("\n", "\r\n"))

        yield take


def title(who: Sequence[str]) -> str:
    """Whose statement it is, in one line."""
    return "  ".join(one_line(text) for text in who if text)


def lines(slip: Reason, layout: Layout, above: str = "") -> Iterator[tuple[object, object, object]]:
    """The leaves of a statement, each with the lines above it, its amount and its note."""
    path = f"{above} > {one_line(slip.label)}" if above else one_line(slip.label)
    if not slip.parts:
        yield harmless(path), layout.money(slip.amount), harmless(one_line(slip.note))
    for part in slip.parts:
        yield from lines(part, layout, path)
