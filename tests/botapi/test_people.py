"""What people do, and what the bot sees of it."""

import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken

from tests.botapi import BotApi
from tests.botapi.clients import keyboard, received


async def test_a_bot_cannot_begin_and_cannot_reach_who_blocked_it(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann")
    with pytest.raises(Forbidden, match="initiate"):
        await ptb.send_message(ann.id, "hi")
    await ann.sends("/start")
    await ann.blocks()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await ptb.send_message(ann.id, "hi")
    await ann.returns()
    await ptb.send_message(ann.id, "welcome back")
    changes = [update.my_chat_member for update in await received(ptb) if update.my_chat_member]
    assert [change.new_chat_member.status for change in changes] == ["kicked", "member"]


async def test_all_kinds_of_messages_arrive(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann")
    await ann.sends_photo(caption="look")
    await ann.sends_voice()
    await ann.sends_sticker()
    await ann.sends_contact()
    await ann.sends_location()
    await ann.sends_file("clip.mp4", b"movie", "video/mp4", kind="video")
    album = await ann.sends_album([("a.pdf", b"a"), ("b.pdf", b"b")], caption="both")
    messages = [update.message for update in await received(ptb) if update.message]
    seen = [message.effective_attachment is not None for message in messages]
    assert seen == [True] * 8
    groups = {message.media_group_id for message in messages if message.document}
    assert groups == {album[0].raw["media_group_id"]}
    assert [message.caption for message in messages if message.document] == ["both", None]


async def test_a_file_is_downloaded_within_the_hour(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann")
    await ann.sends_file("合同.pdf", b"%PDF contract", caption="for you")
    (update,) = await received(ptb)
    assert update.message is not None
    assert update.message.document is not None
    assert update.message.document.file_name == "合同.pdf"
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"%PDF contract"
    bot_api.clock.advance(3601)
    with pytest.raises(InvalidToken, match="Not Found"):
        await file.download_as_bytearray()


async def test_a_file_can_be_too_big(bot_api: BotApi, ptb: Bot) -> None:
    await bot_api.person("Ann").sends_file("big.pdf", b"x", size=21 * 1024 * 1024)
    (update,) = await received(ptb)
    assert update.message is not None
    assert update.message.document is not None
    with pytest.raises(BadRequest, match="too big"):
        await update.message.document.get_file()


async def test_a_file_comes_from_the_bot_and_goes_again_by_its_id(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann", started=True)
    sent = await ptb.send_document(
        ann.id, b"name,amount", filename="申请.csv", caption="<b>Here</b>", parse_mode="HTML"
    )
    assert sent.document is not None
    await ptb.send_document(ann.id, sent.document.file_id)
    first, second = ann.chat.said
    assert first.file == second.file == b"name,amount"
    assert (first.text, first.raw["document"]["file_name"]) == ("Here", "申请.csv")


async def test_pressing_needs_a_button_and_a_forged_press_does_not(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann", started=True)
    sent = await ptb.send_message(ann.id, "Well?", reply_markup=keyboard("Yes"))
    with pytest.raises(LookupError):
        await ann.presses("Perhaps")
    await ann.forges("rm -rf")
    await ptb.delete_message(ann.id, sent.message_id)
    await ann.forges("yes", on=ann.chat.messages[sent.message_id])
    queries = [update.callback_query for update in await received(ptb) if update.callback_query]
    assert [query.data for query in queries] == ["rm -rf", "yes"]
    assert [query.message.is_accessible for query in queries if query.message] == [True, False]
    with pytest.raises(BadRequest, match="uery is too old"):
        await ptb.answer_callback_query("0")
    bot_api.clock.advance(151)
    with pytest.raises(BadRequest, match="uery is too old"):
        await queries[0].answer()


async def test_an_old_keyboard_can_still_be_pressed(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann", started=True)
    for text in ("First?", "Second?"):
        await ptb.send_message(ann.id, text, reply_markup=keyboard("Yes"))
    first = await ann.wait_for_message("First")
    await ann.presses("Yes", on=first)
    (update,) = await received(ptb)
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert update.callback_query.message.message_id == first.id


async def test_edits_keep_what_was_said_before(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann", started=True)
    sent = await ptb.send_message(ann.id, "one", reply_markup=keyboard("Yes"))
    await sent.edit_reply_markup(InlineKeyboardMarkup([]))
    with pytest.raises(BadRequest, match="not modified"):
        await sent.edit_reply_markup(None)
    await sent.edit_text("two")
    (message,) = ann.chat.said
    assert (message.text, [version["text"] for version in message.versions]) == ("two", ["one", "one"])
    assert [event.kind for event in ann.chat.events] == ["message", "edit", "edit"]
    theirs = await ann.sends("mine")
    with pytest.raises(BadRequest, match="can't be edited"):
        await ptb.edit_message_text("yours", ann.id, theirs.id)
    await sent.delete()
    with pytest.raises(BadRequest, match="essage to edit not found"):
        await sent.edit_text("three")


async def test_drafts_and_actions_are_seen(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann", started=True)
    await ptb.send_chat_action(ann.id, "typing")
    await ptb.send_message_draft(ann.id, 7, "half an ans")
    await ptb.send_message(ann.id, "half an answer is enough")
    assert (await ann.chat.wait_for_event("action")).raw["action"] == "typing"
    assert (await ann.chat.wait_for_event("draft")).raw["text"] == "half an ans"
    assert [event.kind for event in ann.chat.events] == ["action", "draft", "message"]
    group = bot_api.group("Founders", [ann])
    with pytest.raises(BadRequest):
        await ptb.send_message_draft(group.id, 7, "x")
    assert bot_api.take_violations("parameters")


async def test_people_see_the_commands_of_their_language_and_scope(bot_api: BotApi, ptb: Bot) -> None:
    ann, li = bot_api.person("Ann", "en"), bot_api.person("Li", "zh")
    scope = BotCommandScopeAllPrivateChats()
    await ptb.set_my_commands([BotCommand("start", "Begin")])
    await ptb.set_my_commands([BotCommand("check", "Check")], scope=scope)
    await ptb.set_my_commands([BotCommand("ask", "问")], scope=scope, language_code="zh")
    assert (ann.commands, li.commands) == (["check"], ["ask"])
    assert [command.command for command in await ptb.get_my_commands(language_code="zh")] == []
    assert [
        command.description for command in await ptb.get_my_commands(scope=scope, language_code="zh")
    ] == ["问"]


async def test_an_answer_quotes_what_it_answers(bot_api: BotApi, ptb: Bot) -> None:
    ann = bot_api.person("Ann")
    question = await ann.sends("how much is it?", age_s=600)
    (update,) = await received(ptb)
    assert update.message is not None
    assert bot_api.clock.now() - update.message.date.timestamp() > 599
    await update.message.reply_text("much", do_quote=True)
    assert (await ann.wait_for_message()).reply_to == question.id
    await ptb.set_message_reaction(ann.id, question.id, "👍")
    assert (await ann.chat.wait_for_event("reaction")).message is question
