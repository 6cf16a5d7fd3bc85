"""Answers to pressed buttons."""

from tests.botapi.methods.registry import Result, method
from tests.botapi.params import Params
from tests.botapi.refusals import bad_request
from tests.botapi.updates import CALLBACK_LIFE_S
from tests.botapi.world import World


@method("answerCallbackQuery")
def answer_callback_query(world: World, params: Params) -> Result:
    """Tell the person that the press has arrived; possible for 150 seconds."""
    press = world.presses.get(params.string("callback_query_id"))
    if press is None or world.clock.now() - press.at > CALLBACK_LIFE_S:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = params.string("text")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG", "length")
    url = params.string("url")
    if url and not url.startswith(f"https://t.me/{world.me['username']}?start="):
        raise bad_request("URL_INVALID")
    press.answers.append({"text": text, "show_alert": params.flag("show_alert"), "url": url})
    world.changes.happened()
    return True
