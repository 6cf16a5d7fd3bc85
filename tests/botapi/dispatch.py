"""Takes a request from the wire to its method and back, with its faults, its checks and its record."""

import inspect
import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.botapi import checks
from tests.botapi.checks import Violation
from tests.botapi.faults import Faults, Rule
from tests.botapi.flood import Flood
from tests.botapi.methods import FLOOD_LIMITED, HANDLERS
from tests.botapi.params import Params, read_params
from tests.botapi.refusals import Breach, Json, Refusal, bad_request
from tests.botapi.world import World

_JSON_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Call:
    """A request and what became of it; `status` is 0 when the connection broke before anything was done."""

    method: str
    values: Json
    status: int
    at: float

    @property
    def chat_id(self) -> int | None:
        """The chat, when the request names one by number."""
        try:
            return int(self.values["chat_id"])
        except (KeyError, ValueError):
            return None


class Dispatcher:
    """All requests of one bot."""

    def __init__(self, world: World, *, validate: bool) -> None:
        self._world = world
        self.validate = validate
        self.faults = Faults()
        self.flood = Flood(world.clock)
        self.violations: list[Violation] = []
        self.calls: list[Call] = []
        if validate:
            checks.models()

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one HTTP request."""
        _, _, rest = request.path.partition("/bot")
        token, _, name = rest.partition("/")
        if request.path.startswith("/file/bot"):
            return await self._download(request, token, name)
        if not request.path.startswith("/bot") or ":" not in token:
            return _respond(Refusal(404, "Not Found"))
        if token != self._world.token:
            return _respond(Refusal(401, "Unauthorized"))
        params = await read_params(request)
        rule = self.faults.claim(name, params.values)
        if rule and rule.fault.moment == "before" and (broken := await self._fail(request, rule)):
            self._record(name, params, 0 if rule.fault.drop else broken.status)
            return broken
        answer = await self._answer(name, params)
        if answer.status == 409 and request.transport:
            self._world.polling.conflicts += 1
        if rule and rule.fault.moment == "after" and (broken := await self._fail(request, rule)):
            return broken
        return answer

    async def carry_out(self, name: str, params: Params) -> Any:  # noqa: ANN401 - any result of the API
        """Check and perform a method.

        Raises:
            Refusal: Telegram would say no.
        """
        key = name.lower()
        if key not in HANDLERS:
            if self.validate and key in checks.models():
                raise Refusal(501, f"Not Implemented: {name}", breach="unsupported")
            raise Refusal(404, "Not Found", breach="method")
        if self.validate:
            for problem in checks.problems(name, params):
                self._note("parameters", name, problem, params)
        if key in FLOOD_LIMITED:
            self._count(params)
        try:
            result = HANDLERS[key](self._world, params)
            return await result if inspect.isawaitable(result) else result
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise bad_request(f"{type(error).__name__}: {error}", "parameters") from error

    async def _answer(self, name: str, params: Params) -> web.Response:
        status = 200
        try:
            result = await self.carry_out(name, params)
        except Refusal as refusal:
            status = refusal.status
            if refusal.breach:
                self._note(refusal.breach, name, refusal.description, params)
            return _respond(refusal)
        finally:
            self._record(name, params, status)
        encoded = result if isinstance(result, bytes) else json.dumps(result, separators=(",", ":")).encode()
        return web.Response(body=b'{"ok":true,"result":' + encoded + b"}", content_type=_JSON_TYPE)

    def _record(self, name: str, params: Params, status: int) -> None:
        self.calls.append(Call(name, params.values, status, self._world.clock.now()))
        self._world.changes.happened()

    def _count(self, params: Params) -> None:
        chat = self._world.chat(params.values.get("chat_id"))
        chat.admit_bot()
        self.flood.check(chat)

    async def _fail(self, request: web.BaseRequest, rule: Rule) -> web.Response | None:
        """The faulty answer; None when the request goes on."""
        await rule.strike()
        if rule.fault.delay_s:
            await self._world.clock.sleep(rule.fault.delay_s)
        if rule.fault.drop:
            if request.transport:
                request.transport.abort()
            return web.Response(status=500)
        return _respond(rule.fault.refusal) if rule.fault.refusal else None

    async def _download(self, request: web.BaseRequest, token: str, path: str) -> web.StreamResponse:
        rule = self.faults.claim("download", {})
        if rule and (answer := await self._fail(request, rule)):
            return answer
        file = self._world.files.download(path) if token == self._world.token else None
        if file is None:
            return _respond(Refusal(404, "Not Found"))
        return web.Response(body=file.content, content_type="application/octet-stream")

    def _note(self, kind: Breach, name: str, detail: str, params: Params) -> None:
        self.violations.append(Violation(kind, name, detail, params.values))


def _respond(refusal: Refusal) -> web.Response:
    headers = {}
    if refusal.parameters and "retry_after" in refusal.parameters:
        headers["Retry-After"] = str(refusal.parameters["retry_after"])
    return web.Response(
        body=json.dumps(refusal.body).encode(),
        status=refusal.status,
        content_type=_JSON_TYPE,
        headers=headers,
    )
