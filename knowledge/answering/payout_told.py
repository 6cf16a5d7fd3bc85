"""A payout in words: the step with the founder's own figure, what cuts it, and under which condition it is another."""

from collections.abc import Iterator
from decimal import Decimal

from knowledge.answering.bill import CONTRACT, Bill
from knowledge.answering.drafting import phrases
from knowledge.answering.payout import Option, Payout, Share, granted
from knowledge.answering.proof import in_full
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.wording import describe, label, requirement
from knowledge.language import Language

_WAN, _YI = Decimal(10_000), Decimal(100_000_000)


def say(language: Language, key: str, **values: str) -> str:
    """Say a sentence on sums."""
    return phrases.say(language, f"plan-amount-{key}", **values)


def yuan(value: Decimal, language: Language) -> str:
    """Write a sum as people say it: 54万元, 540,000 yuan."""
    if language == "en":
        return f"{in_full(value)} yuan"
    for unit, name in ((_YI, "亿元"), (_WAN, "万元")):
        tidy = value / unit
        if value >= unit and tidy == tidy.quantize(Decimal("0.0001")):
            return f"{in_full(tidy)}{name}"
    return f"{in_full(value)}元"


def _number(value: Decimal, language: Language) -> str:
    return in_full(value) if language == "en" else yuan(value, language)


def percent(rate: Decimal) -> str:
    """Write a rate."""
    return f"{in_full(rate * 100)}%"


def step(option: Option, bill: Bill, facts: Facts, language: Language) -> str:
    """Write how a tier works out: 30% × 1,800,000 = 540,000 yuan; with the cap where it bites."""
    rate = percent(option.formula.rate or Decimal(0))
    if bill.exact is not None and not option.is_open:
        share = option.shares[0]
        base = _number(share.base, language)
        about = say(language, "about") if bill.is_about else ""
        sum_ = _most(about + yuan(share.gross, language), option, share, language)
        told = say(language, "step", rate=rate, base=about + base, sum=sum_)
        return told + _cut(option, share, facts, language)
    low, high = option.shares[0], option.shares[-1]
    if option.is_open:
        key = "step-above" if len(option.shares) > 1 else "step-from"
    else:
        key = "step-below" if bill.low is None else "step-range"
    return say(
        language, key, rate=rate, low_base=_number(low.base, language), high_base=_number(high.base, language),
        low=yuan(_paid(low), language), high=yuan(_paid(high), language),
    ) + (_capped(option, language) if high.is_cut and not option.is_open else "")  # fmt: skip


def _most(sum_: str, option: Option, share: Share, language: Language) -> str:
    """Say "up to" where the rule has a ceiling and nothing cuts it already."""
    is_ceiling = option.formula.is_ == "ceiling" and not share.is_cut
    return say(language, "up-to", sum=sum_) if is_ceiling else sum_


def _paid(share: Share) -> Decimal:
    return share.amount.yuan if share.amount.yuan is not None else Decimal(0)


def _capped(option: Option, language: Language) -> str:
    cap = option.formula.cap
    return say(language, "within-cap", cap=yuan(cap, language)) if cap is not None else ""


def _cut(option: Option, share: Share, facts: Facts, language: Language) -> str:
    """Say what makes a payout less than its rate."""
    if not share.is_cut:
        return ""
    formula, paid = option.formula, yuan(_paid(share), language)
    others = [value for fact in formula.less if isinstance(value := facts.get(fact), Decimal) and value]
    if others and share.gross - sum(others) == _paid(share):
        return say(language, "less-others", others=yuan(sum(others, Decimal(0)), language), sum=paid)
    cap = formula.cap
    if cap is None:
        return say(language, "cut", sum=paid)
    had = granted(facts) if formula.less_granted else Decimal(0)
    if had:
        return say(
            language, "cap-less-granted", cap=yuan(cap, language), granted=yuan(had, language), sum=paid
        )
    return say(language, "capped", cap=yuan(cap, language), sum=paid)


def line_told(payout: Payout, bill: Bill, facts: Facts, language: Language) -> str:
    """Tell a line's tiers in one sentence, the surest first, each other one with its condition."""
    first, *others = payout.options
    parts = [step(first, bill, facts, language)]
    if payout.below is not None:
        parts = [parts[0] + say(language, "below-floor", requirement=requirement(payout.below, language))]
        others = []
    elif first.when is not None:
        parts = [say(language, "tier-if", condition=describe(first.when, language), step=parts[0])]
    for option in others:
        when = describe(option.when, language) if option.when else ""
        parts.append(say(language, "tier-if", condition=when, step=step(option, bill, facts, language)))
    return say(language, "and").join(parts)


def remarks(payout: Payout, bill: Bill, facts: Facts, language: Language) -> Iterator[str]:
    """Tell what the sum hangs on beside the rate: what is counted, the period, what comes off."""
    formulas = [option.formula for option in payout.options]
    if any(formula.is_ == "ceiling" for formula in formulas) and payout.below is None:
        yield say(language, "ceiling")
    caps = {formula.cap for formula in formulas if formula.cap is not None}
    if (
        len(caps) == 1
        and payout.below is None
        and not any(share.is_cut for option in payout.options for share in option.shares)
    ):
        yield say(language, "the-cap", cap=yuan(caps.pop(), language))
    if bill.fact != payout.base and (bill.fact is not None or payout.base != CONTRACT):
        yield say(language, "base", base=label(payout.base, language))
    prorated = [formula.proration for formula in formulas if formula.proration is not None]
    if prorated and not set(prorated[0].facts) <= set(facts):
        yield say(language, "prorated")
    off = dict.fromkeys(fact for formula in formulas for fact in formula.less if fact not in facts)
    if off:
        yield say(
            language, "comes-off", what=say(language, "list").join(label(fact, language) for fact in off)
        )
    is_cut = any(share.is_cut for option in payout.options for share in option.shares)
    if is_cut and any(formula.less_granted for formula in formulas) and "already_granted_cny" not in facts:
        yield say(language, "granted-off")


def yearly(bill: Bill, language: Language) -> str | None:
    """Say how a sum per month was taken, and ask for how many months it is."""
    if bill.monthly is None or bill.low is None:
        return None
    key = "per-month" if bill.months is None else "per-month-told"
    return say(
        language, key, monthly=yuan(bill.monthly, language), total=yuan(bill.low, language), months=in_full(bill.months or Decimal(12))
    )  # fmt: skip
