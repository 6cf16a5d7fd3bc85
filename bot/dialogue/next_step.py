"""The next step of an application: always derived from what is there, never a position in a script."""

from collections.abc import Sequence

from bot.applications.application import Application, Step
from bot.applications.form import BY_ID
from bot.applications.outcome import Refused
from bot.dialogue import forms
from bot.dialogue.desks import Call
from bot.dialogue.messages import Choice, Reply


def next_step(call: Call, it: Application) -> Reply:
    """Derive the next step from what is there."""
    call.turn.session.pending = {"topic": "apply", "application": it.id}
    if it.state == "info_requested":
        return _next_reopened(call, it)
    if it.state != "draft":
        call.turn.session.pending = None
        values = {"reference": it.reference or "", "state": call.voice(f"state-{it.state}")}
        return Reply(call.voice("apply-already", **values), choices=show_button(call, it))
    if it.to_confirm:
        return forms.confirm_known(call.voice, it)
    if it.privacy_agreed_at is None and (not it.gaps or it.gaps[0].personal):
        return forms.privacy(call.voice, it)
    if not it.gaps:
        return forms.summary(call.voice, it)
    return ask(call, it, it.gaps[0].id)


def _next_reopened(call: Call, it: Application) -> Reply:
    left = [item for item in it.reopened if item not in it.settled]
    if left and left[0] in BY_ID:
        return ask(call, it, left[0])
    if left:
        return ask_paper(call, it, left[0])
    send = call.voice.button(f"ap:{it.id}:send", "button-send")
    return Reply(call.voice("reopened-done"), choices=(send,))


def ask(call: Call, it: Application, field_id: str) -> Reply:
    """Put the question of a field, and remember that it was put."""
    call.turn.session.pending = {"topic": "apply", "application": it.id, "field": field_id}
    return forms.question(call.voice, it, BY_ID[field_id])


def ask_paper(call: Call, it: Application, paper: str) -> Reply:
    """Ask for a file for a paper, and remember it."""
    call.turn.session.pending = {"topic": "apply", "application": it.id, "paper": paper}
    name = next((p.text.in_(call.voice.language) for p in it.offer.papers if p.id == paper), paper)
    keep = (call.voice.button(f"ap:{it.id}:keep:{paper}", "button-keep"),) if paper in it.reopened else ()
    back = call.voice.button(f"ap:{it.id}:files" if not keep else f"ap:{it.id}:later", "button-back")
    return Reply(call.voice("send-paper", paper=name), choices=(*keep, back))


async def go_on(call: Call, step: Step | Refused, about: str, *, first: str = "") -> Sequence[Reply]:
    """Say what came of a step of the application `about`, and put the next question."""
    told = await call.told(step, about)
    if isinstance(told, Reply):
        return [told]
    following = next_step(call, told)
    return [Reply(first), following] if first else [following]


def show_button(call: Call, it: Application) -> tuple[Choice, ...]:
    """Offer to show an application."""
    return (call.voice.button(f"ap:{it.id}:show", "button-show"),)
