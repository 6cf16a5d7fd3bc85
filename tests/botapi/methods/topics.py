"""Topics of forums."""

from tests.botapi.chats import Chat, Topic
from tests.botapi.methods.registry import Result, method
from tests.botapi.methods.targets import read_chat
from tests.botapi.params import Params
from tests.botapi.refusals import Json, bad_request
from tests.botapi.world import World


def add_topic(world: World, chat: Chat, name: str, by: Json) -> Topic:
    """A new topic; its first message is its id."""
    message = world.post(chat, by, {"forum_topic_created": {"name": name, "icon_color": 7322096}})
    message.raw |= {"message_thread_id": message.id, "is_topic_message": True}
    topic = chat.topics[message.id] = Topic(message.id, name)
    return topic


@method("createForumTopic")
def create_forum_topic(world: World, params: Params) -> Result:
    """Open a topic."""
    chat = read_chat(world, params)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if chat.bot_status != "administrator":
        raise bad_request("not enough rights to create a topic")
    if not 1 <= len(params.string("name")) <= 128:
        raise bad_request("TOPIC_NAME_INVALID", "length")
    topic = add_topic(world, chat, params.string("name"), world.me)
    return {"message_thread_id": topic.thread_id, "name": topic.name, "icon_color": 7322096}


def _topic(world: World, params: Params) -> Topic:
    chat = read_chat(world, params)
    topic = chat.topics.get(params.integer("message_thread_id") or 0)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    if chat.bot_status != "administrator":
        raise bad_request("not enough rights to edit the topic")
    return topic


def _turn(world: World, params: Params, *, closed: bool) -> Result:
    """Close or open a topic; the chat sees it as a message of the service."""
    topic = _topic(world, params)
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    note: Json = {"forum_topic_closed" if closed else "forum_topic_reopened": {}}
    world.post(read_chat(world, params), world.me, note, thread_id=topic.thread_id)
    return True


@method("editForumTopic")
def edit_forum_topic(world: World, params: Params) -> Result:
    """Rename a topic."""
    topic = _topic(world, params)
    topic.name = params.string("name") or topic.name
    return True


@method("closeForumTopic")
def close_forum_topic(world: World, params: Params) -> Result:
    """Nobody writes in it any more."""
    return _turn(world, params, closed=True)


@method("reopenForumTopic")
def reopen_forum_topic(world: World, params: Params) -> Result:
    """It can be written in again."""
    return _turn(world, params, closed=False)
