"""SF16.  Bradler, Dur, Neckermann and Non 2016: recognition of data-entry workers raises output."""

from __future__ import annotations

from tests.findings.asked import assert_holds


def test_sf16_those_who_were_not_recognised_drive_the_rise() -> None:
    assert_holds("SF16_total")
    assert_holds("SF16_others")
    assert_holds("SF16_thanked")


def test_sf16_recognition_for_most_does_less() -> None:
    assert_holds("SF16_exclusive")
