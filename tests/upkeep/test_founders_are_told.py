"""Founders with a draft or a saved verdict hear of a change once, also when the publisher dies before it tells them."""

import asyncio
import json
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.app.telling import Telling, keep_telling
from bot.store.blocking import BlockingDatabase
from bot.store.codec import load_reply
from bot.store.tables import outbox, people, sessions
from bot.store.touched import StoredPeople, Word
from knowledge.upkeep.publishing import Published, Publisher
from tests.upkeep.conftest import NOW, open_publisher, open_releases
from tests.upkeep.library import library, with_rate

FOUNDER, OTHER, ENGLISH = "telegram:1", "telegram:2", "telegram:3"
TOUCHED, SPARED = library()[2], library()[3]
_context = get_context("spawn")


@pytest.fixture
def folder(tmp_path: Path, database_url: str, make_publisher: Callable[[str], Publisher]) -> Path:
    """A published library, and three founders with saved verdicts, two of them on the same programme."""
    desk = make_publisher(database_url)
    database = BlockingDatabase(database_url)
    Telling(desk.releases, StoredPeople(database, NOW)).run()
    verdicts = ((FOUNDER, "zh", TOUCHED.id), (OTHER, "zh", SPARED.id), (ENGLISH, "en", TOUCHED.id))
    with database.write() as connection:
        for person, language, programme in verdicts:
            row = {"person": person, "channel": "telegram", "chat_id": int(person[9:]), "language": language}
            connection.execute(insert(people), [{**row, "created_at": NOW}])
            state = json.dumps({"person": person, "notes": {"verdicts": {programme: "eligible"}}})
            connection.execute(
                insert(sessions), [{"person": person, "state": state, "version": 1, "updated_at": NOW}]
            )
    return tmp_path / "sql"


def publish_and_die(folder: Path, database_url: str, moment: str) -> None:
    """Publish a rate, and die by SIGKILL after the pointer has moved: before the telling, or in the midst of it."""
    desk = open_publisher(folder, open_releases(folder, database_url), database_url)
    desk.desk.accept(with_rate(TOUCHED, 35))

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if moment == "before":
        desk.stage = lambda name: die() if name == "tidy" else None
    desk.publish("ann", "rate")

    class Dying(StoredPeople):
        def tell(self, number: int, documents: object, word: Word) -> int:
            def last_words(language: str, documents: tuple[str, ...]) -> str:
                die()
                return word(language, documents)

            return super().tell(number, (TOUCHED.id,), last_words)

    Telling(desk.releases, Dying(BlockingDatabase(database_url), NOW)).run()


def telling(folder: Path, database_url: str) -> Telling:
    return Telling(open_releases(folder, database_url), StoredPeople(BlockingDatabase(database_url), NOW))


def told(database_url: str) -> dict[str, list[str]]:
    with BlockingDatabase(database_url).read() as connection:
        rows = connection.execute(select(outbox.c.person, outbox.c.payload).order_by(outbox.c.id)).all()
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.person, []).append(load_reply(row.payload).text)
    return found


def test_those_whom_a_publish_touches_are_told_once_in_their_language(
    folder: Path, database_url: str
) -> None:
    desk = open_publisher(folder, open_releases(folder, database_url), database_url)
    desk.people = StoredPeople(BlockingDatabase(database_url), NOW)
    desk.desk.accept(with_rate(TOUCHED, 35))
    done = desk.publish("ann", "rate")
    assert isinstance(done, Published)
    assert done.preview.verdicts == 2
    assert telling(folder, database_url).run(done.release) == 2
    assert telling(folder, database_url).run(done.release) == 0
    heard = told(database_url)
    assert set(heard) == {FOUNDER, ENGLISH}
    assert [len(texts) for texts in heard.values()] == [1, 1]
    assert TOUCHED.short_title in heard[FOUNDER][0]
    assert "知识库有更新" in heard[FOUNDER][0]
    assert "has changed" in heard[ENGLISH][0]


@pytest.mark.parametrize("moment", ["before", "amid"])
def test_a_publisher_that_is_killed_leaves_the_telling_to_the_next_that_looks(
    folder: Path, database_url: str, moment: str
) -> None:
    process = _context.Process(target=publish_and_die, args=(folder, database_url, moment))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert told(database_url) == {}
    replicas = [
        telling(folder if first else folder.parent / "replica", database_url) for first in (True, False)
    ]
    with ThreadPoolExecutor(2) as together:
        list(together.map(lambda replica: replica.run(), replicas))
    telling(folder, database_url).run()
    assert {person: len(texts) for person, texts in told(database_url).items()} == {FOUNDER: 1, ENGLISH: 1}


def test_a_rollback_is_told_too_and_the_first_release_is_not(folder: Path, database_url: str) -> None:
    assert told(database_url) == {}
    desk = open_publisher(folder, open_releases(folder, database_url), database_url)
    desk.desk.accept(with_rate(TOUCHED, 35))
    desk.publish("ann", "rate")
    telling(folder, database_url).run()
    desk.rollback("bob", "a slip")
    telling(folder, database_url).run()
    assert {person: len(texts) for person, texts in told(database_url).items()} == {FOUNDER: 2, ENGLISH: 2}


def test_what_changed_is_still_told_when_the_releases_are_gone(folder: Path, database_url: str) -> None:
    desk = open_publisher(folder, open_releases(folder, database_url), database_url)
    desk.keep = 1
    for rate in (35, 36):
        desk.desk.accept(with_rate(replace(TOUCHED), rate))
        desk.publish("ann", str(rate))
    telling(folder, database_url).run()
    assert all(TOUCHED.id in texts[0] for texts in told(database_url).values())
    assert set(told(database_url)) == {FOUNDER, ENGLISH}


async def test_a_bot_that_starts_tells_what_was_left_untold(folder: Path, database_url: str) -> None:
    process = _context.Process(target=publish_and_die, args=(folder, database_url, "before"))
    process.start()
    process.join()
    job = asyncio.create_task(keep_telling(lambda: telling(folder, database_url)))
    async with asyncio.timeout(20):
        while not told(database_url):  # noqa: ASYNC110 (the job runs in a thread)
            await asyncio.sleep(0.05)
    job.cancel()
    assert set(told(database_url)) == {FOUNDER, ENGLISH}
