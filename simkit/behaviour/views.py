"""Views: opinions on how people respond to pay.

Evidence on incentives runs from zero to large, so a scenario carries several views with weights, and every
comparison says whether its answer holds under each of them.
"""

from __future__ import annotations

from pydantic import Field

from simkit.concepts import Concept
from simkit.quantities import Number, Share, YesNo


class View(Concept):
    """One opinion on human response.

    The symbols are those of the design: convexity is gamma, worth_of_effort kappa, present_bias beta, discount delta a
    month, loss_aversion lambda, risk_aversion rho.
    """

    name: str = Field(description="what the view is called in tables")
    weight: Share = Field(gt=0, le=1, description="its part in pooled means")
    response: Share = Field(default="100%", ge=0, le=1, validate_default=True, description="multiplies every pull")
    convexity: Number = Field(
        default=2.0, ge=0, description="how fast more effort hurts; marginal cost is effort to this power"
    )
    worth_of_effort: Number = Field(
        default=0.5, gt=0, description="money worth of a normal month's effort, in months of base pay"
    )
    present_bias: Number = Field(default=1.0, gt=0, le=1, description="weight of everything later than now")
    sophisticated: YesNo = Field(default=True, description="knows the own present bias")
    discount: Number = Field(default=0.99, gt=0, le=1, description="weight of next month's money")
    loss_aversion: Number = Field(default=1.0, ge=1, description="a shortfall from pay at target counts this much")
    risk_aversion: Number = Field(default=0.0, ge=0, description="absolute, per month of normal effort's worth")
    ratchet_foresight: Share = Field(
        default="30%",
        ge=0,
        le=1,
        validate_default=True,
        description="how far it is foreseen that results raise next year's target",
    )
    equity_haircut: Share = Field(
        default="30%",
        ge=0,
        lt=1,
        validate_default=True,
        description="counted off what the employer's shares and options are expected to pay, as their risk cannot be "
        "spread; 30%: options of managers with all their wealth in an average listed firm (Meulbroek 2001)",
    )
    source: str = Field(default="assumption", description="where the numbers come from")

    def output_change(self, stake: float, more: float, exponent: float) -> float:
        """Relative change of output when variable pay rises by `more`, for pay in proportion to results.

        `stake`: variable pay over base pay; `exponent`: output = effort ** exponent.  From the closed form
        effort = (1 + exponent * drive) ** (1 / (1 - exponent + convexity)), drive = response * stake / worth_of_effort.

        >>> View(name="x", weight="100%", convexity=2, worth_of_effort=1).output_change(0.4, 0.1, 0.5)
        0.0033...
        """

        def output(stake: float) -> float:
            drive = self.response * stake / self.worth_of_effort
            grown: float = (1.0 + exponent * drive) ** (exponent / (1.0 - exponent + self.convexity))
            return grown

        return output(stake * (1.0 + more)) / output(stake) - 1.0


_BIAS = "Augenblick and Rabin 2019: present bias .835 for effort"
# Where gains and losses count beside money itself, and as much, a loss aversion of 1.73 is a slope of (1 + 1.73) / 2.
_LOSS = "DellaVigna and Pope 2018: a bonus framed as a loss counts 1.36 times one framed as a gain (loss aversion 1.73)"
_NONE = "Cala, Havranek et al. 2022: bias-corrected field effects of incentives are about zero; the rest assumption"
_MEANS = (
    "convexity reaches the published means of Lazear 2000, of Kim, Gerhart and Fang 2022 and of Fest, Kvaloy, Nieken "
    "and Schottner; the rest assumption"
)

STANDARD = tuple(
    View.model_validate(row)
    for row in (
        {"name": "sceptic", "weight": "15%", "response": "5%", "source": _NONE},
        {"name": "low", "weight": "25%", "convexity": 3.0, "worth_of_effort": 1.0, "source": "assumption"},
        {"name": "central", "weight": "30%", "risk_aversion": 0.1, "source": "assumption"},
        {"name": "high", "weight": "15%", "convexity": 1.0, "loss_aversion": 1.35, "source": f"{_MEANS}; {_LOSS}"},
        {"name": "present-biased", "weight": "15%", "present_bias": 0.835, "source": f"{_BIAS}; the rest assumption"},
    )
)
"""The five views that `views: standard` stands for; weights are assumptions."""
