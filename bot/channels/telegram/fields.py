"""The fields of an update that the bot goes by, and their types; whatever else an update holds, it can do without."""

from collections.abc import Mapping
from typing import Any

Shape = type[Any] | Mapping[str, Any] | list[Any]
"""A type, the fields of an object, or a list of one shape."""
_LARGEST = 2**63 - 1
"""What a database takes as a whole number."""

SENT_BY_PEOPLE = (
    "text", "caption", "animation", "audio", "checklist", "contact", "dice", "document", "game",
    "live_photo", "location", "paid_media", "photo", "poll", "sticker", "story", "venue", "video", "video_note",
    "voice",
)  # fmt: skip
"""What a message holds that somebody has sent, and not the service."""
UNREAD = "unread_content"
"""Marks a message of which something that somebody has sent was left out."""

_USER: Shape = {
    "id": int,
    "is_bot": bool,
    "first_name": str,
    "last_name": str,
    "username": str,
    "language_code": str,
}
_CHAT: Shape = {
    "id": int,
    "type": str,
    "title": str,
    "username": str,
    "first_name": str,
    "last_name": str,
    "is_forum": bool,
}
_ENTITIES: Shape = [{"type": str, "offset": int, "length": int, "url": str, "user": _USER}]
_ANSWERED: Shape = {
    "message_id": int,
    "date": int,
    "chat": _CHAT,
    "from": _USER,
    "forum_topic_created": {"name": str, "icon_color": int},
}
_WORDS: dict[str, Shape] = {
    "message_id": int,
    "message_thread_id": int,
    "is_topic_message": bool,
    "date": int,
    "edit_date": int,
    "chat": _CHAT,
    "from": _USER,
    "sender_chat": _CHAT,
    "media_group_id": str,
    "text": str,
    "entities": _ENTITIES,
    "caption": str,
    "caption_entities": _ENTITIES,
    "migrate_to_chat_id": int,
}
_DOCUMENT: Shape = {
    "file_id": str,
    "file_unique_id": str,
    "file_name": str,
    "mime_type": str,
    "file_size": int,
}
_PHOTO: Shape = {"file_id": str, "file_unique_id": str, "width": int, "height": int, "file_size": int}
_MESSAGE: dict[str, Shape] = _WORDS | {
    "document": _DOCUMENT,
    "photo": [_PHOTO],
    "reply_to_message": _ANSWERED,
    "reply_markup": {"inline_keyboard": [[{"text": str, "callback_data": str}]]},
}
_MEMBER: Shape = {"status": str, "user": _USER, "is_member": bool, "can_send_messages": bool}


def _update(message: Shape) -> Shape:
    press = {"id": str, "from": _USER, "message": message, "chat_instance": str, "data": str}
    change = {
        "chat": _CHAT,
        "from": _USER,
        "date": int,
        "old_chat_member": _MEMBER,
        "new_chat_member": _MEMBER,
    }
    return {
        "update_id": int,
        "message": message,
        "edited_message": message,
        "callback_query": press,
        "my_chat_member": change,
    }


UPDATE = _update(_MESSAGE)
WORDS_ALONE = _update(_WORDS)
"""An update without files, buttons and the message that it answers."""


def pruned(value: Any, shape: Shape, wrong: list[str], name: str = "update") -> Any:  # noqa: ANN401 (JSON)
    """Return what of a value has this shape; the names of fields of another type are added to `wrong`.

    Fields that the shape does not name are left out, as are elements of lists that do not fit.
    """
    if isinstance(shape, Mapping):
        return _object(value, shape, wrong, name)
    if isinstance(shape, list):
        return _list(value, shape[0], wrong, name)
    if type(value) is shape and not (shape is int and abs(value) > _LARGEST):
        return value
    wrong.append(name)
    return None


def _object(value: Any, shape: Mapping[str, Any], wrong: list[str], name: str) -> dict[str, Any] | None:  # noqa: ANN401
    if not isinstance(value, dict):
        wrong.append(name)
        return None
    found = {
        key: pruned(value[key], inner, wrong, f"{name}.{key}") for key, inner in shape.items() if key in value
    }
    return {key: each for key, each in found.items() if each is not None}


def _list(value: Any, shape: Shape, wrong: list[str], name: str) -> list[Any] | None:  # noqa: ANN401
    if not isinstance(value, list):
        wrong.append(name)
        return None
    found = [pruned(each, shape, wrong, name) for each in value]
    return [each for each in found if each is not None]
