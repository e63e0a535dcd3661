"""SF30 and SF31.  Cuts and rises of base pay, where nothing else is paid."""

from __future__ import annotations

from tests.findings.asked import assert_holds


def test_sf31_a_cut_hurts_and_a_rise_does_nothing() -> None:
    assert_holds("SF31_cut")
    assert_holds("SF31_raise")


def test_sf30_a_cut_for_one_hurts_more_than_a_cut_for_both() -> None:
    assert_holds("SF30_both")
    assert_holds("SF30_alone")


def test_sf30_the_partner_who_is_not_cut_stays_where_he_was() -> None:
    assert_holds("SF30_partner")
