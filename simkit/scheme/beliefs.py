"""What an advisor believes about the parts of a scheme that are not in own hands.

Behaviour fills these frozen values, the components read them when they show their perceived curve.  They are the
beliefs of one type of advisor under one view; seats of a type share them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from simkit.scheme.others import Others


@dataclass(frozen=True)
class Beliefs:
    """Frozen beliefs about one component.

    discount: present value of one unit of money paid on the component's pay day.
    pass_chance: probability that all gates of the component open, as seen at the start of a period.
    expected_award: present value of the award expected if the gates open.
    others: the colleagues, for pay that depends on them; none known otherwise.
    loss_chance: probability that an award is taken back later.
    produced: production that the look-back of a grid holds from before the period.
    points: points that adjustments add to the rate of a grid.
    tier: tier of the own branch, for what is felt differently from tier to tier; none in particular otherwise.
    """

    discount: float = 1.0
    pass_chance: float = 1.0
    expected_award: float = 0.0
    loss_chance: float = 0.0
    produced: float = 0.0
    points: float = 0.0
    tier: str = ""
    others: Others | None = field(default=None, compare=False)
