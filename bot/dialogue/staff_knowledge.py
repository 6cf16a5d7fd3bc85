"""Editors in the chat: a file is read, asked about and taken in; changes are previewed, published and undone."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.dialogue.gap_desk import GapDesk
from bot.dialogue.messages import Aside, Choice, Incoming, Reply
from bot.dialogue.previewing import Teller
from bot.dialogue.session import Turn
from bot.dialogue.speaking import Voice, own_person, voice_of
from knowledge.language import Language
from knowledge.library.faults import DocumentError
from knowledge.library.formats import UnreadableFileError
from knowledge.library.index_problem import IndexProblemError
from knowledge.library.ledger import PublishingError
from knowledge.upkeep.intake import Intake
from knowledge.upkeep.proposing import AnswerError, Proposal
from knowledge.upkeep.publishing import Held, Preview, Publisher

_KEEP = frozenset(["ok", "好", "好的", "可以", "yes", "是", "对"])
Tell = Callable[[str], int]
"""Tells founders whom a release touches, and counts them; it blocks."""


@dataclass(frozen=True)
class StaffKnowledge:
    """The topic of editors. Whether somebody is one is asked of the database at every action."""

    intake: Intake
    publisher: Callable[[], Publisher]
    gaps: GapDesk
    tell: Tell
    default: Language
    zone: ZoneInfo
    now: Callable[[], datetime]

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        """Answer a file, the command, a button, or what an editor was asked."""
        text, choice = (incoming.text or "").strip(), incoming.choice or ""
        pending = turn.session.pending or {}
        typed = bool(text) and not text.startswith("/") and pending.get("topic") == "knowledge"
        if not (incoming.file or choice.startswith("kn:") or text.split(" ")[:1] == ["/knowledge"] or typed):
            return None
        voice = voice_of(turn.session, incoming, self.default)
        if not await is_editor(turn, incoming):
            aside = Aside() if incoming.in_group and choice else None
            return None if incoming.file and not choice else [Reply(voice("upkeep-not-editor"), aside=aside)]
        if incoming.in_group:
            aside = Aside(opens=choice) if choice.startswith("kn:take:") else None
            return [Reply(voice("upkeep-in-private"), aside=aside)]
        desk = _Editing(self, incoming, turn, voice)
        try:
            return await desk.handle(text, choice, pending)
        except UnreadableFileError as error:
            return [Reply(voice(f"upkeep-unreadable-{error.reason}"))]
        except (PublishingError, IndexProblemError, DocumentError) as error:
            return [Reply(str(error))]


async def is_editor(turn: Turn, incoming: Incoming) -> bool:
    """Tell whether a message comes from an active editor or admin."""
    member = await turn.applications.staff(own_person(incoming))
    return member is not None and member.standing == "active" and member.role in {"editor", "admin"}


def read_exceptions(said: str) -> tuple[str, dict[str, str]]:
    """Split a reason from the lines below it that name exceptions, as `name = why`."""
    first, *rest = said.strip().splitlines() or [""]
    pairs = [line.replace("＝", "=").partition("=") for line in rest]
    exceptions = {name.strip(): why.strip() for name, sign, why in pairs if sign}
    more = [line for line, (_, sign, _) in zip(rest, pairs, strict=True) if not sign]
    return "\n".join([first, *more]).strip(), exceptions


@dataclass(frozen=True)
class _Editing:
    """One message of an editor."""

    topic: StaffKnowledge
    incoming: Incoming
    turn: Turn
    voice: Voice

    @property
    def today(self) -> date:
        return self.topic.now().astimezone(self.topic.zone).date()

    @property
    def teller(self) -> Teller:
        return Teller(self.voice.language)

    async def handle(self, text: str, choice: str, pending: dict[str, Any]) -> Sequence[Reply]:
        if self.incoming.file is not None:
            return await self._file()
        if choice:
            return await self._choice(choice)
        if text.startswith("/knowledge"):
            return await self._overview()
        return await self._typed(pending, text)

    async def _choice(self, choice: str) -> Sequence[Reply]:
        _, verb, *rest = choice.split(":")
        id_ = rest[0] if rest else ""
        verbs: dict[str, Callable[[], Awaitable[Sequence[Reply]]]] = {
            "accept": lambda: self._accept(id_),
            "discard": lambda: self._discard(id_),
            "confirm": lambda: self._confirm(id_),
            "preview": self._preview,
            "publish": lambda: self._ask_reason("publish"),
            "rollback": lambda: self._ask_reason("rollback"),
            "history": self._history,
        }
        if verb in verbs:
            return await verbs[verb]()
        return await self.topic.gaps.choice(self.incoming, self.turn, self.voice, verb, id_)

    async def _typed(self, pending: dict[str, Any], text: str) -> Sequence[Reply]:
        step = pending.get("step")
        if step == "doubt":
            return await self._answer_doubt(pending, text)
        if step in {"publish", "rollback"}:
            self.turn.session.pending = None
            return await (self._publish(text) if step == "publish" else self._rollback(text))
        return await self.topic.gaps.typed(self.incoming, self.turn, self.voice, pending, text)

    async def _overview(self) -> Sequence[Reply]:
        publisher = self.topic.publisher()
        serving = await asyncio.to_thread(self.topic.intake.releases.current)
        changes = await asyncio.to_thread(publisher.changes)
        gaps = await self.topic.gaps.count()
        said = self.voice(
            "upkeep-overview", release=serving.id if serving else self.voice("upkeep-none"),
            documents=len({d.id for d in serving.documents}) if serving else 0, pending=len(changes.documents), gaps=gaps,
        )  # fmt: skip
        return [Reply(said, choices=self._buttons("preview", "gaps", "history", "rollback"))]

    def _buttons(self, *verbs: str, of: str = "") -> tuple[Choice, ...]:
        return tuple(self.voice.button(f"kn:{verb}:{of}".rstrip(":"), f"button-kn-{verb}") for verb in verbs)

    async def _file(self) -> Sequence[Reply]:
        file = self.incoming.file
        assert file is not None  # noqa: S101 (handle has looked)
        intake = self.topic.intake
        proposal = await asyncio.to_thread(intake.propose, await file.read(), file.name, self.today)
        return await self._show(proposal)

    async def _show(self, proposal: Proposal) -> Sequence[Reply]:
        """Show a proposal; ask for the first thing that is unsure, or offer to take it in."""
        findings = await asyncio.to_thread(self.topic.intake.findings, proposal, self.today)
        id_ = await asyncio.to_thread(self.topic.intake.keep, proposal, self.incoming.person)
        lines = self.teller.proposal(proposal, findings)
        lines += [self.teller.doubt(doubt) for doubt in proposal.doubts if doubt.key == "text"]
        asked = self._ask(proposal, id_)
        if asked is not None:
            return [Reply("\n".join(lines)), asked]
        self.turn.session.pending = None
        return [Reply("\n".join(lines), choices=self._buttons("accept", "discard", of=id_))]

    def _ask(self, proposal: Proposal, id_: str) -> Reply | None:
        doubt = next((doubt for doubt in proposal.doubts if doubt.key != "text"), None)
        if doubt is None:
            return None
        self.turn.session.pending = {"topic": "knowledge", "step": "doubt", "draft": id_, "key": doubt.key}
        return Reply(self.teller.question(doubt), choices=self._buttons("discard", of=id_))

    async def _answer_doubt(self, pending: dict[str, Any], text: str) -> Sequence[Reply]:
        proposal = await asyncio.to_thread(self.topic.intake.draft, pending["draft"])
        if proposal is None:
            self.turn.session.pending = None
            return [Reply(self.voice("upkeep-gone"))]
        key = pending["key"]
        said = (
            next((d.value for d in proposal.doubts if d.key == key), "") if text.casefold() in _KEEP else text
        )
        try:
            proposal = proposal.answered({key: said}, self.today)
        except AnswerError:
            again = self._ask(proposal, pending["draft"])
            return [Reply(self.voice("upkeep-not-understood", text=text[:60])), *([again] if again else [])]
        id_ = await asyncio.to_thread(self.topic.intake.keep, proposal, self.incoming.person)
        asked = self._ask(proposal, id_)
        return [asked] if asked is not None else await self._show(proposal)

    async def _accept(self, id_: str) -> Sequence[Reply]:
        proposal = await asyncio.to_thread(self.topic.intake.draft, id_)
        if proposal is None:
            return [Reply(self.voice("upkeep-gone"))]
        await asyncio.to_thread(self.topic.intake.accept, proposal, self.incoming.person, id_)
        return [Reply(self.voice("upkeep-accepted"), choices=self._buttons("preview", "publish"))]

    async def _discard(self, id_: str) -> Sequence[Reply]:
        await asyncio.to_thread(self.topic.intake.drop, id_)
        self.turn.session.pending = None
        return [Reply(self.voice("upkeep-discarded"))]

    async def _preview(self) -> Sequence[Reply]:
        publisher = self.topic.publisher()
        preview = await asyncio.to_thread(publisher.look, self.incoming.person)
        if preview is None:
            return [Reply(self.voice("upkeep-nothing"))]
        return [Reply("\n".join(self.teller.preview(preview)), choices=self._buttons("publish"))]

    async def _ask_reason(self, step: str) -> Sequence[Reply]:
        self.turn.session.pending = {"topic": "knowledge", "step": step}
        return [Reply(self.voice("upkeep-ask-reason"))]

    async def _publish(self, said: str) -> Sequence[Reply]:
        reason, exceptions = read_exceptions(said)
        done = await asyncio.to_thread(
            self.topic.publisher().publish, self.incoming.person, reason, exceptions
        )
        if done is None:
            return [Reply(self.voice("upkeep-nothing"))]
        if isinstance(done, Held):
            if done.awaits_confirmation:
                await self._ask_colleagues(done.preview)
                return [Reply(self.voice("upkeep-awaits", release=done.preview.release.id))]
            choices = self._buttons("publish") if done.preview.excepted else ()
            return [Reply("\n".join(self.teller.held(done.preview, exceptions)), choices=choices)]
        told = await asyncio.to_thread(self.topic.tell, done.release)
        said = self.voice("upkeep-published", release=done.release, told=told)
        return [Reply("\n".join([said, *self.teller.left_out(done.preview)]))]

    async def _ask_colleagues(self, preview: Preview) -> None:
        """Send what waits for a second person to all other editors."""
        for member in await self.turn.applications.all_staff():
            if (
                member.standing != "active"
                or member.role == "reviewer"
                or member.person == self.incoming.person
            ):
                continue
            voice = Voice(await self.turn.applications.language(member.person) or self.topic.default)
            confirm = voice.button(f"kn:confirm:{preview.release.id}", "button-kn-confirm")
            lines = Teller(voice.language).preview(preview)
            self.turn.notify(member.person, Reply("\n".join(lines), choices=(confirm,)))

    async def _confirm(self, release: str) -> Sequence[Reply]:
        done = await asyncio.to_thread(self.topic.publisher().confirm, release, self.incoming.person)
        told = await asyncio.to_thread(self.topic.tell, done.release)
        return [Reply(self.voice("upkeep-published", release=done.release, told=told))]

    async def _rollback(self, reason: str) -> Sequence[Reply]:
        done = await asyncio.to_thread(self.topic.publisher().rollback, self.incoming.person, reason)
        await asyncio.to_thread(self.topic.tell, done.release)
        return [Reply(self.voice("upkeep-rolled-back", release=done.release))]

    async def _history(self) -> Sequence[Reply]:
        lines = await asyncio.to_thread(self.topic.intake.releases.ledger.history)
        said = [self.teller.switch(line) for line in lines[:15]]
        return [Reply("\n".join(said) or self.voice("upkeep-none"), choices=self._buttons("rollback"))]
