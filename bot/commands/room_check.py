"""What `voucherbot doctor` finds out about the staff group on Telegram."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

from bot.settings import Settings

_TIMEOUT_S = 8.0
Found = tuple[bool, str, str]
"""Whether it is well, what is found, and what to do where it is not."""


def check_room(settings: Settings) -> Iterator[Found]:
    """Ask Telegram whether the group is there, whether it has topics, and whether the bot may open them."""
    room, token = settings.staff_room or "", settings.telegram_token
    if not room.startswith("telegram:") or token is None or not token.get_secret_value().strip():
        return
    number = room.partition(":")[2]
    try:
        chat = _asked(settings, "getChat", chat_id=number)
        if "error" in chat:
            yield _shut_out(number, chat)
            return
        if chat.get("type") == "private":
            yield True, f"it is the private chat with {chat.get('first_name', number)}", ""
        elif not chat.get("is_forum"):
            yield True, f"“{chat.get('title')}” has no topics; applications follow each other there", ""
        else:
            yield _rights(settings, number, str(chat.get("title")))
    except (OSError, ValueError) as error:
        yield False, f"Telegram does not say ({type(error).__name__})", "try again"


def _rights(settings: Settings, number: str, title: str) -> Found:
    me = _asked(settings, "getMe")
    member = _asked(settings, "getChatMember", chat_id=number, user_id=me["id"])
    if member.get("can_manage_topics") or member.get("status") == "creator":
        return True, f"“{title}” has topics, and every application gets one", ""
    return (
        False,
        f"“{title}” has topics, but the bot may not open any",
        "make the bot an administrator there who may manage topics",
    )


def _shut_out(number: str, answer: dict[str, Any]) -> Found:
    new = answer.get("parameters", {}).get("migrate_to_chat_id")
    if new:
        return False, f"the group {number} has the number {new} now", f"set VOUCHERBOT_STAFF_GROUP={new}"
    return False, f"the group {number} cannot be reached ({answer['error']})", "let the bot into the group"


def _asked(settings: Settings, method: str, **values: object) -> dict[str, Any]:
    token = settings.telegram_token.get_secret_value().strip() if settings.telegram_token else ""
    address = f"{settings.telegram_base_url}{token}/{method}?{urlencode(values)}"
    try:
        with urlopen(address, timeout=_TIMEOUT_S) as answer:  # noqa: S310 (set by the operator)
            result: dict[str, Any] = json.load(answer)["result"]
            return result
    except HTTPError as error:
        said: dict[str, Any] = json.load(error)
        return {"error": said.get("description", error.code), "parameters": said.get("parameters", {})}
