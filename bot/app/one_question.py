"""Questions outside a conversation, answered as in one: the same desk, switch, limits and counters."""

import asyncio
import logging
from types import TracebackType
from typing import Self

from bot.app.library import Library
from bot.app.model_desk import Asker, ModelDesk, writer_for
from bot.settings import Settings
from bot.store import open_store
from bot.store.clock import now
from bot.store.model_use import ModelUse
from bot.store.records import StoredRecords
from knowledge.answering.answer import Answerer
from knowledge.answering.question import Answer, Question

CHANNEL = "terminal"

_log = logging.getLogger(__name__)


class OneQuestion:
    """Answers one question after another for a person at the terminal, with the model where it may help.

    Without a model nothing but the library is opened.
    """

    def __init__(self, settings: Settings, library: Library, person: str) -> None:
        self._settings = settings
        self._library = library
        self._person = person
        self._runner = asyncio.Runner()
        self._opened = open_store(settings.database)
        self._desk: ModelDesk | None = None
        self._asker: Asker | None = None

    def __enter__(self) -> Self:
        writer = writer_for(self._settings)
        if writer is not None:
            self._settings.data_dir.mkdir(parents=True, exist_ok=True)
            try:
                database = self._runner.run(self._opened.__aenter__()).database
            except Exception as error:  # noqa: BLE001 (without its limits the model is not asked)
                _log.warning("answers are quoted, as the database is not reached: %s", type(error).__name__)
                return self
            self._desk = ModelDesk(self._settings, self._library, ModelUse(database, now), writer)
            self._asker = Asker(CHANNEL, self._person, StoredRecords(database))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._desk is not None:
            self._runner.run(self._opened.__aexit__(None, None, None))
        self._runner.close()

    def answer(self, question: Question, fixed: Answerer | None = None) -> Answer:
        """Answer a question from the serving release, or from a fixed one."""
        answerer = fixed or self._library.answerer()
        quoted = answerer.answer(question)
        if self._desk is None or self._asker is None:
            return quoted
        return self._runner.run(self._desk.write_for(question, quoted, self._asker, answerer))
