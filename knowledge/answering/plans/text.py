"""The texts themselves: where one can be read, what an answer rests on, and whether a figure is what a text states."""

import re
from collections.abc import Callable, Sequence

from knowledge.answering.case import Case
from knowledge.answering.choosing import Candidate, groups
from knowledge.answering.drafting import Draft, phrases
from knowledge.answering.evidence import Evidence
from knowledge.answering.needs import Need
from knowledge.answering.question import Answer
from knowledge.clauses import Document, Topic
from knowledge.figures import Figure, find_figures, supported
from knowledge.language import Language
from knowledge.provenance import Origin
from knowledge.text.quantities import Quantity

_SURE = 0.5
_MOST = 3
"""How many texts of one place are named."""
_KINDS = {"official": "official", "repost": "repost", "news": "news", "index": "index", None: "index"}
_BY_SLOT: dict[str, tuple[str, tuple[Topic, ...]]] = {
    "rate": ("percent", ("rate", "formula")), "rate.tier": ("percent", ("rate", "formula")), "cap": ("money", ("cap",)), "cap.period": ("money", ("cap",)),
    "floor": ("money", ("floor", "applicant")), "budget": ("money", ("budget",)),
}  # fmt: skip
"""The sort of figure that a slot is about, and the marks of the statements that state it."""
_APART = 0.4
"""How far behind the surest statement on a figure another one may be and still confirm it."""
_OWN = frozenset(["named", "zone", "own"])
_PART = 0.05
_FIGURED = 0.4
"""From this probability on all slots about figures together are what is asked for."""
_YES_OR_NO = re.compile(
    r"吗|么\s*[?？]?$|是不是|是否|对不对|对吧|没错吧|是吧|^(so |and |but |wait |hi |hello |hey )*(is|are|does|do|was|were|has|will)\b|\b(right|correct|true)\s*\?|isn't it|doesn't it"
)
"""The form of a question that is answered with yes or no."""
_PERIODS = {"year": re.compile(r"每年|年度|一年|/年|当年|逐年|a year|per year|yearly|annual|each year|every year"), "month": re.compile(r"每月|月度|/月|a month|per month|monthly|each month")}  # fmt: skip


def text(case: Case) -> Answer | None:
    """Say where a text can be read, what an answer rests on, or whether a figure is the right one."""
    intent = case.message.intent
    if intent.slot("official_text") >= _SURE:
        return _told_of_each(case, _where) if case.u.has_place else case.plain("clarify", "plan-text-which")
    if intent.slot("evidence") >= _SURE and not case.message.stated.quantities:
        return _told_of_each(case, _basis) if case.u.has_place else case.plain("out_of_scope", "answer-about")
    return _yes_or_no(case)


def _texts(case: Case) -> list[Candidate]:
    """List the texts that are meant: those named, or those of the place that serve."""
    found: list[Candidate] = []
    for group in groups(case.u, case.catalogue):
        own = [
            c
            for c in group.candidates
            if c.how in {"named", "zone", "own"} and c.entry.any.kind != "background"
        ]
        named = [c for c in own if c.entry.id in case.u.documents] or [
            c for c in group.candidates if c.entry.id in case.u.documents
        ]
        kind = [c for c in own if not case.u.instruments or c.entry.instruments & case.u.instruments]
        found += (named or [c for c in (kind or own) if c.replaced_by is None])[:_MOST]
    return list({c.entry.id: c for c in found}.values())


def _told_of_each(case: Case, tell: Callable[[Document, Language], str]) -> Answer | None:
    draft = Draft(case.u.language)
    for candidate in _texts(case):
        first = _overview(case, candidate)
        if first is not None:
            draft.compute(tell(candidate.entry.text(case.u.language), case.u.language), first)
    return case.finished(draft, "answered") if draft.sentences else None


def _overview(case: Case, candidate: Candidate) -> Evidence | None:
    """Find the statement that says what a document is, as a rule its first one."""
    found = case.finder.find([candidate], Need((("what", 1.0),)))
    rules = [i for i in found if not i.is_gap and i.statement.standing == "rule"] or found
    first = next((i for i in rules if i.passage.heading == "What it is"), None)
    return first or next(iter(rules), None)


def _where(document: Document, language: Language) -> str:
    """Say where a text can be read: the page that was read, the official one where that was not, or no address."""
    number = document.document_number
    values = {
        "programme": document.short_title,
        "number": phrases.say(language, "plan-text-number", number=number) if number else "",
        "where": _address(document, language),
    }
    if not document.issuer:
        return phrases.say(language, "plan-text-where-no-issuer", **values)
    return phrases.say(language, "plan-text-where", issuer=document.issuer, **values)


def _address(document: Document, language: Language) -> str:
    origin = _origin(document)
    kind = phrases.say(language, f"plan-text-kind-{_KINDS[origin.read_in]}")
    if origin.url and origin.kind == "official":
        return phrases.say(language, "plan-text-official", url=origin.url)
    if origin.url and origin.official_url:
        return phrases.say(
            language, "plan-text-official-unread", url=origin.url, official=origin.official_url, kind=kind
        )
    if origin.official_url:
        return phrases.say(language, "plan-text-official-only", official=origin.official_url)
    if origin.url:
        return phrases.say(language, "plan-text-repost", url=origin.url, kind=kind)
    return phrases.say(language, "plan-text-no-address")


def _origin(document: Document) -> Origin:
    """Tell where a text was read: an official page before all else, then where most of its rules were read."""
    usable = [source for source in document.sources if source.url and not source.wrong]
    official = next((s for s in usable if s.kind == "official" and s.read), None)
    if official is not None:
        return Origin(official.url, "official", None, "official")
    origin = document.main_origin
    if origin.url or origin.official_url:
        return origin
    named = next((s.url for s in usable if s.kind == "official"), None)
    read = next((s for s in usable if s.read), None)
    return Origin(
        read.url if read else None, read.kind if read else None, named, read.kind if read else origin.read_in
    )


def _basis(document: Document, language: Language) -> str:
    """Say what is known of a programme from whom, and when it was last checked."""
    origin = document.main_origin
    kind = phrases.say(language, f"plan-text-kind-{_KINDS[origin.read_in]}")
    address = origin.url or origin.official_url
    shown = "" if address is None else f"（{address}）" if language == "zh" else f" ({address})"
    said = phrases.say(
        language, "plan-text-evidence", programme=document.short_title, kind=kind, address=shown, day=document.reviewed.isoformat()
    )  # fmt: skip
    unconfirmed = any(s.standing == "unconfirmed" for clause in document.clauses for s in clause.statements)
    return f"{said} {phrases.say(language, 'plan-text-unconfirmed')}" if unconfirmed else said


def _yes_or_no(case: Case) -> Answer | None:
    """Say whether a figure is the one that the text states: yes, no, or not for that time."""
    asked, likely = _figure(case), _figured(case)
    if (
        asked is None
        or not likely
        or not case.u.has_place
        or case.u.compares
        or (case.u.years and not case.u.documents)
    ):
        return None
    things = groups(case.u, case.catalogue)
    if len(things) != 1:
        return None
    own = [
        c
        for c in things[0].candidates
        if c.how in _OWN and c.entry.any.kind != "background" and c.replaced_by is None
    ]
    for slot in likely:
        kind, topics = _BY_SLOT[slot]
        stating = _stating(case, own, kind, topics[0]) if kind == asked[0].kind else []
        if stating:
            return _judged(case, *asked, stating)
    return None


def _stating(case: Case, own: Sequence[Candidate], kind: str, topic: Topic) -> list[Evidence]:
    """List the statements of a topic that have a figure of its kind, the surest first."""
    found = case.finder.find(own, Need(((topic, 1.0),), words=case.question.text))
    return [
        i
        for i in found
        if topic in i.statement.topics
        and i.statement.standing != "evidence"
        and not i.is_gap
        and _figures(i, kind)
    ]


def _judged(case: Case, figure: Figure, quantity: Quantity, stating: Sequence[Evidence]) -> Answer | None:
    draft, language = Draft(case.u.language), case.u.language
    same = [i for i in stating if supported(figure, _figures(i, figure.kind))]
    gap = " " if language == "en" else ""
    if same and same[0].score < stating[0].score - _APART:
        return None  # it holds in a case of its own, which neither yes nor no would say
    if not same:
        draft.quote(stating[0], phrases.say(language, "plan-text-no") + gap)
        return case.finished(draft, "answered")
    period = _period(case, quantity)
    if period is not None and not any(_PERIODS[period].search(i.statement.text.casefold()) for i in same):
        name = phrases.say(language, f"plan-text-{period}")
        draft.quote(same[0], phrases.say(language, "plan-text-period-open", period=name) + gap)
        return case.finished(draft, "partial")
    dated = [i for i in same if period is not None and _PERIODS[period].search(i.statement.text.casefold())]
    draft.quote((dated or same)[0], phrases.say(language, "plan-text-yes") + gap)
    return case.finished(draft, "answered")


def _period(case: Case, quantity: Quantity) -> str | None:
    """Name the time that the question says the sum is for."""
    if quantity.per in _PERIODS:
        return quantity.per
    folded = case.message.stated.folded
    return next((period for period, pattern in _PERIODS.items() if pattern.search(folded)), None)


def _figures(item: Evidence, kind: str) -> list[Figure]:
    return [figure for figure in find_figures(item.statement.text) if figure.kind == kind]


def _figure(case: Case) -> tuple[Figure, Quantity] | None:
    """Return the one figure whose truth is asked for, or None where none is, several are, or it is a bound."""
    if _YES_OR_NO.search(case.message.stated.folded) is None:
        return None
    quantities = [
        q for q in case.message.stated.quantities if q.unit in {"percent", "cny"} or (not q.unit and q.scaled)
    ]
    if len(quantities) != 1:
        return None
    only = quantities[0]
    value = only.value if only.value is not None else only.high
    if only.strict or value is None or (only.low is not None and only.low != value):
        return None
    return (Figure("percent", value) if only.unit == "percent" else Figure("money", value, "CNY")), only


def _figured(case: Case) -> list[str]:
    """List the slots about figures that may be asked for, by the reading and, where that is unsure, by what was understood."""
    intent = case.message.intent
    likely = {slot: intent.slot(slot) for slot in _BY_SLOT}
    understood = [topic for topic in case.u.wanted[:1] if topic in _BY_SLOT]
    if intent.slot("claim") >= _FIGURED or intent.slot("amount") >= _FIGURED:
        return []
    if sum(likely.values()) < _FIGURED:
        return list(understood)
    read = sorted((slot for slot in likely if likely[slot] >= _PART), key=lambda slot: -likely[slot])
    return list(dict.fromkeys([*understood, *read] if likely[read[0]] < _FIGURED else read))
