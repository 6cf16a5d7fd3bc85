"""The driver over HTTP, for a server that runs as its own process: POST /control/<verb> with JSON."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any, TypeAlias

from aiohttp import web

from tests.botapi import faults
from tests.botapi.load import run_load
from tests.botapi.messages import Message
from tests.botapi.people import Person
from tests.botapi.refusals import Json
from tests.botapi.server import BotApi

Verb: TypeAlias = Callable[["Control", Json], Awaitable[Any]]

_FAULTS: dict[str, Callable[..., faults.Fault]] = {
    "flood_wait": faults.flood_wait,
    "refused": faults.refused,
    "server_error": faults.server_error,
    "slow": faults.slow,
    "dropped": faults.dropped,
    "lost_reply": faults.lost_reply,
    "paused": faults.paused,
}


class Control:
    """Carries out verbs on a server, and passes everything else on to the bot's methods."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.people: dict[int, Person] = {}
        self._bot_side = api.handler
        api.handler = self._handle

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if not request.path.startswith("/control/"):
            return await self._bot_side(request)
        verb = _VERBS.get(request.path.removeprefix("/control/"))
        if verb is None:
            return _respond({"error": f"no such verb; there are {', '.join(sorted(_VERBS))}"}, 404)
        body = await request.content.read()
        try:
            return _respond(await verb(self, json.loads(body or b"{}")))
        except (LookupError, TimeoutError, TypeError, ValueError) as error:
            return _respond({"error": f"{type(error).__name__}: {error}"}, 400)


def _respond(result: object, status: int = 200) -> web.Response:
    return web.Response(text=json.dumps(result), status=status, content_type="application/json")


def _brief(message: Message) -> Json:
    return {
        "message_id": message.id,
        "update_id": message.update_id,
        "by_bot": message.by_bot,
        "text": message.text,
        "labels": message.labels,
        "raw": message.raw,
    }


async def _person(control: Control, wanted: Json) -> Json:
    person = control.api.person(**wanted)
    control.people[person.id] = person
    return {"id": person.id}


async def _sends(control: Control, wanted: Json) -> Json:
    person = control.people[wanted.pop("person")]
    if "to" in wanted:
        wanted["to"] = control.api.world.chats[wanted["to"]]
    return _brief(await person.sends(**wanted))


async def _presses(control: Control, wanted: Json) -> Json:
    press = await control.people[wanted["person"]].presses(wanted["button"])
    return {"id": press.id, "update_id": press.update_id}


async def _wait(control: Control, wanted: Json) -> Json:
    chat = control.api.world.chats[wanted.pop("chat")]
    return _brief(await chat.wait_for_either(**wanted))


async def _messages(control: Control, wanted: Json) -> list[Json]:
    chat = control.api.world.chats[wanted["chat"]]
    return [_brief(message) for message in chat.messages.values() if not message.deleted]


async def _sent(control: Control, wanted: Json) -> list[str]:
    return control.api.world.chats[wanted["chat"]].sent


async def _group(control: Control, wanted: Json) -> Json:
    members = [control.people[person] for person in wanted["members"]]
    return {"id": control.api.group(wanted["title"], members).id}


async def _advance(control: Control, wanted: Json) -> Json:
    control.api.clock.advance(wanted["seconds"])
    return {"now": control.api.clock.now()}


async def _fail(control: Control, wanted: Json) -> Json:
    fault = _FAULTS[wanted.pop("fault")](**wanted.pop("with", {}))
    control.api.faults.add(wanted.pop("method", None), fault, **wanted)
    return {"rules": len(control.api.faults.rules)}


async def _mend(control: Control, wanted: Json) -> Json:
    control.api.faults.clear()
    return {"rules": 0}


async def _flood(control: Control, wanted: Json) -> Json:
    if wanted["on"]:
        control.api.flood.switch_on()
    else:
        control.api.flood.switch_off()
    return {"refused": len(control.api.flood.refused)}


async def _violations(control: Control, wanted: Json) -> list[Json]:
    return [asdict(violation) for violation in control.api.violations]


async def _stats(control: Control, wanted: Json) -> Json:
    api = control.api
    return {
        "calls": len(api.calls),
        "answers": api.world.answers,
        "pending": len(api.updates.pending),
        "conflicts": api.world.polling.conflicts,
        "violations": len(api.violations),
        "flood_refusals": len(api.flood.refused),
    }


async def _confirmed(control: Control, wanted: Json) -> Json:
    await control.api.wait_until_confirmed(**wanted)
    return {"pending": 0}


async def _load(control: Control, wanted: Json) -> Json:
    return (await run_load(control.api, **wanted)).json


_VERBS: dict[str, Verb] = {
    "person": _person,
    "group": _group,
    "sends": _sends,
    "presses": _presses,
    "wait": _wait,
    "messages": _messages,
    "sent": _sent,
    "advance": _advance,
    "fail": _fail,
    "mend": _mend,
    "flood": _flood,
    "violations": _violations,
    "stats": _stats,
    "confirmed": _confirmed,
    "load": _load,
}
