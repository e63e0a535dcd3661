"""What is wrong in a file of results: every problem with its row and column, as a spreadsheet names them.

>>> found = Problems("results.csv")
>>> found.add(17, 5, "fund_sales", "'x' is not a number; write one such as 120000")
>>> print(found)
results.csv: row 17, column F "fund_sales": 'x' is not a number; write one such as 120000
"""

from __future__ import annotations

from simkit.showing import one_line

MOST = 100
"""Problems that are listed; the rest are counted."""


class Problems:
    """Collects problems in the order of the file; `rows` counts the rows that were left out because of them."""

    def __init__(self, file: str) -> None:
        self.file = one_line(file)
        self.rows = 0
        self.count = 0
        self._lines: list[str] = []

    def add(self, row: int, column: int | None, name: str, what: str) -> None:
        """Note what is wrong in a row (from 1); `column` from 0, None if it is about the whole row."""
        self.count += 1
        if self.count <= MOST:
            place = f"row {row}" if column is None else f'row {row}, column {letter(column)} "{one_line(name)[:60]}"'
            self._lines.append(f"{self.file}: {place}: {one_line(what)}")

    def __str__(self) -> str:
        more = self.count - len(self._lines)
        return "\n".join([*self._lines, *([f"... and {more:,} more problems"] if more else [])])


class Faults:
    """What is wrong in one block: told in the order of rows and columns.  A `blank` row is no fault, and nobody's."""

    def __init__(self, problems: Problems) -> None:
        self.rows: set[int] = set()
        self.blank: set[int] = set()
        self._problems = problems
        self._found: list[tuple[int, int, str, str]] = []

    def add(self, row: int, place: int | None, heading: str, what: str) -> None:
        """Note a fault; the row is left out."""
        self.rows.add(row)
        self._found.append((row, -1 if place is None else place, heading, what))

    def tell(self) -> None:
        """Hand everything over."""
        for row, place, heading, what in sorted(self._found):
            self._problems.add(row, None if place < 0 else place, heading, what)
        self._problems.rows += len(self.rows)


def letter(column: int) -> str:
    """The letters of a column, counted from 0, in a spreadsheet.

    >>> letter(0), letter(25), letter(26), letter(702)
    ('A', 'Z', 'AA', 'AAA')
    """
    letters, rest = "", column + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters
