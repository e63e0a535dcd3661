"""The command line: `simkit compare SCENARIO` and its smaller siblings.

Results go to stdout, everything else to stderr.  Exit codes: 0 done; 1 `validate` found something worse than it was; 2
something the user can put right, said in a sentence; 130 stopped by Ctrl-C; 141 whoever read the output left; 143 ended
by the system (SIGTERM).
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn, TextIO

from simkit.arguments import amount, share, whole
from simkit.errors import SimkitError
from simkit.payrun.arguments import add_arguments
from simkit.report.search_arguments import add_arguments as add_search_arguments
from simkit.report.selection_arguments import add_arguments as add_select
from simkit.report.sensitivity.arguments import add_arguments as add_sensitivity
from simkit.report.sensitivity.arguments import add_difficulty
from simkit.results.files import version_of

WORSE, WRONG, STOPPED, NO_READER, ENDED = 1, 2, 130, 141, 143
MOST_SKIES = 1_000_000
"""Replications from here on are those of the pilot that sets costs equal."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    _open_closed_streams()
    with suppress(ValueError):  # only the main thread hears of signals
        signal.signal(signal.SIGTERM, _end)
    try:
        given = _parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], int | None] = given.command
        code = command(given) or 0
        sys.stdout.flush()
    except SimkitError as error:
        return _failed(str(error), notes=error)
    except BrokenPipeError:
        _forget_stdout()
        return NO_READER
    except OSError as error:
        return _failed(f"{error.filename or 'the output'}: {error.strerror or error}", notes=error)
    except MemoryError as error:
        return _failed("there is not enough memory; write a smaller --chunk, such as --chunk 8", notes=error)
    except KeyboardInterrupt as stop:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses it twice still gets one sentence
        code = ENDED if isinstance(stop, _EndedError) else STOPPED
        return _failed("stopped; a folder of results is written whole or not at all", code, notes=stop)
    return code


class _EndedError(KeyboardInterrupt):
    """The system asks this process to end: what is half done is cleared away, as after Ctrl-C."""


def _end(*_: object) -> NoReturn:
    raise _EndedError


def _open_closed_streams() -> None:
    """Let a stream that was closed, as by `>&-`, swallow what is written: Python has None there."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 (as long as the process)


def _failed(message: str, code: int = WRONG, notes: BaseException | None = None) -> int:
    """Say what went wrong, after what `notes` has been told beside it."""
    for line in (*getattr(notes, "__notes__", ()), message):
        _say(f"{line}\n", sys.stderr)
    return code


def _forget_stdout() -> None:
    """Keep Python from complaining, when it ends, that what is left cannot be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _compare(given: argparse.Namespace) -> None:
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
    with _progress(usual if rows is None else rows if isinstance(rows, int) else len(rows)) as progress:
        answer = compare(scenario, replications=rows, precision=given.precision, progress=progress, **options)
    if given.json:
        _write_bytes(summary_bytes(answer.summary))
    else:
        _say(str(answer), sys.stdout)
        sys.stdout.flush()
    _say(_where(given.out), sys.stderr)


def _select(given: argparse.Namespace) -> None:
    from simkit.report.selection import select  # noqa: PLC0415 (slow to import: not for --help)
    from simkit.scenario.reading import load  # noqa: PLC0415

    scenario = load(given.scenario)
    options = {name: value for name, value in vars(given).items() if name not in {"scenario", "json", "command"}}
    with _progress(None) as progress:
        choice = select(scenario, progress=progress, **options)
    if given.json:
        _write_bytes(choice.json().encode())
    else:
        _say(str(choice), sys.stdout)


def _search(given: argparse.Namespace) -> None:
    from simkit.report.found import search  # noqa: PLC0415 (slow to import: not for --help)
    from simkit.report.summary import summary_bytes  # noqa: PLC0415

    options = {name: getattr(given, name) for name in ("seed", "trials", "out", "backend", "workers", "cluster")}
    with _parts_of_a_whole() as progress:
        found = search(given.study, progress=progress, **options)
    if given.json:
        _write_bytes(summary_bytes(found.summary))
    else:
        _say(str(found), sys.stdout)


def _reopen(given: argparse.Namespace) -> None:
    from simkit.report.reopen import reopen  # noqa: PLC0415 (slow to import: not for --help)
    from simkit.report.summary import summary_bytes  # noqa: PLC0415

    answer = reopen(given.folder)
    if given.page is not None:
        answer.page(given.page)
    if given.json:
        _write_bytes(summary_bytes(answer.summary))
    else:
        _say(str(answer), sys.stdout)


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


@contextmanager
def _progress(skies: int | None) -> Iterator[Callable[[int], None]]:
    """A bar on stderr, when somebody watches it; without a number of skies it counts them."""
    from tqdm import tqdm  # noqa: PLC0415

    with tqdm(
        total=skies, unit="sky", desc="planning, setting costs", file=sys.stderr, disable=None, leave=False
    ) as bar:

        def progress(done: int) -> None:
            bar.set_description("simulating", refresh=False)
            bar.update(done)

        yield progress


def _diff(given: argparse.Namespace) -> None:
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
        _write_bytes(found.json().encode())
    else:
        _say(f"{found}\n", sys.stdout)


def _pay(given: argparse.Namespace) -> None:
    from simkit.payrun.command import Order, pay  # noqa: PLC0415 (slow to import: not for --help)

    if given.cases is not None:
        _check_cases(given.cases)
        return
    if given.results is None:
        raise SimkitError("pay takes a scheme and a table of results: simkit pay SCHEME RESULTS.csv, or --cases FILE")
    order = {name: value for name, value in vars(given).items() if name not in {"command", "cases"}}
    done = pay(Order(**order | {"decimal": {"point": ".", "comma": ",", None: ""}[given.decimal]}))
    _say(done.text, sys.stdout)
    sys.stdout.flush()
    for note in done.notes:
        _say(f"{note}\n", sys.stderr)
    if done.problems:
        raise SimkitError(done.problems)


def _check_cases(path: str) -> None:
    from simkit.payrun.cases import told  # noqa: PLC0415 (slow to import: not for --help)

    text, wrong = told(path)
    _say(text, sys.stdout)
    if wrong:
        raise SimkitError(f"{path}: {wrong} of the cases differ{'s' if wrong == 1 else ''} from what is expected")


def _sensitivity(given: argparse.Namespace) -> None:
    from simkit.report.sensitivity.command import run  # noqa: PLC0415 (slow to import: not for --help)

    _say(run(given), sys.stdout)


def _difficulty(given: argparse.Namespace) -> None:
    from simkit.report.sensitivity.command import run_difficulty  # noqa: PLC0415 (slow to import: not for --help)

    _say(run_difficulty(given), sys.stdout)


def _validate(given: argparse.Namespace) -> int:
    from simkit.validation.bench import validate  # noqa: PLC0415 (slow to import: not for --help)

    with _parts_of_a_whole() as progress:
        board = validate(given.only, quick=given.quick, progress=progress)
    if given.json:
        _write_bytes(board.json().encode())
    else:
        _say(str(board), sys.stdout)
    sys.stdout.flush()
    if not board.worse:
        return 0
    _say(f"worse than the stored board: {', '.join(board.worse)}\n", sys.stderr)
    return WORSE


@contextmanager
def _parts_of_a_whole() -> Iterator[Callable[[str, float], None]]:
    """A bar on stderr, when somebody watches it, that is told what is done and what part of the whole that was."""
    from tqdm import tqdm  # noqa: PLC0415

    layout = "{l_bar}{bar}| {elapsed}"
    with tqdm(total=1.0, bar_format=layout, file=sys.stderr, disable=None, leave=False) as bar:

        def progress(what: str, part: float) -> None:
            bar.set_description(what, refresh=False)
            bar.update(min(part, 1.0 - bar.n))

        yield progress


def _agenda(given: argparse.Namespace) -> None:
    from simkit.engine.agenda import folded  # noqa: PLC0415
    from simkit.scenario.reading import load  # noqa: PLC0415

    for line in folded(load(given.scenario)):
        _say(f"{line}\n", sys.stdout)


def _schema(given: argparse.Namespace) -> None:
    from simkit.scenario.schema import schema_text  # noqa: PLC0415

    if sys.stdout.isatty():
        _say(schema_text(given.kind), sys.stdout)
    else:
        _write_bytes(schema_text(given.kind).encode())  # a file for editors, which read UTF-8


def _new(given: argparse.Namespace) -> None:
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
    _say(f"Written: {given.file}. Next: simkit compare {given.file}\n", sys.stderr)


def _show(given: argparse.Namespace) -> None:
    from simkit.scenario.show import show_text  # noqa: PLC0415

    _say(show_text(given.file), sys.stdout)


def _say(text: str, stream: TextIO) -> None:
    """Write text, with other letters for those that the console cannot show."""
    try:
        stream.write(text)
    except UnicodeEncodeError:
        from simkit.report.words import showable  # noqa: PLC0415

        stream.write(showable(text, stream.encoding))


def _write_bytes(content: bytes) -> None:
    r"""Write bytes as they are: no other encoding, no \r\n."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="simkit", description="Compare pay schemes by simulation before anyone is paid."
    )
    parser.add_argument("--version", action="version", version=f"simkit {version_of('simkit')}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_compare(commands.add_parser("compare", help="compare the schemes of a scenario: the main job"))
    select = commands.add_parser("select", help="find the best scheme on one outcome, with a promise and few skies")
    add_select(select, MOST_SKIES)
    select.set_defaults(command=_select)
    _add_reopen(commands.add_parser("reopen", help="show the results in a folder again, also of an unfinished run"))
    _add_diff(commands.add_parser("diff", help="say what changes from one scheme to another, in words and in pay"))
    search = commands.add_parser("search", help="search for better values of a scheme, within limits")
    add_search_arguments(search)
    search.set_defaults(command=_search)
    pay = commands.add_parser("pay", help="pay people by a scheme from their results, with all reasons")
    add_arguments(pay)
    pay.set_defaults(command=_pay)
    sensitivity = commands.add_parser("sensitivity", help="say which assumptions matter, and where the ranking turns")
    add_sensitivity(sensitivity)
    sensitivity.set_defaults(command=_sensitivity)
    difficulty = commands.add_parser("difficulty", help="say how hard the targets of a scheme should be")
    add_difficulty(difficulty)
    difficulty.set_defaults(command=_difficulty)
    _add_validate(commands.add_parser("validate", help="hold the model against theory and published findings"))
    agenda = commands.add_parser("agenda", help="print what happens when, and in which order on the same day")
    agenda.add_argument("scenario", metavar="SCENARIO", help="a scenario file")
    agenda.set_defaults(command=_agenda)
    schema = commands.add_parser("schema", help="print the JSON Schema with which an editor completes and checks files")
    schema.add_argument("kind", nargs="?", choices=("scenario", "scheme"), default="scenario", help="of which files")
    schema.set_defaults(command=_schema)
    new = commands.add_parser("new", help="write a commented scenario to start from")
    new.add_argument("file", metavar="FILE", help="the file to write; one that exists is never overwritten")
    new.set_defaults(command=_new)
    show = commands.add_parser("show", help="print every value of a file and where it comes from")
    show.add_argument("file", metavar="FILE", help="a scenario file or a scheme file")
    show.set_defaults(command=_show)
    return parser


def _add_compare(compare: argparse.ArgumentParser) -> None:
    compare.add_argument("scenario", metavar="SCENARIO", help="a scenario file, such as scenarios/vip_managers.yaml")
    skies = whole("200", 1, MOST_SKIES)
    compare.add_argument(
        "--replications", metavar="N", type=skies, help="how many skies, that is futures (default 200)"
    )
    help_text = "add skies until intervals are so narrow, such as 1%% of today's value (of the outcomes in `primary`)"
    compare.add_argument("--precision", metavar="SHARE", type=share, help=help_text)
    most = whole("2000", 2, MOST_SKIES)
    compare.add_argument(
        "--most", metavar="N", type=most, help="with --precision: so many skies at most (default 2000)"
    )
    seed = whole("1", 0, 2**63 - 1)
    compare.add_argument("--seed", metavar="S", type=seed, default=1, help="where chance starts (default 1)")
    chunk = whole("64", 1, MOST_SKIES)
    help_text = "skies at a time: memory and speed, never a result (default: what is fast and fits)"
    compare.add_argument("--chunk", metavar="N", type=chunk, help=help_text)
    only = whole("0", 0, MOST_SKIES - 1)
    compare.add_argument(
        "--only", metavar="K", type=only, help="sky K alone, counted from 0, the same as in a full run"
    )
    compare.add_argument("--out", metavar="DIR", help="write page.html, summary.json, tables and manifest.json here")
    compare.add_argument("--resume", action="store_true", help="go on from the skies that a run before has kept in DIR")
    help_text = "where it runs: here, in processes of this computer, or on a Dask cluster; never changes a result"
    compare.add_argument("--backend", choices=("serial", "processes", "dask"), default="serial", help=help_text)
    workers = whole("2", 1, 10_000)
    compare.add_argument("--workers", metavar="N", type=workers, help="how many (default: one for each core)")
    compare.add_argument("--cluster", metavar="ADDRESS", help="of a Dask scheduler, such as tcp://10.0.0.5:8786")
    compare.add_argument("--json", action="store_true", help="print summary.json and nothing else")
    compare.set_defaults(command=_compare)


def _add_reopen(reopen: argparse.ArgumentParser) -> None:
    reopen.add_argument("folder", metavar="DIR", help="the folder that was given to compare --out")
    reopen.add_argument("--page", metavar="FILE", help="write the page here too, such as part.html")
    reopen.add_argument("--json", action="store_true", help="print the summary and nothing else")
    reopen.set_defaults(command=_reopen)


def _add_diff(diff: argparse.ArgumentParser) -> None:
    help_text = (
        "two scheme files, or a scenario file and the names of two of its schemes; growth@25: as it is in month 25"
    )
    diff.add_argument("files", metavar="A B | SCENARIO A B", nargs="+", help=help_text)
    diff.add_argument(
        "--base-pay", metavar="AMOUNT", type=amount, help="a month's base pay (default: the scenario's median)"
    )
    diff.add_argument(
        "--scenario", metavar="FILE", help="beside two scheme files: where normal amounts and base pay come from"
    )
    diff.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    diff.set_defaults(command=_diff)


def _add_validate(validate: argparse.ArgumentParser) -> None:
    validate.epilog = (
        "Exit code 0: nothing is worse than on the stored board; 1: something is, and is named; 2: there is no such ID."
    )
    help_text = "one part (exact, findings, effort_experiment, coverage), one row, or one study such as SF06"
    validate.add_argument("--only", metavar="ID", help=help_text)
    validate.add_argument("--quick", action="store_true", help="fewer repeats: less than a minute")
    validate.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    validate.set_defaults(command=_validate)
