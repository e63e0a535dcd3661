"""A sensitivity study for a terminal of 80 columns, made from its document alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simkit.report.sensitivity.sentences import Document, scale, sentences
from simkit.report.words import Scale, clean, difference, interval, label, level, padded, wrapped

WIDTH = 80
_PATH = 40


def report(document: Document) -> str:
    """What `simkit sensitivity` prints, ended by a line break."""
    parts = [
        _head(document),
        _titled("WHAT IT COMES TO", _points(document)),
        _titled("FLIP POINTS, each assumption moved alone", _flips(document)),
        *(_screening(document, scheme) for scheme in document["screening"]),
        *(_sobol(document, scheme) for scheme in document["sobol"]),
        _titled("WORST CASE of all views and markets", _worst(document)),
        wrapped(_HOW, WIDTH),
    ]
    return "\n\n".join("\n".join(part) for part in (list(lines) for lines in parts) if len(part) > 1) + "\n"


_HOW = (
    "Ranges are assumptions too. All evaluations have the same skies, so they differ by the assumptions alone; "
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


def _flips(document: Document) -> Iterator[str]:
    size, above = scale(document), ""
    for flip in sorted(document["flips"], key=lambda each: (each["ahead"], each["rivals"])):
        heading = f"{clean(flip['ahead'])} against {' or '.join(map(clean, flip['rivals']))}"
        if heading != above:
            yield from wrapped(heading, WIDTH, "  ")
            above = heading
        ends = document["assumptions"][flip["assumption"]]["said"]
        yield from _left_and_right(flip["assumption"], f"{ends['low']} to {ends['high']}, now {ends['now']}")
        yield from wrapped(_flip(flip, size), WIDTH, "      ")


def _flip(flip: Document, size: Scale) -> str:
    if not flip["moves"]:
        return "changes nothing"
    if flip["turns"]:
        at = [
            f"{t['said']['at']} ({t['said']['low']} to {t['said']['high']}), to {clean(t['rival'])}"
            for t in flip["turns"]
        ]
        return f"flips at {' and at '.join(at)}"
    found = flip["smallest"]
    return f"does not flip; smallest lead {difference(found, size)} ({interval(found, size)}) at {found['said']}"


def _left_and_right(left: str, right: str) -> Iterator[str]:
    row = f"    {padded(left, _PATH)} {right}"
    if len(left) <= _PATH and len(row) <= WIDTH:
        yield row
    else:
        yield from wrapped(left, WIDTH, "    ")
        yield from wrapped(right, WIDTH, "      ")


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


def _row(path: str, *cells: str, widths: tuple[int, int, int] = (9, 17, 9)) -> str:
    cell = " ".join(padded(text, width, right=True) for text, width in zip(cells, widths, strict=True))
    return f"  {padded(path, WIDTH - 2 - sum(widths) - len(widths))} {cell}"


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
