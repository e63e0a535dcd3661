"""What `simkit search` prints, made from the summary of the search alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simkit.report.words import (
    Scale,
    clean,
    difference,
    interval,
    label,
    level,
    listed,
    percent,
    scale_of,
    unit_behind,
    wrapped,
)
from simkit.showing import WIDTH

MOST_FAULTS = 3
"""Reasons not to simulate a scheme that are told, the most frequent first."""
Document = Mapping[str, Any]


def report(document: Document) -> str:
    """The whole answer as text of 80 columns, ended by a line break."""
    parts = [
        list(_head(document)),
        ["SEARCH", *_bullets(_searched(document))],
        *([[_front_title(document), *_front(document)]] if document["confirmed"] else []),
        *([["NO SCHEME KEEPS TO ALL LIMITS", *_bullets(_nothing(document))]] if not document["confirmed"] else []),
        *([["TRIED AGAIN, BUT NOT ON THE FRONT", *_others(document)]] if _left(document) else []),
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _bullets(sentences: Iterator[str]) -> Iterator[str]:
    for sentence in sentences:
        first, *more = wrapped(sentence, WIDTH - 2)
        yield f"- {first}"
        yield from (f"  {line}" for line in more)


def _head(document: Document) -> Iterator[str]:
    search, scenario = document["search"], document["scenario"]
    yield from wrapped(clean(search["name"]), WIDTH)
    yield from wrapped(
        f"Scheme {clean(search['scheme'])} of {clean(scenario['name'])}, held against {clean(scenario['today'])}; "
        f"{search['skies']} skies, {_count(scenario['views'], 'view')} each, seed {document['seed']}",
        WIDTH,
    )
    for path, axis in search["vary"].items():
        yield from wrapped(f"{clean(path)}: {axis['first']} to {axis['last']}, {axis['values']} values", WIDTH, "  ")
    goals = [f"{direction} {label(name)}" for name, direction in search["goals"].items()]
    within = f", with {listed(search['within'])}" if search["within"] else ""
    yield from wrapped(f"Wanted: {listed(goals)}{clean(within)}.", WIDTH)


def _searched(document: Document) -> Iterator[str]:
    counts, work = document["counts"], document["scheme_skies"]
    yield (
        f"Of {_count(counts['possible'], 'scheme')} {counts['tried']} were tried. Kept to all limits: "
        f"{counts['kept_to_all']}; broke one or more: {counts['broke_a_limit']}; dropped after the first skies: "
        f"{counts['dropped']}; could not be simulated: {counts['not_simulated']}."
    )
    if document["scenario"]["stake"] != "as written":
        yield f"Schemes ran as they are written; that the scenario says {document['scenario']['stake']} was left aside."
    if work["saved"]:
        whole = work["run"] + work["saved"]
        yield (
            f"What was dropped need not be run to the end: {work['saved']:,} of {whole:,} skies of schemes "
            f"({percent(work['saved'] / whole)}) were saved."
        )
    for limit in document["limits"]:
        yield f"{limit['limit'].capitalize()}: broken by {limit['broken']} of {limit['simulated']}."
    faults = sorted(document["faults"].items(), key=lambda each: -each[1])
    for fault, count in faults[:MOST_FAULTS]:
        yield f"Not simulated, {_count(count, 'scheme')}: {clean(fault)}."
    if more := sum(count for _, count in faults[MOST_FAULTS:]):
        yield f"Not simulated for other reasons, which the table of candidates holds: {_count(more, 'scheme')}."


def _front_title(document: Document) -> str:
    first, last = document["confirmed"]["skies"]
    count = last - first + 1
    if not document["front"]:
        return f"NOTHING KEPT TO ALL LIMITS IN {count} FRESH SKIES"
    one = len(document["search"]["goals"]) == 1
    return f"{'BEST' if one else 'FRONT'}, confirmed in {count} fresh skies; differences from today with 95% interval"


def _left(document: Document) -> list[str]:
    """The names of those that were tried again and are not on the front."""
    if not document["confirmed"]:
        return []
    return [name for name, each in document["confirmed"]["schemes"].items() if each["number"] not in document["front"]]


def _front(document: Document) -> Iterator[str]:
    for number in document["front"]:
        name = f"candidate_{number}"
        yield from _scheme(document, name, document["confirmed"]["schemes"][name])
    if not document["front"]:
        return
    for path, end in document["at_ends"].items():
        yield from wrapped(
            f"All of these have {clean(path)} {_word(end)}, an end of its range: what lies beyond was not tried.", WIDTH
        )
    ties = document["confirmed"]["no_clear_difference"]
    words = [f"{label(goal)} {percent(tie)}" for goal, tie in ties.items() if tie is not None]
    if words:
        yield from wrapped(
            "P(best): probability of being best on that goal by more than what matters in practice, among all that "
            f"were tried again and today. No clear difference between the best two: {listed(words)}.",
            WIDTH,
        )
    yield from _luck(document)


def _luck(document: Document) -> Iterator[str]:
    """How much better the search thought of those that were tried again than fresh skies do."""
    again = [each for each in document["confirmed"]["schemes"].values() if each["number"] is not None]
    for goal in document["search"]["goals"]:
        lost = [each["goals"][goal]["less_than_searched"] for each in again]
        mean = sum(lost) / len(lost)  # it may be far smaller than the changes themselves
        scale = scale_of(document["outcomes"][goal]["unit"], document["scenario"]["currency"], [mean])
        told = f"{_size(abs(mean), scale)} {'worse' if mean > 0.0 else 'better'}" if mean else "not other"
        yield from wrapped(
            f"{label(goal).capitalize()} of the {len(lost)} that were tried again is on average {told} in fresh skies "
            "than the search said.",
            WIDTH,
        )


def _others(document: Document) -> Iterator[str]:
    for name in _left(document):
        yield from _scheme(document, name, document["confirmed"]["schemes"][name])


def _scheme(document: Document, name: str, each: Document) -> Iterator[str]:
    if each["number"] is None:
        yield from wrapped(f"{clean(name)}, as it is written", WIDTH)
    else:
        values = document["candidates"][each["number"] - 1]["values"]
        told = ", ".join(f"{path} {_word(value)}" for path, value in values.items())
        yield from wrapped(f"{name}: {clean(told)}", WIDTH)
    for goal, found in each["goals"].items():
        scale = _scale(document, goal)
        ends = interval(found["confirmed"], scale)
        said = "" if found["searched"] is None else f"; the search said {_alone(found['searched'], scale)}"
        chance = "" if found["p_best"] is None else f"; P(best) {percent(found['p_best'])}"
        text = f"{label(goal)} {difference(found['confirmed'], scale)}{unit_behind(scale)} ({ends}){said}{chance}"
        yield from wrapped(text, WIDTH, "    ")
    for limit in each["limits"]:
        yield from wrapped(f"{limit['limit']}: {_margin(document, limit)}", WIDTH, "    ")


def _margin(document: Document, limit: Document) -> str:
    """How a limit is kept to, and by how much."""
    scale, beyond = _scale(document, _outcome_of(document, limit["limit"])), limit["beyond"]
    size = level({"mean": abs(beyond["mean"]), "low": None, "high": None}, scale).removesuffix("%")
    pp = scale.of_difference
    if beyond["mean"] == 0.0:
        return f"{limit['verdict']}, just"
    return f"{limit['verdict']}, {size}{pp}{unit_behind(scale)} {'inside' if beyond['mean'] < 0.0 else 'beyond'}"


def _nothing(document: Document) -> Iterator[str]:
    """Which limits stand in the way, and how near the nearest scheme came."""
    never = [limit for limit in document["limits"] if limit["broken"] == limit["simulated"]]
    for limit in never:
        scale = _scale(document, limit["outcome"])
        yield (
            f"No scheme kept to {limit['limit']}: the nearest to it is {_size(limit['least_beyond'], scale)} beyond; "
            "allow more, or vary more."
        )
    if not never:
        yield "Each limit alone is kept to by some, but no scheme that ran in all skies keeps to all together."
    nearest = document["candidates"][document["nearest"] - 1]
    told = ", ".join(f"{path} {_word(value)}" for path, value in nearest["values"].items())
    broken = [
        f"{limit['limit']} by {_size(nearest['beyond'][limit['limit']], _scale(document, limit['outcome']))}"
        for limit in document["limits"]
        if nearest["beyond"][limit["limit"]] > 0.0
    ]
    yield f"Nearest to all limits: {clean(told)}. It breaks {listed(broken)}." if broken else f"Nearest: {clean(told)}."


def _size(value: float, scale: Scale) -> str:
    return (
        level({"mean": value, "low": None, "high": None}, scale).removesuffix("%")
        + scale.of_difference
        + unit_behind(scale)
    )


def _alone(value: float, scale: Scale) -> str:
    return difference({"mean": value, "low": None, "high": None}, scale)


def _outcome_of(document: Document, words: str) -> str:
    return next(str(limit["outcome"]) for limit in document["limits"] if limit["limit"] == words)


def _scale(document: Document, outcome: str) -> Scale:
    """How numbers of an outcome are written: by the size of the changes that the search saw."""
    values = [
        each["change"].get(outcome, _beyond(document, each, outcome))
        for each in document["candidates"]
        if each["change"]
    ]
    return scale_of(document["outcomes"][outcome]["unit"], document["scenario"]["currency"], values)


def _beyond(document: Document, each: Document, outcome: str) -> float | None:
    return next((each["beyond"][limit["limit"]] for limit in document["limits"] if limit["outcome"] == outcome), None)


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _word(value: Any) -> str:
    return (
        str(value).lower()
        if isinstance(value, bool)
        else f"{value:,}"
        if isinstance(value, int | float)
        else str(value)
    )
