"""`python -m tests.notebooks.rewrite [FILE...] [--check]`: run the notebooks and store what they show.

Without FILE it takes every notebook in notebooks/.  A notebook is run in this environment, from its own folder, and
written in one form only (see stable.py), so that a second run writes the same bytes and a difference in git is a
difference in what a reader sees.

Exit code 0: all is well.  1: with --check, a file would change.  2: a cell failed; its notebook is left as it was.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbval.kernel import CURRENT_ENV_KERNEL_NAME, NbvalKernelspecManager

from tests.notebooks.stable import settle, text_of

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "notebooks"
SECONDS = 600
"""A cell that runs longer than this is stopped."""
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class NotebookError(Exception):
    """A notebook that cannot be rewritten: where, and what is wrong, in one line."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Rewrite or check, tell what happened, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.notebooks.rewrite", description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="a notebook; all of notebooks/ if none")
    parser.add_argument("--check", action="store_true", help="write nothing; say which files would change")
    options = parser.parse_args(arguments)
    codes = [attempt(path, check=options.check) for path in options.files or sorted(FOLDER.glob("*.ipynb"))]
    return max(codes, default=0)


def attempt(path: Path, *, check: bool) -> int:
    """Rewrite or check one notebook; its exit code."""
    try:
        before, after = read(path), rewritten(path)
    except NotebookError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if before == after:
        sys.stdout.write(f"{path}: as stored\n")
        return 0
    if check:
        sys.stdout.write(f"{path}: would change\n")
        return 1
    replace(path, after)
    sys.stdout.write(f"{path}: written\n")
    return 0


def read(path: Path) -> bytes:
    """The bytes of a file."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotebookError(f"{path}: cannot be read: {error.strerror}") from error


def rewritten(path: Path) -> bytes:
    """What the notebook's file should hold: its cells run now, in the one form."""
    notebook = parsed(path)
    run(notebook, path)
    settle(notebook)
    return text_of(notebook).encode()


def parsed(path: Path) -> Any:
    """The notebook in a file, settled: empty cells are gone, and cells are counted as they will be."""
    try:
        content = path.read_text("utf-8")
        if json.loads(content)["nbformat"] != 4:
            raise NotebookError(f"{path}: is a notebook of another format than 4; save it with JupyterLab first")
        notebook = nbformat.v4.reads(content)
        settle(notebook)
        nbformat.validate(notebook)
    except (AttributeError, KeyError, TypeError, ValueError, nbformat.ValidationError) as error:
        raise NotebookError(f"{path}: is not a notebook") from error
    return notebook


def run(notebook: Any, path: Path) -> None:
    """Run all cells in the kernel of this environment, whatever kernel the notebook names."""
    manager = AsyncKernelManager(kernel_name=CURRENT_ENV_KERNEL_NAME, kernel_spec_manager=NbvalKernelspecManager())
    client = NotebookClient(
        notebook,
        km=manager,
        timeout=SECONDS,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.resolve().parent)}},
    )
    try:
        client.execute(
            cleanup_kc=True, stderr=subprocess.DEVNULL
        )  # a kernel warns there at each start, of nothing here
    except CellExecutionError as error:
        raise NotebookError(f"{path}: cell {_failed(notebook)}: {_last_line(error)}") from error
    except CellTimeoutError as error:
        raise NotebookError(f"{path}: a cell ran longer than {SECONDS} seconds") from error
    except DeadKernelError as error:
        raise NotebookError(f"{path}: the kernel died while a cell ran") from error


def _failed(notebook: Any) -> int:
    """The number, as a reader sees it in `[ ]`, of the cell that raised."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return next(
        number for number, cell in enumerate(code, 1) for output in cell.outputs if output.output_type == "error"
    )


def _last_line(error: CellExecutionError) -> str:
    """The last line that the error shows, without colours."""
    lines: Iterator[str] = (line.strip() for line in _COLOUR.sub("", f"{error.ename}: {error.evalue}").splitlines())
    return [line for line in lines if line][-1]


def replace(path: Path, content: bytes) -> None:
    """Write beside the file and rename, so that nobody reads half a notebook."""
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(content)
    beside.replace(path)


if __name__ == "__main__":
    sys.exit(main())
