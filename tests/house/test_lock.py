"""The locks hold what pyproject.toml asks for, each file with its hashes, from no named place."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("bootstrap.lock", "requirements.lock")
HASH = re.compile(r" --hash=sha256:[0-9a-f]{64}(?= |$)")
SYSTEMS = {"Linux": ("linux", "posix"), "Darwin": ("darwin", "posix"), "Windows": ("win32", "nt")}


def pins(text: str) -> list[Requirement]:
    """The pins of a lock; ValueError for a line that is no exact pin or has no hash."""
    found = []
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        requirement = Requirement(HASH.sub("", line).strip())
        if [specifier.operator for specifier in requirement.specifier] != ["=="]:
            raise ValueError(f"{line[:60]} is no exact pin")
        if not HASH.search(line):
            raise ValueError(f"{line[:60]} has no hash")
        found.append(requirement)
    return found


def asked(text: str) -> list[Requirement]:
    """Every requirement in pyproject.toml: the project's, its extras' and the build backend."""
    data = tomllib.loads(text)
    project = data["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values(), data["build-system"]["requires"]]
    return [Requirement(requirement) for group in groups for requirement in group]


def unmet(wanted: list[Requirement], locked: list[Requirement], environment: dict[str, str]) -> list[str]:
    """What is wanted and not locked, or locked outside the wanted range, on one system and Python."""
    versions = {
        canonicalize_name(pin.name): next(iter(pin.specifier)).version
        for pin in locked
        if pin.marker is None or pin.marker.evaluate(environment)
    }
    return [
        f"{requirement} (locked: {versions.get(canonicalize_name(requirement.name), 'not at all')})"
        for requirement in wanted
        if versions.get(canonicalize_name(requirement.name)) is None
        or not requirement.specifier.contains(versions[canonicalize_name(requirement.name)])
    ]


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes_and_no_lock_names_a_place(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert pins(text)
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE), "an option of pip stands in the lock"


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("system", SYSTEMS)
def test_the_lock_satisfies_pyproject(system: str, python: str) -> None:
    platform, name = SYSTEMS[system]
    environment = {"platform_system": system, "sys_platform": platform, "os_name": name}
    environment |= {"python_version": python, "python_full_version": f"{python}.9"}
    wanted = asked((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert unmet(wanted, pins((ROOT / "requirements.lock").read_text(encoding="utf-8")), environment) == []


def test_uv_stands_in_the_bootstrap_lock_only() -> None:
    names = {name: {pin.name for pin in pins((ROOT / name).read_text(encoding="utf-8"))} for name in LOCKS}
    assert names["bootstrap.lock"] == {"uv"}
    assert "uv" not in names["requirements.lock"]


def test_faults_would_be_seen() -> None:
    digest = "--hash=sha256:" + "0" * 64
    with pytest.raises(ValueError, match="no hash"):
        pins("numpy==2.0")
    with pytest.raises(ValueError, match="no exact pin"):
        pins(f"numpy>=2.0 \\\n    {digest}")
    locked = pins(f"numpy==2.0 \\\n    {digest}\nscipy==1.0 ; sys_platform == 'win32' \\\n    {digest}")
    wanted = [Requirement("numpy>=2.1"), Requirement("scipy"), Requirement("simpy")]
    assert unmet(wanted, locked, {"sys_platform": "linux"}) == [
        "numpy>=2.1 (locked: 2.0)",
        "scipy (locked: not at all)",
        "simpy (locked: not at all)",
    ]
    assert Marker("sys_platform == 'win32'").evaluate({"sys_platform": "win32"})
