"""The table of `python -m tests.speed --peers`, and the words below it."""

from __future__ import annotations

import textwrap
from typing import Any

from tests.speed.deciding import PRECISION
from tests.speed.peer_memory import DRAWING, MESA, PLAIN, SALABIM, SIMKIT
from tests.speed.peers import MOST_SKIES

LABELS = {
    PLAIN: "plain SimPy process",
    MESA: "Mesa agents",
    SALABIM: "salabim components",
    SIMKIT: "simkit",
    DRAWING: "drawing the same random numbers",
}


def table(document: dict[str, Any]) -> str:
    """The document as a person reads it."""
    head = (
        f"{'':<32} {'advisor-month':>13} {'ratio':>7} {'replications':>12} {'decision':>9} {'ratio':>7} {'memory':>8}"
    )
    rows = [_row(LABELS[name], row) for name, row in document["rows"].items()]
    return "\n".join([_title(document["job"]), "", head, *rows, "", *_notes(document)])


def _title(job: dict[str, Any]) -> str:
    size = f"{job['seats']} advisors x {job['months']} months, {job['run_in']} of them run-in"
    schemes, views = len(job["schemes"]), len(job["views"])
    return f"{schemes} schemes x {views} views x {size}; one core, medians of {job['rounds']} rounds in turn:"


def _row(label: str, row: dict[str, float]) -> str:
    return (
        f"{label:<32} {row['advisor_month_us']:>10.3g} us {row['over_simkit']:>7.3g} {row['replications']:>12.0f} "
        f"{duration(row['decision_s']):>9} {row['decision_over_simkit']:>7.3g} {row['peak_mb']:>5.0f} MB"
    )


def duration(seconds: float) -> str:
    """Seconds in the unit in which they are read.

    >>> duration(4.26), duration(600.0), duration(90_000.0)
    ('4.26 s', '10 min', '25 h')
    """
    if seconds < 120.0:
        return f"{seconds:.3g} s"
    return f"{seconds / 60.0:.3g} min" if seconds < 7200.0 else f"{seconds / 3600.0:.3g} h"


def _notes(document: dict[str, Any]) -> list[str]:
    """What the columns mean, and what was measured and what computed."""
    said = (_same(document), _advisor_month(), _decision(document), _memory(document))
    return [line for note in said for line in textwrap.wrap(note, 118, subsequent_indent="  ")]


def _same(document: dict[str, Any]) -> str:
    return (
        "Same model: SimPy, Mesa and salabim share the plain objects that hold the sums of what people do; only the "
        f"calendar and the handling of agents differ. Profits of {document['firms_compared']} of their firms are "
        f"simkit's within {document['largest_difference']:.0e} of them."
    )


def _advisor_month() -> str:
    return (
        "Advisor-month: processor time over all months of all firms. simkit's includes drawing and all its outcomes, "
        "and lives through the run-in once for all schemes; the others live through it with each scheme, are given "
        "their random numbers, and work out profit alone."
    )


def _decision(document: dict[str, Any]) -> str:
    rows, job = document["rows"], document["job"]
    whole = rows[SIMKIT]["replications"] <= MOST_SKIES
    simkit = "measured as a whole" if whole else f"measured with {MOST_SKIES} skies and scaled up"
    one = ", ".join(f"{rows[name]['replication_s']:.3g} s" for name in (PLAIN, MESA, SALABIM))
    return (
        f"Decision: processor time until every scheme's difference from {job['schemes'][0]} in yearly profit, views "
        f"weighted, is known to -+ {PRECISION:.0%} of that scheme's (95 %). Replications follow from the variances in "
        f"{job['skies']} skies of simkit's: paired under the same skies for simkit, and with a seed of its own for "
        "every run of the others, as is their usage (with one seed for all views of a scheme they would be "
        f"{document['replications_with_a_seed_a_scheme']}). simkit's time is {simkit}. The others' was not waited for: "
        f"it is their replications x the measured time of one ({one}). {document['planning_s']:.2g} s of planning are "
        "in all four; setting costs equal is in none. Drawing: what simkit's skies take, shared by all firms."
    )


def _memory(document: dict[str, Any]) -> str:
    return (
        "Memory: peak of a process of its own, in which Python, simkit and all plans take "
        f"{document['rows'][DRAWING]['before_mb']:.0f} MB before anything is drawn. SimPy, Mesa and salabim hold one "
        f"firm at a time, simkit all firms of {document['skies_held']} skies."
    )
