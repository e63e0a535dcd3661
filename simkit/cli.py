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
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from simkit.commands.console import say
from simkit.commands.parser import parser
from simkit.errors import SimkitError

WRONG, STOPPED, NO_READER, ENDED = 2, 130, 141, 143


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    _open_closed_streams()
    with suppress(ValueError):  # only the main thread hears of signals
        signal.signal(signal.SIGTERM, _end)
    try:
        given = parser().parse_args(arguments)
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
        say(f"{line}\n", sys.stderr)
    return code


def _forget_stdout() -> None:
    """Keep Python from complaining, when it ends, that what is left cannot be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
