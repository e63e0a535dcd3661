"""The scenario that `simkit new FILE` writes: small, complete, with a comment on every choice."""

from __future__ import annotations

from importlib.resources import files


def starter_text() -> str:
    """The text of a commented starter scenario with two schemes; it loads and runs as it is."""
    return files("simkit.scenario").joinpath("starter.yaml").read_text(encoding="utf-8")
