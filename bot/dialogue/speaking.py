"""One language's voice: sentences, buttons, money and dates as people write them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.applications.outcome import Refused
from bot.dialogue.messages import Choice, Incoming, Reply
from bot.dialogue.session import Session
from bot.dialogue.words import say
from knowledge.language import Language


@dataclass(frozen=True, slots=True)
class Voice:
    """Says things in one language."""

    language: Language

    def __call__(self, key: str, **values: str | float) -> str:
        """Say a sentence."""
        return say(self.language, key, **values)

    def button(self, id_: str, key: str, **values: str | float) -> Choice:
        """Make a button; its id fits in 48 bytes."""
        return Choice(id_, self(key, **values))

    def refusal(self, refused: Refused) -> Reply:
        """Say why something was not done."""
        values = {name: self._spelled(name, value) for name, value in refused.values.items()}
        return Reply(self(f"refused-{refused.reason}", **values))

    def money(self, amount: Decimal | str | None) -> str:
        """Write an amount of yuan."""
        if amount is None:
            return self("amount-unknown")
        figure = f"{Decimal(amount):,.2f}".removesuffix(".00")
        return self("amount-yuan", figure=figure)

    def day(self, day: date | str | None) -> str:
        """Write a date."""
        if day is None or day == "":
            return self("date-unknown")
        found = date.fromisoformat(day) if isinstance(day, str) else day
        if self.language == "zh":
            return f"{found.year}年{found.month}月{found.day}日"
        return found.isoformat()

    def moment(self, moment: datetime, zone: ZoneInfo) -> str:
        """Write a moment in the founders' time zone."""
        local = moment.astimezone(zone)
        return f"{self.day(local.date())} {local:%H:%M}"

    def _spelled(self, name: str, value: str) -> str:
        if name in ("ceiling", "left", "asked", "proposed"):
            return self.money(value)
        if name in ("closes", "opens", "start", "end"):
            return self.day(value)
        if name == "state":
            return self(f"state-{value}")
        return value


def voice_of(session: Session, incoming: Incoming, default: Language) -> Voice:
    """Return the voice in which a person is spoken to."""
    return Voice(session.language or incoming.language or default)


def own_person(incoming: Incoming) -> str:
    """Return the person behind a message; in a group their id names the group too."""
    parts = incoming.person.split(":")
    return f"{parts[0]}:{parts[-1]}" if incoming.in_group and len(parts) == 3 else incoming.person
