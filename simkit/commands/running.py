"""What each command does: it reads what was asked for, calls what Python users call, and shows the answer.

Each loads what it needs when it runs, so that help is quick.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from simkit.commands.console import parts_bar, say, skies_bar, write_bytes
from simkit.errors import SimkitError

WORSE = 1
"""Exit code of `validate` when something is worse than it was."""


def run_compare(given: argparse.Namespace) -> None:
    """Compare the schemes of a scenario."""
    rows = _rows(given)
    from simkit.experiment.precision import MOST  # noqa: PLC0415 (slow to import: not for --help)
    from simkit.report.answer import SKIES, compare  # noqa: PLC0415
    from simkit.report.summary import summary_bytes  # noqa: PLC0415
    from simkit.scenario.reading import load  # noqa: PLC0415

    scenario = load(given.scenario)
    options = {
        name: getattr(given, name)
        for name in ("seed", "chunk", "out", "resume", "backend", "workers", "cluster", "most")
    }
    usual = SKIES if given.precision is None else given.most or MOST
    with skies_bar(usual if rows is None else rows if isinstance(rows, int) else len(rows)) as progress:
        answer = compare(scenario, replications=rows, precision=given.precision, progress=progress, **options)
    if given.json:
        write_bytes(summary_bytes(answer.summary))
    else:
        say(str(answer), sys.stdout)
        sys.stdout.flush()
    say(_where(given.out), sys.stderr)


def run_select(given: argparse.Namespace) -> None:
    """Find the best scheme on one outcome."""
    from simkit.report.selection import select  # noqa: PLC0415 (slow to import: not for --help)
    from simkit.scenario.reading import load  # noqa: PLC0415

    scenario = load(given.scenario)
    options = {name: value for name, value in vars(given).items() if name not in {"scenario", "json", "command"}}
    with skies_bar(None) as progress:
        choice = select(scenario, progress=progress, **options)
    if given.json:
        write_bytes(choice.json().encode())
    else:
        say(str(choice), sys.stdout)


def run_search(given: argparse.Namespace) -> None:
    """Search for better values of a scheme."""
    from simkit.report.found import search  # noqa: PLC0415 (slow to import: not for --help)
    from simkit.report.summary import summary_bytes  # noqa: PLC0415

    options = {name: getattr(given, name) for name in ("seed", "trials", "out", "backend", "workers", "cluster")}
    with parts_bar() as progress:
        found = search(given.study, progress=progress, **options)
    if given.json:
        write_bytes(summary_bytes(found.summary))
    else:
        say(str(found), sys.stdout)


def run_reopen(given: argparse.Namespace) -> None:
    """Show the results in a folder again."""
    from simkit.report.reopen import reopen  # noqa: PLC0415 (slow to import: not for --help)
    from simkit.report.summary import summary_bytes  # noqa: PLC0415

    answer = reopen(given.folder)
    if given.page is not None:
        answer.page(given.page)
    if given.json:
        write_bytes(summary_bytes(answer.summary))
    else:
        say(str(answer), sys.stdout)


def _rows(given: argparse.Namespace) -> int | list[int] | None:
    """How many skies, or the one that is asked for, if either is; raises SimkitError when it is not among them."""
    count: int | None = given.replications
    if given.only is None:
        return count
    if count is not None and given.only >= count:
        raise SimkitError(
            f"--only {given.only} is not one of {count} skies, which are counted from 0; "
            f"write --only {count - 1} or less, or leave --replications out"
        )
    return [given.only]


def _where(out: str | None) -> str:
    if out is None:
        return "No files were written; add --out DIR for page.html, summary.json and all tables (Parquet and CSV).\n"
    return f"Written to {out}: page.html for a browser, summary.json, all tables (Parquet and CSV), manifest.json.\n"


def run_diff(given: argparse.Namespace) -> None:
    """Say what changes between two schemes."""
    from simkit.report.diff import diff, version_of_scheme  # noqa: PLC0415 (slow to import: not for --help)
    from simkit.scenario.reading import load, load_scheme  # noqa: PLC0415

    scenario = load(given.scenario) if given.scenario else None
    if len(given.files) == 3 and scenario is None:
        scenario = load(given.files[0])
        schemes = [version_of_scheme(scenario, name) for name in given.files[1:]]
    elif len(given.files) == 2:
        try:
            schemes = [load_scheme(file) for file in given.files]
        except SimkitError as error:
            if "schemes: unknown key" not in str(error):
                raise
            raise SimkitError(
                "a file of these is a scenario; name it and two of its schemes: simkit diff SCENARIO A B"
            ) from None
    else:
        raise SimkitError("diff takes two scheme files, or a scenario file and the names of two of its schemes")
    if scenario is None and given.base_pay is None:
        raise SimkitError(
            "two scheme files say nothing of base pay; add --base-pay 9000, a month's, or --scenario FILE"
        )
    found = diff(*schemes, base_pay=given.base_pay, scenario=scenario)
    if given.json:
        write_bytes(found.json().encode())
    else:
        say(f"{found}\n", sys.stdout)


def run_pay(given: argparse.Namespace) -> None:
    """Pay people from a table of results."""
    from simkit.payrun.command import Order, pay  # noqa: PLC0415 (slow to import: not for --help)

    if given.cases is not None:
        _check_cases(given.cases)
        return
    if given.results is None:
        raise SimkitError("pay takes a scheme and a table of results: simkit pay SCHEME RESULTS.csv, or --cases FILE")
    order = {name: value for name, value in vars(given).items() if name not in {"command", "cases"}}
    done = pay(Order(**order | {"decimal": {"point": ".", "comma": ",", None: ""}[given.decimal]}))
    say(done.text, sys.stdout)
    sys.stdout.flush()
    for note in done.notes:
        say(f"{note}\n", sys.stderr)
    if done.problems:
        raise SimkitError(done.problems)


def _check_cases(path: str) -> None:
    from simkit.payrun.cases import told  # noqa: PLC0415 (slow to import: not for --help)

    text, wrong = told(path)
    say(text, sys.stdout)
    if wrong:
        raise SimkitError(f"{path}: {wrong} of the cases differ{'s' if wrong == 1 else ''} from what is expected")


def run_sensitivity(given: argparse.Namespace) -> None:
    """Say which assumptions matter."""
    from simkit.report.sensitivity.command import run  # noqa: PLC0415 (slow to import: not for --help)

    say(run(given), sys.stdout)


def run_difficulty(given: argparse.Namespace) -> None:
    """Say how hard targets should be."""
    from simkit.report.sensitivity.command import run_difficulty  # noqa: PLC0415 (slow to import: not for --help)

    say(run_difficulty(given), sys.stdout)


def run_validate(given: argparse.Namespace) -> int:
    """Hold the model against what is known; gives the exit code."""
    from simkit.validation.bench import validate  # noqa: PLC0415 (slow to import: not for --help)

    with parts_bar() as progress:
        board = validate(given.only, quick=given.quick, progress=progress)
    if given.json:
        write_bytes(board.json().encode())
    else:
        say(str(board), sys.stdout)
    sys.stdout.flush()
    if not board.worse:
        return 0
    say(f"worse than the stored board: {', '.join(board.worse)}\n", sys.stderr)
    return WORSE


def run_agenda(given: argparse.Namespace) -> None:
    """Print what happens when."""
    from simkit.engine.agenda import folded  # noqa: PLC0415
    from simkit.scenario.reading import load  # noqa: PLC0415

    for line in folded(load(given.scenario)):
        say(f"{line}\n", sys.stdout)


def run_schema(given: argparse.Namespace) -> None:
    """Print a JSON Schema."""
    from simkit.scenario.schema import schema_text  # noqa: PLC0415

    if sys.stdout.isatty():
        say(schema_text(given.kind), sys.stdout)
    else:
        write_bytes(schema_text(given.kind).encode())  # a file for editors, which read UTF-8


def run_new(given: argparse.Namespace) -> None:
    """Write a scenario to start from."""
    from simkit.scenario.starter import starter_text  # noqa: PLC0415

    text = starter_text()
    file, made = Path(given.file), False
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            made = True
            stream.write(text)
    except FileExistsError:
        raise SimkitError(f"{given.file}: this exists already and is left as it is; name a new file") from None
    except FileNotFoundError:
        raise SimkitError(f"{given.file}: there is no such folder; make it first, or name another") from None
    except BaseException:
        if made:  # half a file, as on a full disk, would keep the name
            file.unlink()
        raise
    say(f"Written: {given.file}. Next: simkit compare {given.file}\n", sys.stderr)


def run_show(given: argparse.Namespace) -> None:
    """Print every value of a file and where it comes from."""
    from simkit.scenario.show import show_text  # noqa: PLC0415

    say(show_text(given.file), sys.stdout)
