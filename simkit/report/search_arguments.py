"""What `simkit search` can be asked; it loads nothing, so that help is quick."""

from __future__ import annotations

import argparse

from simkit.arguments import whole


def add_arguments(search: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    search.description = (
        "Search for better values of one scheme, with one goal or several and within limits, and try the best again in "
        "skies that took no part in the search."
    )
    search.epilog = "Exit code 0 also when no scheme keeps to all limits: then it says which of them stand in the way."
    search.add_argument("study", metavar="STUDY", help="a file such as scenarios/studies/growth_bonus.yaml")
    seed = whole("1", 0, 2**63 - 1)
    search.add_argument("--seed", metavar="S", type=seed, default=1, help="where chance starts (default 1)")
    trials = whole("64", 1, 10_000)
    search.add_argument(
        "--trials", metavar="N", type=trials, help="how many different schemes (default: what the file says)"
    )
    help_text = "write search.json, all schemes tried as a table, and a scheme file for each of the front"
    search.add_argument("--out", metavar="DIR", help=help_text)
    help_text = "where it runs: here, in processes of this computer, or on a Dask cluster; never changes a result"
    search.add_argument("--backend", choices=("serial", "processes", "dask"), default="serial", help=help_text)
    workers = whole("2", 1, 10_000)
    search.add_argument("--workers", metavar="N", type=workers, help="how many (default: one for each core)")
    search.add_argument("--cluster", metavar="ADDRESS", help="of a Dask scheduler, such as tcp://10.0.0.5:8786")
    search.add_argument("--json", action="store_true", help="print search.json and nothing else")
