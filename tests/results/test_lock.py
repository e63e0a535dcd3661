"""One writer at a time, and the next one finds things in order, however the last one ended."""

import subprocess
import sys
from pathlib import Path

import pytest

from simkit.errors import SimkitError
from simkit.results.lock import only_writer

HOLDER = """
import sys, time
from simkit.results.lock import only_writer
with only_writer(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_lock_leaves_nothing_behind(tmp_path: Path) -> None:
    for _ in range(2):
        with only_writer(tmp_path / "out"):
            assert [path.name for path in tmp_path.iterdir()] == [".out.lock"]
        assert list(tmp_path.iterdir()) == []


def test_another_writer_is_told_to_wait_and_a_killed_one_is_in_nobodys_way(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(out)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        with (
            pytest.raises(SimkitError, match=r"out: another simkit is writing here; wait until it is done"),
            only_writer(out),
        ):
            pytest.fail("two write")
        with only_writer(tmp_path / "another"):
            pass
        holder.kill()
        holder.wait()
    with only_writer(out):
        assert not out.exists()
    assert list(tmp_path.iterdir()) == []


def test_two_in_one_process_are_told_too(tmp_path: Path) -> None:
    with (
        only_writer(tmp_path / "out"),
        pytest.raises(SimkitError, match="another simkit"),
        only_writer(tmp_path / "out"),
    ):
        pytest.fail("two write")


def test_what_was_being_written_goes(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / ".out.0a1b2c3d.part").mkdir()
    (tmp_path / ".out.0a1b2c3d.part" / "levels.csv").touch()
    (tmp_path / ".out.0a1b2c3e.old").mkdir()
    others = [".out.notes.old", ".another.0a1b2c3d.part", "out.0a1b2c3d.part"]
    for name in others:
        (tmp_path / name).mkdir()
    with only_writer(tmp_path / "out"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*others, "out"])


def test_a_folder_that_lost_its_place_comes_back(tmp_path: Path) -> None:
    """Killed between two changes of name: the old results are there again, and the new ones are made anew."""
    (tmp_path / ".out.0a1b2c3d.old").mkdir()
    (tmp_path / ".out.0a1b2c3d.old" / "summary.json").write_text("old")
    (tmp_path / ".out.0a1b2c3e.part").mkdir()
    with only_writer(tmp_path / "out"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out" / "summary.json").read_text() == "old"
