"""Which column of a table holds what: headings as people write them, in any order.

>>> looked_for = [Column("fund_sales", "the result"), Column("target:fund_sales", "its target", required=False)]
>>> found = match(["ID", " Fund Sales", "fund_sales target", "phone"], looked_for)
>>> found.places, found.unknown
({'fund_sales': 1, 'target:fund_sales': 2, 'id': 0}, [3])
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from simkit.errors import SimkitError
from simkit.quantities import said
from simkit.records.problems import letter

TEXTS: Mapping[str, tuple[str, ...]] = {
    "id": ("工号", "编号", "employee id", "staff id"),
    "name": ("姓名",),
    "branch": ("网点", "支行", "机构"),
    "period": ("期间", "月份"),
}
"""Columns of text, and how else they may be called; only `id` must be there, and sometimes `branch`."""
_RUNS = re.compile(r"[\s_:\-]+")


@dataclass(frozen=True)
class Column:
    """A column of numbers that is looked for.

    least: no number is lower; above: every number is higher.  A blank is no problem where it is not `required`.
    """

    name: str
    holds: str
    required: bool = True
    least: float | None = None
    above: float | None = None
    also: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """How the heading may be written; `target:fund_sales` also as `fund_sales target`."""
        what, colon, kpi = self.name.partition(":")
        turned = (f"{kpi} {what}", *(("目标" + kpi, kpi + "目标", kpi + " 目标") if what == "target" else ()))
        return (self.name, *(turned if colon else ()), *self.also)


@dataclass
class Headings:
    """Where the columns are: name -> place from 0; `unknown`: places of headings that nothing asks for."""

    texts: list[str]
    places: dict[str, int] = field(default_factory=dict)
    unknown: list[int] = field(default_factory=list)


def plain(heading: str) -> str:
    """A heading without case, blanks around, and the difference between blank, underline, colon and hyphen."""
    return _RUNS.sub("_", unicodedata.normalize("NFKC", heading).strip().casefold())


def spellings(columns: Sequence[Column]) -> dict[str, list[str]]:
    """Column -> how its heading may be written, numbers first: a KPI may be called `period`."""
    numbers = {column.name: list(column.spellings) for column in columns}
    return numbers | {name: [name, *also] for name, also in TEXTS.items() if name not in numbers}


def knower(columns: Sequence[Column]) -> Callable[[str], bool]:
    """Whether a text is the heading of a column that is looked for."""
    known = {plain(text) for texts in spellings(columns).values() for text in texts}
    return lambda heading: plain(heading) in known


def match(
    headings: Sequence[str], columns: Sequence[Column], *, branch: bool = False, quoting: bool = True
) -> Headings:
    """Find every column; raises SimkitError with all that are missing or stand twice.

    branch: whether the branch must be told; quoting: whether messages may show what stands in the file.
    """
    found, wrong = Headings(list(headings)), []
    for name, texts in spellings(columns).items():
        places = _places(headings, texts)
        if len(places) > 1:
            wrong.append(f'columns {" and ".join(map(letter, places))} are both "{name}"; remove or rename one')
        found.places |= {name: places[0]} if places else {}
    taken = set(found.places.values())
    found.unknown = [i for i, text in enumerate(headings) if text.strip() and i not in taken]
    needed = [("id", "who it is: a number or a text that nobody else has")]
    needed += [("branch", "the branch, as pay is compared within it")] if branch else []
    needed += [(column.name, column.holds) for column in columns if column.required]
    spare = [headings[i] for i in found.unknown] if quoting else []
    wrong += [_missing(name, holds, spare, columns) for name, holds in needed if name not in found.places]
    if wrong:
        raise SimkitError("\n".join(wrong))
    return found


def _places(headings: Sequence[str], texts: Sequence[str]) -> list[int]:
    """The columns with exactly the first spelling, or else with any."""
    exact = [i for i, heading in enumerate(headings) if heading.strip() == texts[0]]
    known = {plain(text) for text in texts}
    return exact or [i for i, heading in enumerate(headings) if plain(heading) in known]


def _missing(name: str, holds: str, spare: Sequence[str], columns: Sequence[Column]) -> str:
    said_so = f'the column "{name}" is missing ({holds}); '
    wanted = {plain(text): text for text in spellings(columns)[name]}
    near = [text for text in spare if difflib.get_close_matches(plain(text), wanted, n=1, cutoff=0.75)]
    if near:
        return f"{said_so}is it {said(near[0].strip())}? Rename that column"
    return f"{said_so}add it to the headings in the first row"
