"""Questions in the middle of something else, too many of them, and a knowledge base that breaks."""

import logging
from collections.abc import Sequence
from datetime import date

import pytest

from bot import faults
from bot.dialogue.ask import Ask, only_a_place
from bot.dialogue.basics import Basics, Leftovers
from bot.dialogue.conversation import Conversation
from bot.dialogue.limits import QuestionLimits
from bot.dialogue.messages import EXPIRED, Incoming, Reply
from bot.dialogue.session import Turn
from knowledge.answering.question import Answer, Question
from tests.behaviour.founder import START, Bot, Founder

TODAY = date(2026, 11, 23)


class Form:
    """A topic that asks for a name, and takes whatever is no question."""

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        text = incoming.text or ""
        if text == "/form":
            turn.session.pending = {"topic": "form"}
            return [Reply("What is your name?")]
        if (
            (turn.session.pending or {}).get("topic") == "form"
            and not text.startswith("/")
            and "?" not in text
            and incoming.choice is None
        ):
            turn.session.pending = None
            return [Reply(f"Hello {text}")]
        return None

    async def ask_again(self, incoming: Incoming, turn: Turn) -> Reply | None:
        return Reply("What is your name?") if (turn.session.pending or {}).get("topic") == "form" else None


def known(question: Question) -> Answer:
    return Answer(question.text, "en", "answered", f"It is known on {question.day}.", "r1")


def broken(question: Question) -> Answer:
    raise RuntimeError(question.text)


def door(bot: Bot, ask: object = known, limits: QuestionLimits | None = None) -> Conversation:
    asking = Ask(ask, lambda: TODAY, "en", faults.report, limits or QuestionLimits())  # type: ignore[arg-type]
    return Conversation(bot.store, [Form(), Basics("en"), asking, Leftovers("en")])


async def test_a_question_in_between_is_answered_and_the_pending_one_stands_again(bot: Bot) -> None:
    founder = Founder(door(bot), language="en")
    await founder.says("/form")
    await founder.says("What is the cap in Qingyang?")
    assert [reply.text for reply in founder.replies] == ["It is known on 2026-11-23.", "What is your name?"]
    await founder.says("/help")
    assert founder.replies[-1].text == "What is your name?"
    assert await founder.says("Ann") == "Hello Ann"


async def test_start_in_the_middle_offers_to_go_on_or_to_begin_anew(bot: Bot) -> None:
    founder = Founder(door(bot), language="en")
    await founder.says("/form")
    await founder.says("/start")
    assert [reply.text for reply in founder.replies][1:] == ["What is your name?"]
    assert founder.labels == ["Begin anew"]
    await founder.says("/start")
    assert "Hello, I know" in await founder.presses("Begin anew")
    assert "What is your name?" not in founder.text
    assert "in the middle" not in await founder.says("/start")


async def test_a_button_of_an_earlier_step_brings_back_the_question_of_now(bot: Bot) -> None:
    founder = Founder(door(bot), language="en")
    await founder.says("/form")
    assert await founder.sends(medium="choice", choice=EXPIRED) == "What is your name?"
    assert await founder.says("Ann") == "Hello Ann"
    assert "earlier step" in await founder.sends(medium="choice", choice=EXPIRED)


@pytest.mark.parametrize(("thumb", "offers"), [("up", False), ("down", True)])
async def test_only_a_thumb_down_is_followed_by_more_than_a_word(
    bot: Bot, thumb: str, *, offers: bool
) -> None:
    founder = Founder(door(bot), language="en")
    await founder.says("What is the cap in Qingyang?")
    await founder.sends(medium="choice", choice=f"rate:{founder.replies[0].answer_id}:{thumb}")
    (reply,) = founder.replies
    assert (reply.aside is None) == offers
    assert ("/person" in reply.text) == offers


async def test_small_talk_words_are_answers_while_a_question_is_pending(bot: Bot) -> None:
    founder = Founder(door(bot), language="en")
    await founder.says("/form")
    assert await founder.says("Good") == "Hello Good"


async def test_a_broken_knowledge_base_is_told_with_a_reference_and_words_stay_out_of_the_log(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    founder = Founder(door(bot, broken), language="en")
    with caplog.at_level(logging.ERROR):
        said = await founder.says("What is the cap in Qingyang?")
    reference = said.split("reference ")[1].rstrip(".")
    assert reference in caplog.text
    assert "RuntimeError" in caplog.text
    assert "Qingyang" not in caplog.text
    assert founder.replies[0].answer_id is None
    founder.door = door(bot)
    assert "known" in await founder.says("What is the cap in Qingyang?")


async def test_who_asks_too_fast_is_asked_to_wait_a_minute(bot: Bot) -> None:
    limits = QuestionLimits(per_minute=3)
    hasty = Founder(door(bot, limits=limits), "telegram:1", "en", now=lambda: START)
    said = [await hasty.says(f"What is the cap in Qingyang, {n}?") for n in range(4)]
    assert ["wait a minute" in text for text in said] == [False, False, False, True]
    calm = Founder(hasty.door, "telegram:2", "en")
    assert not any(["wait a minute" in await calm.says("What is the cap in Qingyang?") for _ in range(6)])
    own = Founder(hasty.door, "terminal:ann", "en", now=lambda: START)
    assert not any(["wait a minute" in await own.says("What is the cap in Qingyang?") for _ in range(6)])


async def test_a_message_that_is_too_long_is_not_looked_up(bot: Bot) -> None:
    founder = Founder(door(bot, broken), language="en")
    assert "4,096" in await founder.says("a" * 100_000)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Shanghai", "310000"), ("in Shanghai, please", "310000"), ("我们在上海", "310000"), ("上海的", "310000"),
        ("Shanghai's cap", None), ("上海和北京", None), ("nowhere", None), ("那上海的比例呢", None),
    ],
)  # fmt: skip
def test_a_message_that_is_only_a_place_is_told_from_a_question(text: str, place: str | None) -> None:
    assert only_a_place(text) == place
