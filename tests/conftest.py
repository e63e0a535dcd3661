"""Settings that all tests share."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import pytest
from hypothesis import settings

settings.register_profile("simkit", deadline=None)  # no timing asserts: a loaded machine is no fault
settings.load_profile("simkit")


def pytest_configure(config: pytest.Config) -> None:
    """Let all Pythons of a run share what one of them has compiled, also where Python is to leave no files beside code.

    With PYTHONDONTWRITEBYTECODE each of the hundreds that tests start (workers, kernels, commands) would compile a
    thousand modules for itself, which is half of its time.  Files go to pytest's cache, so that none is left elsewhere.
    """
    if not sys.dont_write_bytecode or not config.pluginmanager.has_plugin("cacheprovider"):
        return
    with suppress(OSError):  # where nothing may be written at all, everything is compiled again
        sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(config.cache.mkdir("bytecode"))
        sys.dont_write_bytecode = False
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
