"""P(best): calibrated, the same in any order of the schemes, and honest where nothing can be told.

Seen to fail: noise left out of the likelihood; another prior for t; without (n - 1) / (n - 3); noise not shrunken with
the mean; without covariances between schemes; differences from the first scheme in place of orthonormal contrasts.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from simkit.arrays import Array
from simkit.experiment import rank

SCHEMES = st.integers(1, 5)


def example(seed: int, schemes: int, skies: int) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    effects, sd = rng.standard_normal((schemes, 1)), rng.uniform(0.2, 2.0, (schemes, 1))
    x = effects + sd * rng.standard_normal((schemes, skies)) + 3.0 * rng.standard_normal(skies)
    return x, rng.standard_normal((200, schemes))


@given(seed=st.integers(0, 10_000), schemes=SCHEMES, skies=st.integers(1, 30), margin=st.floats(0.0, 2.0))
def test_the_chances_sum_to_one(seed: int, schemes: int, skies: int, margin: float) -> None:
    x, normals = example(seed, schemes, skies)
    result = rank.p_best(x, "higher", margin, normals)
    assert (result.p_best >= 0.0).all()
    assert 0.0 <= result.no_clear_difference <= 1.0
    assert result.p_best.sum() + result.no_clear_difference == pytest.approx(1.0, abs=1e-12)


@settings(deadline=None)
@given(seed=st.integers(0, 10_000), schemes=st.integers(2, 5), skies=st.integers(3, 30), data=st.data())
def test_no_scheme_is_special(seed: int, schemes: int, skies: int, data: st.DataObject) -> None:
    x, normals = example(seed, schemes, skies)
    order = np.array(data.draw(st.permutations(range(schemes))))
    one, other = rank.p_best(x, "lower", 0.1, normals), rank.p_best(x[order], "lower", 0.1, normals[:, order])
    slack = 1.5 / len(normals)  # a draw right at the margin may fall either way by rounding
    np.testing.assert_allclose(other.p_best, one.p_best[order], atol=slack)
    np.testing.assert_allclose(other.effects, one.effects[order], atol=1e-9)
    assert other.spread == pytest.approx(one.spread, rel=1e-6, nan_ok=True)


@given(seed=st.integers(0, 10_000), shift=st.floats(-1e3, 1e3))
def test_what_all_schemes_share_and_the_unit_cancel(seed: int, shift: float) -> None:
    x, normals = example(seed, 3, 20)
    one = rank.p_best(x, "higher", 0.1, normals)
    other = rank.p_best(100.0 * (x + shift + np.linspace(-50.0, 50.0, 20)), "higher", 10.0, normals)
    np.testing.assert_allclose(other.p_best, one.p_best, atol=1.5 / len(normals))
    np.testing.assert_allclose(other.effects, 100.0 * one.effects, atol=1e-6)
    mirrored = rank.p_best(-x, "lower", 0.1, normals)
    np.testing.assert_array_equal(mirrored.p_best, one.p_best)
    np.testing.assert_array_equal(mirrored.effects, -one.effects)


def test_two_schemes_by_quadrature() -> None:
    """One contrast, integrated over t by SciPy instead of a grid and draws."""
    rng = np.random.default_rng(3)
    skies, margin = 25, 0.1
    x = np.stack([rng.standard_normal(skies), 0.35 + rng.standard_normal(skies)])
    difference = x[1] - x[0]
    w = difference.var(ddof=1) / skies * (skies - 1) / (skies - 3) / 2.0  # contrast = difference / sqrt 2
    y = difference.mean() / math.sqrt(2.0)

    def likelihood(u: float) -> float:
        """Of u = w / (t + w), which the prior has uniform on 0 to 1."""
        return float(stats.norm.pdf(y, scale=math.sqrt(w / u)))

    def leads(u: float) -> float:
        return float(stats.norm.sf(margin / math.sqrt(2.0), y * (1 - u), math.sqrt(w * (1 - u))))

    total = integrate.quad(likelihood, 0.0, 1.0)[0]
    expected = integrate.quad(lambda u: likelihood(u) * leads(u), 0.0, 1.0)[0] / total
    kept = integrate.quad(lambda u: likelihood(u) * (1 - u), 0.0, 1.0)[0] / total
    result = rank.p_best(x, "higher", margin, rng.standard_normal((100_000, 2)))
    assert result.p_best[1] == pytest.approx(expected, abs=5e-3)
    assert result.effects[1] - result.effects[0] == pytest.approx(kept * difference.mean(), rel=2e-3)


def calibration(schemes: int, cases: int, margin_share: float) -> tuple[Array, Array]:
    """Reported chances and what was true, over cases from alike (spread a third of the noise) to very different."""
    rng = np.random.default_rng(schemes)
    skies, reported, truth = 40, [], []
    noise = np.array([0.5, 1.0, 1.5, 0.8])[:schemes, None] * math.sqrt(skies)  # means have sd of about 1
    for case in range(cases):
        spread = (0.3, 1.0, 3.0, 10.0)[case % 4]
        effects = spread * rng.standard_normal(schemes)
        common = 5.0 * rng.standard_normal(skies)
        x = 100.0 + effects[:, None] + noise * rng.standard_normal((schemes, skies)) + common
        margin = margin_share * spread
        result = rank.p_best(x, "higher", margin, rng.standard_normal((400, schemes)))
        ahead = np.sort(effects)
        clear = ahead[-1] - ahead[-2] >= margin
        reported.append([*result.p_best, result.no_clear_difference])
        truth.append([*((effects == ahead[-1]) & clear), not clear])
    return np.array(reported), np.array(truth, dtype=np.float64)


@pytest.mark.parametrize("schemes", [2, 3, 4])
def test_a_chance_of_70_percent_comes_true_about_7_times_in_10(schemes: int) -> None:
    reported, truth = calibration(schemes, 1600, 0.3)
    p, hit = reported[:, :-1].ravel(), truth[:, :-1].ravel()
    for low, high in ((0.0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.001)):
        band = (p >= low) & (p < high)
        assert band.sum() > 80
        assert hit[band].mean() == pytest.approx(p[band].mean(), abs=0.09), (low, high)
    assert reported[:, -1].mean() == pytest.approx(truth[:, -1].mean(), abs=0.08)
    assert hit[p > 0.95].mean() > 0.95


def test_exactly_calibrated_when_the_world_is_as_the_prior_says() -> None:
    rng = np.random.default_rng(21)
    skies, margin, reported, truth = 100, 0.5, [], []
    for _ in range(4000):
        u = rng.random()
        effects = math.sqrt((1 - u) / u) * rng.standard_normal(3)
        noise = math.sqrt(skies) * rng.standard_normal((3, skies))  # the contrasts of means have variance 1
        result = rank.p_best(effects[:, None] + noise, "lower", margin, rng.standard_normal((300, 3)))
        first, second, _ = np.sort(effects)
        clear = second - first >= margin
        reported.append([*result.p_best, result.no_clear_difference])
        truth.append([*((effects == first) & clear), not clear])
    p, hit = np.array(reported), np.array(truth, dtype=np.float64)
    for low in np.arange(0.0, 1.0, 0.1):
        for columns in (slice(0, 3), slice(3, 4)):
            band = (p[:, columns] >= low) & (p[:, columns] < low + 0.1 + 1e-9 * (low > 0.85))
            if band.sum() > 300:
                error = math.sqrt(0.25 / band.sum())
                assert abs(hit[:, columns][band].mean() - p[:, columns][band].mean()) < 3.5 * error, (low, columns)


def test_noise_alone_claims_little_and_the_unshrunken_claim_would_be_wrong() -> None:
    rng = np.random.default_rng(11)
    claims = [
        rank.p_best(rng.standard_normal((3, 50)), "higher", 0.0, rng.standard_normal((300, 3))).p_best.max()
        for _ in range(400)
    ]
    assert np.mean(np.array(claims) > 0.95) < 0.02
    assert 0.4 < np.mean(claims) < 0.6


def test_a_single_scheme_is_best() -> None:
    result = rank.p_best(np.ones((1, 5)), "higher", 0.1, np.zeros((4, 1)))
    assert result.p_best.tolist() == [1.0]
    assert result.no_clear_difference == 0.0


@pytest.mark.parametrize("skies", [1, 2, 3])
def test_too_few_skies_tell_nothing(skies: int) -> None:
    result = rank.p_best(np.arange(2.0)[:, None] + np.zeros(skies), "higher", 0.0, np.zeros((4, 2)))
    assert result.no_clear_difference == 1.0
    assert result.effects.tolist() == [-0.5, 0.5]


def test_identical_schemes_are_not_told_apart() -> None:
    row = np.random.default_rng(2).standard_normal(20) + 1e6
    normals = np.random.default_rng(3).standard_normal((500, 3))
    same = rank.p_best(np.stack([row, row, row]), "higher", 0.0, normals)
    assert same.no_clear_difference == 1.0
    twins = rank.p_best(np.stack([row, row, row[::-1] - 9.0]), "higher", 0.0, normals)
    assert twins.no_clear_difference == 1.0  # the twins lead, and neither of them leads the other
    behind = rank.p_best(np.stack([row, row, row[::-1] + 9.0]), "higher", 0.0, normals)
    assert behind.p_best.tolist() == [0.0, 0.0, 1.0]


def test_constant_differences_are_certain() -> None:
    x = np.random.default_rng(2).standard_normal(20) + np.array([[1.0], [1.5], [1.2]])
    normals = np.random.default_rng(3).standard_normal((50, 3))
    assert rank.p_best(x, "higher", 0.29, normals).p_best.tolist() == [0.0, 1.0, 0.0]
    assert rank.p_best(x, "higher", 0.31, normals).no_clear_difference == 1.0


def test_outcomes_that_are_missing() -> None:
    x, normals = example(1, 3, 30)
    x[1] = np.nan  # this scheme never has the outcome
    x[0, 4] = np.nan  # and this one not in every sky
    result = rank.p_best(x, "higher", 0.0, normals)
    kept = np.delete(x[[0, 2]], 4, axis=1)
    expected = rank.p_best(kept, "higher", 0.0, normals[:, [0, 2]])
    np.testing.assert_array_equal(result.p_best[[0, 2]], expected.p_best)
    assert result.p_best[1] == 0.0
    assert np.isnan(result.effects[1])
    assert rank.p_best(np.full((2, 9), np.nan), "higher", 0.0, normals[:, :2]).no_clear_difference == 1.0
    x[2] = np.nan
    assert rank.p_best(x, "higher", 0.0, normals).no_clear_difference == 1.0


def test_what_cannot_be_ranked_is_refused() -> None:
    with pytest.raises(ValueError, match="'neither'; only an outcome"):
        rank.p_best(np.ones((2, 9)), "neither", 0.0, np.zeros((4, 2)))
    with pytest.raises(ValueError, match=r"normals \(4, 3\)"):
        rank.p_best(np.ones((2, 9)), "higher", 0.0, np.zeros((4, 3)))


def test_one_future_by_hand() -> None:
    x = np.array([[[1.0, 2.0, np.nan]], [[1.0, 3.0, np.nan]], [[np.nan, 5.0, np.nan]]])
    np.testing.assert_allclose(rank.chance_in_one_future(x, np.ones(1), "higher"), [0.25, 0.25, 0.5])
    np.testing.assert_allclose(rank.chance_in_one_future(x, np.ones(1), "lower"), [0.75, 0.25, 0.0])
    assert np.isnan(rank.chance_in_one_future(np.full((2, 1, 3), np.nan), np.ones(1), "lower")).all()


@given(seed=st.integers(0, 1000), weights=st.lists(st.floats(0.01, 1.0), min_size=3, max_size=3))
def test_one_future_sums_to_one_in_any_order(seed: int, weights: list[float]) -> None:
    x = np.random.default_rng(seed).integers(0, 4, (4, 3, 7)).astype(np.float64)
    chances = rank.chance_in_one_future(x, np.array(weights), "higher")
    assert chances.sum() == pytest.approx(1.0)
    np.testing.assert_allclose(rank.chance_in_one_future(x[::-1], np.array(weights), "higher"), chances[::-1])


def test_views_that_flip_the_answer() -> None:
    x = np.array([[[1.0], [4.0], [2.0]], [[2.0], [1.0], [2.0]], [[0.0], [2.0], [np.nan]]])
    weights = np.array([0.5, 0.3, 0.2])
    assert rank.ranking_by_view(x, "higher").tolist() == [[1, 0, 2], [0, 2, 1], [0, 1, 2]]
    assert rank.ranking_by_view(x, "lower").tolist() == [[2, 0, 1], [1, 2, 0], [0, 1, 2]]
    assert rank.flipping_views(x, weights, "higher") == (0,)
    assert rank.flipping_views(x, weights, "higher", margin=1.0) == ()
    assert rank.flipping_views(np.full((2, 3, 1), np.nan), weights, "higher") == ()


@settings(deadline=None)
@given(seed=st.integers(0, 10_000), schemes=st.integers(2, 5), skies=st.integers(4, 30))
def test_being_within_a_margin_begins_with_being_best(seed: int, schemes: int, skies: int) -> None:
    x, normals = example(seed, schemes, skies)
    best = rank.p_best(x, "higher", 0.0, normals).p_best
    within = [rank.p_within(x, "higher", margin, normals) for margin in (0.0, 0.5, 1e9)]
    np.testing.assert_allclose(within[0], best, atol=1e-12)
    assert (within[0] <= within[1]).all()
    assert within[2].tolist() == [1.0] * schemes


def test_within_a_margin_is_not_being_beaten_by_it() -> None:
    """Of two schemes each is within the margin unless the other leads by more, which `p_best` knows."""
    x, normals = example(5, 2, 20)
    best = rank.p_best(x, "lower", 0.3, normals).p_best
    np.testing.assert_allclose(rank.p_within(x, "lower", 0.3, normals), 1.0 - best[::-1], atol=1e-12)


def test_who_has_no_number_is_within_no_margin() -> None:
    x = np.stack([np.arange(9.0), np.full(9, np.nan), np.arange(9.0) + 1.0])
    assert rank.p_within(x, "higher", 0.5, np.zeros((10, 3))).tolist() == [0.0, 0.0, 1.0]
    assert rank.p_within(x[:2], "higher", 0.5, np.zeros((10, 2))).tolist() == [1.0, 0.0]
    assert np.isnan(rank.p_within(x[:, :3], "higher", 0.5, np.zeros((10, 3)))).tolist() == [True, False, True]
