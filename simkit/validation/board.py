"""The board: what `simkit validate` found, as a document, as text, and as tables."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from simkit.results.files import finite
from simkit.showing import pre
from simkit.validation import board_text, rows
from simkit.validation.board_tables import tables
from simkit.validation.verdicts import Verdict

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Board:
    """What holds and what does not.

    `document` has, as far as they were asked for: `exact` and `findings`, each with the numbers `passed`, `missed` and
    `not_yet` and a row each; `effort_experiment` with `mae_all` and `mae_own_pay`; `coverage`; and `changes` against
    the stored board.  print(board) says it in 80 columns.
    """

    document: dict[str, Any]

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """Id -> passed, missed, or not yet."""
        return dict(rows.verdicts(self.document))

    @property
    def worse(self) -> list[str]:
        """Ids whose verdict is worse than on the stored board."""
        found: list[str] = self.document["changes"]["worse"]
        return found

    @cached_property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Name -> pandas frame, of the parts that were asked for; `frame.attrs["columns"]` says what each holds."""
        return tables(self.document)

    def json(self) -> str:
        """The document as one text."""
        return json.dumps(finite(self.document), indent=1, ensure_ascii=False, allow_nan=False) + "\n"

    def __str__(self) -> str:
        return board_text.text(self.document)

    def __repr__(self) -> str:
        found = list(self.verdicts.values())
        return f"<Board: {found.count('passed')} passed, {found.count('missed')} missed, {len(self.worse)} worse>"

    def _repr_html_(self) -> str:
        return pre(str(self))
