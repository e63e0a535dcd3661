"""SF28 and SF29.  What colleagues are paid: it hurts who is paid less, unless it is plain why.

SF28, Breza, Kaur and Shamdasani 2018: in teams of three in Indian factories, those whose colleagues were paid more, at
the same pay of their own, produced 0.24 standard deviations less, and no less where differences in productivity could
be seen.  Accepted: -0.1 to -0.4 standard deviations of output across people, 0 when justified.
SF29, Card, Mas, Moretti and Saez 2012: who learns to be paid below the median is less content and looks for another
job, who learns to be paid above it is not more content.  Accepted: the asymmetric signs.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from simkit.arrays import Array
from tests.findings.worlds import (
    ALIKE,
    NOTHING,
    Estimate,
    base_pay_changes,
    estimate,
    firm,
    people,
    records,
    sales,
    years,
)

TEAMS = 400
FACTORY = people(seats=3 * TEAMS, branches=TEAMS, base_pay=ALIKE["base_pay"], book=ALIKE["book"])


def of_who_is_paid_less(visible: str) -> Estimate:
    """Fall of output when the two more able of three are paid a fifth more, in standard deviations across people.

    Teams in which both are more able by more than a half, so that the difference is justified to whom it can be seen,
    whatever luck the year brings; one firm of many teams, so that the standard error is that of a mean over teams.
    """
    peers = {"known": "100%", "visible": visible}
    scenario = firm(NOTHING, people=FACTORY, behaviour={"leaving": "off", "peers": peers})
    seen = years(scenario, skies=1)
    talent = seen["today", 0].seats.talent[0].reshape(TEAMS, 3)
    weakest = (talent == talent.min(axis=1, keepdims=True)).ravel()
    justified = np.sort(talent, axis=1)[:, 1] > 1.5 * talent.min(axis=1)
    rise = base_pay_changes(0.2, np.flatnonzero(~weakest).tolist())
    before = sales(seen["today", 2].record)[0]
    after = sales(records(scenario, skies=1, interventions=[rise])[2])[0]
    counted = weakest & np.repeat(justified, 3)
    return estimate((after - before)[counted] / before.std(ddof=1))


def test_sf28_unjustified_differences_lower_output() -> None:
    hidden = of_who_is_paid_less("0%")
    assert hidden.is_negative, hidden
    assert hidden.within(-0.4, -0.1), hidden


def test_sf28_justified_differences_do_not() -> None:
    plain = of_who_is_paid_less("100%")
    assert abs(plain.mean) < 0.02, plain


def disclosure() -> dict[str, Array]:
    """Name -> change (half of the branch by base pay, sky) that disclosure of pay brings, as a mean over three years.

    Salaries alone, and nobody sees what colleagues contribute: the staff of a university.
    """
    staff: dict[str, Any] = {"people": people(seats=120), "horizon": {"run_in": "12 months", "length": "36 months"}}
    secret, open_ = (
        years(firm(NOTHING, behaviour={"peers": {"known": known, "visible": "0%"}}, **staff))
        for known in ("0%", "100%")
    )
    base = secret["today", 0].seats.base_pay.reshape(-1, 12, 10)
    upper = (base.argsort(axis=2).argsort(axis=2) >= 5).reshape(-1, 120)

    def changed(name: str) -> Array:
        by_seat = np.mean(
            [
                open_["today", year].record.counted[name] - secret["today", year].record.counted[name]
                for year in (1, 2, 3)
            ],
            axis=0,
        )
        return np.array([(by_seat * half).sum(axis=1) / half.sum(axis=1) for half in (~upper, upper)])

    return {"morale": changed("morale"), "left": changed("left")}


def test_sf29_disclosure_hurts_the_lower_half_and_does_not_lift_the_upper() -> None:
    changes = disclosure()
    lower, upper = (estimate(half) for half in changes["morale"])
    assert lower.is_negative, lower
    assert lower.mean < -0.03, lower
    assert abs(upper.mean) < 0.01, upper
    assert not upper.is_positive, upper
    apart = estimate(changes["morale"][1] - changes["morale"][0])
    assert apart.is_positive, apart


def test_sf29_the_lower_half_leaves_more() -> None:
    changes = disclosure()
    lower, upper = (estimate(half) for half in changes["left"])
    assert lower.is_positive, lower
    assert not upper.is_negative, upper
    assert abs(upper.mean) < 0.01, upper
