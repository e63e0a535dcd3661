"""Opening a table that a spreadsheet saved: which letters it is written in, and what stands between its cells.

Excel saves CSV as UTF-8 with a mark, in the code page of its Windows (GBK in China), and "Unicode text" as UTF-16 with
tabs; between cells stands a comma, or a semicolon where commas are decimal marks.
"""

from __future__ import annotations

import codecs
import csv
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from simkit.errors import SimkitError
from simkit.showing import one_line

LONGEST_CELL = 131_072
_PIECE = 1 << 20
_SAVE_AS = "in Excel choose Save As, CSV UTF-8"
_OTHER_FILES = (
    (b"PK\x03\x04", f"this is an Excel workbook or a zip, not a CSV file; {_SAVE_AS}"),
    (b"\xd0\xcf\x11\xe0", f"this is an old Excel workbook, not a CSV file; {_SAVE_AS}"),
    (b"PAR1", "this is a Parquet file, not a CSV file; write CSV"),
    (b"%PDF", "this is a PDF, not a CSV file; name the table it was made from"),
)
_SEPARATORS = (",", ";", "\t", "，", "；", "|")


@dataclass(frozen=True)
class Table:
    """A text file of rows and cells.  `skipped`: rows before the headings; only Excel's own `sep=;` is one."""

    path: str
    encoding: str
    separator: str
    skipped: int = 0

    def rows(self, spoiled: Callable[[int, str], None]) -> Iterator[list[str]]:
        """All rows from the headings on; one that cannot be split is empty, and `spoiled` is told it and why."""
        with Path(self.path).open(encoding=self.encoding, newline="") as stream:
            reader = csv.reader(stream, delimiter=self.separator, strict=True)
            number = 0
            for _ in range(self.skipped):
                next(reader)
                number += 1
            while True:
                try:
                    for row in reader:
                        number += 1
                        yield row
                except csv.Error as error:
                    number += 1
                    spoiled(number, _unsplit(error))
                    yield []
                else:
                    return


def _unsplit(error: csv.Error) -> str:
    if "unexpected end" in str(error):
        return (
            'a quotation mark " is opened and never closed, and the rest of the file is part of it; close or remove it'
        )
    if "field larger" in str(error):
        return f'a cell is longer than {LONGEST_CELL} letters; close the quotation mark " that opens it'
    return 'text follows a closing quotation mark "; write a quotation mark inside a text twice'


def opened(path: str | os.PathLike[str], known: Callable[[str], bool], encoding: str | None = None) -> Table:
    """The table in a file; `known` says whether a text is a heading that is looked for.  Raises SimkitError."""
    name = os.fspath(path)
    _check_place(name, one_line(name))
    try:
        found = _encoding(name, encoding)
        with Path(name).open(encoding=found, newline="") as stream:
            first = stream.readline(LONGEST_CELL)
            if told := _told_separator(first):
                return Table(name, found, told, skipped=1)
        return Table(name, found, _separator(first, known))
    except OSError as error:
        raise SimkitError(f"{name}: the file cannot be read ({error.strerror}); check its permissions") from None


def _check_place(name: str, shown: str) -> None:
    """Raise SimkitError if there is no ordinary file: one that can be read more than once."""
    place = Path(name)
    if place.is_dir():
        raise SimkitError(f"{shown}: this is a folder; name a CSV file in it")
    if not place.exists():
        raise SimkitError(f"{shown}: there is no such file; check the name and the folder")
    if not place.is_file():
        raise SimkitError(f"{shown}: this is not an ordinary file, and it is read twice; save it first")


def _encoding(name: str, given: str | None) -> str:
    with Path(name).open("rb") as stream:
        head = stream.read(4096)
    for begins, what in _OTHER_FILES:
        if head.startswith(begins):
            raise SimkitError(f"{name}: {what}")
    if given is not None:
        return _tried(name, [_known_encoding(given)], f"this is not {given}; leave --encoding out, or name another")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _tried(name, ["utf-16"], f"this begins like UTF-16 and is not; {_SAVE_AS}")
    if b"\0" in head:
        raise SimkitError(f"{name}: this is not a text; {_SAVE_AS}")
    return _tried(
        name,
        ["utf-8-sig", "gb18030"],
        f"this is neither UTF-8 nor GBK; {_SAVE_AS}, or add --encoding, such as --encoding cp1252",
    )


def _known_encoding(name: str) -> str:
    """The encoding of that name, if it turns bytes into text; Python also has some that do other things."""
    try:
        if "x".encode(name).decode(name) == "x":
            return "utf-8-sig" if codecs.lookup(name).name == "utf-8" else name
    except (LookupError, ValueError, TypeError):
        pass
    raise SimkitError(f"--encoding {name[:40]!r} is not known; write one such as utf-8, gbk, utf-16 or cp1252")


def _tried(name: str, encodings: list[str], else_say: str) -> str:
    """The first of these in which the whole file can be read."""
    for encoding in encodings:
        if _is_in(name, encoding):
            return encoding
    raise SimkitError(f"{name}: {else_say}")


def _is_in(name: str, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with Path(name).open("rb") as stream:
            while piece := stream.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except ValueError:
        return False
    return True


def _told_separator(line: str) -> str:
    """What Excel's own first line `sep=;` says, else nothing."""
    text = line.strip("\r\n ").strip('"')
    return text[4] if len(text) == 5 and text.lower().startswith("sep=") else ""


def _separator(line: str, known: Callable[[str], bool]) -> str:
    """The separator with which most headings are known, or else with which there are most."""

    def score(separator: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([line], delimiter=separator), [])
        except csv.Error:
            return (0, 0)
        return sum(map(known, cells)), len(cells)

    return max(_SEPARATORS, key=score)
