# ruff: noqa: ANN401 (whatever JSON holds and whatever is replaced)
"""Updates as no library expects them: every field of the Bot API's objects missing, of another type, or unknown.

The objects are made from aiogram's description of the API, which is not the library that the bot reads with.
"""

import types
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

from aiogram.types import CallbackQuery, ChatMemberUpdated, Message
from pydantic import BaseModel

Json = dict[str, Any]
SECRET = "confidential-revenue"
"""Stands in every text, so that it can be looked for where nothing of an update may be."""
_PLAIN = {bool: True, int: 7, float: 0.5, str: SECRET, datetime: 1_700_000_000, timedelta: 60}
_OTHERS: tuple[Any, ...] = (5, SECRET, [], {}, [{}], None, True, 2**70, {"unknown": {"deep": SECRET}})


def whole(model: type[BaseModel], depth: int = 0) -> Json:
    """Return an object with all that this kind requires."""
    return {
        field.alias or name: _sample(field.annotation, depth + 1)
        for name, field in model.model_fields.items()
        if field.is_required()
    }


def mutilated(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    """Yield every field of an object with values that it should not have."""
    for name, field in model.model_fields.items():
        key = field.alias or name
        for other in _OTHERS:
            yield key, other
        inner = _model_in(field.annotation)
        if inner is None:
            continue
        complete = whole(inner)
        in_list = get_origin(_without_none(field.annotation)) is list
        broken = [{k: v for k, v in complete.items() if k != left_out} for left_out in complete]
        others: tuple[Any, ...] = (5, SECRET, {})
        broken += [complete | {changed: value} for changed in complete for value in others]
        broken += [complete, complete | {"from_a_later_api": {"text": SECRET}}]
        for each in broken:
            yield key, [each] if in_list else each


def messages(base: Json, kind: str = "message") -> Iterator[Json]:
    """Yield updates with a message of which one field is wrong, or missing."""
    for key, value in mutilated(Message):
        yield {kind: base | {key: value}}
    for key in base:
        yield {kind: {k: v for k, v in base.items() if k != key}}
    for other in _OTHERS:
        yield {kind: other}


def presses(base: Json) -> Iterator[Json]:
    """Yield updates with a press of which one field is wrong, or missing."""
    for key, value in mutilated(CallbackQuery):
        yield {"callback_query": base | {key: value}}
    for key, value in mutilated(Message):
        yield {"callback_query": base | {"message": base["message"] | {key: value}}}
    for key in base:
        yield {"callback_query": {k: v for k, v in base.items() if k != key}}


def memberships(base: Json) -> Iterator[Json]:
    """Yield updates about the bot's own standing of which one field is wrong, or missing."""
    for key, value in mutilated(ChatMemberUpdated):
        yield {"my_chat_member": base | {key: value}}
    for key in base:
        yield {"my_chat_member": {k: v for k, v in base.items() if k != key}}


def _sample(annotation: Any, depth: int) -> Any:
    kind = _without_none(annotation)
    if get_origin(kind) is list:
        return [_sample(get_args(kind)[0], depth)] if depth < 4 else []
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return whole(kind, depth) if depth < 6 else {}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind)).value
    return _PLAIN.get(kind, SECRET)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    kind = _without_none(annotation)
    if get_origin(kind) is list:
        return _model_in(get_args(kind)[0])
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in {Union, types.UnionType}:
        return _without_none(next(it for it in get_args(annotation) if it is not type(None)))
    return annotation
