"""Pay on a console: the first rows and the totals of all, or one person's statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from simkit.payrun.run import Paid
from simkit.payrun.writing import Layout, title
from simkit.showing import columns, one_line, padded

WIDTH, SHOWN, LONGEST = 80, 20, 24


class Overview:
    """Takes everybody's pay, keeps the first rows and adds up the rest."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._rows: list[tuple[str, ...]] = []
        self._people = 0
        self._sums = [0] * (len(layout.headings) - len(layout.texts))

    def take(self, paid: Paid) -> None:
        """Count one block; sums are kept in whole cents, so that blocks do not matter."""
        self._people += len(paid.block.rows)
        money = [*paid.awards, paid.total, *([paid.later] if self._layout.later else [])]
        cents = 10**self._layout.decimals
        for place, amounts in enumerate(money):
            self._sums[place] += int(np.rint(amounts * cents).astype(np.int64).sum())
        if len(self._rows) < SHOWN:
            for row in self._layout.rows(paid):
                if len(self._rows) == SHOWN:
                    break
                self._rows.append(row)

    def __str__(self) -> str:
        if not self._people:
            return "Nobody was paid.\n"
        texts, headings = len(self._layout.texts), self._layout.headings
        sums = [self._grouped(f"{total / 10**self._layout.decimals:.{self._layout.decimals}f}") for total in self._sums]
        body = [(*map(_short, row[:texts]), *map(self._grouped, row[texts:])) for row in self._rows]
        rest = self._people - len(self._rows)
        last = (f"{self._people:,} in all", *[""] * (texts - 1), *sums)
        whole = _laid_out([tuple(map(_short, headings)), *body, last], texts)
        if columns(whole[0]) <= WIDTH:
            body_lines, last_lines = whole[1:-1], whole[-1:]
            return _text([whole[0], *body_lines, *_rest(rest), *last_lines])
        return self._narrow(body, rest, sums, headings[texts:])

    def _narrow(self, body: Sequence[tuple[str, ...]], rest: int, sums: Sequence[str], names: Sequence[str]) -> str:
        """Who and total only; the sums of the components stand below each other."""
        total = len(self._layout.texts) + len(self._layout.components)
        rows = [(row[0], row[total]) for row in body]
        first = _laid_out([(self._layout.headings[0], "total"), *rows], 1)
        below = _laid_out(
            [(f"{self._people:,} in all", ""), *((_short(n), s) for n, s in zip(names, sums, strict=True))], 1
        )
        return _text([*first, *_rest(rest), "", *below])

    def _grouped(self, money: str) -> str:
        return f"{float(money):,.{self._layout.decimals}f}"


def slips(who: str, paid: Paid, layout: Layout) -> Iterator[str]:
    """The statements of one person in a block; who is asked for by id or pseudonym."""
    names = {who.strip()}
    for place, known in enumerate(paid.block.ids):
        if known in names or (layout.alias is not None and layout.alias(known) in names):
            yield f"{title([column[place] for column in layout.whom(paid)])}\n{paid.statement(place)}"


def _rest(count: int) -> list[str]:
    return [f"... and {count:,} more; --out FILE.csv writes all"] if count else []


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"


def _short(text: str) -> str:
    """One printable line of at most so many columns."""
    text = one_line(text)
    if columns(text) <= LONGEST:
        return text
    while columns(text) > LONGEST - 1:
        text = text[:-1]
    return f"{text}~"


def _laid_out(rows: Sequence[Sequence[str]], texts: int) -> list[str]:
    """The rows with texts to the left and numbers to the right."""
    wide = [max(columns(row[place]) for row in rows) for place in range(len(rows[0]))]
    found = []
    for row in rows:
        cells = [padded(cell, width) for cell, width in zip(row[:texts], wide[:texts], strict=True)]
        cells += [" " * (width - columns(cell)) + cell for cell, width in zip(row[texts:], wide[texts:], strict=True)]
        found.append("  ".join(cells).rstrip())
    return found
