"""The family of pay components, one file each, told apart by `kind`.

Every component has the same faces: `award` (exact pay of a period from results), `awards_at` (the same at other levels
of business), `cost` (what it costs the bank: the award, as a rule), `felt` (what it is worth to who gets it: likewise),
`statement` (its reasons), `perceived` (the curve of own money against own progress), `scaled` (the same with more or
less money), `counted` (the KPIs it reads) and `months` (its period).
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from simkit.scheme.components.bonus import Bonus
from simkit.scheme.components.commission import Commission
from simkit.scheme.components.contest import Contest
from simkit.scheme.components.equity import Equity
from simkit.scheme.components.floating_price import FloatingPrice
from simkit.scheme.components.grid import ProductionGrid
from simkit.scheme.components.menu import Menu
from simkit.scheme.components.pool import Pool
from simkit.scheme.components.promotion import Promotion
from simkit.scheme.components.recognition import Recognition
from simkit.scheme.components.team import Team
from simkit.scheme.components.training import Training

Component: TypeAlias = Annotated[
    Bonus
    | Commission
    | Contest
    | Equity
    | FloatingPrice
    | ProductionGrid
    | Menu
    | Pool
    | Promotion
    | Recognition
    | Team
    | Training,
    Field(discriminator="kind"),
]
"""A part of a scheme that pays."""
