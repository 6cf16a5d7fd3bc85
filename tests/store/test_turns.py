"""A person's turn: everything in it is saved together, once, and by one at a time."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.dialogue.messages import Choice, Incoming, Reply
from bot.dialogue.session import Exchange
from bot.store import Store, open_store
from bot.store.turn import StaleTurnError
from tests.store.people import ANSWER, Update, said


async def _say(store: Store, incoming: Incoming, *replies: Reply) -> None:
    async with store.take(incoming) as turn:
        await turn.commit(replies)


async def test_what_a_turn_changes_is_there_at_the_next_one(store: Store) -> None:
    async with store.take(said()) as turn:
        turn.session.language = "zh"
        turn.session.facts["revenue"] = "12\x00\ud83d万"
        turn.session.pending = {"topic": "check", "question": "region"}
        turn.session.history.append(Exchange("founder", "你好", regions=("310000",)))
        await turn.commit([])
    async with store.take(said()) as turn:
        assert turn.session.facts == {"revenue": "12\x00\ud83d万"}
        assert turn.session.pending == {"topic": "check", "question": "region"}
        assert turn.session.history == [Exchange("founder", "你好", regions=("310000",))]


async def test_a_turn_that_is_not_committed_changes_nothing(store: Store) -> None:
    async with store.take(said()) as turn:
        turn.session.facts["revenue"] = 1
    async with store.take(said()) as turn:
        assert turn.session.facts == {}


async def test_a_message_is_handled_once(store: Store) -> None:
    incoming = said()
    await _say(store, incoming)
    async with store.take(incoming) as turn:
        assert turn.handled
    async with store.take(said()) as turn:
        assert not turn.handled


async def test_one_turn_at_a_time_for_a_person_and_many_people_at_once(store: Store) -> None:
    under_way = [0, 0]

    async def talk(person: str) -> None:
        async with store.take(said(person)) as turn:
            under_way[0] += 1
            under_way[1] = max(under_way)
            await asyncio.sleep(0.01)
            count = turn.session.notes.get("count", 0)
            turn.session.notes["count"] = count + 1
            await turn.commit([])
            under_way[0] -= 1

    await asyncio.gather(*(talk(f"terminal:{number % 4}") for number in range(40)))
    assert under_way[1] == 4
    for number in range(4):
        async with store.take(said(f"terminal:{number}")) as turn:
            assert turn.session.notes["count"] == 10


async def test_of_two_processes_that_take_the_same_turn_one_is_refused(
    store: Store, database_url: str
) -> None:
    async with (
        open_store(database_url) as other,
        store.take(said()) as mine,
        other.take(said()) as theirs,
    ):
        mine.session.facts["from"] = "mine"
        await mine.commit([])
        with pytest.raises(StaleTurnError):
            await theirs.commit([])
    async with store.take(said()) as turn:
        assert turn.session.facts == {"from": "mine"}


async def test_of_two_processes_that_handle_the_same_message_one_is_refused(
    store: Store, database_url: str
) -> None:
    incoming = said()
    async with (
        open_store(database_url) as other,
        store.take(incoming) as mine,
        other.take(incoming) as theirs,
    ):
        await theirs.commit([Reply("theirs")])
        with pytest.raises(StaleTurnError):
            await mine.commit([Reply("mine")])


async def test_nothing_holds_the_database_while_an_answer_is_made(store: Store) -> None:
    async with store.take(said("terminal:ann")), asyncio.timeout(5):
        await _say(store, said("terminal:bo"))


async def test_replies_to_the_terminal_need_no_outbox(store: Store) -> None:
    await _say(store, said("terminal:ann"), Reply("hello"))
    assert await store.outbox.count() == 0


async def test_replies_to_telegram_leave_through_the_outbox_and_the_update_is_done(store: Store) -> None:
    update = Update(chat_id=42, thread_id=3, message_id=9)
    async with store.presence.joined():
        await store.inbox.put([update])
        incoming = said("telegram:42", update_id=str(update.update_id), late=True)
        await _say(store, incoming, Reply("one", choices=(Choice("a", "A"),)), Reply("two"))
        assert await store.inbox.claim(10) == {}
        [(_, [one, two])] = (await store.outbox.claim(10)).items()
    assert (one.chat_id, one.thread_id, one.reply_to, one.about) == (42, 3, 9, "hello")
    assert (two.reply_to, two.nonce) == (None, None)
    assert (one.reply, two.reply) == (Reply("one", choices=(Choice("a", "A"),)), Reply("two"))
    keyboard = await store.keyboards.find(one.nonce or "")
    assert keyboard is not None
    assert keyboard.choices == (("a", "A"),)


async def test_a_reply_comes_out_as_it_went_in(store: Store) -> None:
    update = Update(chat_id=42)
    reply = Reply("a\x00b\ud83dc", document=("p.pdf", b"\x00\xff"), answer_id="x", replaces=True)
    async with store.presence.joined():
        await store.inbox.put([update])
        await _say(store, said("telegram:42", update_id=str(update.update_id)), reply)
        [(_, [outgoing])] = (await store.outbox.claim(10)).items()
    assert outgoing.reply == reply


async def test_an_answer_can_be_rated_by_the_one_who_asked(store: Store) -> None:
    async with store.take(said("terminal:ann")) as turn:
        answer_id = turn.record_answer(ANSWER)
        await turn.commit([])
    async with store.take(said("terminal:bo")) as turn:
        assert not await turn.rate_answer(answer_id, good=True)
    async with store.take(said("terminal:ann")) as turn:
        assert await turn.rate_answer(answer_id, good=False)
        await turn.commit([])
    [answer] = (await store.people.stored_of("terminal:ann"))["answers"]
    assert answer["good"] is False
    assert answer["release"] == "2026-11-23.1"


async def test_a_notice_goes_to_whoever_is_known_and_not_before_its_time(store: Store) -> None:
    async with store.presence.joined():
        update = Update(chat_id=5)
        await store.inbox.put([update])
        await _say(store, said("telegram:5", update_id=str(update.update_id)))
        async with store.take(said("terminal:staff")) as turn:
            turn.notify("telegram:5", Reply("now"))
            turn.notify("telegram:5", Reply("later"), not_before=datetime.now(UTC) + timedelta(hours=1))
            turn.notify("telegram:6", Reply("nobody"))
            await turn.commit([])
        [(_, messages)] = (await store.outbox.claim(10)).items()
    assert [message.reply.text for message in messages] == ["now"]
    assert await store.outbox.count() == 2


async def test_who_wants_to_be_forgotten_is_forgotten_in_groups_too(store: Store) -> None:
    for chat, person in ((42, "telegram:42"), (-7, "telegram:-7:42"), (43, "telegram:43")):
        update = Update(chat_id=chat)
        await store.inbox.put([update])
        async with store.take(said(person, update_id=str(update.update_id))) as turn:
            turn.session.facts["revenue"] = 1
            turn.record_answer(ANSWER)
            await turn.commit([Reply("noted", choices=(Choice("a", "A"),))])
    update = Update(chat_id=42)
    await store.inbox.put([update])
    async with store.take(said("telegram:42", update_id=str(update.update_id))) as turn:
        turn.forget_person()
        await turn.commit([Reply("forgotten", choices=(Choice("a", "A"),))])
    for person in ("telegram:42", "telegram:-7:42"):
        assert not any((await store.people.stored_of(person)).values())
    assert (await store.people.stored_of("telegram:43"))["sessions"]
    assert await store.outbox.count() == 2
