"""What a message carries besides text, and how a file is fetched."""

from telegram import Bot, Message
from telegram.error import TelegramError

from bot.dialogue.messages import Attachment, Medium


class FileTooLargeError(Exception):
    """The file is larger than what may be fetched."""


class FileUnavailableError(Exception):
    """Telegram did not give the file out."""


def medium_of(message: Message) -> Medium:
    """Name what a message is."""
    if message.text is not None:
        return "text"
    kinds: tuple[tuple[Medium, bool], ...] = (
        ("file", message.document is not None and message.animation is None),
        ("photo", bool(message.photo)),
        ("voice", message.voice is not None or message.audio is not None or message.video_note is not None),
        ("sticker", message.sticker is not None),
        ("contact", message.contact is not None),
        ("location", message.location is not None or message.venue is not None),
    )
    return next((medium for medium, present in kinds if present), "other")


def attachment_of(message: Message, *, largest: int) -> Attachment | None:
    """Return the document or the largest photo of a message; its bytes are fetched when they are read."""
    bot = message.get_bot()
    if message.document is not None and message.animation is None:
        document = message.document
        name = document.file_name or "file"
        size, media_type = document.file_size or 0, document.mime_type
        return _attachment(bot, document.file_id, name, size, media_type, largest=largest)
    if message.photo:
        photo = message.photo[-1]
        return _attachment(
            bot, photo.file_id, "photo.jpg", photo.file_size or 0, "image/jpeg", largest=largest
        )
    return None


def _attachment(
    bot: Bot, file_id: str, name: str, size: int, media_type: str | None, *, largest: int
) -> Attachment:
    async def read() -> bytes:
        if size > largest:
            raise FileTooLargeError
        try:
            file = await bot.get_file(file_id)
            content = bytes(await file.download_as_bytearray())
        except TelegramError:
            raise FileUnavailableError from None
        if len(content) > largest:
            raise FileTooLargeError
        return content

    return Attachment(name=name, size_bytes=size, media_type=media_type, read=read)
