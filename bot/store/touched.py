"""Who leans on a document: founders with a draft or a saved verdict, and the questions of the last month."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from bot.dialogue.messages import Reply
from bot.store.application_tables import applications
from bot.store.blocking import BlockingDatabase
from bot.store.codec import dump_reply
from bot.store.knowledge_tables import knowledge_switches
from bot.store.posting import NOTICE, lane_of
from bot.store.tables import answers, outbox, people, sessions
from knowledge.answering.question import Question

_LAST_MONTH = timedelta(days=31)
_MOST_QUESTIONS = 200
Word = Callable[[str, tuple[str, ...]], str]
"""Words the notice: the founder's language, and the documents that changed."""
_ANSWERED = ("answered", "partial", "not_covered", "clarify")


@dataclass(frozen=True, slots=True)
class Touched:
    """A founder whom a change touches, and the documents by which it does."""

    person: str
    language: str | None
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Untold:
    """A line of the history of which founders have not been told."""

    number: int
    release: str
    before: str | None
    summary: str

    @property
    def changed(self) -> tuple[str, ...]:
        """The ids of the documents that the summary names, each after its sign."""
        return tuple(name[1:] for name in self.summary.split(", ") if name)


class StoredPeople:
    """What a publish asks of the database; the calls block."""

    def __init__(self, database: BlockingDatabase, now: datetime) -> None:
        self._database = database
        self._now = now

    def questions(self) -> Sequence[Question]:
        """Return the real questions of the last month, each once."""
        query = (
            select(answers.c.question, answers.c.language)
            .where(answers.c.asked_at >= self._now - _LAST_MONTH, answers.c.outcome.in_(_ANSWERED))
            .order_by(answers.c.asked_at.desc())
            .limit(_MOST_QUESTIONS * 3)
        )
        with self._database.read() as connection:
            asked = dict.fromkeys((row.question, row.language) for row in connection.execute(query))
        day = self._now.date()
        return [Question(text, day, language) for text, language in list(asked)[:_MOST_QUESTIONS]]

    def touched(self, documents: Collection[str]) -> tuple[int, int]:
        """Count the drafts and the saved verdicts that lean on these documents."""
        with self._database.read() as connection:
            return len(_drafts(connection, documents)), len(_verdicts(connection, documents))

    def untold(self) -> list[Untold]:
        """List the lines of the history of which founders have not been told, the oldest first."""
        line = knowledge_switches.c
        query = (
            select(line.number, line.release, line.before, line.summary)
            .where(line.told_at.is_(None), line.at >= self._now - _LAST_MONTH)
            .order_by(line.number)
        )
        with self._database.read() as connection:
            return [Untold(*row) for row in connection.execute(query)]

    def tell(self, number: int, documents: Collection[str], word: Word) -> int:
        """Tell founders once that a line of the history touches what they have; return how many were told now.

        The mark that they were told and the messages are written together.
        """
        with self._database.write() as connection:
            line = knowledge_switches.c
            query = select(line.number).where(line.number == number, line.told_at.is_(None)).with_for_update()
            if connection.scalar(query) is None:
                return 0
            connection.execute(
                update(knowledge_switches).where(line.number == number).values(told_at=self._now)
            )
            found = touched_people(connection, documents)
            rows = [row for each in found if (row := self._message(connection, each, word))]
            if rows:
                connection.execute(outbox.insert(), rows)
            return len(rows)

    def _message(self, connection: Connection, each: Touched, word: Word) -> dict[str, Any] | None:
        person = connection.execute(select(people).where(people.c.person == each.person)).one_or_none()
        if person is None:
            return None
        return {
            "channel": person.channel,
            "lane": lane_of(person.channel, person.chat_id, person.person),
            "person": person.person,
            "chat_id": person.chat_id,
            "language": person.language,
            "payload": dump_reply(Reply(word(person.language or "zh", each.documents))),
            "priority": NOTICE,
            "parts_sent": 0,
            "attempts": 0,
            "due_at": self._now,
            "created_at": self._now,
        }


def touched_people(connection: Connection, documents: Collection[str]) -> list[Touched]:
    """List founders with a draft or a saved verdict on one of these documents, each once."""
    found: dict[str, list[str]] = {}
    for person, document in [*_drafts(connection, documents), *_verdicts(connection, documents)]:
        found.setdefault(person, []).append(document)
    return [Touched(person, None, tuple(dict.fromkeys(names))) for person, names in sorted(found.items())]


def _drafts(connection: Connection, documents: Collection[str]) -> list[tuple[str, str]]:
    it = applications.c
    query = select(it.owner, it.programme).where(it.state == "draft", it.programme.in_(list(documents)))
    return [(owner, programme) for owner, programme in connection.execute(query)]


def _verdicts(connection: Connection, documents: Collection[str]) -> list[tuple[str, str]]:
    """Read the saved verdicts out of the sessions: `notes.verdicts` names the programmes."""
    found: list[tuple[str, str]] = []
    query = select(sessions.c.person, sessions.c.state).where(sessions.c.state.contains('"verdicts"'))
    for person, state in connection.execute(query):
        saved = json.loads(state).get("notes", {}).get("verdicts") or ()
        found.extend((person, document) for document in documents if document in saved)
    return found
