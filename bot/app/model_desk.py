"""The language model as founders meet it: within its budget, where it is switched on, nothing private told."""

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.app.library import Library
from bot.app.staff_desk import now
from bot.applications.form import BY_ID
from bot.applications.ports import Records
from bot.dialogue.messages import Incoming
from bot.dialogue.session import Turn
from bot.dialogue.speaking import own_person
from bot.settings import Settings
from bot.store.model_use import ModelUse, Used
from knowledge.answering.question import Answer, Question

if TYPE_CHECKING:
    from knowledge.answering.answer import Answerer
    from knowledge.answering.models.request import Usage
    from knowledge.answering.models.writing import Writer

_NAMES = frozenset(["text", "person"])
"""The kinds of form fields whose answers are names or words of a founder's own."""

_log = logging.getLogger(__name__)


def writer_for(settings: Settings) -> "Writer | None":
    """Return what writes answers, or None where no model is set; nothing is imported for it then."""
    endpoint = settings.endpoint
    if endpoint is None:
        return None
    from knowledge.answering.models.calling import Caller
    from knowledge.answering.models.provider import LangchainModel
    from knowledge.answering.models.writing import Writer

    model = LangchainModel(endpoint)
    threading.Thread(target=_open, args=(model.open,), name="language model", daemon=True).start()
    return Writer(Caller(model, endpoint.first_s), endpoint.total_s, writes=settings.llm_writes)


def _open(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception as error:  # noqa: BLE001 (whoever asks first meets the same error and gets quotes)
        _log.warning("the language model does not open: %s", error)


def _shown_to_nobody(_text: str) -> None:
    return


@dataclass(frozen=True, slots=True)
class Asker:
    """Whoever asks: where, who, with which applications; where drafts are shown, and what ends the writing."""

    channel: str
    person: str
    applications: Records
    draft: Callable[[str], None] = _shown_to_nobody
    stop: asyncio.Event = field(default_factory=asyncio.Event)


class ModelDesk:
    """Has answers written. Whatever stands against it, the quoted answer is returned."""

    def __init__(self, settings: Settings, library: Library, use: ModelUse, writer: "Writer") -> None:
        self._settings = settings
        self._library = library
        self._use = use
        self._writer = writer

    async def write(self, question: Question, quoted: Answer, incoming: Incoming, turn: Turn) -> Answer:
        """Write an answer from the quoted one, if it may be."""
        asker = Asker(incoming.channel, own_person(incoming), turn.applications, turn.draft, turn.stop)
        return await self.write_for(question, quoted, asker)

    async def write_for(
        self, question: Question, quoted: Answer, asker: "Asker", answerer: "Answerer | None" = None
    ) -> Answer:
        """Write an answer for whoever asks, in a conversation or not; `answerer` is that of a fixed release."""
        try:
            return await self._written(question, quoted, asker, answerer)
        except Exception as error:  # noqa: BLE001 (the quoted answer is there already)
            _log.error("no answer was written: %s", type(error).__name__)
            return quoted

    async def _written(
        self, question: Question, quoted: Answer, asker: "Asker", answerer: "Answerer | None"
    ) -> Answer:
        from knowledge.answering.models.terms import Terms

        day = now().astimezone(self._settings.zone).date().isoformat()
        if not await self._may(asker.channel, asker.person, day):
            return quoted
        spent: list[Usage] = []
        names = await _private(asker.applications, asker.person)
        terms = Terms(asker.draft, spent.append, asker.stop, names)
        opened = answerer if answerer is not None else await asyncio.to_thread(self._library.answerer)
        try:
            written = await self._writer.write(opened, question, quoted, terms)
        finally:
            await self._count(day, asker.person, spent)
        if written.why and not written.by_model:
            _log.info("the answer is quoted: %s", written.why)
        return written.answer

    async def _may(self, channel: str, person: str, day: str) -> bool:
        limits = self._settings
        if not await self._use.is_on(channel):
            return False
        everybody, own = await self._use.used(day), await self._use.used(day, person)
        return (
            _is_below(everybody.tokens, limits.llm_tokens_per_day)
            and _is_below(own.tokens, limits.llm_tokens_per_person)
            and _is_below(cost_cny(everybody, limits), limits.llm_cny_per_day)
        )

    async def _count(self, day: str, person: str, spent: "list[Usage]") -> None:
        if not spent:
            return
        total = sum(spent[1:], spent[0])
        await self._use.count(day, person, Used(total.calls, total.tokens_in, total.tokens_out))


def cost_cny(used: Used, settings: Settings) -> Decimal:
    """Return what tokens cost, by the prices that are set."""
    million = Decimal(1_000_000)
    return (
        used.tokens_in * settings.llm_price_in_cny + used.tokens_out * settings.llm_price_out_cny
    ) / million


def _is_below(value: int | Decimal, limit: int | Decimal) -> bool:
    return limit <= 0 or value < limit


async def _private(applications: Records, person: str) -> tuple[str, ...]:
    """List the names and words that a person has given in their applications."""
    found = [
        answer
        for application in await applications.of_person(person)
        for name, answer in application.answers.items()
        if answer and name in BY_ID and (BY_ID[name].personal or BY_ID[name].kind in _NAMES)
    ]
    return tuple(dict.fromkeys(map(str, found)))
