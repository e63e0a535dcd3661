"""What commands show while they work and when they are done: text, bytes, and bars on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO


@contextmanager
def skies_bar(skies: int | None) -> Iterator[Callable[[int], None]]:
    """A bar on stderr, when somebody watches it; without a number of skies it counts them."""
    from tqdm import tqdm  # noqa: PLC0415

    with tqdm(
        total=skies, unit="sky", desc="planning, setting costs", file=sys.stderr, disable=None, leave=False
    ) as bar:

        def progress(done: int) -> None:
            bar.set_description("simulating", refresh=False)
            bar.update(done)

        yield progress


@contextmanager
def parts_bar() -> Iterator[Callable[[str, float], None]]:
    """A bar on stderr, when somebody watches it, that is told what is done and what part of the whole that was."""
    from tqdm import tqdm  # noqa: PLC0415

    layout = "{l_bar}{bar}| {elapsed}"
    with tqdm(total=1.0, bar_format=layout, file=sys.stderr, disable=None, leave=False) as bar:

        def progress(what: str, part: float) -> None:
            bar.set_description(what, refresh=False)
            bar.update(min(part, 1.0 - bar.n))

        yield progress


def say(text: str, stream: TextIO) -> None:
    """Write text, with other letters for those that the console cannot show."""
    try:
        stream.write(text)
    except UnicodeEncodeError:
        from simkit.report.words import showable  # noqa: PLC0415

        stream.write(showable(text, stream.encoding))


def write_bytes(content: bytes) -> None:
    r"""Write bytes as they are: no other encoding, no \r\n."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def give(as_json: bool, document: Callable[[], bytes], text: Callable[[], str]) -> None:
    """Write an answer to stdout: one JSON document and nothing else, or as people read it."""
    if as_json:
        write_bytes(document())
    else:
        say(text(), sys.stdout)
        sys.stdout.flush()
