"""Every default of conduct says where it comes from, or that it is an assumption."""

from __future__ import annotations

import re

import pytest

from simkit.behaviour import clients
from simkit.behaviour.conduct import complaints, discovery, misreporting, pressure, product_push, timing
from simkit.concepts import Concept

MECHANISMS: list[tuple[type[Concept], dict[str, str]]] = [
    (pressure.Pressure, pressure.SOURCES),
    (product_push.ProductPush, product_push.SOURCES),
    (timing.Timing, timing.SOURCES),
    (misreporting.Misreporting, misreporting.SOURCES),
    (discovery.Discovery, discovery.SOURCES),
    (complaints.Complaints, complaints.SOURCES),
    (clients.Clients, clients.SOURCES),
]


@pytest.mark.parametrize(("concept", "sources"), MECHANISMS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_default_has_a_source_or_is_an_assumption(concept: type[Concept], sources: dict[str, str]) -> None:
    """The docstring has a line for every field: an assumption, or what `SOURCES` tells."""
    told = dict(re.findall(r"^    (\w+): (.+)$", concept.__doc__ or "", re.MULTILINE))
    assert list(told) == list(concept.model_fields)
    assert sources.keys() <= told.keys()
    assert {name for name, words in told.items() if not words.startswith("assumption")} == set(sources)
    for name, source in sources.items():
        assert told[name].split()[0] in source
    assert all(field.description for field in concept.model_fields.values())


@pytest.mark.parametrize("concept", [concept for concept, _ in MECHANISMS])
def test_nothing_need_be_written(concept: type[Concept]) -> None:
    """`on` is enough: every field has a default, and a file that writes them all reads the same."""
    assert concept.model_validate(concept().model_dump(mode="json")) == concept()
