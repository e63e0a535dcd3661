"""Interventions that workers can read, as somebody would write them in a module beside the program."""

from __future__ import annotations

import os
import signal
from collections.abc import Generator
from pathlib import Path
from typing import Any

from simkit.engine.world import World
from tests.engine import worlds

Steps = Generator[Any, Any, None]
ONCE = "SIMKIT_TEST_DIED"
"""The environment variable with the file that says that a worker has died already."""


def crash(world: World) -> Steps:
    """Demand falls by a third in the second month that is compared."""
    yield world.at(month=14)
    world.market.shock(-0.3)


def replace(world: World) -> Steps:
    """From the second quarter on the bonus pays twice as much for the same, which has to be planned anew."""
    yield world.at(month=16)
    world.firm.replace_scheme("bonus", worlds.world().scheme("bonus").with_("pay.0.target_pay", "100% of base pay"))


def too_late(world: World) -> Steps:
    """What a user gets wrong."""
    yield world.at(month=999)


def slip(world: World) -> Steps:
    """What nobody foresaw."""
    yield world.at(month=2)
    raise ZeroDivisionError("one by nought\nand more")


def hungry(world: World) -> Steps:
    """More memory than there is."""
    yield world.at(month=2)
    raise MemoryError


def deadly(world: World) -> Steps:
    """The worker is killed in the middle of its work, the first time."""
    yield world.at(month=14)
    world.market.shock(-0.3)
    flag = Path(os.environ[ONCE])
    if not flag.exists():
        flag.touch()
        _die()


def always_deadly(world: World) -> Steps:
    """The worker is killed in the middle of its work, every time."""
    yield world.at(month=2)
    _die()


def _die() -> None:
    if hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(1)
