"""What can be asked on the command line; it loads nothing heavy."""

from __future__ import annotations

import argparse

from simkit.arguments import amount, share, whole
from simkit.commands import running
from simkit.payrun.arguments import add_arguments as add_pay
from simkit.report.search_arguments import add_arguments as add_search
from simkit.report.selection_arguments import add_arguments as add_select
from simkit.report.sensitivity.arguments import add_arguments as add_sensitivity
from simkit.report.sensitivity.arguments import add_difficulty
from simkit.results.files import version_of

MOST_SKIES = 1_000_000
"""Replications from here on are those of the pilot that sets costs equal."""


def parser() -> argparse.ArgumentParser:
    """All commands and what each takes."""
    simkit = argparse.ArgumentParser(
        prog="simkit", description="Compare pay schemes by simulation before anyone is paid."
    )
    simkit.add_argument("--version", action="version", version=f"simkit {version_of('simkit')}")
    commands = simkit.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_compare(commands.add_parser("compare", help="compare the schemes of a scenario: the main job"))
    select = commands.add_parser("select", help="find the best scheme on one outcome, with a promise and few skies")
    add_select(select, MOST_SKIES)
    select.set_defaults(command=running.run_select)
    _add_reopen(commands.add_parser("reopen", help="show the results in a folder again, also of an unfinished run"))
    _add_diff(commands.add_parser("diff", help="say what changes from one scheme to another, in words and in pay"))
    search = commands.add_parser("search", help="search for better values of a scheme, within limits")
    add_search(search)
    search.set_defaults(command=running.run_search)
    pay = commands.add_parser("pay", help="pay people by a scheme from their results, with all reasons")
    add_pay(pay)
    pay.set_defaults(command=running.run_pay)
    sensitivity = commands.add_parser("sensitivity", help="say which assumptions matter, and where the ranking turns")
    add_sensitivity(sensitivity)
    sensitivity.set_defaults(command=running.run_sensitivity)
    difficulty = commands.add_parser("difficulty", help="say how hard the targets of a scheme should be")
    add_difficulty(difficulty)
    difficulty.set_defaults(command=running.run_difficulty)
    _add_validate(commands.add_parser("validate", help="hold the model against theory and published findings"))
    agenda = commands.add_parser("agenda", help="print what happens when, and in which order on the same day")
    agenda.add_argument("scenario", metavar="SCENARIO", help="a scenario file")
    agenda.set_defaults(command=running.run_agenda)
    schema = commands.add_parser("schema", help="print the JSON Schema with which an editor completes and checks files")
    schema.add_argument("kind", nargs="?", choices=("scenario", "scheme"), default="scenario", help="of which files")
    schema.set_defaults(command=running.run_schema)
    new = commands.add_parser("new", help="write a commented scenario to start from")
    new.add_argument("file", metavar="FILE", help="the file to write; one that exists is never overwritten")
    new.set_defaults(command=running.run_new)
    show = commands.add_parser("show", help="print every value of a file and where it comes from")
    show.add_argument("file", metavar="FILE", help="a scenario file or a scheme file")
    show.set_defaults(command=running.run_show)
    return simkit


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
    compare.set_defaults(command=running.run_compare)


def _add_reopen(reopen: argparse.ArgumentParser) -> None:
    reopen.add_argument("folder", metavar="DIR", help="the folder that was given to compare --out")
    reopen.add_argument("--page", metavar="FILE", help="write the page here too, such as part.html")
    reopen.add_argument("--json", action="store_true", help="print the summary and nothing else")
    reopen.set_defaults(command=running.run_reopen)


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
    diff.set_defaults(command=running.run_diff)


def _add_validate(validate: argparse.ArgumentParser) -> None:
    validate.epilog = (
        "Exit code 0: nothing is worse than on the stored board; 1: something is, and is named; 2: there is no such ID."
    )
    help_text = "one part (exact, findings, effort_experiment, coverage), one row, or one study such as SF06"
    validate.add_argument("--only", metavar="ID", help=help_text)
    validate.add_argument("--quick", action="store_true", help="fewer repeats: less than a minute")
    validate.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    validate.set_defaults(command=running.run_validate)
