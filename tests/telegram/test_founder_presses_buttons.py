"""Buttons: pressed, pressed twice, pressed too late, forged, and typed instead."""

from tests.botapi import BotApi, Message, Person
from tests.telegram.shared import SHARED

pytestmark = SHARED


async def _asked(ann: Person, question: str = "ask which") -> Message:
    await ann.sends(question)
    return await ann.wait_for_message("Which city?")


async def test_a_pressed_button_is_answered_at_once_and_changes_the_question_in_place(ann: Person) -> None:
    question = await _asked(ann)
    press = await ann.presses("Beijing")
    assert await ann.wait_for_answer(press)
    edited = await ann.chat.wait_for_edit("You chose city:bj")
    assert edited.id == question.id
    assert edited.markup is None
    assert len(ann.chat.texts) == 1


async def test_after_a_press_the_question_shows_what_was_chosen(ann: Person) -> None:
    question = await _asked(ann)
    await ann.presses("Shanghai")
    await ann.wait_for_message("You chose city:sh")
    edited = await ann.chat.wait_for_edit("✓ Shanghai")
    assert edited.id == question.id
    assert edited.text.startswith("Which city? which")


async def test_a_double_press_acts_once(ann: Person) -> None:
    await _asked(ann)
    first = await ann.presses("Shanghai")
    second = await ann.presses("Shanghai")
    await ann.sends("hello")
    await ann.wait_for_message("1: hello")
    assert await ann.wait_for_answer(first)
    assert await ann.wait_for_answer(second)
    assert ann.chat.sent.count("You chose city:sh") == 1


async def test_an_old_keyboard_says_that_it_has_expired_and_offers_the_way_on(ann: Person) -> None:
    old = await _asked(ann, "ask first")
    await _asked(ann, "ask second")
    old_button = old.button("Beijing").data or ""
    press = await ann.presses("Beijing", on=old)
    assert "expired" in (await ann.wait_for_answer(press))["text"]
    again = await ann.wait_for_message("Which city? second")
    assert "You chose" not in "".join(ann.chat.texts)
    assert (await ann.chat.wait_for_edit("Which city? first")).markup is None
    press = await ann.forges(old_button, on=old)
    assert "already" in (await ann.wait_for_answer(press))["text"]
    assert ann.chat.texts.count("Which city? second") == 2
    await ann.presses("Beijing", on=again)
    await ann.chat.wait_for_edit("You chose city:bj")


async def test_an_old_keyboard_whose_talk_is_over_says_so(ann: Person) -> None:
    old = await _asked(ann, "ask first")
    await _asked(ann, "ask second")
    await ann.presses("Shanghai")
    await ann.wait_for_message("You chose city:sh")
    await ann.presses("Shanghai", on=old)
    await ann.wait_for_message("Those buttons belong to an earlier step")


async def test_an_offer_stays_good_while_the_talk_goes_on(ann: Person) -> None:
    await ann.sends("offer")
    offer = await ann.wait_for_message("Anything else?")
    await ann.sends("hello")
    await ann.wait_for_message("hello")
    await ann.presses("Ask a person", on=offer)
    await ann.wait_for_message("You chose person")


async def test_a_forged_press_is_answered_kindly_and_does_nothing(ann: Person) -> None:
    await _asked(ann)
    for data in ("", "nonsense", "city:bj", "a.0", "x" * 64, "\u202e.9999"):
        press = await ann.forges(data)
        assert "expired" in (await ann.wait_for_answer(press))["text"]
    assert "You chose" not in "".join(ann.chat.texts)


async def test_a_press_without_its_message_is_answered(api: BotApi) -> None:
    bo = api.person("Bo", started=True)
    press = await bo.forges("abc.0")
    assert "expired" in (await bo.wait_for_answer(press))["text"]


async def test_a_keyboard_of_another_chat_cannot_be_pressed(api: BotApi, ann: Person) -> None:
    bo = api.person("Bo", started=True)
    await _asked(bo)
    press = await ann.forges(bo.chat.said[-1].buttons[0].data or "")
    assert "expired" in (await ann.wait_for_answer(press))["text"]
    assert "You chose" not in "".join(bo.chat.texts)


async def test_a_choice_can_be_typed(ann: Person) -> None:
    await _asked(ann)
    await ann.sends("Beijing")
    await ann.wait_for_message("1: Beijing")


async def test_an_answer_can_be_rated_once_and_keeps_standing(ann: Person) -> None:
    await ann.sends("rate")
    answer = await ann.wait_for_message("Rate me")
    assert answer.labels == ["👍", "👎"]
    down = answer.button("👎").data or ""
    press = await ann.presses("👍")
    assert "Thank you" in (await ann.wait_for_answer(press))["text"]
    await ann.chat.wait_for_edit("Rate me")
    assert answer.labels == ["✓ 👍"]
    again = await ann.forges(down, on=answer)
    assert "already" in (await ann.wait_for_answer(again))["text"]
    await ann.sends("hello")
    await ann.wait_for_message("1: hello")
    assert ann.chat.texts == ["Rate me", "1: hello"]


async def test_an_answer_that_did_not_help_is_followed_by_an_offer(ann: Person) -> None:
    await ann.sends("rate")
    answer = await ann.wait_for_message("Rate me")
    await ann.presses("👎")
    await ann.wait_for_message("rated True")
    await ann.chat.wait_for_edit("Rate me")
    assert answer.labels == ["✓ 👎"]


async def test_a_press_is_answered_while_the_chat_is_busy(ann: Person) -> None:
    await _asked(ann)
    await ann.sends("slow 1.5")
    press = await ann.presses("Beijing")
    await ann.wait_for_answer(press, timeout_s=1)
    assert not any("slow" in text for text in ann.chat.texts)
    await ann.wait_for_message("1: slow")
    await ann.chat.wait_for_edit("You chose city:bj")
