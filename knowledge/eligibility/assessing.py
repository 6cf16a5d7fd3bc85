"""All programmes judged for one founder: their own place's first, and the fact to ask for next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge.eligibility.judging import Judgement, judge
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.ordering import Aims, Supposition, is_own, is_past, next_fact, supposed
from knowledge.eligibility.programme import Programme
from knowledge.eligibility.spans import Extent, with_certain

_VERDICTS = ("eligible", "undetermined", "ineligible")
_ROUNDS = ("open", "upcoming", "unknown", "closed")


@dataclass(frozen=True, slots=True)
class Assessment:
    """Where a founder stands.

    Among `facts` are days that stand for a whole span in `spans`: what is told of them is the span.
    `own` are the programmes of their place, of the country and those they named, the most promising first; `past`
    have ended and have a successor; `elsewhere` are the rest. `asked` is the next fact, None when nothing matters.
    """

    facts: Facts
    spans: Mapping[str, Extent]
    aims: Aims
    own: tuple[Judgement, ...]
    past: tuple[Judgement, ...]
    elsewhere: tuple[Judgement, ...]
    asked: str | None

    def facts_of(self, judged: Judgement) -> Facts:
        """Return the facts by which a programme was judged."""
        return supposed(judged.programme, self.facts, self.aims)[0]

    def supposition(self, judged: Judgement) -> Supposition | None:
        """Return what was supposed of the founder for a programme, None when nothing was."""
        return supposed(judged.programme, self.facts, self.aims)[1]

    @property
    def verdicts(self) -> Mapping[str, Judgement]:
        """All judgements by programme."""
        return {judged.programme.id: judged for judged in (*self.own, *self.past, *self.elsewhere)}

    @property
    def hopeful(self) -> tuple[Judgement, ...]:
        """The founder's programmes that have rounds and are not ruled out."""
        return tuple(
            judged
            for judged in self.own
            if judged.verdict != "ineligible" and judged.line and judged.line.rounds
        )

    @property
    def at_hand(self) -> tuple[Judgement, ...]:
        """Those of them for which nothing was supposed."""
        return tuple(judged for judged in self.hopeful if self.supposition(judged) is None)


def assess(
    programmes: Sequence[Programme], facts: Facts, spans: Mapping[str, Extent], aims: Aims, day: date
) -> Assessment:
    """Judge every programme and put them in order."""
    judgements = _judged(programmes, facts, aims, day)
    if spans:
        near = [judged.programme for judged in judgements if is_own(judged, facts, aims)]
        facts = with_certain(near, facts, spans, day)
        judgements = _judged(programmes, facts, aims, day)
    own = [judged for judged in judgements if is_own(judged, facts, aims)]
    past = [] if aims.named else [judged for judged in own if is_past(judged)]
    now = sorted([judged for judged in own if judged not in past], key=_rank)
    elsewhere = [judged for judged in judgements if judged not in own]
    asked = next_fact(judgements, facts, aims)
    return Assessment(facts, spans, aims, tuple(now), tuple(past), tuple(elsewhere), asked)


def _judged(programmes: Sequence[Programme], facts: Facts, aims: Aims, day: date) -> list[Judgement]:
    return [judge(each, supposed(each, facts, aims)[0], day) for each in programmes]


def _rank(judged: Judgement) -> tuple[int, int, Decimal, str]:
    yuan = Decimal(0) if judged.amount.yuan is None else judged.amount.yuan
    is_national = judged.line is None or not judged.line.rounds
    return (
        _VERDICTS.index(judged.verdict) + (2 if is_national and judged.verdict != "eligible" else 0),
        _ROUNDS.index(judged.round),
        -yuan,
        judged.programme.id,
    )
