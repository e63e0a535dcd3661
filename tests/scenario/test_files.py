"""What is wrong with the file itself, and with scheme files beside it: one clear message each, never a traceback."""

import os
from pathlib import Path

import pytest

from simkit.errors import ScenarioError
from simkit.scenario.places import DEEPEST, MOST_VALUES
from simkit.scenario.reading import LARGEST_FILE, MOST_PROBLEMS, load, load_scheme
from simkit.scenario.starter import starter_text
from simkit.scheme.scheme import Scheme

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


OTHER = """name: Bonus and prices
pay:
  - kind: bonus
    target_pay: 30% of base pay
    measures:
      - {kpi: fund_sales, weight: 40%, target: {kind: fixed, at: 100}}
      - {kpi: satisfaction, weight: 40%, target: {kind: fixed, at: 80}}
      - {kpi: net_new_assets, weight: 20%, target: {kind: potential}}
    gates: [{kpi: satisfaction, at_least: 70}, {kpi: fund_sales, at_least: 10}]
  - {kind: commission, prices: {fund_sales: 1%, net_new_assets: 2%}}
sources: {pay.0.measures.0.target: a, pay.0.measures.2.weight: b, pay.1.prices: c, pay.1.prices.net_new_assets: d}
"""


def copied(difference: str) -> Scheme:
    """The scheme above with a difference."""
    Path("schemes/third.yaml").write_text(OTHER, encoding="utf-8")
    with_scheme(f"schemes/third.yaml\n  fourth: {{like: third, {difference}}}")
    clients = "  kpis:\n    new_clients: {unit: clients, normal_month: 4, from: serve}"
    text = Path("x.yaml").read_text(encoding="utf-8")
    Path("x.yaml").write_text(text.replace("  kpis:", clients, 1), encoding="utf-8")
    return load("x.yaml").scheme("fourth")


def test_a_copy_without_a_measure_a_gate_and_a_price() -> None:
    """Paths lead into the scheme that is copied, whatever else is removed; sources move with what they are of."""
    changed = (
        "change: {pay.0.measures.2.weight: 60%}, remove: [pay.0.measures.0, pay.0.gates.0, pay.1.prices.net_new_assets]"
    )
    bonus, prices = copied(changed).pay
    assert [(measure.kpi, measure.weight) for measure in bonus.measures] == [
        ("satisfaction", 0.4),
        ("net_new_assets", 0.6),
    ]
    assert [gate.kpi for gate in bonus.gates] == ["fund_sales"]
    assert prices.prices == {"fund_sales": 0.01}
    assert copied("remove: [pay.0.measures.0, pay.1], change: {pay.0.measures.1.weight: 80%}").sources == {
        "pay.0.measures.1.weight": "b"
    }


def test_two_entries_of_one_list_are_removed_whatever_their_order() -> None:
    for order in ("pay.0.gates.0, pay.0.gates.1", "pay.0.gates.1, pay.0.gates.0"):
        assert copied(f"remove: [{order}]").pay[0].gates == ()


def test_a_copy_with_more_of_everything() -> None:
    """A component, two gates, a price: what is new is an assumption where a source would seem to cover it."""
    commission = "{kind: commission, name: Cards, prices: {new_clients: 20}}"
    gates = "[{kpi: net_new_assets, at_least: 5}, {kpi: new_clients, at_least: 1}]"
    more = copied(f"add: {{pay: {commission}, pay.0.gates: {gates}, pay.1.prices: {{new_clients: 9}}}}")
    assert [part.name for part in more.pay] == ["Bonus", "Price list", "Cards"]
    assert [gate.kpi for gate in more.pay[0].gates] == ["satisfaction", "fund_sales", "net_new_assets", "new_clients"]
    assert more.pay[1].prices == {"fund_sales": 0.01, "net_new_assets": 0.02, "new_clients": 9.0}
    assert more.sources["pay[1].prices.new_clients"] == "assumption"
    assert more.sources["pay.1.prices"] == "c"


def test_a_copy_with_another_component_in_the_place_of_one() -> None:
    """A whole component is replaced as any other value; gates can be added where there were none."""
    replaced = copied("change: {pay.0: {kind: commission, prices: {fund_sales: 5}}}, remove: pay.1")
    assert [part.kind for part in replaced.pay] == ["commission"]
    assert replaced.sources == {}
    again = copied("remove: [pay.0.gates], add: {pay.0.measures: []}")
    assert again.pay[0].gates == ()


def test_a_scheme_may_be_a_list_of_versions() -> None:
    """A file, then a change of it, then another scheme with a change: each from a month on."""
    Path("schemes/third.yaml").write_text(SCHEME + 'sources: {pay.0.prices: "a survey"}\n', encoding="utf-8")
    with_scheme(
        """
    - schemes/third.yaml
    - {from: month 14, change: {pay.0.prices.fund_sales: 2%}, note: dearer}
    - {from: month 25, like: bonus, change: {pay.0.curve.cap: 250%}}
    - {from: month 37, pay: [{kind: commission, prices: {fund_sales: 3%}}]}
    - {from: month 40, scheme: schemes/third.yaml}"""
    )
    scenario = load("x.yaml")
    third, bonus = scenario.scheme("third"), scenario.scheme("bonus")
    assert [version.starts for version in third.later] == [14, 25, 37, 40]
    assert third.at(13).pay == load_scheme("schemes/third.yaml").pay == third.later[3].pay
    assert third.at(14).pay[0].prices == {"fund_sales": 0.02}
    assert third.later[0].note == "dearer"
    assert third.later[1].pay == bonus.with_("pay.0.curve.cap", "250%").pay
    assert third.later[2].pay[0].prices == {"fund_sales": 0.03}
    assert third.sources["pay.0.prices"] == third.sources["later.0.pay.0.prices"] == "a survey"
    assert third.sources["later.0.pay[0].prices.fund_sales"] == "assumption"
    Path("again.yaml").write_text(str(scenario), encoding="utf-8")
    assert load("again.yaml") == scenario


def test_a_problem_in_a_version_is_told_where_it_stands() -> None:
    Path("schemes/third.yaml").write_text(SCHEME, encoding="utf-8")
    with_scheme("\n    - schemes/third.yaml\n    - {from: month 20, change: {pay.0.prices.fund_sales: much}}")
    assert "pay[0].prices.fund_sales: 'much' is not a number" in problems("x.yaml")
