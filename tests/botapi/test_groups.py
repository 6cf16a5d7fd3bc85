"""Groups, supergroups and topics, and what the bot hears there."""

import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.botapi import BotApi, Message
from tests.botapi.clients import received


async def test_a_group_with_topics_keeps_them_apart(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann")
    forum = bot_api.supergroup("Founders", [ann], topics=["Money", "Rules"])
    rules = bot_api.topic(forum, "Rules")
    await ann.sends("@voucher_test_bot when?", to=forum, topic=rules)
    (update,) = await received(ptb)
    assert update.message is not None
    assert update.message.is_topic_message
    await ptb.send_message(forum.id, "Soon", message_thread_id=update.message.message_thread_id)
    assert (await forum.wait_for_message()).thread_id == rules.thread_id
    with pytest.raises(BadRequest, match=r"(?i)not enough rights"):
        await ptb.create_forum_topic(forum.id, "News")
    bot_api.promote(forum)
    opened = await ptb.create_forum_topic(forum.id, "News")
    await ptb.close_forum_topic(forum.id, opened.message_thread_id)
    with pytest.raises(BadRequest, match=r"(?i)topic_not_modified"):
        await ptb.close_forum_topic(forum.id, opened.message_thread_id)
    with pytest.raises(BadRequest, match="closed"):
        await ptb.send_message(forum.id, "x", message_thread_id=opened.message_thread_id)
    with pytest.raises(BadRequest, match="thread not found"):
        await ptb.send_message(forum.id, "x", message_thread_id=9999)


async def test_a_group_without_topics_takes_none(bot_api: BotApi, ptb: Bot) -> None:
    group = bot_api.supergroup("Founders", [bot_api.person("Ann")])
    bot_api.promote(group)
    with pytest.raises(BadRequest, match="not a forum"):
        await ptb.create_forum_topic(group.id, "News")


async def test_a_thread_in_a_plain_supergroup_is_no_topic(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann")
    room = bot_api.supergroup("Founders", [ann])
    first = await ann.sends("first", to=room)
    await ann.sends("second", to=room, reply_to=first)
    message = (await received(ptb))[-1].message
    assert message is not None
    assert (message.message_thread_id, message.is_topic_message) == (first.id, None)
    with pytest.raises(BadRequest, match="thread not found"):
        await ptb.send_message(room.id, "x", message_thread_id=message.message_thread_id)


async def test_a_group_becomes_a_supergroup(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann")
    group = bot_api.group("Founders", [ann])
    await ptb.send_message(group.id, "before")
    room = bot_api.migrate(group)
    with pytest.raises(ChatMigrated) as caught:
        await ptb.send_message(group.id, "after")
    assert caught.value.new_chat_id == room.id
    messages = [update.message for update in await received(ptb) if update.message]
    assert [message.migrate_to_chat_id for message in messages] == [room.id, None]
    assert [message.migrate_from_chat_id for message in messages] == [None, group.id]
    await ptb.send_message(room.id, "after")


async def test_a_bot_with_privacy_hears_only_what_is_meant_for_it() -> None:
    async with BotApi(reads_all=False) as api, Bot(api.token, base_url=api.base_url) as ptb:
        ann = api.person("Ann")
        group = api.group("Founders", [ann])
        await ptb.send_message(group.id, "ask me")
        mine: Message = group.said[0]
        await ann.sends("nobody hears this", to=group)
        await ann.sends("/help", to=group)
        await ann.sends("@voucher_test_bot hi", to=group)
        await ann.sends("an answer", to=group, reply_to=mine)
        assert [update.message.text for update in await received(ptb) if update.message] == [
            "/help",
            "@voucher_test_bot hi",
            "an answer",
        ]
        assert api.violations == []


async def test_a_bot_that_left_a_group_hears_nothing_more(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann")
    group = bot_api.group("Founders", [ann])
    assert (await ptb.get_chat_member(group.id, ann.id)).status == "creator"
    await ptb.leave_chat(group.id)
    await ann.sends("hello?", to=group)
    assert [update.my_chat_member is not None for update in await received(ptb)] == [True]
    with pytest.raises(Forbidden, match="kicked"):
        await ptb.send_message(group.id, "x")
    await ann.adds_bot(group)
    await ptb.send_message(group.id, "back")
