"""The parameters of a request: from the query, a form, a multipart form or JSON."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from tests.botapi.refusals import bad_request

_TRUE = {"true", "yes", "1"}
_NAME = re.compile(rb'[; ]name="([^"]*)"')
_FILE_NAME = re.compile(rb'[; ]filename="([^"]*)"')
_PART_TYPE = re.compile(rb"content-type:\s*([^\r\n]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the request."""

    name: str
    content: bytes
    media_type: str


class Params:
    """Typed access to what the bot sent; everything but the text of a form may come as JSON or as a string."""

    def __init__(self, values: dict[str, Any], uploads: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.uploads = uploads or {}

    def string(self, name: str) -> str:
        """A text, empty when it is absent."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str) -> int | None:
        """A whole number, or None when it is absent."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f'parameter "{name}" is not a number', "parameters") from None

    def flag(self, name: str) -> bool:
        """A yes or no; absent is no."""
        return str(self.values.get(name, "")).lower() in _TRUE

    def decoded(self, name: str) -> Any:  # noqa: ANN401 - JSON of any shape
        """A JSON value, decoded where it came as a string."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object", "parameters") from None


async def read_params(request: web.BaseRequest) -> Params:
    """All parameters of a request; those of the body win."""
    values: dict[str, Any] = dict(request.query)
    body = await request.content.read()
    if not body:
        return Params(values)
    if request.content_type == "application/json":
        loaded = json.loads(body)
        return Params(values | {key: value for key, value in loaded.items() if value is not None})
    if request.content_type == "multipart/form-data":
        boundary = _boundary(request.headers["Content-Type"])
        fields, uploads = _read_multipart(body, boundary)
        return Params(values | fields, uploads)
    return Params(values | dict(parse_qsl(body.decode(), keep_blank_values=True)))


def _boundary(content_type: str) -> bytes:
    return content_type.partition("boundary=")[2].partition(";")[0].strip('"').encode()


def _read_multipart(body: bytes, boundary: bytes) -> tuple[dict[str, str], dict[str, Upload]]:
    fields: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        if not (named := _NAME.search(head)):
            continue
        name = named[1].decode()
        if file_name := _FILE_NAME.search(head):
            media_type = _PART_TYPE.search(head)
            uploads[name] = Upload(
                file_name[1].decode(),
                content[:-2],
                media_type[1].decode() if media_type else "application/octet-stream",
            )
        else:
            fields[name] = content[:-2].decode()
    return fields, uploads
