"""What is not covered, each kind said as what it is, with the nearest help.

Another language, nothing that can be read, another country or company, what such rules never state.
"""

import re
from collections.abc import Callable

from knowledge.answering.case import Case
from knowledge.answering.choosing import groups
from knowledge.answering.drafting import phrases
from knowledge.answering.evidence import TELLING
from knowledge.answering.general import surest
from knowledge.answering.needs import Need
from knowledge.answering.question import Answer
from knowledge.glossary.languages import other_language
from knowledge.glossary.places import gazetteer
from knowledge.reading.message import is_names_only

_COUNTRY, _VENDOR, _UNNAMED = 0.3, 0.35, 0.5
"""From which probability on a scheme is another country's or a company's own, where one is named and where none is."""
_NEVER = 0.5
"""From this probability on something is asked for that such rules never state."""
_READ, _READ_SLOT = 0.35, 0.5
"""Below both of these nothing was recognised: the surest act that has a meaning, and the surest slot."""
_TOLD, _TOLD_GENERALLY = 0.5, 0.35
"""From this nearness in meaning on a document says what is asked for all the same."""
_FOUNDERS = 0.4
"""From this probability on what is asked for is on the founder."""
_SHORTEST = 5
"""A shorter message in Chinese leaves to the conversation what it is about."""
_SHOWN, _LONGEST, _WORD = 40, 80, 8
"""How much of what can't be read is shown; a longer message without a meaning is read on;
a message of a word or two names what is asked for and no more."""
_REGIONS = ("71", "81", "82")
_NUMBER = re.compile(r"[a-z]{0,4}[\W_]*(?:\d[\W_]*){7,}[a-z\d]{0,12}|(?=\w*\d)[a-z\d]{15,}")
"""A telephone number, a credit code, an identity number: exact things, and no question."""
_MEANINGS = (
    "ask", "tell", "answer", "affirm", "deny", "dont_know", "correct", "command", "thank", "complain", "ask_person", "misuse", "others_data",
    "chore", "small_talk", "about_bot", "foreign",
)  # fmt: skip
FOUNDERS = ("applicant", "eligible", "compute_location", "supplier", "related_party", "covered", "stacking")
"""Beginnings of slots on the founder or the computing, for which a place abroad is no place that is asked about."""


def outside(case: Case) -> Answer | None:
    """Say of what is not covered why it isn't, and who may know."""
    ways: tuple[Callable[[Case], Answer | None], ...] = (
        _in_other_language, _unrecognised, _of_other_country, _of_region, _of_company, _never_stated,
    )  # fmt: skip
    return next((answer for way in ways if (answer := way(case)) is not None), None)


def own_places(case: Case) -> tuple[str, ...]:
    """Name the places that the message itself names, not what the conversation leaves to it."""
    return tuple(place.code for place in case.message.stated.places)


def is_at_home(case: Case) -> bool:
    """Tell whether the message itself names a place or a programme of the mainland."""
    named = any(not code.startswith(_REGIONS) for code in own_places(case))
    return named or bool(case.catalogue.named(case.question.text))


def concerns_founder(case: Case) -> bool:
    """Tell whether what is asked for is on the founder, so that a name from abroad only says who they are."""
    intent, slot = case.message.intent, case.message.slot or ""
    return slot.startswith(FOUNDERS) and intent.slot(slot) >= _FOUNDERS and intent.act("foreign") < _COUNTRY


def _in_other_language(case: Case) -> Answer | None:
    language = other_language(case.question.text)
    return case.words("out_of_scope", language.says) if language is not None else None


def _unrecognised(case: Case) -> Answer | None:
    text = case.message.stated.folded.strip()
    shown = case.message.stated.text.strip()[:_SHOWN]
    if _NUMBER.fullmatch(text):
        return case.plain("out_of_scope", "plan-outside-number", text=shown)
    stated = case.message.stated
    quantities = [quantity for quantity in stated.quantities if quantity.unit or quantity.scaled]
    names = stated.places or stated.names or quantities or stated.days or not stated.is_empty
    if names or case.u.instruments or len(text) > _LONGEST or case.catalogue.named(case.question.text):
        return None
    intent = case.alone
    is_word = len(text) <= (_WORD if case.u.language == "zh" else 3 * _WORD)
    is_read = max(intent.act(act) for act in _MEANINGS) >= _READ or (
        is_word and any(p >= _READ_SLOT for _, p in intent.slots)
    )
    if is_read:
        return None
    return case.plain("out_of_scope", "plan-outside-nothing-read", text=shown)


def _of_other_country(case: Case) -> Answer | None:
    """Say it where another country's scheme is asked about, with what is known here."""
    stated, foreign = case.message.stated, case.message.intent.act("foreign")
    if not stated.outside or is_at_home(case) or foreign < _COUNTRY:
        return None
    if stated.outside[0] == "abroad":
        return _not_covered(case, "plan-outside-abroad")
    name = next(_spelling(case, each.start, each.end) for each in stated.names if each.kind == "country")
    return _not_covered(case, "plan-outside-country", name=name)


def _of_region(case: Case) -> Answer | None:
    codes = [code for code in own_places(case) if code.startswith(_REGIONS)]
    if not codes or is_at_home(case) or concerns_founder(case):
        return None
    place = gazetteer().name(codes[0], case.u.language)
    return _not_covered(case, "plan-outside-region", place=place)


def _of_company(case: Case) -> Answer | None:
    """Say it where a company's own scheme is asked about."""
    stated, foreign = case.message.stated, case.message.intent.act("foreign")
    if is_at_home(case) or stated.outside:
        return None
    vendor = next((each for each in stated.names if each.kind == "vendor"), None)
    least = _VENDOR if case.message.intent.act("ask") >= _READ else _VENDOR / 3
    if vendor is not None and foreign >= least:
        return _not_covered(case, "plan-outside-vendor", name=_spelling(case, vendor.start, vendor.end))
    own = foreign >= _UNNAMED and foreign > case.message.intent.act("ask")
    return _not_covered(case, "plan-outside-own-scheme") if own else None


def _never_stated(case: Case) -> Answer | None:
    """Say whom to ask for what such rules never state, unless a document of the place states it all the same."""
    slot = case.message.slot or ""
    folded = case.message.stated.folded
    is_short = (case.u.language == "zh" and len(folded) < _SHORTEST) or is_names_only(folded)
    if (
        not slot.startswith("outside.")
        or case.message.intent.slot(slot) < _NEVER
        or is_short
        or _is_told(case)
    ):
        return None
    lines = [phrases.say(case.u.language, f"plan-{slot.replace('.', '-')}")]
    programme = _programme(case)
    if programme is not None:
        lines.append(phrases.say(case.u.language, "plan-outside-nearest", programme=programme))
    return case.uncovered("\n".join([*lines, phrases.say(case.u.language, "plan-outside-person")]))


def _is_told(case: Case) -> bool:
    """Tell whether a document on what is asked about has a statement that is near in meaning and in its telling words."""
    if not case.u.has_place:
        best = surest(case)
        return best is not None and best.similarity >= _TOLD_GENERALLY and best.telling >= TELLING
    return any(
        not item.is_gap and item.similarity >= _TOLD and item.telling >= TELLING
        for group in groups(case.u, case.catalogue)
        for item in case.finder.find(group.candidates, Need(()))
    )


def _programme(case: Case) -> str | None:
    """Name the programme that is spoken of."""
    things = groups(case.u, case.catalogue) if case.u.has_place else []
    here = (c for group in things for c in group.candidates if c.entry.any.kind == "programme")
    best = next((c for c in here if c.how in {"named", "zone", "own"} and c.replaced_by is None), None)
    return best.entry.text(case.u.language).short_title if best is not None else None


def _not_covered(case: Case, key: str, **values: str) -> Answer:
    language = case.u.language
    said = (phrases.say(language, key, **values), phrases.say(language, "plan-outside-covered"))
    return case.uncovered("\n".join(said))


def _spelling(case: Case, start: int, end: int) -> str:
    """Return a name as the founder wrote it."""
    stated = case.message.stated
    whole = stated.text if len(stated.text) == len(stated.folded) else stated.folded
    return whole[start:end]
