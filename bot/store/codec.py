"""Replies and sessions as JSON text, safe for every character that a message can hold."""

import base64
import hashlib
import json
from typing import Any

from pydantic import TypeAdapter

from bot.dialogue.messages import Reply
from bot.dialogue.session import Session

_REPLY = TypeAdapter(Reply)
_SESSION = TypeAdapter(Session)


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be stored")


def dump(value: object) -> str:
    """Write plain values as JSON in ASCII, so that no database refuses a NUL or a lone surrogate."""
    return json.dumps(value, default=_plain, separators=(",", ":"))


def dump_reply(reply: Reply) -> str:
    """Write a reply; only what differs from an empty one is kept."""
    return dump(_REPLY.dump_python(reply, exclude_defaults=True))


def load_reply(text: str) -> Reply:
    """Read a reply back."""
    value: dict[str, Any] = json.loads(text)
    if value.get("document"):
        name, content = value["document"]
        value["document"] = (name, base64.b64decode(content))
    return _REPLY.validate_python(value)


def dump_session(session: Session) -> str:
    """Write a session."""
    return dump(_SESSION.dump_python(session, exclude_defaults=True))


def load_session(text: str) -> Session:
    """Read a session back; what an older version stored and this one does not know is dropped."""
    return _SESSION.validate_python(json.loads(text))


def digest(value: object) -> str | None:
    """Name a JSON value by its content; None has no name."""
    if value is None:
        return None
    text = json.dumps(value, default=_plain, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
