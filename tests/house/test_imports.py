"""Data flows one way, and imports only point back along it; the scheme and the outcomes never touch chance."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Rooms in the order data flows; rooms of one stage do not know each other.
FLOW = (
    {"people", "market", "records"},
    {"scheme"},
    {"measurement"},
    {"behaviour"},
    {"scenario"},
    {"engine"},
    {"results"},
    {"outcomes", "payrun"},
    {"experiment"},
    {"calibration", "validation", "report"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
STAGE = {room: stage for stage, rooms in enumerate(FLOW) for room in rooms}
ROOMS = STAGE.keys() - {"cli", "__main__"}
WITHOUT_CHANCE = {"scheme", "outcomes"}
CHANCE = ("simkit.randomness", "numpy.random", "random", "scipy.stats.qmc")


def faults(root: Path) -> list[str]:
    """Every import in root/simkit against the rules, as `file:line: what is wrong`."""
    package = root / "simkit"
    return [
        f"{path.relative_to(root).as_posix()}:{line}: {wrong}"
        for path in sorted(package.rglob("*.py"))
        if path != package / "__init__.py"  # the public names may come from everywhere
        for line, wrong in sorted({*wrong_rooms(package, path), *wrong_chance(package, path)})
    ]


def wrong_rooms(package: Path, path: Path) -> Iterator[tuple[int, str]]:
    """Imports of rooms that lie later in the flow, or beside this one."""
    here = place(package, path)
    if path.parent != package and here not in ROOMS:
        yield 1, f"{here} is a room that the flow does not name"
    for line, name in imported(package, path):
        there = name.split(".")[1] if name.startswith("simkit.") else name
        if there == "simkit":
            yield line, "a room imports the public names of simkit, which come from it; import the room itself"
        elif not name.startswith("simkit.") or there == here:
            continue
        elif there in STAGE:
            if here not in STAGE:
                yield line, f"{here} is a tool for all rooms and imports {there}"
            elif STAGE[there] >= STAGE[here]:
                yield line, f"{here} imports {there}, which does not lie before it"
        elif not is_tool(package, there):
            yield line, f"{there} is neither a room of the flow nor a tool beside the rooms"


def wrong_chance(package: Path, path: Path) -> Iterator[tuple[int, str]]:
    """Generators in rooms that must not touch one."""
    here = place(package, path)
    if here not in WITHOUT_CHANCE:
        return
    for line, name in (*imported(package, path), *numpy_attributes(path)):
        if any(name == chance or name.startswith(chance + ".") for chance in CHANCE):
            yield line, f"{here} uses {name}, and chance is drawn elsewhere"


def place(package: Path, path: Path) -> str:
    """The room of a file, or the name of a module that stands beside the rooms."""
    return path.relative_to(package).with_suffix("").parts[0]


def is_tool(package: Path, name: str) -> bool:
    """Whether it is a module that stands beside the rooms: errors, quantities, randomness and the like."""
    return (package / f"{name}.py").is_file() and name not in STAGE


def imported(package: Path, path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of all that a file imports, inside functions too."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = ("simkit", *path.relative_to(package).parent.parts)
                base = ".".join([*parents[: len(parents) - node.level + 1], *([base] if base else [])])
            for alias in node.names:
                inside = f"{base}.{alias.name}"
                # `from simkit import errors` is a module, `from simkit import compare` one of the public names.
                known = base != "simkit" or alias.name in STAGE or is_tool(package, alias.name)
                yield node.lineno, inside if known else base


def numpy_attributes(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of numpy's attributes in use, as in `np.random`."""
    tree = parsed(path)
    names = {"numpy", "np"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.asname for alias in node.names if alias.name == "numpy" and alias.asname}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names:
            yield node.lineno, f"numpy.{node.attr}"


def parsed(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def test_imports_point_back_along_the_flow() -> None:
    assert faults(ROOT) == []


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        (
            "people/advisors.py",
            "from simkit.market import demand",
            "people imports market, which does not lie before it",
        ),
        ("market/demand.py", "import simkit.people.advisors", "market imports people, which does not lie before it"),
        ("scheme/curve.py", "from ..engine import simulate", "scheme imports engine, which does not lie before it"),
        (
            "scheme/components/bonus.py",
            "from ...results import x",
            "scheme imports results, which does not lie before it",
        ),
        ("report/page.py", "from simkit import cli", "report imports cli, which does not lie before it"),
        ("report/page.py", "import simkit.validation", "report imports validation, which does not lie before it"),
        (
            "engine/firm.py",
            "def f():\n    import simkit.outcomes",
            "engine imports outcomes, which does not lie before it",
        ),
        ("engine/firm.py", "from simkit import compare", "a room imports the public names of simkit"),
        ("errors.py", "import simkit.people", "errors is a tool for all rooms and imports people"),
        ("people/x.py", "import simkit.helpers", "helpers is neither a room of the flow nor a tool"),
        ("attic/x.py", "import math", "attic is a room that the flow does not name"),
        ("scheme/curve.py", "from simkit import randomness", "scheme uses simkit.randomness"),
        ("scheme/curve.py", "from simkit.randomness import normals", "scheme uses simkit.randomness.normals"),
        ("scheme/curve.py", "import numpy as n\nn.random.normal()", "scheme uses numpy.random"),
        ("outcomes/cost.py", "from numpy.random import default_rng", "outcomes uses numpy.random.default_rng"),
        ("outcomes/cost.py", "import random", "outcomes uses random"),
    ],
)
def test_a_wrong_import_would_be_seen(tmp_path: Path, path: str, code: str, said: str) -> None:
    found = faults(tree(tmp_path, {path: code}))
    assert len(found) == 1
    assert found[0].startswith(f"simkit/{path}:{code.count(chr(10)) + 1}: {said}")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (
            "scheme/curve.py",
            "import numpy as np\nfrom simkit import errors, quantities\nfrom .kpis import Kpi\nnp.zeros(3)",
        ),
        (
            "behaviour/plan.py",
            "from simkit.market.demand import x\nfrom simkit.people import y\nimport simkit.randomness",
        ),
        ("validation/bench.py", "from simkit.experiment.compare import compare\nimport numpy.random"),
        ("cli.py", "from simkit import report\nfrom simkit.calibration import fit"),
        ("__main__.py", "from simkit.cli import main"),
        ("__init__.py", "from simkit.report.page import page"),
        ("errors.py", "from simkit import quantities"),
    ],
)
def test_right_imports_pass(tmp_path: Path, path: str, code: str) -> None:
    assert faults(tree(tmp_path, {path: code})) == []


def tree(root: Path, files: dict[str, str]) -> Path:
    """A small project with these files and the tools."""
    for name, code in {"errors.py": "", "quantities.py": "", "randomness.py": "", **files}.items():
        path = root / "simkit" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, encoding="utf-8")
    return root
