"""Which fact to ask for next: the one whose answer is likely to settle most."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import prod

from knowledge.eligibility.conditions.condition import OpenPoint
from knowledge.eligibility.judging import Judgement
from knowledge.eligibility.vocabulary import Vocabulary


def next_question(
    judgements: Iterable[Judgement], vocabulary: Vocabulary, declined: Collection[str] = ()
) -> str | None:
    """Return the most decisive fact that is still open, or None when no answer can change a verdict.

    `declined` are facts that the founder does not know or want to tell.
    """
    return most_decisive(weigh_open(judgements, declined), vocabulary)


def most_decisive(gains: Mapping[str, float], vocabulary: Vocabulary) -> str | None:
    """Return the fact that gains most, of equal ones the first in the form; None where there is none."""
    return min(gains, key=lambda fact: (-gains[fact], vocabulary.order[fact]), default=None)


def weigh_open(judgements: Iterable[Judgement], declined: Collection[str] = ()) -> Mapping[str, float]:
    """Weigh the facts that are still open, without those that are declined."""
    return {fact: gain for fact, gain in weigh(judgements).items() if fact not in declined}


def weigh(judgements: Iterable[Judgement]) -> Mapping[str, float]:
    """Estimate for each open fact how many lines its answer settles."""
    gains: dict[str, float] = defaultdict(float)
    for judgement in judgements:
        if judgement.verdict == "undetermined":
            for line in judgement.lines:
                if line.verdict == "undetermined":
                    _weigh_line(line.open, gains)
    return gains


def _weigh_line(points: Sequence[OpenPoint], gains: dict[str, float]) -> None:
    """Add what each fact may settle: by failing its criterion, or by meeting the last one that is open."""
    all_met = prod([point.meets for point in points])
    asked = {fact for point in points for fact in point.asks}
    for point in points:
        for fact in point.asks:
            gain = (point.fails + all_met / len(asked)) / len(point.asks)
            if gain:
                gains[fact] += gain
