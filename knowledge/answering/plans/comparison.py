"""Two to five places or programmes side by side, on what was asked or on the main points, with sums where one is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from knowledge.answering.case import Case
from knowledge.answering.catalogue import Entry
from knowledge.answering.choosing import Candidate, weigh
from knowledge.answering.dated import round_on, told
from knowledge.answering.drafting import LISTED, Draft, phrases
from knowledge.answering.evidence import Evidence
from knowledge.answering.plans.selection import is_dated, kinds_held
from knowledge.answering.question import Answer, Computed
from knowledge.answering.stances import stance
from knowledge.answering.stating import cited, figure_told, joined, short_state, statement_at, value_told
from knowledge.answering.tariff import Term, services_of
from knowledge.eligibility.award import Amount
from knowledge.eligibility.conditions.answers import Between
from knowledge.eligibility.conditions.voucher import VoucherFloor
from knowledge.eligibility.kinds import Facts, Value
from knowledge.eligibility.programme import Line
from knowledge.eligibility.rulebook import rulebook
from knowledge.glossary.places import Mention, gazetteer, lies_within
from knowledge.language import Language
from knowledge.reading.relations import Measure, read_relations

_COMPARES, _LISTED, _BESIDE = 0.4, 0.1, 0.15
"""From which probability on a comparison is asked for; where several places are listed with one figure; a point beside it."""
_FEWEST, _MOST = 2, 5
_EACH = 2
"""How many programmes of one place are set beside those of others."""
_MAIN: tuple[Measure, ...] = ("rate", "cap")
_ALL: tuple[Measure, ...] = ("rate", "cap", "floor", "budget")
_SUMS = ("contract_amount_cny", "settled_amount_cny", "year_compute_spend_cny", "three_month_ai_spend_cny")
_USUAL = "intelligent_computing"
_TIMED = ("status", "window", "next_round", "in_force")
_APPLIES = ("applicant", "applicant.institution", "applicant.team", "applicant.opc", "applicant.registered")
_COVERS = ("covered", "covered.api", "covered.data", "covered.other")


@dataclass(frozen=True, slots=True)
class Side:
    """One thing compared: what it is called, and its programmes."""

    name: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """What one programme has on the points asked for."""

    side: Side
    candidate: Candidate
    terms: tuple[Term, ...]
    amount: Amount | None = None


def comparison(case: Case) -> Answer | None:
    """Set places or programmes side by side; None where nothing is compared."""
    compares = case.message.intent.slot("comparison")
    if compares < _LISTED or (compares < _COMPARES and not _stands_beside(case)):
        return None
    sides = _sides(case)
    if not _FEWEST <= len(sides) <= _MOST:
        return None
    if any(not side.candidates for side in sides) or _on_words(case):
        return None
    measures = _measures(case)
    shown = tuple(dict.fromkeys((*measures, *_MAIN))) if measures else ()
    points = [point for side in sides for point in _points(case, side, shown)]
    if measures and not any(point.terms for point in points):
        return None
    draft = Draft(case.u.language)
    _say_result(case, draft, sides, points, measures)
    for point in points:
        _say_point(case, draft, point, shown)
    worked_out = tuple(_computed(case, point, shown) for point in points)
    return replace(case.finished(draft, "answered"), computed=worked_out)


def _stands_beside(case: Case) -> bool:
    """Tell whether the first slot is one that can be compared, and no place is the founder's own."""
    own = {fact for fact in case.message.stated.facts if fact.endswith("_region")}
    return not own and case.message.slot in {
        "comparison",
        "rate",
        "cap",
        "floor",
        "budget",
        "amount",
        "best_place",
    }


def _on_words(case: Case) -> bool:
    """Tell whether a comparison is on something that only statements can tell, not figures, states or conditions."""
    known = {
        "comparison",
        "rate",
        "rate.tier",
        "cap",
        "cap.period",
        "floor",
        "budget",
        "amount",
        "best_place",
        "selection",
        "worth",
        "list",
        *_TIMED,
        *_APPLIES,
        *_COVERS,
    }
    others = [p for slot, p in case.message.intent.slots if slot not in known]
    relations = read_relations(case.message.stated)
    wanted = set(case.u.wanted)
    named = wanted <= {
        "rate",
        "cap",
        "floor",
        "budget",
        "what",
        "window",
        "in_force",
        "applicant",
        "covered",
        "formula",
    }
    return not relations.measures and (not named or (bool(others) and max(others) > _COMPARES))


def _sides(case: Case) -> list[Side]:
    """Return what is compared: the documents that are named, or the places."""
    u = case.u
    by_name = [name for name in u.names if len(name) == 1]
    mentions = _distinct(u.mentions)
    if len(mentions) < _FEWEST and len(by_name) >= _FEWEST:
        entries = [case.catalogue.entries[name[0]] for name in by_name[:_MOST]]
        return [Side(e.text(u.language).short_title, _candidates(case, [e])) for e in entries]
    return [Side(_name(mention, u.language), _of_place(case, mention)) for mention in mentions[:_MOST]]


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """Drop a place that another one, a zone or district in it, was named with."""
    seen = list({(m.code, m.zone): m for m in mentions}.values())
    return [
        m
        for m in seen
        if not any(
            o is not m and o.zone and o.code == m.code and not m.zone and o.start < m.end and m.start < o.end
            for o in seen
        )
    ]


def _name(mention: Mention, language: Language) -> str:
    if mention.zone:
        zone = gazetteer().zones[mention.zone]
        return zone.zh if language == "zh" else zone.en
    return gazetteer().name(mention.code, language)


def _candidates(case: Case, entries: Sequence[Entry]) -> tuple[Candidate, ...]:
    found = (weigh(entry, "named", None, case.u, case.catalogue) for entry in entries)
    return tuple(candidate for candidate in found if candidate is not None)


def _of_place(case: Case, mention: Mention) -> tuple[Candidate, ...]:
    """Choose the programmes of a place that are compared: its own, of the kind that is asked for."""
    entries = [e for e in case.catalogue.entries.values() if e.any.kind == "programme" and _is_on(e, mention)]
    if not entries:
        entries = [
            e for e in case.catalogue.entries.values() if e.any.kind == "programme" and _lies_in(e, mention)
        ]
    good = [
        c for c in _candidates(case, entries) if c.replaced_by is None and not _has_ended(c.entry, case.u.day)
    ]
    kinds = case.u.instruments or frozenset(["computing", "training"])
    of_kind = [c for c in good if kinds & c.entry.instruments] or [
        c for c in good if kinds & kinds_held(c.entry)
    ]
    ordered = sorted(of_kind or good, key=lambda c: (-_told(case, c.entry), c.entry.id))
    with_figures = [c for c in ordered if _told(case, c.entry)]
    return tuple((with_figures or ordered)[:_EACH])


def _is_on(entry: Entry, mention: Mention) -> bool:
    if mention.zone:
        return mention.zone in entry.zones
    return mention.code in entry.regions and not entry.zones


def _lies_in(entry: Entry, mention: Mention) -> bool:
    return any(lies_within(region, mention.code) for region in entry.regions)


def _has_ended(entry: Entry, day: date) -> bool:
    return entry.any.in_force.until is not None and entry.any.in_force.until < day


def _told(case: Case, entry: Entry) -> int:
    """Count the figures of a programme that are stated."""
    return sum(bool(case.catalogue.tariff.of(entry.id, measure)) for measure in _MAIN)


def _measures(case: Case) -> tuple[Measure, ...]:
    """Return the figures that are compared: those that are named, else the one that is asked for, else the main ones."""
    relations = read_relations(case.message.stated)
    named = tuple(m for m in _ALL if m in relations.measures or m in case.u.wanted)
    if named:
        return named
    if case.message.asks_any((*_APPLIES, *_COVERS)) >= _BESIDE or _chosen_by(case):
        return ()
    likely: list[tuple[Measure, float]] = [
        (m, case.message.intent.slot(m)) for m in ("rate", "cap", "floor", "budget")
    ]
    best, p = max(likely, key=lambda each: each[1])
    return (best,) if p >= _COMPARES else _MAIN


def _points(case: Case, side: Side, measures: Sequence[Measure]) -> list[Point]:
    found = []
    for candidate in side.candidates:
        terms = tuple(t for measure in measures for t in _terms(case, candidate.entry, measure))
        found.append(Point(side, candidate, terms, _amount(case, candidate.entry)))
    return found


def _terms(case: Case, entry: Entry, measure: Measure) -> list[Term]:
    """List the figures of a programme for the kind that is asked for, one for each value."""
    kinds = case.u.instruments or frozenset(["computing", "training"])
    terms = [t for t in case.catalogue.tariff.of(entry.id, measure) if t.holds(case.u.day)]
    own = [
        t
        for t in terms
        if not t.kinds or kinds & t.kinds or not t.kinds & {"model", "corpus", "data", "opc", "labelling"}
    ]
    seen = {(t.low, t.high): t for t in reversed(own or terms)}
    return sorted(seen.values(), key=lambda t: t.high)


def _amount(case: Case, entry: Entry) -> Amount | None:
    """Work out what the founder's own sum brings; None where none is given or the rules have no formula."""
    total = _sum(case)
    book = rulebook()
    if total is None or entry.id not in book or book.get(entry.id).not_offered is not None:
        return None
    programme, day = book.get(entry.id), case.u.day
    facts: Facts = {**dict.fromkeys(_SUMS, total), "service_type": _USUAL, **case.message.stated.facts}
    facts = {**facts, **dict.fromkeys(_SUMS, total)}
    service = str(facts["service_type"])
    amounts = [
        _of_line(line, facts, day)
        for line in programme.on(day).lines
        if not services_of(line, programme, day) or service in services_of(line, programme, day)
    ]
    known = [amount for amount in amounts if amount.yuan is not None]
    return max(known, key=lambda amount: amount.yuan or Decimal(0), default=None)


def _of_line(line: Line, facts: Facts, day: date) -> Amount:
    """Work out a line; a floor that is missed pays nothing.

    Of several tiers the last, usual one counts, and a contract is taken to lie in the cost period whole.
    """
    floors = [c.condition for c in line.criteria if isinstance(c.condition, Between | VoucherFloor)]
    if any(floor.truth(facts, day) is False for floor in floors):
        return Amount(Decimal(0), "exact")
    amount = line.award.amount(facts, day)
    if amount.yuan is None and line.award.tiers:
        usual = replace(line.award.tiers[-1].formula, proration=None).amount(facts)
        return usual if usual.yuan is None else Amount(usual.yuan, "ceiling")
    return amount


def _sum(case: Case) -> Decimal | None:
    """Return the sum of the founder, where one is given."""
    stated = case.message.stated
    for fact in _SUMS:
        value = stated.facts.get(fact)
        if isinstance(value, Decimal):
            return value
    plain = [
        q.value
        for q in stated.quantities
        if q.value is not None and (q.unit == "cny" or (q.unit == "" and q.scaled))
    ]
    return plain[0] if len(plain) == 1 else None


def _best(points: Sequence[Point], measure: Measure) -> dict[str, tuple[Decimal, Point]]:
    """Return for each side its largest figure."""
    best: dict[str, tuple[Decimal, Point]] = {}
    for point in points:
        for term in point.terms:
            if (
                term.measure == measure
                and term.modality != "unconfirmed"
                and term.high > best.get(point.side.name, (Decimal(-1),))[0]
            ):
                best[point.side.name] = (term.high, point)
    return best


def _say_result(
    case: Case, draft: Draft, sides: Sequence[Side], points: Sequence[Point], measures: Sequence[Measure]
) -> None:
    """Say first which is higher on the point asked, and by how much."""
    language = case.u.language
    amounts = _amounts(points)
    if len(amounts) >= _FEWEST:
        _say_order(draft, language, "amount", amounts, [p.candidate for p in points])
        return
    for measure in measures:
        found = {name: value for name, (value, _) in _best(points, measure).items()}
        if len(found) >= _FEWEST:
            _say_order(draft, language, measure, found, [])
        missing = [side.name for side in sides if side.name not in found]
        if missing:
            draft.say(
                "plan-compare-unstated",
                what=phrases.say(language, f"plan-select-{measure}"),
                names=joined(missing, language),
            )


def _amounts(points: Sequence[Point]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for point in points:
        if point.amount is not None and point.amount.yuan is not None:
            found[point.side.name] = max(found.get(point.side.name, Decimal(0)), point.amount.yuan)
    return found


def _say_order(
    draft: Draft, language: Language, what: str, found: dict[str, Decimal], _candidates: Sequence[Candidate]
) -> None:
    ordered = sorted(found.items(), key=lambda each: -each[1])
    unit = "percent" if what == "rate" else "cny"
    (first, most), (second, less) = ordered[0], ordered[1]
    kind = phrases.say(language, f"plan-select-{what}" if what != "amount" else "plan-compare-amount")
    if most == ordered[-1][1]:
        names = joined([name for name, _ in ordered], language)
        draft.say("plan-compare-equal", what=kind, names=names, value=value_told(most, unit, language))
        return
    if most == less:
        top = joined([name for name, value in ordered if value == most], language)
        draft.say("plan-compare-equal", what=kind, names=top, value=value_told(most, unit, language))
        return
    difference = _difference(most - less, unit, language)
    draft.say(
        "plan-compare-higher", what=kind, first=first, most=value_told(most, unit, language), second=second,
        less=value_told(less, unit, language), difference=difference,
    )  # fmt: skip


def _difference(value: Decimal, unit: str, language: Language) -> str:
    told_ = value_told(value, unit, language)
    return (
        phrases.say(language, "plan-compare-points", points=told_.rstrip("%")) if unit == "percent" else told_
    )


def _say_point(case: Case, draft: Draft, point: Point, measures: Sequence[Measure]) -> None:
    """Say one programme in a line: its figures, its sum, its state, and whom and what it is for where that is asked."""
    language, entry = case.u.language, point.candidate.entry
    name = entry.text(language).short_title
    parts: list[str] = []
    for measure in measures:
        figures = [figure_told(t, language) for t in point.terms if t.measure == measure]
        kind = phrases.say(language, f"plan-select-{measure}")
        parts.append(
            f"{kind} {' / '.join(figures)}"
            if figures
            else phrases.say(language, "plan-compare-none", what=kind)
        )
    if point.amount is not None and point.amount.yuan is not None:
        key = "plan-compare-sum" if point.amount.is_ == "exact" else "plan-compare-sum-up-to"
        parts.append(phrases.say(language, key, amount=value_told(point.amount.yuan, "cny", language)))
    proofs = [cited(point.candidate, language, term.place) for term in point.terms]
    proofs = proofs or [cited(point.candidate, language, statement_at(entry, ("", 0), ()))]
    state = _state(case, point)
    beside = _beside(case, point)
    if beside and not parts:
        draft.row(beside, LISTED, state)
        return
    draft.name(
        f"{LISTED}{name}{'：' if language == 'zh' else ': '}{('；' if language == 'zh' else '; ').join(parts)}{state}",
        proofs,
    )
    for proof in beside:
        draft.quote(proof)


def _state(case: Case, point: Point) -> str:
    language, day, entry = case.u.language, case.u.day, point.candidate.entry
    if case.message.asks_any(_TIMED) >= _BESIDE:
        return " " + " ".join(told(point.candidate, day, language, asks_force=False))
    return short_state(round_on(entry, day), language) if is_dated(entry, day) else ""


def _heading(case: Case, facts: Mapping[str, Value]) -> str | None:
    if case.message.asks_any(_COVERS) >= _BESIDE or {"service_type", "purpose"} & set(facts):
        return "What is covered"
    return "Who may apply" if facts or case.message.asks_any(_APPLIES) >= _BESIDE else None


def _chosen_by(case: Case) -> tuple[tuple[str, Value], ...]:
    """Return for whom or what the programmes are compared."""
    kept = {"applicant_type", "one_person_company", "service_type", "purpose"}
    return tuple(
        each
        for each in read_relations(case.message.stated).facts
        if each[0] in kept and each[1] != "enterprise"
    )


def _beside(case: Case, point: Point) -> list[Evidence]:
    """Return the statement on whom or what a programme is for, where that is compared."""
    facts = _chosen_by(case)
    heading = _heading(case, dict(facts))
    if heading is None or point.candidate.entry.text("zh").clause(heading) is None:
        return []
    stances = [stance(point.candidate.entry, fact, value, case.u.day) for fact, value in facts]
    place = next((each.place for each in stances if each.place), (heading, 0))
    return [cited(point.candidate, case.u.language, statement_at(point.candidate.entry, place, facts))]


def _computed(case: Case, point: Point, measures: Sequence[Measure]) -> Computed:
    if point.amount is not None and point.amount.yuan is not None:
        return Computed(
            point.candidate.entry.id,
            "amount",
            f"{point.amount.yuan:f}",
            tuple(figure_told(t, case.u.language) for t in point.terms),
        )
    value = {measure: [f"{t.high:f}" for t in point.terms if t.measure == measure] for measure in measures}
    return Computed(point.candidate.entry.id, "selection", value)
