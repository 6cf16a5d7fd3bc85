"""The questions of the pre-check as a founder sees them, with their buttons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.dialogue.messages import Choice, Reply
from bot.dialogue.speaking import Voice
from bot.dialogue.words import keys
from knowledge.eligibility.conditions.regions import REGISTERED
from knowledge.eligibility.kinds import Number, Place, Value, YesNo
from knowledge.eligibility.placing import full_name, level_of
from knowledge.eligibility.spans import Extent, Sums
from knowledge.eligibility.vocabulary import Fact, vocabulary
from knowledge.eligibility.wording import label, show
from knowledge.reading.sums import DEDUCTIONS

_MOST_PLACES = 5
_DISTRICT = 3


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that is asked for: the places or those of its values that are offered, and what is known in part."""

    fact: str
    places: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    span: Extent | None = None
    coarse: Value | None = None
    can_go_back: bool = False


def put(voice: Voice, asked: Question, first: str = "", near: Sequence[Value] = ()) -> Reply:
    """Put a question; `first` stands before it, `near` are values that may be meant by a bad answer."""
    fact = vocabulary()[asked.fact]
    text = "\n".join([_question(voice, asked, fact), fact.help.to(voice.language)])
    offered = [_value_button(voice, asked.fact, value) for value in near] or _offered(voice, asked, fact)
    return Reply(f"{first}\n\n{text}" if first else text, choices=(*offered, *_ways_out(voice, asked)))


def _question(voice: Voice, asked: Question, fact: Fact) -> str:
    if asked.span is not None:
        known = asked.span.show(voice.language)
        return voice(
            "ask-exact-sum" if isinstance(asked.span, Sums) else "ask-exact-day",
            known=known,
            question=fact.question.to(voice.language),
        )
    if isinstance(asked.coarse, str):
        place = show(asked.fact, asked.coarse, voice.language)
        return voice("ask-finer-place", place=place, fact=label(asked.fact, voice.language))
    return fact.question.to(voice.language)


def _offered(voice: Voice, asked: Question, fact: Fact) -> list[Choice]:
    if isinstance(fact.kind, Place):
        chosen = [_value_button(voice, asked.fact, place) for place in asked.places[:_MOST_PLACES]]
        is_new = asked.fact == REGISTERED and asked.coarse is None
        return [*chosen, *([voice.button("ck:team", "button-no-company")] if is_new else [])]
    if isinstance(fact.kind, Number) and asked.fact in DEDUCTIONS:
        return [Choice(value_id(asked.fact, Decimal(0)), voice("button-nothing"))]
    return [_value_button(voice, asked.fact, value) for value in asked.values or fact.values]


def _ways_out(voice: Voice, asked: Question) -> tuple[Choice, ...]:
    back = (voice.button("ck:b", "button-step-back"),) if asked.can_go_back else ()
    return (
        voice.button(f"ck:u:{asked.fact}", "button-dont-know"),
        voice.button(f"ck:s:{asked.fact}", "button-skip"),
        *back,
        voice.button("ck:q", "button-stop"),
    )


def _value_button(voice: Voice, fact: str, value: Value) -> Choice:
    kind = vocabulary()[fact].kind
    if isinstance(kind, Place):
        shown = full_name(str(value), voice.language)
    elif isinstance(kind, YesNo) and f"yes-{fact}" in keys(voice.language):
        shown = voice(f"yes-{fact}" if value else f"no-{fact}")
    else:
        shown = kind.show(value, voice.language)
    return Choice(value_id(fact, value), shown[:1].upper() + shown[1:])


def value_id(fact: str, value: Value) -> str:
    """Return the id of the button that gives a fact a value."""
    written = vocabulary()[fact].kind.write(value)
    return f"ck:v:{fact}:{ {True: 'yes', False: 'no'}.get(written, written) if isinstance(written, bool) else written }"


def told(voice: Voice, facts: Iterable[tuple[str, Value | Extent]]) -> str:
    """List facts, one a line."""
    return "\n".join(
        voice("fact-line", label=label(fact, voice.language), value=shown(fact, value, voice))
        for fact, value in facts
    )


def shown(fact: str, value: Value | Extent, voice: Voice) -> str:
    """Write a fact's value, or what is known of a day."""
    if isinstance(value, Extent):
        return voice(
            "known-sum-in-part" if isinstance(value, Sums) else "known-in-part",
            known=value.show(voice.language),
        )
    if isinstance(vocabulary()[fact].kind, Place) and level_of(str(value)) == _DISTRICT:
        return full_name(str(value), voice.language)
    return show(fact, value, voice.language)
