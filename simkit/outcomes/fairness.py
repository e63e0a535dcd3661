"""Who gets how much, and for what: inequality, luck, contribution, groups and envy.

Every function takes arrays (replication, seat) and gives one number a replication (replication,).  A row is reduced
along its own seats only, in C order, so that its number has the same bytes whichever other rows stand beside it.  A row
holding NaN gives NaN, and so does a row for which the number has no meaning; each docstring says when that is.
Amounts of money may be in any unit, as all these numbers stay the same when pay is doubled for everybody.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from simkit.arrays import Array, Flags
from simkit.outcomes.rows import VARIES, as_flags, as_rows, correlation, divided, mean, ranks, total


def gini(pay: Array) -> Array:
    """Gini coefficient: half the mean absolute difference of two seats over mean pay; 0 all equal, (n-1)/n one has all.

    NaN when any pay is negative or nobody is paid.  Source: Cowell 2011, Measuring Inequality, from sorted pay as
    sum of (2 i - n - 1) x_i over n times the sum of x.

    >>> gini(np.array([[1.0, 2.0, 3.0, 4.0, 5.0], [7.0, 7.0, 7.0, 7.0, 7.0]])).round(4).tolist()
    [0.2667, 0.0]
    """
    pay = as_rows(pay)
    n = pay.shape[-1]
    ordered = np.sort(pay, axis=-1)
    weights = 2.0 * np.arange(1, n + 1) - n - 1.0
    above_least = ordered - ordered[:, :1]  # the weights sum to 0, so this changes nothing but makes equal pay exact
    return divided(total(weights * above_least), n * _paid(pay))


def theil(pay: Array) -> Array:
    """Theil's T: mean of (x / mean) ln(x / mean), with 0 ln 0 = 0; 0 all equal, ln n when one has all.

    NaN when any pay is negative or nobody is paid.  Source: Theil 1967, Economics and Information Theory.

    >>> theil(np.array([[1.0, 2.0, 3.0, 4.0, 5.0], [0.0, 0.0, 0.0, 0.0, 9.0]])).round(4).tolist()
    [0.1197, 1.6094]
    """
    pay = as_rows(pay)
    n = pay.shape[-1]
    return mean(_x_log_x(divided(n * pay, _paid(pay)[:, None])))


def theil_between(pay: Array, groups: npt.NDArray[np.integer]) -> Array:
    """The part of Theil's T that is left when everybody is paid the mean of the own group.

    `groups` (seat,): a number for each seat's group.  NaN as in `theil`; ValueError when the seats do not match.

    >>> theil_between(np.array([[1.0, 1.0, 3.0, 3.0]]), np.array([0, 0, 1, 1])).round(4).tolist()
    [0.1308]
    """
    paid, means, sizes = _by_group(pay, groups)
    n = sizes.sum()
    return total(sizes / n * _x_log_x(divided(n * means, paid[:, None])))


def theil_within(pay: Array, groups: npt.NDArray[np.integer]) -> Array:
    """Theil's T inside each group, weighted by the group's share of all pay; within + between = total.

    Arguments and errors as in `theil_between`.

    >>> theil_within(np.array([[1.0, 3.0, 2.0, 2.0]]), np.array([0, 0, 1, 1])).round(4).tolist()
    [0.0654]
    """
    paid, means, sizes = _by_group(pay, groups)
    inside = np.stack([theil(_part(pay, seats)) for seats in _members(groups)], axis=-1)
    inside = np.where(means == 0.0, 0.0, inside)  # a group paid nothing has no inequality to add
    return total(divided(sizes * means, paid[:, None]) * inside)


def luck_share(pay: Array, merit_pay: Array) -> Array:
    """Part of the variance of pay across seats that merit does not explain: 1 - corr(pay, merit pay) squared.

    `merit_pay` (replication, seat): pay for the same skill and effort with an average book, average luck and no error
    of measurement.  NaN when pay or merit pay does not vary.  Source: the project's own definition.

    >>> pay = np.array([[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]])
    >>> luck_share(pay, np.array([[2.0, 4.0, 6.0], [1.0, 3.0, 2.0]])).round(4).tolist()
    [0.0, 0.75]
    """
    luck: Array = 1.0 - correlation(as_rows(pay), as_rows(merit_pay)) ** 2
    return luck


def pay_for_contribution(pay: Array, contribution: Array, potential: Array) -> Array:
    """Rank correlation of pay and contribution among seats of like potential (Spearman, partial), from -1 to 1.

    Ranks are used because caps, steps and brackets bend pay without misordering it; for ranks the potential and its
    logarithm are the same.  All arrays (replication, seat), any units.  NaN when pay or contribution does not vary, or
    when potential orders one of them completely; potential that does not vary leaves the plain correlation.
    Source: Spearman 1904 for ranks; (r_xy - r_xz r_yz) / sqrt((1 - r_xz^2)(1 - r_yz^2)) for the partial correlation.

    >>> pay, potential = np.array([[1.0, 2.0, 3.0, 4.0]]), np.array([[2.0, 1.0, 4.0, 3.0]])  # ranks correlate by 0.6
    >>> pay_for_contribution(pay, pay, potential).round(4).tolist()
    [1.0]
    >>> pay_for_contribution(pay, np.array([[1.0, 2.0, 4.0, 3.0]]), potential).round(4).tolist()  # .32 / (.8 * .6)
    [0.6667]
    """
    x, y, z = (ranks(as_rows(values)) for values in (pay, contribution, potential))
    flat = np.ptp(z, axis=-1) == 0.0
    xz, yz = (np.where(flat, 0.0, correlation(values, z)) for values in (x, y))
    left = (1.0 - xz * xz) * (1.0 - yz * yz)
    partial: Array = divided(correlation(x, y) - xz * yz, np.sqrt(np.where(left > VARIES, left, 0.0)))
    return np.clip(partial, -1.0, 1.0)


def group_gap(pay: Array, second: npt.ArrayLike) -> Array:
    """Mean pay of the second group over mean pay of the first, less 1: -0.1 means 10 % less.

    `second` (seat,) or (replication, seat): 1 or true for seats of the second group, 0 for the first.  NaN when a group
    is empty or the first is paid nothing.

    >>> group_gap(np.array([[10.0, 10.0, 8.0, 10.0]]), np.array([0, 0, 1, 1])).round(4).tolist()
    [-0.1]
    """
    pay = as_rows(pay)
    belongs = as_flags(second, pay)
    first = divided(total(np.where(belongs, 0.0, pay)), total(~belongs))
    return divided(divided(total(np.where(belongs, pay, 0.0)), total(belongs)), first) - 1.0


def top_paid(pay: Array, share: float = 0.2) -> Flags:
    """The best paid `share` of the seats of each row, for the four-fifths rule (replication, seat); ties all belong.

    Nobody in a row that holds NaN.  Raises ValueError when `share` is not above 0 and at most 1.

    >>> top_paid(np.array([[5.0, 1.0, 5.0, 2.0, 3.0]])).tolist()
    [[True, False, True, False, False]]
    """
    if not 0.0 < share <= 1.0:
        raise ValueError(f"share is {share}; it must lie above 0 and be at most 1")
    pay = as_rows(pay)
    n = pay.shape[-1]
    last = n - math.ceil(share * n * (1.0 - VARIES))
    least = np.where(np.isnan(pay).any(axis=-1), np.nan, np.sort(pay, axis=-1)[:, last])
    best: Flags = pay >= least[:, None]
    return best


def four_fifths(selected: npt.ArrayLike, second: npt.ArrayLike) -> Array:
    """Selection rate of the group selected less over that of the group selected more, from 0 to 1.

    `selected` (replication, seat): who was chosen (`top_paid`, say); `second` as in `group_gap`.  NaN when a group is
    empty or nobody is selected.  Below 0.8 is called adverse impact, but a low ratio is often chance in small groups:
    read `four_fifths_p` beside it.  Source: US Uniform Guidelines 1978, 29 CFR 1607.4 D.

    >>> four_fifths(np.array([[1, 0, 1, 1]]), np.array([0, 0, 1, 1])).tolist()
    [0.5]
    """
    one, two, _, _ = _selection(selected, second)
    return divided(np.minimum(one, two), np.maximum(one, two))


def four_fifths_p(selected: npt.ArrayLike, second: npt.ArrayLike) -> Array:
    """Chance of selection rates at least so far apart if both groups had the same chances (pooled z test, two sides).

    Arguments as in `four_fifths`.  1 when all or none are selected, NaN when a group is empty.
    Source: z = (p1 - p2) / sqrt(p (1 - p) (1 / n1 + 1 / n2)), p-value = erfc(|z| / sqrt 2).

    >>> selected = np.array([[1] * 10 + [0] * 40 + [1] * 20 + [0] * 30])  # 20 % and 40 % of 50: z = 2.1822
    >>> four_fifths_p(selected, np.arange(100) >= 50).round(4).tolist()
    [0.0291]
    """
    one, two, n_one, n_two = _selection(selected, second)
    pooled = (one * n_one + two * n_two) / (n_one + n_two)
    variance = pooled * (1.0 - pooled) * (divided(1.0, n_one) + divided(1.0, n_two))
    z = np.where(one == two, 0.0, divided(np.abs(one - two), np.sqrt(variance)))
    return np.array([math.erfc(value / math.sqrt(2.0)) for value in z], dtype=np.float64)


def envy(pay: Array, contribution: Array, branch: npt.NDArray[np.integer]) -> Array:
    """Unjustified shortfall against branch colleagues, as a share of own pay, averaged over seats.

    For each seat: the mean, over colleagues of the branch with no higher contribution, of how much more they are paid
    (never below 0) over own pay; 0 without such a colleague.  `branch` (seat,): branch numbers, each in one block.
    NaN when somebody is paid nothing.  ValueError when a branch is split.  Source: the project's own definition, after
    Adams 1963 (equity: pay against contribution, compared with near colleagues).

    >>> envy(np.array([[10.0, 12.0, 8.0]]), np.array([[5.0, 4.0, 1.0]]), np.array([0, 0, 0])).round(4).tolist()
    [0.0333]
    """
    pay, contribution = as_rows(pay), as_rows(contribution)
    ends = np.flatnonzero(np.diff(branch)) + 1
    starts = [0, *ends.tolist()]
    if len(starts) != len(np.unique(branch)) or len(branch) != pay.shape[-1]:
        raise ValueError("branch needs one number a seat, and all seats of a branch side by side")
    sizes = np.diff([*starts, pay.shape[-1]])
    place = np.arange(pay.shape[-1]) - np.repeat(starts, sizes)  # of a seat in its branch
    number, shape = np.repeat(np.arange(len(starts)), sizes), (len(pay), len(starts), sizes.max())
    paid, done = (np.full(shape, np.nan) for _ in range(2))  # branches side by side; nobody does less than nobody
    paid[:, number, place], done[:, number, place] = pay, contribution
    more, others = np.zeros(shape), np.zeros(shape)
    for colleague in range(shape[-1]):  # the own seat adds nothing to `more` and 1 to `others`
        did_no_more = done[..., colleague, None] <= done
        more += np.where(did_no_more, np.maximum(paid[..., colleague, None] - paid, 0.0), 0.0)
        others += did_no_more
    more, others = more[:, number, place], others[:, number, place]
    each = divided(more, np.maximum(others - 1.0, 1.0) * np.maximum(pay, 0.0))
    each[np.isnan(contribution)] = np.nan
    return mean(each)


def _paid(pay: Array) -> Array:
    """Sum of each row, NaN when a seat is negative."""
    return np.where((pay < 0.0).any(axis=-1), np.nan, total(pay))


def _x_log_x(x: Array) -> Array:
    result: Array = x * np.log(np.where(x == 0.0, 1.0, x))
    return result


def _members(groups: npt.NDArray[np.integer]) -> list[npt.NDArray[np.intp]]:
    return [np.flatnonzero(groups == group) for group in np.unique(groups)]


def _part(pay: Array, seats: npt.NDArray[np.intp]) -> Array:
    return np.take(as_rows(pay), seats, axis=1)  # in C order, unlike pay[:, seats]


def _by_group(pay: Array, groups: npt.NDArray[np.integer]) -> tuple[Array, Array, Array]:
    """Total pay (replication,), mean pay (replication, group) and size (group,) of each group."""
    pay = as_rows(pay)
    if np.shape(groups) != pay.shape[-1:]:
        raise ValueError(f"groups has shape {np.shape(groups)}; it must name a group for each of {pay.shape[-1]} seats")
    members = _members(groups)
    means = np.stack([mean(_part(pay, seats)) for seats in members], axis=-1)
    return _paid(pay), means, np.array([float(len(seats)) for seats in members])


def _selection(selected: npt.ArrayLike, second: npt.ArrayLike) -> tuple[Array, Array, Array, Array]:
    """Selection rates of the first and the second group and their sizes, each (replication,)."""
    chosen = as_rows(selected) != 0.0
    belongs = as_flags(second, as_rows(selected))
    n_one, n_two = total(~belongs), total(belongs)
    return divided(total(chosen & ~belongs), n_one), divided(total(chosen & belongs), n_two), n_one, n_two
