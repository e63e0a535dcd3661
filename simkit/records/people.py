"""People's results read from a table, block by block: good rows as arrays, all others as problems.

A row that cannot be trusted is left out as a whole, as a wrong number may also stand in the column beside it.  Who
stands twice (in one period) is left out both times: nothing says which of the two rows is right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from simkit.arrays import Array
from simkit.errors import SimkitError
from simkit.quantities import said
from simkit.records.amounts import DecimalMark, mark_of, numbers
from simkit.records.headings import Column, Headings, knower, match
from simkit.records.opening import Table, opened
from simkit.records.problems import Faults, Problems, letter

SAMPLE = 2_000
"""Rows from which it is told whether decimals stand behind a comma."""
_SHORTENED = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+[0-9]+")
_PER_CENT = re.compile("[%％‰]")
Key = tuple[str, str]
"""Id and period of a row."""


@dataclass(frozen=True)
class Block:
    """The good rows of a piece of the table: row numbers as in a spreadsheet, texts, and numbers by column (row,)."""

    rows: list[int]
    ids: list[str]
    names: list[str]
    branches: list[str]
    periods: list[str]
    numbers: dict[str, Array]


@dataclass(frozen=True)
class Reading:
    """How a table is read: the separator and letters unless they are to be found out, and what messages may show.

    alias: what an id is called in a message; quoting: whether messages may show what stands in a cell.
    """

    encoding: str | None = None
    decimal: DecimalMark = ""
    alias: Callable[[str], str] = str
    quoting: bool = True

    def quote(self, cell: str) -> str:
        """How a message shows a cell."""
        return said(cell) if self.quoting else "what stands here"


@dataclass
class People:
    """A table of people's results: `blocks` reads it, as often as needed."""

    table: Table
    headings: Headings
    columns: Sequence[Column]
    decimal: DecimalMark
    reading: Reading
    twice: dict[Key, list[int]] = field(default_factory=dict)
    per_cent: set[str] = field(default_factory=set)

    @classmethod
    def read(
        cls, path: str, columns: Sequence[Column], *, branch: bool = False, reading: Reading | None = None
    ) -> People:
        """Open a table and find its columns; raises SimkitError that says what is missing."""
        reading = reading or Reading()
        table = opened(path, knower(columns), reading.encoding)
        texts = next((row for row in table.rows(_ignore) if any(cell.strip() for cell in row)), [])
        if not texts:
            raise SimkitError(f"{path}: the file is empty; write headings in the first row, and a row a person")
        try:
            headings = match(texts, columns, branch=branch, quoting=reading.quoting)
        except SimkitError as error:
            raise SimkitError("\n".join(f"{path}: {line}" for line in str(error).splitlines())) from None
        people = cls(table, headings, columns, reading.decimal, reading)
        people.decimal = reading.decimal or people._mark()
        people.twice = people._standing_twice()
        return people

    def has(self, column: str) -> bool:
        """Whether the table has this column."""
        return column in self.headings.places

    @property
    def notes(self) -> list[str]:
        """What a reader should know of how the table was read."""
        notes = []
        if self.headings.unknown:
            texts = [self.headings.texts[i].strip() for i in self.headings.unknown]
            shown = [f"{letter(i)} {self.reading.quote(t)}" for i, t in zip(self.headings.unknown, texts, strict=True)]
            shown = shown if self.reading.quoting else [letter(i) for i in self.headings.unknown]
            notes.append(f"Not read, as the scheme does not ask for it: column {', '.join(shown)}.")
        if self.table.encoding == "gb18030":
            notes.append("Read as GBK, the letters of a Chinese Windows; add --encoding for others.")
        if self.decimal == ",":
            notes.append("Read with decimal commas: 1.234,5 is one thousand two hundred and thirty-four and a half.")
        return notes

    @property
    def late_notes(self) -> list[str]:
        """What is known when the table has been read."""
        if not self.per_cent:
            return []
        return [f"Read with per cent signs: {', '.join(sorted(self.per_cent))}; 85% is 0.85 there."]

    def blocks(self, size: int, problems: Problems) -> Iterator[Block]:
        """The good rows, `size` rows of the table at a time."""
        spoiled: dict[int, str] = {}
        for start, lines in self._pieces(size, spoiled):
            found = Faults(problems)
            for row, what in spoiled.items():
                found.add(row, None, "", what)
            spoiled.clear()
            block = self._block(start, lines, found)
            found.tell()
            if block.rows:
                yield block

    def _pieces(self, size: int, spoiled: dict[int, str]) -> Iterator[tuple[int, list[list[str]]]]:
        """The lines below the headings, `size` at a time, and the row number of the first of them."""
        lines = self.table.rows(spoiled.__setitem__)
        start = 1 + self.table.skipped
        for line in lines:
            start += 1
            if line == self.headings.texts:
                break
        while piece := list(islice(lines, size)):
            yield start, piece
            start += len(piece)

    def _block(self, start: int, lines: list[list[str]], found: Faults) -> Block:
        width, rows = len(self.headings.texts), list(range(start, start + len(lines)))
        if any(len(line) != width for line in lines):
            rows, lines = self._squared(rows, lines, found)
        columns: list[tuple[str, ...]] = list(zip(*lines, strict=True)) if lines else [()] * width
        texts = {name: self._texts(name, columns, len(rows)) for name in ("id", "name", "branch", "period")}
        self._check_ids(rows, texts["id"], texts["period"], lines, found)
        read = {column.name: self._numbers(column, rows, columns, found) for column in self.columns}
        if found.rows or found.blank:
            kept = [i for i, row in enumerate(rows) if row not in found.rows and row not in found.blank]
            texts = {name: [values[i] for i in kept] for name, values in texts.items()}
            read = {name: values[kept] for name, values in read.items()}
            rows = [rows[i] for i in kept]
        return Block(rows, texts["id"], texts["name"], texts["branch"], texts["period"], read)

    def _squared(
        self, rows: Sequence[int], lines: Sequence[list[str]], found: Faults
    ) -> tuple[list[int], list[list[str]]]:
        """The lines as long as the headings: blanks are added or cut off, and a line with more is left out."""
        width = len(self.headings.texts)
        kept = []
        for row, line in zip(rows, lines, strict=True):
            if any(cell.strip() for cell in line[width:]):
                what = f"there are {len(line)} cells under {width} headings; put a number with commas in quotes"
                found.add(row, None, "", what)
            else:
                kept.append((row, [*line, *[""] * (width - len(line))][:width]))
        return [row for row, _ in kept], [line for _, line in kept]

    def _texts(self, name: str, columns: Sequence[Sequence[str]], count: int) -> list[str]:
        place = self.headings.places.get(name)
        is_text = place is not None and all(column.name != name for column in self.columns)
        return [cell.strip() for cell in columns[place]] if place is not None and is_text else [""] * count

    def _numbers(self, column: Column, rows: Sequence[int], columns: Sequence[Sequence[str]], found: Faults) -> Array:
        """The numbers of a column (row,); NaN where a column that may be left out has none."""
        place = self.headings.places.get(column.name)
        if place is None:
            return np.full(len(rows), np.nan)
        cells = columns[place]
        values, wrong = numbers(cells, self.decimal, self.reading.quote)
        if column.name not in self.per_cent and _PER_CENT.search("".join(cells)):
            self.per_cent.add(column.name)
        if column.required:
            blank = f"no number stands here; write {column.holds}" + ", 0 if there is none" * (column.above is None)
            wrong |= {i: blank for i in np.flatnonzero(np.isnan(values)).tolist() if i not in wrong}
        if column.above is not None:
            low = f"is not above {column.above:g}; write {column.holds}, a number above it"
            wrong |= {i: f"{values[i]:g} {low}" for i in np.flatnonzero(values <= column.above).tolist()}
        if column.least is not None:
            low = f"is below {column.least:g}; write {column.holds}"
            wrong |= {i: f"{values[i]:g} {low}" for i in np.flatnonzero(values < column.least).tolist()}
        for i, what in wrong.items():
            if rows[i] not in found.blank:
                found.add(rows[i], place, self.headings.texts[place].strip(), what)
        return values

    def _check_ids(
        self,
        rows: Sequence[int],
        ids: Sequence[str],
        periods: Sequence[str],
        lines: Sequence[Sequence[str]],
        found: Faults,
    ) -> None:
        place = self.headings.places["id"]
        heading = self.headings.texts[place].strip()
        for row, who, period, line in zip(rows, ids, periods, lines, strict=True):
            if not who:
                if any(cell.strip() for cell in line):
                    found.add(row, place, heading, "nobody stands here; write who it is")
                else:
                    found.blank.add(row)  # as spreadsheets leave them at the end
            elif "+" in who and _SHORTENED.fullmatch(who):
                what = (
                    f"{self.reading.quote(who)} was shortened by the spreadsheet; make the column text and fill it anew"
                )
                found.add(row, place, heading, what)
            elif self.twice and (who, period) in self.twice:
                others = [str(other) for other in self.twice[who, period] if other != row]
                what = f"{self.reading.alias(who)} also stands in row {', '.join(others[:3])}; keep one row a person"
                found.add(row, place, heading, what + (" and period" if self.has("period") else ""))

    def _standing_twice(self) -> dict[Key, list[int]]:
        """Who stands in more than one row of a period, and in which rows."""
        who, when = self.headings.places["id"], self.headings.places.get("period")
        first: dict[str | Key, int] = {}
        twice: dict[Key, list[int]] = {}
        for start, lines in self._pieces(SAMPLE, {}):
            for row, line in enumerate(lines, start):
                person = line[who].strip() if who < len(line) else ""
                if not person:
                    continue
                period = line[when].strip() if when is not None and when < len(line) else ""
                before = first.setdefault(person if when is None else (person, period), row)
                if before != row:
                    twice.setdefault((person, period), [before]).append(row)
        return twice

    def _mark(self) -> DecimalMark:
        """What decimals stand behind: a point between commas, and elsewhere what the first rows say."""
        if self.table.separator == ",":
            return "."
        places = [self.headings.places[c.name] for c in self.columns if self.has(c.name)]
        _, lines = next(self._pieces(SAMPLE, {}), (0, []))
        return mark_of(line[place] for line in lines for place in places if place < len(line))


def _ignore(row: int, what: str) -> None:
    """Told again when the rows are read for pay."""
