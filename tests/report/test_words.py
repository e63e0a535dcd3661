import math

import pytest

from simkit.report.words import Scale, clean, clipped, columns, difference, interval, level, padded, showable, wrapped

PLAIN = Scale(1.0, "")


def estimate(mean: float, half: float) -> dict[str, float | None]:
    return {"mean": mean, "low": mean - half, "high": mean + half}


@pytest.mark.parametrize(
    ("mean", "half", "shown", "ends"),
    [
        (123.456, 20.0, "123", "103 to 143"),
        (123.456, 4.0, "123", "119 to 127"),
        (123.456, 3.0, "123.5", "120.5 to 126.5"),
        (0.123456, 0.004, "0.123", "0.119 to 0.127"),
        (123_456.0, 5_000.0, "123,000", "118,000 to 128,000"),
        (123_456.0, 0.001, "123,500", "123,500 to 123,500"),
        (1.5, 0.0, "1.500", "1.500 to 1.500"),
        (0.0, 0.0, "0", "0 to 0"),
        (-0.001, 0.4, "0.0", "-0.4 to 0.4"),
    ],
)
def test_no_more_digits_than_the_interval_supports(mean: float, half: float, shown: str, ends: str) -> None:
    assert level(estimate(mean, half), PLAIN) == shown
    assert interval(estimate(mean, half), PLAIN) == ends


@pytest.mark.parametrize("exponent", range(-12, 12))
@pytest.mark.parametrize("digits", [1.0, 1.9, 3.5, 3.6, 5.0, 9.9])
def test_the_last_digit_is_not_finer_than_a_tenth_of_the_half_width(exponent: int, digits: float) -> None:
    half = digits * 10.0**exponent
    shown = level(estimate(12_345.678, half), PLAIN).replace(",", "")
    decimals = len(shown.partition(".")[2])
    assert decimals == 0 or 10.0**-decimals > half / 36.0
    assert math.isclose(float(shown), 12_345.678, abs_tol=max(half, 5.01))


def test_what_does_not_matter_gets_no_digit() -> None:
    assert level(estimate(0.123456, 1e-9), Scale(1.0, "", finest=0.001)) == "0.1235"
    assert level(estimate(0.000043, 1e-9), Scale(1.0, "", finest=0.0005)) == "0.0000"


def test_signs() -> None:
    assert difference(estimate(0.2, 0.04), PLAIN) == "+0.20"
    assert difference(estimate(-0.2, 0.05), PLAIN) == "-0.20"
    assert difference(estimate(0.0, 0.05), PLAIN) == "0.00"
    assert difference({"mean": None, "low": None, "high": None}, PLAIN) == "-"


def test_chinese_takes_two_columns() -> None:
    assert padded("方案", 6) == "方案  "
    assert padded("方案", 6, right=True) == "  方案"
    assert columns(clipped("方案方案方案", 7)) == 7
    lines = wrapped("一个很长的中文名字没有任何空格可以换行 and some more", 20, "  ")
    assert max(map(columns, lines)) <= 20
    assert "".join("".join(lines).split()) == "一个很长的中文名字没有任何空格可以换行andsomemore"


def test_a_name_does_not_steer_the_terminal() -> None:
    assert clean("a\x1b[2Jb\nc\u202ed") == "a?[2Jb c?d"


def test_a_poor_console_keeps_its_columns() -> None:
    assert showable("今天 > bonus", "ascii") == "???? > bonus"
    assert showable("今天 > bonus", "gbk") == "今天 > bonus"
    assert showable("今天", None) == "????"
