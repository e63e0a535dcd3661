"""Behavioural defaults that are not fitted: set by hand with a finding in view, or assumed.

What was set in view of a finding makes it no prediction, though nobody searched: sizes were halved, put at the lower
end, or moved until a sign came out.  What is assumed says what little there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NOTHING = "no finding speaks to it"


@dataclass(frozen=True)
class InView:
    """A default that was set by hand, the rows of the board that were looked at, and how it was set."""

    default: str
    to: tuple[str, ...]
    how: str


SET_BY_HAND = (
    InView("expectation.gain", ("SF31_raise",), "near nothing, as was found; the figure is an assumption"),
    InView("peers.ahead", ("SF29_upper", "SF30_partner"), "near nothing; the figure is an assumption"),
    InView(
        "recognition.recipients, .others",
        ("SF16_total", "SF16_others", "SF16_thanked", "SF16_exclusive"),
        "the order is the study's, the sizes put the whole between 0 and 5%",
    ),
    InView(
        "rank_feedback",
        ("SF18_base_pay", "SF18_commission", "SF19_base_pay", "SF19_commission"),
        "off, as the signs conflict; where it is on, half of what SF18 found",
    ),
    InView("coaching.effect", ("SF40_coaching",), "within what meta-analyses found"),
    InView("sharing.in_meetings", ("SF15_meetings", "SF15_lasting"), "between what was found at once and months later"),
    InView(
        "timing.holding",
        ("SF02_year_end", "SF02_year_start", "SF09_timing", "SF09_last_months", "SF34_surge", "SF34_cliff"),
        "so that periods under a quota end with a surge",
    ),
    InView("timing.concession", ("SF04_accelerator",), "0; where that finding looks, so that the size comes out"),
    InView("discovery.dismissed", ("SF36_dismissed",), "carried over: half"),
    InView("discovery.warned, conscience.spread", ("SF36_repeated",), "so that it lies between three and seven times"),
)
ASSUMED: Mapping[str, str] = {
    "work.effort_exponent": "a form, squares and roots: findings see exponent / (1 - exponent + convexity) alone",
    "central.convexity": "between sceptic and high; about 70% of the published means (see below)",
    "central.worth_of_effort": "between sceptic and high; about 70% of the published means (see below)",
    "central.risk_aversion": NOTHING,
    "low.convexity": "between sceptic and central",
    "low.worth_of_effort": "between sceptic and central",
    "weights of the views": "opinions; no finding weighs one view against another",
    "discount": "no finding has a number; one as hard as .7 a month would be noticed",
    "ratchet_foresight": "SF32 has a sign, no size; the surge of SF02 hangs on it too",
    "equity_haircut": "carried over from Meulbroek 2001; no finding holds it against results",
    "pressure.penalty, .found": "only beside moral_cost and a stake does a finding see them",
    "product_push.moral_cost": "SF37 has directions, no size",
    "timing.cost": "SF02 and SF34 ask for a surge, and 30% more or less of it leaves one",
    "misreporting.moral_cost": "SF26 says where lies peak, not how many there are",
    "discovery.chance": "so that long full pressure is found as often as advisors believe",
    "commitment.sink": "SF25 has a sign, no size",
    "morale.speed": NOTHING,
    "overload, trust": NOTHING,
}
"""Default -> what is known of it."""
