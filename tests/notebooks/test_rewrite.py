"""Rewriting notebooks: one form, the same bytes each time, and nothing lost when a cell fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.notebooks import rewrite
from tests.notebooks.rewrite import main
from tests.notebooks.stable import settle, text_of

NOISY = """
import sys
from datetime import datetime
import pandas as pd
from tqdm import tqdm
print("one", object())
print(datetime.now(), file=sys.stderr)
for _ in tqdm(range(3)):
    pass
print("two")
display(pd.DataFrame({"level": [0.1205]}).style.set_caption("first"))
pd.DataFrame({"level": [0.1371]}).style.set_caption("second")
"""


def notebook_file(path: Path, *sources: str) -> Path:
    """A notebook as an editor leaves it: its own ids and metadata, nothing run."""
    cells = [new_markdown_cell("# A story"), *(new_code_cell(source) for source in sources)]
    cells[-1].metadata = {"scrolled": True, "tags": ["kept"], "execution": {"iopub.status.busy": "2026-01-01"}}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": {"name": "elsewhere", "display_name": "Elsewhere"}})
    nbformat.write(notebook, path)
    return path


def raw(path: Path) -> Any:
    """The JSON in a notebook's file."""
    return json.loads(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes, Any]:
    """The bytes after the first and the second rewriting of a noisy notebook, and its JSON."""
    path = notebook_file(tmp_path_factory.mktemp("twice") / "noisy.ipynb", NOISY, "", "1 + 1")
    assert main([str(path)]) == 0
    first = path.read_bytes()
    assert main([str(path)]) == 0
    assert [found.name for found in path.parent.iterdir()] == ["noisy.ipynb"]
    return first, path.read_bytes(), raw(path)


def test_a_second_run_writes_the_same_bytes(twice: tuple[bytes, bytes, Any]) -> None:
    first, second, _ = twice
    assert first == second
    assert b"\r" not in first
    assert first.endswith(b"}\n")


def test_ids_counts_and_metadata_are_settled(twice: tuple[bytes, bytes, Any]) -> None:
    text, noisy, last = twice[2]["cells"]  # the empty cell is gone
    assert [cell["id"] for cell in (text, noisy, last)] == ["cell-1", "cell-2", "cell-3"]
    assert [cell["execution_count"] for cell in (noisy, last)] == [1, 2]
    assert last["outputs"][0]["execution_count"] == 2
    assert last["metadata"] == {"tags": ["kept"]}
    assert twice[2]["metadata"] == {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }


def test_streams_are_merged_and_what_differs_is_replaced(twice: tuple[bytes, bytes, Any]) -> None:
    outputs = twice[2]["cells"][1]["outputs"]
    streams = {output["name"]: "".join(output["text"]) for output in outputs if output["output_type"] == "stream"}
    assert len([output for output in outputs if output["output_type"] == "stream"]) == 2
    assert streams["stdout"] == "one <object object at 0x1>\ntwo\n"
    assert streams["stderr"] == "DATETIME\nTQDM\n"


def test_two_styled_tables_keep_ids_of_their_own(twice: tuple[bytes, bytes, Any]) -> None:
    pages = ["".join(output["data"]["text/html"]) for output in twice[2]["cells"][1]["outputs"] if "data" in output]
    assert [("T_00001" in page, "T_00002" in page) for page in pages] == [(True, False), (False, True)]


def test_check_names_what_would_change_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = notebook_file(tmp_path / "new.ipynb", "1 + 1")
    before = path.read_bytes()

    assert main(["--check", str(path)]) == 1
    assert capsys.readouterr().out == f"{path}: would change\n"
    assert path.read_bytes() == before

    assert main([str(path)]) == 0
    assert main(["--check", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}: written\n{path}: as stored\n"


def test_a_failing_cell_is_told_in_one_line_and_the_file_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = notebook_file(tmp_path / "failing.ipynb", "share = 0", "", "1 / share")
    before = path.read_bytes()

    assert main([str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == f"{path}: cell 2: ZeroDivisionError: division by zero\n"
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", ["", "{", '{"cells": 3}', '{"nbformat": 4, "cells": 3}', "[]", "\xff"])
def test_what_is_no_notebook_is_told(content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "no.ipynb"
    path.write_bytes(content.encode("latin-1"))
    assert main([str(path)]) == 2
    assert capsys.readouterr().err == f"{path}: is not a notebook\n"


def test_an_old_format_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "old.ipynb"
    path.write_text('{"nbformat": 3, "worksheets": []}', "utf-8")
    assert main([str(path)]) == 2
    assert "of another format than 4" in capsys.readouterr().err


def test_a_missing_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "missing.ipynb"
    assert main([str(path)]) == 2
    assert capsys.readouterr().err == f"{path}: cannot be read: No such file or directory\n"


def test_the_worst_of_several_is_the_exit_code_and_all_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = tmp_path / "a.ipynb", tmp_path / "b.ipynb"
    bad.write_text("{", "utf-8")
    settled = new_notebook(cells=[new_markdown_cell("nothing to run")])
    settle(settled)
    good.write_text(text_of(settled), "utf-8", newline="\n")
    monkeypatch.setattr(rewrite, "FOLDER", tmp_path)
    monkeypatch.setattr(rewrite, "run", lambda *_: None)

    for arguments in ([], [str(bad), str(good)], [str(good), str(bad)]):
        assert main(arguments) == 2
        told = capsys.readouterr()
        assert (told.out, told.err) == (f"{good}: as stored\n", f"{bad}: is not a notebook\n")


def test_a_widget_keeps_its_text_and_loses_its_id() -> None:
    data = {"application/vnd.jupyter.widget-view+json": {"model_id": "5f0c"}, "text/plain": "  0%"}
    notebook = new_notebook(cells=[new_code_cell("bar", outputs=[new_output("display_data", data=data)])])
    settle(notebook)
    assert notebook.cells[0].outputs[0].data == {"text/plain": "  0%"}
