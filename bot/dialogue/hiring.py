"""How somebody becomes staff in the chat: an invitation, and an admin's confirmation."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.applications.admins import AdminDesk
from bot.applications.joining import handle
from bot.applications.outcome import Refused
from bot.dialogue.desks import Call, Desks
from bot.dialogue.messages import Incoming, Reply
from bot.dialogue.session import Turn
from bot.dialogue.speaking import own_person

_HIDDEN = Refused("unknown-application", hidden=True)
_LINK = "/start staff_"


@dataclass(frozen=True, slots=True)
class Hiring:
    """The topic of invitations; it stands before the topic of `/start`."""

    desks: Desks

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        """Answer an invitation and the button that confirms it."""
        text, choice = (incoming.text or "").strip(), incoming.choice or ""
        call = self.desks.call(incoming, turn)
        desk = AdminDesk(turn.applications, own_person(incoming), call.desk.now)
        if text.startswith(_LINK):
            return await self._join(call, desk, text.removeprefix(_LINK))
        if text.startswith("/staff "):
            return await self._join(call, desk, text.partition(" ")[2].strip().removeprefix("staff_"))
        if choice.startswith("hire:"):
            return await self._hire(call, desk, choice.removeprefix("hire:"))
        return None

    async def _join(self, call: Call, desk: AdminDesk, token: str) -> Sequence[Reply]:
        if call.incoming.in_group:
            return [Reply(call.voice("apply-in-private"))]
        member = await desk.accept(token, call.incoming.name)
        if isinstance(member, Refused):
            return [call.voice.refusal(member)]
        voice = call.voice
        if member.standing == "active":
            return [Reply(voice("staff-welcome", role=voice(f"role-{member.role}")))]
        admins = [m for m in await call.turn.applications.all_staff() if m.is_admin]
        for admin in admins:
            hire = voice.button(f"hire:{handle(member.person)}", "button-hire")
            asked = voice("staff-to-confirm", person=member.person, role=voice(f"role-{member.role}"))
            call.turn.notify(admin.person, Reply(asked, choices=(hire,)))
        return [Reply(voice("staff-pending"))]

    async def _hire(self, call: Call, desk: AdminDesk, short: str) -> Sequence[Reply]:
        everybody = await desk.everybody()
        if isinstance(everybody, Refused):
            return [call.voice.refusal(_HIDDEN)]
        person = next((m.person for m in everybody if handle(m.person) == short), "")
        member = await desk.confirm(person)
        if isinstance(member, Refused):
            return [call.voice.refusal(member)]
        welcome = call.voice("staff-welcome", role=call.voice(f"role-{member.role}"))
        call.turn.notify(member.person, Reply(welcome))
        return [Reply(call.voice("staff-hired"))]
