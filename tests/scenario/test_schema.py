"""The published JSON Schema is the models', and agrees with them on what a file may hold."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from simkit.errors import ScenarioError
from simkit.scenario.places import parse, plain
from simkit.scenario.reading import load
from simkit.scenario.schema import Kind, schema, schema_text
from simkit.scenario.starter import starter_text
from tests.scenario.test_messages import BASE, SLIPS

SCENARIOS = Path(__file__).parents[2] / "scenarios"
FILES = [*SCENARIOS.glob("*.yaml"), *SCENARIOS.glob("schemes/*.yaml")]
KINDS: tuple[Kind, ...] = ("scenario", "scheme")


def kind_of(path: Path) -> Kind:
    return "scheme" if path.parent.name == "schemes" else "scenario"


def is_valid(data: Any, kind: Kind) -> bool:
    return jsonschema.Draft202012Validator(schema(kind)).is_valid(data)


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_file_is_the_models(kind: Kind) -> None:
    """Write it again with: simkit schema."""
    assert (SCENARIOS / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8") == schema_text(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_one(kind: Kind) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(kind))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_shipped_files_are_valid_and_name_their_schema(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    first = text.partition("\n")[0]
    named = path.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert named.resolve() == (SCENARIOS / "schema" / f"{kind_of(path)}.schema.json").resolve()
    jsonschema.Draft202012Validator(schema(kind_of(path))).validate(plain(parse(text, str(path))))


def test_the_starter_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    path.write_text(starter_text(), encoding="utf-8")
    assert is_valid(plain(parse(starter_text(), "new.yaml")), "scenario")
    scenario = load(path)
    assert (scenario.people.seats, len(scenario.schemes)) == (24, 2)


@pytest.mark.parametrize(
    "schemes",
    [
        "{a: schemes/a.yaml}",
        "{a: {name: A, pay: [{kind: commission, prices: {fund_sales: 100}}]}}",
        "{a: schemes/a.yaml, b: {like: a, change: {pay.0.curve.cap: 250%}}}",
        "{a: schemes/a.yaml, b: {like: a, remove: pay.0.gates, add: {pay: []}}}",
        "{a: [schemes/a.yaml, {from: month 25, remove: [pay.1]}], b: [{like: a, change: {x: 1}}]}",
    ],
)
def test_every_way_to_write_a_scheme_is_valid(schemes: str) -> None:
    data = plain(parse(BASE, "base.yaml"))
    data["schemes"] = plain(parse(schemes, "x.yaml"))
    assert is_valid(data, "scenario")


@pytest.mark.parametrize("schemes", ["{}", "{a: ../a.yaml}", "{a: /a.yaml}", "{a: {like: b}}", "{a: 7}", "{a: 'a\\b'}"])
def test_wrong_ways_to_write_a_scheme_are_not(schemes: str) -> None:
    data = plain(parse(BASE, "base.yaml"))
    data["schemes"] = plain(parse(schemes, "x.yaml"))
    assert not is_valid(data, "scenario")


# What only the models know: sums, one value against another, names that refer to each other, sizes of written shares.
LEFT_TO_THE_MODELS = (
    "weights", "limits of a scorer", "activities", "tiers", "more branches than seats", "part of a year", "a century",
    "event after the end", "unknown KPI", "unknown activity", "unknown tier", "sum of", "unknown source", "source of",
    "not above zero", "cap below", "threshold above", "growth below", "below nothing", "too much of a share",
    "far too large share", "far too small", "a price for a level", "steps that fall",
    "like nothing", "like itself", "like in a circle", "change of nothing", "change that", "scheme that is not there",
    "scheme with a drive", "control character",
    "a share of no target", "points per unit", "points for nothing", "a floor above", "a deduction in tiny steps",
    "last places", "better scores", "a table", "a level to date", "a line through one point",
    "a worse place that pays more", "more places than people",
    "equity without a share", "too little volatility", "a grant of a part", "a curve of a fixed grant",
    "production", "a grid that pays", "a bracket below", "points that never", "points for a level",
)  # fmt: skip


@pytest.mark.parametrize(("title", "old", "new"), [slip[:3] for slip in SLIPS], ids=[slip[0] for slip in SLIPS])
def test_an_editor_sees_the_slips_a_schema_can_see(title: str, old: str, new: str) -> None:
    try:
        data = plain(parse(BASE.replace(old, new, 1), "x.yaml"))
    except ScenarioError:  # not YAML: the editor says so itself
        return
    assert is_valid(data, "scenario") == title.startswith(LEFT_TO_THE_MODELS)


def test_every_key_of_a_scenario_is_described() -> None:
    made = schema()
    bare = [
        f"{name}.{key}"
        for name, part in {"": made, **made["$defs"]}.items()
        for key, value in part.get("properties", {}).items()
        if key != "kind" and "description" not in value
    ]
    assert bare == []
