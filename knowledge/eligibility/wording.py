"""Rules and findings in plain words: what a criterion asks, what the founder said, what would change it."""

from collections.abc import Iterable, Sequence
from functools import cache, singledispatch

from knowledge.clauses import Period
from knowledge.eligibility.conditions.answers import Between, OneOf
from knowledge.eligibility.conditions.condition import Change, Condition
from knowledge.eligibility.conditions.days import BeforeAnniversary, During, YoungerThan
from knowledge.eligibility.conditions.joined import AllOf, AnyOf, AtLeastOf, InPrinciple, NotMet, Unseen
from knowledge.eligibility.conditions.regions import ZONE, Home, HomeZone, InZone, Within
from knowledge.eligibility.conditions.voucher import VoucherFloor
from knowledge.eligibility.kinds import Day, Facts, Value, YesNo
from knowledge.eligibility.programme import Criterion
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.language import Language, join_clauses
from knowledge.phrasebook import Phrasebook


@cache
def phrases() -> Phrasebook:
    """Return the sentences of this room."""
    return Phrasebook("knowledge.eligibility")


def requirement(criterion: Criterion, language: Language) -> str:
    """Say what a criterion asks: its own label, or one made from its condition."""
    return criterion.label.to(language) if criterion.label else describe(criterion.condition, language)


def founders_values(criterion: Criterion, facts: Facts, language: Language) -> str:
    """Say what is known of the facts that a criterion looks at; empty when nothing is."""
    known = [fact for fact in criterion.condition.facts if fact in facts]
    if len(known) == len(criterion.condition.facts) == 1:
        return show(known[0], facts[known[0]], language)
    return join_clauses(
        (f"{label(fact, language)} {show(fact, facts[fact], language)}" for fact in known), language
    )


def describe_change(change: Change, language: Language) -> str:
    """Say what would turn a criterion."""
    kind = vocabulary()[change.fact].kind
    values = change.value if isinstance(change.value, tuple) else (change.value,)
    said = _values(change.fact, values, language)
    ending = "-day" if isinstance(kind, Day) else "-flag" if isinstance(kind, YesNo) else ""
    return phrases().say(
        language, f"change-{change.needs}{ending}", fact=label(change.fact, language), value=said
    )


def label(fact: str, language: Language) -> str:
    """Name a fact."""
    return vocabulary()[fact].label.to(language)


def show(fact: str, value: Value, language: Language) -> str:
    """Write a fact's value."""
    return vocabulary()[fact].kind.show(value, language)


def _values(fact: str, values: Iterable[Value], language: Language) -> str:
    return join_or([show(fact, value, language) for value in values], language)


def join_or(words: Sequence[str], language: Language) -> str:
    """Join alternatives: 甲、乙或丙; one, two or three."""
    *most, last = words
    between = "、" if language == "zh" else ", "
    return phrases().say(language, "or").join([between.join(most), last]) if most else last


def period_text(period: Period, language: Language) -> str:
    """Write the days of a period."""
    since, until = (Day().show(day, language) if day else "" for day in (period.since, period.until))
    key = "days-from-to" if since and until else "days-from" if since else "days-to"
    return phrases().say(language, key, since=since, until=until)


@singledispatch
def describe(condition: Condition, language: Language) -> str:
    """Say what a condition asks."""
    raise NotImplementedError(f"{type(condition).__name__} in {language}")


@describe.register
def _(condition: OneOf, language: Language) -> str:
    said = phrases().say(
        language,
        "one-of",
        fact=label(condition.fact, language),
        values=_values(condition.fact, condition.met, language),
    )
    if not condition.unclear or not condition.refused:
        return said
    unclear = _values(condition.fact, condition.unclear, language)
    return phrases().say(language, "unclear-for", requirement=said, values=unclear)


@describe.register
def _(condition: Between, language: Language) -> str:
    name = label(condition.fact, language)
    bounds = [("above" if condition.strict else "at-least", condition.low)]
    bounds.append(("below" if condition.strict else "at-most", condition.high))
    if condition.low is not None and condition.low == condition.high:
        bounds = [("is", condition.low)]
    said = [
        phrases().say(language, key, fact=name, value=show(condition.fact, bound, language))
        for key, bound in bounds
        if bound is not None
    ]
    return phrases().say(language, "list-and").join(said)


@describe.register
def _(condition: During, language: Language) -> str:
    return _period(condition.fact, condition.period, language)


def _period(fact: str, period: Period, language: Language) -> str:
    since = show(fact, period.since, language) if period.since else ""
    until = show(fact, period.until, language) if period.until else ""
    key = "from-to" if since and until else "from" if since else "to"
    return phrases().say(language, key, fact=label(fact, language), since=since, until=until)


@describe.register
def _(condition: BeforeAnniversary, language: Language) -> str:
    return phrases().say(
        language,
        "before-anniversary",
        fact=label(condition.fact, language),
        of=label(condition.of, language),
        years=condition.years,
    )


@describe.register
def _(condition: YoungerThan, language: Language) -> str:
    return phrases().say(
        language, "younger-than", fact=label(condition.fact, language), years=condition.years
    )


@describe.register
def _(condition: Within, language: Language) -> str:
    place = show(condition.fact, condition.code, language)
    return phrases().say(language, "within", fact=label(condition.fact, language), place=place)


@describe.register
def _(condition: Home, language: Language) -> str:
    within = condition.registered
    place = show(within.fact, within.code, language)
    return phrases().say(language, "home", fact=label(within.fact, language), place=place)


@describe.register(InZone)
@describe.register(HomeZone)
def _(condition: InZone | HomeZone, language: Language) -> str:
    return phrases().say(language, "in-zone", zone=show(ZONE, condition.zone, language))


@describe.register(AllOf)
@describe.register(AnyOf)
def _(condition: AllOf | AnyOf, language: Language) -> str:
    joint = phrases().say(language, "list-and" if isinstance(condition, AllOf) else "list-or")
    return joint.join(describe(part, language) for part in condition.parts)


@describe.register
def _(condition: AtLeastOf, language: Language) -> str:
    joint = phrases().say(language, "list-or")
    said = joint.join(describe(part, language) for part in condition.parts)
    return phrases().say(language, "at-least-of", number=str(condition.number), requirements=said)


@describe.register
def _(condition: NotMet, language: Language) -> str:
    return phrases().say(language, "no-unless", requirement=describe(condition.part, language))


@describe.register
def _(condition: InPrinciple, language: Language) -> str:
    return phrases().say(language, "in-principle", requirement=describe(condition.part, language))


@describe.register
def _(condition: Unseen, language: Language) -> str:
    return phrases().say(language, "unseen", what=condition.what.to(language))


@describe.register
def _(condition: VoucherFloor, language: Language) -> str:
    return phrases().say(
        language, "voucher-floor", value=show("contract_amount_cny", condition.floor, language)
    )
