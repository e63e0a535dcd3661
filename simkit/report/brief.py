"""What a brief found: the differences that a decision turns on, and what is said of them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from simkit.experiment.briefing import Briefing
from simkit.experiment.sampling.double_sampling import Estimate
from simkit.outcomes.catalogue import by_name
from simkit.report.precision_words import share
from simkit.report.words import clean, difference, interval, label, level, listed, padded, scale_of, wrapped
from simkit.results.files import finite, json_bytes
from simkit.showing import WIDTH, pre

_COLUMNS = (21, 14, 14, 22, 9)


class Brief(Briefing):
    """What a brief found; it prints itself."""

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Everything that was found, as one document of plain values."""
        document: dict[str, Any] = {
            "document": "simkit brief 1",
            "scenario": {
                "name": self.asked.name,
                "fingerprint": self.asked.fingerprint,
                "currency": self.asked.currency,
            },
            "seed": self.seed,
            "asked": self.precision.share,
            "most": self.precision.most,
            "reached": not self.late,
            "skies": {
                "under_main_view": self.size.main,
                "under_all_views": self.size.full,
                "main_view": self.main_view,
            },
            "looks": self.looks,
            "stake": {"rule": self.asked.stake, "factors": self.stake.factors},
            "outcomes": {
                name: {
                    "unit": by_name(name).unit,
                    "better": by_name(name).better,
                    "asked_half_width": self.widths[name],
                    "levels": {scheme: _ends(found) for scheme, found in levels.items()},
                    "differences": {
                        scheme: _ends(found) | {"precision": self.as_share(name, scheme), "skewness": found.skewness}
                        for scheme, found in self.differences[name].items()
                    },
                }
                for name, levels in self.levels.items()
            },
        }
        made: dict[str, Any] = finite(document)
        return made

    def json(self) -> str:
        """The same document as JSON, the same bytes for the same question and seed."""
        return json_bytes(self.summary).decode()

    def __str__(self) -> str:
        sentences = (line for sentence in _sentences(self) for line in wrapped(sentence, WIDTH))
        foot = (line for sentence in _foot(self) for line in wrapped(sentence, WIDTH))
        return "\n".join([*sentences, "", *_table(self), "", *foot]) + "\n"

    def _repr_html_(self) -> str:
        return pre(str(self))

    def __repr__(self) -> str:
        return f"<Brief on {', '.join(self.levels)}: {', '.join(self.schemes)}; {self.size.main} skies>"


def _ends(found: Estimate) -> dict[str, float]:
    return {"mean": found.mean, "low": found.low, "high": found.high}


def _sentences(found: Brief) -> Iterator[str]:
    """What it is about, and whether it is precise enough."""
    yield clean(found.asked.name)
    first, *others = map(clean, found.schemes)
    views = len(found.asked.views)
    under = f"{found.size.main} skies under {clean(found.main_view)}"
    if views > 1:
        under += f", {found.size.full} of them under all {views} views"
    yield f"In brief, {listed(others)} against {first}: {under}, seed {found.seed}."
    yield _precision(found)
    if found.asked.stake != "as written":
        factors = [f"{clean(name)} by {found.stake.factors[name]:.3g}" for name in found.schemes[1:]]
        yield f"To cost what {first} is expected to cost, variable pay was multiplied: {listed(factors)}."


def _precision(found: Brief) -> str:
    asked, late, count = share(found.precision.share), len(found.late), len(found.pairs)
    widths = [(found.as_share(*pair), *pair) for pair in found.pairs]
    known = [each for each in widths if not math.isnan(each[0])]
    if not known:
        return f"{asked} was asked for, and no difference has a number that more skies would make precise."
    width, name, scheme = max(known)
    widest = f"{label(name)} under {clean(scheme)} is known least well, within {share(width)}"
    if not late:
        return f"Every difference is known within {asked} of today's value, as was asked; {widest}."
    return (
        f"{asked} was asked for and is not reached with {found.size.main} skies: {late} of {count} differences are not "
        f"known well enough, and {widest}. Allow more skies (most)."
    )


def _table(found: Brief) -> Iterator[str]:
    """One outcome: a line of its own, then one line a scheme."""
    yield _row("", "level", "difference", "95% interval", "within")
    for name, levels in found.levels.items():
        of = by_name(name)
        scale = scale_of(of.unit, found.asked.currency, [each.mean for each in levels.values()], found.margin(name))
        better = "" if of.better == "neither" else f"; {of.better} is better"
        yield from wrapped(f"{label(name)}{', ' if scale.unit else ''}{scale.unit}{better}", WIDTH)
        for scheme, value in levels.items():
            cells: tuple[str, ...] = ()
            if scheme in found.differences[name]:
                ends = finite(_ends(found.differences[name][scheme]))
                within = share(finite(found.as_share(name, scheme)))
                cells = difference(ends, scale), interval(ends, scale, scale.of_difference), within
            yield _row(f"  {clean(scheme)}", level(finite(_ends(value)), scale), *cells)


def _foot(found: Brief) -> Iterator[str]:
    first = clean(found.schemes[0])
    yield (
        f"Mean a year over all compared years, the views weighted; difference from {first} under the same skies with "
        f"its 95% interval; within: half of that as a share of {first}'s value."
    )
    yield "For winners, chances, tails, single years and other outcomes: simkit compare."


def _row(*cells: str) -> str:
    first, *others = zip(cells, _COLUMNS, strict=False)
    return (padded(*first) + "".join(f"{padded(text, width, right=True)}" for text, width in others)).rstrip()
