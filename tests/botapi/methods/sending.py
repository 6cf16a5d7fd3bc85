"""Messages, drafts and chat actions."""

from tests.botapi.chats import Chat
from tests.botapi.keyboards import read_markup
from tests.botapi.messages import Message
from tests.botapi.methods.registry import Result, method
from tests.botapi.methods.targets import read_chat, read_reply, read_thread
from tests.botapi.methods.texts import read_text
from tests.botapi.params import Params
from tests.botapi.refusals import Json, bad_request
from tests.botapi.world import World

_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def post_by_bot(world: World, chat: Chat, params: Params, content: Json) -> Message:
    """Send what a request describes, and take note of a keyboard that replaces the person's own."""
    thread_id, reply_to = read_thread(chat, params), read_reply(chat, params)
    markup = read_markup(params)
    if thread_id is None and reply_to is not None and chat.is_forum:
        thread_id = reply_to.thread_id
    message = world.post(chat, world.me, content, thread_id=thread_id, reply_to=reply_to, markup=markup)
    if markup and "keyboard" in markup:
        chat.keyboard = markup
    elif markup and markup.get("remove_keyboard"):
        chat.keyboard = None
    return message


@method("sendMessage", flood_limited=True)
def send_message(world: World, params: Params) -> Result:
    """A text."""
    chat = read_chat(world, params)
    return post_by_bot(world, chat, params, read_text(params)).raw


@method("sendMessageDraft")
def send_message_draft(world: World, params: Params) -> Result:
    """A text that is still being written, in a private chat alone."""
    chat = read_chat(world, params)
    if chat.type != "private":
        raise bad_request("PEER_ID_INVALID", "parameters")
    if not params.integer("draft_id"):
        raise bad_request("DRAFT_ID_INVALID", "parameters")
    draft = {"draft_id": params.integer("draft_id"), **read_text(params, may_be_empty=True)}
    world.record(chat, "draft", draft)
    return True


@method("sendChatAction")
def send_chat_action(world: World, params: Params) -> Result:
    """What the bot is about to do."""
    chat = read_chat(world, params)
    action = params.string("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request", "parameters")
    thread_id = read_thread(chat, params)
    world.record(chat, "action", {"action": action, "message_thread_id": thread_id})
    return True
