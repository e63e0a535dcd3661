"""All commands, in the order of help; a new one is a file with `add` and `run`, and a line here."""

from __future__ import annotations

import argparse

from simkit.commands import (
    agenda,
    brief,
    compare,
    diff,
    difficulty,
    new,
    pay,
    reopen,
    schema,
    search,
    select,
    sensitivity,
    show,
    validate,
)
from simkit.results.files import version_of

COMMANDS = {
    "compare": (compare, "compare the schemes of a scenario: the main job"),
    "brief": (brief, "compare on the outcomes that decide, in seconds"),
    "select": (select, "find the best scheme on one outcome, with a promise and few skies"),
    "reopen": (reopen, "show the results in a folder again, also of an unfinished run"),
    "diff": (diff, "say what changes from one scheme to another, in words and in pay"),
    "search": (search, "search for better values of a scheme, within limits"),
    "pay": (pay, "pay people by a scheme from their results, with all reasons"),
    "sensitivity": (sensitivity, "say which assumptions matter, and where the ranking turns"),
    "difficulty": (difficulty, "say how hard the targets of a scheme should be"),
    "validate": (validate, "hold the model against theory and published findings"),
    "agenda": (agenda, "print what happens when, and in which order on the same day"),
    "schema": (schema, "print the JSON Schema with which an editor completes and checks files"),
    "new": (new, "write a commented scenario to start from"),
    "show": (show, "print every value of a file and where it comes from"),
}


def parser() -> argparse.ArgumentParser:
    """The command line, which loads nothing heavy: each command loads what it needs when it runs."""
    simkit = argparse.ArgumentParser(
        prog="simkit", description="Compare pay schemes by simulation before anyone is paid."
    )
    simkit.add_argument("--version", action="version", version=f"simkit {version_of('simkit')}")
    commands = simkit.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, (command, what) in COMMANDS.items():
        one = commands.add_parser(name, help=what)
        command.add(one)
        one.set_defaults(command=command.run)
    return simkit
