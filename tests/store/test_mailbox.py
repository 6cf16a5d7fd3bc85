"""What waits for people at a terminal."""

from datetime import UTC, datetime, timedelta

from bot.dialogue.conversation import Conversation
from bot.dialogue.messages import Choice, Incoming, Reply
from bot.dialogue.session import Turn
from bot.store import Store
from bot.store.clock import now
from bot.store.mailbox import Mailbox


class _Tells:
    """Tells ada whatever anybody says; what begins with `later` only in an hour."""

    async def answer(self, incoming: Incoming, turn: Turn) -> list[Reply]:
        due = datetime.now(UTC) + timedelta(hours=1) if str(incoming.text).startswith("later") else None
        turn.notify("terminal:ada", Reply(str(incoming.text), (Choice("a", "Apply"),)), not_before=due)
        return [Reply("told")]


async def _say(store: Store, person: str, text: str) -> None:
    incoming = Incoming(
        person=person, channel="terminal", update_id=f"{person}{text}", sent_at=datetime.now(UTC), medium="text", text=text,
        choice=None, file=None, language="en",
    )  # fmt: skip
    await Conversation(store, [_Tells()]).reply(incoming)


async def test_messages_wait_until_they_have_been_shown(store: Store) -> None:
    mail = Mailbox(store.database, "terminal", now)
    await _say(store, "terminal:ada", "one")
    await _say(store, "terminal:bob", "two")
    await _say(store, "terminal:bob", "later three")
    waiting = await mail.waiting("terminal:ada")
    assert [reply.text for _, reply in waiting] == ["one", "two"]
    assert await mail.waiting("terminal:bob") == []
    await mail.shown([waiting[0][0]])
    assert [reply.text for _, reply in await mail.waiting("terminal:ada")] == ["two"]
