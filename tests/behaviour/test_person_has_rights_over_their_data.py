"""What is held on a person is shown to them and erased when they ask."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import Store
from bot.store.application_tables import application_events, applications
from tests.applications.acting import Scene
from tests.applications.samples import pdf
from tests.applications.talking import Bot, Person
from tests.store.conftest import database_url, store

__all__ = ["database_url", "store"]


@pytest.fixture
async def bot(store: Store, tmp_path: Path) -> Bot:
    bot = Bot(store, tmp_path)
    await bot.staffed()
    return bot


@pytest.fixture
async def amy(bot: Bot) -> Person:
    amy = Person(bot, "terminal:amy")
    await amy.fills_in()
    await amy.presses("Files")
    await amy.presses("The service contract")
    await amy.sends("c.pdf", pdf())
    await amy.presses("Go on")
    await amy.presses("Submit")
    return amy


async def everything_in(store: Store) -> str:
    async with store.database.read() as connection:
        rows: list[object] = []
        for table in (
            "people",
            "sessions",
            "answers",
            "applications",
            "application_events",
            "application_members",
        ):
            rows += (await connection.execute(text(f"SELECT * FROM {table}"))).all()
    return str(rows)


async def test_a_person_sees_all_that_is_held_on_them(amy: Person) -> None:
    await amy.says("/my_data")
    document = amy.replies[0].document
    assert document is not None
    archive = zipfile.ZipFile(io.BytesIO(document[1]))
    held = json.loads(archive.read("my-data.json"))
    assert held["applications"][0]["answers"]["phone"] == "+8613800138000"
    assert held["applications"][0]["history"][0]["what"] == "start"
    assert [archive.read(name) for name in archive.namelist() if name.startswith("files/")] == [pdf()]


async def test_a_person_is_erased_and_told_what_is_kept(bot: Bot, amy: Person) -> None:
    await amy.says("/delete_me")
    assert "Your open application is withdrawn first" in amy.text
    assert "kept for up to 10 years" in amy.text
    await amy.presses("Yes, delete everything")
    assert "everything about you is deleted" in amy.text
    assert "the record of 1 application" in amy.text
    left = await everything_in(bot.store)
    for personal in ("terminal:amy", "13800138000", "李梅", "王建国", "limei"):
        assert personal not in left
    async with bot.store.database.read() as connection:
        row = (await connection.execute(applications.select())).one()
    assert (row.state, row.company) == ("withdrawn", "庆阳星算科技有限公司")


async def test_the_history_still_holds_after_an_erasure(bot: Bot, amy: Person) -> None:
    from bot.store.integrity import broken_histories

    await amy.says("/delete_me")
    await amy.presses("Yes, delete everything")
    assert await broken_histories(bot.store.database) == []
    async with bot.store.database.write() as connection:
        await connection.execute(
            application_events.update().where(application_events.c.number == 3).values(actor="x")
        )
    assert len(await broken_histories(bot.store.database)) == 1


async def test_staff_are_not_erased_while_they_are_staff(bot: Bot) -> None:
    rita = Person(bot, "t:rita")
    await rita.says("/delete_me")
    await rita.presses("Yes, delete everything")
    assert "ask an admin to end that first" in rita.text
    await Scene(bot.store).admin("t:admin", lambda desk: desk.revoke("t:rita"))
    await rita.forges("erase:sure")
    assert "deleted" in rita.text
