"""The answer to one question, as a visible list of steps: understand, route, retrieve, compose, verify."""

import time
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering import composing, listing
from knowledge.answering.catalogue import Catalogue
from knowledge.answering.choosing import Candidate, Group, groups, weigh
from knowledge.answering.composing import Finding, name_of, topic_name
from knowledge.answering.drafting import Draft, phrases, programmes
from knowledge.answering.evidence import Evidence, Finder
from knowledge.answering.following import understand
from knowledge.answering.guarding import is_chore, is_misuse, is_small_talk, speaks_of_vouchers
from knowledge.answering.needs import Need, clauses
from knowledge.answering.question import Answer, Offer, Outcome, Question
from knowledge.answering.understanding import PLACE_BOUND, Understanding
from knowledge.clauses import Topic
from knowledge.glossary.places import NATION, ancestors, gazetteer, stem
from knowledge.glossary.terms import glossary
from knowledge.language import Language, clean, detect, fold
from knowledge.library.retrieval import Retriever

_LISTS: frozenset[Topic] = frozenset(["documents", "steps", "applicant"])
"""Topics whose answer is a list rather than one fact."""

_GENERAL: frozenset[Topic] = frozenset(["what", "background", "conflict"])
_NEAR_ENOUGH = 0.3
_SURE = 0.46
_TELLING = 0.5
"""From here on a statement has enough of the question's telling words to answer it."""
_SURELY_TELLING = 0.65
_OFFERED_PLACES = ("110000", "310000", "440300", "330100", "510100", "420100", "621000")


class Answerer:
    """Answers questions from one release."""

    def __init__(self, catalogue: Catalogue, retriever: Retriever, release: str) -> None:
        self.catalogue = catalogue
        self.retriever = retriever
        self.release = release

    def answer(self, question: Question) -> Answer:
        """Answer a question; every outcome is a value, only faults raise."""
        started = time.perf_counter()
        answer = self._guard(question) or self._route(question, understand(question, self.catalogue))
        return replace(answer, elapsed_ms=(time.perf_counter() - started) * 1000)

    def _guard(self, question: Question) -> Answer | None:
        text = clean(question.text)
        language = question.language or detect(text)
        if not text or not any(character.isalnum() for character in text):
            return self._plain(question, language, "out_of_scope", "answer-empty")
        if is_misuse(text):
            return self._plain(question, language, "refused", "answer-refused")
        if is_small_talk(text):
            return self._plain(question, language, "out_of_scope", "answer-greeting")
        if is_chore(text):
            return self._plain(question, language, "out_of_scope", "answer-out-of-scope")
        return None

    def _plain(
        self, question: Question, language: Language, outcome: Outcome, key: str, **values: str
    ) -> Answer:
        return Answer(question.text, language, outcome, phrases.say(language, key, **values), self.release)

    def _route(self, question: Question, u: Understanding) -> Answer:
        known = speaks_of_vouchers(question.text) or u.has_place or u.topics or question.history
        if not known:
            return self._plain(question, u.language, "out_of_scope", "answer-out-of-scope")
        finder = Finder(self.retriever, u, self.catalogue.regions)
        topic = next((t for t in u.wanted if t in PLACE_BOUND), None)
        if (
            u.scope == "all"
            and not u.documents
            and len({m.code for m in u.mentions}) < 2
            and "background" not in u.wanted
        ):
            return self._list(question, u, finder, listing.topic(u) or topic or "what")
        if u.mentions or any(self.catalogue.entries[name].any.kind != "background" for name in u.documents):
            return self._about_places(question, u, finder)
        general = self._general(question, u, finder)
        if topic is not None and u.scope != "nation" and not (_GENERAL & set(u.wanted)) and not general.sure:
            return self._ask_place(question, u)
        return general

    # -- one place or several ------------------------------------------------------------------------------------

    def _about_places(self, question: Question, u: Understanding, finder: Finder) -> Answer:
        things = groups(u, self.catalogue)
        needs = _for_each_kind(_needs(u, len(things)), u, things)
        findings = [
            composing.find(finder, group, need, alone=len(needs) == 1) for group in things for need in needs
        ]
        findings = [self._loosen(finder, finding) for finding in findings]
        if not u.needs and not any(finding.answered for finding in findings):
            findings = [
                composing.find(finder, finding.group, need, alone=False)
                for finding in findings
                for need in _AMOUNT
            ]
        return self._compose(question, u, finder, findings)

    def _loosen(self, finder: Finder, finding: Finding) -> Finding:
        """Where nothing is marked with the topic, let what is nearest in meaning answer if it is near enough."""
        sure = bool(finding.need.topics) and finding.need.topics[0][1] >= 1
        if finding.answered or finding.gap is not None or not finding.group.candidates:
            return finding
        needed = _NEAR_ENOUGH + (0.22 if sure else 0.1)
        near = [
            item
            for item in finder.find(finding.group.candidates, finding.need)
            if not item.is_gap
            and item.candidate.entry.any.kind != "background"
            and (item.similarity >= needed or item.telling >= _TELLING + (0.25 if sure else 0))
        ]
        return replace(finding, evidence=tuple(near[:3]))

    def _compose(
        self, question: Question, u: Understanding, finder: Finder, findings: Sequence[Finding]
    ) -> Answer:
        draft = Draft(u.language)
        room = composing.ROOM[u.language] * (2 if _LISTS & set(u.wanted) else 1)
        answered = [finding for finding in findings if finding.answered]
        missing = [f for f in findings if not f.answered and f.need.is_sure and f.need.main != "conflict"]
        if any(f.need.either for f in answered):
            missing = [f for f in missing if not f.need.either or _other_group(f, answered)]
        if len(u.needs) <= 1 and len({id(f.group) for f in findings}) == 1:
            missing = []  # "how much" asks for the rate and the cap as one thing
        if not answered:
            return self._not_covered(question, u, findings)
        for finding in answered:
            composing.introduce(draft, u, finding)
            if len(findings) > 1 or u.documents or composing.several(draft, finding, room) == 0:
                share = max(room // len(answered), room // 3)
                composing.lead(
                    draft, finding, draft.length + share if len(answered) > 1 else int(room * 0.75)
                )
        if len(answered) == 1 or len({f.group.place for f in answered}) == 1:
            composing.notes(draft, finder, u, answered[0].evidence[0], answered[0].topic)
        outcome: Outcome = "answered"
        if missing or any(self._stands_in(finding) for finding in answered):
            outcome = "partial"
        if missing:
            items = [composing.missing_item(finding, u.language) for finding in missing]
            draft.say("answer-partial-gap", what="；".join(items) if u.language == "zh" else "; ".join(items))
        return self._finished(question, u, draft, outcome)

    def _stands_in(self, finding: Finding) -> bool:
        """Tell whether a province's programme answers for a city, or a district's for its city."""
        best, place = finding.evidence[0].candidate, finding.group.place
        return place is not None and (
            best.how == "below"
            or (best.how == "above" and len(stem(place)) < 6 and finding.group.zone is None)
        )

    def _finished(self, question: Question, u: Understanding, draft: Draft, outcome: Outcome) -> Answer:
        text, citations = draft.finish()
        if not citations:
            return self._plain(question, u.language, "not_covered", "answer-not-covered")
        return Answer(
            question.text, u.language, outcome, text, self.release, citations, programmes(draft.used),
            tuple(mention.code for mention in u.mentions), u.wanted,
        )  # fmt: skip

    def _not_covered(self, question: Question, u: Understanding, findings: Sequence[Finding]) -> Answer:
        lines: list[str] = []
        for finding in findings:
            line = self._why_not(u, finding)
            if line not in lines:
                lines.append(line)
        nearest = self._nearest(u, findings)
        if nearest:
            lines.append(phrases.say(u.language, "answer-nearest", nearest=nearest))
        lines.append(phrases.say(u.language, "answer-offer-staff"))
        regions = tuple(mention.code for mention in u.mentions)
        return Answer(
            question.text,
            u.language,
            "not_covered",
            "\n".join(lines),
            self.release,
            (),
            (),
            regions,
            u.wanted,
        )

    def _why_not(self, u: Understanding, finding: Finding) -> str:
        programme = [c for c in finding.group.candidates if c.entry.any.kind != "background"]
        if not programme:
            return phrases.say(u.language, "answer-no-rule", place=name_of(finding.group, u.language))
        if finding.gap is not None:
            return finding.gap.statement.text
        title = programme[0].entry.text(u.language).short_title
        return phrases.say(
            u.language, "answer-gap-topic", programme=title, topic=topic_name(finding.topic, u.language)
        )

    def _nearest(self, u: Understanding, findings: Sequence[Finding]) -> str:
        """Name the programmes of the province and its cities, where the place itself has none."""
        names: list[str] = []
        for finding in findings:
            if finding.group.place is None or finding.group.has_programme:
                continue
            province = (ancestors(finding.group.place) or (finding.group.place,))[-1]
            near = [
                e
                for e, _ in self.catalogue.about(province)
                if e.any.kind == "programme" and not self.catalogue.successor(e, u.day)
            ]
            names.extend(entry.text(u.language).short_title for entry in near[:3])
        return ("、" if u.language == "zh" else ", ").join(dict.fromkeys(names))

    # -- over all places -----------------------------------------------------------------------------------------

    def _list(self, question: Question, u: Understanding, finder: Finder, topic: Topic) -> Answer:
        found = listing.listed(finder, u, self.catalogue, topic)
        if not found:
            return self._general(question, u, finder)
        draft = Draft(u.language)
        draft.say("answer-list-open" if listing.wants_open(u) else "answer-list-lead", day=u.day.isoformat())
        for item in found[: listing.MOST]:
            draft.quote(item, "· ")
        if len(found) > listing.MOST:
            draft.say("answer-list-more", count=str(len(found) - listing.MOST))
        return self._finished(question, u, draft, "answered")

    # -- no place ------------------------------------------------------------------------------------------------

    def _ask_place(self, question: Question, u: Understanding) -> Answer:
        places = gazetteer()
        offers = tuple(
            Offer(places.name(code, u.language), places.name(code, u.language))
            for code in _OFFERED_PLACES
            if code in self.catalogue.programme_regions
        )
        text = phrases.say(u.language, "answer-clarify-place")
        return Answer(
            question.text, u.language, "clarify", text, self.release, topics=u.wanted, offers=offers
        )

    def _general(self, question: Question, u: Understanding, finder: Finder) -> Answer:
        """Answer what is the same everywhere from the background documents and, for names, from all."""
        hits = self.retriever.search(u.text, 12, language=u.language, within=[u.language], raw=finder.raw)
        entries = {hit.passage.document: self.catalogue.entries[hit.passage.document] for hit in hits}
        nation = {e.id: e for e in self.catalogue.entries.values() if NATION in e.regions}
        candidates = [
            weigh(entry, "found", None, u, self.catalogue) for entry in {**nation, **entries}.values()
        ]
        kept: list[Candidate] = [
            replace(c, weight=0.25 if NATION in c.entry.regions else 0.0) for c in candidates if c is not None
        ]
        group = Group(None, None, tuple(kept))
        items: list[Evidence] = [
            i for i in finder.find(kept, u.needs[0] if u.needs else Need(())) if not i.is_gap
        ]
        items = [i for i in items if i.similarity >= _NEAR_ENOUGH or i.telling >= _TELLING]
        if not items:
            outcome: Outcome = "not_covered" if speaks_of_vouchers(question.text) else "out_of_scope"
            key = "answer-not-covered" if outcome == "not_covered" else "answer-out-of-scope"
            return self._plain(question, u.language, outcome, key)
        ranked = _ranked(items, u)
        draft = Draft(u.language)
        room = composing.ROOM[u.language] * 3 // 2
        composing.lead(draft, Finding(Need(()), group, tuple(ranked[:6]), None), room)
        for clause in clauses(fold(u.text))[1:]:
            part = [
                i for i in finder.find(kept, Need((), words=clause)) if not i.is_gap and i.telling >= _TELLING
            ]
            if part and draft.length + len(part[0].statement.text) <= room:
                draft.quote(_ranked(part, u)[0])
        answer = self._finished(question, u, draft, "answered")
        best = ranked[0]
        vague = not any(need.is_sure for need in u.needs)
        telling = vague and best.telling >= _SURELY_TELLING and best.candidate.entry.any.kind == "background"
        return replace(answer, sure=best.similarity >= _SURE or telling)


def _ranked(items: Sequence[Evidence], u: Understanding) -> list[Evidence]:
    """Order background: its marks say less than its words, and an overview answers only what something is."""
    overview = "what" not in u.wanted
    return sorted(
        items, key=lambda i: -(i.score - 0.8 * i.match - 0.3 * (overview and i.passage.heading == "Overview"))
    )


def _other_group(finding: Finding, answered: Sequence[Finding]) -> bool:
    return all(other.group.place != finding.group.place for other in answered)


_AMOUNT = (Need((("rate", 1.0),), either=True), Need((("cap", 1.0),), either=True))


def _for_each_kind(needs: tuple[Need, ...], u: Understanding, things: Sequence[Group]) -> tuple[Need, ...]:
    """Ask for each of several kinds of vouchers by itself, where one document sets them all."""
    if len(u.instruments) < 2 or len(things) != 1 or not things[0].candidates:
        return needs
    if not u.instruments <= things[0].candidates[0].entry.instruments or any(
        not need.topics for need in needs
    ):
        return needs
    kinds = sorted(u.instruments, key=list(glossary()["instruments"]).index)
    return tuple(replace(need, kind=kind) for kind in kinds for need in needs[: max(1, 4 // len(kinds))])


def _needs(u: Understanding, things: int) -> tuple[Need, ...]:
    """Turn `how much`, and what is merely compared among several things, into the rate and the cap."""
    bound = any(item.is_sure and item.topic in PLACE_BOUND - {"applicant"} for item in u.topics)
    if u.compares and things > 1 and (set(u.wanted) <= {"what"} or (u.asks_more and not bound)):
        return _AMOUNT
    if not u.needs:
        return (Need(()),)
    found: list[Need] = []
    for need in u.needs:
        sure = dict(need.topics)
        alike = min(sure.get("rate", 0.0), sure.get("cap", 0.0)) >= 0.7 * need.topics[0][1]
        found.extend(_AMOUNT if need.main in {"rate", "cap"} and alike and "budget" not in sure else [need])
    return tuple(dict.fromkeys(found))
