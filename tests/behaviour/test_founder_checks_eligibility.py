"""A founder finds out which programmes they can use: from free words to a result, with reasons, files and changes."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app.library import Library
from bot.dialogue.messages import EXPIRED
from bot.dialogue.session import Session
from bot.store.codec import load_session
from bot.store.tables import sessions
from knowledge.language import Language
from tests.behaviour.founder import Bot, Founder, opened


async def session_of(bot: Bot, founder: Founder) -> Session:
    async with bot.store.database.read() as connection:
        row = (await connection.execute(select(sessions).where(sessions.c.person == founder.name))).one()
    return load_session(row.state)


async def answer(founder: Founder, answers: dict[str, str], most: int = 15) -> list[str]:
    """Answer the questions that come by the first words that fit; return the questions."""
    asked: list[str] = []
    while "ck:u:" in " ".join(c.id for c in founder.replies[-1].choices) and len(asked) < most:
        question = founder.replies[-1].text
        asked.append(question)
        await founder.says(next(said for words, said in answers.items() if words in question))
    return asked


CHINESE = {
    "购买哪一类": "智能算力", "独立法人": "是", "机房": "庆阳", "合同金额是多少": "180万", "科研项目": "没有",
    "已获批": "没有", "哪一类单位": "企业", "用来做什么": "训练", "注册在哪里": "庆阳", "具体在下面": "不清楚",
    "关联方": "不是", "名单": "在名单内", "自建": "没有自建", "支出一共": "60万", "哪一天": "不清楚",
}  # fmt: skip
ENGLISH = {
    "What do you buy": "GPU", "legal-person": "yes", "data centre": "Qingyang", "value of the contract": "1.8m",
    "research project": "none", "granted": "none", "kind of organisation": "company", "mainly used": "training",
    "registered?": "Qingyang", "Which of these": "don't know", "related party": "no, they are independent",
    "list of recognised": "yes", "build the computing": "no", "year of the claim": "600k", "which day": "don't know",
}  # fmt: skip


async def test_an_old_button_brings_back_the_question_that_is_open(founder: Founder) -> None:
    founder.language = "en"
    await founder.says("/check")
    asked = founder.text
    assert founder.replies[-1].choices
    assert asked.endswith(await founder.sends(medium="choice", choice=EXPIRED))
    assert "registered?" in founder.text


async def test_one_can_go_back_change_and_stop_at_every_question(founder: Founder, bot: Bot) -> None:
    founder.language = "en"
    first = (await founder.says("/check Qingyang")).split("\n")[-2]
    assert "Stop here" in founder.labels
    assert "Back" not in founder.labels
    assert "first question" in await founder.says("go back")
    await founder.says("Qingyang")
    second = founder.text
    assert first not in second
    assert first in await founder.presses("Back")
    assert (await session_of(bot, founder)).facts == {}
    await founder.presses("Don't know")
    assert first in await founder.says("back")
    await founder.says("Qingyang")
    kept = await session_of(bot, founder)
    assert list(kept.facts.values()) == ["621000"]
    await founder.presses("Stop here")
    assert (await session_of(bot, founder)).pending is None
    assert (await session_of(bot, founder)).facts == kept.facts


async def test_going_back_from_what_was_said_at_once_or_from_a_change_leaves_things_as_they_were(
    founder: Founder, bot: Bot
) -> None:
    founder.language = "zh"
    await founder.says("我们是深圳的初创公司，去年成立，算力合同180万")
    assert "没有记入" in await founder.says("返回")
    assert (await session_of(bot, founder)).facts == {}
    await founder.says("/reset")
    await founder.says("我们是深圳的初创公司，去年成立，算力合同180万")
    await founder.presses("没错")
    known = (await session_of(bot, founder)).facts
    await founder.says("/facts")
    await founder.presses("合同金额")
    await founder.says("返回")
    assert "1,800,000元" in founder.text
    assert (await session_of(bot, founder)).facts == known


async def test_four_facts_in_one_sentence_are_shown_before_they_count(founder: Founder, bot: Bot) -> None:
    founder.language = "zh"
    said = await founder.says("我们是深圳的初创公司，去年成立，算力合同180万")
    assert all(words in said for words in ("深圳", "企业", "1,800,000元", "还不知道是哪一天"))
    assert (await session_of(bot, founder)).facts == {}
    await founder.presses("没错")
    kept = await session_of(bot, founder)
    assert kept.facts == {
        "registered_region": "440300",
        "applicant_type": "enterprise",
        "contract_amount_cny": "1800000",
    }
    assert kept.notes["precheck"]["spans"]["founded_on"] == ["2025-01-01", "2025-12-31"]
    assert kept.pending == {"topic": "precheck", "fact": "service_type"}
    assert "注册在哪里" not in founder.text


async def test_what_was_misunderstood_is_changed_before_it_counts(founder: Founder) -> None:
    founder.language = "en"
    await founder.says("We are a company in Shenzhen with a compute contract of 1.8m")
    await founder.presses("No, change it")
    await founder.presses("Place of registration")
    said = await founder.says("Xiamen")
    assert "Xiamen" in said
    assert "Shenzhen" not in said.split("What you told me")[1]


@pytest.mark.parametrize(
    ("language", "opening", "answers", "verdict", "amount"),
    [
        ("zh", "我能申请吗", CHINESE, "✓ 庆阳算力券：符合条件", "540,000元"),
        ("en", "Can my company get it?", ENGLISH, "✓ Qingyang computing voucher: eligible", "540,000 yuan"),
    ],
)
async def test_a_founder_is_asked_a_few_questions_and_told_verdict_round_amount_and_reason(
    founder: Founder, language: Language, opening: str, answers: dict[str, str], verdict: str, amount: str
) -> None:
    founder.language = language
    await founder.says(opening)
    asked = await answer(founder, answers)
    assert len(asked) == len(set(asked)) <= 9
    assert verdict in founder.text
    assert amount in founder.text
    assert ("仅供参考，不是审批决定" if language == "zh" else "Indicative, not a decision") in founder.text


@pytest.fixture
async def judged(founder: Founder) -> Founder:
    """A founder of Qingyang with a result."""
    founder.language = "zh"
    await founder.says("/check")
    await answer(founder, CHINESE)
    assert "✓ 庆阳算力券" in founder.text
    return founder


async def test_every_criterion_is_told_with_the_founders_value_and_its_clause(judged: Founder) -> None:
    await judged.presses("详细条件")
    said = await judged.presses("庆阳算力券")
    assert said.count("《庆阳算力券》") == 5
    assert "您的情况：庆阳" in said
    assert "https://" in said


async def test_the_result_is_sent_as_two_files_that_say_that_it_decides_nothing(judged: Founder) -> None:
    await judged.presses("生成文件")
    (name, pdf), (text_name, text) = (reply.document for reply in judged.replies if reply.document)
    assert name.endswith(".pdf")
    assert pdf.startswith(b"%PDF")
    assert text_name.endswith(".md")
    assert "仅供参考，不是审批决定" in text.decode()
    assert "540,000元" in text.decode()


async def test_an_application_can_be_begun_from_the_result(judged: Founder) -> None:
    await judged.presses("申请")
    assert "庆阳算力券" in await judged.presses("庆阳算力券")
    assert "企业全称" in judged.text or "对吗" in judged.text


async def chooses(founder: Founder, fact: str) -> None:
    """Choose a fact on the sheet, wherever it stands."""
    await founder.says("/facts")
    while fact not in founder.labels:
        await founder.presses("更多")
    await founder.presses(fact)


async def test_a_changed_fact_tells_which_verdicts_changed_and_a_removed_one_too(judged: Founder) -> None:
    await chooses(judged, "算力所在地")
    said = await judged.says("贵州")
    assert "庆阳算力券：符合条件 → 不符合条件" in said
    await chooses(judged, "算力所在地")
    assert "庆阳算力券：不符合条件 → 还不能确定" in await judged.presses("删除这一项")


async def test_programmes_elsewhere_are_one_line_until_they_are_unfolded_or_asked_for(
    judged: Founder,
) -> None:
    assert "成都" not in judged.text
    assert "成都" in await judged.presses("其他地方")
    await judged.says("我们可以搬到成都")
    said = await judged.says("结果")
    assert "假设迁到成都" in said


async def test_the_verdicts_are_kept_so_that_changes_can_be_told(judged: Founder, bot: Bot) -> None:
    kept = (await session_of(bot, judged)).notes["verdicts"]
    assert kept["gansu-qingyang-compute-voucher-2024"] == "eligible"


async def test_a_question_in_between_is_answered_with_sources_and_the_same_question_stands_again(
    founder: Founder,
) -> None:
    founder.language = "zh"
    asked = await founder.says("/check")
    await founder.says("庆阳算力券最高多少？")
    assert "gansu-qingyang-compute-voucher-2024" in founder.cited
    assert founder.replies[-1].text.splitlines()[0] in asked
    assert "机房" in await founder.says("庆阳")


@pytest.mark.parametrize(
    ("language", "answers", "verdict"),
    [("zh", CHINESE, "✓ 庆阳算力券"), ("en", ENGLISH, "✓ Qingyang computing voucher")],
)
async def test_a_restart_after_every_answer_loses_nothing(
    database: Path, library: Library, language: Language, answers: dict[str, str], verdict: str
) -> None:
    asked: list[str] = []
    founder: Founder | None = None
    for turn in range(16):
        async with opened(database, library) as bot:
            before = founder.replies if founder else ()
            founder = Founder(bot.door, language=language, replies=before)
            if turn == 0:
                await founder.says("/check")
                continue
            if "ck:u:" not in " ".join(c.id for c in founder.replies[-1].choices):
                break
            asked.append(founder.replies[-1].text.splitlines()[-2])
            question = founder.replies[-1].text
            await founder.says(next(said for words, said in answers.items() if words in question))
    assert founder is not None
    assert verdict in founder.text
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    ("fact", "typed", "says"),
    [
        ("注册地", "亚特兰蒂斯", "没有找到这个地方"),
        ("注册地", "Shenzen", "您是指下面这个吗"),
        ("合同金额", "-5万", "不能是负数"),
        ("合同金额", "99999999亿", "一千亿"),
        ("合同金额", "$50,000", "人民币"),
        ("合同金额", "很多", "没看到金额"),
        ("成立日期", "2024-02-30", "没有这一天"),
        ("成立日期", "2030-01-01", "还没到"),
        ("成立日期", "3月15日", "哪一年"),
        ("独立法人资格", "也许", "请回答"),
    ],
)
async def test_a_bad_answer_gets_one_helpful_sentence_and_the_question_stands(
    founder: Founder, fact: str, typed: str, says: str
) -> None:
    founder.language = "zh"
    await founder.says("我们是深圳的有限公司，2024年3月5日成立，合同180万")
    await founder.presses("有误，修改")
    await founder.presses(fact)
    question = next(line for line in founder.text.splitlines() if line.endswith("？"))
    said = await founder.says(typed)
    assert says in said
    assert question in said
    good = {"注册地": "厦门", "合同金额": "200万", "成立日期": "2024年4月1日", "独立法人资格": "否"}[fact]
    assert "您提供的信息" in await founder.says(good)


async def test_dont_know_and_skip_are_answers_and_skipped_ones_are_asked_the_next_time(
    founder: Founder,
) -> None:
    founder.language = "en"
    await founder.says("/check")
    await founder.says("Xiamen")
    first = founder.text
    await founder.presses("Skip")
    assert founder.text.splitlines()[-1] != first.splitlines()[-1]
    await founder.says("don't know")
    await founder.says("results")
    assert "so far" in founder.text or "From what you told me" in founder.text
    assert first.splitlines()[-2] in await founder.says("/check")


async def test_one_named_programme_asks_for_that_one_only(founder: Founder) -> None:
    founder.language = "zh"
    await founder.says("/check 庆阳算力券")
    asked = await answer(founder, CHINESE)
    assert len(asked) <= 6
    assert "✓ 庆阳算力券" in founder.text
    assert "其他地方" not in founder.labels
    assert "看全部项目" in founder.labels


async def test_a_draft_is_not_offered_and_an_unknown_name_is_said_so(founder: Founder) -> None:
    founder.language = "en"
    said = await founder.says("/check Atlantis")
    assert "Atlantis" in said
    assert founder.labels == ["All programmes"]


async def test_in_a_group_nothing_is_asked(founder: Founder) -> None:
    founder.language = "zh"
    assert "私聊" in await founder.says("/check", in_group=True)


async def test_after_a_reset_everything_is_forgotten(judged: Founder) -> None:
    await judged.says("/reset")
    assert "还没有您的信息" in await judged.says("/facts")
