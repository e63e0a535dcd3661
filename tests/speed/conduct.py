"""What one advisor does and should not: pressing, steering, overstating; what is found of it, and complaints."""

from __future__ import annotations

from collections.abc import Sequence

from simkit.behaviour.conduct.complaints import Complaints
from simkit.behaviour.conduct.discovery import Discovery
from simkit.behaviour.conduct.misreporting import Misreporting
from simkit.behaviour.conduct.pressure import Pressure
from simkit.behaviour.conduct.product_push import ProductPush
from tests.speed.world import Product, World

COUNTED = ("pressure", "bad_sales", "complaints", "found", "misreports")
"""What a year counts."""


class Conduct:
    """The conduct at one seat.

    pressure: of this month; steered: share of the movable money of each pair of substitutes that goes from the second
    to the first; exposure: traces that can be found; harm: bad sales whose consequences are still to come.  behind:
    traces of the one before, once pay has ever been deferred (looks_back) and can be taken back.
    """

    __slots__ = (
        "bad_part", "behind", "exposure", "harm", "looks_back", "on_record", "pressure", "steered", "world", "year",
    )  # fmt: skip

    def __init__(self, world: World) -> None:
        self.world = world
        self.pressure = self.exposure = self.harm = self.on_record = self.behind = 0.0
        self.looks_back = False
        self.steered = [0.0] * len(world.pairs)
        pressed = world.pressed if world.behaviour.pressure else ()
        self.bad_part = sum(part * world.products[kpi].part for kpi, part in pressed)
        self.open_year()

    def open_year(self) -> None:
        """A year begins."""
        self.year = dict.fromkeys(COUNTED, 0.0)

    def arrive(self) -> None:
        """Somebody new has done nothing yet; what was done to the clients is still felt, and can be found."""
        if self.looks_back:
            self.behind = self.exposure
        self.exposure = self.on_record = 0.0

    def press(self, drives: list[float], conscience: float, kept: float, penalty_felt: float, banned: set[int]) -> None:
        """Decide how hard to press and where to steer, from what pays; pressed sales then pay more."""
        world = self.world
        push, pressure = world.behaviour.product_push, world.behaviour.pressure
        if push:
            self.steered = [
                0.0 if a in banned or b in banned else steered(push, drives, world, a, b, conscience)
                for a, b in world.pairs
            ]
        if pressure:
            temptation = 0.0
            for kpi, part in world.pressed:
                temptation += part * drives[kpi]
            self.pressure = pressed(pressure, kept * temptation, conscience, penalty_felt)
            for kpi, part in world.pressed:
                drives[kpi] *= 1.0 + part * self.pressure

    def rest(self) -> None:
        """Nobody sits here."""
        self.pressure = 0.0
        self.steered = [0.0] * len(self.steered)

    def sell(self, true: list[float]) -> None:
        """Sales of the month as they are pressed and steered."""
        world = self.world
        if self.pressure:
            for kpi, part in world.pressed:
                true[kpi] *= 1.0 + part * self.pressure
        if push := world.behaviour.product_push:
            for (a, b), x in zip(world.pairs, self.steered, strict=True):
                amount = moved(push, world.products, a, b, x, true)
                true[a] += amount
                true[b] -= amount

    def settle(self, true: list[float], uniform: float) -> None:
        """The month is over: traces, harm, and perhaps a complaint; `uniform` in [0, 1)."""
        world, year = self.world, self.year
        bad, done = self.pressure * self.bad_part, self.pressure
        if push := world.behaviour.product_push:
            for (a, b), x in zip(world.pairs, self.steered, strict=True):
                done += abs(x)
                bad += abs(x) * push.movable * min(world.products[a].part, world.products[b].part)
        bad = min(bad, 1.0)
        year["pressure"] += self.pressure
        year["bad_sales"] += bad
        if world.behaviour.discovery:
            self.exposure = left_open(world.behaviour.discovery, self.exposure) + done
            self.behind = left_open(world.behaviour.discovery, self.behind)
        if world.behaviour.complaints:
            self.harm += felt(world.behaviour.complaints, bad - self.harm)
            if uniform < chance_of_complaint(world.behaviour.complaints, self.harm):
                year["complaints"] += 1.0
                for kpi in world.complained:
                    true[kpi] += 1.0

    def misreport(self, award: float, overstated: float, conscience: float, base_pay: float, response: float) -> float:
        """What is paid for results as this advisor reports them."""
        rule = self.world.behaviour.misreporting
        gain = (overstated - award) * response / base_pay
        if not rule or not tempted(rule, gain, conscience):
            return award
        self.year["misreports"] += 1.0
        if self.world.behaviour.discovery:
            self.exposure += 1.0
        return overstated

    def investigate(self, rule: Discovery, uniform: float) -> tuple[bool, bool]:
        """Whether something is found this month, and whether the advisor has to go for it."""
        chance = chance_of_discovery(rule, self.exposure)
        if uniform >= chance:
            return False, False
        self.year["found"] += 1.0
        self.on_record, self.exposure = 1.0, 0.0
        return True, uniform < rule.dismissed * min(chance, 1.0)

    def investigate_before(self, rule: Discovery, uniform: float) -> bool:
        """Whether something is found of the one before; it is when the number is high, not low."""
        is_found = 1.0 - uniform < chance_of_discovery(rule, self.behind)
        if is_found:
            self.behind = 0.0
        return is_found


def pressed(rule: Pressure, temptation: float, conscience: float, penalty_felt: float) -> float:
    """Pressure, 0 to 1."""
    q = (temptation - rule.found * penalty_felt) / (rule.moral_cost * conscience)
    return min(max(q, 0.0), 1.0)


def steered(rule: ProductPush, drives: Sequence[float], world: World, a: int, b: int, conscience: float) -> float:
    """Share of the movable money that goes from b to a, -1 to 1."""
    one, other = world.products[a], world.products[b]
    gain = drives[a] * heard(rule, one) / one.normal - drives[b] * heard(rule, other) / other.normal
    x = rule.movable * min(one.normal, other.normal) * gain / (rule.moral_cost * conscience)
    return min(max(x, -1.0), 1.0)


def heard(rule: ProductPush, product: Product) -> float:
    """What is left of a product's pull when clients are told what it pays."""
    return 1.0 - rule.candour if product.disclosed else 1.0


def moved(rule: ProductPush, products: dict[int, Product], a: int, b: int, x: float, true: Sequence[float]) -> float:
    """Money that goes from b to a."""
    movable = rule.movable * min(products[a].normal, products[b].normal)
    if x > 0.0:
        return x * movable / products[b].normal * true[b]
    return x * movable / products[a].normal * true[a]


def left_open(rule: Discovery, exposure: float) -> float:
    """What is left of traces after a month."""
    return exposure * (1.0 - 1.0 / rule.memory)


def felt(rule: Complaints, change: float) -> float:
    """How far harm moves towards the bad sales of a month."""
    return change / rule.lag


def chance_of_complaint(rule: Complaints, harm: float) -> float:
    """Chance of a complaint this month."""
    return rule.usual + rule.by_harm * harm


def tempted(rule: Misreporting, gain: float, conscience: float) -> bool:
    """Whether overstating is worth it; gain in months of base pay."""
    return gain * (1.0 - rule.found) > rule.moral_cost * conscience + rule.found * rule.penalty


def chance_of_discovery(rule: Discovery, exposure: float) -> float:
    """Chance to be found this month."""
    return rule.chance * exposure
