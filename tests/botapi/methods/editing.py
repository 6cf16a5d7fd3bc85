"""Changes to messages that were sent before."""

from tests.botapi.chats import Chat
from tests.botapi.keyboards import read_markup
from tests.botapi.messages import Message
from tests.botapi.methods.registry import Result, method
from tests.botapi.methods.targets import read_chat
from tests.botapi.methods.texts import read_caption, read_text
from tests.botapi.params import Params
from tests.botapi.refusals import Json, bad_request
from tests.botapi.world import World

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_TWO_DAYS_S = 2 * 86_400


def _own_message(world: World, params: Params) -> tuple[Chat, Message]:
    chat = read_chat(world, params)
    message = chat.message(params.integer("message_id"), "message to edit not found")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return chat, message


def _change(world: World, chat: Chat, message: Message, content: Json, markup: Json | None) -> Json:
    fields = ("text", "entities", "caption", "caption_entities", "reply_markup")
    kept = {key: value for key, value in message.raw.items() if key not in fields}
    changed = {**kept, **content} | ({"reply_markup": markup} if markup else {})
    if changed == message.raw:
        raise bad_request(_SAME)
    message.versions.append(message.raw)
    message.raw = changed | {"edit_date": int(world.clock.now())}
    message.markup = markup
    world.record(chat, "edit", message.raw, message=message)
    return message.raw


@method("editMessageText")
def edit_message_text(world: World, params: Params) -> Result:
    """Another text, with the keyboard of the request or none."""
    chat, message = _own_message(world, params)
    if "text" not in message.raw:
        raise bad_request("there is no text in the message to edit")
    return _change(world, chat, message, read_text(params), read_markup(params, inline_only=True))


@method("editMessageCaption")
def edit_message_caption(world: World, params: Params) -> Result:
    """Another caption."""
    chat, message = _own_message(world, params)
    return _change(world, chat, message, read_caption(params), read_markup(params, inline_only=True))


@method("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, params: Params) -> Result:
    """Another keyboard, or none."""
    chat, message = _own_message(world, params)
    names = ("text", "entities", "caption", "caption_entities")
    content = {key: message.raw[key] for key in names if key in message.raw}
    return _change(world, chat, message, content, read_markup(params, inline_only=True))


@method("deleteMessage")
def delete_message(world: World, params: Params) -> Result:
    """Remove one message."""
    chat = read_chat(world, params)
    message = chat.message(params.integer("message_id"), "message to delete not found")
    too_old = world.clock.now() - message.raw["date"] > _TWO_DAYS_S
    if too_old or not (message.by_bot or chat.type == "private" or chat.bot_status == "administrator"):
        raise bad_request("message can't be deleted for everyone" if too_old else "message can't be deleted")
    _remove(world, chat, message)
    return True


@method("deleteMessages")
def delete_messages(world: World, params: Params) -> Result:
    """Remove several messages; those that are gone are skipped."""
    chat = read_chat(world, params)
    for message_id in params.decoded("message_ids") or []:
        message = chat.messages.get(int(message_id))
        if message and not message.deleted:
            _remove(world, chat, message)
    return True


def _remove(world: World, chat: Chat, message: Message) -> None:
    message.deleted = True
    world.record(chat, "delete", message.raw, message=message)


@method("setMessageReaction")
def set_message_reaction(world: World, params: Params) -> Result:
    """React to a message, or take the reaction back."""
    chat = read_chat(world, params)
    message = chat.message(params.integer("message_id"), "message to react not found")
    reactions = params.decoded("reaction") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    world.record(chat, "reaction", {"message_id": message.id, "reaction": reactions}, message=message)
    return True


@method("pinChatMessage")
def pin_chat_message(world: World, params: Params) -> Result:
    """Pin a message; the server only checks that it stands."""
    read_chat(world, params).message(params.integer("message_id"), "message to pin not found")
    return True
