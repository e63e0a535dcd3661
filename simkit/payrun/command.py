"""`simkit pay SCHEME RESULTS.csv`: results in, pay out, with all reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from simkit.errors import SimkitError
from simkit.payrun.columns import columns
from simkit.payrun.printing import Overview, slips
from simkit.payrun.pseudonyms import pseudonyms
from simkit.payrun.run import BLOCK, Paid, paid
from simkit.payrun.versions import in_month
from simkit.payrun.writing import Layout, Taker, statements_file, table_file
from simkit.quantities import said
from simkit.records.amounts import DecimalMark
from simkit.records.people import People, Reading
from simkit.records.problems import Problems
from simkit.scenario.reading import load_scheme
from simkit.scheme.components import Component
from simkit.scheme.scheme import Scheme


@dataclass(frozen=True)
class Order:
    """What is asked for: files, one person or all, and how the table is read.

    key: where the key of pseudonyms is, see `pseudonyms`.  every: pay only the components of this period.
    month: the month whose version of the scheme is paid; must be said where the scheme has versions.
    """

    scheme: str
    results: str
    who: str | None = None
    out: str | None = None
    statements: str | None = None
    pseudonyms: bool = False
    key: str | None = None
    every: str | None = None
    month: int | None = None
    encoding: str | None = None
    decimal: DecimalMark = ""
    block: int = BLOCK


@dataclass
class Done:
    """What to print: `text` is the answer, `notes` and `problems` stand beside it."""

    text: str = ""
    notes: list[str] = field(default_factory=list)
    problems: str = ""


def pay(order: Order) -> Done:
    """Pay everybody in a table.  Raises SimkitError when the scheme or the table cannot be used at all."""
    _check_places(order)
    scheme = in_month(load_scheme(order.scheme), order.month, "--month ", f"{order.scheme}: ")
    parts, notes = _parts(scheme, order.every)
    alias = None
    if order.pseudonyms:
        alias, note = pseudonyms(order.key, order.out or order.results)
        notes += [note] if note else []
    reading = Reading(order.encoding, order.decimal, alias or str, quoting=alias is None)
    in_branch = any(component.compared == "branch" for component in parts)
    people = People.read(order.results, columns(parts), branch=in_branch, reading=reading)
    layout = Layout(parts, [name for name in ("id", "name", "branch", "period") if people.has(name)], alias)
    problems = Problems(order.results)
    blocks = paid(parts, people, problems, order.block)
    done = Done(notes=[*notes, *people.notes])
    done.text = _whole(order, blocks, layout) if order.who is None else _one(order.who, blocks, layout)
    done.notes += people.late_notes
    if problems.count:
        left = f"{problems.rows:,} row{'' if problems.rows == 1 else 's'} of {order.results}"
        done.problems = f"{problems}\n{left} {'was' if problems.rows == 1 else 'were'} left out; all others count."
        if order.who is not None and not done.text:
            done.problems = f"{_nobody(order)}\n{done.problems}"
    elif order.who is not None and not done.text:
        raise SimkitError(_nobody(order))
    return done


def _whole(order: Order, blocks: Iterator[Paid], layout: Layout) -> str:
    """Everybody's pay, into the files that are asked for; gives the overview."""
    overview = Overview(layout)
    with ExitStack() as open_files:
        takers: list[Taker] = [overview.take]
        if order.out is not None:
            takers.append(open_files.enter_context(table_file(order.out, layout)))
        if order.statements is not None:
            takers.append(open_files.enter_context(statements_file(order.statements, layout)))
        for block in blocks:
            for take in takers:
                take(block)
    return str(overview)


def _one(who: str, blocks: Iterator[Paid], layout: Layout) -> str:
    """The statements of one person, of every period there is."""
    return "\n".join(f"{slip}\n" for block in blocks for slip in slips(who, block, layout))


def _nobody(order: Order) -> str:
    shown = "this id" if order.pseudonyms else said(order.who)
    return f"{order.results}: no row that could be paid has the id {shown}; write --who and an id as it stands there"


def _parts(scheme: Scheme, every: str | None) -> tuple[Sequence[Component], list[str]]:
    """The components that are paid, and what is to be said of them."""
    periods = list(dict.fromkeys(component.every for component in scheme.pay))
    if every is None:
        if len(periods) == 1:
            return scheme.pay, []
        note = f"The scheme pays by {' and by '.join(periods)}: each result is taken for one period of its component; "
        return scheme.pay, [f"{note}--every {periods[0]} pays only what is paid by {periods[0]}."]
    parts = [component for component in scheme.pay if component.every == every]
    if not parts:
        raise SimkitError(f"--every {every}: the scheme pays by {' and by '.join(periods)}; write --every {periods[0]}")
    return parts, []


def _check_places(order: Order) -> None:
    """Raise SimkitError if one file would be written over another that is read or written."""
    written = [path for path in (order.out, order.statements) if path is not None]
    if order.who is not None and written:
        raise SimkitError("--who prints one person's statement; leave --out and --statements out, or --who")
    if order.key is not None and not order.pseudonyms:
        raise SimkitError("--key is the key of pseudonyms; add --pseudonyms, or leave it out")
    read = [order.scheme, order.results, *([order.key] if order.key else [])]
    for number, path in enumerate(written):
        if any(_same(path, other) for other in (*read, *written[:number])):
            raise SimkitError(f"{path}: this file is used for something else in the same command; name another")


def _same(one: str, other: str) -> bool:
    try:
        return Path(one).resolve() == Path(other).resolve() or Path(one).samefile(other)
    except (OSError, ValueError):
        return False
