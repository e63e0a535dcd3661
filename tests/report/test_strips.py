"""The strips of the page: what stands in each, and what is left out."""

import re
from pathlib import Path

from simkit.report.page import marks, page
from simkit.report.strips import by_view, chart, rows, strips
from simkit.report.summary import summary
from tests.small import made_comparison

NAN = float("nan")


def test_a_strip_says_where_an_outcome_is_highest(tmp_path: Path) -> None:
    document = summary(made_comparison(tmp_path, {"bad_sales": (0.10, 0.30, 0.20), "found": (3.0, NAN, NAN)}))
    shown = {strip.key: strip for strip in strips(document)}
    assert re.fullmatch(r"Highest under b \(30\.\d*%\), lowest under a \(10\.\d*%\)\.", shown["bad_sales"].said)
    assert shown["found"].said.endswith(" under a; no other scheme has a number.")
    table = {row["label"]: row["cells"] for row in rows(document, list(shown.values()))}
    assert [text for _, text in table["found"][0]][1:] == ["-", "-"]


def test_each_view_has_its_stroke(tmp_path: Path) -> None:
    comparison = made_comparison(tmp_path, {"found": (1.0, 2.0)})
    comparison.runs.values["found"][:, 0] = 4.0  # under the first view
    document = summary(comparison)
    (found,) = (strip for strip in strips(document) if strip.key == "found")
    assert found.written("calm", "b") == "4.000"
    assert found.written("keen", "b").startswith(("1.9", "2.0"))
    drawn = chart(found, marks(document), "c1")
    assert "●" in drawn
    assert "■" in drawn
    assert f'aria-label="found: {found.said}"' in drawn


def test_what_never_happens_has_no_chart(tmp_path: Path) -> None:
    comparison = made_comparison(tmp_path, {"found": (1.0, 2.0)})
    comparison.runs.values["pressure"][:] = 0.0
    document = summary(comparison)
    pressure = next(strip for strip in strips(document) if strip.key == "pressure")
    assert not pressure.varies
    assert pressure.said == "0 under every scheme."
    html = page(document, comparison.frames, comparison.asked)
    assert f'aria-label="{pressure.label}: ' not in html
    assert 'aria-label="found: ' in html


def test_the_order_by_view(tmp_path: Path) -> None:
    comparison = made_comparison(tmp_path, dict.fromkeys(("found", "pressure", "morale", "complaints"), (1.0, 2.0)))
    document = summary(comparison)
    some = [strip for strip in strips(document) if strip.key in ("found", "pressure")]
    assert by_view(document, some) == "The order of the schemes is the same under every view on all 2 of these."
    comparison.runs.values["found"][0, 1] = 9.0
    said = by_view(summary(comparison), some)
    assert said == "The order of the schemes differs between views on 1 of these 2: found."


def test_no_strips_where_all_is_switched_off(tmp_path: Path) -> None:
    comparison = made_comparison(tmp_path, {"gini": (0.3, 0.1)})
    for key in (
        "pressure",
        "bad_sales",
        "complaints",
        "found",
        "goodhart_gap",
        "morale",
        "turnover",
        "regretted",
        "clients",
    ):
        del comparison.runs.values[key]
    document = summary(comparison)
    assert strips(document) == []
    assert 'id="conduct"' not in page(document, comparison.frames, comparison.asked)
