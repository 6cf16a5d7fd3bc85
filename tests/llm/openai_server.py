"""A small real HTTP server that speaks the OpenAI protocol, and behaves as well or as badly as it is told."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

_PASSAGE = re.compile(r"^\[(\d+)\] [^\n]*?: (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Says:
    """Writes a text, `piece` characters at a time. `waits_s` comes before it, `pause_s` before each piece.

    After `stops_after` pieces it `stalls` for ever, or breaks the connection off.
    """

    text: str
    piece: int = 40
    waits_s: float = 0.0
    pause_s: float = 0.0
    stops_after: int | None = None
    stalls: bool = False


@dataclass(frozen=True)
class Refuses:
    """Answers with an HTTP error."""

    status: int
    message: str = "no"


@dataclass(frozen=True)
class Garbles:
    """Sends a body that is no stream of events."""

    body: bytes = b"<html>gateway</html>"


Behaviour = Says | Refuses | Garbles
Behave = Callable[[dict[str, Any]], Behaviour]


def written(*sentences: tuple[str, Sequence[int]], complete: bool = True) -> str:
    """Return what a model writes that keeps to the form."""
    listed = [{"text": text, "labels": list(labels)} for text, labels in sentences]
    return json.dumps({"sentences": listed, "complete": complete}, ensure_ascii=False)


def passages(request: dict[str, Any]) -> list[tuple[int, str]]:
    """List the numbered passages of a request."""
    return [
        (int(number), text) for number, text in _PASSAGE.findall(data(request).partition("</passages>")[0])
    ]


def data(request: dict[str, Any]) -> str:
    """Return what stands in a request as data."""
    return str(request["messages"][-1]["content"])


def copies(count: int = 2, *, waits_s: float = 0.0, pause_s: float = 0.0) -> Behave:
    """Write the first passages word for word, as a careful model would."""

    def behave(request: dict[str, Any]) -> Behaviour:
        return Says(
            written(*((text, [number]) for number, text in passages(request)[:count])),
            waits_s=waits_s,
            pause_s=pause_s,
        )

    return behave


def always(behaviour: Behaviour) -> Behave:
    """Do the same to every request."""
    return lambda _request: behaviour


@dataclass
class Server:
    """The running server. `behave` decides on each request; `requests` keeps them."""

    behave: Behave
    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    running: int = 0
    ended: int = 0
    broken: int = 0
    """How many clients hung up before the end."""
    wrote_at: list[float] = field(default_factory=list)
    """When each piece of the last answer was sent, on the clock of `time.perf_counter`."""
    _asked: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def wait_until_asked(self, words: str, *, since: int = 0) -> None:
        """Wait for a request with these words among those from number `since` on."""
        async with self._asked:
            await self._asked.wait_for(lambda: any(words in data(it) for it in self.requests[since:]))

    async def complete(self, request: web.Request) -> web.StreamResponse:
        """Answer a request for a completion."""
        asked = await request.json()
        self.requests.append(asked)
        self.headers.append(dict(request.headers))
        async with self._asked:
            self._asked.notify_all()
        behaviour = self.behave(asked)
        self.running += 1
        try:
            if isinstance(behaviour, Refuses):
                body = {"error": {"message": behaviour.message, "type": "error", "code": behaviour.status}}
                return web.json_response(body, status=behaviour.status)
            if isinstance(behaviour, Garbles):
                return web.Response(body=behaviour.body, content_type="text/html")
            return await self._stream(request, asked, behaviour)
        except (ConnectionResetError, asyncio.CancelledError):
            self.broken += 1
            raise
        finally:
            self.running -= 1

    async def _stream(self, request: web.Request, asked: dict[str, Any], says: Says) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await asyncio.sleep(says.waits_s)
        await response.prepare(request)
        self.wrote_at = []
        pieces = [says.text[at : at + says.piece] for at in range(0, len(says.text), says.piece)]
        for number, piece in enumerate(pieces):
            if number == says.stops_after:
                if says.stalls:
                    await asyncio.sleep(3600)
                assert request.transport is not None
                request.transport.abort()
                return response
            if says.pause_s:
                await asyncio.sleep(says.pause_s)
            self.wrote_at.append(time.perf_counter())
            await response.write(_event(asked, _delta(asked, piece, first=number == 0)))
        await response.write(_event(asked, {}, finish="tool_calls" if asked.get("tools") else "stop"))
        usage = {"prompt_tokens": len(data(asked)) // 2, "completion_tokens": len(says.text) // 2}
        await response.write(_event(asked, None, usage=usage | {"total_tokens": sum(usage.values())}))
        await response.write(b"data: [DONE]\n\n")
        self.ended += 1
        return response


def _delta(asked: dict[str, Any], piece: str, *, first: bool) -> dict[str, Any]:
    if not asked.get("tools"):
        return {"role": "assistant", "content": piece} if first else {"content": piece}
    function: dict[str, Any] = {"arguments": piece}
    call: dict[str, Any] = {"index": 0, "function": function}
    if first:
        call |= {"id": "call_1", "type": "function"}
        function["name"] = asked["tools"][0]["function"]["name"]
    return {"role": "assistant", "tool_calls": [call]}


def _event(
    asked: dict[str, Any],
    delta: dict[str, Any] | None,
    *,
    finish: str | None = None,
    usage: dict[str, int] | None = None,
) -> bytes:
    choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    chunk = {
        "id": "c",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": asked["model"],
        "choices": choices,
    }
    return b"data: " + json.dumps(chunk | ({"usage": usage} if usage else {})).encode() + b"\n\n"


@asynccontextmanager
async def serve(behave: Behave) -> AsyncIterator[Server]:
    """Run the server on a free port."""
    server = Server(behave)
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.complete)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    server.url = f"http://{host}:{port}/v1"
    try:
        yield server
    finally:
        await runner.cleanup()
