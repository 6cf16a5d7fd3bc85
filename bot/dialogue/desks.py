"""What the topics of applications share: the founders' desk for one message, and what it is made from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.applications.application import Application, Step
from bot.applications.founders import FounderDesk
from bot.applications.outcome import Refused
from bot.applications.rules import Rules
from bot.dialogue.blobs import Blobs
from bot.dialogue.messages import Incoming, Reply
from bot.dialogue.notices import Notices
from bot.dialogue.offers import Offers
from bot.dialogue.session import Turn
from bot.dialogue.speaking import Voice, voice_of
from bot.dialogue.ways_out import refusal


@dataclass(frozen=True, slots=True)
class Call:
    """One message on its way through this topic: who says it, in which language, to which desk."""

    turn: Turn
    incoming: Incoming
    voice: Voice
    desk: FounderDesk
    notices: Notices

    async def told(self, step: Step | Refused, about: str = "") -> Application | Reply:
        """Send a step's notices; return the application after it, or why not and how to go on."""
        if isinstance(step, Refused):
            return self.refused(step, about)
        await self.notices.send(self.turn, self.turn.applications, [step])
        return step.application

    def refused(self, refused: Refused, about: str = "") -> Reply:
        """Say why not, with the way on; `about` is the id of the person's application, if it is about one."""
        return refusal(self.voice, refused, about)


@dataclass(frozen=True, slots=True)
class Desks:
    """What the topics of applications share."""

    offers: Offers
    blobs: Blobs
    rules: Rules
    notices: Notices
    now: Callable[[], datetime]

    def call(self, incoming: Incoming, turn: Turn) -> Call:
        """Open the founders' desk for a message."""
        now = self.now()
        today = now.astimezone(self.rules.zone).date()
        desk = FounderDesk(turn.applications, incoming.person, now, today)
        return Call(
            turn, incoming, voice_of(turn.session, incoming, self.notices.default), desk, self.notices
        )


def in_private(call: Call) -> Sequence[Reply]:
    """Return the request to write in private, where a message came from a group; else nothing."""
    return [Reply(call.voice("apply-in-private"))] if call.incoming.in_group else []


def read_choice(choice: str) -> tuple[str, str, str]:
    """Read a button of an application: its id, the verb and what follows."""
    _, _, rest = choice.partition(":")
    application_id, _, verb = rest.partition(":")
    name, _, arg = verb.partition(":")
    return application_id, name, arg
