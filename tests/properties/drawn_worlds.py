"""Small worlds put together at random: few people, one view, and anything that the language allows of all the rest.

The numbers of a mechanism or a reader are drawn from its fields, within the bounds that these state, so a new field is
drawn without a line here.  Schemes come from `language.py` and from the few drawn below.  What is drawn may contradict
itself; then it must be told.  A world depends on the seed and its number alone.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic import BaseModel, BeforeValidator, ValidationError
from pydantic.fields import FieldInfo

from simkit import quantities
from simkit.behaviour.behaviour import Behaviour
from simkit.concepts import Concept
from simkit.measurement.exam import Exam
from simkit.measurement.rater import Rater
from simkit.measurement.records import Records
from simkit.measurement.survey import Survey
from simkit.scheme.components.bonus import Bonus
from simkit.scheme.components.period import MONTHS
from tests.properties.components import COMPONENTS
from tests.properties.plain_chance import drawn

FLOWS, LEVELS = ("sales", "clients", "funds", "complaints"), ("service", "knowledge")
NORMAL = {"sales": 400_000.0, "clients": 4.0, "funds": 300_000.0, "complaints": 0.05, "service": 80.0}
ACTIVITIES = ("sell", "serve", "learn")
READERS: dict[str, tuple[type[Concept], ...]] = {
    "sales": (Records,), "clients": (Records,), "funds": (Records,),
    "service": (Survey, Exam, Rater), "knowledge": (Survey, Exam, Rater),
}  # fmt: skip
Chance = random.Random


def world_of(number: int, start: int) -> dict[str, Any]:
    """The scenario of this number as a file would hold it; `start`: where chance starts."""
    chance = Chance(f"{start}/{number}")
    seats = chance.randint(1, 6)
    months = 12 * chance.choice((1, 2, 2))
    names = ("today", "other") if chance.random() < 0.5 else ("today",)
    return {
        "name": f"Drawn world {number}",
        "horizon": {"run_in": "12 months", "length": f"{months} months"},
        "people": _people(chance, seats),
        "market": _market(chance),
        "work": _work(chance),
        "behaviour": behaviour(chance),
        "measurement": readers(chance),
        "schemes": {name: _scheme(chance, f"{start}/{number}/{name}") for name in names},
        "views": [_view(chance)],
        "events": _events(chance, 12 + months),
    }


def behaviour(chance: Chance) -> Any:
    """All mechanisms with drawn numbers, some of them off; now and then a word instead."""
    if chance.random() < 0.05:
        return chance.choice(("standard", "effort only"))
    found = {name: _switched(chance, field) for name, field in Behaviour.model_fields.items()}
    if found["rank_feedback"] == "on":  # it has no default sign
        found["rank_feedback"] = {"told": "lifts"}
    return found


def _switched(chance: Chance, field: FieldInfo) -> Any:
    if chance.random() < 0.2:
        return "off"
    model = next(each for each in get_args(field.annotation) if isinstance(each, type) and issubclass(each, BaseModel))
    return fields_of(chance, model, 0.4) or "on"


def readers(chance: Chance) -> dict[str, Any]:
    """Some KPIs with a reader, of any kind that can read them."""
    found = {}
    for kpi, kinds in READERS.items():
        if chance.random() < 0.4:
            kind = chance.choice(kinds)
            found[kpi] = {"kind": kind.model_fields["kind"].default} | fields_of(chance, kind, 0.5)
            if kind is not Records and chance.random() < 0.9:  # a scale that has room
                found[kpi] |= {"lowest": chance.uniform(0, 60), "highest": chance.uniform(70, 200)}
    return found


def fields_of(chance: Chance, model: type[BaseModel], often: float) -> dict[str, Any]:
    """Some fields of a concept with values within its bounds; those without a default always."""
    found = {}
    for name, field in model.model_fields.items():
        if name != "kind" and (field.is_required() or chance.random() < often):
            found[name] = value_of(chance, field)
    return found


def value_of(chance: Chance, field: FieldInfo) -> Any:
    """A value of a field as a file writes it."""
    read = next((mark.func for mark in field.metadata if isinstance(mark, BeforeValidator)), None)
    if read in _WRITTEN:
        return _WRITTEN[read](number_of(chance, field, read))
    if read is quantities.to_yes_no:
        return chance.random() < 0.5
    for part in (field.annotation, *get_args(field.annotation)):
        if get_origin(part) is Literal:
            return chance.choice(get_args(part))
    return chance.choice(ACTIVITIES) if "activity" in str(field.description) else chance.choice(FLOWS)


_WRITTEN: dict[Any, Callable[[float], Any]] = {
    quantities.to_share: lambda x: f"{100.0 * x:.6g}%",
    quantities.to_number: lambda x: x,
    quantities.to_money: lambda x: x,
    quantities.to_months: lambda x: f"{round(x)} months",
    quantities.to_whole: round,
}


def number_of(chance: Chance, field: FieldInfo, read: Any) -> float:
    """A number near the default, or anywhere between the bounds, or at one of them."""
    low, high = _bounds(field, read)
    has_default = not field.is_required() and field.get_default() is not None
    usual = float(read(field.get_default())) if has_default else 1.0
    kind = chance.random()
    if kind < 0.5:
        number = usual * 10.0 ** chance.uniform(-1.0, 1.0)
    elif kind < 0.85:
        top = high if math.isfinite(high) else max(10.0 * abs(usual), 2.0)
        number = chance.uniform(max(low, -top), top)
    else:
        number = chance.choice((low, high if math.isfinite(high) else 1e4))
    found: float = min(max(number, low), high)
    return found


def _bounds(field: FieldInfo, read: Any) -> tuple[float, float]:
    least = {quantities.to_months: 0.0, quantities.to_whole: 0.0}.get(read, -1.0)
    low, high = least, math.inf
    for mark in field.metadata:
        if isinstance(mark, Ge):
            low = max(low, float(mark.ge))  # type: ignore[arg-type]
        if isinstance(mark, Gt):
            low = max(low, float(mark.gt) + 1e-3)  # type: ignore[arg-type]
        if isinstance(mark, Le):
            high = min(high, float(mark.le))  # type: ignore[arg-type]
        if isinstance(mark, Lt):
            high = min(high, float(mark.lt) - 1e-3)  # type: ignore[arg-type]
    return low, high


def _percent(chance: Chance, low: float, high: float) -> str:
    return f"{chance.uniform(low, high):.4g}%"


def _people(chance: Chance, seats: int) -> dict[str, Any]:
    return {
        "seats": seats,
        "branches": chance.randint(1, min(seats, 3)),
        "base_pay": {"median": 9_000, "spread": _percent(chance, 0, 60)},
        "talent": {"spread": _percent(chance, 0, 100)},
        "book": {"spread": _percent(chance, 0, 150), "follows_tenure": chance.uniform(-1, 1)},
        "conscience": {"spread": _percent(chance, 0, 300)},
        "groups": {"branch_tier": {"city": "50%", "county": "50%"}},
    }


def _market(chance: Chance) -> dict[str, Any]:
    found: dict[str, Any] = {"swing": _percent(chance, 0, 40), "persistence": _percent(chance, 0, 99)}
    if chance.random() < 0.5:
        found["season"] = chance.choice((["120%", "80%"] * 6, ["0%", "200%"] * 6))
    if chance.random() < 0.5:
        found["regimes"] = {
            name: {"demand": _percent(chance, -99, 200), "returns": _percent(chance, -50, 50),
                   "lasts": f"{chance.randint(1, 30)} months"}
            for name in ("good", "flat", "poor")[: chance.randint(1, 3)]
        }  # fmt: skip
    follows = chance.choice(({"follows_market": "0%"}, {"follows_market": "20%"}))
    found["share"] = {"volatility": _percent(chance, 40, 100), "drift": _percent(chance, -30, 30)} | follows
    return found


def _work(chance: Chance) -> dict[str, Any]:
    kpis: dict[str, Any] = {kpi: _flow(chance, kpi) for kpi in FLOWS}
    kpis["service"] = _level(chance, "serve") | {"of_clients": chance.random() < 0.7}
    kpis["knowledge"] = _level(chance, "learn")
    kpis["income"] = {"unit": "CNY", "sum_of": {"sales": "1%", "clients": 500}}
    pairs = [["sales", "funds"], ["funds", "clients"]]
    return {
        "activities": {"sell": "50%", "serve": "30%", "learn": "20%"},
        "kpis": kpis,
        "substitutes": pairs[: chance.randint(0, 2)],
        "effort_exponent": chance.choice((0.5, 0.5, 0.3, 0.8)),
    }


def _flow(chance: Chance, kpi: str) -> dict[str, Any]:
    shares = chance.choice(({"sell": "100%"}, {"sell": "60%", "learn": "40%"}, {"serve": "100%"}))
    return {
        "unit": "units",
        "normal_month": NORMAL[kpi],
        "from": shares,
        "noise": _percent(chance, 0, 200),
        "noise_kind": chance.choice(("lognormal", "normal")),
        "follows_market": _percent(chance, -200, 200),
        "follows_season": chance.random() < 0.7,
        "worth": {"bank": _percent(chance, -1, 3), "client": _percent(chance, -1, 1)},
        "pressed": _percent(chance, 0, chance.choice((50, 500))),
        "pipeline": _percent(chance, 0, 100),
        "pay_disclosed": chance.random() < 0.3,
        "counts": "complaints" if kpi == "complaints" else "results",
    }


def _level(chance: Chance, activity: str) -> dict[str, Any]:
    return {
        "unit": "points",
        "level": 80,
        "from": activity,
        "noise": chance.choice((0, 3, 40)),
        "moves": _percent(chance, 1, 100),
        "follows_effort": _percent(chance, -100, 200),
        **chance.choice(({}, {"at_most": 100})),
    }


def _view(chance: Chance) -> dict[str, Any]:
    return {
        "name": "drawn",
        "weight": "100%",
        "response": chance.choice(("0%", "100%", "100%", _percent(chance, 0, 100))),
        "convexity": chance.uniform(0.0, 4.0),
        "worth_of_effort": 10.0 ** chance.uniform(-1.0, 0.5),
        "present_bias": chance.uniform(0.3, 1.0),
        "sophisticated": chance.random() < 0.5,
        "discount": chance.uniform(0.8, 1.0),
        "loss_aversion": chance.choice((1.0, 1.73, 5.0)),
        "risk_aversion": chance.choice((0.0, 0.1, 2.0)),
    }


def _events(chance: Chance, months: int) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    for _ in range(chance.randint(0, 3)):
        month = chance.randint(1, months)
        fall = {"kind": "market_fall", "month": month, "by": _percent(chance, 1, 99)}
        banned = chance.choice(FLOWS)
        ban = {"kind": "product_ban", "month": month, "kpi": banned, "lasts": f"{chance.randint(1, 30)} months"}
        events.append(chance.choice((fall, ban)))
    return events


def _scheme(chance: Chance, key: str) -> dict[str, Any]:
    """One to three components, mostly bonuses of the whole language, with drawn deferral."""
    kinds = chance.choices(("bonus", "commission", "contest", "recognition", "pool", "team", "grid"),
                           (6, 3, 1, 1, 1, 1, 2), k=chance.choice((1, 1, 1, 2, 2, 3)))  # fmt: skip
    pay = []
    for place, kind in enumerate(kinds):
        part = _bonus(chance, f"{key}/{place}") if kind == "bonus" else _part(chance, kind)
        if kind != "recognition" and chance.random() < 0.4:
            part = part | {"deferral": _deferral(chance)}
        pay.append(part | {"paid_after": f"{chance.randint(0, 6)} months"})
    return {"name": key, "pay": pay}


def _bonus(chance: Chance, key: str) -> dict[str, Any]:
    """A bonus of the language; mostly its amounts are of the size of results, so that something happens."""
    every = chance.choice(("month", "quarter", "half-year", "year"))
    several = [
        {"kind": "bonus", "every": every} | one for one in drawn(COMPONENTS["bonus"], Chance(key).getrandbits(32))
    ]
    bonus: dict[str, Any] = next((one for one in several if _can_be(one)), several[0])
    for measure in bonus["measures"]:
        if measure["kpi"] == "service":  # a level does not add up
            measure["count"] = "period"
    if chance.random() < 0.8:
        _put_in_size(chance, bonus, MONTHS[bonus["every"]])
    return bonus


def _can_be(bonus: dict[str, Any]) -> bool:
    try:
        Bonus.model_validate(bonus)
    except ValidationError:
        return False
    return True


def _put_in_size(chance: Chance, bonus: dict[str, Any], months: int) -> None:
    for measure in bonus["measures"]:
        target, score = measure["target"], measure["score"]
        around = chance.uniform(0.5, 1.5) * NORMAL[measure["kpi"]] * (1 if measure["kpi"] == "service" else months)
        for key in ("at", "total"):
            if key in target:
                target[key] = around
        if "each" in score and isinstance(score["each"], float):
            score["each"] = around / 10.0
        if "second_target" in score:
            score["second_target"] = NORMAL[score["second"]] * (1 if score["second"] == "service" else months)
    for condition in (*bonus["gates"], *bonus["limits"], *bonus["modifiers"]):
        key = "target" if "target" in condition else "at_least"
        normal = NORMAL[condition["kpi"]] * (1 if condition["kpi"] == "service" else months)
        condition[key] = chance.uniform(0.5, 1.2) * normal


def _part(chance: Chance, kind: str) -> dict[str, Any]:
    measures = [{"kpi": chance.choice(("sales", "clients")), "weight": "100%", "target": {"kind": "potential"}}]
    every = chance.choice(("month", "quarter", "year"))
    parts: dict[str, dict[str, Any]] = {
        "commission": {"prices": {"sales": _percent(chance, 0.01, 5), "clients": chance.uniform(1, 2_000)}},
        "contest": {"measures": measures, "prizes": [{"places": 1, "pays": 9_000}, {"places": "30%", "pays": 900}]},
        "recognition": {"measures": measures, "prizes": [{"places": "20%", "pays": 9_000}]},
        "pool": {"measures": measures, "size": 30_000},
        "team": {"measures": measures, "target_pay": "30% of base pay"},
        "grid": {"production": {"sales": "1%"}, "brackets": {"0": "20%", "5_000": "40%"}, "basis": "marginal",
                 "lookback": chance.choice(("period", "calendar year", "trailing 12 months"))},
    }  # fmt: skip
    return {"kind": kind, "every": every} | parts[kind]


def _deferral(chance: Chance) -> dict[str, Any]:
    return {
        "share": _percent(chance, 1, 100),
        "over": f"{chance.choice((1, 2, 3))} years",
        "paid_in": chance.choice(("cash", "cash", "shares", "options")),
        "leavers_keep": _percent(chance, 0, 100),
        "malus": chance.random() < 0.7,
        "claw_back": f"{chance.choice((0, 6, 24))} months",
    }
