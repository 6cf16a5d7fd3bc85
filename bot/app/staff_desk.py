"""The staff's desk for the knowledge base, as the chat needs it: publishing, and questions that wait for a person."""

from datetime import UTC, datetime
from functools import cached_property

from bot.app.library import Library
from bot.app.telling import Telling
from bot.app.tray import open_desk
from bot.dialogue.gap_desk import GapDesk, worded
from bot.dialogue.staff_knowledge import StaffKnowledge
from bot.settings import Settings
from bot.store import Store
from bot.store.blocking import BlockingDatabase
from bot.store.questions import StoredQuestions
from bot.store.touched import StoredPeople
from knowledge.upkeep.intake import Intake
from knowledge.upkeep.publishing import Publisher
from knowledge.upkeep.soundness import sound


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


class StaffDesk:
    """Opens its parts when they are needed: most conversations never touch them."""

    def __init__(self, settings: Settings, store: Store, library: Library) -> None:
        self._settings = settings
        self._library = library
        self.questions = StoredQuestions(store.database, now, store.outbox.bell, worded)
        self._desk = open_desk(settings, self._database)

    def topic(self) -> StaffKnowledge:
        """Return the topic of editors."""
        settings, library = self._settings, self._library
        gaps = GapDesk(self.questions, library.embedder, self._desk, settings.zone, now)
        intake = Intake(library.releases, self._desk)
        return StaffKnowledge(
            intake, self._publisher, gaps, self._tell, settings.language, settings.zone, now
        )

    @cached_property
    def _database(self) -> BlockingDatabase:
        return BlockingDatabase(self._settings.database)

    def _people(self) -> StoredPeople:
        return StoredPeople(self._database, now())

    def _publisher(self) -> Publisher:
        return Publisher(
            self._library.releases,
            self._desk,
            now,
            check=lambda documents, known: sound(documents, known, self._desk),
            people=self._people(),
            needs_two=self._settings.publish_two_people,
            keep=self._settings.releases_kept,
        )

    def _tell(self, release: str) -> int:
        """Tell founders once that a release touches what they have."""
        return Telling(self._library.releases, self._people()).run(release)
