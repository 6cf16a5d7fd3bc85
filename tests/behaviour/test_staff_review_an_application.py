"""Staff review in the chat: the way in, the card, the questions, the decision."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.store import Store
from bot.store.tables import outbox
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
def amy(bot: Bot) -> Person:
    return Person(bot, "terminal:amy")


@pytest.fixture
def rita(bot: Bot) -> Person:
    return Person(bot, "t:rita")


@pytest.fixture
def ron(bot: Bot) -> Person:
    return Person(bot, "t:ron")


async def opened(reviewer: Person) -> None:
    await reviewer.says("/staff")
    await reviewer.forges(next(id_ for id_ in reviewer.buttons.values() if id_.endswith(":card")))


async def claimed(reviewer: Person) -> None:
    await opened(reviewer)
    await reviewer.presses("Take it on")


async def test_an_invited_person_is_staff_once_an_admin_confirms(bot: Bot) -> None:
    from tests.applications.acting import Scene

    token = await Scene(bot.store).admin("t:admin", lambda desk: desk.invite("reviewer"))
    new, admin = Person(bot, "t:nora"), Person(bot, "t:admin")
    await new.says(f"/start staff_{token}")
    assert "An admin now has to confirm you" in new.text
    await new.says("/staff")
    assert new.replies == ()
    from bot.applications.joining import handle

    await admin.forges(f"hire:{handle('t:nora')}")
    await new.says("/staff")
    assert "Nothing waits" in new.text
    other = Person(bot, "t:eve")
    await other.says(f"/start staff_{token}")
    assert "This invitation is not valid" in other.text


async def test_a_reviewer_grants_what_was_asked(amy: Person, rita: Person, ron: Person) -> None:
    reference = await amy.submits()
    await opened(rita)
    assert reference in rita.text
    assert "✓ Own use · gansu-qingyang-compute-voucher-2024, Amount" in rita.text
    await rita.presses("Take it on")
    await rita.presses("Approve")
    await rita.says("40万")
    assert "approved" in rita.text
    await amy.says("/status")
    assert "Granted: 400,000 yuan" in amy.text


async def test_a_large_grant_waits_for_a_second_reviewer(amy: Person, rita: Person, ron: Person) -> None:
    await amy.submits()
    await claimed(rita)
    await rita.presses("Approve")
    await rita.presses("600,000 yuan")
    assert "being confirmed" in rita.text
    await opened(ron)
    await ron.presses("Confirm")
    await amy.says("/status")
    assert "Granted: 600,000 yuan" in amy.text


async def test_a_founder_answers_what_was_asked_and_nothing_else(amy: Person, rita: Person) -> None:
    await amy.submits()
    await claimed(rita)
    await rita.presses("Ask for information")
    await rita.presses("Phone")
    await rita.presses("The service contract")
    await rita.says("Please give a mobile number and the contract.")
    assert "waiting for the founder's answer" in rita.text
    await amy.says("/status")
    assert "Phone, The service contract" in amy.text
    await amy.says(next(line for line in amy.text.split() if line.startswith("(SQ-")).strip("()"))
    await amy.presses("Go on")
    await amy.says("13900139000")
    assert "The service contract" in amy.text
    await amy.sends("c.pdf", pdf())
    await amy.presses("Send")
    assert "goes on from here" in amy.text
    await opened(rita)
    assert "+8613900139000" in rita.text


async def test_a_rejection_gives_a_reason_by_criterion(amy: Person, rita: Person) -> None:
    reference = await amy.submits()
    await claimed(rita)
    await rita.presses("Reject")
    await rita.presses("The least amount")
    await rita.says("The contract is below the floor.")
    await rita.presses("Reject with these reasons")
    await amy.says(reference)
    assert "The least amount: The contract is below the floor." in amy.text
    assert "What you can do now" in amy.text


async def test_of_two_reviewers_who_press_one_acts_and_the_other_is_told(
    amy: Person, rita: Person, ron: Person
) -> None:
    await amy.submits()
    await opened(rita)
    await opened(ron)
    await rita.presses("Take it on")
    await ron.presses("Take it on")
    assert ron.text.startswith("Another reviewer has this one.")


async def test_nobody_reviews_their_own_application(bot: Bot, rita: Person, ron: Person) -> None:
    await rita.submits()
    await opened(ron)
    claim = ron.buttons["Take it on"]
    await rita.forges(claim)
    assert "This is your own application" in rita.text


async def test_a_note_is_for_staff_alone(amy: Person, rita: Person) -> None:
    await amy.submits()
    await claimed(rita)
    await rita.presses("Note")
    await rita.says("Ask the platform about the price.")
    assert "· Ask the platform about the price." in rita.text
    await amy.says("/status")
    await amy.forges(next(iter(amy.buttons.values())))
    await amy.presses("History")
    assert "platform" not in amy.text


async def test_a_reviewer_gets_the_files(amy: Person, rita: Person) -> None:
    await amy.fills_in()
    await amy.presses("Files")
    await amy.presses("The service contract")
    await amy.sends("c.pdf", pdf())
    await amy.presses("Go on")
    await amy.presses("Submit")
    await opened(rita)
    await rita.presses("Files")
    assert rita.replies[0].document == ("c.pdf", pdf())


async def mail(store: Store) -> dict[str, list[str]]:
    """Return what is on its way, by person."""
    found: dict[str, list[str]] = {}
    async with store.database.read() as connection:
        for row in await connection.execute(select(outbox).order_by(outbox.c.id)):
            found.setdefault(row.person, []).append(json.loads(row.payload)["text"])
    return found


async def test_everybody_hears_of_every_step_in_their_own_language(
    bot: Bot, rita: Person, ron: Person
) -> None:
    li = Person(bot, "terminal:li", language="zh")
    await rita.says("/staff")
    await ron.says("/staff")
    reference = await li.submits()
    await claimed(rita)
    await rita.presses("Approve")
    await rita.says("10000")
    told = await mail(bot.store)
    assert told["t:ron"] == [f"A new application: Qingyang computing voucher, {reference}."]
    assert told["t:rita"] == told["t:ron"]
    assert told["terminal:li"] == [
        f"您的申请 {reference}（庆阳算力券）已有审核人员受理。",
        f"好消息：您的申请 {reference}（庆阳算力券）已获批准，金额10,000元。",
    ]


async def test_where_there_is_a_staff_group_it_is_told_instead(store: Store, tmp_path: Path) -> None:
    bot = Bot(store, tmp_path, group="t:-100")
    await bot.staffed()
    member = Person(bot, "t:-100:rita")
    await member.says("/staff", in_group=True)
    assert "Nothing waits" in member.text
    elsewhere = Person(bot, "t:-200:rita")
    await elsewhere.says("/staff", in_group=True)
    assert "private chat" in elsewhere.text
