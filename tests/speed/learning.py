"""What people learn in a quarter: from their work, from their manager, and from the better half of their branch."""

from __future__ import annotations

from collections.abc import Sequence

from simkit.behaviour.learning.coaching import Coaching
from simkit.behaviour.learning.practice import Practice
from simkit.behaviour.learning.sharing import Sharing


def practised(rule: Practice, skill: float, learnt: float, trained: float, extra: float) -> float:
    """Skill after a quarter.

    learnt: mean output of the learning activity; trained: places on courses; extra: from coaching and colleagues.
    """
    won = rule.yields * (learnt - 1.0) + rule.training * trained + extra - rule.fades * max(skill - 1.0, 0.0)
    return min(max(skill + won, 0.5), 2.0)


def coached(rule: Coaching, basis: Sequence[float], present: Sequence[bool]) -> list[float]:
    """Share of full coaching that each of a branch gets; basis: what the manager goes by."""
    people = sum(present)
    if rule.goes_to == "all":
        alike = min(rule.hours / (rule.per_head * max(people, 1)), 1.0)
        return [alike if here else 0.0 for here in present]
    seats = [seat for seat, here in enumerate(present) if here]
    if rule.goes_to == "near goal":
        seats.sort(key=lambda seat: abs(basis[seat] - 1.0))
    else:
        seats.sort(key=lambda seat: basis[seat] if rule.goes_to == "weakest" else -basis[seat])
    given, left = [0.0] * len(present), rule.hours / rule.per_head
    for seat in seats:
        given[seat] = min(max(left, 0.0), 1.0)
        left -= 1.0
    return given


def from_coaching(rule: Coaching, share: float, seats: int) -> float:
    """Skill won beyond what is usual, from the share of full coaching in a branch of so many seats."""
    return rule.effect * (share - min(rule.usual_hours / (rule.per_head * seats), 1.0))


def from_colleagues(rule: Sharing, ability: Sequence[float], present: Sequence[bool]) -> list[float]:
    """What each of a branch learns from its better half beyond the usual, as a share of the own skill.

    Rivalry would take something off; no pay that the twin knows hangs on the own place among colleagues.
    """
    best = sorted((each for each, here in zip(ability, present, strict=True) if here), reverse=True)
    better = best[: (len(best) + 1) // 2]
    lead = sum(better) / len(better) if better else 0.0
    rate = rule.usual + (rule.in_meetings - rule.usual) * rule.meetings
    passes = rate - rule.usual
    return [
        min(max(0.0, lead - each), each) / each * passes if here and each > 0.0 else 0.0
        for each, here in zip(ability, present, strict=True)
    ]
