"""What happens without anybody asking: reminders by day, retention, and what stays."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from bot.applications.application import Application
from bot.applications.rules import Rules
from bot.dialogue.notices import Notices
from bot.store import Store
from bot.store.application_tables import actors, application_events, applications, seals
from bot.store.codec import load_reply
from bot.store.daily import Upkeep
from bot.store.integrity import broken_files, broken_seals, check
from bot.store.tables import outbox
from tests.applications.acting import Scene, done
from tests.applications.samples import NOW, pdf
from tests.applications.talking import Bot, Person


@pytest.fixture
def bot(store: Store, tmp_path: Path) -> Bot:
    return Bot(store, tmp_path)


def upkeep(bot: Bot) -> Upkeep:
    return Upkeep(bot.store, bot.blobs, Rules(), Notices("en"))


async def mail(store: Store) -> list[str]:
    async with store.database.read() as connection:
        return list(await connection.scalars(select(outbox.c.payload).order_by(outbox.c.id)))


async def draft(bot: Bot, person: str = "terminal:amy") -> Person:
    amy = Person(bot, person)
    await amy.fills_in()
    return amy


async def test_an_idle_draft_is_remembered_once_and_by_day(bot: Bot) -> None:
    await draft(bot)
    job, night = upkeep(bot), NOW + timedelta(days=3, hours=14)
    assert await job.remind(NOW + timedelta(days=2)) == 0
    assert await job.remind(night) == 0
    assert await job.remind(night + timedelta(hours=10)) == 1
    assert await job.remind(night + timedelta(hours=11)) == 0
    (reminder,) = map(load_reply, await mail(bot.store))
    assert "is waiting for you" in reminder.text
    assert [choice.id.rpartition(":")[2] for choice in reminder.choices] == ["go", "quiet"]


async def test_the_closing_of_the_window_is_announced_and_can_be_switched_off(bot: Bot) -> None:
    amy = await draft(bot)
    job = upkeep(bot)
    week_before = datetime(2026, 12, 25, 10, tzinfo=Rules().zone)
    assert await job.remind(week_before) == 1
    assert "2026-12-31" in (await mail(bot.store))[-1]
    id_ = amy.buttons["Submit"].split(":")[1]
    await amy.forges(f"ap:{id_}:quiet")
    assert "No more reminders" in amy.text
    assert await job.remind(week_before + timedelta(days=4)) == 0


async def test_a_draft_that_nobody_comes_back_to_is_closed_and_emptied(bot: Bot) -> None:
    amy = await draft(bot)
    await amy.presses("Files")
    await amy.presses("The service contract")
    await amy.sends("c.pdf", pdf())
    result = await upkeep(bot).run(NOW + timedelta(days=181))
    assert (result.expired, result.erased) == (1, 1)
    async with bot.store.database.read() as connection:
        row = (await connection.execute(select(applications))).one()
        people = (await connection.scalars(select(actors.c.person).where(actors.c.person.is_not(None)))).all()
    assert (row.state, row.owner, row.company) == ("withdrawn", "", None)
    assert "13800138000" not in row.body
    assert set(people) <= {"system"}
    assert await check(bot.store.database, bot.blobs) == []


async def test_what_was_granted_is_kept_as_long_as_the_law_on_records_wants(bot: Bot) -> None:
    await bot.staffed()
    scene = Scene(bot.store)
    id_ = (await scene.submitted("t:amy", 1)).id
    done(await scene.reviewer("t:rita", lambda d: d.approve(id_, Decimal(1))))
    job = upkeep(bot)
    assert (await job.run(NOW + timedelta(days=3649))).erased == 0
    assert (await job.run(NOW + timedelta(days=3651))).erased == 1
    kept = await scene.reviewer("t:rita", lambda d: d.show(id_))
    assert isinstance(kept, Application)
    assert set(kept.answers) == {"company_name", "credit_code", "requested_cny", "period_start", "period_end"}
    assert kept.granted_cny == Decimal(1)


async def test_a_file_that_nothing_names_goes_after_a_day(bot: Bot) -> None:
    sha = await bot.blobs.put(b"left behind")
    real_now = datetime.now(tz=Rules().zone)
    assert (await upkeep(bot).run(real_now)).files_removed == 0
    assert (await upkeep(bot).run(real_now + timedelta(days=2))).files_removed == 1
    assert await bot.blobs.get(sha) is None


async def test_tampering_with_files_histories_and_seals_shows(bot: Bot) -> None:
    amy = await draft(bot)
    await amy.presses("Files")
    await amy.presses("The service contract")
    await amy.sends("c.pdf", pdf())
    await upkeep(bot).run(NOW + timedelta(hours=2))
    assert await check(bot.store.database, bot.blobs) == []
    stored = next(path for path in (bot.folder / "files").rglob("*") if path.is_file())
    stored.write_bytes(b"%PDF changed")
    assert len(await broken_files(bot.store.database, bot.blobs)) == 1
    async with bot.store.database.write() as connection:
        assert await connection.scalar(select(func.count()).select_from(seals)) == 1
        last = await connection.scalar(select(func.max(application_events.c.number)))
        kept = (
            await connection.execute(
                select(application_events).where(application_events.c.number == last - 1)
            )
        ).one()
        await connection.execute(delete(application_events).where(application_events.c.number == last))
        await connection.execute(update(applications).values(version=last - 1, head=kept.hash))
    found = [finding.sentence for finding in await check(bot.store.database, bot.blobs)]
    assert any("not those that were sealed" in sentence for sentence in found)
    assert len(await broken_seals(bot.store.database)) == 1
