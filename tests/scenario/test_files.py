"""What is wrong with the file itself, and with scheme files beside it: one clear message each, never a traceback."""

import os
from pathlib import Path

import pytest

from simkit.errors import ScenarioError
from simkit.scenario.places import DEEPEST, MOST_VALUES
from simkit.scenario.reading import LARGEST_FILE, MOST_PROBLEMS, load, load_scheme
from simkit.scenario.starter import starter_text

TEXT = starter_text()
NO_MAPPING = "write lines of key: value, with a space after the colon"
SCHEME = "name: X\npay:\n  - {kind: commission, prices: {fund_sales: 1%}}\n"
FILES = {
    "nothing": (b"", "x.yaml: the file is empty; write one with: simkit new FILE"),
    "only comments": (b"# soon\n", "x.yaml: the file is empty; write one with: simkit new FILE"),
    "a word": (
        b"hello",
        f"x.yaml:1:1: the file is not a mapping of keys and values but 'hello'; {NO_MAPPING}",
    ),
    "a list": (
        b"- a\n",
        f"x.yaml:1:1: the file is not a mapping of keys and values but a list; {NO_MAPPING}",
    ),
    "GBK": (
        "name: 财富".encode("gbk"),
        "x.yaml:1:7: the file is not UTF-8 (byte 0xB2); save it as UTF-8, in the editor's Save As",
    ),
    "UTF-16": (
        "name: x".encode("utf-16"),
        "x.yaml:1:1: the file is UTF-16, not UTF-8; save it as UTF-8, in the editor's Save As",
    ),
    "a picture": (
        b"\x89PNG\r\n\x1a\n\x00\x00",
        "x.yaml:1:1: this is a picture, not a text; name a YAML file, such as scenario.yaml",
    ),
    "nested lists": (
        b"a: " + b"[" * 5000,
        f"x.yaml:1:{3 + DEEPEST}: this is nested deeper than {DEEPEST} levels; write it flatter",
    ),
    "nested mappings": (
        b"a: " + b"{a: " * 5000,
        f"x.yaml:1:{4 + 4 * (DEEPEST - 1)}: this is nested deeper than {DEEPEST} levels; write it flatter",
    ),
    "too large": (
        b"a: " + b"x" * LARGEST_FILE,
        f"x.yaml: the file is larger than {LARGEST_FILE // 1000} kB; write a scenario, not data",
    ),
    "too many values": (
        b"a: [" + b"1," * MOST_VALUES + b"]",
        f"x.yaml:1:{2 * MOST_VALUES - 1}: the file holds more than {MOST_VALUES} values; write a shorter file",
    ),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schemes").mkdir()
    return tmp_path


def problems(path: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(path)
    return str(caught.value)


@pytest.mark.parametrize(("content", "message"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_scenario(content: bytes, message: str) -> None:
    Path("x.yaml").write_bytes(content)
    assert problems("x.yaml") == message


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("none.yaml", "none.yaml: there is no such file; check the name and the folder"),
        ("scenario.yml", 'scenario.yml: there is no such file; did you mean "scenario.yaml"?'),
        ("schemes", "schemes: this is a folder, not a file; name a file in it, such as scenario.yaml"),
        ("", ": no file is named; name one, such as scenario.yaml"),
    ],
)
def test_no_file(path: str, message: str) -> None:
    Path("scenario.yaml").write_text(TEXT, encoding="utf-8")
    assert problems(path) == message


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="only where there are devices")
def test_a_device_is_not_read() -> None:
    assert problems("/dev/zero") == "/dev/zero: this is not an ordinary file; name a YAML file"


def test_a_name_that_no_system_takes() -> None:
    assert "y: " in problems("y" * 5000)
    assert "there is no such file" in problems("a\0b")


@pytest.mark.parametrize("change", ["bom", "crlf", "no newline at the end"])
def test_what_editors_do_to_text_changes_nothing(change: str) -> None:
    raw = {
        "bom": b"\xef\xbb\xbf" + TEXT.encode(),
        "crlf": TEXT.replace("\n", "\r\n").encode(),
        "no newline at the end": TEXT.rstrip().encode(),
    }[change]
    Path("x.yaml").write_bytes(raw)
    Path("y.yaml").write_text(TEXT, encoding="utf-8")
    assert load("x.yaml") == load("y.yaml")


def test_very_many_problems_are_cut_short() -> None:
    Path("x.yaml").write_text(TEXT + "".join(f"k{i}: 1\n" for i in range(500)), encoding="utf-8")
    lines = problems("x.yaml").splitlines()
    assert len(lines) == MOST_PROBLEMS + 1
    assert lines[-1].endswith(f"... and {500 - MOST_PROBLEMS} more problems")


def with_scheme(entry: str, text: str = TEXT) -> None:
    Path("x.yaml").write_text(text.replace("\nstake:", f"  third: {entry}\n\nstake:", 1), encoding="utf-8")


def test_a_problem_in_a_scheme_file_is_told_with_its_path() -> None:
    Path("schemes/third.yaml").write_text(SCHEME.replace("1%", "1 %x").replace("kind", "knd"), encoding="utf-8")
    with_scheme("schemes/third.yaml")
    path = Path("schemes") / "third.yaml"
    told = f'{path}:3:5: pay[0]: the key "kind" is missing; write kind: and one of bonus, commission, '
    assert problems("x.yaml").startswith(told)


def test_problems_of_all_files_are_told_at_once() -> None:
    Path("schemes/third.yaml").write_text(SCHEME.replace("fund_sales", "fund_sale"), encoding="utf-8")
    with_scheme("schemes/third.yaml", TEXT.replace("seats: 24", "seats: few"))
    first, second = problems("x.yaml").splitlines()
    assert first.endswith(
        """3:33: pay[0].prices.fund_sale: 'fund_sale' is not a KPI of this scenario; did you mean "fund_sales"?"""
    )
    assert second.startswith("x.yaml:14:10: people.seats")


def test_a_scheme_file_that_cannot_be_read_does_not_hide_the_rest() -> None:
    Path("schemes/third.yaml").write_text("name: [\n", encoding="utf-8")
    with_scheme("schemes/third.yaml", TEXT.replace("seats: 24", "seats: few"))
    assert len(problems("x.yaml").splitlines()) == 2


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_does_not_lead_out_of_the_folder(folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "out.yaml").write_text(SCHEME, encoding="utf-8")
    (folder / "in" / "third.yaml").symlink_to(folder / "out.yaml")
    with_scheme("third.yaml")
    Path("x.yaml").rename("in/x.yaml")
    assert "this file is outside the scenario's folder" in problems("in/x.yaml")


def test_the_three_ways_to_write_a_scheme() -> None:
    Path("schemes/third.yaml").write_text(SCHEME, encoding="utf-8")
    with_scheme("schemes/third.yaml\n  fourth: {like: third, name: Fourth, change: {pay.0.prices.fund_sales: 2%}}")
    scenario = load("x.yaml")
    third, fourth = scenario.scheme("third"), scenario.scheme("fourth")
    assert list(scenario.schemes) == ["today", "bonus", "third", "fourth"]
    assert third == load_scheme("schemes/third.yaml")
    assert fourth == third.with_("pay.0.prices.fund_sales", "2%").with_("name", "Fourth")


def test_a_copy_can_come_before_what_it_copies() -> None:
    text = TEXT.replace("schemes:\n", "schemes:\n  early: {like: bonus, change: {pay.0.curve.cap: 250%}}\n")
    Path("x.yaml").write_text(text, encoding="utf-8")
    scenario = load("x.yaml")
    assert scenario.today == "early"
    assert scenario.scheme("early").name == "early"


def test_a_change_takes_the_source_of_what_it_changes_away() -> None:
    sources = 'sources: {pay.0.prices: "a survey"}\n'
    Path("schemes/third.yaml").write_text(SCHEME + sources, encoding="utf-8")
    with_scheme("schemes/third.yaml\n  fourth: {like: third, change: {pay.0.prices.fund_sales: 2%}}")
    assert load("x.yaml").scheme("fourth").sources == {
        "pay.0.prices": "a survey",
        "pay[0].prices.fund_sales": "assumption",
    }
