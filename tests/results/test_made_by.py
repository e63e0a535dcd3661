"""What made a result: a change of any line that decides numbers is seen, a change of wording is not."""

from pathlib import Path

import pytest

from simkit.results.made_by import code_hash, made_by


@pytest.fixture
def code(tmp_path: Path) -> Path:
    for name in ("engine/firm.py", "report/page.py", "commands/compare.py", "cli.py", "randomness.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"# {name}\n")
    return tmp_path


@pytest.mark.parametrize("name", ["engine/firm.py", "randomness.py"])
def test_a_changed_line_is_seen(code: Path, name: str) -> None:
    before = code_hash(code)
    (code / name).write_text("# other\n")
    assert code_hash(code) != before


@pytest.mark.parametrize("name", ["report/page.py", "commands/compare.py", "cli.py"])
def test_what_only_shows_is_left_out(code: Path, name: str) -> None:
    before = code_hash(code)
    (code / name).write_text("# other\n")
    assert code_hash(code) == before


def test_a_moved_line_is_seen(code: Path) -> None:
    before = code_hash(code)
    (code / "engine/firm.py").rename(code / "engine/office.py")
    assert code_hash(code) != before


def test_it_names_what_changes_bytes() -> None:
    assert set(made_by()) == {"simkit", "numpy", "scipy", "simpy", "code", "machine"}
    assert all(made_by().values())
