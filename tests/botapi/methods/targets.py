"""Where a message goes: its chat, its topic and the message that it answers."""

from tests.botapi.chats import Chat
from tests.botapi.messages import Message
from tests.botapi.params import Params
from tests.botapi.refusals import bad_request
from tests.botapi.world import World


def read_chat(world: World, params: Params) -> Chat:
    """The chat of a request, when the bot may write there."""
    chat = world.chat(params.values.get("chat_id"))
    chat.admit_bot()
    return chat


def read_thread(chat: Chat, params: Params) -> int | None:
    """The topic of a request, when it exists and is open."""
    thread_id = params.integer("message_thread_id")
    if not thread_id:
        return None
    if thread_id not in chat.topics:
        raise bad_request("message thread not found")
    if chat.topics[thread_id].closed:
        raise bad_request("TOPIC_CLOSED")
    return thread_id


def read_reply(chat: Chat, params: Params) -> Message | None:
    """The message that is answered, when it still stands and holds the quoted words."""
    reply = params.decoded("reply_parameters") or {}
    wanted = reply.get("message_id") or params.integer("reply_to_message_id")
    if not wanted:
        return None
    tolerant = reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    found = chat.messages.get(int(wanted))
    if found is None or found.deleted:
        if tolerant:
            return None
        raise bad_request("message to be replied not found")
    if (quote := reply.get("quote")) and quote not in found.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return found
