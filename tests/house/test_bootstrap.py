"""bootstrap.py: what it refuses, what it leaves outside, when it goes straight to the command; it installs nothing."""

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The module, with its `.venv` in an empty folder."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / ".venv"
    monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(module, "STAMP", venv / "simkit-stamp.json")
    monkeypatch.setattr(module, "PYTHON", venv / "python")
    return module


def ready(bootstrap: ModuleType) -> None:
    """Make the `.venv` look as after an installation."""
    bootstrap.VENV.mkdir()
    bootstrap.PYTHON.touch()
    bootstrap.STAMP.write_text(json.dumps(bootstrap.wanted_stamp()), encoding="utf-8")


@pytest.mark.parametrize("version", [(3, 10), (3, 14), (4, 0)])
def test_other_pythons_are_told_which_they_need(bootstrap: ModuleType, version: tuple[int, int]) -> None:
    with pytest.raises(bootstrap.BootstrapError, match=r"needs Python 3\.11, 3\.12 or 3\.13, and .* is \d\.\d+; run"):
        bootstrap.refuse_other_pythons(version)


def test_a_python_without_ensurepip_is_told_what_to_install(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else name)
    with pytest.raises(bootstrap.BootstrapError, match=r"apt install python3\.12-venv"):
        bootstrap.refuse_other_pythons((3, 12))


def test_everything_after_the_command_is_the_commands(bootstrap: ModuleType, tmp_path: Path) -> None:
    assert bootstrap.read_arguments(["pytest", "--wheelhouse", "-h"]) == (None, ["pytest", "--wheelhouse", "-h"])
    expected = (tmp_path.resolve(), ["pytest", "-x"])
    assert bootstrap.read_arguments(["--wheelhouse", str(tmp_path), "pytest", "-x"]) == expected
    assert bootstrap.read_arguments([f"--wheelhouse={tmp_path}", "pytest", "-x"]) == expected


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "python bootstrap.py pytest"),
        (["--help"], "python bootstrap.py pytest"),
        (["--quick", "pytest"], "--quick is not an option"),
        (["--wheelhouse"], "'' is not a folder"),
        (["--wheelhouse", "nowhere", "pytest"], "'nowhere' is not a folder"),
    ],
)
def test_a_wrong_call_is_answered(
    bootstrap: ModuleType, capfd: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert bootstrap.main(arguments) == 2
    out, err = capfd.readouterr()
    assert said in err
    assert out == ""
    assert not bootstrap.VENV.exists()


def test_an_unknown_command_is_answered(bootstrap: ModuleType, capfd: pytest.CaptureFixture[str]) -> None:
    ready(bootstrap)
    assert bootstrap.main(["no-such-command"]) == 2
    assert capfd.readouterr().err == (
        "bootstrap: there is no command 'no-such-command'; try simkit, pytest or python.\n"
    )


def test_only_a_whole_environment_is_used(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(bootstrap, "install", lambda *_: called.append("install"))
    monkeypatch.setattr(bootstrap, "run", lambda _: called.append("run"))

    def calls() -> list[str]:
        called.clear()
        bootstrap.main(["pytest"])
        return called

    assert calls() == ["install", "run"]  # nothing is there
    ready(bootstrap)
    assert calls() == ["run"]
    bootstrap.PYTHON.unlink()  # the Python it was made from has gone
    assert calls() == ["install", "run"]
    bootstrap.PYTHON.touch()
    for broken in ("", "[]", "{}", json.dumps(bootstrap.wanted_stamp() | {"inputs": "older"})):
        bootstrap.STAMP.write_text(broken, encoding="utf-8")
        assert calls() == ["install", "run"]


def test_what_would_lead_elsewhere_stays_outside(bootstrap: ModuleType) -> None:
    inside = {"HTTPS_PROXY": "p", "NO_PROXY": "n", "SSL_CERT_FILE": "c", "PATH": "x", "UV_DEFAULT_INDEX": "i"}
    outside = {"PIP_CONSTRAINT": "c", "PIP_TARGET": "t", "UV_SYSTEM_PYTHON": "1", "PYTHONPATH": "p", "PYTHONHOME": "h"}
    assert bootstrap.clean(inside | outside) == inside


@pytest.mark.skipif(os.name == "nt", reason="the command runs in a process of its own there")
def test_the_exit_code_is_the_commands(bootstrap: ModuleType) -> None:
    code = (
        f"import runpy, sys; b = runpy.run_path({str(ROOT / 'bootstrap.py')!r}); "
        "b['run']([sys.executable, '-c', 'import sys; sys.exit(7)'])"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 7


def test_the_second_holder_of_the_lock_waits(bootstrap: ModuleType, tmp_path: Path) -> None:
    with (tmp_path / "lock").open("a+b") as first, (tmp_path / "lock").open("a+b") as second:
        assert bootstrap.take(first)
        assert not bootstrap.take(second)
        first.close()
        assert bootstrap.take(second)
