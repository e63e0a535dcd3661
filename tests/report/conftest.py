"""One small comparison with three schemes, and its page, for all tests that read them."""

from pathlib import Path

import pytest

import simkit
from simkit.report.page import page

SCENARIO = Path(__file__).parents[2] / "scenarios" / "vip_managers.yaml"
VIEWS = [{"name": "calm", "weight": "60%", "response": "20%"}, {"name": "keen", "weight": "40%"}]


@pytest.fixture(scope="session")
def answer() -> simkit.Answer:
    """The shipped scenario, with fewer people, years and views, as written: 6 skies."""
    scenario = simkit.load(SCENARIO)
    small = {"people.seats": 40, "people.branches": 8, "horizon.length": "24 months", "views": VIEWS}
    for path, value in {**small, "stake": "as written", "events": []}.items():
        scenario = scenario.with_(path, value)
    return simkit.compare(scenario, replications=6)


@pytest.fixture(scope="session")
def html(answer: simkit.Answer) -> str:
    """Its page."""
    return page(answer.summary, answer.frames, answer.asked)
