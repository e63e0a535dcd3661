"""SF01.  Lazear 2000: piece rates raise output, half of it by who joins and who leaves."""

from __future__ import annotations

from tests.findings.asked import assert_holds, assert_missed_with_a_reason


def test_sf01_piece_rates_raise_output_and_differences() -> None:
    assert_holds("SF01_incentive")
    assert_holds("SF01_dispersion")


def test_sf01_half_of_it_by_selection() -> None:
    assert_missed_with_a_reason("SF01_selection")


def test_sf01_more_able_people_work_under_piece_rates() -> None:
    assert_holds("SF01_ability")
