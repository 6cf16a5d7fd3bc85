"""What Telegram allows below a message."""

from tests.botapi.params import Params
from tests.botapi.refusals import Json, bad_request

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
MOST_DATA_BYTES = 64
_LABELS = {"text", "icon_custom_emoji_id", "style"}


def read_markup(params: Params, *, inline_only: bool = False) -> Json | None:
    """The keyboard of a request.

    Raises:
        Refusal: Telegram would not show it.
    """
    markup = params.decoded("reply_markup")
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup", "markup")
    if inline_only and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected", "markup")
    _check_layout(markup.get("inline_keyboard") or markup.get("keyboard") or [])
    for row in markup.get("inline_keyboard", []):
        for button in row:
            _check_inline(button)
    if "inline_keyboard" in markup:
        rows = [row for row in markup["inline_keyboard"] if row]
        return {"inline_keyboard": rows} if rows else None
    return markup


def _check_layout(rows: list[list[Json]]) -> None:
    if any(len(row) > MOST_IN_A_ROW for row in rows) or sum(len(row) for row in rows) > MOST_BUTTONS:
        raise bad_request("reply markup is too long", "markup")


def _check_inline(button: Json) -> None:
    if not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty", "markup")
    actions = set(button) - _LABELS
    if not actions:
        problem = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        raise bad_request(problem, "markup")
    if len(actions) > 1:
        raise bad_request(f"BUTTON_TYPE_INVALID: {', '.join(sorted(actions))}", "markup")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= MOST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID", "markup")
    if "url" in button and not str(button["url"]).startswith(("http://", "https://", "tg://")):
        raise bad_request("BUTTON_URL_INVALID", "markup")
