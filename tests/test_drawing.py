"""Charts that stand inside a page: their text is text, their ids are their own, and nobody's settings change them."""

import re

import matplotlib as mpl
import pytest

from simkit.drawing import COLOURS, INK, blank, stacked, styled, svg


def drawn(label: str = "a chart", name: str = "c1", title: str = "score") -> str:
    with styled():
        figure, axes = blank(300, 200)
        axes.bar([0, 1], [1, 2], hatch="//")
        axes.plot([0, 1], [0, 2], marker="o", clip_on=True)
        axes.set_xlabel(title)
        return svg(figure, label, name)


def test_text_is_text_and_escaped() -> None:
    shown = drawn(label='达成率 "<b>"', title="达成率 <script> $x$ & {y}")
    assert ">达成率 &lt;script&gt; $x$ &amp; {y}</text>" in shown
    assert 'aria-label="达成率 &quot;&lt;b&gt;&quot;"' in shown
    assert "<script" not in shown


def test_ids_begin_with_the_name_and_references_follow() -> None:
    one, other = drawn(name="one"), drawn(name="other")
    ids = re.findall(r' id="([^"]+)"', one)
    used = re.findall(r"url\(#([^)]+)\)", one) + re.findall(r'href="#([^"]+)"', one)
    assert len(set(used)) >= 3  # a clip, a hatch and a marker
    assert set(used) == set(ids)
    assert all(id_.startswith("one-") for id_ in ids)
    assert other == one.replace("one-", "other-")


def test_colours_are_no_references() -> None:
    assert INK == "#222222"
    assert f"fill: {INK}" in drawn()
    assert set(re.findall(r"#[\w-]+", drawn(name="c9"))) >= {INK}


def test_it_has_the_same_bytes_whatever_the_user_has_set() -> None:
    before = drawn()
    with mpl.rc_context({"font.size": 30, "svg.fonttype": "path", "axes.facecolor": "red", "text.usetex": False}):
        assert drawn() == before
        assert mpl.rcParams["font.size"] == 30


def test_nothing_holds_for_the_whole_page() -> None:
    shown = drawn()
    assert not re.search(r"<(style|metadata|image|script)", shown)
    assert "DejaVu" not in shown
    assert "PingFang SC" in shown


def test_charts_that_are_stacked_share_their_x_axis() -> None:
    with styled():
        figure, (above, below) = stacked(300, 200, (1.0, 2.0))
        below.set_xlim(0, 7)
        assert above.get_xlim() == (0, 7)
        assert 'viewBox="0 0 300 200"' in svg(figure, "two", "c1")


def _seen(colour: str, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
    """A colour as linear light, as somebody with this matrix sees it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return tuple(sum(weight * part for weight, part in zip(row, linear, strict=True)) for row in matrix)


VISION = {
    "all cones": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red cones": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "no green cones": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
}
"""Machado, Oliveira and Fernandes 2009, severity 1."""


@pytest.mark.parametrize("vision", VISION)
def test_the_first_schemes_can_be_told_apart_by_any_eyes(vision: str) -> None:
    """Grey, blue and orange, which also mark better and worse, are far apart for each kind of colour vision."""
    seen = [_seen(colour, VISION[vision]) for colour in COLOURS[:3]]
    for place, one in enumerate(seen):
        for other in seen[place + 1 :]:
            assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.15
