"""Tells people what others did to an application: in their own language, through the outbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.applications.application import Application, Notice, Step
from bot.applications.ports import Records
from bot.dialogue import staff_room
from bot.dialogue.messages import Choice, Reply
from bot.dialogue.speaking import Voice
from knowledge.language import Language

_IN_ROOM = frozenset(["notice-submitted", "notice-second"])
"""What the staff group is told as a step already."""


class Post(Protocol):
    """What sends: a turn, or an errand of the command line."""

    def notify(self, person: str, reply: Reply, *, not_before: datetime | None = None) -> None:
        """Send a message to anybody through the outbox, in this same transaction."""
        ...


@dataclass(frozen=True, slots=True)
class Notices:
    """Addresses and words notices. `group` is the person id of the staff group, where there is one."""

    default: Language
    group: str | None = None

    async def send(self, post: Post, records: Records, steps: Sequence[Step]) -> None:
        """Send all notices of these steps, but not to those who took them; a staff group hears of each step."""
        for step in steps:
            await self._tell_room(post, records, step)
            for notice in step.notices:
                for person in await self._audience(records, step.application, notice):
                    if person and person != step.actor.person:
                        voice = Voice(await records.language(person) or self.default)
                        post.notify(person, worded(voice, step.application, notice))

    async def _tell_room(self, post: Post, records: Records, step: Step) -> None:
        if self.group is None:
            return
        voice = Voice(await records.language(self.group) or self.default)
        names = await names_of(records)
        said = staff_room.told(voice, step, lambda person: names.get(person or "", person or voice("nobody")))
        if said is not None:
            post.notify(self.group, said)

    async def _audience(self, records: Records, it: Application, notice: Notice) -> Sequence[str]:
        if notice.audience == "owner":
            return [it.owner]
        if notice.audience == "members":
            return it.members
        if notice.audience == "assignee":
            return [it.assignee] if it.assignee else []
        if notice.audience == "person":
            return [notice.person] if notice.person else []
        if self.group is not None:
            return [self.group] if notice.key not in _IN_ROOM else []
        return [m.person for m in await records.all_staff() if m.reviews and m.person not in it.members]


async def names_of(records: Records) -> Mapping[str, str]:
    """Name the staff as they call themselves."""
    return {member.person: member.name or member.person for member in await records.all_staff()}


async def assignee_of(it: Application, records: Records, voice: Voice) -> str:
    """Name who has taken an application on, or say that nobody has."""
    if not it.assignee:
        return voice("nobody")
    return (await names_of(records)).get(it.assignee, it.assignee)


def worded(voice: Voice, it: Application, notice: Notice) -> Reply:
    """Write a notice in one language."""
    title = it.offer.title.in_(voice.language)
    values = {name: _spelled(voice, name, value) for name, value in notice.values.items()}
    facts = {"title": title, "reference": it.reference or "", **values}
    return Reply(voice(notice.key, **facts), choices=_choices(voice, it, notice))


def _spelled(voice: Voice, name: str, value: str) -> str:
    if name in ("amount", "left"):
        return voice.money(value)
    if name == "closes":
        return voice.day(value)
    if name == "name":
        return value or voice("somebody")
    return value


def _choices(voice: Voice, it: Application, notice: Notice) -> tuple[Choice, ...]:
    if notice.key == "notice-join-asked":
        handle = notice.values["handle"]
        return (
            voice.button(f"ap:{it.id}:admit:{handle}", "button-admit"),
            voice.button(f"ap:{it.id}:decline:{handle}", "button-decline"),
        )
    if notice.key.startswith("remind-"):
        return (
            voice.button(f"ap:{it.id}:go", "button-continue"),
            voice.button(f"ap:{it.id}:quiet", "button-no-reminders"),
        )
    if notice.key == "notice-info-requested":
        return (voice.button(f"ap:{it.id}:go", "button-reply-now"),)
    if notice.audience in ("staff", "assignee") and notice.key != "notice-budget":
        return (voice.button(f"st:{it.id}:card", "button-card"),)
    if notice.audience == "members":
        return (voice.button(f"ap:{it.id}:show", "button-show"),)
    return ()
