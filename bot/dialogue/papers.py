"""The evidence checklist and the files that a founder sends for it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.applications.files import inspect
from bot.applications.filling import attached
from bot.applications.outcome import Refused
from bot.dialogue import forms
from bot.dialogue.desks import Call, Desks, in_private, read_choice
from bot.dialogue.messages import Attachment, Choice, Incoming, Reply
from bot.dialogue.next_step import ask_paper, next_step
from bot.dialogue.session import Turn


@dataclass(frozen=True, slots=True)
class Papers:
    """The topic of handing in files."""

    desks: Desks

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        """Answer the buttons of the checklist, and files."""
        call = self.desks.call(incoming, turn)
        if (incoming.choice or "").startswith("ap:"):
            application_id, verb, arg = read_choice(incoming.choice or "")
            doing = self._verbs().get(verb)
            return None if doing is None else in_private(call) or await doing(call, application_id, arg)
        if incoming.file is None or incoming.in_group:
            return None
        return await self._file(call, incoming.file)

    def _verbs(self) -> Mapping[str, Callable[[Call, str, str], Awaitable[Sequence[Reply]]]]:
        return {"files": self._files, "paper": self._paper, "for": self._assign_file, "drop": self._drop}

    async def _files(self, call: Call, id_: str, _: str) -> Sequence[Reply]:
        found = await call.desk.show(id_)
        if isinstance(found, Refused):
            return [call.refused(found, id_)]
        call.turn.session.pending = {"topic": "apply", "application": id_}
        return [forms.checklist(call.voice, found)]

    async def _paper(self, call: Call, id_: str, paper: str) -> Sequence[Reply]:
        found = await call.desk.show(id_)
        if isinstance(found, Refused):
            return [call.refused(found, id_)]
        return [ask_paper(call, found, paper)]

    async def _drop(self, call: Call, id_: str, file_id: str) -> Sequence[Reply]:
        told = await call.told(await call.desk.detach(id_, file_id), id_)
        return [told] if isinstance(told, Reply) else [forms.checklist(call.voice, told)]

    async def _file(self, call: Call, file: Attachment) -> Sequence[Reply] | None:
        """Take a file for the paper that was asked for, or ask which paper it is."""
        pending = call.turn.session.pending or {}
        mine = [a for a in await call.desk.mine() if a.state in ("draft", "info_requested")]
        target = next((a for a in mine if a.id == pending.get("application")), mine[0] if mine else None)
        if target is None:
            return None
        most = self.desks.rules.most_file_bytes
        if file.size_bytes > most:
            return [call.refused(Refused("file-too-big", {"most": str(most // 1024 // 1024)}), target.id)]
        found = inspect(file.name, await file.read(), most_bytes=most)
        if isinstance(found, Refused):
            return [call.refused(found, target.id)]
        sha256 = await self.desks.blobs.put(found.content)
        kept = {"sha256": sha256, "name": found.name, "media_type": found.media_type,
                "size_bytes": len(found.content)}  # fmt: skip
        paper = pending.get("paper") or (target.offer.papers[0].id if len(target.offer.papers) == 1 else None)
        if not target.offer.papers:
            paper = "other"
        if paper is not None:
            return await self._attach(call, target.id, str(paper), kept)
        call.turn.session.pending = {"topic": "apply", "application": target.id, "file": kept}
        offered = [p for p in target.offer.papers if target.state == "draft" or p.id in target.reopened]
        papers = [
            Choice(f"ap:{target.id}:for:{p.id}", forms.short(p.text.in_(call.voice.language)))
            for p in offered
        ]
        other = call.voice.button(f"ap:{target.id}:for:other", "button-other-paper")
        return [Reply(call.voice("which-paper", name=found.name), choices=(*papers, other))]

    async def _assign_file(self, call: Call, id_: str, paper: str) -> Sequence[Reply]:
        pending = call.turn.session.pending or {}
        kept = pending.get("file")
        if pending.get("application") != id_ or not isinstance(kept, dict):
            return [Reply(call.voice("send-file-again"))]
        return await self._attach(call, id_, paper, kept)

    async def _attach(self, call: Call, id_: str, paper: str, kept: dict[str, Any]) -> Sequence[Reply]:
        step = await call.desk.attach(id_, attached(paper, **kept))
        told = await call.told(step, id_)
        if isinstance(told, Reply):
            return [told]
        taken = call.voice("file-taken", name=str(kept["name"]))
        if told.state == "info_requested":
            return [Reply(taken), next_step(call, told)]
        call.turn.session.pending = {"topic": "apply", "application": id_}
        shown = forms.checklist(call.voice, told)
        return [Reply(taken + "\n\n" + shown.text, choices=shown.choices)]
