"""What a comparison that was asked to be precise says of its precision, from the summary alone."""

from __future__ import annotations

from collections.abc import Iterator

from simkit.experiment.precision import MUCH
from simkit.report.verdicts import Document
from simkit.report.words import clean, label, listed, padded, wrapped
from simkit.showing import WIDTH


def precision_sentences(document: Document) -> Iterator[str]:
    """Whether what was asked for was reached, and which difference took the most skies; nothing if none was asked."""
    asked = document.get("precision")
    if asked is None:
        return
    skies, binding = document["replications"], asked["binding"]
    slowest = f"{label(binding['outcome'])} under {clean(binding['scheme'])}"
    why = ", because its differences are skewed" if binding["skewness"] else ""
    wide = [found for by_scheme in asked["differences"].values() for found in by_scheme.values()]
    late = sum(found["skies_needed"] is None or found["skies_needed"] > skies for found in wide)
    if asked["reached"]:
        names = listed([label(name) for name in asked["differences"]])
        yield (
            f"{share(asked['asked'])} was asked for and is reached with {skies} skies: no interval of {names} is wider "
            f"than that on either side. {_capital(slowest)} took the most{why}."
        )
    else:
        needed = asked["differences"][binding["outcome"]][binding["scheme"]]["skies_needed"]
        enough = "no number of skies will do" if needed is None else f"about {_rounded(needed)} skies would do"
        yield (
            f"{share(asked['asked'])} was asked for and is not reached: after {skies} skies {late} of {len(wide)} "
            f"differences are not known well enough. {_capital(slowest)} needs the most{why}: {enough}."
        )
    yield from _skewed(document)


def _skewed(document: Document) -> Iterator[str]:
    names = [
        f"{label(name)} under {clean(scheme)}"
        for name, by_scheme in document["precision"]["differences"].items()
        for scheme, found in by_scheme.items()
        if abs(found["skewness"]) > MUCH
    ]
    if names:
        yield (
            f"The differences of {listed(names)} are so skewed that their intervals may hold the truth less often than "
            "95 times in 100."
        )


def precision_table(document: Document) -> Iterator[str]:
    """A line an outcome: how precise the difference of each scheme is, and what is not precise enough (*)."""
    skies = document["replications"]
    for name, by_scheme in document["precision"]["differences"].items():
        texts = []
        for scheme, found in by_scheme.items():
            late = found["skies_needed"] is None or found["skies_needed"] > skies
            texts.append(f"{clean(scheme)} {share(found['precision'])}{'*' if late else ''}")
        for number, line in enumerate(wrapped(", ".join(texts), WIDTH - 23)):
            yield f"  {padded(label(name) if number == 0 else '', 21)}{line}"


def share(value: float | None) -> str:
    """A precision as people read it.

    >>> share(0.01), share(0.003149), share(0.0), share(None)
    ('1%', '0.31%', '0%', '-')
    """
    return "-" if value is None else f"{100 * value:.2g}%"


def _rounded(skies: float) -> str:
    return f"{float(f'{skies:.2g}'):,.0f}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
