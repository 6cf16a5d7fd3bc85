"""Whatever an update looks like, it arrives as it was given, and both libraries can read it."""

import inspect
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal, get_args, get_origin

import aiohttp
from aiogram.types import Update as AiogramUpdate
from aiogram.types.base import TelegramObject
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticUndefined
from telegram import Update as PtbUpdate

from tests.botapi import BotApi
from tests.botapi.refusals import Json

Draw = Callable[[st.SearchStrategy[Any]], Any]
KINDS = [
    "message", "edited_message", "channel_post", "callback_query", "inline_query", "my_chat_member", "poll",
    "poll_answer", "chat_join_request", "message_reaction", "chat_boost", "business_message",
]  # fmt: skip
LETTERS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)
SIMPLE: dict[object, st.SearchStrategy[Any]] = {
    int: st.integers(-(2**52), 2**52),
    float: st.floats(-180, 180, allow_nan=False),
    bool: st.booleans(),
    str: LETTERS,
    datetime: st.integers(1, 2**31 - 1),
    timedelta: st.integers(0, 10**6),
}
BY_NAME: dict[tuple[str, str], list[str]] = {
    ("Chat", "type"): ["private", "group", "supergroup", "channel"],
    ("Sticker", "type"): ["regular", "mask", "custom_emoji"],
    ("Poll", "type"): ["regular", "quiz"],
    ("MessageEntity", "type"): ["bold", "url", "bot_command", "date_time", "a kind of tomorrow"],
    ("Dice", "emoji"): ["🎲"],
    ("InlineQuery", "chat_type"): ["private", "group"],
}


@cache
def fields_of(model: type[TelegramObject]) -> tuple[tuple[str, Any, Any], ...]:
    fields = model.model_fields.items()
    return tuple((info.alias or name, info.annotation, info.default) for name, info in fields)


def draw_model(draw: Draw, model: type[TelegramObject], depth: int) -> Json:
    """A JSON object with all that the model requires and some of the rest."""
    found: Json = {}
    for name, annotation, default in fields_of(model):
        required = default is PydanticUndefined
        if required or (depth > 0 and name != "rich_message" and draw(st.integers(0, 9)) == 0):
            found[name] = draw_field(draw, model, name, annotation, depth)
        elif isinstance(default, str | int):
            found[name] = default
    return {name: value for name, value in found.items() if value is not None}


def draw_field(draw: Draw, model: type[TelegramObject], name: str, annotation: Any, depth: int) -> Any:  # noqa: ANN401
    """A field whose name may say more than its type."""
    if options := BY_NAME.get((model.__name__, name)):
        return draw(st.sampled_from(options))
    if any(word in name for word in ("date", "time", "duration", "period")):
        annotation = timedelta if annotation == int | None or annotation is int else annotation
    return draw_value(draw, annotation, depth - 1)


def draw_value(draw: Draw, annotation: Any, depth: int) -> Any:  # noqa: ANN401 - any JSON
    """A JSON value of an annotated kind; None for kinds that have no place in an update."""
    if annotation in SIMPLE:
        return draw(SIMPLE[annotation])
    if inspect.isclass(annotation) and issubclass(annotation, TelegramObject):
        return draw_model(draw, annotation, depth)
    parts = [part for part in get_args(annotation) if part is not type(None)]
    if get_origin(annotation) is list:
        return [draw_value(draw, parts[0], depth - 1) for _ in range(draw(st.integers(1, 2)))]
    if get_origin(annotation) is Literal:
        return getattr(parts[0], "value", parts[0])
    return draw_value(draw, draw(st.sampled_from(_kinds(parts))), depth) if parts else None


def _kinds(parts: list[Any]) -> list[Any]:
    """The alternatives to draw from: objects where there are any, else the first."""
    return [part for part in parts if inspect.isclass(part) and issubclass(part, TelegramObject)] or parts[:1]


@st.composite
def odd_updates(draw: Draw) -> Json:
    kind = draw(st.sampled_from(KINDS))
    annotation = AiogramUpdate.model_fields[kind].annotation
    return {"update_id": draw(st.integers(1, 2**31 - 1)), kind: draw_value(draw, annotation, depth=3)}


@given(updates=st.lists(odd_updates(), min_size=1, max_size=8, unique_by=lambda update: update["update_id"]))
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
async def test_odd_updates_arrive_as_they_were_given(updates: list[Json]) -> None:
    async with BotApi() as api, aiohttp.ClientSession() as session:
        for update in updates:
            api.updates.deliver(update)
        async with session.get(f"{api.base_url}{api.token}/getUpdates") as answer:
            received = (await answer.json())["result"]
    assert received == updates
    for update in received:
        read = PtbUpdate.de_json(update, None)
        assert read.update_id == update["update_id"]
        AiogramUpdate.model_validate(update)
