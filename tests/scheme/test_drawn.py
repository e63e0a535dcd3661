"""Curves in words and pictures: what is drawn is what is paid, the same bytes each time."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from pydantic import TypeAdapter

from simkit.drawing import blank, styled
from simkit.scheme.curve import Curve, through
from simkit.scheme.drawn import _pieces, _plot, as_html, cap_of, in_words, rows, threshold_of
from simkit.scheme.scorers import Scorer
from simkit.scheme.shapes import PayoutCurve
from tests.hostile_names import strange_tags
from tests.house.test_startup import modules_after

THRESHOLD = {"kind": "threshold", "threshold": "70%", "accelerator": 1.5, "cap": "200%"}
CURVES: dict[str, dict[str, Any]] = {
    "threshold": THRESHOLD,
    "threshold at target": {"kind": "threshold", "threshold": "100%"},
    "linear": {"kind": "linear"},
    "capped": {"kind": "linear", "cap": "80%"},
    "steps": {"kind": "steps", "steps": {"80%": "50%", "100%": "100%", "120%": "150%"}},
    "points": {"kind": "points", "points": {"50%": "0%", "95%": "80%", "300%": "110%"}},
    "far away": {"kind": "steps", "steps": {"100000%": "60%"}},
}


def shape(name: str) -> Any:
    return TypeAdapter(PayoutCurve).validate_python(CURVES[name])


def test_corner_points_in_words() -> None:
    assert rows(shape("steps").curve()) == [
        ("below 80%", "0%", "stays there"),
        ("from 80%", "50% (a jump from 0%)", "stays there"),
        ("from 100%", "100% (a jump from 50%)", "stays there"),
        ("from 120%", "150% (a jump from 100%)", "stays there"),
    ]


def test_a_slope_says_its_direction() -> None:
    falling = Curve((1.0,), (1.0,), (1.0,), slope_before=2.0, slope_after=-0.5)
    assert [row[2] for row in rows(falling)] == ["2% less for each 1% below", "0.5% less for each 1%"]


def test_at_most_four_digits() -> None:
    text = in_words(through([(1 / 3, 0.0), (2 / 3, 1 / 7), (1000.123456, 98765.4321)], slope_after=1 / 9))
    assert text.count("33.33%") == 2
    assert not re.search(r"[1-9]\.?\d\.?\d\.?\d\.?[1-9]", text.replace(",", ""))


@pytest.mark.parametrize("name", CURVES)
def test_pieces_lie_on_the_curve(name: str) -> None:
    curve = shape(name).curve()
    pieces = list(_pieces(curve, 0.0, 1.5))
    assert pieces[0][0][0] == 0.0
    assert pieces[-1][1][0] == 1.5
    for (x, y), (x_end, y_end) in pieces:
        assert (y, y_end) == pytest.approx(tuple(curve([x, x_end - 1e-6 * (x_end - x)])), abs=1e-4)


def test_a_jump_has_an_open_and_a_filled_end_and_no_line_between() -> None:
    with styled():
        _, axes = blank(360, 240)
        _plot(axes, shape("steps").curve())
    ends = [
        (*np.asarray(line.get_xydata())[0], line.get_markerfacecolor())
        for line in axes.lines
        if line.get_marker() == "o"
    ]
    assert [(x, y) for x, y, colour in ends if colour == "white"] == [(0.8, 0.0), (1.0, 0.5), (1.2, 1.0)]
    assert [(x, y) for x, y, colour in ends if colour != "white"] == [(0.8, 0.5), (1.0, 1.0), (1.2, 1.5)]
    lines = [line for line in axes.lines if line.get_marker() == "None" and line.get_color() == "#0072b2"]
    assert [tuple(np.asarray(line.get_ydata())) for line in lines] == [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0), (1.5, 1.5)]


@pytest.mark.parametrize(
    ("name", "threshold", "cap"),
    [
        ("threshold", 0.7, 2.0),
        ("threshold at target", 1.0, None),
        ("linear", None, None),
        ("capped", None, 0.8),
        ("steps", 0.8, 1.5),
        ("points", 0.5, 1.1),
    ],
)
def test_threshold_and_cap(name: str, threshold: float | None, cap: float | None) -> None:
    curve = shape(name).curve()
    assert (threshold_of(curve), cap_of(curve)) == (threshold, cap)


@pytest.mark.parametrize("name", CURVES)
def test_the_chart_has_the_same_bytes_each_time(name: str) -> None:
    html = shape(name)._repr_html_()
    assert html == shape(name)._repr_html_()
    assert html.endswith(as_html(shape(name).curve()))
    assert strange_tags(html) == set()


def test_the_chart_names_its_axes_and_marks() -> None:
    html = as_html(shape("threshold").curve())
    picture = ET.fromstring(html[html.index("<svg") : html.index("</svg>") + 6])  # noqa: S314 (matplotlib wrote it)
    words = [element.text for element in picture.iter() if element.text and element.tag.endswith("text")]
    wanted = {"attainment", "share of target pay paid", "target 100%", "threshold 70%", "cap 200%", "0%"}
    assert wanted <= set(words)


def test_two_curves_have_ids_of_their_own() -> None:
    first, second = (set(re.findall(r' id="([^"]+)"', as_html(shape(name).curve()))) for name in ("steps", "linear"))
    assert first
    assert first.isdisjoint(second)


def test_a_scorer_draws_a_score() -> None:
    html = TypeAdapter(Scorer).validate_python({"from": "20%", "to": "120%"})._repr_html_()
    assert ">score<" in html
    assert "target pay" not in html


def test_the_user_s_own_style_changes_nothing() -> None:
    import matplotlib as mpl

    before = as_html(shape("steps").curve())
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.fonttype": "path"}):
        assert as_html(shape("steps").curve()) == before


def test_nothing_is_loaded_before_it_is_drawn() -> None:
    loaded = modules_after("import simkit.scheme.scheme, simkit.showing, simkit.scheme.drawn")
    assert loaded.isdisjoint({"matplotlib", "ruamel", "jinja2"})
