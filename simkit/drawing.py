"""Charts as SVG that stands inside a page or a notebook: text stays text, nothing is fetched, no two ids meet.

    figure, axes = blank(360, 240)
    axes.plot(...)
    svg(figure, "how pay rises with attainment", "curve-1")

Widths are measured with the font that matplotlib brings, so a chart has the same bytes on every system; it is shown
in the reader's fonts, Chinese ones among them.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FONTS = (
    "'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', "
    "'Source Han Sans SC', 'WenQuanYi Micro Hei', sans-serif"
)
INK, PALE, GRID = "#222222", "#8a8a8a", "#dddddd"
COLOURS = ("#4d4d4d", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
"""Colours that readers with any colour vision tell apart (Okabe and Ito 2008); the first, grey, is today's scheme."""
PER_INCH = 72.0
_SVG, _LINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_TEXT = f"{{{_SVG}}}text"
_TARGET = f"{{{_LINK}}}href"
_HREF, _URL = re.compile(r"^#(.+)$"), re.compile(r"url\(#([^)]+)\)")
_SHED = {f"{{{_SVG}}}metadata", f"{{{_SVG}}}style"}
_STYLE: Any = {
    "axes.axisbelow": True,
    "axes.edgecolor": PALE,
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.labelsize": 12.0,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "figure.dpi": PER_INCH,
    "font.family": ["DejaVu Sans"],
    "font.size": 12.0,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "legend.frameon": False,
    "legend.fontsize": 12.0,
    "lines.linewidth": 2.0,
    "svg.fonttype": "none",
    "svg.hashsalt": "simkit",
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": INK,
    "xtick.labelsize": 12.0,
    "ytick.color": INK,
    "ytick.labelsize": 12.0,
}


@contextmanager
def styled() -> Iterator[None]:
    """Our style for everything drawn inside, whatever the user has set."""
    import matplotlib as mpl  # noqa: PLC0415 (slow to import)

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)
        yield


def blank(width: float, height: float) -> tuple[Figure, Axes]:
    """An empty figure of this size in pixels, and its axes; call it inside `styled`."""
    figure, (axes,) = stacked(width, height, (1.0,))
    return figure, axes


def stacked(width: float, height: float, heights: Sequence[float]) -> tuple[Figure, list[Axes]]:
    """An empty figure and axes one above the other, of these relative heights, over one x axis."""
    from matplotlib.figure import Figure  # noqa: PLC0415 (slow to import)

    figure = Figure(figsize=(width / PER_INCH, height / PER_INCH), layout="constrained")
    grid = figure.subplots(len(heights), sharex=True, squeeze=False, height_ratios=list(heights))
    return figure, [row[0] for row in grid]


def svg(figure: Figure, label: str, name: str) -> str:
    """The figure as an SVG element; call it inside `styled`.

    `label` says in words what is to be seen; `name` is a word of its own for each chart of a page: all ids begin with
    it.
    """
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")  # the reader's fonts show it
        figure.savefig(stream, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _LINK)
    root = ET.fromstring(stream.getvalue())  # noqa: S314 (matplotlib wrote it)
    _shed(root)
    for element in root.iter():
        _own(element, name)
    _, _, width, height = root.attrib["viewBox"].split()
    root.attrib.clear()
    root.attrib |= {
        "viewBox": f"0 0 {width} {height}",
        "role": "img",
        "aria-label": label,
        "class": "chart",
        "style": f"width:100%;max-width:{float(width):g}px;height:auto;font-family:{FONTS};"
        "stroke-linejoin:round;stroke-linecap:butt",
    }
    return ET.tostring(root, encoding="unicode")


def _shed(root: ET.Element) -> None:
    """Leave out what no reader needs: metadata, a style that would hold for the whole page, ids that nothing uses."""
    links = {
        link
        for element in root.iter()
        for key, value in element.attrib.items()
        for link in (_HREF if key == _TARGET else _URL).findall(value)
    }
    for element in root.iter():
        element.tail = None
        if element.tag != _TEXT:
            element.text = None
        if element.attrib.get("id") not in links:
            element.attrib.pop("id", None)
        for child in [part for part in element if part.tag in _SHED]:
            element.remove(child)


def _own(element: ET.Element, name: str) -> None:
    """Give an element's id and references the chart's name, and let a text inherit the font."""
    for key, value in list(element.attrib.items()):
        if key == "id":
            element.attrib[key] = f"{name}-{value}"
        elif key == "style" and element.tag == _TEXT:
            kept = [part for part in value.split(";") if not part.strip().startswith("font-family")]
            element.attrib[key] = ";".join(kept)
        else:
            link = _HREF if key == _TARGET else _URL
            element.attrib[key] = link.sub(lambda found: found[0].replace("#", f"#{name}-"), value)
