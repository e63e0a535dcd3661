"""The range of every state of a firm and of every array that it tells of, and what is outside of it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from simkit.arrays import Array
from simkit.engine.firm import Firm
from simkit.engine.seen import Observed
from simkit.measurement.kpi_reader import LevelReader

ENDLESS = math.inf
EPS = 1e-9
"""Rounding, as a part of 1 or of the money there is."""


def outside(firm: Firm) -> Iterator[str]:
    """What of a firm is outside its range now, in words."""
    for name, values, low, high in (*_people(firm), *_conduct(firm), *_mood(firm), *_results(firm)):
        yield from _wrong(name, values, low, high)
    yield from _money(firm)


def _wrong(name: str, values: Array, low: float, high: float) -> Iterator[str]:
    if not np.isfinite(values).all():
        yield f"{name} is not finite: {_first(values[~np.isfinite(values)])}"
    elif values.size and (float(values.min()) < low - EPS * abs(low) or float(values.max()) > high + EPS * abs(high)):
        yield f"{name} is {float(values.min()):g} to {float(values.max()):g}, outside {low:g} to {high:g}"


def _first(values: Array) -> float:
    return float(values.ravel()[0])


States = Iterator[tuple[str, Array, float, float]]


def _people(firm: Firm) -> States:
    staff, people = firm.people.staff, firm.people
    yield "present", staff.present, 0.0, 1.0
    yield "base pay", staff.base_pay, 1e-9, ENDLESS
    yield "talent", staff.talent, 0.0, ENDLESS
    yield "conscience", staff.conscience, 1e-300, ENDLESS
    yield "months", staff.months, 0.0, 12.0
    yield "carries", people.carries, 0.0, ENDLESS
    yield "chance", people.chance, 0.0, 1.0
    yield "rivalry", np.array(people.rivalry), 0.0, 1.0
    if staff.moves:
        yield "here", staff.here, 0.0, ENDLESS
        assert staff.person is not None
        yield "person", staff.person, 0.0, ENDLESS
        busy = staff.productivity()
        assert busy is not None
        yield "productivity", busy, 0.0, 1.0
        yield "effort of an empty seat", firm.effort[staff.present == 0.0], 0.0, ENDLESS
    if people.growth:
        yield "skill", people.growth.skill, 0.5, 2.0
        yield "coached", people.growth.coached, 0.0, 1.0
        yield "learnt", people.growth.learnt, 0.0, ENDLESS
    if people.clientele:
        yield "clients", people.clientele.clients, 0.1, 3.0


def _conduct(firm: Firm) -> States:
    conduct = firm.people.conduct
    if conduct is None:
        return
    rules, pairs = firm.rules, len(firm.work_rules.substitutes)
    # a month of misconduct is full pressure, every pair steered and a lie a component
    done = 1.0 + pairs + len(list(firm.tallies))
    most = done * (rules.discovery.memory if rules.discovery else 0.0)
    yield "pressure", conduct.pressure, 0.0, 1.0
    yield "exposure", conduct.exposure, 0.0, most
    yield "harm", conduct.harm, 0.0, 1.0
    yield "on record", conduct.on_record, 0.0, 1.0
    yield "kept", np.array(conduct.kept), 0.0, 1.0
    if conduct.behind is not None:
        yield "traces behind", conduct.behind, 0.0, most
    if conduct._pushing:
        yield "steered", conduct._pushing.share, 0.0, float(pairs)
        yield "bad by steering", conduct._pushing.bad, 0.0, float(pairs)


def _mood(firm: Firm) -> States:
    mood = firm.people.mood
    if mood is None:
        return
    rule = firm.rules.morale
    assert rule is not None
    yield "morale", mood.morale, rule.least, rule.most
    yield "joy", mood.joy, 1e-300, ENDLESS
    yield "trust", mood.trust, 0.0, 1.0
    yield "fatigue", mood.fatigue, 0.0, 0.5
    yield "expected pay", mood.expected[~np.isnan(mood.expected)], 0.0, ENDLESS
    goal = firm.rules.commitment
    for name, effect in mood.effects.items():
        if goal and name.startswith("goal "):
            lifted = goal.lift * (1.0 + goal.by_participation * goal.participation)
            yield f"effect of {name}", effect, -goal.sink, lifted
        else:
            yield f"effect of {name}", effect, -2.0, 2.0


def _results(firm: Firm) -> States:
    work, pressed = firm.work_rules, firm.rules.pressure is not None
    yield "effort", firm.effort, 0.0, ENDLESS
    for kpi, flow in work.flows.items():
        least = -_size(firm.true[kpi]) if flow.noise_kind == "lognormal" and _stays_positive(firm, kpi) else -ENDLESS
        yield f"true {kpi}", firm.true[kpi], least, ENDLESS
        yield f"recorded {kpi}", firm.recorded[kpi], least, ENDLESS
    for kpi, level in work.levels.items():
        top = ENDLESS if level.at_most is None else level.at_most
        yield f"true {kpi}", firm.true[kpi], 0.0 if pressed and level.of_clients else -ENDLESS, top
        reader = firm.sky.scenario.measurement.get(kpi)
        scale = (reader.lowest, reader.highest) if isinstance(reader, LevelReader) and not reader.is_neutral else None
        yield f"recorded {kpi}", firm.recorded[kpi], *(scale or (-ENDLESS, ENDLESS))
    for kpi in firm.counting.merit_past.counted:
        yield f"{kpi} on merit", firm.merit[kpi], -ENDLESS, ENDLESS


def _stays_positive(firm: Firm, kpi: str) -> bool:
    """Whether a flow is never below 0: its luck is not, nor that of what its money may be steered to or from."""
    pairs = [pair for pair in firm.work_rules.substitutes if kpi in pair]
    return all(firm.work_rules.flows[each].noise_kind == "lognormal" for pair in pairs for each in pair)


def _size(values: Array) -> float:
    return EPS * float(np.abs(values).max(initial=1.0))


def _money(firm: Firm) -> Iterator[str]:
    payroll = firm.payroll
    scale = 1.0 + np.abs(payroll.awarded) + np.abs(payroll.revaluation)
    gap = payroll.awarded + payroll.revaluation - payroll.paid - payroll.outstanding - payroll.forfeited
    yield from _wrong("money that does not balance", gap / scale, -EPS, EPS)
    for name in ("awarded", "paid", "outstanding", "forfeited"):
        yield from _wrong(name, getattr(payroll, name) / scale, -EPS, ENDLESS)
    yield from _wrong("deferred beyond what is outstanding", (payroll.deferred() - payroll.outstanding) / scale,
                      -ENDLESS, EPS)  # fmt: skip


SHARES = ("live", "hopeless", "coasting", "counted.on_record")
MONTHLY = ("pressure", "bad_sales", "complaints", "found")
"""What is counted up to once a month."""


def outside_of_a_year(seen: Observed, arrays: dict[str, Array], lengths: list[int]) -> Iterator[str]:
    """What of a year's record is outside its range; `lengths`: months of the components that may misreport."""
    for name, values in arrays.items():
        unknown = np.isnan(values)
        if name in {"hopeless", "coasting"} and unknown.all():  # nobody has a target
            continue
        low, high = _range_of(name, lengths)
        yield from _wrong(name, values, low, high)
    if "counted.left" in arrays:
        yield from _wrong("dismissed, of those who left", arrays["counted.left"] - arrays["counted.dismissed"], 0.0, 12)
        yield from _wrong("able, of those who left", arrays["counted.left"] - arrays["counted.left_able"], 0.0, 12.0)
    empty = arrays["effort"][arrays["months"] == 0.0]
    yield from _wrong("effort of a year without anybody", empty, 0.0, 0.0)


def _range_of(name: str, lengths: list[int]) -> tuple[float, float]:
    kind, _, what = name.partition(".")
    if name in SHARES:
        return 0.0, 1.0
    if name == "months" or (kind == "counted" and what in {*MONTHLY, "left", "dismissed", "left_able"}):
        return 0.0, 12.0
    ranges: dict[str, tuple[float, float]] = {
        "counted.skill": (0.5, 2.0),
        "counted.clients": (0.1, 3.0),
        "counted.morale": (0.0, 2.0),
        "counted.misreports": (0.0, sum(12.0 / months for months in lengths)),
    }
    if kind in {"results", "recorded"}:
        return -ENDLESS, ENDLESS
    return ranges.get(name, (0.0, ENDLESS))


def told(found: Iterator[str], where: Any) -> list[str]:
    """The faults with their place."""
    return [f"{where}: {fault}" for fault in found]
