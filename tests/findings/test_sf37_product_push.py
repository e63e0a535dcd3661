"""SF37.  Anagol, Cole and Sarkar: Indian life insurance agents recommend the product that pays them most."""

from __future__ import annotations

from tests.findings.asked import assert_holds


def test_sf37_more_are_steered_the_wider_the_gap() -> None:
    assert_holds("SF37_gap")


def test_sf37_equal_pay_steers_nobody() -> None:
    assert_holds("SF37_equal")


def test_sf37_disclosure_of_one_shifts_to_the_other() -> None:
    assert_holds("SF37_disclosed_term")
    assert_holds("SF37_disclosed_whole")
