"""Defaults of human behaviour and the evidence: which are fitted, to what, and which are assumptions.

    python -m simkit.validation.fitting             search every fitted default anew, and print the table
    python -m simkit.validation.fitting --check     say only what no longer holds; exit code 1 if there is anything

A finding whose number was used is `fitted` on the board, and everything else there is predicted; a test holds the two
lists equal.
"""

from __future__ import annotations

from simkit.validation.fitting import choice, conduct, effort, morale
from simkit.validation.fitting.assumed import SET_BY_HAND
from simkit.validation.fitting.fit import Fit

__all__ = ["FITS", "Fit", "rows_used"]

FITS: tuple[Fit, ...] = (*effort.FITS, *choice.FITS, *conduct.FITS, *morale.FITS)


def rows_used() -> set[str]:
    """Ids of the rows of the board that a default was fitted to, or set by hand with in view."""
    return {row for fit in FITS for row in fit.to} | {row for each in SET_BY_HAND for row in each.to}
