"""Hands out turns: one at a time for a person, many people at once."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

from bot.dialogue.messages import Incoming
from bot.store.clock import Clock
from bot.store.committing import Committing
from bot.store.database import Database
from bot.store.gathering import Gathering, Writer
from bot.store.loading import Loading
from bot.store.outbox import Outbox
from bot.store.turn import Joint, StoredTurn

Watcher = Callable[[str], None]


class Turns:
    """The port through which `conversation` reaches the store. No transaction is open while a turn is."""

    def __init__(self, database: Database, writer: Writer, clock: Clock, outbox: Outbox) -> None:
        self._database = database
        self._load = Gathering(Loading(database))
        committing = Committing(database, clock)
        self._commit = writer.kind(committing.write)
        outbox.written_by.append(committing.write)
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}
        self._watchers: dict[tuple[str, str], Watcher] = {}
        self._in_hand: dict[str, asyncio.Event] = {}
        self._joint: dict[tuple[str, str], Joint] = {}

    @asynccontextmanager
    async def take(self, incoming: Incoming) -> AsyncIterator[StoredTurn]:
        """Open the person's turn, waiting for one that is under way in this process."""
        self.hurry(incoming.person)
        async with self._alone(incoming.person):
            stop = self._in_hand[incoming.person] = asyncio.Event()
            start = await self._load(incoming)
            key = (incoming.channel, incoming.update_id)
            watcher, joint = self._watchers.get(key), self._joint.get(key)
            if joint is not None:
                joint.at = incoming.update_id
            try:
                yield StoredTurn(incoming, start, self._database, self._save, watcher, joint, stop=stop)
            finally:
                del self._in_hand[incoming.person]

    def hurry(self, person: str) -> None:
        """Let the turn that a person has in hand end soon: they have written again."""
        if person in self._in_hand:
            self._in_hand[person].set()

    @contextmanager
    def watch(self, channel: str, update_id: str, watcher: Watcher) -> Iterator[None]:
        """Have `watcher` called with every draft of the answer to one message."""
        self._watchers[channel, update_id] = watcher
        try:
            yield
        finally:
            del self._watchers[channel, update_id]

    @contextmanager
    def answered_together(self, channel: str, update_ids: Sequence[str]) -> Iterator[None]:
        """Have several messages answered by one reply, to the last of them."""
        keys = [(channel, update_id) for update_id in update_ids]
        self._joint |= dict.fromkeys(keys, Joint(update_ids[-1]))
        try:
            yield
        finally:
            for key in keys:
                del self._joint[key]

    async def _save(self, turn: StoredTurn) -> None:
        await self._commit(turn)

    @asynccontextmanager
    async def _alone(self, person: str) -> AsyncIterator[None]:
        lock, waiting = self._locks.get(person, (asyncio.Lock(), 0))
        self._locks[person] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks[person]
            if waiting == 1:
                del self._locks[person]
            else:
                self._locks[person] = (lock, waiting - 1)
