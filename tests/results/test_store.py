import hashlib
import json
import os
from pathlib import Path

import pandas as pd
import pytest

from simkit.errors import SimkitError
from simkit.results import store
from simkit.results.files import json_bytes
from simkit.results.store import check_folder, write_folder

FRAME = pd.DataFrame({"x": [1.0, 2.0]})


def write(folder: Path, seed: int = 1) -> Path:
    return write_folder(folder, {"levels": FRAME}, {"summary": {"seed": seed}}, {}, {"seed": seed})


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder and, by its absence, that nothing was left beside it."""
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_manifest_holds_every_file(tmp_path: Path) -> None:
    files = content(write(tmp_path / "out"))
    manifest = json.loads(files.pop("manifest.json"))
    assert set(files) == {"levels.csv", "levels.parquet", "summary.json"}
    assert manifest["files"] == {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in files.items()
    }
    assert manifest["seed"] == 1
    assert set(manifest["versions"]) >= {"python", "simkit", "numpy", "scipy", "simpy", "pydantic"}
    assert manifest["platform"]


def test_the_same_twice(tmp_path: Path) -> None:
    first = content(write(tmp_path / "one" / "out"))
    assert content(write(tmp_path / "two" / "out")) == first


def test_our_own_folder_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_folder(out, {"old_table": FRAME}, {}, {}, {})
    (out / "Thumbs.db").write_bytes(b"left by the system")
    write(out, seed=2)
    assert set(content(out)) == {"levels.csv", "levels.parquet", "summary.json", "manifest.json"}


def test_an_empty_folder_and_missing_parents_are_fine(tmp_path: Path) -> None:
    (tmp_path / "a" / "out").mkdir(parents=True)
    write(tmp_path / "a" / "out")
    write(tmp_path / "b" / "c" / "out")
    assert content(tmp_path / "b" / "c" / "out") == content(tmp_path / "a" / "out")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real" / "out", tmp_path / "link"
    write(real)
    try:
        link.symlink_to(real, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    write(link, seed=2)
    assert link.is_symlink()
    assert json.loads(content(real)["summary.json"]) == {"seed": 2}


@pytest.mark.parametrize("manifest", [None, "{}", "[]", "no json", '{"written_by": "another", "files": {"mine": 1}}'])
def test_a_folder_of_others_is_refused(tmp_path: Path, manifest: str | None) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine").write_text("a year of work")
    if manifest is not None:
        (out / "manifest.json").write_text(manifest)
    before = content(out)
    for action in (check_folder, write):
        with pytest.raises(SimkitError, match="which simkit did not write; name a new folder"):
            action(out)
    assert content(out) == before


def test_a_file_put_among_ours_is_not_lost(tmp_path: Path) -> None:
    out = write(tmp_path / "out")
    (out / "notes.docx").write_text("what the board said")
    with pytest.raises(SimkitError, match=r"notes\.docx"):
        write(out)
    assert (out / "notes.docx").exists()


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(SimkitError, match="this is a file; name a folder"):
        write(tmp_path / "out")


def test_no_name_is_refused() -> None:
    with pytest.raises(SimkitError, match="name one such as out"):
        check_folder("")
    with pytest.raises(SimkitError, match="name one such as out"):
        check_folder("a\0b")


@pytest.mark.parametrize("stop", [OSError(28, "No space left on device"), KeyboardInterrupt(), ValueError("a bug")])
@pytest.mark.parametrize("when", ["write_csv", "_manifest", "_swap"])
def test_a_failure_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException, when: str
) -> None:
    out = tmp_path / "out"
    before = content(write(out))

    def fail(*given: object) -> None:
        raise stop

    monkeypatch.setattr(store, when, fail)
    with pytest.raises(SimkitError if isinstance(stop, OSError) else type(stop)) as caught:
        write(out, seed=2)
    assert content(out) == before
    if isinstance(stop, OSError):
        assert str(caught.value).startswith(f"{out}: the results cannot be written here (No space left on device)")


@pytest.mark.parametrize("failing", [1, 2])
def test_ctrl_c_between_the_two_renames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    out = tmp_path / "out"
    before = content(write(out))
    rename, calls = Path.rename, list[Path]()

    def interrupted(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == failing:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(out, seed=2)
    assert content(out) == before


def test_a_folder_that_cannot_be_written_is_found_before_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SimkitError, match="cannot be written here"):
        check_folder(tmp_path / "file" / "out")
    check_folder(tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.name != "posix", reason="file modes are those of POSIX")
def test_others_can_read_it(tmp_path: Path) -> None:
    (tmp_path / "like").mkdir()
    assert write(tmp_path / "out").stat().st_mode == (tmp_path / "like").stat().st_mode


def test_json_is_strict_and_ascii() -> None:
    document = {"方案": [float("nan"), float("inf"), 0.1 + 0.2, None, True]}
    text = json_bytes(document).decode("ascii")
    assert json.loads(text, parse_constant=pytest.fail) == {"方案": [None, None, 0.1 + 0.2, None, True]}
