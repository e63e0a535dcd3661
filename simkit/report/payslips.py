"""Payslips old against new as they are shown: an object for Python, a table, and what the page shows of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from simkit.experiment.compare import Comparison
from simkit.experiment.payslips import BEST, Ends, Gain, ends, statements
from simkit.experiment.portrait import main_view
from simkit.results.tables import described
from simkit.scheme.statement import Reason
from simkit.showing import escaped, money, one_line

if TYPE_CHECKING:
    import pandas as pd

TOP, BOTTOM = "gains most", "gains least"
"""The two ends; who gains least may lose."""
PAYSLIPS = {
    "scheme": "scheme that is compared with the first, as named in the scenario",
    "end": f"`{TOP}` or `{BOTTOM}` (or loses most), as a part of pay, of those who work through the first compared "
    "year of the first sky under both schemes, view with the largest weight",
    "place": "1 is the very end",
    "seat": "number of the seat, from 1",
    "paid_under": "the scheme that this statement is of",
    "line": "number of the line in the statement, from 1",
    "depth": "how far it stands to the right: a line is the sum of those below it that stand one further",
    "label": "what is paid",
    "amount": "in money, for the year",
    "note": "how the amount came about",
}


@dataclass(frozen=True)
class Slip:
    """One person's pay of the first compared year under the first scheme and under another, with all reasons."""

    gain: Gain
    before: Reason
    after: Reason

    @property
    def seat(self) -> int:
        """Number of the seat, from 1."""
        return self.gain.seat


@dataclass(frozen=True)
class Payslips:
    """Payslips old against new; top: of those who gain most, bottom: of those who gain least or lose most."""

    first: str
    scheme: str
    top: tuple[Slip, ...]
    bottom: tuple[Slip, ...]

    def _titled(self) -> Iterator[tuple[str, Slip]]:
        for end, slips in ((TOP, self.top), (BOTTOM, self.bottom)):
            for place, slip in enumerate(slips, 1):
                yield f"{end}, {place}: seat {slip.seat}, {written(slip.gain)}", slip

    def __str__(self) -> str:
        parts = []
        for title, slip in self._titled():
            parts.append(f"{title}\n\n{one_line(self.first)}\n{slip.before}\n\n{one_line(self.scheme)}\n{slip.after}\n")
        return "\n".join(parts) or "Nobody works through the year under both schemes.\n"

    def __repr__(self) -> str:
        return f"<Payslips {one_line(self.scheme)!r} against {one_line(self.first)!r}: {len(self.top + self.bottom)}>"

    def _repr_html_(self) -> str:
        parts = []
        for title, slip in self._titled():
            both = ((self.first, slip.before), (self.scheme, slip.after))
            shown = "".join(f"<p>{escaped(name)}</p>{statement._repr_html_()}" for name, statement in both)
            parts.append(f"<details><summary>{escaped(title)}</summary>{shown}</details>")
        return "".join(parts) or escaped(str(self))


def written(gain: Gain) -> str:
    """Pay under both schemes, and the change.

    >>> written(Gain(7, 150_000.0, 120_000.0))
    '150,000 then 120,000 (-20.0%)'
    """
    return f"{gain.before:,.0f} then {gain.after:,.0f} ({100.0 * gain.change:+,.1f}%)"


def payslips(comparison: Comparison, scheme: str, best: int = BEST) -> Payslips:
    """The payslips at both ends of a scheme; see `Answer.payslips`."""
    found = ends(comparison, scheme, best)
    return _slips(comparison, {scheme: found})[scheme]


def _slips(comparison: Comparison, found: Mapping[str, Ends]) -> dict[str, Payslips]:
    """Scheme -> its payslips; the future is simulated once for all of them."""
    first = comparison.schemes[0]
    seats = {scheme: sorted({gain.seat for gain in (*each.top, *each.bottom)}) for scheme, each in found.items()}
    wanted = {first: sorted({seat for some in seats.values() for seat in some}), **seats}
    told = statements(comparison, wanted, comparison.acts)

    def of(scheme: str, gains: tuple[Gain, ...]) -> tuple[Slip, ...]:
        return tuple(Slip(gain, told[first, gain.seat], told[scheme, gain.seat]) for gain in gains)

    return {s: Payslips(first, s, of(s, each.top), of(s, each.bottom)) for s, each in found.items()}


def payslip_frame(comparison: Comparison) -> pd.DataFrame:
    """Every line of the payslips at both ends of every scheme but the first."""
    import pandas as pd  # noqa: PLC0415 (slow to import)

    _, *others = comparison.schemes
    found = _slips(comparison, {scheme: ends(comparison, scheme) for scheme in others}) if others else {}
    rows = [row for slips in found.values() for row in _lines(slips)]
    return described(pd.DataFrame(rows, columns=list(PAYSLIPS)), PAYSLIPS)


def _lines(found: Payslips) -> Iterator[dict[str, Any]]:
    for end, slips in ((TOP, found.top), (BOTTOM, found.bottom)):
        for place, slip in enumerate(slips, 1):
            who = {"scheme": found.scheme, "end": end, "place": place, "seat": slip.seat}
            for name, statement in ((found.first, slip.before), (found.scheme, slip.after)):
                for line, (depth, reason) in enumerate(statement.walk(), 1):
                    told = {"label": reason.label, "amount": reason.amount, "note": reason.note}
                    yield {**who, "paid_under": name, "line": line, "depth": depth, **told}


def in_summary(comparison: Comparison) -> dict[str, Any]:
    """Who stands at both ends, for the summary: nothing is simulated for it."""

    def listed(gains: tuple[Gain, ...]) -> list[dict[str, Any]]:
        return [{"seat": gain.seat, "before": gain.before, "after": gain.after} for gain in gains]

    found = {scheme: ends(comparison, scheme) for scheme in comparison.schemes[1:]}
    return {
        "sky": comparison.runs.replications[0],
        "view": main_view(comparison),
        "year": comparison.years[1],
        "schemes": {scheme: {"top": listed(each.top), "bottom": listed(each.bottom)} for scheme, each in found.items()},
    }


def shown(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The payslips of one scheme as the page shows them, from the rows of the table: people, statements, lines."""
    lines = [{str(column): value for column, value in line.items()} for line in rows.to_dict("records")]
    for (end, place, seat), of in groupby(lines, key=itemgetter("end", "place", "seat")):
        statements = [(name, list(each)) for name, each in groupby(of, key=itemgetter("paid_under"))]
        (_, before), (_, after) = statements
        gain = Gain(seat, before[0]["amount"], after[0]["amount"])
        told = [{"scheme": name, "lines": list(map(_line, each))} for name, each in statements]
        yield {"end": end, "place": place, "seat": seat, "written": written(gain), "statements": told}


def _line(line: Mapping[str, Any]) -> dict[str, Any]:
    return {**line, "amount": money(line["amount"])}
