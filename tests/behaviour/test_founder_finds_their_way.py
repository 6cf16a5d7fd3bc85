"""Commands, languages and whatever people send that is no question."""

import pytest

from bot.store import Store
from tests.behaviour.founder import Bot, Founder


async def session_of(store: Store, founder: Founder) -> dict[str, object]:
    from sqlalchemy import select

    from bot.store.tables import sessions

    async with store.database.read() as connection:
        row = (await connection.execute(select(sessions).where(sessions.c.person == founder.name))).one()
    return dict(row._mapping)


async def test_the_bot_speaks_the_language_that_a_person_writes(founder: Founder) -> None:
    await founder.says("How much does the Qingyang voucher pay?")
    assert "Ask in your own words" in await founder.says("/help")
    await founder.says("庆阳算力券最高多少？")
    assert "直接用自己的话提问" in await founder.says("/help")


async def test_a_chosen_language_stays_but_a_question_is_answered_in_its_own(founder: Founder) -> None:
    await founder.says("/language")
    await founder.presses("English")
    assert "200万元" in await founder.says("庆阳算力券最高多少？")
    assert "Ask in your own words" in await founder.says("/help")
    assert "中文" in await founder.says("/language zh")
    assert "/language en" in await founder.says("/language klingon")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("帮助", "/privacy"),
        ("English please", "English it is"),
        ("来源", "还没有"),
        ("人工", "问题"),
        ("隐私", "保存"),
    ],
)
async def test_commands_can_be_said_in_words(founder: Founder, words: str, answer: str) -> None:
    founder.language = "zh"
    assert answer in await founder.says(words)


async def test_after_a_reset_nothing_is_known(founder: Founder) -> None:
    await founder.says("What is the cap?")
    await founder.presses("Qingyang")
    await founder.says("/reset")
    assert "city" in await founder.says("What is the cap?")
    await founder.says("/reset")
    assert "not given an answer" in await founder.says("/sources")


@pytest.mark.parametrize("medium", ["photo", "voice", "sticker", "contact", "location", "other"])
async def test_what_cannot_be_read_is_told_kindly(founder: Founder, medium: str) -> None:
    founder.language = "en"
    said = await founder.sends(medium=medium)
    assert "write" in said or "type" in said


async def test_an_unknown_command_a_dead_button_and_a_bare_number_are_explained(founder: Founder) -> None:
    founder.language = "en"
    assert "/help" in await founder.says("/frobnicate")
    assert "earlier step" in await founder.sends(medium="choice", choice="gone:1")
    assert "in words" in await founder.says("3")
    assert await founder.says("/ask")
    assert "30%" in await founder.says("/ask How much does Qingyang pay?")


async def test_in_a_group_no_person_is_offered(bot: Bot) -> None:
    founder = Founder(bot.door, "telegram:-100:42", "en")
    await founder.says("Is there a computing voucher in Lhasa?", in_group=True)
    assert founder.labels == []
