"""A sensitivity study for a terminal of 80 columns, made from its document alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simkit.report.sensitivity.sentences import Document, scale, sentences
from simkit.report.words import Scale, clean, columns, difference, interval, label, level, padded, wrapped
from simkit.showing import WIDTH

_PATH = 38
_CLOSEST = 5
"""Assumptions without a flip of which the lead is shown: those with the smallest."""


def report(document: Document) -> str:
    """What `simkit sensitivity` prints, ended by a line break."""
    parts = [
        _head(document),
        _titled("WHAT IT COMES TO", _points(document)),
        _titled("FLIP POINTS, each assumption moved alone; none: with the smallest lead", _flips(document)),
        *(_screening(document, scheme) for scheme in document["screening"]),
        *(_sobol(document, scheme) for scheme in document["sobol"]),
        _titled("WORST CASE of all views and markets", _worst(document)),
        _titled("RANGES of the assumptions", _ranges(document)),
        wrapped(_HOW, WIDTH),
    ]
    return "\n\n".join("\n".join(part) for part in (list(lines) for lines in parts) if len(part) > 1) + "\n"


_HOW = (
    "Ranges are themselves assumptions. All evaluations have the same skies, so they differ by the assumptions alone; "
    "intervals are 95% and cover chance, not the choice of ranges."
)


def _titled(title: str, lines: Iterator[str]) -> Iterator[str]:
    yield title
    yield from lines


def _head(document: Document) -> Iterator[str]:
    yield from wrapped(clean(document["scenario"]["name"]), WIDTH)
    views = document["views"]
    shown = f"view {clean(views[0])}" if len(views) == 1 else f"{len(views)} views pooled"
    better = "" if document["outcome"]["better"] == "higher" else "; differences are such that better is positive"
    yield from wrapped(
        f"{len(document['assumptions'])} assumptions; {label(document['outcome']['name'])}, {scale(document).unit}; "
        f"{shown}, {document['replications']} skies, seed {document['seed']}, {document['evaluations']} evaluations"
        f"{better}",
        WIDTH,
    )
    if any(factor != 1.0 for factor in document["factors"].values()):
        text = "The schemes keep the pay that makes their costs equal as the scenario is written."
        yield from wrapped(text, WIDTH)


def _points(document: Document) -> Iterator[str]:
    for sentence in sentences(document):
        first, *more = wrapped(sentence, WIDTH - 2)
        yield f"- {first}"
        yield from (f"  {line}" for line in more)


def _ranges(document: Document) -> Iterator[str]:
    for path, one in document["assumptions"].items():
        said = one["said"]
        yield from _left_and_right(path, f"{said['low']} to {said['high']}, now {said['now']}")


def _flips(document: Document) -> Iterator[str]:
    size = scale(document)
    for ahead, rivals in dict.fromkeys((each["ahead"], tuple(each["rivals"])) for each in document["flips"]):
        yield from wrapped(f"{clean(ahead)} against {' or '.join(map(clean, rivals))}", WIDTH, "  ")
        race = [each for each in document["flips"] if (each["ahead"], tuple(each["rivals"])) == (ahead, rivals)]
        for flip in (each for each in race if each["turns"]):
            yield from _left_and_right(flip["assumption"], " and ".join(map(_turn, flip["turns"])), "    ")
        held = [each for each in race if each["moves"] and not each["turns"]]
        for flip in sorted(held, key=lambda each: each["smallest"]["mean"])[:_CLOSEST]:
            found = flip["smallest"]
            lead = f"{difference(found, size)} ({interval(found, size)}) at {found['said']}"
            yield from _left_and_right(flip["assumption"], f"none; {lead}", "    ")
        left = len(held) - _CLOSEST
        if left > 0:
            yield f"    {left} more do not flip it, and leave a larger lead"
        nothing = sum(not each["moves"] for each in race)
        if nothing:
            yield f"    {nothing} {'changes' if nothing == 1 else 'change'} nothing"


def _turn(turn: Document) -> str:
    said = turn["said"]
    return f"flips at {said['at']} ({said['low']} to {said['high']}), to {clean(turn['rival'])}"


def _left_and_right(left: str, right: str, indent: str = "  ") -> Iterator[str]:
    left = clean(left)
    row = f"{indent}{padded(left, _PATH)} {right}"
    if len(left) <= _PATH and columns(row) <= WIDTH:
        yield row
    else:
        yield from wrapped(left, WIDTH, indent)
        yield from wrapped(right, WIDTH, f"{indent}  ")


def _screening(document: Document, scheme: str) -> Iterator[str]:
    first = clean(next(iter(document["differences"])))
    yield from wrapped(
        f"SCREENING (Morris): the difference of {clean(scheme)} from {first}, {scale(document).unit}", WIDTH
    )
    yield _row("through the whole range", "mu*", "95% interval", "sigma")
    for each in document["screening"][scheme]:
        found, size = each["mu_star"], scale(document)
        sigma = level({**found, "mean": each["sigma"]}, size)
        yield _row(each["assumption"], level(found, size), interval(found, size), sigma)


def _sobol(document: Document, scheme: str) -> Iterator[str]:
    first = clean(next(iter(document["differences"])))
    yield from wrapped(f"PARTS OF THE VARIANCE (Sobol): the difference of {clean(scheme)} from {first}", WIDTH)
    widths = (9, 9, 17)
    yield _row("alone (first), with others (total)", "first", "total", "95% interval", widths=widths)
    size = Scale(100.0, "", "%", " pp")
    for each in document["sobol"][scheme]:
        total = each["total"]
        cells = level(each["first"], size), level(total, size), interval(total, size)
        yield _row(each["assumption"], *cells, widths=widths)


def _row(path: str, *cells: str, widths: tuple[int, int, int] = (9, 19, 9)) -> str:
    cell = " ".join(padded(text, width, right=True) for text, width in zip(cells, widths, strict=True))
    return f"  {padded(clean(path), WIDTH - 2 - sum(widths) - len(widths))} {cell}"


def _worst(document: Document) -> Iterator[str]:
    worst, size = document["worst"], scale(document)
    for title, key in (("by worst case", "by_worst"), ("by regret", "by_regret"), ("views pooled", "pooled")):
        yield from wrapped(f"{padded(title, 14)} {' > '.join(map(clean, worst[key]))}", WIDTH, "  ")
    for scheme, standing in worst["standings"].items():
        yield from wrapped(f"{clean(scheme)}: {_standing(standing, size)}", WIDTH, "  ")


def _standing(standing: Mapping[str, Any], size: Scale) -> str:
    low, regret = standing["worst"], standing["regret"]
    text = f"worst {level(low, size)} ({interval(low, size)}) under view {clean(low['view'])}, {clean(low['regime'])}"
    if not regret["mean"]:
        return f"{text}; best in every case"
    return (
        f"{text}; most regret {level(regret, size)} ({interval(regret, size)}) under view {clean(regret['view'])}, "
        f"{clean(regret['regime'])}"
    )
