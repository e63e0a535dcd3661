"""The page is one safe file: nothing is fetched, run or left unescaped, and nobody needs a name to be harmless."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import simkit
from simkit.report.page import page
from tests.small import made_comparison, scenario_file

HOSTILE = "<script>alert('1')</script> & \"方案\" $x$ {{ 7 * 7 }} \u202e"
SECTIONS = (
    "decision", "differences", "payout", "fairness", "winners", "payslips", "cost", "bridge", "effort", "conduct",
    "ranking", "assumptions", "numbers", "made",
)  # fmt: skip


class Tags(HTMLParser):
    """Every tag of a page with its attributes; raises AssertionError when tags do not close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(html)
    assert parser.open == []
    return parser.found


def test_it_has_every_section_and_chart(answer: simkit.Answer, html: str) -> None:
    found = tags(html)
    assert [attrs["id"] for tag, attrs in found if tag == "section"] == list(SECTIONS)
    schemes, others = 3, 2
    with_targets = 2
    people = 9  # pressure to clients
    expected = others + schemes + schemes + others + schemes + schemes + with_targets + people
    assert [attrs["class"] for tag, attrs in found if tag == "svg"] == ["chart"] * expected
    assert all(attrs.get("aria-label") for tag, attrs in found if tag == "svg")


def test_what_was_assumed_stands_in_blocks_with_names(html: str) -> None:
    blocks = re.findall(r"<summary>(.*?): \d+ values?, \d+ assumed</summary>", html)
    assert {"people", "work: kpis", "scheme today", "scheme price_list", "view calm", "view keen"} <= set(blocks)
    assert len(blocks) == len(set(blocks))


def test_nothing_is_fetched_or_run(html: str) -> None:
    found = tags(html)
    assert {tag for tag, _ in found}.isdisjoint(
        {"script", "link", "img", "image", "iframe", "object", "embed", "base", "form", "foreignobject", "animate"}
    )
    policy = next(attrs["content"] for tag, attrs in found if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    links = [value or "" for _, attrs in found for key, value in attrs.items() if key in ("href", "xlink:href", "src")]
    assert links
    assert all(link.startswith("#c") for link in links)
    assert not any(key.startswith("on") for _, attrs in found for key in attrs)
    assert re.findall(r"url\((?!#c)", html) == []
    assert "@import" not in html


def test_ids_are_unique_and_references_lead_somewhere(html: str) -> None:
    found = tags(html)
    ids = [attrs["id"] for _, attrs in found if "id" in attrs]
    assert len(ids) == len(set(ids))
    used = re.findall(r"url\(#([^)]+)\)", html) + re.findall(r'xlink:href="#([^"]+)"', html)
    assert used
    assert set(used) <= set(ids)


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    names = [HOSTILE, "=1+1 <img src=x onerror=alert(1)>", "c" * 200]
    found = made_comparison(tmp_path, {"gini": (0.30, 0.20, 0.25)}, names=names)
    note = {"name": HOSTILE, "note": f"</style></title>{HOSTILE}"}
    shown = page(found.summary | {"scenario": found.summary["scenario"] | note}, found.frames, found.asked)
    harmless = tags(shown)
    assert {tag for tag, _ in harmless}.isdisjoint({"script", "img"})
    assert "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;" in shown
    assert "{{ 7 * 7 }}" in shown
    assert "\u202e" not in shown
    assert "&lt;/style&gt;" in shown


def test_the_same_answer_is_the_same_page(answer: simkit.Answer, html: str) -> None:
    again = simkit.compare(answer.asked, replications=6, chunk=2)
    assert page(again.summary, again.frames, again.asked) == html


@pytest.mark.parametrize("skies", [1, 3])
def test_few_skies_have_a_page_too(tmp_path: Path, skies: int) -> None:
    found = simkit.compare(simkit.load(scenario_file(tmp_path)), replications=skies)
    shown = page(found.summary, found.frames, found.asked)
    assert "cannot tell which scheme is best" in shown
    assert not re.search(r"\b(nan|None|inf)\b", re.sub(r"<style>.*?</style>|'none'", "", shown, flags=re.DOTALL))


def test_one_scheme_has_a_page_too(tmp_path: Path) -> None:
    scenario = simkit.load(scenario_file(tmp_path))
    alone = scenario.with_("schemes", {"today": scenario.scheme("today")})
    shown = page((found := simkit.compare(alone, replications=4)).summary, found.frames, found.asked)
    assert "There is one scheme only" in shown
    assert 'id="differences"' not in shown
    tags(shown)


def test_it_is_written_whole_or_not_at_all(answer: simkit.Answer, tmp_path: Path) -> None:
    written = answer.page(tmp_path / "答案.html")
    assert written.read_bytes().decode("utf-8").startswith("<!DOCTYPE html>")
    assert [path.name for path in tmp_path.iterdir()] == ["答案.html"]
    with pytest.raises(simkit.SimkitError, match="this is a folder; name a file"):
        answer.page(tmp_path)
    with pytest.raises(simkit.SimkitError, match="cannot be written here"):
        answer.page(written / "answer.html")  # in a file as if it were a folder
    assert [path.name for path in tmp_path.iterdir()] == ["答案.html"]
    assert answer.page(tmp_path / "new" / "answer.html").read_bytes() == written.read_bytes()


def test_a_table_reads_like_the_page(answer: simkit.Answer) -> None:
    table = answer.table("motivation")
    assert list(table.index) == [
        "effort", "live pull", "hopeless", "coasting", "morale", "ability", "turnover", "regretted", "dismissed",
    ]  # fmt: skip
    assert list(answer.table("conduct").index)[:2] == ["pressure", "bad sales"]
    assert list(table.columns) == [
        "today", "growth", "price_list", "growth - today", "price_list - today", "unit", "better", "what it says",
    ]  # fmt: skip
    assert set(table.attrs["columns"]) == set(table.columns)
    assert table.loc["hopeless", "price_list"] == "-"
    level = answer.summary["outcomes"]["effort"]["levels"]["growth"]["all years"]["mean"]
    assert float(str(table.loc["effort", "growth"])) == pytest.approx(level, abs=0.0051)
    with pytest.raises(simkit.SimkitError, match="there is no family 'fairnes'; did you mean"):
        answer.table("fairnes")


def test_a_notebook_shows_the_decision(answer: simkit.Answer) -> None:
    shown = answer._repr_html_()
    assert answer.asked.name in shown
    assert all(tag in ("div", "p", "b", "br", "span", "ul", "li", "table", "thead", "tbody", "tr", "th", "td")
               for tag, _ in tags(shown))  # fmt: skip
    assert shown.count("<li>") > 4
    assert repr(answer) == ("<Answer 'VIP wealth managers, three schemes': schemes today, growth, price_list; 6 skies>")
