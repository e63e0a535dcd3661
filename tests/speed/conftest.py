"""Without the extra `peers` the files that need it are not searched for doctests; `test_peers` says what it skips."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore = [f"{name}_firm.py" for name in ("mesa", "salabim") if find_spec(name) is None]
