"""The published JSON Schema is the models', and agrees with them on what a file may hold."""

from functools import cache
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest

from simkit.behaviour.behaviour import Behaviour
from simkit.changes import written
from simkit.concepts import Concept
from simkit.errors import ScenarioError
from simkit.scenario.places import parse, plain
from simkit.scenario.reading import load
from simkit.scenario.schema import Kind, schema, schema_text
from simkit.scenario.starter import starter_text
from tests.engine.worlds import WHOLE, whole
from tests.scenario.test_messages import BASE, SLIPS

SCENARIOS = Path(__file__).parents[2] / "scenarios"
FILES = [*SCENARIOS.glob("*.yaml"), *SCENARIOS.glob("schemes/*.yaml")]
KINDS: tuple[Kind, ...] = ("scenario", "scheme")


def kind_of(path: Path) -> Kind:
    return "scheme" if path.parent.name == "schemes" else "scenario"


@cache
def validator(kind: Kind) -> jsonschema.Draft202012Validator:
    """What holds a file against the schema; the schema takes a tenth of a second to make, and does not change."""
    return jsonschema.Draft202012Validator(schema(kind))


def is_valid(data: Any, kind: Kind) -> bool:
    return validator(kind).is_valid(data)


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
    validator(kind_of(path)).validate(plain(parse(text, str(path))))


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


@pytest.mark.parametrize(
    "text",
    [
        "behaviour: standard",
        "behaviour: effort only",
        "behaviour: {}",
        "behaviour: {pressure: off, timing: on, leaving: {a_year: 20%, pay_counts: 2}}",
        "behaviour: {rank_feedback: {told: hurts}, hiring: {vacancy: 2 months}, practice: {activity: serve}}",
        "measurement: {satisfaction: {kind: survey, clients: 9}, fund_sales: {kind: records, late: 5%}}",
        "measurement: {satisfaction: {kind: rater, halo_from: fund_sales, leniency: -5%}}",
        "measurement: {satisfaction: {kind: exam, every: year, whole_points: false}}",
        "events: [{kind: product_ban, month: 15, kpi: fund_sales}, {kind: market_fall, month: 18, by: 20%}]",
    ],
)
def test_what_people_do_and_firms_record_is_valid(text: str, tmp_path: Path) -> None:
    """And it loads: an editor and simkit agree."""
    file = BASE.replace("views: standard", f"{text}\nviews: standard", 1)
    (tmp_path / "x.yaml").write_text(file, encoding="utf-8")
    load(tmp_path / "x.yaml")
    assert is_valid(plain(parse(file, "x.yaml")), "scenario")


def test_a_world_of_everything_is_valid_as_it_is_written() -> None:
    assert is_valid(WHOLE, "scenario")
    assert is_valid(written(whole()), "scenario")
    assert is_valid(written(whole(behaviour="effort only")), "scenario")


def test_an_editor_knows_every_number_of_every_mechanism() -> None:
    """Each mechanism is told with its own keys, and a word alone only where its defaults say enough."""
    definitions = schema()["$defs"]
    words, mechanisms = definitions["Behaviour"]["anyOf"]
    assert words == {"enum": ["standard", "effort only"]}
    for name, field in Behaviour.model_fields.items():
        model = next(
            each for each in get_args(field.annotation) if isinstance(each, type) and issubclass(each, Concept)
        )
        switch, values = mechanisms["properties"][name]["anyOf"]
        assert values == {"$ref": f"#/$defs/{model.__name__}"}
        assert set(definitions[model.__name__]["properties"]) == set(model.model_fields)
        assert switch == {"enum": ["off"] if name == "rank_feedback" else ["on", "off"]}


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
    "unknown activity of learning", "reader of an unknown KPI", "a survey of a flow", "books of a level",
    "a reader of a sum", "a scale", "halo of", "a substitute", "a ban of a level", "a ban of an unknown",
    "a ban after", "a ban for no time", "a regime without", "a regime that never", "pressure that sells", "more deals",
    "far too much of a mechanism", "a vacancy",
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
