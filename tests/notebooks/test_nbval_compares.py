"""nbval, as pyproject.toml sets it, sees a changed digit in every kind of text, and nothing but results."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tests.notebooks.rewrite import ROOT, main

STORY = """
import pandas as pd
import simkit

growth = simkit.load_scheme("growth_bonus.yaml")

# %%
curve = growth.pay[0].curve.curve()
levels = [float(curve(share)) for share in (0.85, 1.0, 1.137)]

# %%
print(f"paid at 113.7%: {levels[2]:.4g}")

# %%
round(levels[2], 3)

# %%
table = pd.DataFrame({"paid": levels}).round(3)
table

# %%
table

# %%
class Page:
    def _repr_html_(self):
        return f"<p title='1.999'>paid <b>{levels[2]:.3f}</b></p>"

Page()

# %%
from tqdm import tqdm

for _ in tqdm(range(3)):
    pass
print(object())
"""


def change(notebook: Any, cell: int, kind: str, old: str, new: str) -> None:
    """Change one stored output; `kind` is a stream's name or a kind of text."""
    ((holder, key),) = [
        (output, "text") if "text" in output else (output["data"], kind)
        for output in notebook["cells"][cell]["outputs"]
        if output.get("name") == kind or kind in output.get("data", {})
    ]
    text = "".join(holder[key])
    assert re.search(old, text), text
    holder[key] = re.sub(old, new, text, count=1)


RESULTS = {
    "printed": (2, "stdout", r"1\.20", "1.21"),
    "returned": (3, "text/plain", r"1\.20", "1.21"),
    "table as text": (4, "text/plain", r"1\.20", "1.21"),
    "table as HTML": (5, "text/html", r"1\.20", "1.21"),
    "HTML of an object": (6, "text/html", r"<b>1\.20", "<b>1.21"),
}
NOISE = (
    (7, "stdout", r"0x\w+>", "0x7f3c>"),
    (7, "stderr", "TQDM", "100%|##########| 3/3 [00:00<00:00, 15.02it/s]"),
)


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[int]]:
    """Notebook -> its cells that failed, both run at once by the project's own settings: two processes included."""
    folder = tmp_path_factory.mktemp("compared")
    shutil.copy(ROOT / "scenarios/schemes/growth_bonus.yaml", folder)
    story = folder / "story.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(source) for source in STORY.split("# %%\n")]), story)
    assert main([str(story)]) == 0
    for name, changes in {"results": RESULTS.values(), "noise": NOISE}.items():
        notebook = json.loads(story.read_text("utf-8"))
        for where in changes:
            change(notebook, *where)
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook), "utf-8")
    story.unlink()
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--junitxml={report}", str(folder)]
    subprocess.run([*command, "-c", "pyproject.toml", "--rootdir=."], cwd=ROOT, capture_output=True, check=False)
    return failures(report)


def failures(report: Path) -> dict[str, list[int]]:
    """Notebook -> the numbers of the cells that failed, by pytest's own report."""
    found: dict[str, list[int]] = {}
    for cell in ET.parse(report).iter("testcase"):  # noqa: S314 (written by our own run)
        failing = found.setdefault(str(cell.get("classname")).split(".")[-2], [])
        if cell.find("failure") is not None or cell.find("error") is not None:
            failing.append(int(str(cell.get("name")).split()[-1]))
    return found


@pytest.mark.parametrize("what", RESULTS)
def test_a_changed_third_digit_is_caught(what: str, failed: dict[str, list[int]]) -> None:
    assert RESULTS[what][0] in failed["results"]


def test_no_other_cell_fails(failed: dict[str, list[int]]) -> None:
    """An address or a progress bar may change, and the cells of a notebook stay together on one process."""
    assert failed == {"results": [cell for cell, *_ in RESULTS.values()], "noise": []}
