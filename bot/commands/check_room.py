"""What `voucherbot doctor` finds out about the staff group on Telegram."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

from bot.commands.findings import TIMEOUT_S, Finding, problem, well
from bot.settings import Settings

_PART = "staff group"


def check_room(settings: Settings) -> Iterator[Finding]:
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
            yield well(_PART, f"it is the private chat with {chat.get('first_name', number)}")
        elif not chat.get("is_forum"):
            yield well(_PART, f"“{chat.get('title')}” has no topics; applications follow each other there")
        else:
            yield _rights(settings, number, str(chat.get("title")))
    except (OSError, ValueError) as error:
        yield problem(_PART, f"Telegram does not say ({type(error).__name__})", "try again")


def _rights(settings: Settings, number: str, title: str) -> Finding:
    me = _asked(settings, "getMe")
    member = _asked(settings, "getChatMember", chat_id=number, user_id=me["id"])
    if member.get("can_manage_topics") or member.get("status") == "creator":
        return well(_PART, f"“{title}” has topics, and every application gets one")
    return problem(
        _PART,
        f"“{title}” has topics, but the bot may not open any",
        "make the bot an administrator there who may manage topics",
    )


def _shut_out(number: str, answer: dict[str, Any]) -> Finding:
    new = answer.get("parameters", {}).get("migrate_to_chat_id")
    if new:
        says = f"the group {number} has the number {new} now"
        return problem(_PART, says, f"set VOUCHERBOT_STAFF_GROUP={new}")
    says = f"the group {number} cannot be reached ({answer['error']})"
    return problem(_PART, says, "let the bot into the group")


def _asked(settings: Settings, method: str, **values: object) -> dict[str, Any]:
    token = settings.telegram_token.get_secret_value().strip() if settings.telegram_token else ""
    address = f"{settings.telegram_base_url}{token}/{method}?{urlencode(values)}"
    try:
        with urlopen(address, timeout=TIMEOUT_S) as answer:  # noqa: S310 (set by the operator)
            result: dict[str, Any] = json.load(answer)["result"]
            return result
    except HTTPError as error:
        said: dict[str, Any] = json.load(error)
        return {"error": said.get("description", error.code), "parameters": said.get("parameters", {})}
