"""How hard a scheme is: the same scheme with all its targets multiplied.

What counts as a target is what a result is held against: the targets of measures, whatever rule sets them, and those of
modifiers.  Gates and limits are conditions and stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from simkit.changes import checked, sources_after_change, written
from simkit.errors import SimkitError
from simkit.paths import Path, write_path
from simkit.scheme.components import Component
from simkit.scheme.modifiers import Modifier
from simkit.scheme.scheme import Scheme
from simkit.scheme.scorecard import Measure


def with_targets(scheme: Scheme, factor: float) -> Scheme:
    """The scheme, in all its versions, with every target multiplied by `factor`.

    Raises SimkitError when it has no target, when a kind of target cannot be scaled, and for a factor that is not above
    0.

    >>> from simkit.scheme.scheme import Scheme
    >>> measure = {"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": 100}}
    >>> bonus = {"kind": "bonus", "every": "year", "target_pay": "20% of base pay", "measures": [measure]}
    >>> with_targets(Scheme.model_validate({"name": "x", "pay": [bonus]}), 1.2).pay[0].measures[0].target.at
    120.0
    """
    if not factor > 0.0:
        raise SimkitError(f"targets cannot be multiplied by {factor:g}; write a factor above 0, such as 1.1")
    data = written(scheme)
    scaled = list(_scaled(scheme.pay, data["pay"], factor, ("pay",)))
    for number, version in enumerate(scheme.later):
        scaled += _scaled(version.pay, data["later"][number]["pay"], factor, ("later", number, "pay"))
    if not scaled:
        kinds = ", ".join(dict.fromkeys(component.kind for component in scheme.pay))
        raise SimkitError(
            f"{scheme.name} has no targets that could be harder (it pays by {kinds}); name another scheme"
        )
    if factor == 1.0:
        return scheme
    for path in scaled:
        data["sources"] = sources_after_change(data["sources"], path)
    return checked(Scheme, data)


def _scaled(pay: Sequence[Component], data: list[Any], factor: float, above: Path) -> Iterator[Path]:
    """Write scaled targets into the data of some components; gives where each of them stands."""
    for number, component in enumerate(pay):
        for key, held in ((name, getattr(component, name)) for name in type(component).model_fields):
            for place, part in enumerate(held) if isinstance(held, tuple) else ():
                path = (*above, number, key, place, "target")
                if isinstance(part, Measure) and part.has_target:
                    data[number][key][place]["target"] = _rule(part, factor, path)
                    yield path
                elif isinstance(part, Modifier):
                    data[number][key][place]["target"] = factor * part.target
                    yield path


def _rule(measure: Measure, factor: float, path: Path) -> dict[str, Any]:
    try:
        return written(measure.target.scaled(factor))
    except SimkitError as error:
        raise SimkitError(f"{write_path(path)}: {error}") from None
