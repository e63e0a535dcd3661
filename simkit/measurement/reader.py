"""What the firm records of what is true.

True and recorded results are two sets of columns from the first day: schemes pay on what is recorded, value is made by
what is true.  The first reader is the identity.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from simkit.arrays import Array
from simkit.concepts import Concept


class IdentityReader(Concept):
    """The firm records everything as it is."""

    kind: Literal["identity"] = "identity"

    def record(self, true: Mapping[str, Array]) -> Mapping[str, Array]:
        """KPI -> recorded result of the month, from the true ones (the same arrays)."""
        return true
