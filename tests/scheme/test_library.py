"""The library holds the published schemes, each with its source, the grade of the source, and cases worked out by hand.

Whatever has no source is shown as an assumption; the files say in words what had to be assumed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simkit.payrun.cases import outcomes
from simkit.scenario.reading import load_scheme

SCENARIOS = Path(__file__).parents[2] / "scenarios"
PUBLISHED = {
    "CN-1 branch price list": "cn_price_list_full",
    "CN-2 scorecard for VIP wealth managers": "cn_vip_scorecard",
    "CN-3 wealth evaluation of branches": "cn3_wealth_evaluation",
    "CN-4 floating unit prices": "cn4_floating_unit_price",
    "CN-6 broker's ladder of contracts": "cn6_broker_ladder",
    "W-1 monthly hurdle": "w1_wells_fargo_hurdle",
    "W-2 grid on twelve months": "w2_ubs_grid",
    "W-3 growth grid": "w3_merrill_growth_grid",
    "W-4 growth award": "w4_growth_award",
    "E-1 profit share above a million": "e1_efg_profit_share",
    "E-1 profit share of all, if above a million": "e1_efg_profit_share_of_all",
    "E-2 branch bonus": "e2_uk_branch_bonus",
    "U-1 scorecard with par ratings": "u1_citibank_scorecard",
}


@pytest.mark.parametrize("file", PUBLISHED.values(), ids=PUBLISHED.keys())
def test_a_published_scheme_names_its_sources_their_grade_and_its_assumptions(file: str) -> None:
    path = SCENARIOS / "schemes" / f"{file}.yaml"
    scheme = load_scheme(path)
    assert scheme.source_grade in {"A", "B", "C"}
    assert scheme.sources
    for source in scheme.sources.values():
        assert re.search(r"grade [ABC].*https?://", source), source
        assert f"grade {scheme.source_grade}" in source
    assert "assum" in path.read_text("utf-8")
    assert len(list(outcomes(str(SCENARIOS / "cases" / f"{file}.yaml")))) >= 2
