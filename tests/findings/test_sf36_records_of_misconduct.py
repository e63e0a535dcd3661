"""SF36.  Egan, Matvos and Seru 2019: records of misconduct of all US advisors."""

from __future__ import annotations

from tests.findings.asked import assert_holds


def test_sf36_stock_on_record() -> None:
    assert_holds("SF36_stock")


def test_sf36_prior_offenders_are_found_again() -> None:
    assert_holds("SF36_repeated")


def test_sf36_half_of_those_found_lose_the_job() -> None:
    assert_holds("SF36_dismissed")
