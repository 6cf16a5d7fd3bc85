"""The state on a day in words: the same ones in answers, lists, pre-checks and cards."""

from datetime import date

from babel.dates import format_date

from knowledge.eligibility.states import ForceState, RoundState
from knowledge.eligibility.wording import phrases
from knowledge.language import Language

_FORMS = {"zh": "y年M月d日", "en": "d MMMM y"}


def tell_round(state: RoundState, language: Language) -> str:
    """Say whether applications are taken, since or until when, and how many days that is."""
    subject = "none" if state.kind is None else "term" if state.kind == "force" else "window"
    if subject == "term" and state.status == "unknown":
        return _say(language, "term-unknown-until" if state.closes else "none-unknown", state)
    ends = "-until" if state.closes and state.status in {"open", "upcoming"} else ""
    last = "-last" if state.status == "open" and state.days == 0 else ends
    told = _say(language, f"{subject}-{state.status}{last}", state)
    if state.next_opens is None:
        return told
    return told + phrases().say(language, "state-next", since=day_told(state.next_opens, language))


def tell_force(state: ForceState, language: Language) -> str:
    """Say whether a policy is in force, since or until when, or what has taken its place."""
    if state.by is not None:
        key = "state-force-superseded" + ("-since" if state.since else "")
        since = day_told(state.since, language)
        return phrases().say(language, key, newer=state.by.short_title, since=since)
    ends = ""
    if state.status == "in_force":
        ends = ("-since" if state.since else "") + ("-until" if state.until else "")
    return phrases().say(
        language,
        f"state-force-{state.status.replace('_', '-')}{ends}",
        since=day_told(state.since, language),
        until=day_told(state.until, language),
        days=state.days or 0,
    )


def _say(language: Language, key: str, state: RoundState) -> str:
    return phrases().say(
        language,
        f"state-{key}",
        since=day_told(state.opens, language),
        until=day_told(state.closes, language),
        days=state.days or 0,
    )


def day_told(day: date | None, language: Language) -> str:
    """Write a day as people write it; nothing where there is none."""
    return format_date(day, _FORMS[language], locale=language) if day else ""
