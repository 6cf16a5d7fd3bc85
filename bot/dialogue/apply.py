"""From a verdict to an application: started, filled in at one's own pace, handed in."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.applications.application import Application
from bot.applications.form import BY_ID
from bot.applications.outcome import Refused
from bot.dialogue import forms, starting
from bot.dialogue.desks import Call, Desks, in_private, read_choice
from bot.dialogue.messages import Choice, Incoming, Reply
from bot.dialogue.next_step import ask, go_on, next_step, show_button
from bot.dialogue.session import Turn

_QUESTION = re.compile(
    r"^(what|how|which|who|when|where|why|can|could|do|does|is|are|may)\b|[?？]$"
    r"|(吗|呢|多少|什么|怎么办|哪些)$|^(什么|怎么|如何|哪|多少|为什么|为何|能不能|是否|可不可以|请问)",
    re.IGNORECASE,
)
"""What is put as a question is answered as one, even where a free text was asked for."""
_WORDS = frozenset(["申请", "我要申请", "apply"])


@dataclass(frozen=True, slots=True)
class Apply:
    """The topic of filling in. The next question is always derived from the application and the rules."""

    desks: Desks

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        """Answer what belongs to filling in."""
        call = self.desks.call(incoming, turn)
        text, choice = (incoming.text or "").strip(), incoming.choice or ""
        if choice.startswith("apply:"):
            return in_private(call) or await self._start(call, choice.removeprefix("apply:"))
        if choice.startswith("ap:"):
            application_id, verb, arg = read_choice(choice)
            doing = self._verbs().get(verb)
            return None if doing is None else in_private(call) or await doing(call, application_id, arg)
        if choice == "apply" or text.split(" ")[:1] == ["/apply"] or text.casefold() in _WORDS:
            return in_private(call) or await self._offered(call, text)
        if incoming.in_group:
            return None
        pending = turn.session.pending or {}
        if text and not text.startswith("/") and pending.get("topic") == "apply" and pending.get("field"):
            return await self._typed(call, pending, text)
        return None

    def _verbs(self) -> Mapping[str, Callable[[Call, str, str], Awaitable[Sequence[Reply]]]]:
        return {
            "go": self._go, "ok": self._ok, "agree": self._agree, "v": self._choose, "edit": self._edit,
            "menu": self._menu, "later": self._later, "submit": self._submit, "keep": self._keep,
            "send": self._send, "join": self._join,
        }  # fmt: skip

    async def ask_again(self, incoming: Incoming, turn: Turn) -> Reply | None:
        """Return the pending question of a form, to be put again after something else was answered."""
        pending = turn.session.pending or {}
        if pending.get("topic") != "apply":
            return None
        call = self.desks.call(incoming, turn)
        found = await call.desk.show(str(pending.get("application")))
        item = BY_ID.get(str(pending.get("field")))
        return None if isinstance(found, Refused) or item is None else forms.question(call.voice, found, item)

    async def _offered(self, call: Call, text: str) -> Sequence[Reply]:
        _, _, programme = text.partition(" ")
        if programme.strip():
            return await self._start(call, programme.strip())
        mine = [a for a in await call.desk.mine() if a.state in ("draft", "info_requested")]
        offers = await self.desks.offers.open_to(call.turn.session.facts, call.desk.today)
        language = call.voice.language
        choices = [
            Choice(f"ap:{a.id}:go", call.voice("button-resume", title=a.offer.title.in_(language)))
            for a in mine
        ]
        drafted = {a.offer.programme for a in mine}
        choices += [
            Choice(f"apply:{o.programme}", o.title.in_(language))
            for o in offers[:8]
            if o.programme not in drafted
        ]
        return [Reply(call.voice("apply-which" if choices else "apply-check-first"), choices=tuple(choices))]

    async def _start(self, call: Call, programme: str) -> Sequence[Reply]:
        facts = call.turn.session.facts
        offer = await self.desks.offers.offer(programme, facts, call.desk.today)
        if offer is None:
            return [Reply(call.voice("apply-no-programme"))]
        started = await call.desk.start(offer, facts)
        if isinstance(started, Refused):
            return [call.refused(started)]
        if started.state not in ("draft", "info_requested"):
            values = {"reference": started.reference or "", "state": call.voice(f"state-{started.state}")}
            return [Reply(call.voice("apply-already", **values), choices=show_button(call, started))]
        intro = Reply(call.voice("apply-start", title=offer.title.in_(call.voice.language)))
        first = [] if started.version > 1 else [intro]
        return [*first, *await self._go(call, started.id, "")]

    async def _go(self, call: Call, id_: str, _: str) -> Sequence[Reply]:
        found = await call.desk.show(id_)
        if isinstance(found, Refused):
            return [call.refused(found, id_)]
        judged = await self._judged(call, found)
        return [call.refused(judged, id_) if isinstance(judged, Refused) else next_step(call, judged)]

    async def _judged(self, call: Call, it: Application) -> Application | Refused:
        """Judge a draft by the rules of this moment; what has been handed in stays as it was judged."""
        if it.state != "draft":
            return it
        offer = await self.desks.offers.offer(it.offer.programme, it.facts, call.desk.today)
        if offer is None:
            return Refused("programme-gone")
        return await call.desk.refresh(it, offer) if offer.round == it.offer.round else it

    async def _typed(self, call: Call, pending: dict[str, Any], text: str) -> Sequence[Reply] | None:
        if call.incoming.edited:
            menu = call.voice.button(f"ap:{pending['application']}:menu", "button-change")
            return [Reply(call.voice("form-edited"), choices=(menu,))]
        way = None if _QUESTION.search(text) else starting.way_out(text)
        if way in {"back", "stop"}:
            return await (self._menu if way == "back" else self._later)(call, str(pending["application"]), "")
        item = BY_ID.get(str(pending["field"]))
        found = await call.desk.show(str(pending["application"]))
        if item is None or isinstance(found, Refused):
            call.turn.session.pending = None
            return None
        if item.choices:
            labels = {call.voice(f"purpose-{value}").casefold(): value for value in item.choices}
            text = labels.get(text.casefold(), text)
        if _QUESTION.search(text):
            return None
        step = await call.desk.answer(found.id, item.id, text)
        if isinstance(step, Refused):
            return self._not_taken(call, found, item.id, step)
        warned = forms.over_ceiling(call.voice, step.application) if item.id == "requested_cny" else []
        return await go_on(call, step, found.id, first="\n".join(warned))

    def _not_taken(self, call: Call, it: Application, field_id: str, refused: Refused) -> Sequence[Reply]:
        if refused.reason == "company-applies-already":
            join = call.voice.button(f"ap:{refused.values['id']}:join", "button-join")
            again = call.voice.button(f"ap:{it.id}:edit:credit_code", "button-other-code")
            return [Reply(call.voice("refused-company-applies-already"), choices=(join, again))]
        if refused.reason == "consent-first":
            return [forms.privacy(call.voice, it)]
        if field_id not in {field.id for field in it.offer.form} or refused.reason in (
            "not-now",
            "not-reopened",
        ):
            return [call.refused(refused, it.id)]
        asked = ask(call, it, field_id)
        return [Reply(call.voice.refusal(refused).text + "\n\n" + asked.text, choices=asked.choices)]

    async def _ok(self, call: Call, id_: str, _: str) -> Sequence[Reply]:
        return await go_on(call, await call.desk.confirm_known(id_), id_)

    async def _agree(self, call: Call, id_: str, then: str) -> Sequence[Reply]:
        step = await call.desk.agree_to_privacy(id_)
        if isinstance(step, Refused) or then != "submit":
            return await go_on(call, step, id_)
        return await self._submit(call, id_, "")

    async def _choose(self, call: Call, id_: str, value: str) -> Sequence[Reply]:
        pending = call.turn.session.pending or {}
        asked = str(pending.get("field")) if pending.get("application") == id_ else ""
        item = BY_ID.get(asked)
        field_id = asked if item is not None and value in item.choices else "purpose"
        return await go_on(call, await call.desk.answer(id_, field_id, value), id_)

    async def _edit(self, call: Call, id_: str, field_id: str) -> Sequence[Reply]:
        found = await call.desk.show(id_)
        if isinstance(found, Refused):
            return [call.refused(found, id_)]
        if field_id not in {item.id for item in found.offer.form}:
            return [call.refused(Refused("unknown-field"), id_)]
        if BY_ID[field_id].personal and found.privacy_agreed_at is None:
            return [forms.privacy(call.voice, found)]
        return [ask(call, found, field_id)]

    async def _menu(self, call: Call, id_: str, _: str) -> Sequence[Reply]:
        found = await call.desk.show(id_)
        if isinstance(found, Refused):
            return [call.refused(found, id_)]
        return [forms.menu(call.voice, found)]

    async def _keep(self, call: Call, id_: str, item: str) -> Sequence[Reply]:
        return await go_on(call, await call.desk.leave_as_is(id_, item), id_)

    async def _send(self, call: Call, id_: str, _: str) -> Sequence[Reply]:
        told = await call.told(await call.desk.respond(id_), id_)
        if isinstance(told, Reply):
            return [told]
        call.turn.session.pending = None
        return [
            Reply(call.voice("responded", reference=told.reference or ""), choices=show_button(call, told))
        ]

    async def _submit(self, call: Call, id_: str, arg: str) -> Sequence[Reply]:
        pending = call.turn.session.pending or {}
        agreed = pending.get("without", []) if arg == "anyway" and pending.get("application") == id_ else []
        found = await call.desk.show(id_)
        if isinstance(found, Refused):
            return [call.refused(found, id_)]
        judged = await self._judged(call, found)  # by the rules of this moment
        if isinstance(judged, Refused):
            return [call.refused(judged, id_)]
        step = await call.desk.submit(id_, agreed)
        if isinstance(step, Refused):
            return await self._not_submitted(call, judged, step)
        told = await call.told(step, id_)
        call.turn.session.pending = None
        if isinstance(told, Reply):
            return [told]
        return [
            Reply(call.voice("submitted", reference=told.reference or ""), choices=show_button(call, told))
        ]

    async def _not_submitted(self, call: Call, it: Application, refused: Refused) -> Sequence[Reply]:
        """Put the question that stands between a draft and its submission."""
        if refused.reason == "consent-first":
            return [forms.privacy(call.voice, it, "submit")]
        if refused.reason == "papers-missing":
            return [await self._without_papers(call, it.id)]
        if refused.reason == "incomplete":
            return [Reply(call.refused(refused).text), next_step(call, it)]
        call.turn.session.pending = None
        return [call.refused(refused, it.id)]

    async def _without_papers(self, call: Call, id_: str) -> Reply:
        """Ask whether it is to be handed in although the programme asks for more; these papers, and no others."""
        found = await call.desk.show(id_)
        if isinstance(found, Refused):
            return call.refused(found, id_)
        missing = [paper.id for paper in found.missing_papers]
        call.turn.session.pending = {"topic": "apply", "application": id_, "without": missing}
        return forms.without_papers(call.voice, found)

    async def _later(self, call: Call, id_: str, _: str) -> Sequence[Reply]:
        found = await call.desk.show(id_)
        call.turn.session.pending = None
        if isinstance(found, Refused):
            return [call.refused(found, id_)]
        resume = call.voice.button(f"ap:{id_}:go", "button-continue")
        return [Reply(call.voice("left-for-later"), choices=(resume,))]

    async def _join(self, call: Call, id_: str, _: str) -> Sequence[Reply]:
        told = await call.told(await call.desk.ask_to_join(id_))
        return [told if isinstance(told, Reply) else Reply(call.voice("join-asked"))]
