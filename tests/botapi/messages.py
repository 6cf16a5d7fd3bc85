"""Messages and the buttons below them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.botapi.refusals import Json


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a message (`inline`) or in place of the keyboard."""

    text: str
    data: str | None = None
    url: str | None = None
    inline: bool = True


@dataclass(eq=False, slots=True)
class Message:
    """A message as it now stands. `markup` is the keyboard as it was sent, `versions` holds what it said before."""

    chat_id: int
    id: int
    raw: Json
    by_bot: bool
    markup: Json | None = None
    versions: list[Json] = field(default_factory=list)
    deleted: bool = False
    file: bytes | None = None
    update_id: int | None = None

    @property
    def text(self) -> str:
        """The text or the caption, without its formatting."""
        return str(self.raw.get("text", self.raw.get("caption", "")))

    @property
    def thread_id(self) -> int | None:
        """The topic in which it stands."""
        thread_id: int | None = self.raw.get("message_thread_id")
        return thread_id

    @property
    def reply_to(self) -> int | None:
        """The id of the message that it answers."""
        message_id: int | None = self.raw.get("reply_to_message", {}).get("message_id")
        return message_id

    @property
    def buttons(self) -> list[Button]:
        """All buttons, row after row."""
        return list(_buttons(self.markup or {}))

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons."""
        return [button.text for button in self.buttons]

    def button(self, wanted: str) -> Button:
        """The button with this label or these data; else the first whose label contains it."""
        for button in self.buttons:
            if wanted in {button.text, button.data}:
                return button
        for button in self.buttons:
            if wanted in button.text:
                return button
        raise LookupError(f"no button {wanted!r} below {self.text!r}: {self.labels}")


def _buttons(markup: Json) -> Iterator[Button]:
    for row in markup.get("inline_keyboard", []):
        for key in row:
            yield Button(key["text"], key.get("callback_data"), key.get("url"))
    for row in markup.get("keyboard", []):
        for key in row:
            yield Button(key if isinstance(key, str) else key["text"], inline=False)
