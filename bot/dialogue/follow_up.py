"""What became of an application: its state in plain words, what happens next, its history, the way out."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.applications.application import Application
from bot.applications.history import Event
from bot.applications.outcome import Refused
from bot.applications.reference import read_reference
from bot.dialogue import forms
from bot.dialogue.desks import Call, Desks, in_private, read_choice
from bot.dialogue.messages import Choice, Incoming, Reply
from bot.dialogue.next_step import show_button
from bot.dialogue.session import Turn

_WORDS = frozenset(["进度", "我的申请", "申请进度", "status", "my applications"])
_MOST_LISTED = 8
_MOST_EVENTS = 30
_SILENT = frozenset(["remind", "reminders", "note", "refresh", "consent"])
"""What the history of founders leaves out: notes are for staff alone, the rest says nothing to them."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The topic of applications that are on their way."""

    desks: Desks

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        """Answer `/status` and the buttons below an application."""
        call = self.desks.call(incoming, turn)
        text = (incoming.text or "").strip()
        if (incoming.choice or "").startswith("ap:"):
            application_id, verb, arg = read_choice(incoming.choice or "")
            doing = self._verbs().get(verb)
            return None if doing is None else in_private(call) or await doing(call, application_id, arg)
        if text.split(" ")[:1] == ["/status"] or text.casefold() in _WORDS:
            return in_private(call) or await self._status(call)
        reference = read_reference(text) if text and not incoming.in_group else None
        if reference is not None and text.upper().startswith("SQ"):
            return await self._by_reference(call, reference)
        return None

    def _verbs(self) -> Mapping[str, Callable[[Call, str, str], Awaitable[Sequence[Reply]]]]:
        return {
            "show": self._show, "history": self._history, "withdraw": self._ask_to_withdraw,
            "gone": self._withdraw, "admit": self._admit, "decline": self._decline,
            "quiet": self._quiet, "loud": self._loud,
        }  # fmt: skip

    async def _status(self, call: Call) -> Sequence[Reply]:
        mine = await call.desk.mine()
        if not mine:
            start = call.voice.button("apply", "button-start")
            return [Reply(call.voice("status-none"), choices=(start,))]
        lines = [line(call, it) for it in mine[:_MOST_LISTED]]
        choices = [
            Choice(f"ap:{it.id}:show", it.reference or forms.short(it.offer.title.in_(call.voice.language)))
            for it in mine[:_MOST_LISTED]
        ]
        return [Reply(call.voice("status-title") + "\n\n" + "\n\n".join(lines), choices=tuple(choices))]

    async def _by_reference(self, call: Call, reference: str) -> Sequence[Reply]:
        mine = [it for it in await call.desk.mine() if it.reference == reference]
        if not mine:
            call.desk.records.refused("show", call.desk.person, None, "guessed-reference")
            return [call.refused(Refused("unknown-application", hidden=True))]
        return [self._card(call, mine[0])]

    async def _show(self, call: Call, application_id: str, _: str) -> Sequence[Reply]:
        found = await call.desk.show(application_id)
        return [
            call.refused(found, application_id) if isinstance(found, Refused) else self._card(call, found)
        ]

    def _card(self, call: Call, it: Application) -> Reply:
        parts = [line(call, it), forms.answers_text(call.voice, it), _decision(call, it)]
        return Reply("\n\n".join(part for part in parts if part), choices=_doing(call, it))

    async def _history(self, call: Call, application_id: str, _: str) -> Sequence[Reply]:
        found = await call.desk.show(application_id)
        if isinstance(found, Refused):
            return [call.refused(found, application_id)]
        events = await call.desk.records.history(application_id)
        lines = [
            call.voice(
                "history-line",
                when=call.voice.moment(event.at, self.desks.rules.zone),
                what=call.voice(f"did-{event.action.replace('_', '-')}"),
            )
            for event in _without_repeats(events)[-_MOST_EVENTS:]
        ]
        title = call.voice("history-title", title=found.offer.title.in_(call.voice.language))
        return [Reply(title + "\n\n" + "\n".join(lines), choices=show_button(call, found))]

    async def _ask_to_withdraw(self, call: Call, application_id: str, _: str) -> Sequence[Reply]:
        found = await call.desk.show(application_id)
        if isinstance(found, Refused):
            return [call.refused(found, application_id)]
        sure = call.voice.button(f"ap:{found.id}:gone", "button-withdraw-sure")
        title = found.offer.title.in_(call.voice.language)
        return [Reply(call.voice("withdraw-sure", title=title), choices=(sure, *show_button(call, found)))]

    async def _withdraw(self, call: Call, application_id: str, _: str) -> Sequence[Reply]:
        told = await call.told(await call.desk.withdraw(application_id), application_id)
        if isinstance(told, Reply):
            return [told]
        if (call.turn.session.pending or {}).get("application") == told.id:
            call.turn.session.pending = None
        return [Reply(call.voice("withdrawn"))]

    async def _admit(self, call: Call, application_id: str, handle: str) -> Sequence[Reply]:
        step = await call.desk.decide_on_joining(application_id, handle, admitted=True)
        told = await call.told(step, application_id)
        return [told if isinstance(told, Reply) else Reply(call.voice("admitted"))]

    async def _decline(self, call: Call, application_id: str, handle: str) -> Sequence[Reply]:
        step = await call.desk.decide_on_joining(application_id, handle, admitted=False)
        told = await call.told(step, application_id)
        return [told if isinstance(told, Reply) else Reply(call.voice("declined"))]

    async def _quiet(self, call: Call, application_id: str, _: str) -> Sequence[Reply]:
        told = await call.told(await call.desk.switch_reminders(application_id, on=False), application_id)
        if isinstance(told, Reply):
            return [told]
        again = call.voice.button(f"ap:{told.id}:loud", "button-reminders")
        return [Reply(call.voice("reminders-off"), choices=(again,))]

    async def _loud(self, call: Call, application_id: str, _: str) -> Sequence[Reply]:
        told = await call.told(await call.desk.switch_reminders(application_id, on=True), application_id)
        return [told if isinstance(told, Reply) else Reply(call.voice("reminders-on"))]


def line(call: Call, it: Application) -> str:
    """Say in two lines where an application stands and what happens next."""
    voice = call.voice
    title = it.offer.title.in_(voice.language)
    head = voice("status-head", title=title, reference=it.reference or voice("no-reference"))
    values = {"amount": voice.money(it.granted_cny), "closes": voice.day(it.offer.closes)}
    reopened = forms.reopened_text(voice, it)
    next_ = voice(
        f"next-{it.state.replace('_', '-')}", reopened=reopened, question=it.question or "", **values
    )
    return f"{head}\n{voice('status-state', state=voice(f'state-{it.state}'))}\n{next_}"


def _decision(call: Call, it: Application) -> str:
    if it.state != "rejected" or not it.reasons:
        return ""
    labels = {c.id: c.label.in_(call.voice.language) for c in it.offer.criteria}
    lines = [
        call.voice("reason-line", criterion=labels.get(c, call.voice("reason-other")), reason=text)
        for c, text in it.reasons.items()
    ]
    return "\n".join([call.voice("reasons-title"), *lines, "", call.voice("rejected-now")])


def _doing(call: Call, it: Application) -> tuple[Choice, ...]:
    voice, id_ = call.voice, it.id
    buttons = [voice.button(f"ap:{id_}:history", "button-history")]
    if it.state in ("draft", "info_requested"):
        buttons.insert(0, voice.button(f"ap:{id_}:go", "button-continue"))
        buttons.append(voice.button(f"ap:{id_}:files", "button-files"))
    if it.is_open and it.owner == call.desk.person:
        buttons.append(voice.button(f"ap:{id_}:withdraw", "button-withdraw"))
    if it.state in ("rejected", "withdrawn"):
        buttons.append(Choice(f"apply:{it.offer.programme}", voice("button-apply-again")))
    return tuple(buttons)


def _without_repeats(events: Sequence[Event]) -> Sequence[Event]:
    """Show many answers in a row as one."""
    shown = [event for event in events if event.action not in _SILENT]
    return [
        event
        for event, following in zip(shown, [*shown[1:], None], strict=True)
        if following is None or event.action != following.action or event.action not in ("answer", "attach")
    ]
