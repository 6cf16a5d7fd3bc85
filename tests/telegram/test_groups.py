"""In groups the bot speaks when it is spoken to, in the right topic, and knows nothing private."""

from tests.botapi import BotApi, Person
from tests.telegram.shared import SHARED

pytestmark = SHARED


async def test_in_a_group_the_bot_answers_only_when_it_is_addressed(api: BotApi, ann: Person) -> None:
    group = api.group("Founders", [ann])
    await ann.sends("lunch?", to=group)
    await ann.sends("@voucher_test_bot, what is it", to=group)
    answer = await group.wait_for_message("1: what is it (group)")
    assert answer.reply_to is not None
    await ann.sends("and more?", to=group, reply_to=answer)
    await group.wait_for_message("2: and more? (group)")
    await ann.sends("/ask@voucher_test_bot the rate", to=group)
    await group.wait_for_message("3: /ask the rate (group)")
    await ann.sends("/ask@other_bot the rate", to=group)
    await ann.sends("/help", to=group)
    await group.wait_for_message("4: /help (group)")
    assert len(group.texts) == 4


async def test_the_answer_stands_in_the_topic_of_the_question(api: BotApi, ann: Person) -> None:
    forum = api.supergroup("Forum", [ann], topics=["Beijing", "Shanghai"])
    topic = api.topic(forum, "Shanghai")
    await ann.sends("nobody is asked here", to=forum, topic=topic)
    await ann.sends("@voucher_test_bot hello", to=forum, topic=topic)
    answer = await forum.wait_for_message("1: hello (group)")
    assert answer.thread_id == topic.thread_id
    assert len(forum.texts) == 1


async def test_a_group_learns_nothing_that_was_said_in_private(api: BotApi, ann: Person) -> None:
    group = api.group("Founders", [ann])
    await ann.sends("facts revenue 5")
    await ann.wait_for_message("I know: revenue 5")
    await ann.sends("@voucher_test_bot known", to=group)
    await group.wait_for_message("I know: None")


async def test_only_the_one_who_asked_can_press_the_buttons(api: BotApi, ann: Person) -> None:
    bo = api.person("Bo", "zh-hans")
    group = api.group("Founders", [ann, bo])
    await ann.sends("@voucher_test_bot ask which", to=group)
    await group.wait_for_message("Which city?")
    press = await bo.presses("Beijing", to=group)
    assert "提问的那位" in (await bo.wait_for_answer(press))["text"]
    await ann.presses("Beijing", to=group)
    await group.wait_for_edit("You chose city:bj")


async def test_a_group_that_becomes_a_supergroup_is_followed(api: BotApi, ann: Person) -> None:
    group = api.group("Founders", [ann])
    await ann.sends("@voucher_test_bot slow 0.7", to=group)
    moved = api.migrate(group)
    await moved.wait_for_message("1: slow 0.7 (group)")
    await ann.sends("@voucher_test_bot hello", to=moved)
    await moved.wait_for_message("hello (group)")


async def test_a_group_that_takes_the_bot_in_is_greeted_once(api: BotApi, ann: Person) -> None:
    group = api.group("Founders", [ann])
    await ann.removes_bot(group)
    await ann.adds_bot(group)
    greeting = await group.wait_for_message("@voucher_test_bot")
    assert greeting.reply_to is None
    await ann.makes_bot(group, "administrator")
    await ann.sends("@voucher_test_bot hello", to=group)
    await group.wait_for_message("1: hello (group)")
    assert len(group.texts) == 2


async def test_a_group_where_the_bot_may_not_write_gets_its_answer_when_it_may(
    api: BotApi, ann: Person
) -> None:
    group = api.group("Founders", [ann])
    await ann.makes_bot(group, "restricted")
    await ann.sends("hello")
    await ann.wait_for_message("1: hello")
    await ann.sends("@voucher_test_bot slow 0.1", to=group)
    await ann.sends("hello again")
    await ann.wait_for_message("2: hello again")
    assert group.texts == []
    await ann.makes_bot(group, "member")
    await group.wait_for_message("1: slow 0.1 (group)")
    assert len(group.texts) == 1


async def test_a_group_that_shuts_the_bot_out_does_no_harm(api: BotApi, ann: Person) -> None:
    group = api.group("Founders", [ann])
    await ann.sends("@voucher_test_bot slow 0.3", to=group)
    await ann.removes_bot(group)
    await ann.sends("hello")
    await ann.wait_for_message("1: hello")
    await ann.adds_bot(group)
    await group.wait_for_message("1: slow 0.3 (group)")
