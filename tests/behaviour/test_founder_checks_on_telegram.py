"""The pre-check as it is deployed: buttons and typed answers over HTTP, the bot killed and started in the middle."""

from pathlib import Path

from tests.behaviour.serving import crashing
from tests.botapi import BotApi
from tests.botapi.fixtures import bot_api

__all__ = ["bot_api"]


async def test_a_founder_is_interviewed_across_a_crash_and_gets_the_result_as_a_file(
    bot_api: BotApi, own_data_dir: Path
) -> None:
    li = bot_api.person("Li", "zh-hans")
    await li.sends("我们是庆阳的公司，租GPU，机房在庆阳，合同180万")
    async with crashing(bot_api, own_data_dir):
        understood = await li.wait_for_message("我的理解", timeout_s=60)
        assert "1,800,000元" in understood.text
        await li.presses("没错", understood)
        asked = await li.wait_for_message("独立法人", timeout_s=30)
    await li.presses("是", asked)
    async with crashing(bot_api, own_data_dir):
        project = await li.wait_for_message("科研项目", timeout_s=60)
        await li.sends("庆阳算力券最高多少？")
        await li.wait_for_message("依据", timeout_s=30)
        await li.sends("没有")
        await li.wait_for_message("已获批", timeout_s=30)
    await li.sends("没有")
    async with crashing(bot_api, own_data_dir):
        result = await li.wait_for_message("✓ 庆阳算力券：符合条件", timeout_s=60)
        assert "540,000元" in result.text
        assert project.text != result.text
        await li.presses("生成文件", result)
        await li.wait_for_message("PDF", timeout_s=30)


async def test_a_founder_is_interviewed_in_english(bot_api: BotApi, own_data_dir: Path) -> None:
    ann = bot_api.person("Ann", "en")
    await ann.sends("/check Qingyang")
    async with crashing(bot_api, own_data_dir):
        place = await ann.wait_for_message("data centre", timeout_s=60)
        await ann.presses("Qingyang, Gansu", place)
    async with crashing(bot_api, own_data_dir):
        for words, said in (
            ("kind of organisation", "company"), ("legal-person", "yes"), ("What do you buy", "GPU"),
            ("value of the contract", "1.8m"), ("granted", "nothing"),
        ):  # fmt: skip
            await ann.wait_for_message(words, timeout_s=60)
            await ann.sends(said)
        assert "540,000 yuan" in (await ann.wait_for_message("✓ Qingyang", timeout_s=30)).text
