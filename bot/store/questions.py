"""Questions that wait for a person: handed over by founders, or not answered well."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.handed_over import HandedOver, StaffAnswer
from bot.dialogue.messages import Reply
from bot.dialogue.session import Exchange
from bot.store.bell import Bell
from bot.store.clock import Clock
from bot.store.codec import digest, dump_session, load_session
from bot.store.database import Database
from bot.store.knowledge_tables import handovers, settled_questions
from bot.store.posting import REPLY, Post, post
from bot.store.tables import answers, people, sessions
from bot.store.upserts import insert
from knowledge.language import Language, clean
from knowledge.upkeep.gaps import Unanswered, Why

_LOOKED_BACK = timedelta(days=92)
_MOST = 2000
_WHY: dict[str, Why] = {"not_covered": "not_covered", "partial": "partial"}
Wording = Callable[[Language, str, StaffAnswer], str]
"""Words an answer for the founder: their language, their question, the answer."""


@dataclass(frozen=True, slots=True)
class StoredQuestions:
    """The port over the database."""

    database: Database
    clock: Clock
    bell: Bell
    wording: Wording

    async def hand_over(self, question: HandedOver) -> None:
        """Keep a question for staff; the same one twice is one."""
        row = {
            "id": question.id,
            "person": question.person,
            "question": clean(question.question),
            "language": question.language,
            "gist": clean(question.gist),
            "asked_at": question.asked_at,
        }
        person = {
            "person": question.person,
            "channel": question.person.partition(":")[0],
            "language": question.language,
            "created_at": question.asked_at,
        }
        async with self.database.write() as connection:
            await connection.execute(insert(self.database, people).on_conflict_do_nothing(), [person])
            await connection.execute(insert(self.database, handovers).on_conflict_do_nothing(), [row])

    async def find(self, id_: str) -> HandedOver | None:
        """Return a question that was handed over."""
        async with self.database.read() as connection:
            row = (await connection.execute(select(handovers).where(handovers.c.id == id_))).one_or_none()
        return _handed_over(row) if row is not None else None

    async def take(self, id_: str, by: str) -> bool:
        """Mark a question as taken; False when somebody else was faster."""
        free = or_(handovers.c.taken_by.is_(None), handovers.c.taken_by == by)
        statement = update(handovers).where(handovers.c.id == id_, free, handovers.c.answered_at.is_(None))
        async with self.database.write() as connection:
            done = await connection.execute(statement.values(taken_by=by).returning(handovers.c.id))
            return done.first() is not None

    async def unanswered(self) -> Sequence[Unanswered]:
        """Return every question of the last months that was not answered well and is not settled."""
        since = self.clock() - _LOOKED_BACK
        open_ = answers.c.id.not_in(select(settled_questions.c.question_id))
        poor = or_(answers.c.outcome.in_(list(_WHY)), answers.c.good.is_(False))
        asked = (
            select(answers)
            .where(answers.c.asked_at >= since, poor, open_)
            .order_by(answers.c.asked_at.desc())
            .limit(_MOST)
        )
        waiting = select(handovers).where(handovers.c.answered_at.is_(None)).limit(_MOST)
        async with self.database.read() as connection:
            rows = [_of_answer(row) for row in await connection.execute(asked)]
            handed = [_of_handover(row) for row in await connection.execute(waiting)]
        return [*handed, *rows]

    async def answer(self, ids: Sequence[str], answer: StaffAnswer, document: str | None) -> int:
        """Send an answer to everybody who asked one of these questions, and settle them, in one transaction."""
        now = self.clock()
        async with self.database.write() as connection:
            asked = await self._open(connection, ids)
            if not asked:
                return 0
            await self._settle(connection, list(asked), answer.by, document, now)
            done = update(handovers).where(handovers.c.id.in_(list(asked)))
            values = {
                "answered_at": now,
                "answered_by": answer.by,
                "answer": clean(answer.text),
                "source": clean(answer.source),
            }
            await connection.execute(done.values(**values))
            told = dict(asked.values())
            for person, question in sorted(told.items()):
                await self._tell(connection, person, question, answer, now)
        self.bell.ring()
        return len(told)

    async def settle(self, ids: Sequence[str], by: str) -> None:
        """Take questions off the list without an answer."""
        now = self.clock()
        async with self.database.write() as connection:
            await self._settle(connection, ids, by, None, now)
            closed = update(handovers).where(handovers.c.id.in_(ids), handovers.c.answered_at.is_(None))
            await connection.execute(closed.values(answered_at=now, answered_by=by))

    async def _settle(
        self, connection: AsyncConnection, ids: Sequence[str], by: str, document: str | None, now: datetime
    ) -> None:
        rows = [{"question_id": id_, "at": now, "by": by, "document": document} for id_ in ids]
        if rows:
            await connection.execute(insert(self.database, settled_questions).on_conflict_do_nothing(), rows)

    async def _open(self, connection: AsyncConnection, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Return who asked what, of these questions, leaving out those that are settled."""
        done = set(
            await connection.scalars(
                select(settled_questions.c.question_id).where(settled_questions.c.question_id.in_(ids))
            )
        )
        found: dict[str, tuple[str, str]] = {}
        for table in (answers, handovers):
            query = select(table.c.id, table.c.person, table.c.question).where(table.c.id.in_(ids))
            found |= {id_: (person, question) for id_, person, question in await connection.execute(query)}
        return {id_: value for id_, value in found.items() if id_ not in done}

    async def _tell(
        self, connection: AsyncConnection, person: str, question: str, answer: StaffAnswer, now: datetime
    ) -> None:
        """Put the answer into the founder's outbox and into their conversation's context."""
        query = select(people, sessions.c.state, sessions.c.version).outerjoin(
            sessions, sessions.c.person == people.c.person
        )
        row = (await connection.execute(query.where(people.c.person == person))).one_or_none()
        if row is None:
            return
        text = self.wording(row.language or "zh", question, answer)
        await post(connection, [Post.to(row, Reply(text), REPLY, now)])
        if row.state is None:
            return
        session = load_session(row.state)
        session.history += [Exchange("founder", question), Exchange("bot", answer.text)]
        values = {
            "state": dump_session(session),
            "pending": digest(session.pending),
            "version": row.version + 1,
        }
        await connection.execute(
            update(sessions).where(sessions.c.person == person).values(**values, updated_at=now)
        )


def _handed_over(row: Row[Any]) -> HandedOver:
    return HandedOver(
        row.id, row.person, row.question, row.language, row.gist, row.asked_at, row.taken_by, row.answered_by
    )


def _of_answer(row: Row[Any]) -> Unanswered:
    why = _WHY.get(row.outcome, "disliked")
    return Unanswered(row.id, row.person, row.question, row.language, why, row.asked_at)


def _of_handover(row: Row[Any]) -> Unanswered:
    return Unanswered(row.id, row.person, row.question, row.language, "handed_over", row.asked_at)
