"""One message on its way through the pre-check: what it says, what is asked next, what came of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.dialogue import starting
from bot.dialogue.dossier import Dossier
from bot.dialogue.fact_sheet import sheet
from bot.dialogue.messages import Incoming, Reply
from bot.dialogue.questioning import Question, put, shown, told
from bot.dialogue.results import Results, differences, may_apply
from bot.dialogue.session import Session
from bot.dialogue.speaking import Voice
from knowledge.clauses import Document
from knowledge.eligibility.assessing import Assessment, assess
from knowledge.eligibility.conditions.regions import REGISTERED, Within
from knowledge.eligibility.hearing import Heard, Misheard, hear
from knowledge.eligibility.kinds import Place
from knowledge.eligibility.ordering import COMPUTE, hangs_on_computing, leaves
from knowledge.eligibility.rulebook import Rulebook
from knowledge.eligibility.stating import Statement, speaks_of_oneself, state
from knowledge.eligibility.telling import Teller
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.eligibility.wording import label
from knowledge.glossary.places import gazetteer, lies_within

TOPIC = "precheck"


@dataclass(frozen=True, slots=True)
class Check:
    """The pre-check of one person in one turn."""

    session: Session
    incoming: Incoming
    voice: Voice
    rules: Callable[[], Rulebook]
    documents: Callable[[], Iterable[Document]]
    named: Callable[[str], Sequence[str]]
    today: date

    @property
    def dossier(self) -> Dossier:
        """What is known of the founder."""
        return Dossier(self.session)

    def in_private(self) -> Sequence[Reply]:
        """Return the request to write in private, where a message came from a group; else nothing."""
        return [Reply(self.voice("check-in-private"))] if self.incoming.in_group else []

    def assess(self) -> Assessment:
        """Judge everything by the rules that serve."""
        dossier = self.dossier
        aims, rules = dossier.aims, self.rules()
        chosen = [rules.get(id_) for id_ in aims.named if id_ in rules] if aims.named else rules.offered
        return assess(chosen, dossier.facts, dossier.spans, aims, self.today)

    def results(self, found: Assessment) -> Results:
        """Return what tells of an assessment."""
        language = self.voice.language
        documents = {each.id: each for each in self.documents() if each.language == language}
        return Results(self.voice, Teller(language, documents), found)

    # beginning

    def start(self, text: str, *, in_words: bool = False) -> Sequence[Reply]:
        """Begin: with the programmes that are named, and with what was said already."""
        dossier = self.dossier
        dossier.ask_skipped_again()
        dossier.let_go()
        said = state(text, self.today) if in_words or speaks_of_oneself(text) else Statement()
        refused = self._name(text, said, in_words=in_words)
        if refused is not None:
            return [refused]
        if new := self._news(said):
            dossier.hold(new)
            return [self._confirm()]
        return self.go_on(self.voice("check-hello") if not dossier.facts else "")

    def _name(self, text: str, said: Statement, *, in_words: bool) -> Reply | None:
        """Limit the pre-check to what is named; return the reason where it is not offered."""
        self.dossier.name(())
        ids = [id_ for id_ in self._ids(text, in_words=in_words) if id_ in self.rules()]
        offered = [id_ for id_ in ids if self.rules().get(id_).not_offered is None]
        if offered:
            self.dossier.name(tuple(offered))
        elif ids and (note := self.rules().get(ids[0]).note) is not None:
            ways = (self.voice.button("check", "button-all-programmes"),)
            return Reply(note.to(self.voice.language), choices=ways)
        elif text and not in_words and not len(said):
            return self._name_place(text)
        return None

    def _ids(self, text: str, *, in_words: bool) -> Sequence[str]:
        if text in self.rules():
            return [text]
        if in_words and starting.means_the_last(text):
            last = next((line.programmes for line in reversed(self.session.history) if line.programmes), ())
            return last if len(last) == 1 else []
        return self.named(text) if text else []

    def _name_place(self, text: str) -> Reply | None:
        mentions = gazetteer().find(text, {each.region for each in self.rules().offered})
        there = [
            each.id
            for each in self.rules().offered
            if any(lies_within(each.region, mention.code) for mention in mentions)
        ]
        if not there:
            return Reply(
                self.voice("check-not-found", what=text),
                choices=(self.voice.button("check", "button-all-programmes"),),
            )
        self.dossier.name(tuple(there))
        return None

    def _news(self, said: Statement) -> Statement | None:
        """Return what was said now and earlier of the founder and is not known yet; None when that is nothing."""
        dossier, facts, spans, places = self.dossier, {}, {}, list(said.places)
        earlier = [line.text for line in self.session.history if line.role == "founder"]
        for each in [*(state(line, self.today) for line in earlier if speaks_of_oneself(line)), said]:
            facts |= {fact: value for fact, value in each.facts.items() if dossier.facts.get(fact) != value}
            spans |= {fact: span for fact, span in each.spans.items() if fact not in dossier.facts}
        news = Statement(facts, {k: v for k, v in spans.items() if k not in facts}, tuple(places))
        return news if len(news) else None

    def _confirm(self, first: str = "") -> Reply:
        held = self.dossier.heard or Statement()
        self.session.pending = {"topic": TOPIC, "question": "confirm"}
        lines = told(self.voice, [*held.facts.items(), *held.spans.items()])
        places = self.voice("list-comma").join(
            gazetteer().name(code, self.voice.language) for code in held.places
        )
        parts = [
            first,
            self.voice("check-understood"),
            lines,
            self.voice("check-places", places=places) if places else "",
        ]
        ways = (self.voice.button("ck:ok", "button-all-right"), self.voice.button("ck:no", "button-change"))
        return Reply("\n\n".join(part for part in parts if part), choices=ways)

    # asking

    def go_on(self, first: str = "") -> Sequence[Reply]:
        """Ask what is asked next, or tell the result."""
        found = self.assess()
        if found.asked is None:
            return [*([Reply(first)] if first else []), self._result(found)]
        return [self._ask(found.asked, found, first)]

    def _ask(
        self,
        fact: str,
        found: Assessment,
        first: str = "",
        bad: Misheard | None = None,
        *,
        edit: bool = False,
    ) -> Reply:
        self.session.pending = {"topic": TOPIC, "fact": fact, **({"edit": True} if edit else {})}
        coarse = None if edit else self.dossier.facts.get(fact)
        places = self._places(fact, found) if isinstance(vocabulary()[fact].kind, Place) else ()
        asked = Question(fact, places, None if edit else self.dossier.spans.get(fact), coarse)
        return put(self.voice, asked, first, bad.near if bad else ())

    def _places(self, fact: str, found: Assessment) -> tuple[str, ...]:
        """Offer the places that matter: the programmes' own within a coarse one, where computing is supported."""
        facts = self.dossier.facts
        coarse = facts.get(fact)
        if isinstance(coarse, str):
            regions = {judged.programme.region for judged in found.own}
            return tuple(sorted(code for code in regions if code != coarse and lies_within(code, coarse)))
        home = [place for place in (facts.get(REGISTERED), self.session.region) if isinstance(place, str)]
        if fact != COMPUTE:
            return tuple(dict.fromkeys(home)) if fact != REGISTERED else tuple(dict.fromkeys(home[-1:]))
        tested = {
            part.code
            for judged in (*found.own, *found.elsewhere)
            if COMPUTE in judged.missing and (judged in found.own or hangs_on_computing(judged))
            for finding in judged.findings
            for part in leaves(finding.criterion.condition)
            if isinstance(part, Within) and part.fact == COMPUTE
        }
        return tuple(dict.fromkeys([*home, *sorted(tested)]))

    def again(self) -> Reply | None:
        """Put the pending question again."""
        pending = self.session.pending or {}
        if pending.get("question") == "confirm":
            return self._confirm()
        fact = str(pending.get("fact"))
        return (
            self._ask(fact, self.assess(), edit=bool(pending.get("edit"))) if fact in vocabulary() else None
        )

    # answers

    def typed(self, text: str) -> Sequence[Reply] | None:
        """Take a typed answer; a question is left to those who answer questions."""
        pending = self.session.pending or {}
        if self.incoming.edited:
            return [Reply(self.voice("check-edited"))]
        way = starting.way_out(text)
        if way in {"results", "stop"}:
            return self._results() if way == "results" else self._stop()
        if pending.get("question") == "confirm":
            return self._typed_on_confirming(text)
        fact = str(pending.get("fact"))
        if fact not in vocabulary():
            self.session.pending = None
            return None
        if way in {"unknown", "skipped"}:
            return self._declined(fact, way)
        return self._answered(fact, text, edit=bool(pending.get("edit")))

    def _answered(self, fact: str, text: str, *, edit: bool) -> Sequence[Reply] | None:
        said = state(text, self.today)
        if fact in {**said.facts, **said.spans} and len(said) > 1:
            return self._take(Heard(said.facts, said.spans), said.places)
        heard = hear(fact, text, self.dossier.facts, self.today)
        if isinstance(heard, Heard) and not starting.is_question(text):
            return self._take(heard, edit=edit)
        if starting.is_question(text):
            return None
        if len(said) and not edit:
            return self._take(Heard(said.facts, said.spans), said.places)
        bad = heard if isinstance(heard, Misheard) else Misheard("choice")
        return [self._ask(fact, self.assess(), self.voice(f"misheard-{bad.reason}"), bad, edit=edit)]

    def _take(self, heard: Heard, places: tuple[str, ...] = (), *, edit: bool = False) -> Sequence[Reply]:
        before = self.assess() if edit else None
        self.dossier.take(heard)
        self.dossier.go_to(places)
        noted = told(self.voice, [*heard.facts.items(), *heard.spans.items()])
        return self._changed(before, noted) if before is not None else self.go_on(noted)

    def _changed(self, before: Assessment, noted: str) -> Sequence[Reply]:
        """Tell which verdicts an answer changed, and show the facts."""
        self.session.pending = None
        after = self.assess()
        if self.session.notes.get("verdicts"):
            self._remember(after)
        changed = differences(before, after, self.voice)
        news = (
            "\n".join([self.voice("changed-title"), *changed]) if changed else self.voice("changed-nothing")
        )
        return [sheet(self.voice, self.dossier, first=f"{noted}\n\n{news}")]

    def _declined(self, fact: str, why: str) -> Sequence[Reply]:
        self.dossier.decline(fact, "skipped" if why == "skipped" else "unknown")
        key = "noted-skipped" if why == "skipped" else "noted-unknown"
        return self.go_on(self.voice(key, fact=label(fact, self.voice.language)))

    def _typed_on_confirming(self, text: str) -> Sequence[Reply] | None:
        answer = hear("independent_legal_person", text, {}, self.today)
        if isinstance(answer, Heard):
            return self.press("ok" if True in answer.facts.values() else "no")
        if starting.is_question(text):
            return None
        held, said = self.dossier.heard or Statement(), state(text, self.today)
        if not len(said):
            return [self._confirm(self.voice("misheard-confirm"))]
        facts = {**held.facts, **said.facts}
        spans = {k: v for k, v in {**held.spans, **said.spans}.items() if k not in said.facts}
        self.dossier.hold(Statement(facts, spans, (*held.places, *said.places)))
        return [self._confirm()]

    # buttons

    def press(self, id_: str) -> Sequence[Reply]:
        """Do what a button says."""
        verb, _, arg = id_.partition(":")
        doing: Mapping[str, Callable[[str], Sequence[Reply]]] = {
            "v": self._chosen, "u": lambda fact: self._declined(fact, "unknown"),
            "s": lambda fact: self._declined(fact, "skipped"), "ok": self._right, "no": self._wrong,
            "team": self._team, "go": lambda _: self.go_on(), "r": lambda _: self._results(),
            "m": self._menu, "d": self._details, "n": self._only, "all": lambda _: self.start(""),
            "o": lambda _: [self.results(self.assess()).elsewhere()], "a": self._apply,
            "f": lambda page: [sheet(self.voice, self.dossier, int(page or 0))],
            "e": self._edit, "x": self._remove,
        }  # fmt: skip
        return doing[verb](arg) if verb in doing else [Reply(self.voice("choice-gone"))]

    def _chosen(self, arg: str) -> Sequence[Reply]:
        fact, _, raw = arg.partition(":")
        value = vocabulary()[fact].read(raw)
        pending = self.session.pending or {}
        is_edit = pending.get("fact") == fact and bool(pending.get("edit"))
        return self._take(Heard({fact: value}), edit=is_edit)

    def _right(self, _: str) -> Sequence[Reply]:
        self.dossier.confirm()
        return self.go_on()

    def _wrong(self, _: str) -> Sequence[Reply]:
        self.dossier.confirm()
        self.session.pending = None
        return [sheet(self.voice, self.dossier, first=self.voice("which-is-wrong"))]

    def _team(self, _: str) -> Sequence[Reply]:
        self.dossier.take(Heard({"applicant_type": "unregistered_team"}))
        self.dossier.decline(REGISTERED, "unknown")
        return self.go_on(self.voice("noted-team"))

    def _edit(self, fact: str) -> Sequence[Reply]:
        known = {**self.dossier.facts, **self.dossier.spans}
        first = self.voice("fact-now", value=shown(fact, known[fact], self.voice)) if fact in known else ""
        asked = self._ask(fact, self.assess(), first, edit=True)
        remove = (self.voice.button(f"ck:x:{fact}", "button-remove"),) if fact in known else ()
        kept = [choice for choice in asked.choices if not choice.id.startswith(("ck:s:", "ck:u:", "ck:team"))]
        return [Reply(asked.text, choices=(*kept, *remove, self.voice.button("ck:f", "button-back")))]

    def _remove(self, fact: str) -> Sequence[Reply]:
        before = self.assess()
        self.dossier.remove(fact)
        return self._changed(before, self.voice("fact-removed", fact=label(fact, self.voice.language)))

    # results

    def _results(self) -> Sequence[Reply]:
        return [self._result(self.assess())]

    def _result(self, found: Assessment) -> Reply:
        self.session.pending = None
        self._remember(found)
        return self.results(found).overview(
            limited=bool(self.dossier.aims.named), is_open=found.asked is not None
        )

    def _remember(self, found: Assessment) -> None:
        kept = [judged for judged in found.own if judged.verdict != "ineligible"]
        self.dossier.remember_verdicts({judged.programme.id: judged.verdict for judged in kept})

    def _stop(self) -> Sequence[Reply]:
        self.session.pending = None
        ways = (
            self.voice.button("ck:go", "button-go-on-asking"),
            self.voice.button("ck:r", "button-results"),
        )
        return [Reply(self.voice("check-stopped"), choices=ways)]

    def _menu(self, page: str) -> Sequence[Reply]:
        found = self.assess()
        return [self.results(found).menu("ck:d:", (*found.own, *found.past), int(page or 0))]

    def _apply(self, _: str) -> Sequence[Reply]:
        found = self.assess()
        return [self.results(found).menu("apply:", [each for each in found.hopeful if may_apply(each)])]

    def _whole(self, prefix: str) -> str | None:
        return next((each.id for each in self.rules() if each.id.startswith(prefix)), None)

    def _details(self, prefix: str) -> Sequence[Reply]:
        found = self.assess()
        judged = found.verdicts.get(self._whole(prefix) or "")
        return [self.results(found).details(judged) if judged else Reply(self.voice("choice-gone"))]

    def _only(self, prefix: str) -> Sequence[Reply]:
        id_ = self._whole(prefix)
        self.dossier.name((id_,) if id_ else ())
        self.dossier.ask_skipped_again()
        return self.go_on()
