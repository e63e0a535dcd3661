"""The page in a real browser: every chart is there and whole, nothing is asked of a network, nothing sticks out.

It takes the Chromium, Chrome or Edge that the machine has (or the one that SIMKIT_BROWSER names) and is skipped where
there is none: no browser comes with the packages.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import simkit
from simkit.report.page import page
from tests.small import made_comparison

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
QUIET = [
    "--no-sandbox",  # a root user, as in CI, has no other way
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CLIPPED = """() => [...document.querySelectorAll('svg.chart')].flatMap(chart => {
    const frame = chart.getBoundingClientRect();
    return [...chart.querySelectorAll('text')].filter(text => {
        const box = text.getBoundingClientRect();
        return box.left < frame.left - 1 || box.right > frame.right + 1 ||
               box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
    }).map(text => text.textContent);
})"""
OVERLAPPING = """() => [...document.querySelectorAll('svg.chart')].flatMap(chart => {
    const texts = [...chart.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return texts.flatMap(([one, a], i) => texts.slice(i + 1).filter(([_, b]) => meet(a, b)).map(([two]) => [one, two]));
})"""
EMPTY = """() => [...document.querySelectorAll('svg.chart')].filter(chart => {
    const box = chart.getBoundingClientRect();
    const shapes = [...chart.querySelectorAll('path, use')].filter(e => e.getBoundingClientRect().width > 0);
    return box.width < 200 || box.height < 100 || shapes.length < 10 || !chart.querySelector('text');
}).length"""
STICKING_OUT = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


def executable() -> str | None:
    found = os.environ.get("SIMKIT_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    folders = [Path(os.environ[key]) for key in ("PROGRAMFILES", "PROGRAMFILES(X86)") if key in os.environ]
    installed = [f / "Google/Chrome/Application/chrome.exe" for f in folders]
    installed += [f / "Microsoft/Edge/Application/msedge.exe" for f in folders]
    installed += [Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")]
    return found or next((str(path) for path in installed if path.is_file()), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = executable()
    if path is None:
        pytest.skip("no Chromium, Chrome or Edge on this machine; install one to see the page driven")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield launched
        launched.close()


class Visit:
    """A page that is open, and what it said and asked for on the way."""

    def __init__(self, browser: Browser, file: Path, width: int) -> None:
        self.page: Page = browser.new_page(viewport={"width": width, "height": 900})
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.address = file.as_uri()
        self.page.goto(self.address)

    def found(self, question: str) -> Any:
        return self.page.evaluate(question)


@pytest.fixture(scope="module")
def file(html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(html, encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [1280, 400])
def test_every_chart_is_seen_whole_and_nothing_is_asked_for(browser: Browser, file: Path, width: int) -> None:
    visit = Visit(browser, file, width)
    assert visit.found("() => document.querySelectorAll('svg.chart').length") == 27
    assert visit.found(EMPTY) == 0
    assert visit.found(CLIPPED) == []
    assert visit.found(OVERLAPPING) == []
    assert visit.found(STICKING_OUT) <= 0
    assert visit.said == []
    assert visit.asked == [visit.address]


def test_everything_that_is_folded_away_is_printed(browser: Browser, file: Path) -> None:
    visit = Visit(browser, file, 1280)
    visit.page.emulate_media(media="print")
    hidden = "() => [...document.querySelectorAll('details td')].filter(e => !e.checkVisibility()).length"
    assert visit.found(hidden) == 0
    visit.page.emulate_media(media="screen")
    assert visit.found("() => document.querySelectorAll('details[open]').length") == 0


def test_a_page_with_long_chinese_names_fits(browser: Browser, tmp_path: Path) -> None:
    names = ["今天的计分卡方案" * 5, "带服务门槛的增长奖金（季度）", "c" * 90]
    means = {"gini": (0.30, 0.20, 0.25), "total_cost": (3e7, 3.3e7, 2e7)}
    made = made_comparison(tmp_path, means, names=names)
    path = tmp_path / "page.html"
    path.write_text(page(made.summary, made.frames, made.asked), encoding="utf-8")
    for width in (1280, 400):
        visit = Visit(browser, path, width)
        assert visit.found(CLIPPED) == []
        assert visit.found(STICKING_OUT) <= 0
        assert visit.said == []


@pytest.mark.parametrize(
    ("damage", "seen"),
    [
        ('<img src="https://example.org/x.png">', "Content Security Policy"),
        ("<script>console.log('run')</script>", "Content Security Policy"),
    ],
)
def test_what_the_page_must_not_do_would_be_seen(browser: Browser, file: Path, damage: str, seen: str) -> None:
    path = file.with_name("damaged.html")
    path.write_text(file.read_text(encoding="utf-8").replace("</main>", f"{damage}</main>"), encoding="utf-8")
    visit = Visit(browser, path, 1280)
    visit.page.wait_for_timeout(200)
    assert any(seen in said for said in visit.said)


def test_a_label_that_does_not_fit_would_be_seen(browser: Browser, file: Path) -> None:
    path = file.with_name("wide.html")
    text = file.read_text(encoding="utf-8").replace(">pay for contribution</text>", f">{'wide ' * 40}</text>")
    path.write_text(text, encoding="utf-8")
    visit = Visit(browser, path, 1280)
    assert set(visit.found(CLIPPED)) == {"wide " * 40}
    visit.found("() => document.querySelectorAll('text').forEach(text => text.removeAttribute('transform'))")
    visit.found("() => document.querySelectorAll('text').forEach(text => text.setAttribute('y', 50))")
    assert len(visit.found(OVERLAPPING)) > 0


def test_the_answer_opens_from_its_folder(browser: Browser, answer: simkit.Answer, tmp_path: Path) -> None:
    answer.write(tmp_path / "结果 out")
    visit = Visit(browser, tmp_path / "结果 out" / "page.html", 1280)
    assert visit.page.title() == answer.asked.name
    assert visit.said == []
