"""Staff in the chat: the way in, the queue, and every step of a review."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.applications.amount import read_amount
from bot.applications.application import Actor, Application, Step
from bot.applications.outcome import Refused
from bot.applications.reviewers import ReviewDesk
from bot.dialogue import cards, forms
from bot.dialogue.desks import Call, Desks, read_choice
from bot.dialogue.messages import Choice, Incoming, Reply
from bot.dialogue.notices import assignee_of
from bot.dialogue.queue import Queue
from bot.dialogue.room_desk import elsewhere, listed, number_of, pressed
from bot.dialogue.session import Turn
from bot.dialogue.speaking import own_person
from bot.dialogue.ways_out import desk_refusal

_HIDDEN = Refused("unknown-application", hidden=True)
Verb = Callable[["Desk", str, str], Awaitable[Sequence[Reply]]]


@dataclass(frozen=True, slots=True)
class Desk:
    """A message of somebody who acts as staff."""

    call: Call
    review: ReviewDesk


@dataclass(frozen=True, slots=True)
class Staff:
    """The topic of reviewing. Whether somebody is staff is asked of the database at every action."""

    desks: Desks
    queue: Queue

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        """Answer staff commands, the buttons of a card, and what a card has asked for."""
        desk = self._desk(incoming, turn)
        text, choice = (incoming.text or "").strip(), incoming.choice or ""
        if text == "/staff":
            first = await number_of(desk.call, desk.review) or await elsewhere(desk.call)
            return first or await self._overview(desk)
        if choice.startswith("st:"):
            return await self._pressed(desk, *read_choice(choice))
        if incoming.in_group:
            return None
        pending = turn.session.pending or {}
        if text and not text.startswith("/") and pending.get("topic") == "staff":
            return await self._typed(desk, pending, text)
        return None

    async def _pressed(self, desk: Desk, application_id: str, verb: str, arg: str) -> Sequence[Reply]:
        doing = self._verbs().get(verb)
        if doing is None:
            return [_refusal(desk, _HIDDEN)]
        if desk.call.incoming.in_group:
            return await elsewhere(desk.call) or await pressed(desk.call, desk.review, application_id, verb)
        return await doing(desk, application_id, arg)

    def _desk(self, incoming: Incoming, turn: Turn) -> Desk:
        call = self.desks.call(incoming, turn)
        person, now = own_person(incoming), call.desk.now
        review = ReviewDesk(turn.applications, person, now, self.desks.rules.second_above_cny)
        return Desk(call, review)

    def _verbs(self) -> Mapping[str, Verb]:
        return {
            "card": self._card, "claim": self._claim, "take": self._take, "release": self._release,
            "approve": self._approve, "amount": self._amount, "info": self._info, "field": self._field,
            "reject": self._reject, "because": self._because, "final": self._final, "note": self._note,
            "confirm": self._confirm, "back": self._back, "files": self._files,
        }  # fmt: skip

    async def _overview(self, desk: Desk) -> Sequence[Reply] | None:
        actor = await desk.review.actor("list", None)
        if isinstance(actor, Refused):
            return None
        waiting = await self.queue.waiting(desk.review.person)
        voice = desk.call.voice
        if desk.call.incoming.in_group:
            return [listed(voice, waiting)]
        choices = tuple(
            Choice(
                f"st:{it.id}:card", f"{it.reference} · {forms.short(it.offer.title.in_(voice.language), 24)}"
            )
            for it in waiting
        )
        return [Reply(voice("queue", count=len(waiting)), choices=choices)]

    async def _shown(
        self, desk: Desk, application_id: str, step: Step | Refused, said: str = ""
    ) -> Sequence[Reply]:
        """Say what came of a step and show the card as it now is."""
        if isinstance(step, Refused):
            return [_refusal(desk, step, application_id)]
        told = await desk.call.told(step)
        if isinstance(told, Reply):
            return [told]
        desk.call.turn.session.pending = None
        first = [Reply(desk.call.voice(said))] if said else []
        return [*first, await self._card_of(desk, told)]

    async def _card_of(self, desk: Desk, it: Application) -> Reply:
        actor = await desk.review.actor("show", it.id)
        if isinstance(actor, Refused):
            return _refusal(desk, actor)
        records = desk.call.turn.applications
        assignee = await assignee_of(it, records, desk.call.voice)
        return cards.card(desk.call.voice, it, actor, await records.history(it.id), assignee)

    async def _card(self, desk: Desk, application_id: str, _: str) -> Sequence[Reply]:
        found = await desk.review.show(application_id)
        return [
            _refusal(desk, found, application_id)
            if isinstance(found, Refused)
            else await self._card_of(desk, found)
        ]

    async def _claim(self, desk: Desk, application_id: str, _: str) -> Sequence[Reply]:
        return await self._shown(desk, application_id, await desk.review.claim(application_id), "claimed")

    async def _take(self, desk: Desk, application_id: str, _: str) -> Sequence[Reply]:
        return await self._shown(
            desk, application_id, await desk.review.assign(application_id, desk.review.person), "claimed"
        )

    async def _release(self, desk: Desk, application_id: str, _: str) -> Sequence[Reply]:
        return await self._shown(desk, application_id, await desk.review.release(application_id), "released")

    async def _confirm(self, desk: Desk, application_id: str, _: str) -> Sequence[Reply]:
        return await self._shown(desk, application_id, await desk.review.confirm(application_id), "decided")

    async def _approve(self, desk: Desk, application_id: str, _: str) -> Sequence[Reply]:
        found = await desk.review.show(application_id)
        if isinstance(found, Refused):
            return [_refusal(desk, found, application_id)]
        _await(desk, found.id, "amount")
        most = found.most_cny
        if most is None or most <= 0:
            return [Reply(desk.call.voice("ask-amount"))]
        whole = Choice(f"st:{found.id}:amount:{most:.2f}", desk.call.voice.money(most))
        return [Reply(desk.call.voice("ask-amount"), choices=(whole,))]

    async def _amount(self, desk: Desk, application_id: str, text: str) -> Sequence[Reply]:
        amount = read_amount(text)
        if isinstance(amount, Refused):
            return [_refusal(desk, amount, application_id)]
        return await self._shown(
            desk, application_id, await desk.review.approve(application_id, amount), "decided"
        )

    async def _info(self, desk: Desk, application_id: str, _: str) -> Sequence[Reply]:
        return await self._field(desk, application_id, "")

    async def _field(self, desk: Desk, application_id: str, item: str) -> Sequence[Reply]:
        found = await desk.review.show(application_id)
        if isinstance(found, Refused):
            return [_refusal(desk, found, application_id)]
        named = list(_pending(desk, application_id).get("items", []))
        if item:
            named = [n for n in named if n != item] if item in named else [*named, item]
        _await(desk, found.id, "question", items=named)
        voice = desk.call.voice
        labels = [(f.id, voice(f"field-{f.id}")) for f in found.offer.form]
        labels += [(p.id, forms.short(p.text.in_(voice.language))) for p in found.offer.papers]
        choices = tuple(
            Choice(f"st:{found.id}:field:{id_}", ("✓ " if id_ in named else "") + label)
            for id_, label in labels
        )
        return [Reply(voice("ask-info"), choices=choices, replaces=bool(item))]

    async def _reject(self, desk: Desk, application_id: str, _: str) -> Sequence[Reply]:
        found = await desk.review.show(application_id)
        if isinstance(found, Refused):
            return [_refusal(desk, found, application_id)]
        voice = desk.call.voice
        given = dict(_pending(desk, application_id).get("reasons", {}))
        choices = [
            Choice(f"st:{found.id}:because:{c.id}"[:48], c.label.in_(voice.language))
            for c in found.offer.criteria
            if c.id not in given
        ]
        choices.append(voice.button(f"st:{found.id}:because:other", "reason-other"))
        if given:
            choices.insert(0, voice.button(f"st:{found.id}:final", "button-reject-now"))
        _await(desk, found.id, "choose", reasons=given)
        return [Reply(voice("ask-criterion"), choices=tuple(choices))]

    async def _because(self, desk: Desk, application_id: str, criterion: str) -> Sequence[Reply]:
        found = await desk.review.show(application_id)
        if isinstance(found, Refused):
            return [_refusal(desk, found, application_id)]
        whole = next((c.id for c in found.offer.criteria if c.id.startswith(criterion)), criterion)
        given = dict(_pending(desk, application_id).get("reasons", {}))
        _await(desk, application_id, "reason", criterion=whole, reasons=given)
        return [Reply(desk.call.voice("ask-reason"))]

    async def _final(self, desk: Desk, application_id: str, _: str) -> Sequence[Reply]:
        reasons = dict(_pending(desk, application_id).get("reasons", {}))
        return await self._shown(
            desk, application_id, await desk.review.reject(application_id, reasons), "decided"
        )

    async def _note(self, desk: Desk, application_id: str, _: str) -> Sequence[Reply]:
        return await self._asking(desk, application_id, "note", "ask-note")

    async def _back(self, desk: Desk, application_id: str, _: str) -> Sequence[Reply]:
        return await self._asking(desk, application_id, "back", "ask-back")

    async def _asking(self, desk: Desk, application_id: str, want: str, key: str) -> Sequence[Reply]:
        found = await desk.review.show(application_id)
        if isinstance(found, Refused):
            return [_refusal(desk, found, application_id)]
        _await(desk, found.id, want)
        return [Reply(desk.call.voice(key))]

    async def _files(self, desk: Desk, application_id: str, _: str) -> Sequence[Reply]:
        found = await desk.review.show(application_id)
        if isinstance(found, Refused):
            return [_refusal(desk, found, application_id)]
        replies = []
        for file in found.files:
            content = await self.desks.blobs.get(file.sha256)
            key = "file-line" if content is not None else "file-missing"
            document = None if content is None else (file.name, content)
            replies.append(Reply(desk.call.voice(key, name=file.name), document=document))
        return replies or [Reply(desk.call.voice("no-files"))]

    async def _typed(self, desk: Desk, pending: dict[str, Any], text: str) -> Sequence[Reply] | None:
        application_id, want = str(pending.get("application")), pending.get("want")
        review = desk.review
        if want == "amount":
            return await self._amount(desk, application_id, text)
        if want == "question":
            step = await review.request_info(application_id, list(pending.get("items", [])), text)
            return await self._shown(desk, application_id, step, "info-asked")
        if want == "reason":
            reasons = {**pending.get("reasons", {}), str(pending.get("criterion")): text}
            _await(desk, application_id, "choose", reasons=reasons)
            return await self._reject(desk, application_id, "")
        if want == "note":
            return await self._shown(desk, application_id, await review.note(application_id, text), "noted")
        if want == "back":
            return await self._shown(
                desk, application_id, await review.send_back(application_id, text), "sent-back"
            )
        return None


def _await(desk: Desk, application_id: str, want: str, **more: object) -> None:
    desk.call.turn.session.pending = {"topic": "staff", "application": application_id, "want": want, **more}


def _pending(desk: Desk, application_id: str) -> dict[str, Any]:
    pending = desk.call.turn.session.pending or {}
    fits = pending.get("topic") == "staff" and pending.get("application") == application_id
    return pending if fits else {}


def _refusal(desk: Desk, refused: Refused | Actor, about: str = "") -> Reply:
    """Say why not. An outsider hears what they would hear of an application that does not exist."""
    found = refused if isinstance(refused, Refused) and not refused.hidden else _HIDDEN
    return desk_refusal(desk.call.voice, found, about)
