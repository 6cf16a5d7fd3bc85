"""Chats and who is in them."""

from tests.botapi.chats import Chat
from tests.botapi.methods.registry import Result, method
from tests.botapi.methods.targets import read_chat
from tests.botapi.params import Params
from tests.botapi.refusals import Json, bad_request
from tests.botapi.world import World

_MEMBER_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories", "can_pin_messages", "can_manage_topics", "can_send_welcome_messages",
)  # fmt: skip
_DENIED = (
    "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics", "can_send_messages",
    "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos", "can_send_video_notes",
    "can_send_voice_notes", "can_send_polls", "can_send_other_messages", "can_add_web_page_previews",
    "can_edit_tag", "can_react_to_messages",
)  # fmt: skip
_NO_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def member_json(person: Json, status: str) -> Json:
    """A member as getChatMember and my_chat_member show it."""
    member: Json = {"user": person, "status": status}
    if status == "kicked":
        return member | {"until_date": 0}
    if status == "creator":
        return member | {"is_anonymous": False}
    if status == "restricted":
        return member | {"is_member": True, "until_date": 0} | dict.fromkeys(_DENIED, False)
    if status == "administrator":
        return member | dict.fromkeys(_MEMBER_RIGHTS, True)
    return member


@method("getChat")
def get_chat(world: World, params: Params) -> Result:
    """All that the bot may know of a chat."""
    chat = read_chat(world, params)
    return chat.json | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_NO_GIFTS, False),
    }


@method("getChatMember")
def get_chat_member(world: World, params: Params) -> Result:
    """What a person is in a chat."""
    chat = read_chat(world, params)
    user_id = params.integer("user_id")
    if user_id == world.me["id"]:
        return member_json(world.me, chat.bot_status)
    if user_id not in world.people:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member_json(world.people[user_id], chat.members.get(user_id, "left"))


@method("getChatMemberCount")
def get_chat_member_count(world: World, params: Params) -> Result:
    """How many are in a chat, the bot included."""
    return len(read_chat(world, params).members) + 1


@method("getChatAdministrators")
def get_chat_administrators(world: World, params: Params) -> Result:
    """Who runs a group."""
    chat = read_chat(world, params)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    ranks = {"creator", "administrator"}
    return [member_json(world.people[user], rank) for user, rank in chat.members.items() if rank in ranks]


@method("leaveChat")
def leave_chat(world: World, params: Params) -> Result:
    """Leave a group."""
    chat = read_chat(world, params)
    if chat.type == "private":
        raise bad_request("bot can't leave a private chat")
    set_bot_status(world, chat, "left", world.me)
    return True


def set_bot_status(world: World, chat: Chat, status: str, by: Json) -> None:
    """Change what the bot is in a chat and tell it so."""
    before, chat.bot_status = chat.bot_status, status
    change = {
        "chat": chat.json,
        "from": by,
        "date": int(world.clock.now()),
        "old_chat_member": member_json(world.me, before),
        "new_chat_member": member_json(world.me, status),
    }
    world.tell_bot("my_chat_member", change, chat)
