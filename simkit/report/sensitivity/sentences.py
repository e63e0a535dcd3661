"""What a sensitivity study comes to, in sentences that follow from its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simkit.report.words import Scale, clean, difference, interval, label, listed, scale_of, unit_behind

Document = Mapping[str, Any]
_MOST_NAMED = 3


def scale(document: Document) -> Scale:
    """How numbers of the outcome are written."""
    values = [each["mean"] for each in document["differences"].values()]
    values += [each["mu_star"]["mean"] for effects in document["screening"].values() for each in effects]
    return scale_of(document["outcome"]["unit"], document["scenario"]["currency"], values)


def sentences(document: Document) -> Iterator[str]:
    """The decision under uncertain assumptions, sentence by sentence."""
    if document["flips"]:
        yield _best(document)
        yield from _turns(document)
    yield from _matters(document)
    yield _worst(document)


def best_race(document: Document) -> list[Mapping[str, Any]]:
    """The flips of the best scheme against whoever is next."""
    first = document["flips"][0]
    return [each for each in document["flips"] if (each["ahead"], each["rivals"]) == (first["ahead"], first["rivals"])]


def turn_sentence(flip: Document, turn: Document, now: Document, outcome: str) -> str:
    """Between what and what a scheme stays ahead, as far as one turn says.

    >>> turn = {"at": 0.4, "said": {"at": "0.4", "low": "0.3", "high": "0.5"}, "rival": "b"}
    >>> flip = {"assumption": "work.effort_exponent", "ahead": "a"}
    >>> turn_sentence(flip, turn, {"now": 0.6, "said": {"now": "0.6"}}, "value")
    'a stays ahead of b on value as long as work.effort_exponent is above 0.4 (0.3 to 0.5; now 0.6).'
    """
    side = "below" if turn["at"] > now["now"] else "above"
    said = turn["said"]
    return (
        f"{clean(flip['ahead'])} stays ahead of {clean(turn['rival'])} on {label(outcome)} as long as "
        f"{clean(flip['assumption'])} is {side} {said['at']} "
        f"({said['low']} to {said['high']}; now {now['said']['now']})."
    )


def _best(document: Document) -> str:
    race, size = best_race(document)[0], scale(document)
    now, name = race["now"], label(document["outcome"]["name"])
    lead = f"{difference(now, size).lstrip('+')}{unit_behind(size)} ahead of {clean(now['rival'])}"
    text = f"As the scenario is written, {clean(race['ahead'])} is best on {name}, {lead}"
    if _within_chance(now):
        return (
            f"{text}, which is within chance ({interval(now, size)}): read what follows with care, or run more skies."
        )
    return f"{text} (95% interval {interval(now, size)})."


def _turns(document: Document) -> Iterator[str]:
    race = best_race(document)
    ahead = clean(race[0]["ahead"])
    told: list[str] = []
    name = document["outcome"]["name"]
    for flip in (*race, *(each for each in document["flips"] if each not in race)):
        now = document["assumptions"][flip["assumption"]]
        told += [turn_sentence(flip, turn, now, name) for turn in _next_to(flip["turns"], now["now"])]
    yield from dict.fromkeys(told)
    turned = [each for each in race if each["turns"]]
    held = len(race) - len(turned)
    if held:
        others = "other " if turned else ""
        each = f"none of the {held} {others}assumptions turns" if held > 1 else f"the {others}assumption does not turn"
        yield f"Moved alone through its range, {each} {ahead} from the first place."
    yield from _close(document)


def _close(document: Document) -> Iterator[str]:
    """Where a clear lead does not turn and comes within chance, the narrowest first."""
    size = scale(document)
    unsure = [
        each
        for each in document["flips"]
        if not each["turns"] and _within_chance(each["smallest"]) and not _within_chance(each["now"])
    ]
    for flip in sorted(unsure, key=lambda each: each["smallest"]["mean"])[:_MOST_NAMED]:
        found = flip["smallest"]
        yield (
            f"Where {clean(flip['assumption'])} is {found['said']} the lead of {clean(flip['ahead'])} over "
            f"{clean(found['rival'])} is within chance: {difference(found, size)}{unit_behind(size)} "
            f"({interval(found, size)})."
        )


def _next_to(turns: list[Any], now: float) -> list[Any]:
    """The turns next to the present value on both sides."""
    below = [turn for turn in turns if turn["at"] <= now]
    above = [turn for turn in turns if turn["at"] > now]
    return [*below[-1:], *above[:1]]


def _within_chance(found: Document) -> bool:
    return found["low"] is not None and found["low"] <= 0.0 <= found["high"]


def _matters(document: Document) -> Iterator[str]:
    name = label(document["outcome"]["name"])
    first = clean(next(iter(document["differences"])))
    for scheme, effects in document["screening"].items():
        moving = [clean(each["assumption"]) for each in effects if each["mu_star"]["mean"] > 0.0]
        without = len(effects) - len(moving)
        if not moving:
            yield f"No assumption changes the difference of {clean(scheme)} from {first} on {name}."
            continue
        text = f"The difference of {clean(scheme)} from {first} on {name} hangs most on {listed(moving[:_MOST_NAMED])}"
        do = "does" if without == 1 else "do"
        yield text + (f"; {without} of {len(effects)} assumptions {do} not change it at all." if without else ".")


def _worst(document: Document) -> str:
    worst = document["worst"]
    cautious, regret, pooled = (worst[key][0] for key in ("by_worst", "by_regret", "pooled"))
    case = worst["standings"][cautious]["worst"]
    text = f"By the worst case (view {clean(case['view'])}, {clean(case['regime'])}) {clean(cautious)} is best"
    if {cautious, regret} == {pooled}:
        return f"{text}; it also leaves the least to regret, and is best over all views pooled."
    return f"{text}; {clean(regret)} leaves the least to regret, and over all views pooled {clean(pooled)} is best."
