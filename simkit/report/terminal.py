"""The report for a terminal of 80 columns: the decision first, then the numbers behind it.

It is made from the summary alone.  Everything is plain text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simkit.report import claims
from simkit.report.decision import FAMILIES, FEWEST_SKIES, HOW_SURE, cost_scale, sentences
from simkit.report.precision_words import precision_table, share
from simkit.report.verdicts import ALL, Document, places
from simkit.report.words import (
    Scale,
    clean,
    columns,
    difference,
    interval,
    label,
    level,
    padded,
    percent,
    scale_of,
    wrapped,
)
from simkit.showing import WIDTH

_COLUMNS = (19, 10, 11, 22, 8, 8)


def report(document: Document) -> str:
    """What `simkit compare` prints, from the summary: the decision, then the numbers, ended by a line break."""
    parts = [
        _head(document),
        _titled("DECISION", _decision(document)),
        *_precision(document),
        _legend(document),
        *(_family(document, family) for family in FAMILIES),
        _winners(document),
        _titled("RANKING BY VIEW, best first (* another winner than pooled)", _rankings(document)),
        _titled(f"BRIDGE: variable pay, {cost_scale(document).unit}, difference with 95% interval", _bridge(document)),
        _titled("VIEWS, and by how much output rises when variable pay rises by 10%", _views(document)),
        _foot(document),
    ]
    return "\n\n".join("\n".join(part) for part in (list(lines) for lines in parts) if part) + "\n"


def _head(document: Document) -> Iterator[str]:
    scenario, (first, *others) = document["scenario"], document["schemes"]
    yield from wrapped(clean(scenario["name"]), WIDTH)
    yield from wrapped(
        f"{scenario['seats']} advisors, {scenario['run_in_months']} months under {clean(first)}, then "
        f"{scenario['compared_months']} months under {' or '.join(map(clean, (first, *others)))}; "
        f"{_skies(document)}, {len(document['views'])} views each, seed {document['seed']}",
        WIDTH,
    )


def _skies(document: Document) -> str:
    count = document["replications"]
    if missing := document.get("missing"):
        return f"{count} of {count + missing} skies"
    return f"sky {document['skies'][0][0]} alone" if count == 1 else f"{count} skies"


def _titled(title: str, lines: Iterator[str]) -> Iterator[str]:
    yield title
    yield from lines


def _decision(document: Document) -> Iterator[str]:
    for sentence in sentences(document):
        first, *more = wrapped(sentence, WIDTH - 2)
        yield f"- {first}"
        yield from (f"  {line}" for line in more)


def _precision(document: Document) -> Iterator[Iterator[str]]:
    if asked := document.get("precision"):
        title = f"PRECISION: half the 95% interval against today (asked {share(asked['asked'])}; * not reached)"
        yield _titled(title, precision_table(document))


def _legend(document: Document) -> Iterator[str]:
    first = clean(next(iter(document["schemes"])))
    if len(document["schemes"]) > 1:
        yield from wrapped(
            f"In the tables: mean a year over all compared years; difference from {first} under the same skies with "
            "its 95% interval; P(best): probability of being best by more than what matters in practice; future: how "
            f"often it comes out best in one single future. {HOW_SURE}",
            WIDTH,
        )


def _family(document: Document, family: str) -> Iterator[str]:
    outcomes = {name: o for name, o in document["outcomes"].items() if o["family"] == family}
    if outcomes:
        yield _row(family.upper(), "level", "difference", "95% interval", "P(best)", "future")
        for name, outcome in outcomes.items():
            yield from _table(document, name, outcome)


def _table(document: Document, name: str, outcome: Document) -> Iterator[str]:
    """One outcome: a line of its own, then one line a scheme."""
    levels = {scheme: by_year[ALL] for scheme, by_year in outcome["levels"].items()}
    means = [estimate["mean"] for estimate in levels.values()]
    scale = scale_of(outcome["unit"], document["scenario"]["currency"], means, outcome["practical_margin"])
    widest = max((_half(by_year[ALL]) for by_year in outcome["differences"].values()), default=0.0)
    better = "" if outcome["better"] == "neither" else f"; {outcome['better']} is better"
    compared = _compared(document, outcome)
    tie = f"no clear difference {percent(outcome['no_clear_difference'])}" if compared else ""
    title = f"{label(name)}{', ' if scale.unit else ''}{scale.unit}{better}"
    *firsts, last = wrapped(title, WIDTH)
    yield from firsts
    if tie and columns(last) + 1 + columns(tie) > WIDTH:
        yield last
        last = ""
    yield f"{padded(last, WIDTH - columns(tie) - 1)} {tie}".rstrip()
    for scheme, estimate in levels.items():
        chances = ("", "")
        if compared and estimate["mean"] is not None:
            chances = percent(outcome["p_best"][scheme]), percent(outcome["best_in_one_future"][scheme])
        yield _row(
            f"  {clean(scheme)}",
            level(_with_interval(estimate, widest), scale),
            *_change(outcome["differences"].get(scheme), scale),
            *chances,
        )


def _change(by_year: Mapping[str, Any] | None, scale: Scale) -> tuple[str, str]:
    """The difference from the first scheme and its interval; nothing for the first itself."""
    if by_year is None:
        return "", ""
    return difference(by_year[ALL], scale), interval(by_year[ALL], scale, scale.of_difference)


def _half(estimate: Mapping[str, Any]) -> float:
    return 0.0 if estimate["low"] is None else (estimate["high"] - estimate["low"]) / 2.0


def _with_interval(estimate: Mapping[str, Any], half: float) -> Mapping[str, Any]:
    """The estimate of a level; a quantile, which has no interval, borrows the width of differences for its digits."""
    if estimate["mean"] is None or estimate["low"] is not None or not half:
        return estimate
    return {"mean": estimate["mean"], "low": estimate["mean"] - half, "high": estimate["mean"] + half}


def _compared(document: Document, outcome: Document) -> bool:
    """Whether anything can be said of who is best: enough skies, and two schemes that have the outcome."""
    having = [by_year for by_year in outcome["levels"].values() if by_year[ALL]["mean"] is not None]
    return "p_best" in outcome and document["replications"] >= FEWEST_SKIES and len(having) > 1


def _row(*cells: str) -> str:
    first, *others = zip(cells, _COLUMNS, strict=False)
    return (padded(*first) + "".join(f"{padded(text, width, right=True)}" for text, width in others)).rstrip()


def _winners(document: Document) -> Iterator[str]:
    """Who gains and loses under each scheme but the first, and whose payslips show it."""
    for name in list(document["schemes"])[1:]:
        yield f"WINNERS AND LOSERS: {clean(name)}"
        for sentence in (claims.winners(document, name), claims.branches(document, name)):
            yield from wrapped(sentence, WIDTH, "  ") if sentence else ()
        told = document["payslips"]
        for end, title in (("top", "gain most"), ("bottom", "gain least or lose most")):
            people = [f"seat {each['seat']} {claims.gain(each)}" for each in told["schemes"][name][end]]
            if people:
                text = f"In {told['year']} of sky {told['sky']} {title}: {', '.join(people)}."
                yield from wrapped(text, WIDTH, "  ")


def _rankings(document: Document) -> Iterator[str]:
    """One entry an outcome: the orders there are, each with the views under which it holds."""
    for name, outcome in document["outcomes"].items():
        if all(len(order) < 2 for order in outcome.get("ranking", {}).values()):
            continue
        orders: dict[str, list[str]] = {}
        for view in outcome["ranking"]:
            orders.setdefault(_order(outcome, view), []).append(clean(view))
        texts = [order if len(orders) == 1 else f"{order} ({', '.join(views)})" for order, views in orders.items()]
        for number, line in enumerate(wrapped("; ".join(texts), WIDTH - 23)):
            yield f"  {padded(label(name) if number == 0 else '', 21)}{line}"


def _order(outcome: Document, view: str) -> str:
    order = " > ".join(" = ".join(map(clean, place)) for place in places(outcome, view))
    return f"{'*' if view in outcome['flipped_by'] else ''}{order}"


def _bridge(document: Document) -> Iterator[str]:
    """From what today's results would cost under each scheme to what it costs once people have answered it."""
    scale = cost_scale(document)
    (first, *_), steps = document["schemes"], document["bridge"]
    paid = steps[first]["today"]
    yield from wrapped(
        f"{clean(first)} paid {level(paid, scale)} ({interval(paid, scale)}) in the last year before the change. On "
        "paper: the same results under each scheme's rules. Response: the same scheme once people have answered it.",
        WIDTH,
        "  ",
    )
    yield _bridge_row("", "on paper", "response", "response - on paper")
    for name, of in steps.items():
        change = f"{difference(of['step'], scale)} ({interval(of['step'], scale)})"
        yield _bridge_row(f"  {clean(name)}", level(of["static"], scale), level(of["response"], scale), change)


def _bridge_row(name: str, paper: str, response: str, change: str) -> str:
    """The last column is wide enough for a difference with its interval, and a blank before it."""
    return f"{_row(name, paper, response)}  {padded(change, 30, right=True)}"


def _views(document: Document) -> Iterator[str]:
    for name, view in document["views"].items():
        weight = f"{100 * view['weight']:.3g}%"
        more = f"{100 * view['output_change_for_10_percent_more_variable_pay']:+.2f}%"
        head = f"  {padded(clean(name), 16)}{weight:>5}{more:>8}  "
        for number, line in enumerate(wrapped(clean(view["source"]), WIDTH - columns(head))):
            yield (head if number == 0 else " " * columns(head)) + line
    stake = document["stake"]["variable_over_base"]
    if stake is not None:
        text = f"At today's variable pay, {100 * stake:.0f}% of base pay. Weights are opinions, and assumptions."
        yield from wrapped(text, WIDTH, "  ")


def _foot(document: Document) -> Iterator[str]:
    yield f"Scenario {document['scenario']['fingerprint'][:16]}, {_skies(document)}, seed {document['seed']}."
    yield from wrapped("Numbers without a source are assumptions: `simkit show SCENARIO` tells which.", WIDTH)
