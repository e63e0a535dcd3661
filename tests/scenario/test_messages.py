"""Every message that a slip in a file leads to, exactly as it is printed.

`slips.txt` lists the slips and their messages.  To see a test fail, change a word in simkit/wording.py.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simkit.errors import ScenarioError
from simkit.scenario.reading import load

HERE = Path(__file__).parent
BASE = (HERE / "base.yaml").read_text(encoding="utf-8")


def slips() -> Iterator[tuple[str, str, str, list[str]]]:
    """Every entry of slips.txt: its title, what is replaced, by what, and the messages."""
    for entry in (HERE / "slips.txt").read_text(encoding="utf-8").split("\n# ")[1:]:
        title, *lines = entry.rstrip("\n").split("\n")
        old, new, messages = ([line[1:] for line in lines if line[:1] == mark] for mark in "-+>")
        yield title, "\n".join(old), "\n".join(new).replace("\\t", "\t").replace("\\a", "\a"), messages


SLIPS = list(slips())


@pytest.mark.parametrize(("title", "old", "new", "messages"), SLIPS, ids=[slip[0] for slip in SLIPS])
def test_a_slip_is_told(
    title: str, old: str, new: str, messages: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert old in BASE, title
    Path("x.yaml").write_text(BASE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load("x.yaml")
    assert str(caught.value).splitlines() == [f"x.yaml:{message}" for message in messages]


def test_the_base_itself_loads() -> None:
    assert load(HERE / "base.yaml").today == "today"
