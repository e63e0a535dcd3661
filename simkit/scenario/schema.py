"""The JSON Schema of scenario and scheme files, for editors that complete and check while one writes.

It is made from the models, never by hand; `scenarios/schema/` holds it as files, and a test holds those equal to it.
A file names its schema in the first line: `# yaml-language-server: $schema=schema/scenario.schema.json`.

>>> sorted(schema("scheme")["required"])
['name', 'pay']
"""

from __future__ import annotations

import json
from typing import Any, Literal, TypeAlias

from pydantic import TypeAdapter

from simkit.quantities import Money, Months, Rate, Share
from simkit.scenario.composing import Difference, Revision
from simkit.scenario.scenario import Scenario
from simkit.scheme.scheme import Scheme

Kind: TypeAlias = Literal["scenario", "scheme"]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_QUANTITIES = {
    "Rate": (Rate, "money per unit: a share of the amount such as 0.4%, or money for each piece"),
    "Share": (Share, "a share or rate, such as 40%"),
    "Money": (Money, "an amount, such as 120_000 or 12万"),
    "Months": (Months, "a duration, such as 36 months or 3 years"),
}
_PATH = {"type": "string", "pattern": r"^(?!/)(?!.*\\)(?!(.*/)?\.\.(/|$)).+$"}
_ONE_SCHEME = [_PATH, {"$ref": "#/$defs/Scheme"}, {"$ref": "#/$defs/Difference"}]
_VERSIONS = {
    "type": "array",
    "minItems": 1,
    "prefixItems": [{"anyOf": _ONE_SCHEME}],
    "items": {"$ref": "#/$defs/Revision"},
}


def schema(kind: Kind = "scenario") -> dict[str, Any]:
    """The schema of a scenario file or of a scheme file."""
    model = Scenario if kind == "scenario" else Scheme
    made = model.model_json_schema(by_alias=True, mode="validation")
    definitions = made.setdefault("$defs", {})
    if kind == "scenario":
        more = Difference.model_json_schema()
        definitions["Difference"] = {key: value for key, value in more.items() if key != "$defs"}
        revision = Revision.model_json_schema()
        definitions["Revision"] = {key: value for key, value in revision.items() if key != "$defs"}
        definitions["Difference"]["anyOf"] = [{"required": [key]} for key in ("change", "add", "remove")]
        made["properties"]["schemes"]["additionalProperties"] = {
            "description": "the path of a scheme file, a scheme written out, or a copy of another with differences; "
            "or a list: one of these, then its later versions",
            "anyOf": [*_ONE_SCHEME, _VERSIONS],
        }
        for key in ("views", "behaviour"):
            made["properties"][key]["default"] = "standard"
    _require_kinds(made, definitions)
    made = _with_quantities(_plainer(made))
    title = f"simkit {kind} file"
    return {"$schema": DIALECT, **made, "title": title}


def schema_text(kind: Kind = "scenario") -> str:
    """The schema as the text of its file."""
    return json.dumps(schema(kind), indent=1, ensure_ascii=False) + "\n"


def _require_kinds(made: Any, definitions: dict[str, Any]) -> None:
    """Ask for `kind` in every member of a family that is told apart by it, as the models do."""
    if isinstance(made, list):
        for part in made:
            _require_kinds(part, definitions)
    if not isinstance(made, dict):
        return
    for reference in made.get("discriminator", {}).get("mapping", {}).values():
        member = definitions[reference.rpartition("/")[2]]
        member["required"] = sorted({"kind", *member.get("required", ())})
    for part in made.values():
        _require_kinds(part, definitions)


def _plainer(made: Any) -> Any:
    """The same schema without what editors do not read: titles of fields, the discriminator, `oneOf` of a family.

    A value that fits two members of a family (a scorer without any key) is one of them, so any will do.
    """
    if isinstance(made, list):
        return [_plainer(part) for part in made]
    if not isinstance(made, dict):
        return made
    plainer = {}
    for key, part in made.items():
        if key == "discriminator" or (key == "title" and isinstance(part, str)):
            continue
        plainer["anyOf" if key == "oneOf" else key] = part if key in ("default", "examples") else _plainer(part)
    return plainer


def _with_quantities(made: dict[str, Any]) -> dict[str, Any]:
    """The same schema with shares, amounts, rates and durations said once and referred to."""
    forms = {name: TypeAdapter(quantity).json_schema() for name, (quantity, _) in _QUANTITIES.items()}

    def named(part: Any) -> Any:
        if isinstance(part, list):
            return [named(entry) for entry in part]
        if not isinstance(part, dict):
            return part
        part = {key: entry if key in ("default", "examples") else named(entry) for key, entry in part.items()}
        for name, form in forms.items():
            if all(part.get(key) == entry for key, entry in form.items()):
                rest = {key: entry for key, entry in part.items() if key not in form}
                return {"$ref": f"#/$defs/{name}", **rest}
        return part

    referring: dict[str, Any] = named(made)
    described = {name: {"description": words, **forms[name]} for name, (_, words) in _QUANTITIES.items()}
    referring["$defs"] = {**dict(sorted(referring["$defs"].items())), **described}
    return referring
