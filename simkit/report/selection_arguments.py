"""What `simkit select` can be asked; it loads nothing, so that help is quick."""

from __future__ import annotations

import argparse

from simkit.arguments import amount, share, whole


def add_arguments(select: argparse.ArgumentParser, most_skies: int) -> None:
    """Say what the command takes."""
    select.description = (
        "Find the scheme that is best on one outcome. Schemes that cannot be best are dropped as soon as that is "
        "clear; winner, closest rival and today's scheme are then compared in fresh skies."
    )
    select.add_argument("scenario", metavar="SCENARIO", help="a scenario file, such as scenarios/vip_managers.yaml")
    select.add_argument("--outcome", metavar="NAME", required=True, help="an outcome, such as value or gini")
    help_text = "probability of selecting the best, if it is better by the margin (default 95%%)"
    select.add_argument("--promise", metavar="SHARE", type=share, default=0.95, help=help_text)
    help_text = "what matters in practice, in the outcome's unit (default: its practical margin)"
    select.add_argument("--margin", metavar="AMOUNT", type=amount, help=help_text)
    help_text = "so many skies at most in the race, and to confirm (default 2000)"
    select.add_argument("--most", metavar="N", type=whole("2000", 2, most_skies), default=2_000, help=help_text)
    seed = whole("1", 0, 2**63 - 1)
    select.add_argument("--seed", metavar="S", type=seed, default=1, help="where chance starts (default 1)")
    chunk = whole("64", 1, most_skies)
    select.add_argument("--chunk", metavar="N", type=chunk, default=64, help="skies at a time: memory and speed only")
    help_text = "where it runs: here, in processes of this computer, or on a Dask cluster; never changes a result"
    select.add_argument("--backend", choices=("serial", "processes", "dask"), default="serial", help=help_text)
    workers = whole("2", 1, 10_000)
    select.add_argument("--workers", metavar="N", type=workers, help="how many (default: one for each core)")
    select.add_argument("--cluster", metavar="ADDRESS", help="of a Dask scheduler, such as tcp://10.0.0.5:8786")
    select.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
