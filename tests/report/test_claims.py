"""No sentence of the page contradicts the numbers, and the check that says so can fail."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

import simkit
from simkit.report import claims
from simkit.report.decision import lacking
from simkit.report.page import page
from simkit.scenario.show import provenance
from tests.report.reading_back import Numbers, faults, kinds, near, sentences_of

FLIPPED = ("growth", "price_list")


def numbers_of(answer: simkit.Answer) -> Numbers:
    sources = [origin.source for origin in provenance(answer.asked) if origin.source]
    return Numbers(
        answer.summary, answer.frames, len(sources), sum(source.startswith("assumption") for source in sources)
    )


def flipped(value: Any) -> Any:
    """The same document with the numbers of two schemes exchanged, names and headings as they were."""
    one, other = FLIPPED
    if isinstance(value, Mapping):
        swapped = {one: other, other: one}
        keys = {key: swapped.get(key, key) if one in value and other in value else key for key in value}
        return {key: flipped(value[keys[key]]) for key in value}
    if isinstance(value, list) and one in value and other in value:
        return [{one: other, other: one}.get(name, name) for name in value]
    return [flipped(part) for part in value] if isinstance(value, list) else value


def flipped_frame(frame: pd.DataFrame) -> pd.DataFrame:
    one, other = FLIPPED
    return frame.assign(scheme=frame["scheme"].replace({one: other, other: one})) if "scheme" in frame else frame


def test_every_sentence_agrees_with_the_numbers(answer: simkit.Answer, html: str) -> None:
    said = sentences_of(html)
    assert len(said) > 15
    assert list(faults(html, numbers_of(answer))) == []


def test_a_part_of_an_answer_says_so_everywhere(answer: simkit.Answer) -> None:
    part = replace(answer, missing=4)
    html = page(part.summary, part.frames, part.asked)
    assert list(faults(html, numbers_of(part))) == []
    assert "part" in kinds(html)
    assert "part" not in kinds(page(answer.summary, answer.frames, answer.asked))
    told = "6 of the 10 skies that were asked for are simulated"
    assert all(told in " ".join(text.split()) for text in (html, part._repr_html_(), str(part)))
    other = replace(answer, missing=5)
    assert [kind for kind, _ in faults(html, numbers_of(other))] == ["part"]


def test_two_flipped_schemes_are_contradicted(answer: simkit.Answer, html: str) -> None:
    right = numbers_of(answer)
    frames = {name: flipped_frame(frame) for name, frame in answer.frames.items()}
    document = flipped(answer.summary)
    document["payout"] = answer.summary["payout"]  # its parts are named after the component, not after the scheme
    wrong = Numbers(document, {**frames, "payout": answer.frames["payout"]}, right.listed, right.assumed)
    caught = {kind for kind, _ in faults(html, wrong)}
    assert caught >= {
        "family", "differences", "cost differs", "contribution", "winners", "branches", "payslips", "fan", "bridge",
        "lacking",
    }  # fmt: skip
    assert "unknown" not in caught


@pytest.mark.parametrize(
    ("kind", "damage"),
    [
        ("effort", lambda _, f: _multiply(f, "effort_map", "effort")),
        ("payout", lambda _, f: _multiply(f, "payout", "people")),
        ("payout without limit", lambda d, _: d["payout"]["price_list"][0].update(limited=True)),
        ("strip", lambda d, _: _raise(d, "bad_sales")),
        ("order by view", lambda d, _: d["outcomes"]["pressure"]["by_view"]["calm"].update(growth=0.9, today=1.0)),
        ("winners", lambda _, f: _multiply(f, "winners", "mean")),
        ("winners", lambda _, f: _swap(f, "winners", "group", "skill: lowest third", "potential: lowest third")),
        ("branches", lambda _, f: _swap(f, "winners", "group", "branch: gains most", "branch: gains least")),
        ("payslips", lambda _, f: _swap(f, "payslips", "end", "gains most", "gains least", of="seat")),
        ("payslips", lambda d, _: d["payslips"].update(view="calm and keen")),
        ("views", lambda d, _: d["views"].popitem()),
        ("as written", lambda d, _: d["stake"].update(rule="same expected cost as today")),
        ("contribution", lambda d, _: _raise(d, "pay_for_contribution")),
    ],
)
def test_each_damage_is_seen(answer: simkit.Answer, html: str, kind: str, damage: Any) -> None:
    document, frames = json.loads(json.dumps(answer.summary)), dict(answer.frames)
    assert kind in kinds(html)
    damage(document, frames)
    right = numbers_of(answer)
    assert kind in {kind for kind, _ in faults(html, Numbers(document, frames, right.listed, right.assumed))}


def _multiply(frames: dict[str, pd.DataFrame], name: str, column: str) -> None:
    frames[name] = frames[name].assign(**{column: 0.7 * frames[name][column]})


def _swap(frames: dict[str, pd.DataFrame], name: str, column: str, one: str, other: str, of: str = "") -> None:
    """What is said of one stands beside the other, in one column or in all."""
    frame = frames[name]
    if of:
        seats = frame.groupby(["scheme", column])[of].transform("first")
        frames[name] = frame.assign(**{of: seats.where(frame[column] == other, frame[of].max() + 1)})
    else:
        frames[name] = frame.assign(**{column: frame[column].replace({one: other, other: one})})


def _raise(document: dict[str, Any], outcome: str) -> None:
    for years in document["outcomes"][outcome]["levels"].values():
        years["all years"]["mean"] += 0.01


def test_a_sentence_nobody_holds_against_the_numbers_is_a_fault(answer: simkit.Answer, html: str) -> None:
    added = html.replace('<p class="claim">', '<p class="claim">Everybody is happy.</p><p class="claim">', 1)
    assert list(faults(added, numbers_of(answer))) == [("unknown", "Everybody is happy.")]


def test_a_sentence_with_another_number_is_a_fault(answer: simkit.Answer, html: str) -> None:
    said = claims.bridge(answer.summary, "growth")
    static = answer.summary["bridge"]["growth"]["static"]["mean"]
    assert near(said.split("variable pay of ")[1].split()[0], static * 1e-6)
    changed = said.replace("variable pay of ", "variable pay of 1")
    assert [kind for kind, _ in faults(html.replace(said, changed), numbers_of(answer))] == ["bridge"]


def test_flipped_names_make_another_page(answer: simkit.Answer, html: str) -> None:
    other = page(flipped(answer.summary), answer.frames, answer.asked)
    assert sentences_of(other) != sentences_of(html)


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        (lambda said: said.replace("of these, growth is worse", "of these, price_list is worse"), "family"),
        (lambda said: re.sub("(: [a-z]+ is clearly best on )[^.;]+", r"\1theil between tier", said), "family"),
        (lambda said: said.replace("no clear difference between the best two on", "open on"), "family"),
        (lambda said: re.sub(r"; the same under all schemes on [^.;]+", "", said), "family"),
        (lambda said: re.sub(r"of (\d+) outcomes, ", "of 4 outcomes, ", said), "trade-off"),
    ],
)
def test_a_false_clause_of_the_decision_is_seen(answer: simkit.Answer, html: str, damage: Any, kind: str) -> None:
    damaged = damage(html)
    assert damaged != html
    assert kind in {kind for kind, _ in faults(damaged, numbers_of(answer))}


def test_what_no_scheme_has_is_held_against_the_numbers(answer: simkit.Answer, html: str) -> None:
    document = json.loads(json.dumps(answer.summary))
    for years in document["outcomes"]["hopeless"]["levels"].values():
        years["all years"]["mean"] = None
    right = numbers_of(answer)
    wrong = Numbers(document, answer.frames, right.listed, right.assumed)
    assert "lacking" in {kind for kind, _ in faults(html, wrong)}
    said = next(lacking(document))
    assert said == "No scheme has a number for hopeless."
    shown = f'<p class="sentence">{said}</p>'
    assert list(faults(shown, wrong)) == []
    assert list(faults(shown, right)) == [("nobody has", said)]
