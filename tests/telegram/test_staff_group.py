"""The staff group: a topic for each application, buttons for everybody, and each acts as themselves."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.commands.check_room import check_room
from bot.store import Store, open_store
from bot.store.tables import group_topics
from tests.applications.samples import ANSWERS
from tests.applications.talking import Person as Founder
from tests.botapi import BotApi, Chat, Message, Person
from tests.botapi.faults import server_error
from tests.settings import settings_for
from tests.telegram.reviewing import Staffroom, staffroom, who

KINDS_OF_GROUP = ("forum", "supergroup", "group")
PERSONAL = [ANSWERS[field] for field in ("legal_representative", "contact_person", "phone", "email")]


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    async with open_store(database_url, lifetime_s=2) as store:
        yield store


def meeting(api: BotApi, kind: str) -> tuple[Chat, list[Person]]:
    people = [api.person("Rita"), api.person("Ron", "zh-hans"), api.person("Eve")]
    if kind == "group":
        return api.group("Staff", people), people
    group = api.supergroup("Staff", people, topics=["Lunch"] if kind == "forum" else [])
    if kind == "forum":
        api.promote(group)
    return group, people


@pytest.fixture(params=KINDS_OF_GROUP)
async def any_room(request: pytest.FixtureRequest, bot_api: BotApi, store: Store, tmp_path: Path) -> AsyncIterator[Staffroom]:  # fmt: skip
    group, people = meeting(bot_api, request.param)
    async with staffroom(bot_api, store, tmp_path, group, people) as room:
        yield room


@pytest.fixture
async def room(bot_api: BotApi, store: Store, tmp_path: Path) -> AsyncIterator[Staffroom]:
    group, people = meeting(bot_api, "forum")
    async with staffroom(bot_api, store, tmp_path, group, people) as room:
        yield room


async def card(room: Staffroom) -> Message:
    return await room.group.wait_for_message("A new application.")


async def test_each_application_has_a_topic_of_its_own(room: Staffroom) -> None:
    first = await room.submitted()
    one = await card(room)
    second = await room.submitted("terminal:bo", 2)
    two = await card(room)
    names = {topic.thread_id: topic.name for topic in room.group.topics.values()}
    assert one.thread_id is not None
    assert names[one.thread_id] == f"{first.reference} · Qingyang computing voucher"
    assert names[two.thread_id or 0] == f"{second.reference} · Qingyang computing voucher"
    assert await room.toast(room.rita, "Take it on", one) == "It is yours."
    line = await room.group.wait_for_message("Rita has taken it on.")
    assert line.thread_id == one.thread_id
    assert len(room.api.calls_of("createForumTopic")) == 2
    async with room.store.database.read() as connection:
        kept = {row.key: row.thread_id for row in await connection.execute(select(group_topics))}
    assert kept == {first.reference: one.thread_id, second.reference: two.thread_id}


async def test_reviewers_act_in_the_group_and_write_in_private(any_room: Staffroom) -> None:
    room = any_room
    it = await room.submitted()
    assert f"{it.reference} · Qingyang computing voucher" in (await card(room)).text
    assert await room.toast(room.rita, "Take it on") == "It is yours."
    await room.group.wait_for_edit("✓ Take it on · Rita")
    await room.group.wait_for_message("Rita has taken it on.")
    await room.follows(room.rita, "Approve", "How much is granted")
    await room.rita.sends("600000")
    await room.group.wait_for_message("Rita would grant 600,000 yuan")
    assert (
        await room.toast(room.rita, "Confirm")
        == "Somebody else has to look at this one. Please leave it to a colleague."
    )
    assert await room.toast(room.ron, "Confirm") == "完成，已告知申请人。"
    await room.group.wait_for_message("Ron has confirmed it: 600,000 yuan")
    assert (await room.application(it.reference or "")).state == "approved"


async def test_a_decided_application_s_topic_is_closed(room: Staffroom) -> None:
    await room.submitted()
    thread = (await card(room)).thread_id or 0
    await room.toast(room.rita, "Take it on")
    await room.group.wait_for_message("Rita has taken it on.")
    await room.follows(room.rita, "Reject", "Which criterion")
    await room.rita.presses("The least amount")
    await room.rita.wait_for_message("Why")
    await room.rita.sends("Mr Wang's contract is below the floor.")
    await room.rita.wait_for_message("Which criterion")
    await room.rita.presses("Reject with these reasons")
    told = await room.group.wait_for_message("Rita has not approved it: The least amount.")
    assert told.thread_id == thread
    assert "Wang" not in told.text
    await room.api.wait_until(lambda: room.group.topics[thread].closed or None)


async def test_of_two_who_press_at_once_one_acts_and_the_other_is_told(any_room: Staffroom) -> None:
    room = any_room
    await room.submitted()
    shown = await card(room)
    presses = [(person, await person.presses("Take it on", shown, to=room.group)) for person in (room.rita, room.ron)]  # fmt: skip
    told = [str((await person.wait_for_answer(press))["text"]) for person, press in presses]
    assert sorted(told) == ["It is yours.", "已由另一位审核人员受理。请选择其他申请，或请管理员转给您。"]
    await room.group.wait_for_message("has taken it on.")
    assert sum("has taken it on." in text for text in room.group.texts) == 1


async def test_outsiders_in_the_group_are_told_and_nothing_happens(any_room: Staffroom) -> None:
    room = any_room
    it = await room.submitted()
    shown = await card(room)
    before = len(room.group.texts)
    for button in shown.buttons:
        assert await room.toast(room.eve, button.data or "") == "Only the reviewers of this bot can do that."
    after = await room.application(it.reference or "")
    assert after.version == it.version
    assert len(room.group.texts) == before
    assert room.group.of("edit") == []


async def test_an_applicant_can_t_review_their_own_application(room: Staffroom) -> None:
    await room.submitted(who(room.rita))
    await card(room)
    assert await room.toast(room.rita, "Take it on") == (
        "This is your own application: somebody else has to review it. Please leave it to a colleague."
    )  # fmt: skip
    assert await room.toast(room.rita, "Note") == (
        "This is your own application: somebody else has to review it. Please leave it to a colleague."
    )
    assert await room.toast(room.ron, "Take it on") == "已由您受理。"


async def test_a_role_taken_away_ends_in_the_group_at_once(room: Staffroom) -> None:
    await room.submitted()
    await card(room)
    await room.scene.admin("t:admin", lambda desk: desk.revoke(who(room.rita)))
    assert await room.toast(room.rita, "Take it on") == "Only the reviewers of this bot can do that."


async def test_nothing_personal_stands_in_the_group(room: Staffroom) -> None:
    it = await room.submitted()
    await card(room)
    await room.toast(room.rita, "Take it on")
    await room.group.wait_for_message("Rita has taken it on.")
    await room.follows(room.rita, "Note", "Write the note")
    await room.rita.sends(f"Call {ANSWERS['contact_person']} at noon.")
    await room.group.wait_for_message("Rita has added a note.")
    await room.follows(room.rita, "Ask for information", "Choose what")
    await room.rita.presses("Phone")
    await room.rita.chat.wait_for_edit("Choose what")
    await room.rita.sends(f"Is {ANSWERS['phone']} right?")
    await room.group.wait_for_message("Rita has asked the founder for: Phone.")
    said = "\n".join([*room.group.texts, *(topic.name for topic in room.group.topics.values())])
    assert [value for value in PERSONAL if value in said] == []
    full = await room.follows(room.rita, "Open", "Phone:")
    assert [value for value in PERSONAL if value not in full.text] == []
    assert str(it.reference) in full.text


async def test_another_group_gets_nothing(room: Staffroom) -> None:
    await room.submitted()
    await card(room)
    other = room.api.supergroup("Elsewhere", [room.rita], topics=["Any"])
    room.api.promote(other)
    await room.rita.sends("/staff@voucher_test_bot", to=other)
    assert "private chat" in (await other.wait_for_message()).text
    stolen = room.group.said[-1].buttons[0].data or ""
    press = await room.rita.forges(stolen, other.said[-1], to=other)
    assert "expired" in (await room.rita.wait_for_answer(press))["text"]
    assert not any("SQ-" in text for text in other.texts)


async def test_an_admin_is_told_the_number_of_a_group(room: Staffroom) -> None:
    await room.scene.hire(who(room.eve), "admin", "t:admin")
    other = room.api.supergroup("New", [room.eve])
    await room.eve.sends("/staff@voucher_test_bot", to=other)
    await other.wait_for_message(f"has the number {other.id}.")


@pytest.mark.parametrize(("kind", "says"), [
    ("forum", "every application gets one"), ("shut", "may not open any"), ("supergroup", "has no topics"),
    ("gone", "cannot be reached"),
])  # fmt: skip
async def test_the_doctor_looks_at_the_group(bot_api: BotApi, kind: str, says: str, tmp_path: Path) -> None:
    group, _ = meeting(bot_api, "supergroup" if kind == "supergroup" else "forum")
    group.bot_status = {"shut": "member", "gone": "kicked"}.get(kind, group.bot_status)
    settings = settings_for(
        tmp_path,
        telegram_token=bot_api.token,
        telegram_base_url=bot_api.base_url,
        staff_group=str(group.id),
    )
    found = await asyncio.to_thread(lambda: list(check_room(settings)))
    assert [(it.well, says in it.says) for it in found] == [(kind in ("forum", "supergroup"), True)]


async def test_a_group_that_becomes_a_supergroup_stays_the_staff_s(bot_api: BotApi, store: Store, tmp_path: Path) -> None:  # fmt: skip
    group, people = meeting(bot_api, "group")
    async with staffroom(bot_api, store, tmp_path, group, people) as room:
        await room.submitted()
        await card(room)
        room.group = moved = bot_api.migrate(group)
        await bot_api.wait_until_confirmed()
        moved.is_forum = True
        bot_api.promote(moved)
        await room.submitted("terminal:bo", 2)
        shown = await card(room)
        assert shown.thread_id is not None
        assert await room.toast(room.rita, "Take it on") == "It is yours."
        await room.rita.sends("/staff@voucher_test_bot", to=moved)
        assert "2 applications wait" in (await moved.wait_for_message("wait")).text


async def test_a_bot_that_may_not_open_topics_writes_into_the_group(room: Staffroom) -> None:
    room.group.bot_status = "member"
    await room.submitted()
    assert (await card(room)).thread_id is None


async def test_a_topic_is_opened_once_when_its_first_message_is_delayed(room: Staffroom) -> None:
    room.api.fail("sendMessage", server_error(), chat=room.group, times=2)
    await room.submitted()
    assert (await card(room)).thread_id is not None
    assert len(room.api.calls_of("createForumTopic")) == 1


async def test_a_topic_that_is_not_closed_at_once_is_closed_later_and_nothing_is_said_twice(
    room: Staffroom,
) -> None:
    it = await room.submitted()
    thread = (await card(room)).thread_id or 0
    room.api.fail("closeForumTopic", server_error(), times=2)
    await Founder(room.bot, "terminal:amy").forges(f"ap:{it.id}:gone")
    await room.group.wait_for_message("The founder has withdrawn it.")
    await room.api.wait_until(lambda: room.group.topics[thread].closed or None)
    assert sum("has withdrawn it" in text for text in room.group.sent) == 1
