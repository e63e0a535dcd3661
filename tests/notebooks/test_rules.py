"""Every notebook keeps the rules of rules.py, and each rule tells what is against it."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.notebooks.rewrite import FOLDER
from tests.notebooks.rules import faults
from tests.notebooks.stable import settle, text_of


def notebook_of(source: str = "1", words: str = "A story", **output: Any) -> Any:
    """A settled notebook with one cell; `output` makes an output of it, `kind` among it being its type."""
    outputs = [new_output(output.pop("kind", "display_data"), **output)] if output else []
    notebook = new_notebook(cells=[new_markdown_cell(words), new_code_cell(source, outputs=outputs)])
    settle(notebook)
    return notebook


def stored() -> list[Any]:
    """The notebooks of the project, with their paths."""
    return [pytest.param(path, id=path.name) for path in sorted(FOLDER.glob("*.ipynb"))]


@pytest.mark.parametrize("path", stored())
def test_a_notebook_keeps_the_rules(path: Any) -> None:
    assert faults(nbformat.read(path, as_version=4)) == []


@pytest.mark.parametrize("path", stored())
def test_a_notebook_is_stored_in_its_one_form(path: Any) -> None:
    """As `python -m tests.notebooks.rewrite` writes it; what it shows is nbval's to compare."""
    content = path.read_bytes().decode()
    notebook = nbformat.reads(content, as_version=4)
    settle(notebook)
    assert text_of(notebook) == content


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("import simkit.report", "imports simkit.report"),
        ("import simkit as s", "gives simkit another name"),
        ("from simkit.report import terminal", "imports from simkit.report"),
        ("from simkit import report", "imports report of simkit"),
        ("from . import x", "imports from None"),
        ("from .pandas import x", "imports from pandas"),
        ("import os", "imports os"),
        ("import os.path as pandas", "imports os.path"),
        ("import scipy.stats", "imports scipy.stats"),
        ("from pathlib import Path", "imports from pathlib"),
        ("simkit.report.text(1)", "uses simkit.report, which is not public"),
        ("answer.runs._values", "uses the private _values"),
        ("answer.__dict__", "uses the private __dict__"),
        ('__import__("os")', "uses __import__"),
        ('getattr(answer, "runs")', "uses getattr"),
        ("%matplotlib inline", "is not plain Python: invalid syntax"),
        ("# NBVAL_IGNORE_OUTPUT\n1", "a mark for nbval (check) takes it out of the comparison"),
        ("#NBVAL_SKIP\n1", "a mark for nbval (skip) takes it out of the comparison"),
    ],
)
def test_code_against_the_rules_is_told(source: str, told: str) -> None:
    assert faults(notebook_of(source)) == [f"cell 1: {told}"]


@pytest.mark.parametrize(
    "source",
    [
        "import simkit\nsimkit.load('x').scheme('growth').payslip({}, {})",
        "from simkit import load",
        "import matplotlib.pyplot as plt\nimport numpy as np\nimport pandas as pd\nimport seaborn as sns",
        "from matplotlib import pyplot as plt",
        "pd.DataFrame({'x': [1]}).attrs['columns']",
    ],
)
def test_plain_code_of_the_public_api_passes(source: str) -> None:
    assert faults(notebook_of(source)) == []


@pytest.mark.parametrize("words", ["It costs 38.3 million.", "# The 3 schemes", "about 40%", "- 2 of them win"])
def test_a_number_in_words_is_told(words: str) -> None:
    (told,) = faults(notebook_of(words=words))
    assert told.startswith("text 1: states a number, which is a cell's to show: ")


@pytest.mark.parametrize(
    "words",
    ["`pay.0.curve`, `60%`", "```\nx = 3\n```", "[next](02_next.ipynb)", "see https://a.org/5 there", "p50"],
)
def test_code_and_addresses_in_words_pass(words: str) -> None:
    assert faults(notebook_of(words=words)) == []


def test_what_nbval_would_not_compare_is_told() -> None:
    unrun, tagged = notebook_of(), notebook_of()
    unrun.cells[1].execution_count = None
    tagged.cells[1].metadata = nbformat.from_dict({"tags": ["nbval-ignore-output"]})
    assert faults(unrun) == ["cell 1: was not run in its place; nbval compares only what was run"]
    assert faults(tagged) == ["cell 1: a mark for nbval (check) takes it out of the comparison"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0.12345", "shows more than 4 digits: 0.12345"),
        ("-12.3456 CNY", "shows more than 4 digits: 12.3456"),
        ("38,390.12", "shows more than 4 digits: 38,390.12"),
        ("1.23456e+07", "shows more than 4 digits: 1.23456e+07"),
        ("[0.5,1.00001]", "shows more than 4 digits: 1.00001"),
        ("written to /tmp/x/answer.html", "shows a folder of a machine: /tmp/x"),
        (r"written to D:\x", r"shows a folder of a machine: D:\x"),
        ("file:/x", "shows a folder of a machine: file:/"),
        ("FutureWarning: soon", "shows a warning: FutureWarning"),
    ],
)
def test_text_against_the_rules_is_told(text: str, told: str) -> None:
    assert faults(notebook_of(kind="stream", name="stdout", text=text)) == [f"cell 1: {told}"]
    assert faults(notebook_of(data={"text/plain": text})) == [f"cell 1: {told}"]
    assert faults(notebook_of(data={"text/html": f"<p>{text}</p>"})) == [f"cell 1: {told}"]


@pytest.mark.parametrize(
    "text",
    [
        "0.1205",
        "0.0001234",
        "38,390,123",
        "seed 123456",
        "8,562.00",
        "1.500000",
        "1.234e-07",
        "version 1.23456.7",
        "version 3.11.98765",
        "99.95%",
        *("see https://a.org/b/c", "CNY/advisor/month", "and / or", "out/answer.html", "1.5 to 2.25", "2026-11-23"),
    ],
)
def test_other_text_passes(text: str) -> None:
    assert faults(notebook_of(kind="stream", name="stdout", text=text)) == []
    assert faults(notebook_of(data={"text/html": f"<p title='1.23456'>{text}</p>"})) == []


def test_only_what_a_reader_sees_of_a_page_counts() -> None:
    page = "<style>a {width: 1.23456px}</style><svg><path d='M 1.23456 0'/><text>0.54321</text></svg>"
    assert faults(notebook_of(data={"text/html": page})) == ["cell 1: shows more than 4 digits: 0.54321"]
    assert faults(notebook_of(data={"image/svg+xml": page})) == ["cell 1: shows more than 4 digits: 0.54321"]


def test_an_error_and_a_word_on_stderr_are_told() -> None:
    error: dict[str, Any] = {"ename": "KeyError", "evalue": "'x'", "traceback": []}
    assert faults(notebook_of(kind="error", **error)) == ["cell 1: stores an error: KeyError"]
    stderr = notebook_of(kind="stream", name="stderr", text="done")
    assert faults(stderr) == ["cell 1: stores what was written to stderr"]
