"""`simkit diff`: what changes between two schemes, in words, in pay and in marginal pay.

    print(simkit.diff(today, growth, base_pay=9_000))

The typical advisor reaches the same share of every target; see `pay_levels`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from simkit.arrays import Array
from simkit.errors import SimkitError
from simkit.quantities import said
from simkit.report.pay_levels import Typical, amounts_a_year, yearly_pay
from simkit.report.pay_zones import dead_zones, jumps
from simkit.report.scheme_changes import changes
from simkit.report.words import clean, padded, wrapped
from simkit.scenario.scenario import Scenario
from simkit.scheme.scheme import Scheme
from simkit.showing import WIDTH, pre

LEVELS = (0.6, 0.8, 0.9, 1.0, 1.1, 1.2, 1.5)
"""Shares of every target for which pay is told."""
_SCANNED = np.arange(0, 2501) / 1000.0
"""Where dead zones and jumps are looked for."""
_ONE_PERCENT = 0.01
_NAME, _CELL = 23, 8


def diff(
    before: Scheme, after: Scheme, *, base_pay: float | None = None, scenario: Scenario | None = None
) -> SchemeDiff:
    """What changes from one scheme to another, for a typical advisor.

    base_pay: of a month; the median of the scenario if left out.  scenario: where normal amounts and the targets that
    follow them come from.  Raises SimkitError when there is neither base pay nor scenario.
    """
    for scheme in (before, after):
        if not isinstance(scheme, Scheme):
            raise SimkitError(f"diff compares two schemes, not {said(scheme)}; give simkit.load_scheme(file)")
    if base_pay is None and scenario is None:
        raise SimkitError("the base pay of a typical advisor is not known; give base_pay=9_000, or scenario=")
    pay = scenario.people.base_pay.median if base_pay is None and scenario else base_pay
    if not isinstance(pay, (int, float)) or not 0 < pay < 1e12:
        raise SimkitError(f"base_pay is {said(pay)}; give a month's base pay such as 9_000")
    return SchemeDiff(before, after, float(pay), scenario)


def version_of_scheme(scenario: Scenario, name: str) -> Scheme:
    """A scheme of a scenario by its name, or `name@25`: the version of it that pays in month 25."""
    base, sign, month = name.rpartition("@")
    if name in scenario.schemes or not sign or not month.isdecimal():
        return scenario.scheme(name)
    return scenario.scheme(base).at(int(month[:5]))


@dataclass(frozen=True)
class SchemeDiff:
    """The differences of two schemes; prints itself, and `document` holds all of it as plain values."""

    before: Scheme
    after: Scheme
    base_pay: float
    scenario: Scenario | None = None

    @cached_property
    def _typical(self) -> Typical:
        return Typical(self.base_pay, self.scenario, amounts_a_year((self.before, self.after)))

    @property
    def changes(self) -> list[str]:
        """Every difference of the two files that matters for pay, in words."""
        return changes(self.before, self.after)

    @property
    def common(self) -> tuple[str, ...]:
        """The KPIs that both schemes count."""
        return tuple(kpi for kpi in self.before.counted if kpi in self.after.counted)

    @cached_property
    def document(self) -> dict[str, Any]:
        """Everything that is printed, as plain values; money is a year's."""
        sides = {"before": self.before, "after": self.after}
        kpis = list(dict.fromkeys([*self.before.counted, *self.after.counted]))
        here = np.array(LEVELS)
        known = {side: self._known(scheme) for side, scheme in sides.items()}
        pay = {side: _plain(self._all_at(scheme, here)) if known[side] else None for side, scheme in sides.items()}
        more = {side: {kpi: self._one_more(scheme, kpi, here) for kpi in known[side]} for side, scheme in sides.items()}
        zones, cliffs = self._zones(sides)
        return {
            "before": self.before.name,
            "after": self.after.name,
            "base_pay": self.base_pay,
            "changes": self.changes,
            "levels": list(LEVELS),
            "pay_a_year": pay,
            "one_more_percent": {
                kpi: {side: _plain(found[kpi]) if kpi in found else None for side, found in more.items()}
                for kpi in kpis
            },
            "nothing_more": zones,
            "jumps": cliffs,
            "notes": [*self._remarks(kpis), *self._typical.notes],
        }

    def _known(self, scheme: Scheme) -> list[str]:
        """The KPIs of a scheme whose 100% is known."""
        knows = self._typical.knows
        return [kpi for kpi in scheme.counted if any(knows(component, kpi) for component in scheme.pay)]

    def _all_at(self, scheme: Scheme, share: Array) -> Array:
        """Pay of a year with every result at the same shares (level,)."""
        return yearly_pay(scheme, self._typical, {}, share)

    def _one_more(self, scheme: Scheme, kpi: str, share: Array) -> Array:
        """What one more per cent of a KPI pays in a year when all stand at these shares (level,)."""
        more = yearly_pay(scheme, self._typical, {kpi: share + _ONE_PERCENT}, share)
        return more - self._all_at(scheme, share)

    def _zones(self, sides: dict[str, Scheme]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Where more results pay nothing more, and where pay jumps: all results together, then each KPI alone."""
        zones: list[dict[str, Any]] = []
        cliffs: list[dict[str, Any]] = []
        for side, scheme in sides.items():
            scanned: dict[str | None, Array] = {None: self._all_at(scheme, _SCANNED)}
            scanned |= {kpi: yearly_pay(scheme, self._typical, {kpi: _SCANNED}) for kpi in self._known(scheme)}
            for kpi, pay in scanned.items() if len(scanned) > 1 else ():
                place = {"scheme": side, "kpi": kpi}
                zones += [{**place, "from": low, "to": high} for low, high in dead_zones(_SCANNED, pay)]
                cliffs += [{**place, "at": at, "by": round(by, 2)} for at, by in jumps(_SCANNED, pay)]
        return zones, cliffs

    def _remarks(self, kpis: Sequence[str]) -> Iterator[str]:
        if not self.common:
            yield "The schemes count no KPI in common: what a KPI pays cannot be compared, only pay as a whole."
        for scheme in (self.before, self.after):
            if scheme.later:
                months = ", ".join(f"{version.starts}" for version in scheme.later)
                yield f"{scheme.name}: compared as it is first; it changes in month {months}."
            if not self._known(scheme):
                yield f"{scheme.name}: nothing says what 100% is, so its pay cannot be told; name a scenario."
        if self.scenario is None:
            yield (
                "Every KPI is counted in per cent of the scheme's own target; where the two schemes set different "
                "targets for a KPI, the same per cent is not the same result."
            )

    def json(self) -> str:
        """The document as JSON, ended by a line break."""
        return json.dumps(self.document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"

    def __str__(self) -> str:
        return "\n\n".join("\n".join(lines) for lines in map(list, _parts(self.document)) if lines)

    def __repr__(self) -> str:
        names = " -> ".join(clean(scheme.name)[:40] for scheme in (self.before, self.after))
        return f"<SchemeDiff: {names}, {len(self.changes)} changes>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the text."""
        return pre(str(self))


def _plain(values: Array) -> list[float]:
    return [round(value, 2) + 0.0 for value in values.tolist()]


def _parts(document: dict[str, Any]) -> Iterator[Iterator[str]]:
    yield from (
        _head(document),
        _in_words(document),
        _pay(document),
        _more(document),
        _dead(document),
        _notes(document),
    )


def _head(document: dict[str, Any]) -> Iterator[str]:
    yield from wrapped(f"A: {clean(document['before'])}", WIDTH)
    yield from wrapped(f"B: {clean(document['after'])}", WIDTH)


def _in_words(document: dict[str, Any]) -> Iterator[str]:
    yield "WHAT CHANGES FROM A TO B"
    yield from _listed(document["changes"] or ["Nothing that matters for pay."])


def _pay(document: dict[str, Any]) -> Iterator[str]:
    yield from wrapped(
        f"VARIABLE PAY A YEAR at base pay {document['base_pay']:,.0f} a month, "
        "every result at the same share of its target",
        WIDTH,
    )
    before, after = (document["pay_a_year"][side] for side in ("before", "after"))
    yield _row("", [f"{level:.0%}" for level in document["levels"]])
    both = zip(before, after, strict=True) if before and after else ()
    for letter, values in (("A", before), ("B", after), ("B - A", [b - a for a, b in both])):
        yield _row(f"  {letter}", map(_amount, values) if values else ["-"] * len(document["levels"]))


def _more(document: dict[str, Any]) -> Iterator[str]:
    yield from wrapped("ONE MORE PER CENT of a KPI pays, a year, when all results stand at", WIDTH)
    yield _row("", [f"{level:.0%}" for level in document["levels"]])
    for kpi, sides in document["one_more_percent"].items():
        yield from wrapped(clean(kpi), WIDTH)
        for letter, side in (("A", "before"), ("B", "after")):
            found = sides[side]
            yield _row(f"  {letter}", map(_amount, found) if found else ["-"] * len(document["levels"]))


def _dead(document: dict[str, Any]) -> Iterator[str]:
    lines = [*_grouped_zones(document), *_grouped_jumps(document)]
    if lines:
        yield "WHERE MARGINAL PAY IS ZERO, AND WHERE PAY JUMPS"
        yield from wrapped("Of one KPI: when all others stand at 100%.", WIDTH)
        yield from _listed(lines)


def _grouped_zones(document: dict[str, Any]) -> Iterator[str]:
    groups: dict[tuple[Any, ...], list[str]] = {}
    for zone in document["nothing_more"]:
        key = (zone["scheme"], zone["from"], zone["to"], zone["kpi"] is None)
        groups.setdefault(key, []).append(zone["kpi"] or "all results together")
    for (side, low, high, _), whats in groups.items():
        where = _between(low, high)
        yield f"{_letter(side)}: nothing more {where}: {', '.join(map(clean, whats))}"


def _grouped_jumps(document: dict[str, Any]) -> Iterator[str]:
    for jump in document["jumps"]:
        what = clean(jump["kpi"] or "all results together")
        yield f"{_letter(jump['scheme'])}: {what} at {jump['at']:.1%}: {jump['by']:+,.0f} at once"


def _between(low: float, high: float | None) -> str:
    if high is None:
        return f"above {low:.1%}" if low else "at any level"
    return f"from {low:.1%} to {high:.1%}" if low else f"below {high:.1%}"


def _letter(side: str) -> str:
    return "A" if side == "before" else "B"


def _notes(document: dict[str, Any]) -> Iterator[str]:
    if document["notes"]:
        yield "NOTES"
        yield from _listed(document["notes"])


def _listed(sentences: Sequence[str]) -> Iterator[str]:
    for sentence in sentences:
        first, *more = wrapped(clean(sentence), WIDTH - 2)
        yield f"- {first}"
        yield from (f"  {line}" for line in more)


def _row(name: str, cells: Any) -> str:
    return (padded(name, _NAME) + "".join(padded(cell, _CELL, right=True) for cell in cells)).rstrip()


def _amount(value: float) -> str:
    """Money in at most eight columns."""
    if abs(value) >= 1e6:
        return f"{value / 1e6:,.2f}m" if abs(value) < 1e9 else f"{value:.1e}"
    return f"{value + 0.0:,.0f}" if abs(value) >= 100 or value == 0 else f"{value:.3g}"
