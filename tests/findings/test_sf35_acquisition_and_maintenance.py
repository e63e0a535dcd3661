"""SF35.  Kim, Sudhir, Uetake and Canales 2019: pay for loans, and for their upkeep."""

from __future__ import annotations

from tests.findings.asked import assert_holds


def test_sf35_acquisition_pay_sells_more() -> None:
    assert_holds("SF35_sales")


def test_sf35_what_it_sells_costs_more_than_it_brings() -> None:
    assert_holds("SF35_acquisition")


def test_sf35_pay_for_maintenance_turns_the_sign() -> None:
    assert_holds("SF35_maintenance")


def test_sf35_clients_are_lost_and_complain() -> None:
    assert_holds("SF35_clients")
    assert_holds("SF35_complaints")


def test_sf35_what_is_not_paid_is_neglected_and_pay_brings_it_back() -> None:
    assert_holds("SF35_neglect")
    assert_holds("SF35_upkeep")
