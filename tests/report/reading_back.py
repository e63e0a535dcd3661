"""Reads the sentences of a page back and holds each against the numbers.

Nothing here comes from the code that wrote them: a sentence is taken apart by a pattern, and what it says is computed
again from the summary and the tables.  A sentence that no pattern knows is a fault as well, so that none can be added
without somebody holding it against the numbers.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import pandas as pd

SIGNS = "●■◆▲▼✚"
FACTORS = {"billion ": 1e-9, "million ": 1e-6, "万 ": 1e-4, "thousand ": 1e-3, "": 1.0}
NUMBER = r"[-+]?[\d,]*\.?\d+"
VOID = {"br", "link", "meta", "img", "hr", "input"}


@dataclass(frozen=True)
class Said:
    """A sentence of the page and the heading it stands under."""

    text: str
    heading: str


class _Reader(HTMLParser):
    """Collects the paragraphs of class `claim` and `sentence`."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[Said] = []
        self._open: list[tuple[str, str]] = []
        self._text: list[str] = []
        self._heading = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._open.append((tag, dict(attrs).get("class") or ""))
        if tag in ("h2", "h3") or self._told():
            self._text = []

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        text = " ".join("".join(self._text).split())
        if tag in ("h2", "h3"):
            self._heading = text
        elif self._told():
            self.said.append(Said(text, self._heading))
        while self._open and self._open.pop()[0] != tag:
            pass

    def _told(self) -> bool:
        return bool(self._open) and self._open[-1][1] in ("claim", "sentence")


def sentences_of(html: str) -> list[Said]:
    """Every sentence of a page that says something about the numbers."""
    reader = _Reader()
    reader.feed(html)
    return reader.said


@dataclass(frozen=True)
class Numbers:
    """What sentences are held against: the summary, the tables, and what was asked."""

    document: Mapping[str, Any]
    frames: Mapping[str, pd.DataFrame]
    listed: int
    assumed: int

    @property
    def schemes(self) -> list[str]:
        return list(self.document["schemes"])

    @property
    def outcomes(self) -> dict[str, Any]:
        return {name.replace("_", " "): found for name, found in self.document["outcomes"].items()}

    def level(self, outcome: str, scheme: str) -> float:
        return float(self.outcomes[outcome]["levels"][scheme]["all years"]["mean"])


Check = Callable[[Numbers, "re.Match[str]", str], bool]
PATTERNS: list[tuple[str, re.Pattern[str], Check]] = []


def held(kind: str, pattern: str) -> Callable[[Check], Check]:
    """Registers a check for the sentences of a pattern."""

    def register(check: Check) -> Check:
        PATTERNS.append((kind, re.compile(pattern), check))
        return check

    return register


def faults(html: str, numbers: Numbers) -> Iterator[tuple[str, str]]:
    """(kind, sentence) of every sentence that the numbers contradict, and of every one that is not known."""
    for said in sentences_of(html):
        found = [(kind, check, match) for kind, pattern, check in PATTERNS if (match := pattern.fullmatch(said.text))]
        if len(found) != 1:
            yield "unknown", said.text
            continue
        kind, check, match = found[0]
        if not check(numbers, match, said.heading):
            yield kind, said.text


def kinds(html: str) -> set[str]:
    """The kinds of sentences on a page."""
    return {kind for said in sentences_of(html) for kind, pattern, _ in PATTERNS if pattern.fullmatch(said.text)}


def near(text: str, value: float) -> bool:
    """Whether a written number is the value, rounded somewhere."""
    text = text.replace(",", "").replace("+", "")
    whole, _, decimals = text.partition(".")
    step = 10.0 ** -len(decimals) if decimals else 10.0 ** (len(whole) - len(whole.rstrip("0") or "0"))
    return abs(float(text) - value) <= 0.5001 * step


def part(text: str, share: float) -> bool:
    """Whether a written percentage is the share."""
    if text == "<1%":
        return 0.0 < share < 0.01
    return 0.99 < share < 1.0 if text == ">99%" else near(text.removesuffix("%"), 100.0 * share)


def words(text: str) -> list[str]:
    """The parts of `a, b and c`."""
    *firsts, last = text.rsplit(" and ", 1)
    return [*(firsts[0].split(", ") if firsts else []), last]


def best(outcome: Mapping[str, Any]) -> tuple[str, float]:
    chances = outcome["p_best"]
    scheme = max(chances, key=chances.__getitem__)
    return scheme, chances[scheme]


def ranked(numbers: Numbers) -> dict[str, Any]:
    """Outcomes that at least two schemes have and that can be ranked."""
    return {
        name: outcome
        for name, outcome in numbers.outcomes.items()
        if "p_best" in outcome and len({s for order in outcome["ranking"].values() for s in order}) > 1
    }


def sure(outcome: Mapping[str, Any]) -> str:
    if all(len({v for v in levels.values() if v is not None}) == 1 for levels in outcome["by_view"].values()):
        return "alike"
    chance = best(outcome)[1]
    if chance >= 0.8:
        return "clear" if chance >= 0.95 else "likely"
    return "tie" if outcome["no_clear_difference"] >= 0.5 else "open"


def named(numbers: Numbers, which: str, scheme: str | None = None) -> set[str]:
    """Outcomes that are this sure, all or for one scheme."""
    found = {name: outcome for name, outcome in ranked(numbers).items() if sure(outcome) == which}
    return {name for name, outcome in found.items() if scheme is None or best(outcome)[0] == scheme}


@held(
    "part",
    r"This is a part of the answer: (\d+) of the (\d+) skies that were asked for are simulated, "
    r"and the others may change it\.",
)
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    done = numbers.document["replications"]
    return (int(match[1]), int(match[2])) == (done, done + numbers.document["missing"])


def beyond(outcome: Mapping[str, Any], scheme: str) -> str:
    """Whether the whole interval of a difference from the first scheme lies beyond the margin, and on which side."""
    found, margin = outcome["differences"][scheme]["all years"], outcome["practical_margin"]
    if outcome["better"] == "neither" or found["low"] is None:
        return ""
    up, down = found["low"] >= margin and found["high"] > 0, found["high"] <= -margin and found["low"] < 0
    return "better" if (up if outcome["better"] == "higher" else down) else "worse" if up or down else ""


@held("one winner", r"Wherever one scheme is clearly best, it is (.+): on (\d+) of (\d+) outcomes\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    clear = named(numbers, "clear")
    counts = (len(clear), len(ranked(numbers)))
    return {best(numbers.outcomes[name])[0] for name in clear} == {match[1]} and counts == (
        int(match[2]),
        int(match[3]),
    )


@held("trade-off", r"No scheme is best on everything, so this is a trade-off: of (\d+) outcomes, (.+)\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    said = {word.rsplit(" on ", 1)[0].removesuffix(" is clearly best"): int(word.rsplit(" on ", 1)[1])
            for word in words(match[2])}  # fmt: skip
    counts = {scheme: len(named(numbers, "clear", scheme)) for scheme in numbers.schemes}
    return said == {scheme: count for scheme, count in counts.items() if count} and len(ranked(numbers)) == int(
        match[1]
    )


@held("no winner", r"No scheme is clearly best on any of (\d+) outcomes\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    return not named(numbers, "clear") and len(ranked(numbers)) == int(match[1])


CLAUSES = {
    "clear": r"(?P<who>.+) is clearly best on (?P<what>.+)",
    "likely": r"(?P<who>.+) is probably best on (?P<what>.+)",
    "tie": r"no clear difference between the best two on (?P<what>.+)",
    "better": r"of these, (?P<who>.+) is better than (?P<whom>.+) on (?P<what>.+)",
    "worse": r"of these, (?P<who>.+) is worse than (?P<whom>.+) on (?P<what>.+)",
    "open": r"open on (?P<what>.+)",
    "alike": r"the same under all schemes on (?P<what>.+)",
}


@held("family", r"(Fairness|Cost|Motivation|Conduct|Business): (.+)\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    """Every clause of a family is true, and none is missing."""
    said: dict[tuple[str, str], set[str]] = {}
    for clause in match[2].split("; "):
        kinds = [(kind, found) for kind, pattern in CLAUSES.items() if (found := re.fullmatch(pattern, clause))]
        if len(kinds) != 1:
            return False
        (kind, found), (first, *_) = kinds[0], numbers.schemes
        of = found.groupdict()
        names = words(of["what"])
        if of.get("whom", first) != first:
            return False
        if kind == "likely":
            chances = dict(name.removesuffix(")").rsplit(" (", 1) for name in names)
            if not all(part(chance, best(numbers.outcomes[name])[1]) for name, chance in chances.items()):
                return False
            names = list(chances)
        said[kind, of.get("who") or ""] = set(names)
    return said == expected(numbers, match[1].lower())


def expected(numbers: Numbers, family: str) -> dict[tuple[str, str], set[str]]:
    """(kind, scheme or nothing) -> outcomes of a family, as its sentence must say them."""
    others = numbers.schemes[1:]
    found = {(kind, scheme): named(numbers, kind, scheme) for kind in ("clear", "likely") for scheme in numbers.schemes}
    found |= {(kind, ""): named(numbers, kind) for kind in ("tie", "open", "alike")}
    tied = named(numbers, "tie")
    for word in ("better", "worse"):
        for scheme in others:
            found[word, scheme] = {name for name in tied if beyond(numbers.outcomes[name], scheme) == word}
    here = {key: {name for name in names if numbers.outcomes[name]["family"] == family} for key, names in found.items()}
    return {key: names for key, names in here.items() if names}


def without(numbers: Numbers, outcome: Mapping[str, Any]) -> set[str]:
    """The schemes that have no number for an outcome."""
    return {scheme for scheme in numbers.schemes if outcome["levels"][scheme]["all years"]["mean"] is None}


@held("nobody has", r"No scheme has a number for (.+)\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    lacks = {name for name, o in numbers.outcomes.items() if without(numbers, o) == set(numbers.schemes)}
    return set(words(match[1])) == lacks


@held("lacking", r"(.+) has no number for (.+), so it is not compared there\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    lacking = {name: without(numbers, outcome) for name, outcome in numbers.outcomes.items()}
    some = {name for name, schemes in lacking.items() if match[1] in schemes and schemes != set(numbers.schemes)}
    return set(words(match[2])) == some


@held("stake", r"To cost what (.+) is expected to cost, variable pay was multiplied: (.+)\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    said = dict(word.rsplit(" by ", 1) for word in words(match[2]))
    factors = {name: found["stake_factor"] for name, found in numbers.document["schemes"].items()}
    first, *others = numbers.schemes
    return match[1] == first and set(said) == set(others) and all(near(said[n], factors[n]) for n in others)


@held("as written", r"The schemes are compared as written, whatever they cost\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    return bool(numbers.document["stake"]["rule"] == "as written")


_COST = rf"({NUMBER}) (.*?)CNY a year \(({NUMBER}) to ({NUMBER})\)\."


def money(numbers: Numbers, match: re.Match[str], first_group: int, scheme: str) -> bool:
    """Whether a difference in cost and its interval are those of a scheme."""
    factor = FACTORS[match[first_group + 1]]
    found = numbers.document["schemes"][scheme]["variable_cost_difference"]
    texts = (match[first_group], match[first_group + 2], match[first_group + 3])
    return all(near(text, factor * found[end]) for text, end in zip(texts, ("mean", "low", "high"), strict=True))


@held("cost differs", rf"Variable pay of (.+) is (higher|lower) than that of (.+): {_COST}")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    found = numbers.document["schemes"][match[1]]
    direction = "higher" if found["variable_cost_difference"]["mean"] > 0 else "lower"
    return found["cost"] == "different" and match[2] == direction and money(numbers, match, 4, match[1])


@held("cost equal", rf"Variable pay of (.+) equals that of (.+) within 1%: {_COST}")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    return numbers.document["schemes"][match[1]]["cost"] == "equal" and money(numbers, match, 3, match[1])


@held("cost unclear", rf"Whether (.+) costs the same as (.+) within 1% is not clear yet: {_COST}")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    return numbers.document["schemes"][match[1]]["cost"] == "unclear" and money(numbers, match, 3, match[1])


@held("flips", r"Under the view (.+) another scheme is best on (.+)\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    said = dict(word.removesuffix(")").rsplit(" (", 1) for word in words(match[2]))
    held_by = {n: o for n, o in ranked(numbers).items() if sure(o) in ("clear", "likely")}
    turned = {
        name: outcome["ranking"][match[1]][0]
        for name, outcome in held_by.items()
        if match[1] in outcome["flipped_by"] and outcome["ranking"][match[1]][0] != best(outcome)[0]
    }
    return said == turned


@held("no flips", r"No view changes a clear or likely winner\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    held_by = [o for o in ranked(numbers).values() if sure(o) in ("clear", "likely")]
    return not any(o["ranking"][view][0] != best(o)[0] for o in held_by for view in o["flipped_by"])


@held("views", r"How people respond is an assumption: all this pools (\d+) views by weights that are opinions\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    return int(match[1]) == len(numbers.document["views"])


@held("few skies", r"(\d+) (?:sky|skies) cannot tell which scheme is best; run at least 4, better 200\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    return int(match[1]) == int(numbers.document["replications"]) < 4


@held(
    "differences",
    r"(.+) is better than (.+) on (\d+) of (\d+) outcomes and worse on (\d+); "
    r"no difference that matters on (\d+), open on (\d+)\.",
)
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    better = worse = same = judged = 0
    for outcome in numbers.outcomes.values():
        found, margin = outcome["differences"][match[1]]["all years"], outcome["practical_margin"]
        if outcome["better"] == "neither" or found["low"] is None:
            continue
        judged += 1
        side = beyond(outcome, match[1])
        better += side == "better"
        worse += side == "worse"
        same += not side and max(abs(found["low"]), abs(found["high"])) <= margin
    said = [int(match[group]) for group in (3, 4, 5, 6, 7)]
    return match[2] == numbers.schemes[0] and said == [better, judged, worse, same, judged - better - worse - same]


def payout_of(numbers: Numbers, heading: str) -> tuple[float, Mapping[str, Any]]:
    """The unpaid part of the component of a heading, counted again, and what the summary says of it."""
    scheme, component = heading.split(" ", 1)[1].rsplit(", every ", 1)[0].split(": ", 1)
    frame = numbers.frames["payout"]
    rows = frame[(frame["scheme"] == scheme) & (frame["component"] == component)]
    found = next(p for p in numbers.document["payout"][scheme] if p["component"] == component)
    return float(rows["people"][rows["paid"] <= 0].sum()), found


@held("payout", r"(\S+) of the periods end where the curve pays nothing, (\S+) where it pays the most there is\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    unpaid, found = payout_of(numbers, heading)
    return found["limited"] and part(match[1], unpaid) and part(match[2], found["most"])


@held("payout without limit", r"(\S+) of the periods end where the curve pays nothing; there is no most that it pays\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    unpaid, found = payout_of(numbers, heading)
    return not found["limited"] and part(match[1], unpaid)


@held(
    "contribution",
    rf"Pay follows contribution, among advisors of like potential, most under (.+) \(({NUMBER})\) and least under (.+) "
    rf"\(({NUMBER})\)\.",
)
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    levels = {scheme: numbers.level("pay for contribution", scheme) for scheme in numbers.schemes}
    ends = levels[match[1]] == max(levels.values()) and levels[match[3]] == min(levels.values())
    return ends and near(match[2], levels[match[1]]) and near(match[4], levels[match[3]])


def group_means(numbers: Numbers, scheme: str) -> "pd.Series[float]":
    """(group, measure) -> mean, of the winners and losers of a scheme."""
    frame = numbers.frames["winners"]
    return frame[frame["scheme"] == scheme].set_index(["group", "measure"])["mean"]


@held(
    "winners",
    r"Under (.+), (\S+) of the advisors are paid more than under (.+) in the same future, (\S+) by at least 10%; "
    r"(\S+) are paid less, (\S+) by at least 10%\. "
    rf"Mean pay rises most, or falls least, in \"(.+)\" \(({NUMBER})%\), "
    rf"and the other way round in \"(.+)\" \(({NUMBER})%\)\.",
)
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    rows = group_means(numbers, match[1])
    changes = rows.xs("change", level="measure")
    changes = changes[[not group.startswith("branch: ") for group in changes.index]]
    said = dict(zip(("paid_more", "much_more", "paid_less", "much_less"), match.group(2, 4, 5, 6), strict=True))
    everybody = all(part(text, rows["everybody", measure]) for measure, text in said.items())
    ends = changes[match[7]] == changes.max() and changes[match[9]] == changes.min()
    written = near(match[8], 100 * changes[match[7]]) and near(match[10], 100 * changes[match[9]])
    return match[3] == numbers.schemes[0] and everybody and ends and written


@held(
    "branches",
    rf"In one future mean pay changes by ({NUMBER})% in the branch that gains most and by ({NUMBER})% in the one that "
    rf"gains least, ({NUMBER}) percentage points apart\.",
)
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    scheme = next(name for name in numbers.schemes[1:] if heading.lstrip(f"{SIGNS} ").startswith(f"{name} against"))
    rows = group_means(numbers, scheme)
    groups = ("branch: gains most", "branch: gains least", "branch: most less least")
    return all(near(text, 100 * rows[group, "change"]) for text, group in zip(match.groups(), groups, strict=True))


@held("nobody compared", r"Nobody works through a whole year under both (.+) and (.+)\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    return match[1] == numbers.schemes[0] and math.isnan(group_means(numbers, match[2])["everybody", "change"])


@held(
    "payslips",
    rf"In (year \d+) of sky (\d+), under (.+) and the view (.+), seat (\d+) gains most \(({NUMBER})%\)"
    rf"(?: and seat (\d+) gains least or loses most \(({NUMBER})%\))?\.",
)
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    """What it says of seats is held against the statements, and these against each other."""
    told, frame = numbers.document["payslips"], numbers.frames["payslips"]
    heads = frame[(frame["scheme"] == match[3]) & (frame["depth"] == 0)]
    pay = heads.pivot_table(index=["end", "place", "seat"], columns="paid_under", values="amount", sort=False)
    if {match[3], numbers.schemes[0]} != set(pay.columns):
        return False
    change = (100 * (pay[match[3]] / pay[numbers.schemes[0]] - 1)).round(9)
    said = {int(match[5]): (match[6], change.max()), **({int(match[7]): (match[8], change.min())} if match[7] else {})}
    by_seat = change.groupby(level="seat").first()
    ends = all(by_seat.get(seat) == end and near(text, end) for seat, (text, end) in said.items())
    first = (f"year {numbers.document['scenario']['run_in_months'] // 12 + 1}", numbers.document["skies"][0][0])
    return (match[1], int(match[2])) == first and match[4] == told["view"] and ends


@held("nobody there", r"Nobody works through (year \d+) of sky (\d+) under both schemes\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    return not len(numbers.frames["payslips"])


@held("fan", r"In eight of ten futures total cost is (.+) \((.*?)CNY a year\); the range is widest under (.+)\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    factor, widths = FACTORS[match[2]], {}
    for word in words(match[1]):
        found = re.fullmatch(rf"({NUMBER}) to ({NUMBER}) under (.+)", word)
        if not found or found[3] not in numbers.schemes:
            return False
        low, high = (numbers.level(name, found[3]) for name in ("cost p10", "cost p90"))
        if not near(found[1], factor * low) or not near(found[2], factor * high):
            return False
        widths[found[3]] = high - low
    return set(widths) == set(numbers.schemes) and widths[match[3]] == max(widths.values())


@held(
    "bridge",
    rf"(.+): variable pay of ({NUMBER}) (.*?)CNY a year on paper, ({NUMBER}) once people have answered: ({NUMBER}) "
    rf"\(({NUMBER}) to ({NUMBER})\)\.",
)
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    steps, factor = numbers.document["bridge"][match[1]], FACTORS[match[3]]
    said = [(match[2], steps["static"]["mean"]), (match[4], steps["response"]["mean"])]
    said += [(match[group], steps["step"][end]) for group, end in ((5, "mean"), (6, "low"), (7, "high"))]
    return all(near(text, factor * value) for text, value in said)


_POINT = rf"\(({NUMBER}) of normal effort\) when projected to end at (\d+)% with (\d+) months? left"


@held("effort", rf"Hardest {_POINT}; least {_POINT}\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    scheme, component = heading.split(" ", 1)[1].split(": ", 1)
    frame = numbers.frames["effort_map"]
    rows = frame[(frame["scheme"] == scheme) & (frame["component"] == component)]
    places = zip((100 * rows["stand"]).round().astype(int), rows["months_left"], strict=True)
    at: dict[tuple[int, int], float] = dict(zip(places, rows["effort"].tolist(), strict=True))
    hard, least = (at.get((int(match[stand]), int(match[stand + 1])), math.nan) for stand in (2, 5))
    ends = hard == rows["effort"].max() and least == rows["effort"].min()
    return bool(ends) and near(match[1], hard) and near(match[4], least)


@held("ranking", r"On (\d+) of (\d+) outcomes some view has another best scheme by more than what matters: (.+)\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    turned = {name for name, outcome in numbers.outcomes.items() if outcome.get("flipped_by")}
    judged = sum("flipped_by" in outcome for outcome in numbers.outcomes.values())
    return set(words(match[3])) == turned and (int(match[1]), int(match[2])) == (len(turned), judged)


@held("same ranking", r"On none of (\d+) outcomes does a view have another best scheme by more than what matters\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    judged = [outcome["flipped_by"] for outcome in numbers.outcomes.values() if "flipped_by" in outcome]
    return len(judged) == int(match[1]) and not any(judged)


@held("assumptions", r"Of (\d+) values, (\d+) are assumptions and (\d+) have a source\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    return (int(match[1]), int(match[2]), int(match[3])) == (
        numbers.listed,
        numbers.assumed,
        numbers.listed - numbers.assumed,
    )


STRIP = rf"({NUMBER})%?"


def strip_levels(numbers: Numbers, heading: str) -> dict[str, float]:
    """The levels of the outcome of a heading, in percent where it is a share."""
    outcome = numbers.outcomes[heading]
    factor = 100.0 if outcome["unit"].startswith("share") else 1.0
    means = {scheme: years["all years"]["mean"] for scheme, years in outcome["levels"].items()}
    return {scheme: factor * mean for scheme, mean in means.items() if mean is not None}


@held("strip", rf"Highest under (.+) \({STRIP}\), lowest under (.+) \({STRIP}\)\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    levels = strip_levels(numbers, heading)
    ends = levels[match[1]] == max(levels.values()) and levels[match[3]] == min(levels.values())
    return ends and near(match[2], levels[match[1]]) and near(match[4], levels[match[3]])


@held("same strip", rf"{STRIP} under every scheme\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    return all(near(match[1], level) for level in strip_levels(numbers, heading).values())


@held("lonely strip", rf"{STRIP} under (.+); no other scheme has a number\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    levels = strip_levels(numbers, heading)
    return set(levels) == {match[2]} and near(match[1], levels[match[2]])


def moved(outcome: Mapping[str, Any]) -> bool:
    """Whether schemes stand in another order under some view."""

    def signs(levels: Mapping[str, float | None]) -> list[float]:
        known = [value for value in levels.values() if value is not None]
        return [math.copysign(1.0, a - b) if a != b else 0.0 for a in known for b in known]

    return any(
        signs(levels) != signs(next(iter(outcome["by_view"].values()))) for levels in outcome["by_view"].values()
    )


STRIPS = {
    "pressure", "bad sales", "complaints", "found", "goodhart gap", "morale", "turnover", "regretted", "clients",
}  # fmt: skip


@held("order by view", r"The order of the schemes differs between views on (\d+) of these (\d+): (.+)\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    there = {name for name in STRIPS & set(numbers.outcomes) if strip_levels(numbers, name)}
    turned = {name for name in there if moved(numbers.outcomes[name])}
    return set(words(match[3])) == turned and (int(match[1]), int(match[2])) == (len(turned), len(there))


@held("one order", r"The order of the schemes is the same under every view on all (\d+) of these\.")
def _(numbers: Numbers, match: re.Match[str], heading: str) -> bool:
    there = {name for name in STRIPS & set(numbers.outcomes) if strip_levels(numbers, name)}
    return int(match[1]) == len(there) and not any(moved(numbers.outcomes[name]) for name in there)
