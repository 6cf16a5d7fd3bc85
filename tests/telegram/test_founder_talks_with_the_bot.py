from tests.botapi import BotApi
from tests.telegram.conftest import StartBot


async def test_a_founder_gets_an_answer_by_long_polling(bot_api: BotApi, start_bot: StartBot) -> None:
    ann = bot_api.person("Ann")
    await start_bot()
    await ann.sends("hello")
    await ann.wait_for_message("1: hello")


async def test_a_founder_gets_an_answer_by_webhook(bot_api: BotApi, start_bot: StartBot) -> None:
    ann = bot_api.person("Ann")
    await start_bot(webhook=True)
    await ann.sends("hello")
    await ann.wait_for_message("1: hello")
