"""`simkit pay`: people paid by a scheme from a table of their results."""

from __future__ import annotations

import argparse
import sys

from simkit.commands.console import say
from simkit.errors import SimkitError


def add(pay: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    pay.description = (
        "Pay everybody in a table of results. One row a person: id, one column a KPI, base_pay, and where the scheme "
        "asks for them target:KPI (or KPI target), branch, before:KPI; name and period if there are any."
    )
    pay.epilog = (
        "Exit code 0: everybody was paid; 2: some rows were left out, which are listed with row and column, and all "
        "others count. A pseudonym is a keyed hash of the id: the same under the same key, and nobody without the key "
        "can tell who it is. Names are left out, branches are not."
    )
    pay.add_argument(
        "scheme", metavar="SCHEME", nargs="?", help="a scheme file, such as scenarios/schemes/growth_bonus.yaml"
    )
    pay.add_argument("results", metavar="RESULTS.csv", nargs="?", help="the table, as a spreadsheet saves it")
    pay.add_argument("--cases", metavar="FILE", help="pay the cases of a file, and say where pay is not as expected")
    pay.add_argument("--who", metavar="ID", help="print one person's statement: every reason of the pay")
    pay.add_argument("--out", metavar="FILE.csv", help="write everybody's pay by component")
    pay.add_argument("--statements", metavar="FILE", help="write everybody's statement: .txt to read, .csv as a table")
    periods = ("month", "quarter", "half-year", "year")
    help_text = (
        "the month that is paid, where the scheme changes from a month on: --month 25 pays what holds in month 25"
    )
    pay.add_argument("--month", metavar="N", type=_month, help=help_text)
    pay.add_argument("--every", choices=periods, help="pay only the components that are paid by this period")
    help_text = "call people by pseudonyms, the same ones under the same key, wherever anything is written or printed"
    pay.add_argument("--pseudonyms", action="store_true", help=help_text)
    help_text = "the key: a file, or env:NAME for an environment variable; without it one is kept beside the output"
    pay.add_argument("--key", metavar="KEY", help=help_text)
    pay.add_argument("--decimal", choices=("point", "comma"), help="what decimals stand behind, if it is not clear")
    pay.add_argument("--encoding", metavar="NAME", help="the letters of the table (default: UTF-8, UTF-16 or GBK)")


def run(given: argparse.Namespace) -> None:
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


def _month(text: str) -> int:
    if text.isdecimal() and 1 <= int(text[:5]) <= 9_999:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a month; write one such as 25, as `from: month 25` counts")
