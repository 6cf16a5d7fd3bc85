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
from bot.applications.form import BY_ID
from bot.dialogue.desks import Call, Desks, in_private
from bot.dialogue.messages import Incoming, Reply
from bot.dialogue.session import Turn

_SURE = "erase:sure"
_WITHDRAW, _WITHDRAW_SURE = "consent:withdraw", "consent:sure"
_WORDS = frozenset(["撤回同意", "withdraw consent", "withdraw my consent"])


@dataclass(frozen=True, slots=True)
class MyData:
    """The topic of a person's rights over their data."""

    desks: Desks

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        """Answer `/my_data`, `/delete_me` and the withdrawal of consent."""
        call = self.desks.call(incoming, turn)
        command = (incoming.text or "").strip()
        if command == "/my_data":
            return in_private(call) or [await self._export(call)]
        if command == "/delete_me":
            return in_private(call) or [await self._ask(call)]
        if incoming.choice == _SURE:
            return in_private(call) or [await self._erase(call)]
        if incoming.choice == _WITHDRAW or command.casefold() in _WORDS:
            return in_private(call) or [await self._ask_to_withdraw(call)]
        if incoming.choice == _WITHDRAW_SURE:
            return in_private(call) or [await self._withdraw(call)]
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
        document = ("my-data.zip", out.getvalue())
        if not _consented(call, mine):
            return Reply(call.voice("my-data"), document=document)
        said = call.voice("my-data") + "\n\n" + call.voice("my-data-consent")
        withdraw = call.voice.button(_WITHDRAW, "button-withdraw-consent")
        return Reply(said, choices=(withdraw,), document=document)

    async def _ask_to_withdraw(self, call: Call) -> Reply:
        theirs = _consented(call, await call.desk.mine())
        if not theirs:
            return Reply(call.voice("consent-none"))
        parts = [call.voice("consent-sure")]
        if any(it.is_open for it in theirs):
            parts.append(call.voice("consent-open", count=sum(it.is_open for it in theirs)))
        if any(it.submitted_at is not None for it in theirs):
            parts.append(call.voice("delete-kept", years=self.desks.rules.keep_approved.days // 365))
        sure = call.voice.button(_WITHDRAW_SURE, "button-withdraw-consent-sure")
        return Reply("\n\n".join(parts), choices=(sure,))

    async def _withdraw(self, call: Call) -> Reply:
        """Close and erase every application that rests on the person's consent."""
        theirs = _consented(call, await call.desk.mine())
        for it in theirs:
            await self._erase_one(call, it)
        pending = call.turn.session.pending
        if pending is not None and pending.get("application") in {it.id for it in theirs}:
            call.turn.session.pending = None
        return Reply(call.voice("consent-withdrawn" if theirs else "consent-none"))

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


def _consented(call: Call, mine: Sequence[Application]) -> list[Application]:
    """Return the person's own applications that hold personal data, with or without the consent of today."""
    return [
        it
        for it in mine
        if it.owner == call.desk.person
        and it.erased_at is None
        and (
            it.privacy_agreed_at is not None
            or any(BY_ID[name].personal for name in it.answers if name in BY_ID)
        )
    ]


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be exported")
