"""Every outcome of a comparison: its name, unit, better direction, meaning, source and practical margin.

An outcome is one number for one firm (a scheme under a view and a sky) and year, except those `over` the skies, which
are one number for all skies together.  What a difference must reach to matter is the margin; below it a comparison says
"no clear difference".  All margins are assumptions.

>>> by_name("gini").family, by_name("total_cost").margin_at(2_000_000.0)
('fairness', 20000.0)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simkit.errors import SimkitError
from simkit.quantities import said
from simkit.wording import one_of

Better = Literal["higher", "lower", "neither"]
Family = Literal["fairness", "cost", "motivation", "conduct", "business"]
"""What outcomes are about; business is clients too."""


@dataclass(frozen=True)
class Outcome:
    """What one outcome means to a reader; how it is computed stands in the module of its family.

    `margin` is in the outcome's unit, or with `margin_of="first"` a share of the first scheme's value.
    """

    name: str
    family: Family
    unit: str
    better: Better
    sentence: str
    source: str
    margin: float
    margin_of: Literal["unit", "first"] = "unit"
    over: Literal["seats", "skies"] = "seats"

    def margin_at(self, first: float) -> float:
        """The practical margin in the outcome's unit when the first scheme's value is `first`."""
        return self.margin * abs(first) if self.margin_of == "first" else self.margin


_OWN = "own definition"
_FOUR_FIFTHS = "US Uniform Guidelines on Employee Selection 1978, 29 CFR 1607.4 D"
_FLAG = f"{_FOUR_FIFTHS}, beside a pooled two-proportion z test at 5 %, two-sided"
_ENVY = "own definition, after Adams 1963: pay against contribution, compared with near colleagues"
_QUANTILE = "quantile over skies, straight between order statistics (Hyndman and Fan 1996, type 7)"


def _money(name: str, better: Better, sentence: str, source: str, *, skies: bool = False) -> Outcome:
    """A cost, whose margin is 1 % of the first scheme's."""
    over: Literal["seats", "skies"] = "skies" if skies else "seats"
    return Outcome(name, "cost", "money a year", better, sentence, source, 0.01, "first", over)


def _motivation(name: str, unit: str, better: Better, sentence: str, source: str, margin: float) -> Outcome:
    return Outcome(name, "motivation", unit, better, sentence, source, margin)


def _fairness(name: str, unit: str, better: Better, sentence: str, source: str, margin: float) -> Outcome:
    return Outcome(name, "fairness", unit, better, sentence, source, margin)


def _conduct(name: str, unit: str, sentence: str, source: str, margin: float, better: Better = "lower") -> Outcome:
    return Outcome(name, "conduct", unit, better, sentence, source, margin)


def _business(name: str, unit: str, sentence: str, source: str) -> Outcome:
    """More is better; the margin is 1 % of the first scheme's."""
    return Outcome(name, "business", unit, "higher", sentence, source, 0.01, "first")


CATALOGUE: tuple[Outcome, ...] = (
    _fairness("gini", "0 to 1", "lower",
              "How unequal total pay is: 0 if all earn the same, near 1 if one earns everything.",
              "Gini coefficient: half the mean absolute difference over the mean (Cowell 2011)", 0.01),
    _fairness("theil_between_tier", "Theil T", "lower",
              "The part of pay inequality that lies between branch tiers, not inside them.",
              "Theil's T of the tiers' mean pay (Theil 1967)", 0.005),
    _fairness("theil_within_tier", "Theil T", "lower",
              "The part of pay inequality that lies inside branch tiers.",
              "Theil's T less the part between the tiers (Theil 1967)", 0.005),
    _fairness("luck_share", "share", "lower",
              "The part of pay differences that skill and effort do not explain: book, market and measurement luck.",
              "1 - corr(pay, merit pay) squared; merit pay: the award with an average book and no luck or misreading",
              0.02),
    _fairness("pay_for_contribution", "-1 to 1", "higher",
              "How well the order of pay follows the order of contribution among advisors of like potential.",
              "partial Spearman correlation of pay and contribution given potential", 0.02),
    _fairness("gap_tier", "share of the first group's pay", "neither",
              "How much more the second branch tier earns on average than the first; below 0 it earns less.",
              "ratio of mean pay less 1, " + _OWN, 0.01),
    _fairness("gap_tenure", "share of the first group's pay", "neither",
              "How much more the second tenure group earns on average than the first; below 0 it earns less.",
              "ratio of mean pay less 1, " + _OWN, 0.01),
    _fairness("four_fifths_tier", "ratio", "higher",
              "How often the rarer branch tier is among the best paid, per time the other is; look closer below 0.8.",
              _FOUR_FIFTHS, 0.05),
    _fairness("flagged_tier", "share of futures", "lower",
              "How often the tiers' ratio is below 0.8 and too far off for chance: what an auditor would question.",
              _FLAG, 0.05),
    _fairness("four_fifths_tenure", "ratio", "higher",
              "How often the rarer tenure group is among the best paid, per time the other is; look closer below 0.8.",
              _FOUR_FIFTHS, 0.05),
    _fairness("flagged_tenure", "share of futures", "lower",
              "How often the tenure groups' ratio is below 0.8 and too far off for chance.",
              _FLAG, 0.05),
    _fairness("envy", "share of own pay", "lower",
              "How much more is earned by branch colleagues who contributed no more, averaged over advisors.",
              _ENVY, 0.01),
    _money("total_cost", "lower",
           "Base and variable pay of all advisors together, and what is spent on them beside their pay.",
           "sum of pay, and of the cost beside pay"),
    _money("variable_cost", "lower", "Variable pay of all advisors together.", "sum of variable pay"),
    _money("cost_beside_pay", "lower",
           "What the scheme spends on advisors that is nobody's pay, such as places on courses.",
           "sum of costs less awards"),
    Outcome("cost_per_value", "cost", "money per money", "lower",
            "Pay spent for each unit of value created for the bank.",
            "total cost over value", 0.01, "first"),
    _money("cost_at_80", "neither", "What the scheme would cost if every result fell to 80 % of plan.",
           "sum of pay on results 20 % below plan"),
    _money("cost_at_120", "neither", "What the scheme would cost if every result rose to 120 % of plan.",
           "sum of pay on results 20 % above plan"),
    _money("cost_p10", "lower", "Cost is below this in one future of ten.", _QUANTILE, skies=True),
    _money("cost_p50", "lower", "Cost is below this in half of all futures.", _QUANTILE, skies=True),
    _money("cost_p90", "lower", "Cost is below this in nine futures of ten: what a careful budget holds.",
           _QUANTILE, skies=True),
    _money("reserve", "lower", "What a careful budget holds above the middle one: P90 less P50.",
           _QUANTILE, skies=True),
    _money("cvar95", "lower", "Mean cost of the dearest five futures in a hundred.",
           "conditional value at risk, 95 % (Rockafellar and Uryasev 2002)", skies=True),
    Outcome("deferred_liability", "cost", "money at the end of the year", "neither",
            "What has been awarded and will be paid in later years, of all advisors together; shares at today's price.",
            "sum of deferred instalments outstanding; options at their Black-Scholes value", 0.01, "first"),
    Outcome("turnover_cost", "cost", "money a year", "lower",
            "What it costs to find and start successors, not counted as pay.",
            "leavers times the cost of one, in months of base pay", 0.01, "first"),
    _motivation("effort", "normal effort = 1", "higher",
                "Mean effort of advisors; 1 is what they do without any incentive.",
                "sum over activities, in units of contractual effort", 0.01),
    _motivation("live_pull", "share of advisors", "higher",
                "Advisors who feel the scheme: a normal month's progress moves pay by 5 % of base or more.",
                "pull times stretch at least 5 % of monthly base pay, " + _OWN, 0.02),
    _motivation("hopeless", "share of advisors", "lower",
                "Advisors who give themselves less than one chance in ten of the target. Where scores stop at 100 %, "
                "that is full marks: nearly all count who cannot reach every cap, although they may earn on the way.",
                "believed chance of the target below 10 %, " + _OWN, 0.02),
    _motivation("coasting", "share of advisors", "lower",
                "Advisors who give themselves more than nine chances in ten of the target: few need to try harder.",
                "believed chance of the target above 90 %, " + _OWN, 0.02),
    _motivation("morale", "normal = 1", "higher",
                "Joy in the work on average over the year; without pay, output follows it one to one.",
                "own definition: sum of effects of pay, colleagues, goals and load, in shares of output", 0.01),
    _motivation("ability", "first day's average = 1", "higher",
                "True ability of the people who are there at the end of the year: talent times what was learnt.",
                "mean over advisors of talent times skill", 0.01),
    _motivation("turnover", "share of advisors a year", "lower",
                "Advisors who leave, of their own accord or because they have to.",
                "leavers over seats", 0.01),
    _motivation("regretted", "share of leavers", "lower",
                "Leavers who were more able than the average of those who stayed: whom a bank is sorry to lose.",
                "leavers whose talent times skill is above that year's mean, " + _OWN, 0.02),
    _motivation("dismissed", "per 100 advisors a year", "lower",
                "Advisors who have to go because misconduct was found.", "dismissals over seats", 0.2),
    _conduct("pressure", "0 to 1", "How hard clients are pressed to buy, on average over advisors and months.",
             "pull x gain less expected penalty, over moral cost; Becker 1968, " + _OWN, 0.01),
    _conduct("bad_sales", "share of normal sales", "Sales, by worth, that only pressure or steering made.",
             "pressure and steered money, weighted by what products are worth to the bank", 0.005),
    _conduct("goodhart_gap", "share of a normal year", "How much more what is counted has risen than what it is worth.",
             "rise of recorded results less rise of true value, both over a normal year; after Goodhart 1975", 0.01),
    _conduct("complaints", "per 100 advisors a year", "Complaints of clients, most of them months after the sale.",
             "complaints over seats", 1.0),
    _conduct("found", "per 100 advisors a year", "Cases of misconduct that are found.", "cases over seats", 0.2),
    _conduct("on_record", "share of advisors", "Advisors who were ever found out, of those who are there.",
             "stock at the end of the year; US advisers about 7 % (Egan, Matvos and Seru 2019)", 0.005),
    _conduct("misreports", "per 100 advisors a year", "Awards for which results were overstated.",
             "overstated awards over seats", 1.0),
    _conduct("moved_deals", "share of value", "Worth of deals that were closed early or late for the end of a period.",
             "worth moved over value", 0.005),
    _conduct("conceded", "share of value", "Worth given away in prices to close deals early.",
             "price conceded over value; Larkin 2014 found 6 to 8 % of revenue", 0.002),
    _conduct("wrong_ratings", "share of advisors",
             "Advisors whose pay differs by more than a tenth from what true results would have paid.",
             "award on recorded against award on true results, " + _OWN, 0.01),
    _business("value", "money a year", "Worth to the bank of all results, before pay.",
              "results times the worth stated in the scenario"),
    _business("profit", "money a year", "Value less total pay.", "value - total cost"),
    _business("net_new_assets", "money a year", "Client money won, net of money lost.",
              "sum of the results of that KPI"),
    _business("satisfaction", "points", "True satisfaction of clients, on average over advisors and the year.",
              "mean of the level KPI, not of its survey"),
    _business("assets", "money at the end of the year", "What clients hold: what they brought, kept and earned.",
              "assets of all clients; flows, churn and the market's returns"),
    _business("clients", "first day = 1", "Clients at the end of the year, against the first day.",
              "churn, referrals and what leavers take along, mean over advisors"),
)  # fmt: skip
"""In the order of the report: fairness, cost, motivation, conduct, business."""

_BY_NAME = {outcome.name: outcome for outcome in CATALOGUE}


def by_name(name: str) -> Outcome:
    """The outcome of that name; a `SimkitError` with the nearest name otherwise.

    >>> by_name("envy").better
    'lower'
    """
    try:
        return _BY_NAME[name]
    except KeyError:
        raise SimkitError(f"there is no outcome {said(name)}; {one_of(name, _BY_NAME)}") from None


def ranked_on(name: str) -> Outcome:
    """The outcome of that name, if schemes can be ranked on it in every sky; a `SimkitError` says what else to name.

    >>> ranked_on("envy").name
    'envy'
    """
    found = by_name(name)
    if found.over == "skies":
        raise SimkitError(
            f"{said(name)} is one number for all skies together, so no scheme is best on it in a sky; write total_cost "
            "or variable_cost"
        )
    if found.better == "neither":
        raise SimkitError(
            f"{said(name)} is neither better high nor low, so no scheme can be best on it; name another, such as value"
        )
    return found


def absent(name: str) -> str:
    """Why a scenario has no numbers for an outcome, and what to do."""
    return (
        f"{said(name)} does not come about in this scenario, as what it is made of is not there or switched off; name "
        "another outcome"
    )
