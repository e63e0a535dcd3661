"""No file names a folder of somebody's machine: what works on one works on all."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MACHINE = re.compile(r"""(?<![\w.$}])/(?:home|Users|root|work|opt|mnt)/\w|[A-Z]:\\+Users\\|\.\./shared\b""")


def named(text: str) -> list[str]:
    """The places of a machine that a text names."""
    return MACHINE.findall(text)


def tracked() -> list[Path]:
    """The files in git, or none where this is no checkout."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_folder_of_a_machine() -> None:
    files = tracked()
    if not files:
        pytest.skip("not a git checkout")
    texts = {path: path.read_bytes().decode(errors="replace") for path in files if path != Path(__file__)}
    assert {str(path.relative_to(ROOT)): named(text) for path, text in texts.items() if named(text)} == {}


@pytest.mark.parametrize(
    "text", ["see /home/someone/x", '"/root/x"', r"C:\Users\x", "../shared/design", "=/opt/wheels"]
)
def test_a_folder_of_a_machine_would_be_seen(text: str) -> None:
    assert len(named(text)) == 1


@pytest.mark.parametrize("text", ["scenarios/work/x", "work/rest", "https://a.b/home/x", "./work/x", "pay /work hour"])
def test_other_slashes_pass(text: str) -> None:
    assert named(text) == []
