"""Calls that arrive while others are under way share one query or one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database

Item = TypeVar("Item")
Result = TypeVar("Result")
Results = Sequence[Result | Exception]
_MOST_AT_ONCE = 128


class Gathering(Generic[Item, Result]):
    """Runs single calls in batches: the first goes at once, those that come meanwhile go together.

    `run` returns one result or exception for each item. When a batch of several fails as a whole its items
    are run one by one, so that one bad item does not take the others with it.
    """

    def __init__(self, run: Callable[[Sequence[Item]], Awaitable[Results[Result]]]) -> None:
        self._run = run
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._task: asyncio.Task[None] | None = None

    async def __call__(self, item: Item) -> Result:
        """Run one item with whatever else is waiting."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._task is None:
            self._task = asyncio.create_task(self._drain())
        return await future

    async def _drain(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:_MOST_AT_ONCE], self._waiting[_MOST_AT_ONCE:]
                await self._settle(batch)
        finally:
            self._task = None

    async def _settle(self, batch: list[tuple[Item, asyncio.Future[Result]]]) -> None:
        try:
            results = await self._run([item for item, _ in batch])
        except Exception as error:  # noqa: BLE001 (it is handed to the callers)
            if len(batch) > 1:
                for single in batch:
                    await self._settle([single])
                return
            results = [error]
        except asyncio.CancelledError:
            for _, future in batch:
                future.cancel()
            raise
        for (_, future), result in zip(batch, results, strict=True):
            _hand_over(future, result)


Write = Callable[[AsyncConnection, Sequence[Any]], Awaitable[Results[Any]]]
Follower = tuple[Write, Callable[[AsyncConnection], Awaitable[Any]], Callable[[Any], None]]


class Writer:
    """The one writer of this process: all that waits to be written goes into one transaction.

    A commit waits for the disk, so that many small changes cost little more than one. They are written in
    the order in which their kinds came.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._run = Gathering(self._write_all)
        self._lasting: set[Write] = set()
        self._followers: list[Follower] = []

    def follow(
        self,
        after: Write,
        work: Callable[[AsyncConnection], Awaitable[Result]],
        done: Callable[[Result], None],
    ) -> None:
        """Do `work` in every transaction in which `after` was written, and call `done` when it is committed."""
        self._followers.append((after, work, done))

    def kind(
        self,
        write: Callable[[AsyncConnection, Sequence[Item]], Awaitable[Results[Result]]],
        *,
        lasting: bool = True,
    ) -> Callable[[Item], Awaitable[Result]]:
        """Return a call that has one item written with whatever else is waiting.

        What is not `lasting`, such as who holds a lane, may be lost in a power failure.
        """
        if lasting:
            self._lasting.add(write)

        async def call(item: Item) -> Result:
            result: Result = await self._run((write, item))
            return result

        return call

    async def _write_all(self, batch: Sequence[tuple[Write, Any]]) -> Results[Any]:
        kinds: dict[Write, list[int]] = {}
        for position, (write, _) in enumerate(batch):
            kinds.setdefault(write, []).append(position)
        followers = [follower for follower in self._followers if follower[0] in kinds]

        async def work(connection: AsyncConnection) -> tuple[Results[Any], list[Any]]:
            results: list[Any] = [None] * len(batch)
            for write, positions in kinds.items():
                found = await write(connection, [batch[position][1] for position in positions])
                for position, result in zip(positions, found, strict=True):
                    results[position] = result
            return results, [await then(connection) for _, then, _ in followers]

        results, more = await self._database.transact(work, lasting=not self._lasting.isdisjoint(kinds))
        for (_, _, done), result in zip(followers, more, strict=True):
            done(result)
        return results


def _hand_over(future: asyncio.Future[Result], result: Result | Exception) -> None:
    if future.done():
        return
    if isinstance(result, Exception):
        future.set_exception(result)
    else:
        future.set_result(result)
