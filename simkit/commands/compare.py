"""`simkit compare`: the schemes of a scenario under the same skies, people and views; the main job."""

from __future__ import annotations

import argparse
import sys

from simkit.commands.arguments import MOST_SKIES, add_backend, add_chunk, add_seed, share, whole
from simkit.commands.console import give, say, skies_bar
from simkit.errors import SimkitError


def add(compare: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
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
    add_seed(compare)
    add_chunk(compare)
    only = whole("0", 0, MOST_SKIES - 1)
    compare.add_argument(
        "--only", metavar="K", type=only, help="sky K alone, counted from 0, the same as in a full run"
    )
    compare.add_argument("--out", metavar="DIR", help="write page.html, summary.json, tables and manifest.json here")
    compare.add_argument("--resume", action="store_true", help="go on from the skies that a run before has kept in DIR")
    add_backend(compare)
    compare.add_argument("--json", action="store_true", help="print summary.json and nothing else")


def run(given: argparse.Namespace) -> None:
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
    give(given.json, lambda: summary_bytes(answer.summary), lambda: str(answer))
    say(_where(given.out), sys.stderr)


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
