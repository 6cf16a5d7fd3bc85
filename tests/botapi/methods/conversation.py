"""Messages that the bot takes from one chat to another."""

from tests.botapi.keyboards import read_markup
from tests.botapi.messages import Message
from tests.botapi.methods.registry import Result, method
from tests.botapi.methods.targets import read_chat, read_thread
from tests.botapi.params import Params
from tests.botapi.refusals import Json
from tests.botapi.world import World

_ENVELOPE = {
    "message_id", "from", "chat", "date", "edit_date", "reply_to_message", "reply_markup", "message_thread_id",
    "is_topic_message", "media_group_id",
}  # fmt: skip


def _source(world: World, params: Params, missing: str) -> tuple[Message, Json]:
    source = world.chat(params.values.get("from_chat_id"))
    message = source.message(params.integer("message_id"), missing)
    return message, {key: value for key, value in message.raw.items() if key not in _ENVELOPE}


@method("forwardMessage", flood_limited=True)
def forward_message(world: World, params: Params) -> Result:
    """Take a message elsewhere, with the name of its author."""
    chat = read_chat(world, params)
    message, content = _source(world, params, "message to forward not found")
    origin = {"type": "user", "date": message.raw["date"], "sender_user": message.raw["from"]}
    content["forward_origin"] = origin
    sent = world.post(chat, world.me, content, thread_id=read_thread(chat, params))
    sent.file = message.file
    return sent.raw


@method("copyMessage", flood_limited=True)
def copy_message(world: World, params: Params) -> Result:
    """Take what a message says elsewhere, without its author."""
    chat = read_chat(world, params)
    message, content = _source(world, params, "message to copy not found")
    sent = world.post(
        chat, world.me, content, thread_id=read_thread(chat, params), markup=read_markup(params)
    )
    sent.file = message.file
    return {"message_id": sent.id}
