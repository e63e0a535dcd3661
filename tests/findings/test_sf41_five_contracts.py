"""SF41.  Annan and Raymond: five contracts of the same cost for agents of a mobile money service."""

from __future__ import annotations

from tests.findings.asked import assert_holds, assert_missed_with_a_reason


def test_sf41_a_flat_payment_brings_less_and_a_tournament_as_much() -> None:
    assert_holds("SF41_flat")
    assert_holds("SF41_tournament")


def test_sf41_a_threshold_brings_less() -> None:
    assert_missed_with_a_reason("SF41_threshold")


def test_sf41_under_a_threshold_more_leave() -> None:
    assert_missed_with_a_reason("SF41_leaving")
