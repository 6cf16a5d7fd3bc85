"""What the conversation is about by what was answered: the programme last cited, and those listed one after the other."""

import re
from dataclasses import replace

from knowledge.answering.catalogue import Catalogue
from knowledge.answering.question import Line, Question
from knowledge.answering.understanding import Understanding
from knowledge.glossary.places import lies_within
from knowledge.language import fold

_ORDINALS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bthe (first|1st)\b|\bthe former\b|第(一|1)(个|项|款|种|条)|前者",
        r"\bthe (second|2nd)\b|\bthe latter\b|第(二|2)(个|项|款|种|条)|后者",
        r"\bthe (third|3rd)\b|第(三|3)(个|项|款|种|条)",
    )
)
_THIS = re.compile(
    r"\b(this|that|the same) (policy|programme|program|voucher|scheme|one|notice|measure)\b|\bits?\b|(该|这个?|此|那个?)(政策|项目|券|办法|措施|通知)|它"
)


def with_programme(
    own: Understanding, whole: Understanding, question: Question, catalogue: Catalogue
) -> Understanding:
    """Keep to the programme that the last answer cited, where a follow-up leaves to the conversation what it is about."""
    cited = last_cited(question, catalogue)
    if own.mentions or own.documents or own.scope != "place" or own.years or whole.compares or not cited:
        return whole
    folded = fold(own.text)
    for place, pattern in enumerate(_ORDINALS):
        if pattern.search(folded) and len(whole.mentions) < 2 and len(cited) > place:
            return replace(whole, mentions=(), names=((cited[place],),), from_history=True)
    if not (whole.from_history and whole.has_place) or (len(cited) > 1 and not _THIS.search(folded)):
        return whole
    entry = catalogue.entries[cited[0]]
    here = not whole.mentions or any(
        lies_within(region, mention.code) or lies_within(mention.code, region)
        for region in entry.regions
        for mention in whole.mentions
    )
    fits = not own.instruments or bool(own.instruments & entry.instruments)
    return replace(whole, names=((entry.id,),)) if here and fits else whole


def last_cited(question: Question, catalogue: Catalogue) -> tuple[str, ...]:
    """Name the programmes that the last answer cited, or named where it is known by its text alone."""
    for line in reversed(question.history):
        if line.role == "bot" and (found := _programmes(line, catalogue)):
            return found
    return ()


def _programmes(line: Line, catalogue: Catalogue) -> tuple[str, ...]:
    named = line.programmes or tuple(
        name for names in catalogue.named(line.text) if len(names) == 1 for name in names
    )
    kept = (
        name
        for name in named
        if name in catalogue.entries and catalogue.entries[name].any.kind != "background"
    )
    return tuple(dict.fromkeys(kept))
