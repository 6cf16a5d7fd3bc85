"""Which programmes fit: relations over typed figures, conditions, places, kinds and days, each list complete."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from knowledge.answering.case import Case
from knowledge.answering.catalogue import Entry
from knowledge.answering.choosing import Candidate, weigh
from knowledge.answering.dated import named, proof_of, round_on, subject, told
from knowledge.answering.drafting import LISTED, Draft, phrases
from knowledge.answering.evidence import Evidence
from knowledge.answering.question import Answer, Computed
from knowledge.answering.scoring import kinds_of
from knowledge.answering.stances import Place, Stance, stance
from knowledge.answering.stating import cited, figure_told, joined, short_state, statement_at, value_told
from knowledge.answering.tariff import Term
from knowledge.eligibility.kinds import Value
from knowledge.eligibility.states import rounds_of
from knowledge.eligibility.states_told import day_told
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.glossary.places import gazetteer, lies_within
from knowledge.glossary.terms import glossary
from knowledge.language import Language, join_clauses
from knowledge.reading.relations import Bound, Event, Measure, Relations, read_relations, span_of

CHOOSES = ("selection", "list", "best_place")
"""Slots that ask for programmes rather than for something about one."""
_CHOSEN, _LEANS, _SURELY, _HARDLY, _LISTS = 0.35, 0.1, 0.6, 0.3, 0.2
"""From which probability on a list is asked for: by itself, beside a bound, by a slot without a place; below, no slot is read; the list's
own where a province is all that is named."""
_TIMED = ("status", "window", "next_round", "in_force")
_ONE = ("amount", "formula", "eligible", "situation", "claim", "evidence", "official_text", "comparison")
"""Slots that ask about one case, whatever bounds stand in it."""
_NAMED = 5
"""How many of those that were left out are named."""
_SHORT = {"zh": 16, "en": 48}
"""How long a message can be that names a place and hardly more."""
_FIRST = 5
"""How many are listed where the highest, the lowest or the next one is asked for."""
_MANY, _FEW = 20, 2
"""From how many programmes without a figure on those with one are told; how many rounds that come next are."""
_GENERIC = frozenset(["computing"])
"""The kind that people say for all of them."""


_HEADLINES: tuple[Measure, ...] = ("rate", "cap")


@dataclass(frozen=True, slots=True)
class Wish:
    """What programmes are chosen by."""

    relations: Relations
    measure: Measure | None
    bound: Bound | None
    none: bool
    event: Event | None
    within: frozenset[str]
    without: frozenset[str]
    zones: frozenset[str]
    kinds: frozenset[str]
    facts: tuple[tuple[str, Value], ...]

    @property
    def is_on_figures(self) -> bool:
        """Whether a figure decides."""
        return self.measure is not None and (
            self.bound is not None or self.none or self.relations.order in {"high", "low"}
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A programme that fits, with what shows it."""

    entry: Entry
    terms: tuple[Term, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Sifted:
    """All programmes that were looked at, sorted by what is known of them."""

    looked_at: int
    hits: tuple[Hit, ...] = ()
    unstated: tuple[Entry, ...] = ()
    unconfirmed: tuple[Entry, ...] = ()
    over: tuple[Entry, ...] = ()
    drafts: tuple[Entry, ...] = ()


def selection(case: Case) -> Answer | None:
    """Answer which programmes fit; None where something else is asked."""
    wish = _wish(case)
    if not _asks(case, wish):
        return None
    sifted = sift(case, wish)
    return _answer(case, wish, sifted)


def _wish(case: Case) -> Wish:
    stated, u = case.message.stated, case.u
    relations = read_relations(stated)
    measure = _measure(case, relations)
    unit = "percent" if measure == "rate" else "cny"
    denied = frozenset(place.code for place in stated.places if place.mood == "denied")
    named_places = frozenset(m.code for m in u.mentions) - denied
    facts = tuple((fact, value) for fact, value in relations.facts if value != "enterprise")
    return Wish(
        relations, measure, relations.bound(unit) if measure else None,
        measure is not None and measure in relations.none,
        _event(case, relations), named_places or gazetteer().areas(stated.folded), denied,
        frozenset(m.zone for m in u.mentions if m.zone and all(each.zone for each in u.mentions)), frozenset() if u.instruments > _GENERIC else u.instruments - _GENERIC, facts,
    )  # fmt: skip


def _measure(case: Case, relations: Relations) -> Measure | None:
    """Tell which figure is meant: the one that is named, else by the unit of the bound, else by the slots."""
    percent, sums = relations.bound("percent"), relations.bound("cny")
    named_ = [
        m for m in relations.measures if (m == "rate") == (percent is not None) or not (percent or sums)
    ]
    if percent is not None and sums is None:
        return "rate"
    of_sums: list[Measure] = [m for m in relations.measures if m != "rate"]
    if sums is not None and percent is None:
        return of_sums[0] if of_sums else _likeliest(case, ("cap", "floor", "budget"))
    if named_:
        return named_[0]
    if percent is not None:
        return "rate"
    return "rate" if relations.order in {"high", "low"} and not relations.events else None


def _likeliest(case: Case, measures: Sequence[Measure]) -> Measure:
    return max(measures, key=case.message.intent.slot)


def _event(case: Case, relations: Relations) -> Event | None:
    """Tell what of a round is asked for; a day alone asks what is open on it."""
    if "closes" in relations.events:
        return "closes"
    if relations.events:
        return relations.events[0]
    if relations.order == "early" and case.message.slot in _TIMED:
        return "closes"
    if relations.is_now and not relations.measures and relations.order is None:
        return "open"
    timed = max(case.message.intent.slot(slot) for slot in ("status", "window"))
    return "open" if relations.days is not None and timed >= _LEANS else None


def _asks(case: Case, wish: Wish) -> bool:  # noqa: PLR0911 (one for each ground)
    """Tell whether a list is asked for, by the slots together with what was read."""
    intent, u = case.message.intent, case.u
    chooses = case.message.asks_any(CHOOSES)
    top, sure = intent.slots[0] if intent.slots else ("", 0.0)
    everywhere = not u.has_place or u.scope == "all" or bool(gazetteer().areas(case.message.stated.folded))
    if intent.act("tell") >= _SURELY or u.from_history or _is_one_document(case):
        return False
    if top in _ONE and sure >= chooses:
        return False
    has_relation = wish.is_on_figures or bool(wish.facts) or wish.event is not None
    if chooses >= _CHOSEN and top in CHOOSES:
        return has_relation or bool(wish.within or wish.kinds)
    bounded = wish.bound is not None and not wish.bound.is_exact and wish.measure is not None
    if bounded and (chooses >= _LEANS or everywhere):
        return True
    if everywhere and has_relation and (chooses >= _LEANS or u.scope == "all"):
        return True
    if everywhere and wish.event is not None and top in _TIMED and wish.relations.days is not None:
        return True
    if everywhere and wish.facts and sure >= _SURELY and top.startswith(("applicant.", "domestic")):
        return True
    return _is_bare_place(case, wish) and (sure < _HARDLY or intent.slot("list") >= _LISTS)


def _is_one_document(case: Case) -> bool:
    """Tell whether one programme is asked about by its name."""
    u = case.u
    single = {m.code for m in u.mentions} and len(u.names) == 1 and len(u.names[0]) == 1
    return bool(single) and u.scope != "all"


def _is_bare_place(case: Case, wish: Wish) -> bool:
    """Tell whether a province is all that a message names: its programmes are what can be said."""
    provinces = {code for code in wish.within if code.endswith("0000")}
    asks = set(case.u.wanted) - {"what", "background"}
    if len(case.message.stated.folded) > _SHORT[case.u.language] or case.u.years or case.u.compares:
        return False
    several = sum(
        1 for entry in _programmes(case) if any(lies_within(r, c) for r in entry.regions for c in provinces)
    )
    return bool(provinces) and not asks and several > 1


def _programmes(case: Case) -> Iterator[Entry]:
    for entry in case.catalogue.entries.values():
        if entry.any.kind == "programme" and case.catalogue.known(entry, case.u.day):
            yield entry


def _in_place(entry: Entry, wish: Wish) -> bool:
    def lies(codes: frozenset[str]) -> bool:
        return any(lies_within(region, code) for code in codes for region in entry.regions)

    if wish.without and lies(wish.without):
        return False
    if wish.zones and not (wish.zones & entry.zones):
        return False
    return not wish.within or lies(wish.within)


def _of_kind(entry: Entry, wish: Wish) -> bool:
    """Tell whether a programme has a voucher of the kind, by its names or by what its statements pay for."""
    return not wish.kinds or bool(wish.kinds & kinds_held(entry))


def kinds_held(entry: Entry) -> frozenset[str]:
    """Name the kinds of vouchers that a programme has: in its names, or in what it says of itself."""
    said = (
        kinds_of(statement.text)
        for clause in entry.text("zh").clauses
        for statement in clause.statements
        if {"what", "rate", "cap", "budget"} & set(statement.topics[:1])
        and not {"conflict", "not_stated", "provider", "background", "history"} & set(statement.topics)
        and statement.standing == "rule"
    )
    return entry.instruments.union(*said)


def sift(case: Case, wish: Wish) -> Sifted:
    """Look at every programme and sort it."""
    looked: list[Entry] = []
    over: list[Entry] = []
    for entry in _programmes(case):
        if not _in_place(entry, wish) or not (_of_kind(entry, wish) or _bought(entry, wish, case.u.day)):
            continue
        gone = is_over_for_all(case, entry) and wish.event is None
        (over if gone else looked).append(entry)
    found = _sorted_out(case, wish, looked, over)
    plain = not (wish.is_on_figures or wish.facts or wish.event)
    return replace(found, drafts=tuple(_drafts(case, wish)) if plain else ())


def _drafts(case: Case, wish: Wish) -> Iterator[Entry]:
    for entry in case.catalogue.entries.values():
        if entry.any.kind == "draft" and wish.within and _in_place(entry, wish) and _of_kind(entry, wish):
            yield entry


def _bought(entry: Entry, wish: Wish, day: date) -> bool:
    services = [(fact, value) for fact, value in wish.facts if fact == "service_type"]
    return any(stance(entry, fact, value, day).says == "named" for fact, value in services)


def is_over_for_all(case: Case, entry: Entry) -> bool:
    """Tell whether a programme has been replaced, or its term has ended."""
    candidate = _candidate(case, entry)
    if candidate is None:
        return True
    return candidate.replaced_by is not None or _has_expired(entry, case.u.day)


def _has_expired(entry: Entry, day: date) -> bool:
    until = entry.any.in_force.until
    return until is not None and until < day


def _candidate(case: Case, entry: Entry) -> Candidate | None:
    return weigh(entry, "found", None, case.u, case.catalogue)


def _sorted_out(case: Case, wish: Wish, looked: Sequence[Entry], over: Sequence[Entry]) -> Sifted:
    hits: list[Hit] = []
    unstated: list[Entry] = []
    unconfirmed: list[Entry] = []
    for entry in looked:
        stances = [stance(entry, fact, value, case.u.day) for fact, value in wish.facts]
        if any(each.says == "refused" for each in stances):
            continue
        if any(
            each.says in {"unsaid", "unclear"}
            for each in stances
            if each.says != "unsaid" or not _lacks(wish)
        ):
            unstated.append(entry)
            continue
        timed = _fits_days(entry, wish, case.u.day)
        if timed is None:
            unstated.append(entry)
        if not timed:
            continue
        places = tuple(each.place for each in stances if each.place is not None)
        if not wish.is_on_figures:
            hits.append(Hit(entry, (), places))
            continue
        _by_figure(case, wish, entry, stances, places, hits, unstated, unconfirmed)
    found = _ordered(case, wish, hits)
    return Sifted(
        len(looked) + len(over),
        tuple(found[:_FIRST] if _is_ranked(wish) else found),
        tuple(unstated),
        tuple(unconfirmed),
        tuple(over),
    )


def _lacks(wish: Wish) -> bool:
    """Tell whether programmes are sought that do not ask for something: who says nothing of it, fits."""
    return [fact for fact, _ in wish.facts] == ["provider_listed"]


def _is_ranked(wish: Wish) -> bool:
    """Tell whether only the first ones are asked for."""
    return (
        wish.relations.order is not None
        and wish.bound is None
        and not wish.none
        and (wish.is_on_figures or wish.event is not None)
    )


def _by_figure(  # noqa: PLR0913, PLR0917 (what is looked for, and where each outcome goes)
    case: Case, wish: Wish, entry: Entry, stances: Sequence[Stance], places: tuple[Place, ...],
    hits: list[Hit], unstated: list[Entry], unconfirmed: list[Entry],
) -> None:  # fmt: skip
    terms = _terms(case, wish, entry, stances)
    sure = [term for term in terms if term.modality != "unconfirmed"]
    if wish.none:
        if not terms:
            hits.append(Hit(entry, (), places))
        return
    fitting = [term for term in sure if _fits(term, wish)]
    if fitting:
        hits.append(Hit(entry, _kept(fitting, wish), places))
    elif any(_fits(term, wish) for term in terms):
        unconfirmed.insert(0, entry)
    elif not sure:
        (unconfirmed if terms else unstated).append(entry)


def _fits(term: Term, wish: Wish) -> bool:
    return wish.bound is None or any(map(wish.bound.holds, term.values))


def _terms(case: Case, wish: Wish, entry: Entry, stances: Sequence[Stance]) -> list[Term]:
    """List a programme's figures for what is chosen: of the service, of the kind, of the lines that fit."""
    services = {str(value) for fact, value in wish.facts if fact == "service_type"}
    lines = [each.lines for each in stances if each.lines]
    found = []
    for term in case.catalogue.tariff.of(entry.id, wish.measure):
        if not term.holds(case.u.day):
            continue
        if services and term.services and not services & term.services:
            continue
        if not services and wish.kinds and term.kinds and not wish.kinds & term.kinds:
            continue
        if term.line and any(term.line not in those for those in lines):
            continue
        found.append(term)
    return found


def _kept(terms: Sequence[Term], wish: Wish) -> tuple[Term, ...]:
    """Keep one term for each value; where the order is asked for only the best."""
    seen: dict[tuple[Decimal, Decimal], Term] = {}
    for term in sorted(terms, key=lambda each: not each.is_award):
        seen.setdefault((term.low, term.high), term)
    kept = sorted(seen.values(), key=lambda each: each.high, reverse=wish.relations.order != "low")
    return tuple(kept[:1] if wish.relations.order in {"high", "low"} else kept)


def _fits_days(entry: Entry, wish: Wish, today: date) -> bool | None:
    """Tell whether the event lies in the days asked for; None where the days of a round are not known."""
    if wish.event is None:
        return True
    first, last = span_of(wish.relations.days, today)
    days = wish.relations.days
    rounds = rounds_of(subject(entry), first)
    if wish.event == "open":
        states = {round_on(entry, day).status for day in (first, last)}
        inside = any(
            r.kind != "force" and (r.period.since or first) <= last and (r.period.until or last) >= first
            for r in rounds
        )
        return True if "open" in states or inside else None if "unknown" in states else False
    ends = [r.period.until if wish.event == "closes" else r.period.since for r in rounds]
    known = [end for end in ends if end is not None]
    if days is None:
        return any(end >= today if wish.event == "closes" else end > today for end in known)
    return any(first <= end <= last for end in known) if known else None


def _day_of(entry: Entry, wish: Wish, today: date) -> date:
    rounds = rounds_of(subject(entry), today)
    ends = [r.period.since if wish.event == "opens" else r.period.until for r in rounds]
    first, _ = span_of(wish.relations.days, today)
    return min((end for end in ends if end is not None and end >= first), default=date.max)


def _ordered(case: Case, wish: Wish, hits: Sequence[Hit]) -> list[Hit]:
    if wish.event is not None and not wish.is_on_figures:
        return sorted(hits, key=lambda hit: (_day_of(hit.entry, wish, case.u.day), hit.entry.id))
    if wish.is_on_figures and not wish.none:
        rising = wish.relations.order == "low" or (wish.bound is not None and wish.bound.low is None)
        return sorted(hits, key=lambda hit: (_size(hit) if rising else -_size(hit), hit.entry.id))
    return sorted(hits, key=lambda hit: (hit.entry.regions[:1], hit.entry.id))


def _size(hit: Hit) -> Decimal:
    return max((term.high for term in hit.terms), default=Decimal(0))


def _answer(case: Case, wish: Wish, sifted: Sifted) -> Answer | None:
    draft = Draft(case.u.language)
    hits = sifted.hits
    plain = wish.within and not (wish.kinds or wish.facts or wish.event or wish.is_on_figures)
    key = (
        "plan-select-none"
        if not hits
        else "plan-select-ranked"
        if _is_ranked(wish)
        else "plan-select-places"
        if plain
        else "plan-select-found"
    )
    draft.say(key, looked=str(sifted.looked_at), found=str(len(hits)), what=_what(case, wish))
    if (wish.none or _lacks(wish)) and len(hits) > _MANY:
        _say_contrary(case, wish, draft, hits)
    else:
        for hit in hits:
            _say_hit(case, wish, draft, hit)
    if not hits:
        _say_nearest(case, wish, draft, sifted)
    _say_apart(case, wish, draft, sifted)
    worked_out = tuple(
        Computed(
            hit.entry.id,
            "selection",
            _value(case, wish, hit),
            tuple(figure_told(t, case.u.language) for t in hit.terms),
        )
        for hit in hits
    )
    if not draft.used:
        return replace(
            case.uncovered("\n".join(sentence.text for sentence in draft.sentences)), computed=worked_out
        )
    return replace(case.finished(draft, "answered"), computed=worked_out)


def _value(case: Case, wish: Wish, hit: Hit) -> object:
    if hit.terms:
        return [f"{term.high:f}" for term in hit.terms]
    return round_on(hit.entry, case.u.day).status if wish.event else "named"


def _say_hit(case: Case, wish: Wish, draft: Draft, hit: Hit) -> None:
    language, day = case.u.language, case.u.day
    candidate = _candidate(case, hit.entry)
    if candidate is None:
        return
    if wish.event is not None:
        first, last = span_of(wish.relations.days, day)
        at = first if first == last or round_on(hit.entry, first).status != "upcoming" else last
        text = " ".join(
            told(candidate, day if wish.relations.days is None else at, language, asks_force=False)
        )
        proof = proof_of(case.finder, candidate, text) or _opening(candidate, language)
        draft.compute(LISTED + named(candidate, text, language), proof)
    parts: list[Evidence] = []
    parts += [cited(candidate, language, term.place) for term in hit.terms]
    parts += [cited(candidate, language, _best_place(hit.entry, place, wish)) for place in hit.places]
    if not parts and wish.event is None:
        _say_name(case, draft, candidate)
        return
    tail = (
        short_state(round_on(hit.entry, day), language)
        if wish.event is None and is_dated(hit.entry, day)
        else ""
    )
    if parts:
        draft.row(parts, LISTED, tail)


def _opening(candidate: Candidate, language: Language) -> Evidence:
    """Return the statement that says what a programme is."""
    return cited(candidate, language, statement_at(candidate.entry, ("", 0), ()))


def is_dated(entry: Entry, day: date) -> bool:
    """Tell whether a round with known days makes a difference."""
    return round_on(entry, day).kind in {"window", "continuous"}


def _best_place(entry: Entry, place: Place, wish: Wish) -> Place:
    """Move to the statement of the clause that speaks of what is chosen by, where the rules only name the clause."""
    return statement_at(entry, place, wish.facts)


def _say_name(case: Case, draft: Draft, candidate: Candidate) -> None:
    """List a programme by its name, its place and kinds and, where it is known, its round."""
    language, entry = case.u.language, candidate.entry
    text = phrases.say(
        language, "plan-select-name",
        name=entry.text(language).short_title, place=_place_told(entry, language),
        kinds=kinds_told(kinds_held(entry), language),
    )  # fmt: skip
    figures = [term for measure in _HEADLINES if (term := headline(case, entry, measure)) is not None]
    told_ = [
        phrases.say(language, f"plan-select-short-{term.measure}", figure=figure_told(term, language))
        for term in figures
    ]
    tail = short_state(round_on(entry, case.u.day), language) if is_dated(entry, case.u.day) else ""
    proofs = [cited(candidate, language, term.place) for term in figures] or [_opening(candidate, language)]
    draft.name(
        LISTED + phrases.say(language, "plan-select-row", name=text, figures=joined(told_, language)) + tail
        if told_
        else LISTED + text + tail,
        proofs,
    )


def headline(case: Case, entry: Entry, measure: Measure) -> Term | None:
    """Return the largest figure of a programme that is sure and not for one-person companies alone."""
    terms = [
        t
        for t in case.catalogue.tariff.of(entry.id, measure)
        if t.holds(case.u.day) and t.modality != "unconfirmed"
    ]
    usual = [t for t in terms if "opc" not in t.kinds or "opc" in entry.instruments]
    return max(usual or terms, key=lambda term: (term.is_award, term.high), default=None)


def _place_told(entry: Entry, language: Language) -> str:
    return joined([gazetteer().name(region, language) for region in entry.regions[:3]], language)


def kinds_told(kinds: frozenset[str], language: Language) -> str:
    """Name kinds of vouchers."""
    table = glossary()["instruments"]
    return joined([table[kind][language] for kind in table if kind in kinds], language)


def _say_contrary(case: Case, wish: Wish, draft: Draft, hits: Sequence[Hit]) -> None:
    """Where nearly all lack a figure, tell those that have it, and name the others place by place."""
    language = case.u.language
    fitting = {hit.entry.id for hit in hits}
    for entry in _programmes(case):
        candidate = _candidate(case, entry)
        if (
            candidate is None
            or entry.id in fitting
            or not _in_place(entry, wish)
            or is_over_for_all(case, entry)
        ):
            continue
        places = [t.place for t in _terms(case, wish, entry, []) if t.modality != "unconfirmed" and wish.none]
        places += [
            _best_place(entry, each.place, wish)
            for each in (stance(entry, *fact, case.u.day) for fact in wish.facts)
            if each.place and each.says == "refused"
        ]
        if places:
            draft.row([cited(candidate, language, places[0])], LISTED)
    draft.say("plan-select-without-list")
    by_province: dict[str, list[str]] = {}
    for hit in hits:
        province = hit.entry.regions[0][:2] + "0000"
        by_province.setdefault(province, []).append(hit.entry.text(language).short_title)
    for province, names in by_province.items():
        draft.say(
            "plan-select-names", place=gazetteer().name(province, language), names=joined(names, language)
        )


def _say_next(case: Case, wish: Wish, draft: Draft) -> None:
    """Where nothing happens in the days asked for, tell what comes next."""
    later = replace(wish, relations=replace(wish.relations, days=None))
    entries = [
        e
        for e in _programmes(case)
        if _in_place(e, wish) and _of_kind(e, wish) and _fits_days(e, later, case.u.day) is True
    ]
    if entries:
        draft.say("plan-select-next")
        for entry in sorted(entries, key=lambda each: _day_of(each, later, case.u.day))[:_FEW]:
            _say_hit(case, later, draft, Hit(entry))


def _say_nearest(case: Case, wish: Wish, draft: Draft, sifted: Sifted) -> None:
    """Where nothing fits, tell the figure that comes nearest, or the round that comes next."""
    if wish.event is not None and wish.relations.days is not None and not wish.is_on_figures:
        _say_next(case, wish, draft)
    if wish.measure is None or wish.bound is None:
        return
    terms = [
        term
        for entry in _programmes(case)
        if entry not in sifted.over and _in_place(entry, wish) and _of_kind(entry, wish)
        for term in _terms(case, wish, entry, [])
        if term.modality != "unconfirmed"
    ]
    edge = wish.bound.low if wish.bound.low is not None else wish.bound.high
    if not terms or edge is None:
        return
    nearest = min(terms, key=lambda term: (abs(term.high - edge), term.programme))
    candidate = _candidate(case, case.catalogue.entries[nearest.programme])
    if candidate is not None:
        draft.quote(
            cited(candidate, case.u.language, nearest.place),
            phrases.say(case.u.language, "plan-select-nearest"),
        )


def _say_apart(case: Case, wish: Wish, draft: Draft, sifted: Sifted) -> None:
    """Name those that were left out because something is not known of them, and those that are over."""
    unstated = (
        "plan-select-unknown-days"
        if wish.event and not wish.facts and not wish.is_on_figures
        else "plan-select-unstated"
    )
    for key, entries in (
        ("plan-select-unconfirmed", sifted.unconfirmed),
        (unstated, sifted.unstated),
        ("plan-select-over", sifted.over if not wish.is_on_figures and not wish.facts else ()),
        ("plan-select-drafts", sifted.drafts),
    ):
        if entries:
            names = [entry.text(case.u.language).short_title for entry in entries[:_NAMED]]
            more = "-more" if len(entries) > _NAMED else ""
            draft.say(key + more, count=str(len(entries)), names=joined(names, case.u.language))


def _what(case: Case, wish: Wish) -> str:
    """Say in a few words what was looked for."""
    language = case.u.language
    parts = []
    if wish.within:
        places = sorted(wish.within)
        parts.append(joined([gazetteer().name(code, language) for code in places[:4]], language))
    if wish.kinds and not wish.facts:
        parts.append(kinds_told(wish.kinds, language))
    for fact, value in wish.facts:
        parts.append(_condition_told(fact, value, language))
    if wish.measure is not None and wish.is_on_figures:
        parts.append(_measure_told(wish, language))
    if wish.event is not None:
        parts.append(_event_told(case, wish, language))
    return join_clauses([part for part in parts if part], language) or phrases.say(
        language, "plan-select-all"
    )


def _condition_told(fact: str, value: Value, language: Language) -> str:
    if fact in {"registered_region", "provider_listed", "compute_domestic"}:
        return phrases.say(language, f"plan-select-{fact.replace('_', '-')}")
    known = vocabulary()[fact]
    return known.kind.show(value, language) if value is not True else known.label.to(language)


def _measure_told(wish: Wish, language: Language) -> str:
    measure = phrases.say(language, f"plan-select-{wish.measure}")
    if wish.none:
        return phrases.say(language, "plan-select-without", measure=measure)
    if wish.bound is None:
        return phrases.say(language, f"plan-select-{wish.relations.order}", measure=measure)
    low, high = wish.bound.low, wish.bound.high
    values = {
        "measure": measure,
        "low": _told(low, wish.bound, language),
        "high": _told(high, wish.bound, language),
    }
    if wish.bound.is_exact:
        return phrases.say(language, "plan-select-exactly", **values)
    if low is not None and high is not None:
        return phrases.say(language, "plan-select-between", **values)
    if low is not None:
        return phrases.say(
            language, "plan-select-more" if "low" in wish.bound.strict else "plan-select-least", **values
        )
    return phrases.say(
        language, "plan-select-less" if "high" in wish.bound.strict else "plan-select-most", **values
    )


def _told(value: Decimal | None, bound: Bound, language: Language) -> str:
    return value_told(value, bound.unit, language) if value is not None else ""


def _event_told(case: Case, wish: Wish, language: Language) -> str:
    first, last = span_of(wish.relations.days, case.u.day)
    if wish.relations.days is None and wish.event != "open":
        return phrases.say(language, f"plan-select-{wish.event}-next")
    key = f"plan-select-{wish.event}" + ("-between" if first != last else "")
    return phrases.say(language, key, day=day_told(first, language), last=day_told(last, language))
