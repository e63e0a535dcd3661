"""Worlds in which the best scheme is known, as files, so that the public command is what finds it."""

from __future__ import annotations

from pathlib import Path

NORMAL, BASE = 1_000.0, 1_000.0
SEATS = 4


def one_task(folder: Path, scheme: str, *, worth_of_effort: float, noise: str = "50%") -> Path:
    """A scenario file: people alike, one task, output = 1 + extra at the cost (kappa base pay) extra^2, and one scheme.

    scheme: the list of its components.  Luck is normal, `noise` of the result; the bank keeps every unit sold.
    """
    path = folder / "one_task.yaml"
    path.write_text(
        f"""\
name: One task
horizon: {{run_in: 12 months, length: 12 months}}
people:
  seats: {SEATS}
  base_pay: {{median: {BASE:g}, spread: 0}}
  talent: {{spread: 0}}
  book: {{spread: 0}}
market: {{swing: 0}}
behaviour: effort only
work:
  activities: {{sell: 100%}}
  kpis:
    sales:
      {{unit: CNY, normal_month: {NORMAL:g}, from: sell, noise: {noise}, noise_kind: normal, worth: {{bank: 100%}}}}
views: [{{name: known, weight: 100%, discount: 1, convexity: 0, worth_of_effort: {worth_of_effort}}}]
schemes:
  today:
    name: Today
    pay: {scheme}
""",
        encoding="utf-8",
    )
    return path


def study(folder: Path, scenario: Path, text: str) -> str:
    """A study file beside a scenario, about its scheme `today`."""
    path = folder / "study.yaml"
    head = f"name: A study\nscenario: {scenario.name}\nscheme: today\n"
    path.write_text(f"{head}{text}", encoding="utf-8")
    return str(path)
