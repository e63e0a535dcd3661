"""The decision in sentences, each derived from the numbers of the summary and from nothing else.

An outcome is *clear* for a scheme when its probability of being best by more than the practical margin is at least
95 %, *likely* from 80 %; a *tie* when "no clear difference" is at least even; *alike* when all schemes have the same
number under every view; otherwise it is *open*.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from simkit.outcomes.catalogue import Family
from simkit.quantities import write_share
from simkit.report.precision_words import precision_sentences
from simkit.report.verdicts import Document, verdict
from simkit.report.words import Scale, clean, difference, interval, label, listed, percent, scale_of

CLEAR, LIKELY, TIE = 0.95, 0.80, 0.5
FEWEST_SKIES = 4
"""With fewer skies P(best) is not estimated."""

FAMILIES: tuple[Family, ...] = get_args(Family)
HOW_SURE = (
    f"Clearly best: P(best) at least {write_share(CLEAR)}; probably best: at least {write_share(LIKELY)}. No clear "
    "difference: the best two are closer than what matters. Open: more skies may tell."
)
"""What the words of the decision mean."""

Sure = Literal["clear", "likely", "tie", "alike", "open"]


@dataclass(frozen=True)
class Claim:
    """What can be said of one outcome: the scheme that is most probably best, and how sure that is."""

    outcome: str
    scheme: str
    chance: float
    sure: Sure


def claims(document: Document) -> list[Claim]:
    """A claim for every ranked outcome that at least two schemes have."""
    return [
        _claim(name, outcome)
        for name, outcome in document["outcomes"].items()
        if "p_best" in outcome and sum(_has(outcome, scheme) for scheme in outcome["p_best"]) > 1
    ]


def _has(outcome: Document, scheme: str) -> bool:
    return any(scheme in order for order in outcome["ranking"].values())


def _claim(name: str, outcome: Document) -> Claim:
    scheme = max(outcome["p_best"], key=outcome["p_best"].__getitem__)
    chance = outcome["p_best"][scheme]
    sure: Sure = "clear" if chance >= CLEAR else "likely" if chance >= LIKELY else "open"
    if _alike(outcome):
        sure = "alike"
    elif sure == "open" and outcome["no_clear_difference"] >= TIE:
        sure = "tie"
    return Claim(name, scheme, chance, sure)


def _alike(outcome: Document) -> bool:
    """Whether all schemes have one number under each view, as where nothing ever happens."""
    return all(len(set(levels.values()) - {None}) == 1 for levels in outcome["by_view"].values())


def sentences(document: Document) -> Iterator[str]:
    """The decision: who is best on what and how sure, at what cost, and under which views not."""
    made = claims(document)
    if missing := document.get("missing"):
        asked = document["replications"] + missing
        yield (
            f"This is a part of the answer: {document['replications']} of the {asked} skies that were asked for are "
            "simulated, and the others may change it."
        )
    if len(document["schemes"]) == 1:
        yield "There is one scheme only, so nothing is compared; add a second one to `schemes`."
        return
    if document["replications"] < FEWEST_SKIES:
        count = document["replications"]
        yield (
            f"{count} {'sky' if count == 1 else 'skies'} cannot tell which scheme is best; "
            f"run at least {FEWEST_SKIES}, better 200."
        )
    else:
        yield _verdict(document, made)
        yield from _families(document, made)
        yield from lacking(document)
    yield from costs(document)
    if document["replications"] >= FEWEST_SKIES:
        yield from flips(document, made)
    yield from precision_sentences(document)
    count = len(document["views"])
    yield f"How people respond is an assumption: all this pools {count} views by weights that are opinions."


def _verdict(document: Document, made: list[Claim]) -> str:
    clear = [claim.scheme for claim in made if claim.sure == "clear"]
    winners = [name for name in document["schemes"] if name in clear]
    if not winners:
        return f"No scheme is clearly best on any of {len(made)} outcomes."
    if len(winners) == 1:
        return (
            f"Wherever one scheme is clearly best, it is {clean(winners[0])}: on {len(clear)} of {len(made)} outcomes."
        )
    counts = [
        f"{clean(name)} {'is clearly best ' if place == 0 else ''}on {clear.count(name)}"
        for place, name in enumerate(winners)
    ]
    return f"No scheme is best on everything, so this is a trade-off: of {len(made)} outcomes, {listed(counts)}."


def _families(document: Document, made: list[Claim]) -> Iterator[str]:
    """One sentence for each family of outcomes that are compared."""
    for family in FAMILIES:
        here = [claim for claim in made if document["outcomes"][claim.outcome]["family"] == family]
        parts = [*_best(document, here), *_undecided(document, here)]
        if parts:
            yield f"{family.capitalize()}: {'; '.join(parts)}."


def _best(document: Document, made: list[Claim]) -> Iterator[str]:
    for scheme in document["schemes"]:
        clear = [label(c.outcome) for c in made if c.scheme == scheme and c.sure == "clear"]
        likely = [
            f"{label(c.outcome)} ({percent(c.chance)})" for c in made if c.scheme == scheme and c.sure == "likely"
        ]
        if clear:
            yield f"{clean(scheme)} is clearly best on {listed(clear)}"
        if likely:
            yield f"{clean(scheme)} is probably best on {listed(likely)}"


def _undecided(document: Document, made: list[Claim]) -> Iterator[str]:
    """Ties, and who is off in them: where the best two are alike, a third may still be far worse."""
    tied, still, same = ([claim.outcome for claim in made if claim.sure == sure] for sure in ("tie", "open", "alike"))
    first, *others = document["schemes"]
    if tied:
        yield f"no clear difference between the best two on {listed([label(name) for name in tied])}"
    for scheme in others:
        for word in ("better", "worse"):
            off = [label(name) for name in tied if verdict(document["outcomes"][name], scheme) == word]
            if off:
                yield f"of these, {clean(scheme)} is {word} than {clean(first)} on {listed(off)}"
    if still:
        yield f"open on {listed([label(name) for name in still])}"
    if same:
        yield f"the same under all schemes on {listed([label(name) for name in same])}"


def lacking(document: Document) -> Iterator[str]:
    """The outcomes that no scheme has, and those that only some have: a chance of the target needs a target."""
    lacks = {
        name: [scheme for scheme, by_year in outcome["levels"].items() if by_year["all years"]["mean"] is None]
        for name, outcome in document["outcomes"].items()
    }
    schemes = list(document["schemes"])
    nobody = [label(name) for name, without in lacks.items() if without == schemes]
    if nobody:
        yield f"No scheme has a number for {listed(nobody)}."
    for scheme in schemes:
        found = [label(name) for name, without in lacks.items() if scheme in without and without != schemes]
        if found:
            yield f"{clean(scheme)} has no number for {listed(found)}, so it is not compared there."


def costs(document: Document) -> Iterator[str]:
    """Whether the schemes cost the same, and what was done to make them."""
    first, *others = document["schemes"]
    if document["stake"]["rule"] == "as written":
        yield "The schemes are compared as written, whatever they cost."
    else:
        factors = [f"{clean(name)} by {document['schemes'][name]['stake_factor']:.3g}" for name in others]
        yield f"To cost what {clean(first)} is expected to cost, variable pay was multiplied: {listed(factors)}."
    for name in others:
        yield _cost(document, first, name)


def _cost(document: Document, first: str, name: str) -> str:
    scheme = document["schemes"][name]
    margin = write_share(document["stake"]["practical_margin"])
    estimate = scheme["variable_cost_difference"]
    scale = cost_scale(document)
    money = f"{difference(estimate, scale)} {scale.unit} ({interval(estimate, scale)})"
    who, whom = clean(name), clean(first)
    if scheme["cost"] == "equal":
        return f"Variable pay of {who} equals that of {whom} within {margin}: {money}."
    if scheme["cost"] == "different":
        return f"Variable pay of {who} is {'higher' if estimate['mean'] > 0 else 'lower'} than that of {whom}: {money}."
    return f"Whether {who} costs the same as {whom} within {margin} is not clear yet: {money}."


def cost_scale(document: Document) -> Scale:
    """How variable cost is written."""
    cost = document["outcomes"]["variable_cost"]
    levels = [by_year["all years"]["mean"] for by_year in cost["levels"].values()]
    return scale_of(cost["unit"], document["scenario"]["currency"], levels, cost["practical_margin"])


def flips(document: Document, made: list[Claim]) -> Iterator[str]:
    """The views under which a clear or likely winner is not the best."""
    held = [claim for claim in made if claim.sure in ("clear", "likely")]
    moved = False
    for view in document["views"]:
        found = []
        for claim in held:
            best = document["outcomes"][claim.outcome]["ranking"][view][0]
            if view in document["outcomes"][claim.outcome]["flipped_by"] and best != claim.scheme:
                found.append(f"{label(claim.outcome)} ({clean(best)})")
        if found:
            moved = True
            yield f"Under the view {clean(view)} another scheme is best on {listed(found)}."
    if held and not moved:
        yield "No view changes a clear or likely winner."
