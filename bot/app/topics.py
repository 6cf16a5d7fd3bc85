"""Everything that the bot can talk about, in the order in which it is offered a message.

The order is: commands, the answer to a pending question, a question about the rules, a topic to start. Before the
questions stands whatever knows its own messages by a command, a button or a pending question.
"""

from collections.abc import Iterable
from datetime import date, datetime

from bot import faults
from bot.app.library import Library
from bot.app.model_desk import ModelDesk, writer_for
from bot.app.staff_desk import StaffDesk, now
from bot.dialogue.applying import application_topics
from bot.dialogue.ask import Ask, Write
from bot.dialogue.ask_person import AskPerson
from bot.dialogue.basics import Basics, Leftovers
from bot.dialogue.checking import Grounds
from bot.dialogue.conversation import Topic
from bot.dialogue.desks import Desks
from bot.dialogue.limits import QuestionLimits
from bot.dialogue.notices import Notices
from bot.dialogue.offering import RulebookOffers
from bot.dialogue.precheck import Precheck
from bot.settings import Settings
from bot.store import Store
from bot.store.blobs import Blobs
from bot.store.listing import Listing
from bot.store.model_use import ModelUse
from knowledge.answering.question import Answer, Question
from knowledge.clauses import Document
from knowledge.eligibility.rulebook import rulebook


def topics(settings: Settings, store: Store, library: Library) -> list[Topic]:
    """Return the topics, wired."""

    def today() -> date:
        return datetime.now(settings.zone).date()

    def ask(question: Question) -> Answer:
        return library.answerer().answer(question)

    def documents() -> Iterable[Document]:
        return library.documents()

    def named(text: str) -> list[str]:
        return [id_ for ids in library.answerer().catalogue.named(text) for id_ in ids]

    staff_desk = StaffDesk(settings, store, library)
    limits = QuestionLimits(settings.questions_per_minute, settings.longest_question)
    return [
        *application_topics(_desks(settings, library), Listing(store.database)),
        staff_desk.topic(),
        Precheck(Grounds(rulebook, documents, named, today), settings.language),
        AskPerson(staff_desk.questions, settings.language, now, settings.staff_room),
        Basics(settings.language),
        Ask(
            ask,
            today,
            settings.language,
            faults.report,
            limits,
            hands_over=True,
            write=_writing(settings, store, library),
        ),
        Leftovers(settings.language),
    ]


def _writing(settings: Settings, store: Store, library: Library) -> Write | None:
    writer = writer_for(settings)
    if writer is None:
        return None
    return ModelDesk(settings, library, ModelUse(store.database, now), writer).write


def _desks(settings: Settings, library: Library) -> Desks:
    def documents() -> Iterable[Document]:
        return library.documents()

    offers = RulebookOffers(rulebook, documents, lambda: library.answerer().release)
    notices = Notices(settings.language, settings.staff_room)
    return Desks(offers, Blobs(settings.files), settings.rules, notices, now)
