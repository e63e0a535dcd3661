"""`simkit diff`: what changes between two schemes."""

from __future__ import annotations

import argparse

from simkit.commands.arguments import amount
from simkit.commands.console import give
from simkit.errors import SimkitError


def add(diff: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
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


def run(given: argparse.Namespace) -> None:
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
    give(given.json, lambda: found.json().encode(), lambda: f"{found}\n")
