"""The agenda: what happens when, and in which order on the same day.

Every kind of thing that happens is an `Entry`: a name, the month it happens first, how often, until when, and its place
in the order of the month.  Each entry runs as one SimPy process; the same list, without people, prints the agenda.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import simpy

from simkit.behaviour.behaviour import Behaviour
from simkit.scenario.events import Event, ProductBan
from simkit.scenario.scenario import Scenario

ORDER = (
    "market", "events", "switch", "version", "hiring", "targets", "feedback", "beliefs", "work", "appraisal", "pay day",
    "investigation", "review", "quarter end", "leaving", "year end",
)  # fmt: skip
"""The order of a month."""
_WIDTH = max(map(len, ORDER)) + 1
"""Columns that a kind takes in print."""


@dataclass(frozen=True)
class Entry:
    """One kind of thing that happens: in month `first` (from 0), then every `every` months, before month `end`.

    Among entries of one kind the lower `rank` comes first.  scheme: whose version begins.
    """

    kind: str
    what: str
    first: int
    every: int
    end: int
    rank: int = 0
    scheme: str = ""

    @property
    def place(self) -> float:
        """Where in the month it stands, as a part of it."""
        return (ORDER.index(self.kind) + self.rank / 100.0) / len(ORDER)


def entries(scenario: Scenario, more: Iterable[int] = ()) -> Iterator[Entry]:
    """Everything on the calendar of a scenario, in the order of the month; `more`: other lengths of periods."""
    months, run_in = scenario.horizon.months, scenario.horizon.run_in
    components = [component for scheme in scenario.schemes.values() for component in scheme.components]
    lengths = sorted({*more, *(component.months for component in components)})
    luck = "demand, luck and the share price" if scenario.grants_equity else "demand and luck"
    yield Entry("market", f"{luck} of the month", 0, 1, months)
    yield Entry("switch", f"schemes start beside {scenario.today}", run_in, months, months)
    for name, scheme in scenario.schemes.items():
        for version in scheme.later:
            what = f"{name} pays by its next version"
            yield Entry("version", what, version.starts - 1, months, months, scheme=name)
    yield from _before_work(scenario.behaviour, months)
    for rank, length in enumerate(lengths):
        yield Entry("targets", f"targets for {_span(length)}", 0, length, months, rank)
    aims = {*more, *(component.months for component in components if component.measures)}
    for rank, length in enumerate(length for length in lengths if length in aims):
        yield Entry("beliefs", f"beliefs about targets of {_span(length)}", length // 2, length, months, rank)
    yield Entry("work", "effort, results, records", 0, 1, months)
    for rank, length in enumerate(lengths):
        yield Entry("appraisal", f"awards for {_span(length)}", length - 1, length, months, rank)
    yield Entry("pay day", "what is due is paid", 0, 1, months)
    yield from _after_work(scenario.behaviour, months)
    yield Entry("year end", "the year is closed", 11, 12, months)


def _before_work(rules: Behaviour, months: int) -> Iterator[Entry]:
    """What people have on the calendar before they work."""
    if rules.people_go:
        yield Entry("hiring", "seats that were empty are filled", 0, 1, months)
    if rules.feedback and rules.feedback.every > 1:
        yield Entry("feedback", "everybody hears where they stand", 0, rules.feedback.every, months)


def _after_work(rules: Behaviour, months: int) -> Iterator[Entry]:
    """What people have on the calendar after they have worked and were paid."""
    if rules.discovery:
        yield Entry("investigation", "misconduct is found, pay is cut, people are dismissed", 0, 1, months)
    if rules.morale or rules.leaving:
        yield Entry("review", "people look at what the year has paid them", 11, 12, months)
    if rules.morale or rules.learns:
        yield Entry("quarter end", "skill and morale move", 2, 3, months)
    if rules.leaving:
        yield Entry("leaving", "people leave for other firms", 2, 3, months)


def said(event: Event) -> str:
    """An event of a scenario file in words."""
    if isinstance(event, ProductBan):
        return f"{event.kpi} may not be sold for {_span(event.lasts)}"
    return f"market falls by {event.by:.0%}"


def _span(months: int) -> str:
    return "1 month" if months == 1 else f"{months} months"


def schedule(env: simpy.Environment, entry: Entry, action: Callable[[int], None]) -> None:
    """Let `action(month)` happen on the days of an entry."""

    def process() -> Generator[simpy.Event, None, None]:
        month = entry.first
        while month < entry.end:
            yield env.timeout(month + entry.place - env.now)
            action(month)
            month += entry.every

    env.process(process())


def folded(scenario: Scenario) -> Iterator[str]:
    """The agenda as text; months in which the same happens as a year before are told in one line."""
    months: list[list[str]] = []
    for line in lines(scenario):
        if line.startswith("month"):
            months.append([])
        months[-1].append(line[10:])
    alike = [month >= 12 and happens == months[month - 12] for month, happens in enumerate(months)]
    for same, several in groupby(range(len(months)), key=alike.__getitem__):
        numbers = list(several)
        if same:
            span = f"month {numbers[0] + 1}" if len(numbers) == 1 else f"months {numbers[0] + 1} to {numbers[-1] + 1}"
            yield f"{span}: as a year before"
            continue
        for number in numbers:
            starts = (f"month {number + 1}", *[""] * (len(months[number]) - 1))
            yield from (f"{start:<10}{line}" for start, line in zip(starts, months[number], strict=True))


def lines(scenario: Scenario) -> Iterator[str]:
    """The agenda of a scenario as text: everything that happens in every month, in order."""
    env = simpy.Environment()
    seen: list[tuple[int, str, str]] = []
    for entry in entries(scenario):
        schedule(env, entry, lambda month, entry=entry: seen.append((month, entry.kind, entry.what)))  # type: ignore[misc]
    for event in scenario.events:
        place = Entry(
            "events",
            said(event),
            event.month - 1,
            scenario.horizon.months,
            scenario.horizon.months,
        )
        schedule(env, place, lambda month, entry=place: seen.append((month, entry.kind, entry.what)))  # type: ignore[misc]
    env.run()
    shown = -1
    for month, kind, what in seen:
        yield f"{f'month {month + 1}' if month != shown else '':<10}{kind:<{_WIDTH}}{what}"
        shown = month
