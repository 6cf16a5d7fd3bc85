"""A button pressed in the staff group: whoever pressed it acts as themselves, or goes on in private."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.applications.application import Application, Step, permit
from bot.applications.outcome import Refused
from bot.applications.reviewers import ReviewDesk
from bot.applications.states import Action
from bot.dialogue.desks import Call
from bot.dialogue.messages import Aside, Reply
from bot.dialogue.speaking import Voice

_AT_ONCE: Mapping[str, tuple[str, Callable[[ReviewDesk, str], Awaitable[Step | Refused]]]] = {
    "claim": ("claimed", lambda desk, id_: desk.claim(id_)),
    "release": ("released", lambda desk, id_: desk.release(id_)),
    "confirm": ("decided", lambda desk, id_: desk.confirm(id_)),
}
_IN_PRIVATE: Mapping[str, Action | None] = {
    "card": None, "files": None, "approve": "approve", "info": "request_info", "reject": "reject", "note": "note",
    "back": "send_back",
}  # fmt: skip
"""What needs words, or shows what is personal, and the step that it leads to."""


async def pressed(call: Call, review: ReviewDesk, application_id: str, verb: str) -> Sequence[Reply]:
    """Do what a button of the group says. Everybody there sees it; only the one who pressed hears what came of it."""
    actor = await review.actor(verb, application_id)
    if isinstance(actor, Refused):
        return [_aside(call.voice("room-staff-alone"))]
    found = await review.show(application_id)
    if isinstance(found, Refused):
        return [_aside(call.voice.refusal(found).text)]
    if verb in _AT_ONCE:
        said, doing = _AT_ONCE[verb]
        done = await call.told(await doing(review, application_id))
        return [
            _aside(done.text) if isinstance(done, Reply) else _aside(call.voice(said), Aside(uses_up=True))
        ]
    if verb not in _IN_PRIVATE:
        return [_aside(call.voice("choice-gone"))]
    action = _IN_PRIVATE[verb]
    allowed = permit(found, action, actor) if action is not None else None
    if isinstance(allowed, Refused):
        review.records.refused(verb, review.person, application_id, allowed.reason)
        return [_aside(call.voice.refusal(allowed).text)]
    return [_aside(call.voice("room-in-private"), Aside(opens=f"st:{found.id}:{verb}"))]


def listed(voice: Voice, waiting: Sequence[Application]) -> Reply:
    """Name what waits; what is to be done stands below each application's own messages."""
    lines = [
        voice("room-head", reference=it.reference or "", title=it.offer.title.in_(voice.language))
        for it in waiting
    ]
    return Reply("\n".join([voice("queue", count=len(waiting)), *lines]))


async def elsewhere(call: Call) -> Sequence[Reply]:
    """Return the request to write in private, in a group that is not the staff group; else nothing."""
    room, here = call.notices.group, call.incoming.person.rpartition(":")[0]
    if not call.incoming.in_group or (room and await call.turn.applications.is_room(here, room)):
        return []
    return [Reply(call.voice("apply-in-private"))]


async def number_of(call: Call, review: ReviewDesk) -> Sequence[Reply]:
    """Tell an admin the number of a group that is not the staff group yet; nothing where it is, or to others."""
    here = call.incoming.person.rpartition(":")[0]
    if not await elsewhere(call):
        return []
    member = await call.turn.applications.staff(review.person)
    if member is None or not member.is_admin:
        return []
    return [Reply(call.voice("room-number", number=here.partition(":")[2]))]


def _aside(text: str, aside: Aside | None = None) -> Reply:
    return Reply(text, aside=aside or Aside())
