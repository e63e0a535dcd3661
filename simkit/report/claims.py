"""The sentences over the charts of the page, each derived from the summary and from nothing else.

tests/report/test_claims.py reads every one of them back and holds it against the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simkit.outcomes.winners import BRANCH, EVERYBODY, LEAST, MOST, MUCH, SPREAD, by_of
from simkit.quantities import write_share
from simkit.report.decision import cost_scale
from simkit.report.verdicts import ALL, Document, verdict
from simkit.report.words import Estimate, clean, difference, interval, label, level, listed, scale_of

CLOSE = 1e-9
"""Shares that differ by less are one share."""


def differences(document: Document, scheme: str) -> str:
    """On how many outcomes a scheme is better and worse than the first."""
    found = [verdict(outcome, scheme) for outcome in document["outcomes"].values()]
    judged = [each for each in found if each]
    counts = {each: judged.count(each) for each in ("better", "worse", "same", "open")}
    return (
        f"{clean(scheme)} is better than {clean(first(document))} on {counts['better']} of {len(judged)} outcomes and "
        f"worse on {counts['worse']}; no difference that matters on {counts['same']}, open on {counts['open']}."
    )


def first(document: Document) -> str:
    """The name of today's scheme."""
    return str(next(iter(document["schemes"])))


def payout(document: Document, scheme: str, number: int) -> str:
    """How many periods end where one component's curve pays nothing, and where it pays the most there is."""
    found = document["payout"][scheme][number]
    unpaid, most = write_part(found["unpaid"]), write_part(found["most"])
    text = f"{unpaid} of the periods end where the curve pays nothing"
    if not found["limited"]:
        return f"{text}; there is no most that it pays."
    return f"{text}, {most} where it pays the most there is."


def write_part(share: float) -> str:
    """A share as a whole percentage, never 0% or 100% when it is not exactly that.

    >>> write_part(0.0), write_part(0.0004), write_part(0.234), write_part(0.9999), write_part(1.0)
    ('0%', '<1%', '23%', '>99%', '100%')
    """
    if CLOSE < share < 0.01:
        return "<1%"
    return ">99%" if 0.99 < share < 1.0 - CLOSE else f"{100.0 * share:.0f}%"


def extremes(document: Document, outcome: str, what: str) -> str:
    """Under which scheme an outcome is largest and smallest."""
    found = document["outcomes"][outcome]
    levels = {name: by_year[ALL] for name, by_year in found["levels"].items() if by_year[ALL]["mean"] is not None}
    if not levels:
        return f"No scheme has a number for {label(outcome)}."
    scale = scale_of(found["unit"], document["scenario"]["currency"], [each["mean"] for each in levels.values()])
    most = max(levels, key=lambda name: levels[name]["mean"])
    least = min(levels, key=lambda name: levels[name]["mean"])
    texts = {name: level(levels[name], scale) for name in (most, least)}
    if len(levels) == 1:
        return f"{what} by {texts[most]}."
    if texts[most] == texts[least]:
        return f"{what} equally under all schemes ({texts[most]})."
    return f"{what} most under {clean(most)} ({texts[most]}) and least under {clean(least)} ({texts[least]})."


def winners(document: Document, scheme: str) -> str:
    """How many gain and lose, and which group's pay changes most and least."""
    groups = document["winners"][scheme]
    everybody = groups[EVERYBODY]
    if everybody["change"]["mean"] is None:
        return f"Nobody works through a whole year under both {clean(first(document))} and {clean(scheme)}."
    more, less, much_more, much_less = (
        write_part(everybody[m]["mean"]) for m in ("paid_more", "paid_less", "much_more", "much_less")
    )
    text = (
        f"Under {clean(scheme)}, {more} of the advisors are paid more than under {clean(first(document))} in the same "
        f"future, {much_more} by at least {write_share(MUCH)}; {less} are paid less, {much_less} by at least "
        f"{write_share(MUCH)}."
    )
    changes = {n: found["change"] for n, found in groups.items() if found["change"]["mean"] is not None}
    changes = {name: change for name, change in changes.items() if by_of(name) != BRANCH}
    most = max(changes, key=lambda name: changes[name]["mean"])
    least = min(changes, key=lambda name: changes[name]["mean"])
    if most == least:
        return text
    ends = (f'"{clean(name)}" ({_change(changes[name])})' for name in (most, least))
    return "{} Mean pay rises most, or falls least, in {}, and the other way round in {}.".format(text, *ends)


def branches(document: Document, scheme: str) -> str:
    """Between which branches the others lie; nothing where there is one only, or none can be compared."""
    groups = document["winners"][scheme]
    if SPREAD not in groups or groups[SPREAD]["change"]["mean"] is None:
        return ""
    most, least = (_change(groups[name]["change"]) for name in (MOST, LEAST))
    apart = level(groups[SPREAD]["change"], scale_of("share", "", [])).removesuffix("%")
    return (
        f"In one future mean pay changes by {most} in the branch that gains most and by {least} in the one that gains "
        f"least, {apart} percentage points apart."
    )


def payslips(document: Document, scheme: str) -> str:
    """Who stands at the two ends of the first future."""
    told = document["payslips"]
    top, bottom = (told["schemes"][scheme][end] for end in ("top", "bottom"))
    if not top:
        return f"Nobody works through {told['year']} of sky {told['sky']} under both schemes."
    ends = [f"seat {top[0]['seat']} gains most ({gain(top[0])})"]
    ends += [f"seat {bottom[0]['seat']} gains least or loses most ({gain(bottom[0])})"] if bottom else []
    when = f"{told['year']} of sky {told['sky']}"
    return f"In {when}, under {clean(scheme)} and the view {clean(told['view'])}, {listed(ends)}."


def gain(person: Mapping[str, float]) -> str:
    """By how much the pay of a person changes, as a part of what it was.

    >>> gain({"before": 200.0, "after": 150.0})
    '-25.0%'
    """
    return f"{100.0 * (person['after'] / person['before'] - 1.0):+,.1f}%"


def _change(estimate: Estimate) -> str:
    return difference(estimate, scale_of("share", "", [])).replace(" pp", "%")


def fan(document: Document) -> str:
    """In which range total cost lies in eight of ten futures, and where that range is widest."""
    ranges = cost_ranges(document)
    scale = cost_scale_of(document, "total_cost")
    parts = [
        f"{level({'mean': low}, scale)} to {level({'mean': high}, scale)} under {clean(name)}"
        for name, (low, high) in ranges.items()
    ]
    widest = max(ranges, key=lambda name: ranges[name][1] - ranges[name][0])
    text = f"In eight of ten futures total cost is {listed(parts)} ({scale.unit})"
    return f"{text}; the range is widest under {clean(widest)}." if len(ranges) > 1 else f"{text}."


def cost_ranges(document: Document, year: str = ALL) -> dict[str, tuple[float, float]]:
    """Scheme -> ends of the middle eight tenths of total cost, in money a year."""
    low, high = (document["outcomes"][name]["levels"] for name in ("cost_p10", "cost_p90"))
    return {name: (low[name][year]["mean"], high[name][year]["mean"]) for name in document["schemes"]}


def cost_scale_of(document: Document, outcome: str) -> Any:
    """How the money of an outcome is written."""
    found = document["outcomes"][outcome]
    levels = [by_year[ALL]["mean"] for by_year in found["levels"].values()]
    return scale_of(found["unit"], document["scenario"]["currency"], levels, found["practical_margin"])


def bridge(document: Document, scheme: str) -> str:
    """What a scheme costs on paper, and once people have answered it."""
    steps, scale = document["bridge"][scheme], cost_scale(document)
    paper, response = level(steps["static"], scale), level(steps["response"], scale)
    step = f"{difference(steps['step'], scale)} ({interval(steps['step'], scale)})"
    return (
        f"{clean(scheme)}: variable pay of {paper} {scale.unit} on paper, {response} once people have answered: {step}."
    )


def ranking(document: Document) -> str:
    """On how many outcomes a view has another best scheme than all views pooled."""
    ranked = {name: outcome for name, outcome in document["outcomes"].items() if "flipped_by" in outcome}
    turned = [label(name) for name, outcome in ranked.items() if outcome["flipped_by"]]
    if not turned:
        return f"On none of {len(ranked)} outcomes does a view have another best scheme by more than what matters."
    return (
        f"On {len(turned)} of {len(ranked)} outcomes some view has another best scheme by more than what matters: "
        f"{listed(turned)}."
    )


def assumptions(values: int, assumed: int) -> str:
    """How much of the scenario has a source."""
    return f"Of {values} values, {assumed} are assumptions and {values - assumed} have a source."


def effort(peak: Mapping[str, float], low: Mapping[str, float]) -> str:
    """Where an average advisor works hardest and least: each point has `effort`, `stand` and `months_left`."""
    return f"Hardest {_point(peak)}; least {_point(low)}."


def _point(point: Mapping[str, float]) -> str:
    months = f"{point['months_left']:.0f} month{'' if point['months_left'] == 1 else 's'} left"
    return (
        f"({point['effort']:.2f} of normal effort) when projected to end at {100 * point['stand']:.0f}% with {months}"
    )


def contribution(document: Document) -> str:
    """Where pay follows contribution most closely."""
    return extremes(document, "pay_for_contribution", "Pay follows contribution, among advisors of like potential,")
