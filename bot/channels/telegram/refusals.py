"""What Telegram's refusals of a message mean for the sender."""

from enum import Enum, auto

from telegram.error import BadRequest


class Remedy(Enum):
    """What to do with a message that was refused."""

    DONE = auto()
    AS_PLAIN_TEXT = auto()
    AS_NEW_MESSAGE = auto()
    WITHOUT_TOPIC = auto()
    OUT_OF_REACH = auto()
    GIVE_UP = auto()


_REMEDIES = (
    ("message is not modified", Remedy.DONE),
    ("can't parse entities", Remedy.AS_PLAIN_TEXT),
    ("message to edit not found", Remedy.AS_NEW_MESSAGE),
    ("message can't be edited", Remedy.AS_NEW_MESSAGE),
    ("message_id_invalid", Remedy.AS_NEW_MESSAGE),
    ("no text in the message to edit", Remedy.AS_NEW_MESSAGE),
    ("thread not found", Remedy.WITHOUT_TOPIC),
    ("topic_closed", Remedy.WITHOUT_TOPIC),
    ("topic_deleted", Remedy.WITHOUT_TOPIC),
    ("chat not found", Remedy.OUT_OF_REACH),
    ("peer_id_invalid", Remedy.OUT_OF_REACH),
    ("not enough rights", Remedy.OUT_OF_REACH),
    ("have no rights", Remedy.OUT_OF_REACH),
    ("chat_write_forbidden", Remedy.OUT_OF_REACH),
)


def remedy_for(error: BadRequest) -> Remedy:
    """Choose what to do about a refusal by what it says."""
    said = error.message.lower()
    return next((remedy for text, remedy in _REMEDIES if text in said), Remedy.GIVE_UP)
