"""TRUST.md claims what the stored board bears, and leaves no row out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simkit.validation.stored import stored
from simkit.validation.verdicts import Verdict

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "TRUST.md").read_text(encoding="utf-8")
SECTIONS: dict[str, Verdict] = {
    "Holds": "passed",
    "Holds, but says little": "passed",
    "Does not hold": "missed",
    "Cannot be asked yet": "not yet",
}
SHORT = {name.partition("/")[2]: name for name in stored() if name.startswith(("exact/", "findings/"))}
KNOWN = {**SHORT, **{name: name for name in stored()}}


def rows(section: str) -> list[str]:
    """The rows of the board that a section of the page names."""
    _, _, rest = f"\n{PAGE}".partition(f"\n## {section}\n")
    body = rest.partition("\n## ")[0]
    named = [" ".join(code.split()) for code in re.findall(r"`([^`]+)`", body)]
    found = [KNOWN[name] for name in named if name in KNOWN]
    if "coverage/P(best) 0.0 to 0.1" in found:  # "... to ..." stands for all of them
        found += [name for name in stored() if name.startswith("coverage/P(best)")]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("section", SECTIONS)
def test_a_sentence_stands_where_its_rows_belong(section: str) -> None:
    verdicts = {name: stored()[name] for name in rows(section)}
    assert verdicts
    assert verdicts == dict.fromkeys(verdicts, SECTIONS[section])


def test_every_row_is_on_the_page_once() -> None:
    named = [name for section in SECTIONS for name in rows(section)]
    quantiles = {name for name in stored() if name.startswith("coverage/costs: ") and stored()[name] == "passed"}
    assert sorted(named) == sorted(set(stored()) - quantiles)


def test_every_name_on_the_page_is_known() -> None:
    others = {"simkit validate", *(f"python -m simkit.validation.{name}" for name in ("defaults", "fitting"))}
    codes = {" ".join(code.split()) for code in re.findall(r"`([^`]+)`", PAGE)}
    unknown = {code for code in codes - others if code not in KNOWN and "/" not in code and "bootstrap" not in code}
    assert unknown == set()


def test_the_readme_leads_to_it() -> None:
    assert "(TRUST.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
