"""One advisor's months as a table, a row for each scheme and month; `attrs["columns"]` says what stands where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from simkit.results.tables import described

if TYPE_CHECKING:
    import pandas as pd

_OFF = "empty where the scenario switches that off"
DIARY = {
    "scheme": "scheme, as named in the scenario",
    "month": "counted from 1 at the start of the run-in, which the first scheme alone has",
    "person": "who sits there: 1 = of the first day, 2 = the successor, and so on; 0 = nobody",
    "base_pay": "base pay of the month, in money",
    "chance": "believed chance (0 to 1) of the target as the month begins, mean of the components; empty without one",
    "progress": "where she stands on the payout curve when the month is over, if its period ended there: score (1 = "
    "every target met), mean of the components; empty without targets",
    "pull": "what a normal month's work seems to add to variable pay, as a share of a month's base pay",
    "effort": "normal effort = 1",
    "pressure": f"how hard clients are pressed to buy, 0 to 1; {_OFF}",
    "bad_sales": f"sales that only pressure or steering made, as a share of normal sales; {_OFF}",
    "moved": f"worth to the bank of deals moved to meet the end of a period, in money; {_OFF}",
    "complaints": f"complaints of clients that came in; {_OFF}",
    "misreports": f"overstated results, number of cases; {_OFF}",
    "found": f"cases of misconduct that were found; {_OFF}",
    "contribution": "worth of the true results to the bank, in money",
    "award": "variable pay awarded for periods that ended, in money",
    "paid": "variable pay paid out, less what was taken back, in money",
    "morale": f"as the month begins, normal = 1; {_OFF}",
    "skill": f"what was learnt as the month begins, 1 = nothing yet; multiplies talent; {_OFF}",
    "clients": f"clients as the month begins, 1 = as many as on the first day; {_OFF}",
}
_WHOLE = ("month", "person", "complaints", "misreports", "found")


def diary(months: Mapping[str, Sequence[Mapping[str, float]]]) -> pd.DataFrame:
    """The table of what `experiment.following.follow` gives: scheme -> its months."""
    import pandas as pd  # noqa: PLC0415 (slow to import)

    rows = [{"scheme": scheme, **month} for scheme, found in months.items() for month in found]
    whole = pd.DataFrame(rows)[list(DIARY)]
    counts = [name for name in _WHOLE if whole[name].notna().all()]
    return described(whole.astype(dict.fromkeys(counts, int)), DIARY)
