"""One message on its way through the pre-check: what is known, what is asked next, what came of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.dialogue.dossier import VERDICTS, Dossier
from bot.dialogue.fact_sheet import sheet
from bot.dialogue.messages import Incoming, Reply
from bot.dialogue.offered_places import offered_places, offered_zones
from bot.dialogue.questioning import Question, put, told
from bot.dialogue.results import Results, differences
from bot.dialogue.session import Session
from bot.dialogue.speaking import Voice
from knowledge.clauses import Document
from knowledge.eligibility.assessing import Assessment, assess
from knowledge.eligibility.conditions.regions import ZONE
from knowledge.eligibility.rulebook import Rulebook
from knowledge.eligibility.telling import Teller
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.eligibility.wording import label
from knowledge.glossary.places import gazetteer
from knowledge.reading.replies import Heard, Misheard, Statement

TOPIC = "precheck"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a pre-check judges by. Each part is asked anew, so that a new release is seen.

    `named` returns the ids of the documents that a text names.
    """

    rules: Callable[[], Rulebook]
    documents: Callable[[], Iterable[Document]]
    named: Callable[[str], Sequence[str]]
    today: Callable[[], date]


@dataclass(frozen=True, slots=True)
class Check:
    """The pre-check of one person in one turn."""

    session: Session
    incoming: Incoming
    voice: Voice
    grounds: Grounds
    today: date

    @property
    def dossier(self) -> Dossier:
        """What is known of the founder."""
        return Dossier(self.session)

    @property
    def rules(self) -> Rulebook:
        """The rules that serve."""
        return self.grounds.rules()

    def assess(self) -> Assessment:
        """Judge everything by the rules that serve."""
        dossier, aims = self.dossier, self.dossier.aims
        chosen = [self.rules.get(id_) for id_ in aims.named if id_ in self.rules]
        return assess(chosen or self.rules.offered, dossier.facts, dossier.spans, aims, self.today)

    def results(self, found: Assessment) -> Results:
        """Return what tells of an assessment."""
        language = self.voice.language
        documents = {each.id: each for each in self.grounds.documents() if each.language == language}
        return Results(self.voice, Teller(language, documents, found), found)

    def go_on(self, first: str = "") -> Sequence[Reply]:
        """Ask what is asked next, or tell the result; `first` stands before it."""
        found = self.assess()
        if found.asked is None:
            return [*([Reply(first)] if first else []), self.result(found)]
        return [self.ask(found.asked, found, first)]

    def ask(
        self,
        fact: str,
        found: Assessment,
        first: str = "",
        bad: Misheard | None = None,
        *,
        edit: bool = False,
    ) -> Reply:
        """Put the question for a fact, and remember that it was put; with `edit` to change what is known."""
        self.session.pending = {"topic": TOPIC, "fact": fact, **({"edit": True} if edit else {})}
        dossier = self.dossier
        places = offered_places(fact, found, dossier.facts, self.session.region)
        values = offered_zones(found) if fact == ZONE else ()
        in_part = (dossier.spans.get(fact), dossier.facts.get(fact)) if not edit else (None, None)
        asked = Question(fact, places, values, *in_part, can_go_back=bool(dossier.trail) and not edit)
        return put(self.voice, asked, first, bad.near if bad else ())

    def confirm(self, first: str = "") -> Reply:
        """Show what was understood of free words."""
        held, voice = self.dossier.heard or Statement(), self.voice
        self.session.pending = {"topic": TOPIC, "question": "confirm"}
        places = [gazetteer().name(code, voice.language) for code in (*held.moves, *held.buys)]
        parts = [
            first,
            voice("check-understood"),
            told(voice, [*held.facts.items(), *held.spans.items()]),
            voice("check-places", places=voice("list-comma").join(places)) if places else "",
        ]
        ways = (voice.button("ck:ok", "button-right"), voice.button("ck:no", "button-wrong"))
        return Reply("\n\n".join(part for part in parts if part), choices=ways)

    def again(self) -> Reply | None:
        """Put the pending question again."""
        pending = self.session.pending or {}
        if pending.get("question") == "confirm":
            return self.confirm()
        fact = str(pending.get("fact"))
        return self.ask(fact, self.assess(), edit=bool(pending.get("edit"))) if fact in vocabulary() else None

    def take_said(self, said: Statement) -> Sequence[Reply]:
        """Keep what was said in free words and go on."""
        self.dossier.suppose(said.moves, said.buys)
        return self.take(Heard(said.facts, said.spans))

    def take(self, heard: Heard, *, edit: bool = False) -> Sequence[Reply]:
        """Keep an answer and go on; a changed one is told with what it changed."""
        before = self.assess() if edit else None
        asked = str((self.session.pending or {}).get("fact", ""))
        self.dossier.take(heard)
        if asked in {*heard.facts, *heard.spans} and not edit:
            self.dossier.step(asked)
        noted = told(self.voice, [*heard.facts.items(), *heard.spans.items()])
        return self.changed(before, noted) if before is not None else self.go_on(noted)

    def changed(self, before: Assessment, noted: str) -> Sequence[Reply]:
        """Tell which verdicts a change changed, and show the facts."""
        self.session.pending = None
        after = self.assess()
        if self.session.notes.get(VERDICTS):
            self.remember(after)
        changes = differences(before, after, self.voice)
        news = (
            "\n".join([self.voice("changed-title"), *changes]) if changes else self.voice("changed-nothing")
        )
        return [sheet(self.voice, self.dossier, first=f"{noted}\n\n{news}")]

    def decline(self, fact: str, why: str) -> Sequence[Reply]:
        """Keep that a fact is not known, or not told now, and go on."""
        self.dossier.decline(fact, "skipped" if why == "skipped" else "unknown")
        self.dossier.step(fact)
        name = label(fact, self.voice.language)
        return self.go_on(self.voice("noted-skipped" if why == "skipped" else "noted-unknown", fact=name))

    def back(self) -> Sequence[Reply]:
        """Take the last answer back and ask for it anew; leave a change, or what was said at once, as it was."""
        pending = self.session.pending or {}
        if pending.get("edit"):
            self.session.pending = None
            return [sheet(self.voice, self.dossier)]
        if pending.get("question") == "confirm":
            self.dossier.let_go()
            return self.go_on(self.voice("taken-back-words"))
        fact = self.dossier.step_back()
        if fact is None:
            again = self.again()
            said = Reply(self.voice("check-first-question"))
            return [said, again] if again else [said]
        return [
            self.ask(fact, self.assess(), self.voice("taken-back", fact=label(fact, self.voice.language)))
        ]

    def result(self, found: Assessment) -> Reply:
        """Tell where the founder stands."""
        self.session.pending = None
        self.remember(found)
        limited = bool(self.dossier.aims.named)
        return self.results(found).overview(limited=limited, is_open=found.asked is not None)

    def remember(self, found: Assessment) -> None:
        """Keep which verdicts were told."""
        kept = [judged for judged in found.own if judged.verdict != "ineligible"]
        self.dossier.remember_verdicts({judged.programme.id: judged.verdict for judged in kept})

    def stop(self) -> Sequence[Reply]:
        """Leave it at that; nothing is lost."""
        self.session.pending = None
        ways = (
            self.voice.button("ck:go", "button-go-on-asking"),
            self.voice.button("ck:r", "button-results"),
        )
        return [Reply(self.voice("check-stopped"), choices=ways)]
