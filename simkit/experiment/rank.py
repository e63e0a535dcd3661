"""Which scheme is best, how sure that is, and whether it stays so under every view.

Theory.  Scheme s has the outcome x_si in sky i; all schemes stand under the same skies, so only differences between
schemes are compared and what the skies have in common cancels.  Write m for the means over n skies and V for their
covariance (sample covariance over n).  The prior says that the true effects of the schemes are normal around an unknown
common level with variance t: every difference between two schemes is normal around zero, no scheme is special, and it
does not matter which one stands first (for differences from the first scheme it is the covariance t (I + J)).

Let C be the S - 1 orthonormal contrasts (Helmert), turned so that C V C' is diagonal with entries w_k.  Then y = C m
has independent entries, y_k ~ N(0, t + w_k), and given t the true contrasts are

    normal with mean y_k t / (t + w_k) and variance w_k t / (t + w_k).

A difference is thus pulled towards zero the more, the noisier it is and the more alike the schemes look.  The variance
t comes from the data through this likelihood.  With the one or two contrasts of a usual comparison the single best t
is often 0, which is to be certain of a tie; so t is averaged over instead, its weight the likelihood times the
uniform-shrinkage density w / (t + w)^2, w the mean of w_k, under which w / (t + w) is uniform on 0 to 1.  In trials
with 2, 3 and 5 schemes this cut the squared error of P(best) by up to a third where true differences were as large as
the noise or smaller, at a cost below 0.006 where two schemes differed clearly, and reported chances came true within
0.07 over a mix of small and large differences; heavier-tailed priors on t claimed more than was true.  V is scaled by
(n - 1) / (n - 3), as it is uncertain itself.  Normals are turned by the symmetric root of the covariance, so that
reordering the schemes reorders the answer.

References: Efron and Morris 1973, JASA 68 (shrinkage); Strawderman 1971, Ann. Math. Stat. 42, and Daniels 1999, Can. J.
Stat. 27 (the uniform-shrinkage prior); Chick and Inoue 2001, Op. Res. 49 (selecting the best of simulated systems).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array, Index, unknown

SAME = 1e-9
"""Values closer than this share of the scale are the same: what is left of rounding decides no ranking."""


@dataclass(frozen=True)
class Posterior:
    """P(best) of each scheme (scheme,) and of no clear difference, which sum to 1; with the shrunken effects.

    `effects` (scheme,): posterior means, as differences from the mean of all schemes, in the outcome's unit; NaN for a
    scheme without the outcome.  `spread`: posterior median of the standard deviation of true effects, same unit.
    """

    p_best: Array
    no_clear_difference: float
    effects: Array
    spread: float


def p_best(x: Array, better: str, margin: float, normals: Array) -> Posterior:
    """Posterior probability that each scheme beats every other by at least `margin` (in the outcome's unit).

    `x` (scheme, sky), pooled over views; `better` "higher" or "lower"; `normals` (draw, scheme): standard normals.
    A scheme that never has the outcome (all NaN) cannot be best; a sky in which one of the others has NaN is left out.
    With fewer than 4 skies, or when no second scheme has the outcome, nothing is clear; a scheme alone is best.
    Raises ValueError for another word in `better` or shapes that do not fit.

    >>> clear = p_best(np.array([[5.0, 6, 7, 8], [1.0, 2, 3, 4]]), "lower", 0.5, np.zeros((10, 2)))  # always 4 lower
    >>> clear.p_best.tolist(), clear.no_clear_difference, clear.effects.round(6).tolist()
    ([0.0, 1.0], 0.0, [2.0, -2.0])
    """
    x = _signed(x, better)
    if x.ndim != 2 or normals.ndim != 2 or normals.shape[1] != len(x) or not len(normals):
        raise ValueError(f"x is {x.shape} and normals {normals.shape}; they must be (scheme, sky) and (draw, scheme)")
    schemes = len(x)
    effects, chances = unknown(schemes), np.zeros(schemes)
    has, x = _complete(x)
    if x.size > 0:
        effects[has] = x.mean(axis=-1) - x.mean()
    if schemes == 1 or len(has) < 2 or x.shape[1] < 4:
        chances[:] = 1.0 if schemes == 1 else 0.0
        return Posterior(chances, 1.0 - float(chances.sum()), _signed(effects, better), math.nan)
    draws, effects[has], spread, least = _posterior(x, normals[:, has])
    ordered = np.sort(draws, axis=-1)
    lead = ordered[:, -1] - ordered[:, -2]
    clear = (lead > least) & (lead >= margin - least)
    wins = np.bincount(draws.argmax(axis=-1)[clear], minlength=len(has))
    chances[has] = wins / len(draws)
    return Posterior(chances, 1.0 - int(wins.sum()) / len(draws), _signed(effects, better), spread)


def p_within(x: Array, better: str, margin: float, normals: Array) -> Array:
    """Posterior probability that each scheme is the best, or behind it by less than `margin` (scheme,).

    It is what a correct selection means where smaller differences than the margin do not matter.  Arguments and errors
    as in `p_best`; NaN with fewer than 4 skies, 0 for a scheme that never has the outcome.

    >>> p_within(np.array([[5.0, 6, 7, 8], [1.0, 2, 3, 4]]), "lower", 0.5, np.zeros((10, 2))).tolist()  # 4 behind
    [0.0, 1.0]
    >>> p_within(np.array([[5.0, 6, 7, 8], [1.0, 2, 3, 4]]), "lower", 4.5, np.zeros((10, 2))).tolist()
    [1.0, 1.0]
    """
    x = _signed(x, better)
    if x.ndim != 2 or normals.ndim != 2 or normals.shape[1] != len(x) or not len(normals):
        raise ValueError(f"x is {x.shape} and normals {normals.shape}; they must be (scheme, sky) and (draw, scheme)")
    has, x = _complete(x)
    chances = np.zeros(normals.shape[1])
    if len(has) < 2:
        chances[has] = 1.0
    elif x.shape[1] < 4:
        chances[has] = math.nan
    else:
        draws, _, _, least = _posterior(x, normals[:, has])
        behind = draws.max(axis=-1, keepdims=True) - draws
        chances[has] = ((behind < margin - least) | (behind <= least)).mean(axis=0)
    return chances


def chance_in_one_future(x: Array, weights: Array, better: str) -> Array:
    """How often each scheme comes out best in a single future (scheme,): one sky under one view, drawn by weight.

    `x` (scheme, view, sky); `weights` (view,), in any unit.  Equal schemes share a future; one in which no scheme has
    the outcome is left out, so the chances sum to 1 (NaN when nothing is left).  Raises ValueError as `p_best`.

    >>> x = np.array([[[1.0, 4.0], [2.0, 2.0]], [[2.0, 3.0], [2.0, 1.0]]])
    >>> chance_in_one_future(x, np.array([0.75, 0.25]), "higher").tolist()  # .75 (0 + 1) / 2 + .25 (1/2 + 1) / 2
    [0.5625, 0.4375]
    """
    x = _signed(x, better)
    x = np.where(np.isnan(x), -np.inf, x)
    top = x.max(axis=0)
    known = np.isfinite(top)
    best = (x >= top - SAME * np.abs(top)) & known
    shared = best / np.maximum(best.sum(axis=0), 1)
    weight = np.where(known, np.asarray(weights, dtype=np.float64)[:, None], 0.0)
    total = float(weight.sum())
    chances: Array = (shared * weight).sum(axis=(1, 2)) / (total if total > 0.0 else math.nan)
    return chances


def ranking_by_view(x: Array, better: str) -> Index:
    """Numbers of the schemes from best to worst under each view (view, scheme), by means over skies.

    `x` (scheme, view, sky).  Equal schemes keep their order, those without the outcome come last; NaN is treated, and
    ValueError raised, as in `p_best`.

    >>> ranking_by_view(np.array([[[1.0, 3.0], [5.0, 5.0]], [[2.0, 4.0], [1.0, 1.0]]]), "higher").tolist()
    [[1, 0], [0, 1]]
    """
    return np.argsort(-_view_means(_signed(x, better)), axis=-1, kind="stable")


def flipping_views(x: Array, weights: Array, better: str, margin: float = 0.0) -> tuple[int, ...]:
    """Numbers of the views under which another scheme than the pooled winner wins, by more than `margin`.

    `x` (scheme, view, sky); `weights` (view,); `margin` in the outcome's unit.  Empty when the answer holds under every
    view, or when no scheme has the outcome.

    >>> x = np.array([[[1.0, 3.0], [5.0, 5.0]], [[2.0, 4.0], [1.0, 1.0]]])  # by 1 under view 0, by 4 under view 1
    >>> flipping_views(x, np.array([0.5, 0.5]), "higher"), flipping_views(x, np.array([0.5, 0.5]), "higher", margin=1.0)
    ((0,), ())
    """
    means = _view_means(_signed(x, better))
    weights = np.asarray(weights, dtype=np.float64)
    pooled = (means * (weights / weights.sum())[:, None]).sum(axis=0)
    if np.isnan(pooled).all():
        return ()
    winner = int(np.nanargmax(pooled))
    behind = np.fmax.reduce(means, axis=-1) - means[:, winner]
    scale = np.fmax.reduce(np.abs(means), axis=-1)
    return tuple(int(view) for view in np.flatnonzero(behind > margin + SAME * scale))


def _signed(x: Array, better: str) -> Array:
    """The values with the better ones higher (and back again)."""
    if better not in ("higher", "lower"):
        raise ValueError(f"better is {better!r}; only an outcome for which higher or lower is better can be ranked")
    return np.asarray(x, dtype=np.float64) * (1.0 if better == "higher" else -1.0)


def _complete(x: Array) -> tuple[Index, Array]:
    """The schemes that have the outcome at all, and their values (scheme, sky) in the skies in which all of them do."""
    has = np.flatnonzero(~np.isnan(x).all(axis=-1))
    return has, x[has][:, ~np.isnan(x[has]).any(axis=0)]


def _view_means(x: Array) -> Array:
    """Means over complete skies (view, scheme), NaN without the outcome."""
    means = unknown(x.shape[1], len(x))
    for view in range(x.shape[1]):
        has, values = _complete(x[:, view])
        if values.size > 0:
            means[view, has] = values.mean(axis=-1)
    return means


def _posterior(x: Array, normals: Array) -> tuple[Array, Array, float, float]:
    """Draws of the true effects (draw, scheme), their mean (scheme,), the median of sqrt t, and what counts as 0."""
    schemes, skies = x.shape
    rounding = 1e-13 * np.abs(x).max()
    x = x - x.mean(axis=0)  # before products and contrasts, so that a high common level costs no digits
    from_mean = x - x.mean(axis=-1, keepdims=True)
    products = (from_mean[:, None, :] * from_mean[None, :, :]).sum(axis=-1)
    covariance = products / (skies - 1) / skies * ((skies - 1) / (skies - 3))
    helmert = _helmert(schemes)
    noise, turn = np.linalg.eigh(helmert @ covariance @ helmert.T)
    noise, turned = np.maximum(noise, 0.0), helmert.T @ turn  # turned (scheme, contrast)
    if skies <= schemes:  # too few skies to tell the directions apart
        noise = np.full(schemes - 1, noise.mean())
    found = turned.T @ x.mean(axis=-1)
    least = float(SAME * (np.abs(found).max() + math.sqrt(noise.max())) + rounding)
    if noise.mean() <= least**2:  # differences without noise are what they are
        fixed = turned @ found
        return np.broadcast_to(fixed, normals.shape), fixed, math.nan, least
    variance, weight = _variance(found, noise)
    passed = np.cumsum(weight)
    levels = (np.arange(len(normals)) + 0.5) / len(normals)
    t = variance[np.minimum(np.searchsorted(passed, levels), len(variance) - 1)][:, None]
    bent = (normals[:, :, None] * turned).sum(axis=1)
    contrasts = found * t / (t + noise) + np.sqrt(noise * t / (t + noise)) * bent
    draws = (contrasts[:, None, :] * turned).sum(axis=-1)
    kept = (weight[:, None] * variance[:, None] / (variance[:, None] + noise)).sum(axis=0)
    median = math.sqrt(variance[min(int(np.searchsorted(passed, 0.5)), len(variance) - 1)])
    return draws, turned @ (found * kept), median, least


def _variance(found: Array, noise: Array) -> tuple[Array, Array]:
    """A grid of the variance t of true effects and its posterior weights, which sum to 1."""
    typical = noise.mean()
    top = max(typical, float((found**2).max())) * 1e4
    t = np.exp(np.linspace(math.log(typical * 1e-4), math.log(top), 400))
    total = t[:, None] + noise
    log_likelihood = -0.5 * (np.log(total) + found**2 / total).sum(axis=-1)
    weight = np.exp(log_likelihood - log_likelihood.max()) * t / (typical + t) ** 2  # a density over log t
    return t, weight / weight.sum()


def _helmert(schemes: int) -> Array:
    """Orthonormal contrasts (scheme - 1, scheme)."""
    rows = np.tril(np.ones((schemes - 1, schemes)))
    k = np.arange(1.0, schemes)
    rows[np.arange(schemes - 1), np.arange(1, schemes)] = -k
    contrasts: Array = rows / np.sqrt(k * (k + 1.0))[:, None]
    return contrasts
