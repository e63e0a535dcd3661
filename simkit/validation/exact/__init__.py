"""The family of closed forms, in the order of the board; a new one is a file and a line."""

from __future__ import annotations

from simkit.validation.exact.check import Check, ClosedForm, relative
from simkit.validation.exact.deterrence import DETERRENCE
from simkit.validation.exact.four_fifths import FOUR_FIFTHS
from simkit.validation.exact.inequality import INEQUALITY
from simkit.validation.exact.inversion import INVERSION
from simkit.validation.exact.linear_pay import LINEAR_PAY
from simkit.validation.exact.multitask import MULTITASK
from simkit.validation.exact.ratchets import RATCHETS
from simkit.validation.exact.relative_pay import RELATIVE_PAY
from simkit.validation.exact.selection import SELECTION
from simkit.validation.exact.teams import TEAMS
from simkit.validation.exact.thresholds import THRESHOLDS
from simkit.validation.exact.timing import TIMING
from simkit.validation.exact.to_come import TO_COME
from simkit.validation.exact.tournaments import TOURNAMENTS

__all__ = ["CLOSED_FORMS", "Check", "ClosedForm", "relative"]

CLOSED_FORMS: tuple[ClosedForm, ...] = (
    *LINEAR_PAY,
    *MULTITASK,
    *RELATIVE_PAY,
    *TOURNAMENTS,
    *THRESHOLDS,
    *RATCHETS,
    *TEAMS,
    *TIMING,
    *DETERRENCE,
    *SELECTION,
    *INVERSION,
    *INEQUALITY,
    *FOUR_FIFTHS,
    *TO_COME,
)
