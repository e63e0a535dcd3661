"""Which version of a scheme is paid: where a scheme changes from a month on, the month must be said."""

from __future__ import annotations

from simkit.errors import SimkitError
from simkit.scheme.scheme import Scheme


def in_month(scheme: Scheme, month: int | None, option: str, where: str = "") -> Scheme:
    """The version that pays in a month, counted as the scheme's file counts them, alone.

    option: how a month is asked for, up to its number; where: what a message begins with.  Raises SimkitError where the
    scheme has versions and no month is said: nothing would tell which of them was meant.

    >>> from simkit.scheme.components.commission import Commission
    >>> first, then = ({"kind": "commission", "prices": {"clients": price}} for price in (100, 120))
    >>> scheme = Scheme(name="list", pay=[first], later=[{"from": "month 13", "pay": [then]}])
    >>> in_month(scheme, 14, "--month ").pay[0].prices
    {'clients': 120.0}
    >>> in_month(scheme, None, "--month ")
    Traceback (most recent call last):
    ...
    simkit.errors.SimkitError: the scheme changes from month 13 on; add the month that is paid, such as --month 1 or
    --month 13
    """
    if month is not None or not scheme.later:
        return scheme if month is None else scheme.at(month)
    starts = [version.starts for version in scheme.later]
    changes = " and from ".join(f"month {start}" for start in starts)
    examples = " or ".join(f"{option}{start}" for start in (1, *starts))
    raise SimkitError(f"{where}the scheme changes from {changes} on; add the month that is paid, such as {examples}")
