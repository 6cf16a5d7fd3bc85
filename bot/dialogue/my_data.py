"""What is held on a person: shown to them whole, and erased when they ask."""

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot.applications import filling, retention
from bot.applications.application import Actor, Application, Step
from bot.dialogue.desks import Call, Desks, in_private
from bot.dialogue.messages import Incoming, Reply
from bot.dialogue.session import Turn

_SURE = "erase:sure"


@dataclass(frozen=True, slots=True)
class MyData:
    """The topic of a person's rights over their data."""

    desks: Desks

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        """Answer `/my_data` and `/delete_me`."""
        call = self.desks.call(incoming, turn)
        command = (incoming.text or "").strip()
        if command == "/my_data":
            return in_private(call) or [await self._export(call)]
        if command == "/delete_me":
            return in_private(call) or [await self._ask(call)]
        if incoming.choice == _SURE:
            return in_private(call) or [await self._erase(call)]
        return None

    async def _export(self, call: Call) -> Reply:
        mine = await call.desk.mine()
        held: dict[str, Any] = {
            "person": call.desk.person,
            "exported_at": call.desk.now,
            "conversation": await call.turn.stored(),
            "applications": [await self._whole(call, it) for it in mine],
        }
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            text = json.dumps(held, ensure_ascii=False, indent=2, default=_plain)
            archive.writestr("my-data.json", text.encode("utf-8", "replace"))
            for it in mine:
                for file in it.files:
                    content = await self.desks.blobs.get(file.sha256)
                    if content is not None:
                        archive.writestr(f"files/{file.id}-{file.name}", content)
        return Reply(call.voice("my-data"), document=("my-data.zip", out.getvalue()))

    async def _whole(self, call: Call, it: Application) -> dict[str, Any]:
        """Return an application with its history; colleagues and staff are other people and stay out."""
        shown = asdict(it)
        for private in ("owner", "colleagues", "asking_to_join", "assignee"):
            del shown[private]
        events = await call.desk.records.history(it.id)
        shown["history"] = [
            {"at": e.at, "by": e.part, "what": e.action, "before": e.before, "after": e.after,
             "values": {k: v for k, v in (e.personal or {}).items() if k != "salt"}}
            for e in events
            if e.action not in ("note", "send_back")
        ]  # fmt: skip
        return shown

    async def _ask(self, call: Call) -> Reply:
        mine = [it for it in await call.desk.mine() if it.owner == call.desk.person]
        text = call.voice("delete-sure")
        if any(it.is_open for it in mine):
            text += "\n\n" + call.voice("delete-open", count=sum(it.is_open for it in mine))
        if any(it.submitted_at is not None for it in mine):
            text += "\n\n" + call.voice("delete-kept", years=self.desks.rules.keep_approved.days // 365)
        return Reply(text, choices=(call.voice.button(_SURE, "button-delete"),))

    async def _erase(self, call: Call) -> Reply:
        member = await call.desk.records.staff(call.desk.person)
        if member is not None and member.standing != "revoked":
            return Reply(call.voice("delete-staff"))
        kept = 0
        for it in await call.desk.mine():
            kept += await self._erase_one(call, it)
        for it in await call.desk.records.asked_by(call.desk.person):
            await self._kept(call, filling.leave(it, Actor(call.desk.person), call.desk.now), 0)
        call.desk.records.forget(call.desk.person)
        call.turn.forget_person()
        call.turn.session.pending = None
        return Reply(call.voice("deleted") + (" " + call.voice("deleted-kept", count=kept) if kept else ""))

    async def _erase_one(self, call: Call, it: Application) -> int:
        """Close and erase an application of one's own, or leave somebody else's; return what stays of it."""
        actor, now = Actor(call.desk.person), call.desk.now
        if it.owner != call.desk.person:
            return await self._kept(call, filling.leave(it, actor, now), 0)
        if it.is_open:
            step = filling.withdraw(it, actor, now)
            await self._kept(call, step, 0)
            it = step.application if isinstance(step, Step) else it
        if it.erased_at is not None:
            return 0
        return await self._kept(
            call, retention.erase(it, actor, now, self.desks.rules), int(it.submitted_at is not None)
        )

    async def _kept(self, call: Call, step: object, count: int) -> int:
        if isinstance(step, Step):
            call.desk.records.keep(step)
            await call.notices.send(call.turn, call.turn.applications, [step])
        return count


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be exported")
