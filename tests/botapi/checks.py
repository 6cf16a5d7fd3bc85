"""Checks every request against aiogram's models of the Bot API, a description that is not the bot's own."""

import inspect
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from tests.botapi.params import Params
from tests.botapi.refusals import Breach, Json

if TYPE_CHECKING:
    from aiogram.methods.base import TelegramMethod


@dataclass(frozen=True, slots=True)
class Violation:
    """A request that breaks the description of the API."""

    kind: Breach
    method: str
    detail: str
    values: Json


@cache
def models() -> dict[str, "type[TelegramMethod[Any]]"]:
    """The model of each method by its name in lower case; loading them takes seconds."""
    from aiogram import methods
    from aiogram.methods.base import TelegramMethod

    return {
        model.__api_method__.lower(): model
        for _, model in inspect.getmembers(methods, inspect.isclass)
        if issubclass(model, TelegramMethod) and model is not TelegramMethod
    }


def problems(method: str, params: Params) -> list[str]:
    """What is wrong with the parameters of a known method."""
    from aiogram.types import BufferedInputFile

    model = models()[method.lower()]
    fields = model.model_fields
    uploads = {f"attach://{name}" for name in params.uploads}
    text = json.dumps(params.values, default=str)
    attached = {name for name in uploads if name in text}
    stray = [
        name
        for name in {*params.values, *params.uploads}
        if name not in fields and f"attach://{name}" not in attached
    ]
    found = [f"unknown parameter {name!r}" for name in sorted(stray)]
    try:
        values = {
            name: _decoded(value, structured=name in _structured(model))
            for name, value in params.values.items()
            if not (name == "reply_markup" and value in ("{}", {}))  # how a keyboard is taken away
        }
        files = {
            name: BufferedInputFile(upload.content, upload.name)
            for name, upload in params.uploads.items()
            if name in fields
        }
        checked = model.model_validate(values | files)
    except ValidationError as error:
        return found + [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
    except ValueError as error:
        return [*found, f"no JSON: {error}"]
    nested = (stray for name in fields for stray in _strays(getattr(checked, name), name))
    return found + [f"unknown field {name}" for name in nested]


def _decoded(value: object, *, structured: bool) -> object:
    return json.loads(value) if structured and isinstance(value, str) and value else value


@cache
def _structured(model: type[BaseModel]) -> frozenset[str]:
    fields = model.model_fields.items()
    return frozenset(name for name, info in fields if _is_structured(info.annotation))


def _is_structured(annotation: object) -> bool:
    if get_origin(annotation) in {list, dict}:
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_is_structured(part) for part in get_args(annotation))


def _strays(value: object, path: str) -> Iterator[str]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strays(item, f"{path}[{index}]")
    elif isinstance(value, BaseModel):
        for name in value.model_extra or {}:
            yield f"{path}.{name}"
        for name in type(value).model_fields:
            yield from _strays(getattr(value, name), f"{path}.{name}")
